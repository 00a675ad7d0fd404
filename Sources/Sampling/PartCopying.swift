import Tokens

/// Writes a part that comes back (the second A of ABA) as it was: the grammar asks for one more part of the same length, and
/// it is given the tokens of the first, as long as they are allowed.
struct PartCopying {
  private let parts: [TuneGrammar.Pattern.Part]
  /// Where the music of each part begins.
  private var starts: [Int: Int] = [:]
  /// The token to be copied next.
  private var source: Int?

  init(_ pattern: TuneGrammar.Pattern?) { parts = pattern?.parts ?? [] }

  /// The token that stands next in the part that is copied, if one is and the token is allowed.
  mutating func next(_ state: TuneGrammar.State?, tokens: [TokenID], mask: [Bool]) -> TokenID? {
    guard !parts.isEmpty, let state else { return nil }
    if state.isAtPartStart, parts.indices.contains(state.part) {
      starts[state.part] = tokens.count
      source = parts[state.part].isCopyOf.flatMap { starts[$0] }
    }
    // Where the bar lines have to differ, at the end of the part, the copy ends.
    guard let place = source, place < tokens.count, mask[Int(tokens[place])] else {
      source = nil
      return nil
    }
    source = place + 1
    return tokens[place]
  }
}
