import Tokens

/// Writes a part that comes back (the second A of ABA) as it was: the grammar asks for one more part of the same length, and
/// it is given the tokens of the first, as long as they are allowed.
struct PartCopying {
  private let parts: [TuneGrammar.Pattern.Part]
  /// Where the music of each part begins.
  private var starts: [Int: Int] = [:]
  /// The token to be copied next.
  private var source: Int?

  /// Copies nothing where no part of the pattern comes back.
  init(_ pattern: TuneGrammar.Pattern?) {
    let parts = pattern?.parts ?? []
    self.parts = parts.contains { $0.isCopyOf != nil } ? parts : []
  }

  /// The token that stands next in the part that is copied, if one is and the token is allowed.
  ///
  /// - Parameters:
  ///   - count: how many tokens the tune has so far.
  ///   - tokens: those tokens, asked for only where one of them is copied.
  mutating func next(
    _ state: TuneGrammar.State?, count: Int, tokens: @autoclosure () -> [TokenID], mask: [Bool]
  ) -> TokenID? {
    guard !parts.isEmpty, let state else { return nil }
    if state.isAtPartStart, parts.indices.contains(state.part) {
      starts[state.part] = count
      source = parts[state.part].isCopyOf.flatMap { starts[$0] }
    }
    guard let place = source, place < count else { return nil }
    let token = tokens()[place]
    // Where the bar lines have to differ, at the end of the part, the copy ends.
    source = mask[Int(token)] ? place + 1 : nil
    return source == nil ? nil : token
  }
}
