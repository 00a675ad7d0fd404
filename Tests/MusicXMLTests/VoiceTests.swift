import Testing

/// Voices, overlays and words.
@Suite struct VoiceTests {
  @Test func voicesAreParts() throws {
    let document = try engraved("V:1 name=\"Tune\"\nABcd|e4:|\nV:2 clef=bass\nA,4|")
    #expect(document.texts("part-name") == ["Tune", "2"])
    let (first, second) = (measures(of: document), measures(of: document, part: 2))
    #expect(first.count == 2)
    #expect(second.count == 2)
    // The second voice has no second bar: it rests there, and has the repeat all the same.
    #expect(second[1].contains(#"<rest measure="yes"/><duration>4</duration>"#))
    #expect(second[1].contains(#"<repeat direction="backward"/>"#))
    #expect(document.texts("clef") == ["<sign>G</sign><line>2</line>", "<sign>F</sign><line>4</line>"])
  }

  /// `&` goes back to the start of the bar with another voice; where it is longer, the bar is as long as it.
  @Test func overlays() throws {
    let measure = try measures("A2 B2&c d|")[0]
    let notes = measure.texts("note").map { pitches("<note>\($0)</note>")[0] + "v" + $0.texts("voice")[0] }
    #expect(notes == ["A4v1", "B4v1", "C5v2", "D5v2"])
    #expect(measure.contains("<backup><duration>4</duration></backup>"))
  }

  /// `&&` goes back a bar more; what crosses the bar line is cut there and tied.
  @Test func overlaysOverBars() throws {
    let all = try measures("A4|B4&&c3 d2 e3|")
    #expect(all[0].texts("note").map { $0.texts("duration")[0] } == ["4", "3", "1"])
    #expect(all[1].texts("note").map { $0.texts("duration")[0] } == ["4", "1", "3"])
    #expect(all[0].texts("note")[2].contains(#"<tie type="start"/>"#))
    #expect(all[1].texts("note")[1].contains(#"<tie type="stop"/>"#))
  }

  /// Syllables as MusicXML tells them: the place in the word, and a line under notes that hold one.
  @Test func lyrics() throws {
    let notes = try engraved("ABcd|e2z2|\nw:one two-fold ho_|").texts("note")
    #expect(
      notes.map { $0.between(#"<lyric number="1">"#, "</lyric>").joined() } == [
        "<syllabic>single</syllabic><text>one</text>",
        "<syllabic>begin</syllabic><text>two</text>",
        "<syllabic>end</syllabic><text>fold</text>",
        #"<syllabic>single</syllabic><text>ho</text><extend type="start"/>"#,
        #"<extend type="stop"/>"#,
        "",
      ])
  }

  @Test func verses() throws {
    let note = try engraved("A|\nw:one\nw:two").texts("note")[0]
    #expect(note.contains(#"<lyric number="1"><syllabic>single</syllabic><text>one</text></lyric><lyric number="2">"#))
  }
}
