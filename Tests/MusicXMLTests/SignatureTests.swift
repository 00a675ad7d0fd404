import Testing

@Suite struct SignatureTests {
  private func attributes(_ music: String = "A|", meter: String = "4/4", key: String = "C") throws -> [String] {
    try engraved(music, meter: meter, key: key).texts("attributes")
  }

  /// Signatures by the circle of fifths: E dorian has the two sharps of D.
  @Test(arguments: [
    ("C", "<fifths>0</fifths><mode>major</mode>"), ("Edor", "<fifths>2</fifths><mode>dorian</mode>"),
    ("Bb", "<fifths>-2</fifths><mode>major</mode>"), ("Am", "<fifths>0</fifths><mode>minor</mode>"),
    ("A mix", "<fifths>2</fifths><mode>mixolydian</mode>"), ("none", "<fifths>0</fifths>"),
    // D with a natural C has the signature of G, and is not D major any more.
    ("D =c", "<fifths>1</fifths>"),
    ("D exp _b ^f", "<key-step>F</key-step><key-alter>1</key-alter><key-step>B</key-step><key-alter>-1</key-alter>"),
  ])
  func keys(key: String, expected: String) throws {
    #expect(try attributes(key: key)[0].contains("<key>\(expected)</key>"))
  }

  @Test(arguments: [
    ("6/8", "<time><beats>6</beats><beat-type>8</beat-type></time>"),
    ("C", #"<time symbol="common"><beats>4</beats><beat-type>4</beat-type></time>"#),
    ("C|", #"<time symbol="cut"><beats>2</beats><beat-type>2</beat-type></time>"#),
    ("2+3+2/8", "<time><beats>2+3+2</beats><beat-type>8</beat-type></time>"),
    ("(2+3+2)/8", "<time><beats>2+3+2</beats><beat-type>8</beat-type></time>"),
    ("none", "<time><senza-misura/></time>"),
  ])
  func meters(meter: String, expected: String) throws {
    #expect(try attributes(meter: meter)[0].contains(expected))
  }

  /// Changes stand at the head of the measure they begin, whichever side of the line end they were written on.
  @Test func changes() throws {
    let all = try measures("ABcd|[K:G]efga|\nM:3/4\nABc|")
    #expect(all[1].contains("<attributes><key><fifths>1</fifths><mode>major</mode></key></attributes>"))
    #expect(
      all[2].contains("<attributes><time><beats>3</beats><beat-type>4</beat-type></time></attributes>"))
  }

  /// A change in the middle of a bar stands between its notes; one that changes nothing is not written.
  @Test func changesWithinABar() throws {
    let notes = try measures("AB[K:G]cd|[K:G]e4|")
    #expect(notes[0].ranges(of: "<attributes>").count == 1)
    #expect(!notes[1].contains("<attributes>"))
  }

  @Test(arguments: [
    ("C clef=bass", "<sign>F</sign><line>4</line>", "A4"), ("C alto", "<sign>C</sign><line>3</line>", "A4"),
    ("C clef=C1", "<sign>C</sign><line>1</line>", "A4"),
    // A clef with an 8 names the notes where they sound, an octave lower (ABC 2.1, section 4.6).
    ("C clef=treble-8", "<sign>G</sign><line>2</line><clef-octave-change>-1</clef-octave-change>", "A3"),
    ("C octave=-1", "<sign>G</sign><line>2</line>", "A3"),
  ])
  func clefs(key: String, expected: String, note: String) throws {
    let document = try engraved("A|", key: key)
    #expect(document.texts("clef") == [expected])
    #expect(pitches(document) == [note])
  }

  @Test func transposition() throws {
    #expect(try attributes(key: "C transpose=-2")[0].contains("<transpose><chromatic>-2</chromatic></transpose>"))
  }

  /// Crotchets a minute for players: a dotted crotchet is one and a half of them.
  @Test func tempo() throws {
    let directions = try engraved("A|[Q:1/4=90]B|", header: "Q:\"Lively\" 3/8=120\n")
      .between(#"<direction placement="above">"#, "</direction>")
    #expect(
      directions == [
        #"<direction-type><words font-weight="bold">Lively </words></direction-type><direction-type>"#
          + #"<metronome parentheses="no"><beat-unit>quarter</beat-unit><beat-unit-dot/><per-minute>120</per-minute>"#
          + #"</metronome></direction-type><sound tempo="180"/>"#,
        #"<direction-type><metronome parentheses="no"><beat-unit>quarter</beat-unit><per-minute>90</per-minute>"#
          + #"</metronome></direction-type><sound tempo="90"/>"#,
      ])
  }
}
