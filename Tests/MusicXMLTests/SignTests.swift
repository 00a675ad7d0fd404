import Testing

/// Decorations, chord symbols, annotations and parts.
@Suite struct SignTests {
  @Test(arguments: [
    ("~", "<ornaments><turn/></ornaments>"), ("T", "<ornaments><trill-mark/></ornaments>"),
    ("!mordent!", "<ornaments><mordent/></ornaments>"), ("P", "<ornaments><inverted-mordent/></ornaments>"),
    ("!turn!", "<ornaments><turn/></ornaments>"), (".", "<articulations><staccato/></articulations>"),
    ("!>!", "<articulations><accent/></articulations>"), ("L", "<articulations><accent/></articulations>"),
    ("!tenuto!", "<articulations><tenuto/></articulations>"), ("u", "<technical><up-bow/></technical>"),
    ("v", "<technical><down-bow/></technical>"), ("!3!", "<technical><fingering>3</fingering></technical>"),
    ("H", "<fermata/>"), ("!arpeggio!", "<arpeggiate/>"),
    (
      "T.u",
      "<ornaments><trill-mark/></ornaments><technical><up-bow/></technical>"
        + "<articulations><staccato/></articulations>"
    ),
  ])
  func marks(sign: String, expected: String) throws {
    #expect(try engraved("\(sign)A|").texts("notations") == [expected])
  }

  @Test func unknownDecorationsAreLeftOut() throws {
    #expect(try engraved("!nonsense!A|").texts("notations").isEmpty)
  }

  /// `U:` gives a letter another meaning (ABC 2.1, section 4.16).
  @Test func redefinedSymbols() throws {
    #expect(try engraved("TA|", header: "U:T=!upbow!\n").texts("notations") == ["<technical><up-bow/></technical>"])
  }

  @Test func dynamicsAndWedges() throws {
    let measure = try measures("!p!A!crescendo(!BcA!crescendo)!|")[0]
    #expect(
      measure.between(#"<direction placement="below">"#, "</direction>").map { $0.texts("direction-type")[0] }
        == ["<dynamics><p/></dynamics>", #"<wedge type="crescendo" number="1"/>"#, #"<wedge type="stop" number="1"/>"#])
  }

  /// Signs that lead back, in the words that programs know; a plain D.S. ends at the Fine there is.
  @Test func goingBack() throws {
    let all = try measures("A4|!segno!B4|c4!fine!|d4!D.S.!|]")
    #expect(all[1].contains(#"<direction-type><segno/></direction-type><sound segno="segno"/>"#))
    #expect(
      all[2].hasSuffix(
        #"<words font-weight="bold">Fine</words></direction-type><sound fine="yes"/></direction></measure>"#))
    #expect(
      all[3].contains(#"<words font-weight="bold">D.S. al Fine</words></direction-type><sound dalsegno="segno"/>"#))
  }

  /// The first coda sign is where to leave, the last one where to arrive.
  @Test func coda() throws {
    let all = try measures("A4!coda!|B4!D.C.alcoda!||!coda!c4|]")
    #expect(all[0].contains(#"<sound tocoda="coda"/>"#))
    #expect(all[1].contains(#"D.C. al Coda</words></direction-type><sound dacapo="yes"/>"#))
    #expect(all[2].contains(#"<direction-type><coda/></direction-type><sound coda="coda"/>"#))
  }

  @Test(arguments: [
    ("G", "<root><root-step>G</root-step></root><kind>major</kind>"),
    (
      "Am7/G",
      #"<root><root-step>A</root-step></root><kind text="m7">minor-seventh</kind>"#
        + "<bass><bass-step>G</bass-step></bass>"
    ),
    ("F#dim", #"<root><root-step>F</root-step><root-alter>1</root-alter></root><kind text="dim">diminished</kind>"#),
    ("Bb", "<root><root-step>B</root-step><root-alter>-1</root-alter></root><kind>major</kind>"),
    ("D7", #"<root><root-step>D</root-step></root><kind text="7">dominant</kind>"#),
    ("CM7", #"<root><root-step>C</root-step></root><kind text="M7">major-seventh</kind>"#),
  ])
  func chordSymbols(text: String, expected: String) throws {
    let document = try engraved("\"\(text)\"A|")
    #expect(document.between(#"<harmony placement="above">"#, "</harmony>") == [expected])
  }

  /// What is no chord is words, and so are annotations, over or under the staff.
  @Test(arguments: [
    ("Fine", "above", "Fine"), ("Da capo", "above", "Da capo"), ("^slow", "above", "slow"), ("_low", "below", "low"),
    ("@-5,3 here", "above", "here"), ("N.C.", "above", "N.C."),
  ])
  func words(text: String, placement: String, expected: String) throws {
    let document = try engraved("\"\(text)\"A|")
    #expect(document.contains("<direction placement=\"\(placement)\"><direction-type><words>\(expected)</words>"))
    #expect(!document.contains("<harmony"))
  }

  @Test func partsAreRehearsalMarks() throws {
    let all = try measures("P:A\nA4|\nP:B\nB4|")
    #expect(all[0].texts("rehearsal") == ["A"])
    #expect(all[1].texts("rehearsal") == ["B"])
  }
}
