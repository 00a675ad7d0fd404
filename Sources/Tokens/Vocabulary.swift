/// A token's number in a vocabulary: a row of the embedding and of the output.
public typealias TokenID = Int32

/// The tokens a model knows, each with its number.
///
/// The order is a function of the set of tokens alone: `<s>` is 0, `</s>` is 1, the others follow sorted by their UTF-8
/// bytes. So one collection gives one vocabulary on every machine. It is stored with the model as a plain JSON array.
public struct Vocabulary: Sendable {
  /// Every token; a token's place is its number.
  public let tokens: [String]
  private let numbers: [String: TokenID]

  /// The token that opens a tune, number 0.
  public static let start = "<s>"
  /// The token that closes a tune, number 1.
  public static let end = "</s>"
  /// The number of `<s>`.
  public static let startID: TokenID = 0
  /// The number of `</s>`.
  public static let endID: TokenID = 1

  /// The vocabulary of `tokens`; repeats count once, and the two bounds are there whether or not `tokens` holds them.
  ///
  /// - Complexity: O(n log n) in the number of distinct tokens.
  public init(tokens: some Sequence<String>) {
    var rest = Set(tokens)
    rest.remove(Vocabulary.start)
    rest.remove(Vocabulary.end)
    self.init(ordered: [Vocabulary.start, Vocabulary.end] + rest.sorted(by: Vocabulary.bytesAscend))
  }

  private init(ordered: [String]) {
    tokens = ordered
    var numbers: [String: TokenID] = [:]
    numbers.reserveCapacity(ordered.count)
    for (number, token) in ordered.enumerated() { numbers[token] = TokenID(number) }
    self.numbers = numbers
  }

  /// By bytes, because Swift's own order of strings follows Unicode's tables, which grow with the years.
  private static func bytesAscend(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// How many tokens there are, the two bounds included; at least 2.
  public var count: Int { tokens.count }

  /// The number of `token`, or nil where the vocabulary lacks it.
  public func id(of token: String) -> TokenID? { numbers[token] }

  /// The token numbered `id`.
  ///
  /// - Precondition: `0 <= id < count`.
  public func token(_ id: TokenID) -> String { tokens[Int(id)] }

  /// The numbers of `tokens`, in their order.
  ///
  /// - Throws: ``UnknownToken`` at the first token the vocabulary lacks.
  public func encode(_ tokens: [String]) throws(UnknownToken) -> [TokenID] {
    var ids: [TokenID] = []
    ids.reserveCapacity(tokens.count)
    for (position, token) in tokens.enumerated() {
      guard let id = numbers[token] else { throw UnknownToken(token: token, position: position) }
      ids.append(id)
    }
    return ids
  }

  /// The numbers of one whole tune: `<s>`, the tokens, `</s>`; a bound that is there already is not doubled. A type (`R:`)
  /// that the vocabulary lacks is left out: it only names what the music says anyhow.
  ///
  /// - Throws: ``UnknownToken`` at the first token the vocabulary lacks; its position counts from `tokens`' own start.
  public func encode(tune tokens: [String]) throws(UnknownToken) -> [TokenID] {
    var ids = try encode(tokens.filter { !$0.hasPrefix("R:") || numbers[$0] != nil })
    if ids.first != Vocabulary.startID { ids.insert(Vocabulary.startID, at: 0) }
    if ids.count == 1 || ids.last != Vocabulary.endID { ids.append(Vocabulary.endID) }
    return ids
  }

  /// The tokens numbered `ids`, in their order.
  ///
  /// - Precondition: every number is in `0 ..< count`.
  public func decode(_ ids: [TokenID]) -> [String] { ids.map(token) }
}

extension Vocabulary: Hashable {
  /// Whether both have the same tokens; their numbers follow.
  public static func == (left: Vocabulary, right: Vocabulary) -> Bool { left.tokens == right.tokens }
  /// Hashes the tokens.
  public func hash(into hasher: inout Hasher) { hasher.combine(tokens) }
}

extension Vocabulary: Codable {
  /// Reads the JSON array that ``encode(to:)`` writes.
  ///
  /// - Throws: `DecodingError` where the two bounds do not come first or a token is out of order or there twice: such
  ///   a list would give every token another number than the one it was trained with.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let tokens = try container.decode([String].self)
    func refuse(_ reason: String) -> DecodingError {
      DecodingError.dataCorruptedError(in: container, debugDescription: reason)
    }
    guard tokens.count >= 2, tokens[0] == Vocabulary.start, tokens[1] == Vocabulary.end else {
      throw refuse("a vocabulary begins with <s> and </s>")
    }
    guard tokens.count <= Int(TokenID.max) else { throw refuse("a vocabulary of \(tokens.count) tokens is too large") }
    for index in tokens.indices.dropFirst(3) where !Vocabulary.bytesAscend(tokens[index - 1], tokens[index]) {
      throw refuse("token \(index), '\(tokens[index])', is out of order or there twice")
    }
    self.init(ordered: tokens)
    // Different bytes may still be one string to Swift (an accent apart from its letter), or a bound repeated.
    guard numbers.count == tokens.count else { throw refuse("a token is there twice") }
  }

  /// Writes the tokens as an array, in the order of their numbers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(tokens)
  }
}

/// A token that a vocabulary lacks.
public struct UnknownToken: Error, Hashable, Sendable, CustomStringConvertible {
  /// The token as it was read.
  public let token: String
  /// Its place in the list of tokens, from 0.
  public let position: Int

  /// Names a token and its place.
  public init(token: String, position: Int) {
    self.token = token
    self.position = position
  }

  /// What is wrong, where, and what would mend it.
  public var description: String {
    "token '\(token)' at position \(position + 1) is not in the model's vocabulary; "
      + "use tokens of the collection the model was trained on, or train with a collection that holds it"
  }
}
