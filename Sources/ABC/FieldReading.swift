import Music

extension Field {
  /// Reads the value of a field as far as it changes what sounds.
  ///
  /// - Parameters:
  ///   - isBody: whether it stands within the music.
  ///   - unitLength: the unit note length in force, which an old tempo without a beat (`Q:120`) counts.
  ///   - problems: takes what is wrong with the value.
  init(
    reading letter: Character, _ raw: String, isInline: Bool, isBody: Bool, unitLength: Fraction, at place: Place,
    problems: inout [Problem]
  ) {
    let value = letter == "%" ? raw : Field.withoutComment(raw)
    self.init(letter, value, isInline: isInline)
    switch letter {
    case "K":
      staff = Staff(parsing: value, afterKey: true)
      if let key = Key(parsing: value) {
        content = .key(key)
      } else if !Field.setsClef(value) {
        problems.append(
          Problem(.key, at: place, "no key is written '\(value)'", mend: "write one such as K:D, K:Am or K:Edor"))
      }
    case "M":
      if let meter = Meter.reading(value) {
        content = .meter(meter)
      } else {
        content = .meter(nil)
        if !["", "none"].contains(value.lowercased()) {
          problems.append(
            Problem(
              .meter, at: place, "no meter is written '\(value)'", mend: "write one such as M:6/8, M:C or M:none"))
        }
      }
    case "L":
      if let length = Field.fraction(value), length > .zero, length.denominator <= 1024, length.numerator <= 64 {
        content = .unitLength(length)
      } else {
        problems.append(
          Problem(.unitLength, at: place, "no note length is written '\(value)'", mend: "write one such as L:1/8"))
      }
    case "Q":
      if let tempo = Tempo.reading(value, unitLength: unitLength) { content = .tempo(tempo) }
    case "V":
      let name = value.split(whereSeparator: { $0 == " " || $0 == "\t" }).first.map(String.init) ?? ""
      // Names are told apart by their first 20 signs (section 7).
      content = .voice(String(name.prefix(20)))
      staff = Staff(parsing: value, afterKey: false)
    case "P":
      // Within the music a part's name, before it the order of all.
      content = isBody ? .part(value) : PartOrder(value).map(Field.Content.parts) ?? .text
    case "I", "%":
      if let directive = Directive(letter == "I" ? value[...] : value.dropFirst()) { content = .directive(directive) }
    case "U":
      if let (sign, meaning) = Field.definition(value), let letter = sign.first, sign.count == 1 {
        content = .symbol(letter, meaning)
      }
    default: break
    }
  }

  /// The value up to a comment, outer blanks removed; `\%` is no comment.
  static func withoutComment(_ raw: String) -> String {
    // Bytes, not characters: most of the time of reading a collection would go into their boundaries.
    let bytes = raw.utf8
    var start = bytes.startIndex
    var end = bytes.endIndex
    var isEscaped = false
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "%"), !isEscaped {
        end = index
        break
      }
      isEscaped = bytes[index] == UInt8(ascii: "\\")
    }
    while start < end, bytes[start].isBlank { bytes.formIndex(after: &start) }
    while start < end {
      let last = bytes.index(before: end)
      guard bytes[last].isBlank else { break }
      end = last
    }
    return start == bytes.startIndex && end == bytes.endIndex ? raw : String(raw[start..<end])
  }

  /// Whether a `K:` field is about the staff alone: `clef=bass`, `treble-8` (ABC 2.1, section 4.6).
  private static func setsClef(_ value: String) -> Bool {
    value.contains("=") || ["treble", "alto", "tenor", "bass", "perc"].contains { value.hasPrefix($0) }
  }

  /// The two sides of `T = !trill!`, blanks around them removed; nil where there is no equals sign.
  static func definition(_ value: String) -> (sign: String, meaning: String)? {
    guard let equals = value.firstIndex(of: "=") else { return nil }
    let sides = [value[..<equals], value[value.index(after: equals)...]].map { side in
      String(side.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
    return sides.contains("") ? nil : (sides[0], sides[1])
  }

  /// `3/8`, `1`, `1/8 something`; nil for anything else.
  static func fraction(_ text: String) -> Fraction? {
    var scanner = Scanner(text)
    scanner.skipBlanks()
    guard let over = scanner.number(), over < 1 << 20 else { return nil }
    scanner.skipBlanks()
    guard scanner.skip("/") else { return Fraction(over) }
    scanner.skipBlanks()
    guard let under = scanner.number(), under > 0, under < 1 << 20 else { return nil }
    return Fraction(over, under)
  }
}

extension Meter {
  /// Reads the value of an `M:` field (ABC 2.1, section 3.1.6); nil for free meter and for what is no meter.
  static func reading(_ value: String) -> Meter? {
    if value == "C" { return Meter(4, 4, notation: "C") }
    if value == "C|" { return Meter(2, 2, notation: "C|") }
    var scanner = Scanner(value)
    var count = 0
    _ = scanner.skip("(")
    repeat {
      scanner.skipBlanks()
      guard let beats = scanner.number(limit: 4096) else { return nil }
      count += beats
      scanner.skipBlanks()
    } while scanner.skip("+")
    _ = scanner.skip(")")
    scanner.skipBlanks()
    guard scanner.skip("/") else { return nil }
    scanner.skipBlanks()
    guard let unit = scanner.number(limit: 4096), (1...64).contains(count), (1...64).contains(unit),
      unit & (unit - 1) == 0
    else { return nil }
    return Meter(count, unit, notation: String(value.filter { !$0.isWhitespace }))
  }
}

extension Tempo {
  /// Reads the value of a `Q:` field in its new and old forms (ABC 2.1, sections 3.1.8 and 10.1): `1/4=120`,
  /// `"Slow" 3/8=60`, `1/4 3/8=40`, `120`, `C=100`, `C3=40`; nil where nothing can be made of it.
  static func reading(_ value: String, unitLength: Fraction) -> Tempo? {
    var scanner = Scanner(value)
    var beat = Fraction.zero
    var perMinute = 0
    var text = ""
    while !scanner.isAtEnd {
      if scanner.skip("\"") {
        text = scanner.text(upTo: "\"") ?? scanner.rest()
      } else if scanner.skip("=") {
        scanner.skipBlanks()
        perMinute = scanner.number(limit: 10_000) ?? 0
      } else if scanner.skip("C") {
        beat += unitLength * Fraction(scanner.number() ?? 1)
      } else if let over = scanner.number() {
        if scanner.skip("/") {
          beat += Fraction(over, max(1, scanner.number() ?? 1))
        } else {
          perMinute = over
        }
      } else {
        scanner.position += 1
      }
    }
    if perMinute == 0, text.isEmpty { return nil }
    return Tempo(beat: beat > .zero ? beat : unitLength, perMinute: Double(perMinute), text: text)
  }
}
