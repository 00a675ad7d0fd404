import Music

/// One word of the folk-rnn v2 scheme, taken apart.
///
/// Source: Sturm, Santos, Ben-Tal and Korshunova, "Music transcription modelling and composition using deep learning",
/// 2016, and the data published with it (`data_v2`, `data_v3`). Ties (`-`) come from the v3 data; tuplets with written
/// ratios, changes of key or meter within a tune and the type of a tune (`R:`) are ABC's own words.
public enum Token: Hashable, Sendable {
  /// `M:6/8`, `M:none`.
  case meter(Meter?)
  /// `K:Cdor`; `K:dor`, as v3 writes it, has tonic C.
  case key(Key)
  /// `R:slip-jig`: what kind of tune it is.
  case rhythm(TuneType)
  /// `=e'`: accidental, letter and octave.
  case pitch(WrittenPitch)
  /// `2`, `/2`, `3/2`, and with a broken-rhythm sign fused to it, `/2>`.
  case length(Fraction, broken: Int)
  /// `>`, `<<`.
  case broken(Int)
  case tuplet(Tuplet)
  case bar(BarLine)
  case rest
  case chordStart
  case chordEnd
  case tie

  /// Reads a word; nil where it is none of the scheme's.
  public init?(_ word: String) {
    let bytes = Array(word.utf8)
    guard let first = bytes.first else { return nil }
    switch Unicode.Scalar(first) {
    case "z" where bytes.count == 1: self = .rest
    case "[" where bytes.count == 1: self = .chordStart
    case "]" where bytes.count == 1: self = .chordEnd
    case "-" where bytes.count == 1: self = .tie
    case "M" where word.hasPrefix("M:"):
      guard let meter = Token.meter(word.dropFirst(2)) else { return nil }
      self = .meter(meter)
    case "K" where word.hasPrefix("K:"):
      guard let key = Token.key(word.dropFirst(2)) else { return nil }
      self = .key(key)
    case "R" where word.hasPrefix("R:"):
      guard let type = TuneType(rawValue: String(word.dropFirst(2))) else { return nil }
      self = .rhythm(type)
    case "(":
      guard let tuplet = Token.tuplet(word.dropFirst()) else { return nil }
      self = .tuplet(tuplet)
    case "|", ":":
      guard let line = Token.barLine(word) else { return nil }
      self = .bar(line)
    case ">", "<":
      guard let signs = Token.brokenSigns(word[...]) else { return nil }
      self = .broken(signs)
    case "0"..."9", "/":
      guard let length = Token.length(word) else { return nil }
      self = length
    default:
      guard let pitch = Token.pitch(bytes) else { return nil }
      self = .pitch(pitch)
    }
  }

  /// The word.
  public var word: String {
    switch self {
    case .meter(let meter): "M:" + (meter.map { "\($0.count)/\($0.unit)" } ?? "none")
    case .key(let key): "K:" + key.name
    case .rhythm(let type): "R:" + type.rawValue
    case .pitch(let pitch): pitch.notation
    case .length(let length, let broken): Token.spelled(length) + Token.spelled(broken: broken)
    case .broken(let signs): Token.spelled(broken: signs)
    case .tuplet(let tuplet): Token.spelled(tuplet)
    case .bar(let line): line.tokenNotation
    case .rest: "z"
    case .chordStart: "["
    case .chordEnd: "]"
    case .tie: "-"
    }
  }
}

extension Token {
  /// Whether a length can stand behind it.
  var takesLength: Bool {
    switch self {
    case .pitch, .rest, .chordEnd: true
    default: false
    }
  }

  private static func meter(_ text: Substring) -> Meter?? {
    if text == "none" { return .some(nil) }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(number)
    guard parts.count == 2, let count = parts[0], let unit = parts[1], (1...64).contains(count), (1...64).contains(unit)
    else { return nil }
    return Meter(count, unit)
  }

  private static func key(_ text: Substring) -> Key? {
    if let mode = Mode(rawValue: String(text)) { return Key(.c, mode: mode) }
    guard let letter = text.first, letter.isUppercase, let tonic = Step(letter: letter) else { return nil }
    var rest = text.dropFirst()
    var alteration = 0
    if rest.first == "#" { alteration = 1 } else if rest.first == "b" { alteration = -1 }
    if alteration != 0 { rest = rest.dropFirst() }
    guard let mode = Mode(rawValue: String(rest)) else { return nil }
    return Key(tonic, alteration: alteration, mode: mode)
  }

  /// Figures alone: `Int` takes a sign as well.
  private static func number(_ figures: Substring) -> Int? {
    figures.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(figures) : nil
  }

  private static func tuplet(_ text: Substring) -> Tuplet? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.map(number)
    guard let count = numbers[0], (1...64).contains(count), numbers.count <= 3 else { return nil }
    guard numbers.count > 1 else { return Tuplet(count) }
    guard numbers.dropFirst().allSatisfy({ $0.map { (1...64).contains($0) } ?? false }) else { return nil }
    return Tuplet(count, time: numbers[1], covered: numbers.count > 2 ? numbers[2] : nil)
  }

  private static func barLine(_ word: String) -> BarLine? {
    let before = word.prefix { $0 == ":" }
    var rest = word.dropFirst(before.count)
    guard rest.first == "|", before.count <= 8 else { return nil }
    rest = rest.dropFirst()
    let after = rest.prefix { $0 == ":" }
    rest = rest.dropFirst(after.count)
    guard before.isEmpty || after.isEmpty, after.count <= 8 else { return nil }
    var line = BarLine(before + "|" + after, repeatsBefore: before.count, repeatsAfter: after.count)
    if !rest.isEmpty {
      let endings = rest.split(separator: ",", omittingEmptySubsequences: false).map(number)
      guard before.isEmpty, after.isEmpty, endings.allSatisfy({ $0.map { (1...64).contains($0) } ?? false }) else {
        return nil
      }
      line.endings = endings.compactMap { $0 }
    }
    return line
  }

  private static func brokenSigns(_ text: Substring) -> Int? {
    guard let sign = text.first, text.allSatisfy({ $0 == sign }), text.count <= 4 else { return nil }
    return sign == ">" ? text.count : -text.count
  }

  private static func length(_ word: String) -> Token? {
    let figures = word.prefix { ("0"..."9").contains($0) || $0 == "/" }
    let rest = word.dropFirst(figures.count)
    let broken = rest.isEmpty ? 0 : rest.allSatisfy { $0 == ">" || $0 == "<" } ? brokenSigns(rest) : nil
    let parts = figures.split(separator: "/", omittingEmptySubsequences: false)
    guard let broken, parts.count <= 2 else { return nil }
    let over = parts[0].isEmpty ? 1 : Int(parts[0]) ?? 0
    let under = parts.count < 2 ? 1 : parts[1].isEmpty ? 2 : Int(parts[1]) ?? 0
    guard (1...4096).contains(over), (1...1024).contains(under) else { return nil }
    return .length(Fraction(over, under), broken: broken)
  }

  private static func pitch(_ bytes: [UInt8]) -> WrittenPitch? {
    var rest = bytes[...]
    var accidental: Accidental?
    for candidate in [Accidental.doubleSharp, .doubleFlat, .sharp, .flat, .natural]
    where rest.starts(with: candidate.notation.utf8) {
      accidental = candidate
      rest = rest.dropFirst(candidate.notation.utf8.count)
      break
    }
    guard let letter = rest.first.map({ Character(Unicode.Scalar($0)) }), let step = Step(letter: letter) else {
      return nil
    }
    rest = rest.dropFirst()
    guard let mark = rest.first else {
      return WrittenPitch(step, octave: letter.isLowercase ? 1 : 0, accidental: accidental)
    }
    guard rest.allSatisfy({ $0 == mark }), rest.count <= 3 else { return nil }
    switch Unicode.Scalar(mark) {
    case "'" where letter.isLowercase: return WrittenPitch(step, octave: 1 + rest.count, accidental: accidental)
    case "," where letter.isUppercase: return WrittenPitch(step, octave: -rest.count, accidental: accidental)
    default: return nil
    }
  }

  static func spelled(_ length: Fraction) -> String {
    if length.denominator == 1 { return "\(length.numerator)" }
    return length.numerator == 1 ? "/\(length.denominator)" : "\(length.numerator)/\(length.denominator)"
  }

  private static func spelled(broken: Int) -> String {
    String(repeating: broken > 0 ? ">" : "<", count: Int(broken.magnitude))
  }

  private static func spelled(_ tuplet: Tuplet) -> String {
    guard let time = tuplet.time else { return "(\(tuplet.count)" }
    guard let covered = tuplet.covered else { return "(\(tuplet.count):\(time)" }
    return "(\(tuplet.count):\(time):\(covered)"
  }
}

extension BarLine {
  /// The token of a bar line made of one stroke, repeats and endings.
  var tokenNotation: String {
    String(repeating: ":", count: repeatsBefore) + "|" + String(repeating: ":", count: repeatsAfter)
      + endings.map(String.init).joined(separator: ",")
  }
}
