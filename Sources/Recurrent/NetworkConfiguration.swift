import Kernels

/// The shape of a network: one-hot tokens and, where there is one, their context, `layers` stacked recurrent layers of
/// `hidden` units, a linear output.
public struct NetworkConfiguration: Hashable, Sendable {
  /// How many tokens there are (V).
  public var vocabularySize: Int
  /// How many recurrent layers are stacked (L).
  public var layers: Int
  /// Units of each layer (H).
  public var hidden: Int
  /// Whether each layer but the first adds its input to its output, which makes deep stacks learn early.
  public var residual: Bool
  /// The cell of every layer.
  public var cell: Cell
  /// Sizes of further one-hot inputs of each step, beside the token; empty for none.
  public var context: [Int]
  /// What h and the state of every layer are before a tune's first token.
  public var initialState: InitialState
  /// Whether what each layer hands on is normalised (Ba et al. 2016), after the residual sum and dropout.
  public var layerNorm: Bool
  /// Whether a token is heard as its weights of the output (Press and Wolf 2017): `layers.0.input` is then `(H, G)`.
  public var tied: Bool

  /// folk-rnn's network unless told otherwise: three LSTM layers of 512 units.
  public init(
    vocabularySize: Int, layers: Int = 3, hidden: Int = 512, residual: Bool = false, cell: Cell = .lstm,
    context: [Int] = [], initialState: InitialState = .zero, layerNorm: Bool = false,
    tied: Bool = false
  ) {
    self.vocabularySize = vocabularySize
    self.layers = layers
    self.hidden = hidden
    self.residual = residual
    self.cell = cell
    self.context = context
    self.initialState = initialState
    self.layerNorm = layerNorm
    self.tied = tied
  }

  /// Throws where a size makes no sense or the parameters would not fit any memory.
  public func validate() throws(NetworkConfigurationError) {
    func check(_ field: String, _ value: Int, _ range: ClosedRange<Int>) throws(NetworkConfigurationError) {
      guard range.contains(value) else {
        throw NetworkConfigurationError(field: field, value: value, allowed: range)
      }
    }
    try check("vocabularySize", vocabularySize, 2...1_000_000)
    try check("layers", layers, 1...64)
    // The norm of a single unit is 0 whatever it says.
    try check("hidden", hidden, (layerNorm ? 2 : 1)...16_384)
    try check("context", context.count, 0...64)
    for size in context { try check("context", size, 1...1_000_000) }
  }

  /// How many numbers the parameters hold.
  public var parameterCount: Int {
    let first = (inputRows(0) + hidden + 1) * gateWidth
    let others = (layers - 1) * (2 * hidden + 1) * gateWidth
    let recurrentBiases = cell.keepsRecurrentApart ? layers * hidden : 0
    let beginnings = (learnsOutput ? layers * hidden : 0) + (learnsState ? layers * hidden : 0)
    return first + others + recurrentBiases + beginnings + (hidden + 1) * vocabularySize + contextRows * gateWidth
  }

  /// G, columns of the input and recurrent weights of a layer.
  var gateWidth: Int { cell.gateCount * hidden }
  /// Rows of the input weights of a layer.
  func inputRows(_ layer: Int) -> Int { layer == 0 && !tied ? vocabularySize : hidden }
  /// Rows of the weights of all further inputs.
  var contextRows: Int { context.reduce(0, +) }
  /// Whether the first h is a parameter.
  var learnsOutput: Bool { initialState == .learned }
  /// Whether the first state is one besides.
  var learnsState: Bool { initialState == .learned && cell.carriesState && !cell.carriesOutput }
  /// W, numbers a layer keeps of a row between forward and backward.
  var recordWidth: Int { cell.recordCount * hidden }
}

/// As JSON in a model's file. The LSTM was once the only cell, the token the only input, every tune's start from zero:
/// all that goes without saying, so such files stay as they were.
extension NetworkConfiguration: Codable {
  private enum Key: String, CodingKey {
    case vocabularySize, layers, hidden, residual, cell, context, initialState, layerNorm, tied
  }

  /// Reads a configuration; without a word of the cell it is an LSTM.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    vocabularySize = try fields.decode(Int.self, forKey: .vocabularySize)
    layers = try fields.decode(Int.self, forKey: .layers)
    hidden = try fields.decode(Int.self, forKey: .hidden)
    residual = try fields.decode(Bool.self, forKey: .residual)
    cell = try fields.decodeIfPresent(Cell.self, forKey: .cell) ?? .lstm
    context = try fields.decodeIfPresent([Int].self, forKey: .context) ?? []
    initialState = try fields.decodeIfPresent(InitialState.self, forKey: .initialState) ?? .zero
    layerNorm = try fields.decodeIfPresent(Bool.self, forKey: .layerNorm) ?? false
    tied = try fields.decodeIfPresent(Bool.self, forKey: .tied) ?? false
  }

  /// Writes the sizes and whether residual; of all else what differs from what goes without saying.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(vocabularySize, forKey: .vocabularySize)
    try fields.encode(layers, forKey: .layers)
    try fields.encode(hidden, forKey: .hidden)
    try fields.encode(residual, forKey: .residual)
    if cell != .lstm { try fields.encode(cell, forKey: .cell) }
    if !context.isEmpty { try fields.encode(context, forKey: .context) }
    if initialState != .zero { try fields.encode(initialState, forKey: .initialState) }
    if layerNorm { try fields.encode(layerNorm, forKey: .layerNorm) }
    if tied { try fields.encode(tied, forKey: .tied) }
  }
}

/// A size in a ``NetworkConfiguration`` that no network can have.
public struct NetworkConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The field at fault.
  public let field: String
  /// What it held.
  public let value: Int
  /// What it may hold.
  public let allowed: ClosedRange<Int>

  /// What is wrong and what would mend it.
  public var description: String {
    "network: \(field) is \(value); give a number from \(allowed.lowerBound) to \(allowed.upperBound)"
  }
}
