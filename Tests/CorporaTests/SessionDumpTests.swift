import Corpora
import Testing
import Tokens

/// thesession.org's data dumps, `tunes.json` and `tunes.csv`.
@Suite struct SessionDumpTests {
  func read(_ text: String, file: String) -> TuneCollection { TuneCollection(bytes: Array(text.utf8), file: file) }

  func words(_ collection: TuneCollection) -> [String] {
    collection.pieces.map { $0.sequence.words.joined(separator: " ") }
  }

  static let json = """
    [{"tune_id": "1", "setting_id": "1", "name": "The \\"First\\" Jig", "type": "jig", "meter": "6/8", "mode": "Gmajor",
      "abc": "|:GAB dBG|!\\r\\n\\r\\nE3 A3:|", "date": "2001-01-01", "username": "somebody"},
     {"tune_id": "2", "setting_id": "9", "name": "Reel\\nX:2", "type": "reel", "meter": "4/4", "mode": "Edorian",
      "abc": "E2 G2|"}]
    """

  @Test func readsJSON() {
    let collection = read(Self.json, file: "tunes.json")
    #expect(collection.files.map(\.form) == [.sessionJSON])
    #expect(collection.pieces.map(\.title) == ["The \"First\" Jig", "Reel X:2"])
    #expect(collection.pieces.map(\.tune.rhythm) == ["jig", "reel"])
    // G to C, in the octave nearest to the middle; the blank line within the music is none.
    #expect(words(collection) == ["M:6/8 K:Cmaj R:jig |: c d e g e c | A 3 d 3 :|", "M:4/4 K:Cdor R:reel c 2 e 2 |"])
    #expect(collection.pieces.map(\.origin.line) == [1, 2], "settings are counted from 1")
  }

  static let csv =
    "tune_id,setting_id,name,type,meter,mode,abc,date,username\n"
    + "1,1,\"The \"\"First\"\", a Jig\",jig,6/8,Gmajor,\"|:GAB dBG|\nE3 A3:|\",2001-01-01,somebody\n"
    + "2,9,Reel,reel,4/4,Edorian,E2 G2|,2001-01-01,else\n"

  @Test(arguments: ["\n", "\r\n"])
  func readsCSVWithQuotesAndLineBreaks(end: String) {
    let collection = read(Self.csv.replacing("\n", with: end), file: "tunes.csv")
    #expect(collection.files.map(\.form) == [.sessionCSV])
    #expect(collection.pieces.map(\.title) == ["The \"First\", a Jig", "Reel"])
    #expect(words(collection) == ["M:6/8 K:Cmaj R:jig |: c d e g e c | A 3 d 3 :|", "M:4/4 K:Cdor R:reel c 2 e 2 |"])
    #expect(collection.pieces.map(\.origin.line) == [2, 3], "rows are counted from the heading, which is 1")
  }

  @Test func aByteOrderMarkIsPassedOver() {
    #expect(read("\u{FEFF}" + Self.json, file: "a.json").pieces.count == 2)
    #expect(read("\u{FEFF}" + Self.csv, file: "a.csv").pieces.count == 2)
  }

  /// Every rejection keeps the row of its own setting, whatever comes behind it.
  @Test func rejectionsNameTheirRow() {
    let good = #"{"name": "Good", "type": "reel", "meter": "4/4", "mode": "Cmajor", "abc": "C2 E2|"}"#
    let silent = #"{"name": "Silent", "type": "reel", "meter": "4/4", "mode": "Cmajor", "abc": "z4|"}"#
    let odd = #"{"name": "Odd", "meter": "4/4", "mode": "Cmajor", "abc": "C2|\nA/999"}"#
    let collection = read("[\(good), \(silent), \(good), {\"name\": \"x\"}, \(odd), 3, \(good)]", file: "t.json")
    #expect(collection.pieces.map(\.origin.line) == [1, 3, 7])
    #expect(
      collection.rejections.map(\.description) == [
        "t.json:2: no notes (Silent)", "t.json:4: a row without name, meter, mode and abc",
        "t.json:5: a note of unusual length (Odd)", "t.json:6: a row without name, meter, mode and abc",
      ])
  }

  @Test(arguments: ["", "{}", "[", "not json", "\"x\"", "null"])
  func whatIsNoJSONDumpIsRejected(text: String) throws {
    let collection = read(text, file: "t.json")
    #expect(collection.pieces.isEmpty)
    #expect(try #require(collection.rejections.first).description.hasPrefix("t.json:1: not a thesession.org dump: "))
  }

  @Test(arguments: ["a,b\n1,2\n", "name,meter,mode,abc\nx,4/4,Cmajor,\n", "name,meter,mode,abc\n\"x,4/4"])
  func whatIsNoCSVDumpIsRejected(text: String) {
    let collection = read(text, file: "t.csv")
    #expect(collection.pieces.isEmpty && !collection.rejections.isEmpty)
  }

  @Test func anEmptyDumpHoldsNothing() {
    #expect(read("[]", file: "t.json").rejections.isEmpty)
    #expect(read("name,meter,mode,abc\n", file: "t.csv").pieces.isEmpty)
  }
}
