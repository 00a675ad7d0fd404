import Tokens

/// A collection parted into tunes to train on and tunes to test on, settings of one tune on one side.
///
/// Which side a family falls on is decided by a hash of its tokens and the seed, so that the same collection parts the same
/// way everywhere, in whatever order its files are read.
public struct HeldOutSplit: Sendable {
  /// Tunes to train on.
  public private(set) var training: [Piece] = []
  /// Tunes to test on.
  public private(set) var heldOut: [Piece] = []
  /// Tunes left out because of tokens that are too rare to learn, with the token.
  public private(set) var rare: [Rejection] = []
  /// The tokens of the training tunes.
  public let vocabulary: Vocabulary

  /// Parts `pieces`.
  ///
  /// - Parameters:
  ///   - share: about how much is held out, 0 to 1.
  ///   - seed: another seed holds out other tunes.
  ///   - rarest: tunes with a token that fewer tunes than this have are left out.
  /// - Complexity: that of ``TuneFamilies``.
  public init(_ pieces: [Piece], share: Double = 0.05, seed: UInt64 = 1, rarest: Int = 5) {
    var tunesWith: [String: Int] = [:]
    // The type does not count: it may be named or not, and be rare where the music is not.
    let words = pieces.map(\.sequence.withoutType.words)
    for tune in words { for word in Set(tune) { tunesWith[word, default: 0] += 1 } }
    var kept: [Piece] = []
    var keptWords: [[String]] = []
    var left: [Rejection] = []
    for (piece, tune) in zip(pieces, words) {
      if let word = tune.first(where: { tunesWith[$0]! < rarest }) {
        let reason = "the token '\(word)' is in fewer than \(rarest) tunes"
        left.append(Rejection(origin: piece.origin, title: piece.title, reason: reason))
      } else {
        kept.append(piece)
        keptWords.append(tune)
      }
    }
    rare = left

    let families = TuneFamilies(of: kept).family
    var hashes: [Int: UInt64] = [:]
    for (index, family) in families.enumerated() {
      hashes[family] = min(hashes[family] ?? .max, Self.hash(keptWords[index], seed: seed))
    }
    let limit = UInt64(max(0, min(1, share)) * 1_000_000)
    for (index, family) in families.enumerated() {
      if hashes[family]! % 1_000_000 < limit { heldOut.append(kept[index]) } else { training.append(kept[index]) }
    }
    let vocabulary = Vocabulary(tokens: training.flatMap(\.sequence.words))
    heldOut = heldOut.filter { piece in
      guard let word = piece.sequence.withoutType.words.first(where: { vocabulary.id(of: $0) == nil }) else {
        return true
      }
      let reason = "the token '\(word)' is in no training tune"
      left.append(Rejection(origin: piece.origin, title: piece.title, reason: reason))
      return false
    }
    rare = left
    self.vocabulary = vocabulary
  }

  /// FNV-1a over the words and the seed.
  private static func hash(_ words: [String], seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15)
    for word in words {
      for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0x20) &* 0x100_0000_01B3
    }
    // FNV's low bits are weak on their own.
    return hash ^ (hash >> 29)
  }
}
