import Music

/// What web pages and mail leave in an ABC file: tags, `&nbsp;`, headers and quotation marks of mail.
struct Markup {
  private let source: SourceText
  private(set) var problems: [Problem] = []

  /// Tags of pages that hold tunes. One-letter tags are told apart from broken rhythm (`A<b>c`) by where they stand.
  private static let tags: Set<String> = [
    "br", "p", "a", "b", "i", "u", "pre", "html", "head", "body", "div", "span", "font", "td", "tr", "table", "center",
    "em", "strong", "img", "title", "h1", "h2", "h3", "hr", "li", "ul", "ol", "tt", "code", "sup", "sub", "small",
    "big",
  ]
  private static let mailFields: Set<String> = [
    "from", "to", "subject", "date", "message-id", "received", "reply-to", "return-path", "content-type",
    "mime-version",
    "content-transfer-encoding", "in-reply-to", "references", "x-mailer", "cc", "sender", "delivered-to",
  ]

  init(in source: SourceText) { self.source = source }

  /// Looks at a line of a tune; O(bytes).
  mutating func check(_ line: Int, isMusic: Bool) {
    let range = source.lines[line]
    for position in range {
      let byte = source.bytes[position]
      if byte == UInt8(ascii: "<") {
        checkTag(at: position, in: range, line, isMusic: isMusic)
      } else if byte == UInt8(ascii: "&"), source.has("&nbsp;", at: position, before: range.upperBound) {
        report(.markup, line, position - range.lowerBound, "'&nbsp;' is HTML", mend: "write a blank")
      } else if byte == UInt8(ascii: "="), let meant = encoded(at: position, in: range) {
        report(
          .markup, line, position - range.lowerBound,
          "'\(source.string(position..<position + 3))' is left from a mail's quoted-printable form",
          mend: meant)
      }
    }
    if let quoted = quotedField(range) {
      report(
        .mailHeader, line, 0, "this line is quoted as in a mail: '> \(quoted):'", mend: "remove the > before the line")
    } else if let name = mailField(line) {
      report(.mailHeader, line, 0, "'\(name):' is the header of a mail", mend: "remove the line")
    }
  }

  /// What `=3D` and `=20` at a line's end stand for; nil where there is none of them.
  private func encoded(at position: Int, in range: Range<Int>) -> String? {
    if source.has("=3D", at: position, before: range.upperBound), source.bytes[position + 2] == UInt8(ascii: "D") {
      return "write ="
    }
    let isLast = position + 3 == range.upperBound
    return isLast && source.has("=20", at: position, before: range.upperBound) ? "remove it" : nil
  }

  private mutating func checkTag(at position: Int, in range: Range<Int>, _ line: Int, isMusic: Bool) {
    var at = position + 1
    let closes = at < range.upperBound && source.bytes[at] == UInt8(ascii: "/")
    if closes { at += 1 }
    let start = at
    while at < range.upperBound, source.bytes[at].isLetter || at > start && source.bytes[at].isDigit { at += 1 }
    guard at > start, at < range.upperBound, at - start <= 8 else { return }
    let name = source.string(start..<at).lowercased()
    guard Self.tags.contains(name) else { return }
    let next = source.bytes[at]
    guard next == UInt8(ascii: ">") || next == UInt8(ascii: " ") || next == UInt8(ascii: "/") else { return }
    let close = source.bytes[at..<range.upperBound].firstIndex(of: UInt8(ascii: ">"))
    // In music `<a>`, `<b >` and their like are broken rhythm; `</a>` and `<a href=` are not.
    if isMusic, !closes, name.utf8.count == 1 {
      guard next == UInt8(ascii: " "), source.has("href", at: at + 1, before: range.upperBound) else { return }
    }
    guard isMusic || close != nil else { return }
    let tag = source.string(position..<min(close.map { $0 + 1 } ?? at, position + 40))
    report(.markup, line, position - range.lowerBound, "'\(tag)' is HTML", mend: "remove it")
  }

  /// `> X:1`: the letter of a field that a mail program quoted.
  private func quotedField(_ range: Range<Int>) -> Character? {
    guard range.count > 3, source.bytes[range.lowerBound] == UInt8(ascii: ">") else { return nil }
    var at = range.lowerBound + 1
    while at < range.upperBound, source.bytes[at] == UInt8(ascii: ">") || source.bytes[at].isBlank { at += 1 }
    guard let letter = source.fieldLetter(at..<range.upperBound) else { return nil }
    return Character(Unicode.Scalar(letter))
  }

  /// The name of a mail's header field, as written.
  func mailField(_ line: Int) -> String? {
    let range = source.lines[line]
    guard range.count > 4, source.bytes[range.lowerBound].isLetter,
      let colon = source.bytes[range.prefix(30)].firstIndex(of: UInt8(ascii: ":")), colon > range.lowerBound + 1,
      colon + 1 < range.upperBound, source.bytes[colon + 1].isBlank
    else { return nil }
    let name = source.string(range.lowerBound..<colon)
    return Self.mailFields.contains(name.lowercased()) ? name : nil
  }

  mutating func report(_ rule: Problem.Rule, _ line: Int, _ offset: Int, _ message: String, mend: String) {
    problems.append(Problem(rule, at: Place(line: line + 1, column: offset + 1), message, mend: mend))
  }
}

extension SourceText {
  /// Whether `word` stands at `position`, in either case.
  func has(_ word: StaticString, at position: Int, before end: Int) -> Bool {
    guard position + word.utf8CodeUnitCount <= end else { return false }
    return word.withUTF8Buffer { letters in
      letters.indices.allSatisfy { bytes[position + $0] | 0x20 == letters[$0] | 0x20 }
    }
  }
}
