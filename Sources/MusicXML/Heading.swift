import Music

/// What stands above and below the music: titles, composer, rhythm, words.
struct Heading {
  private let titles: [String]
  private let composer: String
  private let rhythm: String
  private let words: [String]
  private let transcribers: [String]
  private let source: String?

  init(of tune: Tune) {
    func values(_ letter: Character) -> [String] {
      let own = tune.values(of: letter)
      let inherited = tune.inherited.filter { $0.letter == letter }.map(\.value)
      return (own.isEmpty ? inherited : own).filter { !$0.isEmpty }.map(Field.plainText)
    }
    titles = tune.values(of: "T").filter { !$0.isEmpty }.map(Field.plainText)
    let origin = values("O").joined(separator: ", ")
    let names = values("C").joined(separator: ", ")
    composer = origin.isEmpty ? names : names.isEmpty ? origin : "\(names) (\(origin))"
    rhythm = values("R").first ?? ""
    transcribers = values("Z")
    source = values("S").first
    let lines =
      tune.values(of: "W")
      + tune.body.compactMap { element in
        if case .field(let field) = element.kind, field.letter == "W" { field.value } else { nil }
      }
    words = lines.map(Field.plainText)
  }

  /// The elements before the list of parts, in the order the schema wants.
  var tags: [Tag] {
    var result: [Tag] = []
    if let title = titles.first { result.append(Tag("work", [:], [Tag("work-title", text: title)])) }
    var identification: [Tag] = []
    if !composer.isEmpty { identification.append(Tag("creator", ["type": "composer"], text: composer)) }
    identification.append(
      Tag(
        "encoding", [:],
        transcribers.map { Tag("encoder", text: $0) } + [
          Tag("software", text: "Lilt"),
          Tag("supports", ["element": "accidental", "type": "yes"]),
          Tag("supports", ["element": "beam", "type": "yes"]),
          Tag("supports", ["element": "print", "attribute": "new-system", "type": "yes", "value": "yes"]),
        ]))
    if let source { identification.append(Tag("source", text: source)) }
    result.append(Tag("identification", [:], identification))
    result.append(Page.tag)
    return result + credits
  }

  private var credits: [Tag] {
    var result: [Tag] = []
    if let title = titles.first {
      var tag = credit(title, type: "title", x: Page.middle, y: Page.top, justify: "center", size: 22)
      // A credit of its own is put over the title by some programs.
      tag.children += titles.dropFirst().map { Tag("credit-words", ["font-size": "14"], text: "\n" + $0) }
      result.append(tag)
    }
    let height = Page.top - 60 - 30 * titles.count
    if !rhythm.isEmpty {
      result.append(credit(rhythm, type: "rhythm", x: Page.left, y: height, justify: "left", size: 12))
    }
    if !composer.isEmpty {
      result.append(credit(composer, type: "composer", x: Page.right, y: height, justify: "right", size: 12))
    }
    let text = words.joined(separator: "\n")
    if text.contains(where: { !$0.isWhitespace }) {
      result.append(
        credit(text, type: "lyrics", x: Page.left, y: Page.bottom, justify: "left", valign: "bottom", size: 11))
    }
    return result
  }

  private func credit(
    _ text: String, type: String, x: Int, y: Int, justify: String, valign: String = "top", size: Int
  ) -> Tag {
    Tag(
      "credit", ["page": "1"],
      [
        Tag("credit-type", text: type),
        Tag(
          "credit-words",
          [
            "default-x": String(x), "default-y": String(y), "font-size": String(size), "justify": justify,
            "valign": valign,
          ], text: text),
      ])
  }
}

/// A4 paper in tenths of a staff space, 7 mm being 40 of them.
private enum Page {
  static let width = 1200
  static let height = 1697
  static let margin = 86
  static let left = margin
  static let right = width - margin
  static let middle = width / 2
  static let top = height - margin
  static let bottom = margin

  static var tag: Tag {
    let margins = ["left", "right", "top", "bottom"].map { Tag("\($0)-margin", margin) }
    return Tag(
      "defaults", [:],
      [
        Tag("scaling", [:], [Tag("millimeters", 7), Tag("tenths", 40)]),
        Tag(
          "page-layout", [:],
          [Tag("page-height", height), Tag("page-width", width), Tag("page-margins", ["type": "both"], margins)]),
      ])
  }
}
