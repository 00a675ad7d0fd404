import Corpora
import Music
import Testing
import Tokens

/// What is left out or told before a network learns from a collection.
@Suite struct CleaningTests {
  private static func reel(_ number: Int, title: String = "A", rhythm: String = "") -> String {
    let text = HeldOutSplitTests.abc(HeldOutSplitTests.body(number), key: "G", title: title)
    return rhythm.isEmpty ? text : text.replacing("M:4/4", with: "R:\(rhythm)\nM:4/4")
  }

  private static func reasons(_ text: String) -> [String] {
    HeldOutSplitTests.collection([text]).cleaned().cleaning.dropped.map(\.reason)
  }

  @Test func brokenTunesAreLeftOutWithTheirReason() {
    #expect(Self.reasons(Self.reel(1)) == [])
    // A quaver too few in the second of eight bars; a second ending without a first; half a tune.
    let eight = "GABc dedB|GABc ded|GABc dedB|GABc dedB|GABc dedB|GABc dedB|GABc dedB|G8|\n"
    #expect(Self.reasons("X:1\nM:4/4\nL:1/8\nK:G\n" + eight) == ["a bar does not hold what the meter asks for"])
    let ending = eight.replacing("ded|", with: "dedB|").replacing("|G8|", with: "|2 G8:|")
    #expect(Self.reasons("X:1\nM:4/4\nL:1/8\nK:G\n" + ending) == ["repeats or endings do not add up"])
    #expect(Self.reasons("X:1\nM:4/4\nL:1/8\nK:G\nGABc dedB|GABc dedB|GABc dedB|G8|\n") == ["fewer than eight bars"])
    // Four bars played twice are eight.
    #expect(Self.reasons("X:1\nM:4/4\nL:1/8\nK:G\n|:GABc dedB|GABc dedB|GABc dedB|G8:|\n") == [])
  }

  /// Of sixteen bars one has another passing note, and all stand a tone higher; a tune with every other bar changed stays.
  @Test func nearRepeatsAreLeftOut() {
    let bars = HeldOutSplitTests.body(3)
    let up: [Character: Character] = ["G": "A", "A": "B", "B": "c", "c": "d", "d": "e", "e": "f", "f": "g", "g": "a"]
    var near = bars.map { String($0.map { up[$0]! }) }
    var letters = Array(near[5])
    letters[1] = letters[1] == "d" ? "e" : "d"
    near[5] = String(letters)
    let other = bars.enumerated().map { $0.offset % 2 == 0 ? String($0.element.reversed()) : $0.element }
    let (collection, cleaning) = HeldOutSplitTests.collection([
      HeldOutSplitTests.abc(bars, key: "G", title: "First"), HeldOutSplitTests.abc(near, key: "A", title: "Near"),
      HeldOutSplitTests.abc(other, key: "G", title: "Other"),
    ]).cleaned()
    #expect(collection.pieces.map(\.title) == ["First", "Other"])
    #expect(cleaning.dropped.map(\.title) == ["Near"])
    #expect(cleaning.reasons.map(\.reason) == ["nearly the same as an earlier tune"])
    #expect(cleaning.reasons.map(\.tunes) == [1])
  }

  /// Forty reels in even quavers and forty hornpipes in dotted ones teach which is which; what is half of each is not told.
  @Test func typesAreToldByTheRhythm() throws {
    let dotted = { (bar: String) -> String in
      let letters = Array(bar)
      return stride(from: 0, to: 8, by: 2).map { "\(letters[$0])>\(letters[$0 + 1])" }.joined()
    }
    func tune(_ number: Int, _ rhythm: String, _ bar: (String, Int) -> String) -> String {
      let header = rhythm.isEmpty ? "" : "R:\(rhythm)\n"
      let bars = HeldOutSplitTests.body(number).enumerated().map { bar($0.element, $0.offset) }
      return "X:1\nT:\(number)\n\(header)M:4/4\nL:1/8\nK:G\n" + bars.joined(separator: "|") + "|\n"
    }
    var texts = (0..<40).map { tune($0, "reel") { bar, _ in bar } }
    texts += (40..<80).map { tune($0, "hornpipe") { bar, _ in dotted(bar) } }
    texts += [
      tune(80, "") { bar, _ in bar }, tune(81, "") { bar, _ in dotted(bar) },
      tune(82, "") { bar, index in index % 2 == 0 ? bar : dotted(bar) },
      tune(83, "slow air") { bar, _ in bar }, tune(84, "") { bar, _ in bar }.replacing("M:4/4", with: "M:none"),
    ]
    let (collection, cleaning) = HeldOutSplitTests.collection(texts).cleaned()
    let types = collection.pieces.suffix(5).map(\.sequence.type)
    #expect(types == [.reel, .hornpipe, nil, nil, nil])
    #expect(cleaning.typed == 2)
    // The type stands where the encoder puts one that is named.
    let named = try TokenSequence(encoding: try #require(collection.pieces.first).tune)
    #expect(collection.pieces[80].sequence.words.firstIndex(of: "R:reel") == named.words.firstIndex(of: "R:reel"))
  }
}
