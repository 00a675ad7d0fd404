import Music

/// A length that one note head can show: a whole note, halved or doubled, with up to two dots.
struct NoteValue: Hashable {
  /// The power of two of the head and its flags in whole notes: 0 for a whole note, -3 for a quaver.
  var power: Int
  var dots: Int

  private static let powers = -10...3
  private static let names = [
    "1024th", "512th", "256th", "128th", "64th", "32nd", "16th", "eighth", "quarter", "half", "whole", "breve", "long",
    "maxima",
  ]

  /// MusicXML's name of the head: `eighth`.
  var name: String { Self.names[power - Self.powers.lowerBound] }
  /// Flags or beams on the stem: 1 for a quaver.
  var flags: Int { max(0, -2 - power) }

  /// The length in whole notes.
  var length: Fraction {
    // 1, 3/2 or 7/4 of the head.
    let factor = Fraction((2 << dots) - 1, 1 << dots)
    return (power < 0 ? Fraction(1, 1 << -power) : Fraction(1 << power)) * factor
  }

  /// All of them, the longest first.
  private static let all: [NoteValue] = powers.flatMap { power in
    (0...2).map { NoteValue(power: power, dots: $0) }
  }.sorted { $0.length > $1.length }

  /// The value of exactly this length in whole notes; nil where no single note has it.
  init?(_ length: Fraction) {
    guard let value = Self.all.first(where: { $0.length == length }) else { return nil }
    self = value
  }

  private init(power: Int, dots: Int) {
    self.power = power
    self.dots = dots
  }

  /// Values to be tied together for a length in whole notes, the longest first; nil where there are none.
  ///
  /// - Parameter beat: a dotted beat. Lengths of whole beats are told apart there, so that a bar of 9/8 is a dotted minim
  ///   and a dotted crotchet, not a semibreve and a quaver.
  static func values(for length: Fraction, beat: Fraction?) -> [NoteValue]? {
    if let value = NoteValue(length) { return [value] }
    let countsBeats = beat.map { (length / $0).isWhole } ?? false
    let usable = all.filter { countsBeats ? $0.dots == 1 : $0.dots < 2 }
    var values: [NoteValue] = []
    var rest = length
    while rest > .zero {
      // Sixteen heads tied together are a misprint, not music; such a length is left without a head to show it.
      guard values.count < 16, let value = usable.first(where: { $0.length <= rest }) else { return nil }
      values.append(value)
      rest = rest - value.length
    }
    return values
  }

  /// The note value with the same flags closest to a length, for grace notes.
  init(nearest length: Fraction) {
    self = Self.all.first { $0.dots == 0 && $0.length <= length } ?? NoteValue(power: -5, dots: 0)
  }
}
