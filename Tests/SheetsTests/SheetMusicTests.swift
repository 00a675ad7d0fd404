import ABC
import Foundation
import Music
import Sheets
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Drawn by the abcm2ps and rsvg-convert that are installed.
@Suite struct SheetMusicTests {
  private static func tune(_ title: String, music: String = "\"G\"G3 \"^up\"GAB|\"Am\"A3 ABd:|") throws -> Tune {
    try Tune(parsing: "X:7\n" + (title.isEmpty ? "" : "T:\(title)\n") + "M:6/8\nL:1/8\nK:G\n\(music)\n")
  }

  /// The text of every `<text>` of a picture, which is XML as a strict parser has it.
  private static func texts(_ picture: String) throws -> [String] {
    final class Reader: NSObject, XMLParserDelegate {
      var texts: [String] = []
      var isText = false
      func parser(
        _: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
      ) {
        isText = name == "text"
        if isText { texts.append("") }
      }
      func parser(_: XMLParser, foundCharacters string: String) { if isText { texts[texts.count - 1] += string } }
      func parser(_: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) { isText = false }
    }
    let (parser, reader) = (XMLParser(data: Data(picture.utf8)), Reader())
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return reader.texts
  }

  @Test func onePictureOfOneTune() throws {
    let sheet = SheetMusic([try Self.tune("The Kesh")])
    let picture = String(decoding: try sheet.svg(), as: UTF8.self)
    let texts = try Self.texts(picture)
    #expect(texts.contains("The Kesh") && texts.contains("Am") && texts.contains("up"))
    // Neither the day it was drawn on nor how.
    #expect(!picture.contains("<!--"))
    #expect(try sheet.svg() == Array(picture.utf8))
    let png = try sheet.png()
    #expect(try sheet.drawn(as: .png) == png)
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && png.count > 1000)
  }

  @Test func chordSymbolsMayBeLeftOut() throws {
    let sheet = SheetMusic([try Self.tune("The Kesh")], showsChords: false)
    let texts = try Self.texts(String(decoding: try sheet.svg(), as: UTF8.self))
    #expect(!texts.contains("Am") && !texts.contains("G") && texts.contains("up"))
  }

  /// 120 tunes: two pages of index, for each title the number and the page on which the title stands.
  @Test func aBookHasAnIndex() throws {
    let tunes = try (1...120).map { try Self.tune($0 == 5 ? "" : "\($0 % 2 == 0 ? "The " : "")Tune of \(200 - $0)") }
    let sheet = SheetMusic(tunes, title: "A Book & More")
    let pages = try sheet.pages().map(Self.texts)
    #expect(pages[0][0] == "A Book & More" && pages[1][0] == "A Book & More")
    let index = pages[0].dropFirst() + pages[1].dropFirst()
    #expect(index.count == 240)
    // Titles without their article, as text: Tune 5, then Tune of 100 to 199.
    #expect(index.first == "5. Tune 5" && index.dropFirst(2).first == "100. The Tune of 100")
    let music = pages.dropFirst(2)
    for entry in stride(from: index.startIndex, to: index.endIndex, by: 20) {
      let page = try #require(Int(index[entry + 1]))
      #expect(music[music.startIndex + page - 1].contains { $0 == index[entry] }, "\(index[entry]) \(page)")
    }
    let pdf = try SheetMusic(Array(tunes.prefix(3))).pdf()
    #expect(pdf.starts(with: Array("%PDF".utf8)))
    #expect(try SheetMusic(Array(tunes.prefix(3))).pdf() == pdf)
  }

  /// What a title or a remark may hold to break out of its place.
  @Test(arguments: [
    "--> <script>x</script>", "]]> & <b>", "$1 %d \\\" (", "Ünïcode 曲", String(repeating: "long ", count: 400),
  ])
  func hostileTitlesStayTitles(title: String) throws {
    let tune = try Self.tune(title)
    let texts = try Self.texts(String(decoding: try SheetMusic([tune]).svg(), as: UTF8.self))
    #expect(!texts.isEmpty)
    for page in try SheetMusic([tune, tune]).pages() { _ = try Self.texts(page) }
  }

  @Test func whatIsMissingIsNamedByItsPackage() throws {
    let sheet = SheetMusic([try Self.tune("A")], searchPath: "/nowhere")
    #expect(throws: SheetError.programMissing(name: "abcm2ps", apt: "abcm2ps", brew: "abcm2ps")) { try sheet.svg() }
  }
}
