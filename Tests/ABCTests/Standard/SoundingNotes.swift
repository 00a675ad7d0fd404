import Music

/// Notes as they sound: onset, pitch and duration of each, in quarter beats, in whatever order they were written.
///
/// The notation follows the music in time; every word starts where the one before it ended:
/// - `C4` is middle C, a crotchet long; `F#5:3/2` and `Bb3:1/4` carry a sign and a length
/// - `[C4 E4 G4]:2` is a chord, `[C4:2 E4]` one whose notes differ; it lasts as long as its first note
/// - `z`, `z:4` is silence
/// - `:1/2` alone is the length of the notes without a length of their own from there on
/// - `@4` goes to the time 4, backwards as well, which is how voices are written
/// - `|` means nothing and helps to read
struct SoundingNotes: Equatable, CustomStringConvertible {
  struct Note: Hashable {
    var onset: Fraction
    var pitch: Int
    var duration: Fraction
  }

  /// What in the notation makes no sense.
  struct Misspelled: Error { var word: String }

  var notes: [Note]

  init(_ score: Score) {
    notes = score.notes.map { Note(onset: $0.onset, pitch: $0.pitch, duration: $0.duration) }
    sort()
  }

  init(parsing text: String) throws {
    notes = []
    var clock = Fraction.zero
    var unit = Fraction.one
    // Bracketed chords hold blanks; they become one word.
    var words: [String] = []
    var isOpen = false
    for piece in text.split(whereSeparator: \.isWhitespace).map(String.init) {
      if isOpen { words[words.count - 1] += " " + piece } else { words.append(piece) }
      if piece.contains("[") { isOpen = true }
      if piece.contains("]") { isOpen = false }
    }
    for word in words where word != "|" {
      if word.hasPrefix("@") {
        clock = try Self.length(word.dropFirst())
      } else if word.hasPrefix(":") {
        unit = try Self.length(word.dropFirst())
      } else if word.hasPrefix("[") {
        guard let close = word.firstIndex(of: "]") else { throw Misspelled(word: word) }
        let behind = word[close...].dropFirst()
        let length = behind.isEmpty ? unit : try Self.length(behind.dropFirst())
        let inner = word[..<close].dropFirst().split(separator: " ")
        var first: Fraction?
        for part in inner {
          let (pitch, duration) = try Self.note(part, unit: length)
          notes.append(Note(onset: clock, pitch: pitch, duration: duration))
          first = first ?? duration
        }
        clock += first ?? .zero
      } else if word.hasPrefix("z") {
        clock += word == "z" ? unit : try Self.length(word.dropFirst(2))
      } else {
        let (pitch, duration) = try Self.note(word[...], unit: unit)
        notes.append(Note(onset: clock, pitch: pitch, duration: duration))
        clock += duration
      }
    }
    sort()
  }

  private mutating func sort() {
    notes.sort { ($0.onset, $0.pitch, $0.duration) < ($1.onset, $1.pitch, $1.duration) }
  }

  private static func length(_ text: Substring) throws -> Fraction {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard let over = parts.first ?? nil else { throw Misspelled(word: String(text)) }
    if parts.count == 1 { return Fraction(over) }
    guard parts.count == 2, let under = parts[1], under > 0 else { throw Misspelled(word: String(text)) }
    return Fraction(over, under)
  }

  private static func note(_ word: Substring, unit: Fraction) throws -> (Int, Fraction) {
    var name = word
    var duration = unit
    if let colon = word.firstIndex(of: ":") {
      name = word[..<colon]
      duration = try length(word[colon...].dropFirst())
    }
    guard let letter = name.popFirst(), let step = Step(letter: letter) else { throw Misspelled(word: String(word)) }
    var alteration = 0
    while let sign = name.first, sign == "#" || sign == "b" {
      alteration += sign == "#" ? 1 : -1
      name.removeFirst()
    }
    guard let octave = Int(name) else { throw Misspelled(word: String(word)) }
    return (12 * (octave + 1) + step.semitones + alteration, duration)
  }

  /// Every note with its onset, `0 C4:1`, black keys as sharps.
  var description: String {
    let names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
    return notes.map { "\($0.onset) \(names[$0.pitch % 12])\($0.pitch / 12 - 1):\($0.duration)" }
      .joined(separator: ", ")
  }
}
