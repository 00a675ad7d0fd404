import Music

extension TuneGrammar {
  /// What the form of a tune is bounded by.
  public struct Form: Hashable, Sendable {
    /// Bars of a part are a multiple of this, where neither a pattern nor a part length is asked for.
    public var partMultiple = 4
    /// The longest repeated part in bars, in every meter but 3/4: nearly all tunes of the tradition have parts of eight.
    public var longestPart = 8
    /// The longest repeated part in 3/4, where sixteen bars to a part are as common.
    public var longestPartInThree = 16
    /// The longest stretch without a repeat: parts that are written out one after another show no seam.
    public var longestUnrepeated = 32
    /// The longest first and second ending in bars.
    public var longestEnding = 4
    /// A tune may end from this many bars on, repeats not counted.
    public var shortestTune = 16
    /// No new part begins from this many bars on.
    public var longestTune = 32
    /// The parts to write, in their order; nil for any.
    public var pattern: Pattern?
    /// Bars of the whole tune as written, repeats not counted; nil for any.
    public var bars: Int?
    /// Bars of every part; nil for any. With a pattern and no number of bars it is eight.
    public var partLength: Int?
    /// The MIDI note numbers allowed, at the tokens' tonic C (middle C is 60); nil for all.
    public var range: ClosedRange<Int>?
    /// The most tokens of a tune, `</s>` counted and `<s>` not.
    public var tokenLimit = 1_200
    /// Whether the last note of the tune is a C, in any octave; of a chord, its first note.
    public var endsOnTonic = false
    /// Whether the last note of every part that ends with a repeat or before one is a C too.
    public var partsEndOnTonic = false
    /// Whether a tune may open with a plain bar line, which says nothing; published token files have some.
    public var opensWithBarLine = false
    /// The meters to choose from; nil for all of the vocabulary. How they are written does not matter.
    public var meters: Set<Meter>?
    /// The modes to choose from; nil for all of the vocabulary.
    public var modes: Set<Mode>?

    /// Sixteen to some forty bars, in parts of four or eight bars, in 3/4 up to sixteen.
    public init() {}
  }

  /// Parts in their order, by letters: `AABB`, `ABAC`, `AB`.
  ///
  /// A letter doubled in a row is a repeated part, a single one is played once. A letter that comes back later (`ABAC`) is
  /// one more part of the same length: the grammar cannot copy a melody. Whoever wants it literally forces the tokens
  /// of the earlier part, see ``State/part`` and ``Part/isCopyOf``.
  public struct Pattern: Hashable, Sendable {
    /// One part.
    public struct Part: Hashable, Sendable {
      /// Its letter, a capital.
      public var letter: Character
      /// Whether it is repeated.
      public var isRepeated: Bool
      /// The number of the first part of the same letter, from 0; nil where this is the first.
      public var isCopyOf: Int?
    }

    /// The parts.
    public let parts: [Part]

    /// Reads a pattern, in capitals or not.
    ///
    /// - Throws: ``ImpossibleForm`` where it is empty, longer than 24 letters, holds anything but letters from A to Z, or
    ///   one three times in a row.
    public init(_ letters: String) throws(ImpossibleForm) {
      let capitals = Array(letters.uppercased())
      guard !capitals.isEmpty, capitals.count <= 24, capitals.allSatisfy({ ("A"..."Z").contains($0) }) else {
        throw ImpossibleForm(
          "'\(letters)' is no form", mend: "write a letter a part and a repeated part's twice: AABB, ABAC, AABBCC")
      }
      var parts: [Part] = []
      var index = 0
      while index < capitals.count {
        let letter = capitals[index]
        let run = capitals[index...].prefix { $0 == letter }.count
        guard run <= 2 else {
          throw ImpossibleForm(
            "part \(letter) stands \(run) times in a row in '\(letters)'",
            mend: "a part is played once (A) or twice (AA)")
        }
        parts.append(
          Part(letter: letter, isRepeated: run == 2, isCopyOf: parts.firstIndex { $0.letter == letter }))
        index += run
      }
      self.parts = parts
    }
  }
}
