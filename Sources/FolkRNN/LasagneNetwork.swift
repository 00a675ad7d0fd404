import Checkpoints
import Tokens

/// The arrays of a folk-rnn model, sorted out: rows of the vocabulary and columns of the gates as Lilt has them.
struct LasagneNetwork {
  struct Layer {
    /// `(V or H, 4H)`, gates in the order i, f, g, o.
    var input: [Float]
    /// `(H, 4H)`.
    var recurrent: [Float]
    /// `(4H)`.
    var bias: [Float]
    var initialState: [Float]
    var initialOutput: [Float]
  }

  let vocabulary: Vocabulary
  let hidden: Int
  private(set) var layers: [Layer] = []
  /// `(H, V)`.
  let output: [Float]
  let outputBias: [Float]

  /// Arrays of a layer: three for each of four gates, and two to begin with.
  private static let perLayer = 14

  init(_ bytes: [UInt8], path: String) throws(CheckpointError) {
    func fault(_ problem: String) -> CheckpointError {
      CheckpointError(.content, path: path, problem, remedy: "give a model that folk-rnn's train_rnn.py wrote")
    }
    let pickle = try PickleReader.read(bytes, path: path)
    guard let listed = pickle.value(of: "param_values", in: pickle.root).flatMap({ pickle.items(of: $0) }),
      let numbered = pickle.value(of: "token2idx", in: pickle.root).flatMap({ pickle.pairs(of: $0) })
    else { throw fault("is a pickle without param_values and token2idx") }

    var words = [String?](repeating: nil, count: min(numbered.count, 100_000))
    for (key, value) in numbered {
      guard let word = key.text, let place = value.int, words.indices.contains(place), words[place] == nil else {
        throw fault("has a token2idx that does not number its tokens from 0 to \(numbered.count - 1)")
      }
      words[place] = word
    }
    let old = words.compactMap(\.self)
    vocabulary = Vocabulary(tokens: old)
    guard old.contains(Vocabulary.start), old.contains(Vocabulary.end), Set(old).count == old.count else {
      throw fault("has no <s> and </s> among its tokens")
    }
    // The place a token of our vocabulary has in theirs.
    let places = vocabulary.tokens.compactMap(Dictionary(uniqueKeysWithValues: zip(old, old.indices)).lookup)

    var arrays: [(shape: [Int], values: [Float])] = []
    for value in listed {
      guard case .array(let number) = value, let values = pickle.arrays[number].values else {
        throw fault("has something other than arrays of numbers among its param_values")
      }
      arrays.append((pickle.arrays[number].shape.filter { $0 != 1 }, values))
    }
    let count = (arrays.count - 3) / Self.perLayer
    guard count >= 1, arrays.count == 3 + Self.perLayer * count else {
      throw fault(
        "has \(arrays.count) arrays; an embedding, \(Self.perLayer) for each LSTM layer without peepholes and two for the "
          + "output make \(3 + Self.perLayer) or a multiple of \(Self.perLayer) more")
    }
    guard let hidden = arrays[2].shape.first, (2...16_384).contains(hidden), old.count >= 3, count <= 64 else {
      throw fault("is of a network that is none")
    }
    self.hidden = hidden
    func array(_ number: Int, _ shape: [Int]) throws(CheckpointError) -> [Float] {
      let found = arrays[number]
      guard found.shape == shape.filter({ $0 != 1 }), found.values.allSatisfy(\.isFinite) else {
        throw fault("has array \(number) of shape \(found.shape) where \(shape) of finite numbers should be")
      }
      return found.values
    }
    let v = old.count
    let embedding = try array(0, [v, v])
    guard embedding == Self.identity(v) else {
      throw fault("has an embedding that is not one-hot; only models with one_hot can be imported")
    }
    for layer in 0..<count {
      let first = 1 + Self.perLayer * layer
      let rows = layer == 0 ? v : hidden
      var (input, recurrent, bias): ([[Float]], [[Float]], [[Float]]) = ([], [], [])
      for gate in 0..<4 {
        input.append(try array(first + 3 * gate, [rows, hidden]))
        recurrent.append(try array(first + 3 * gate + 1, [hidden, hidden]))
        bias.append(try array(first + 3 * gate + 2, [hidden]))
      }
      var columns = Self.beside(input, rows: rows, width: hidden)
      if layer == 0 { columns = places.flatMap { columns[$0 * 4 * hidden..<($0 + 1) * 4 * hidden] } }
      layers.append(
        Layer(
          input: columns, recurrent: Self.beside(recurrent, rows: hidden, width: hidden), bias: bias.flatMap { $0 },
          initialState: try array(first + 12, [hidden]), initialOutput: try array(first + 13, [hidden])))
    }
    let weights = try array(arrays.count - 2, [hidden, v])
    output = (0..<hidden).flatMap { row in places.map { weights[row * v + $0] } }
    let offsets = try array(arrays.count - 1, [v])
    outputBias = places.map { offsets[$0] }
  }

  /// Matrices of one height side by side.
  private static func beside(_ matrices: [[Float]], rows: Int, width: Int) -> [Float] {
    (0..<rows).flatMap { row in matrices.flatMap { $0[row * width..<(row + 1) * width] } }
  }

  private static func identity(_ size: Int) -> [Float] {
    var result = [Float](repeating: 0, count: size * size)
    for index in 0..<size { result[index * size + index] = 1 }
    return result
  }
}

extension Dictionary where Key == String, Value == Int {
  fileprivate func lookup(_ key: String) -> Int? { self[key] }
}
