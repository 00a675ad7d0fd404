import ABC
import Testing

/// Keys that the accidentals contradict.
@Suite struct KeyAndAccidentalsTests {
  /// Eight bars with a step altered in each.
  private func tune(_ bar: String, last: String = "G8|]") -> String {
    Array(repeating: bar, count: 7).joined(separator: "|") + "|" + last
  }

  @Test func everyFSharpened() {
    let problem = first(.keySignature, tune("G2 ^F2 G2 A2"), meter: "4/4")
    #expect(problem?.message == "nearly every F is sharpened by an accidental, against the signature of K:C")
    #expect(problem?.mend == "write K:G, whose signature has it, and leave the accidentals out")
    #expect(problem?.place.column == 4)
  }

  /// The last note names the tonic where its mode is one people play in: D with one sharp is D mixolydian.
  @Test(arguments: [
    ("G2 ^F2 G2 A2", "D8|]", "C", "K:Dmix"), ("G2 ^F2 G2 A2", "A8|]", "C", "K:Ador"),
    ("=F2 E2 D2 E2", "D8|]", "D", "K:Dm"),
    ("=c2 A2 B2 A2", "D8|]", "D", "K:Dmix"), ("_B2 A2 G2 A2", "F8|]", "C", "K:F"),
    ("^F2 ^c2 d2 A2", "D8|]", "C", "K:D"),
  ])
  func suggestions(bar: String, last: String, key: String, suggestion: String) {
    // With F and c natural D major is D minor's neighbour; F alone gives no signature people write.
    guard suggestion != "K:Dm" else {
      #expect(first(.keySignature, tune(bar, last: last), meter: "4/4", key: key) == nil)
      return
    }
    #expect(
      first(.keySignature, tune(bar, last: last), meter: "4/4", key: key)?.mend.hasPrefix("write \(suggestion),")
        == true)
  }

  @Test func whatIsRightIsSilent() {
    // The leading note of a minor key is written out by custom, with the sixth below it where it runs up.
    #expect(found(tune("A2 ^G2 A2 B2", last: "A8|]"), meter: "4/4", key: "Am") == [])
    #expect(found(tune("^F2 ^G2 A2 B2", last: "A8|]"), meter: "4/4", key: "Am") == [])
    // A step that is altered as often as not.
    #expect(found(tune("G2 ^F2 G2 A2|G2 F2 G2 A2"), meter: "4/4") == [])
    // Three sharps may be chance.
    #expect(found("G2 ^F2 G2 A2|G2 ^F2 G2 A2|G2 ^F2 G2 A2|G8|]", meter: "4/4") == [])
    // K:none says that accidentals are written out.
    #expect(found(tune("G2 ^F2 G2 A2"), meter: "4/4", key: "none") == [])
    // Where the key changes, accidentals may prepare it.
    #expect(found(tune("G2 ^F2 G2 A2") + "[K:G]G8|]", meter: "4/4") == [])
  }

  /// An accidental holds for its bar: two notes, one sign.
  @Test func whatHoldsInTheBarCounts() {
    #expect(found(tune("^F2 G2 F2 A2"), meter: "4/4") == ["key-signature 6:1"])
  }
}
