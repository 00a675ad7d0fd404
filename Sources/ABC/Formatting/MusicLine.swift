import Music

/// A sign of the music with the text it was written as.
struct Sign {
  var kind: Element.Kind
  /// As written, blanks around it and the `\` of the line's end left out.
  var text: String
  /// In whole notes; a macro lasts as long as what it stands for.
  var duration: Fraction
  var meter: Meter?
  var voice: Int
  /// Whether a blank stood before it.
  var followsSpace: Bool
}

/// The lines of a tune behind its header, each as it will be handled.
enum BodyLine {
  /// Music that may be spaced and broken anew.
  case music([Sign], isContinued: Bool)
  /// A field, a comment, or music that is broken within a sign: stays as it is.
  case fixed(String)

  /// Takes a tune's lines apart; O(n).
  static func lines(of tune: Tune, in source: SourceText, _ range: Range<Int>) -> [BodyLine] {
    let timing = VoiceDurations(of: tune)
    var music: [Int: Range<Int>] = [:]
    var start = 0
    for (index, element) in tune.body.enumerated() {
      switch element.kind {
      case .lineEnd:
        music[element.place.line - 1] = start..<index
        start = index + 1
      case .field(let field) where !field.isInline: start = index + 1
      case .comment where element.place.column == 1: start = index + 1
      default: break
      }
    }
    // A sign that a line left open is closed on the next: both stay as they are.
    var broken: Set<Int> = []
    for (line, elements) in music {
      for index in elements where tune.body[index].place.line != line + 1 {
        broken.insert(line)
        broken.insert(tune.body[index].place.line - 1)
      }
    }
    return range.map { line in
      let text = source.lines[line]
      guard let elements = music[line], !broken.contains(line) else {
        return .fixed(trimmedEnd(source.string(text)))
      }
      var isContinued = false
      if elements.upperBound < tune.body.count, case .lineEnd(let continued) = tune.body[elements.upperBound].kind {
        isContinued = continued
      }
      return .music(
        signs(elements, of: tune, timing, in: source, text, isContinued: isContinued), isContinued: isContinued)
    }
  }

  /// Puts a line behind another whose end mailers broke: the length or the number that begins it joins the sign before.
  static func join(_ line: [Sign], to signs: inout [Sign]) {
    var line = line[...]
    if let first = line.first, case .space = first.kind, let last = signs.last,
      first.text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-") })
    {
      switch last.kind {
      case .note, .bar:
        signs[signs.count - 1].text += first.text
        line.removeFirst()
      default: break
      }
    }
    signs += line
  }

  private static func trimmedEnd(_ text: String) -> String {
    var text = text
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }

  private static func signs(
    _ elements: Range<Int>, of tune: Tune, _ timing: VoiceDurations, in source: SourceText, _ line: Range<Int>,
    isContinued: Bool
  ) -> [Sign] {
    var result: [Sign] = []
    var followsSpace = false
    var index = elements.lowerBound
    // What the reader passed over before the first sign.
    let first = elements.isEmpty ? line.upperBound : line.lowerBound + tune.body[index].place.column - 1
    let leading = HeaderOrder.trimmed(
      source.string(line.lowerBound..<max(line.lowerBound, min(first, line.upperBound))))
    if !leading.isEmpty {
      let voice = timing.voices.indices.contains(index) ? timing.voices[index] : 0
      result.append(
        Sign(kind: .space, text: leading, duration: .zero, meter: nil, voice: voice, followsSpace: false))
    }
    while index < elements.upperBound {
      let element = tune.body[index]
      var next = index + 1
      var duration = timing.durations[index]
      if case .macro(_, let covers) = element.kind {
        for covered in next..<min(next + covers, elements.upperBound) { duration += timing.durations[covered] }
        next = min(next + covers, elements.upperBound)
      }
      let from = min(line.lowerBound + element.place.column - 1, line.upperBound)
      let to = next < elements.upperBound ? line.lowerBound + tune.body[next].place.column - 1 : line.upperBound
      var text = HeaderOrder.trimmed(source.string(from..<min(max(from, to), line.upperBound)))
      switch element.kind {
      // `d 2` as token files write it, `: |` and `| 1`.
      case .note, .rest, .bar: text.removeAll { $0 == " " || $0 == "\t" }
      default: break
      }
      if case .space = element.kind, text.isEmpty {
        followsSpace = true
      } else if case .space = element.kind, text == ":", let last = result.last, case .bar(let bar) = last.kind,
        bar.notation == last.text + ":"
      {
        // `| :` starts a repeat all the same.
        result[result.count - 1].text += ":"
      } else {
        result.append(
          Sign(
            kind: element.kind, text: text, duration: duration, meter: timing.meters[index],
            voice: timing.voices[index],
            followsSpace: followsSpace))
        followsSpace = false
      }
      index = next
    }
    dropLineEnds(of: &result, isContinued: isContinued)
    return result
  }

  /// Takes away the `\` that ends the line, and every lone `!`, which broke lines of the score in older programs.
  private static func dropLineEnds(of signs: inout [Sign], isContinued: Bool) {
    let last = signs.lastIndex { if case .comment = $0.kind { false } else { true } }
    for index in signs.indices {
      var text = signs[index].text
      if isContinued, index == last, text.hasSuffix("\\") { text = HeaderOrder.trimmed(String(text.dropLast())) }
      switch signs[index].kind {
      case .decoration, .quoted, .macro, .comment, .field: break
      default: if text.hasSuffix("!") { text = HeaderOrder.trimmed(String(text.dropLast())) }
      }
      signs[index].text = text
    }
    signs.removeAll(where: \.text.isEmpty)
  }
}
