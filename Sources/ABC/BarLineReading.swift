import Music

extension TuneParser {
  /// Any run of `|`, `:`, `[` and `]` that makes a bar line, and the ending that opens behind it (section 4.8 to 4.10).
  ///
  /// - Parameter opening: signs that stand before the scanner and belong to it, at `openingPlace`.
  mutating func readBarLine(_ scanner: inout Scanner, behind opening: [UInt8] = [], at openingPlace: Place? = nil) {
    let place = openingPlace ?? scanner.place
    let from = scanner.position
    while true {
      switch Unicode.Scalar(scanner.peek()) {
      case "|", ":", "]":
        scanner.position += 1
        continue
      case "[" where scanner.peek(is: "|", 1):
        scanner.position += 1
        continue
      case " " where scanner.position == from + 1 && scanner.bytes[from] == UInt8(ascii: ":") && scanner.isBeforeStroke:
        // `: |` with a blank inside.
        scanner.skipBlanks()
        continue
      default: break
      }
      break
    }
    let signs = opening + scanner.bytes[from..<scanner.position].filter { !$0.isBlank }
    guard signs.contains(UInt8(ascii: "|")) || signs.count(where: { $0 == UInt8(ascii: ":") }) > 1 else {
      if signs == [UInt8(ascii: ":")], scanner.isAtEnd {
        wrapped = .colon(at: place)
      } else if signs != [UInt8(ascii: ":")] || !readLooseColon() {
        reportNoBarLine(String(decoding: signs, as: UTF8.self), at: place)
      }
      return
    }
    var line = BarLine(signs: signs[...])
    line.endings = readEndings(&scanner)
    append(.bar(line), at: place)
  }

  mutating func reportNoBarLine(_ signs: String, at place: Place) {
    report(
      .barLine, at: place, "'\(signs)' is no bar line",
      mend: "write | for a bar line, |: and :| for repeats, or remove it")
  }

  /// Higher endings than this are no endings.
  private static let lastPass = 24

  /// `1`, `1,3`, `1-3`, `1.` directly behind a bar line or `[`.
  mutating func readEndings(_ scanner: inout Scanner) -> [Int] {
    let before = scanner.position
    scanner.skipBlanks()
    guard scanner.peek().isDigit else {
      scanner.position = before
      return []
    }
    let place = scanner.place
    var endings: [Int] = []
    while let first = scanner.number(limit: Self.lastPass + 1), first > 0 {
      var last = first
      if scanner.peek(is: "-"), scanner.peek(1).isDigit {
        scanner.position += 1
        last = scanner.number(limit: Self.lastPass + 1) ?? first
      }
      guard max(first, last) <= Self.lastPass else {
        // Scores exported from other programs leave the numbers of bars there.
        report(.endingNumber, at: place, "no music is played that often", mend: "write % before the number of a bar")
        break
      }
      for pass in first...max(first, last) where endings.count < 64 { endings.append(pass) }
      guard scanner.peek(is: ","), scanner.peek(1).isDigit else { break }
      scanner.position += 1
    }
    _ = scanner.skip(".")
    return endings
  }

  /// What `[` opens: a thick bar line, an ending, an inline field or a chord.
  mutating func readBracket(_ scanner: inout Scanner) {
    let place = scanner.place
    if scanner.peek(is: "|", 1) { return readBarLine(&scanner) }
    if scanner.position + 1 == scanner.end {
      wrapped = .bracket(at: place)
      scanner.position += 1
      return
    }
    if scanner.peek(is: "]", 1) {
      scanner.position += 2
      return
    }
    if scanner.peek(1).isDigit {
      scanner.position += 1
      let endings = readEndings(&scanner)
      if !endings.isEmpty { append(.bar(BarLine("", endings: endings)), at: place) }
      return
    }
    if scanner.peek(1).isLetter, scanner.peek(is: ":", 2), !scanner.peek(is: "|", 3) {
      let letter = Character(Unicode.Scalar(scanner.peek(1)))
      scanner.position += 3
      guard let value = scanner.text(upTo: "]") else {
        report(.inlineField, at: place, "an inline field that is not closed", mend: "write ] behind its value")
        scanner.position = scanner.end
        return
      }
      appendField(letter, value, isInline: true, at: place)
      return
    }
    readChord(&scanner)
  }
}

extension BarLine {
  /// What signs mean: colons before the first stroke repeat what was, those behind the last one what comes.
  init(signs: ArraySlice<UInt8>) {
    let colon = UInt8(ascii: ":")
    let notation = String(decoding: signs, as: UTF8.self)
    let thin = UInt8(ascii: "|")
    let colons = signs.count { $0 == colon }
    guard signs.contains(thin) else {
      // `::` and longer: as many before as after.
      self.init(notation, repeatsBefore: min(colons / 2, 63), repeatsAfter: min(colons / 2, 63))
      return
    }
    var before = signs.prefix { $0 != thin }.count { $0 == colon }
    var after = signs.reversed().prefix { $0 != thin }.count { $0 == colon }
    if before == 0, after == 0, let first = signs.firstIndex(of: colon) {
      // Signs run together, read from the left: `|::|` is `|:` `:|`, `[|]:|` is `[|]` `:|`, and `|:|` is `|:` `|`.
      before = signs[first - 1] == UInt8(ascii: "]") ? colons : colons / 2
      after = colons - before
    }
    self.init(notation, repeatsBefore: min(before, 63), repeatsAfter: min(after, 63))
  }
}
