import Testing

/// Tuplets and beams.
@Suite struct RhythmTests {
  private let three =
    "<time-modification><actual-notes>3</actual-notes><normal-notes>2</normal-notes></time-modification>"

  /// Three quavers in the time of two: a third of a crotchet each, one of three divisions.
  @Test func triplet() throws {
    let notes = try engraved("(3ABc d2", unit: "1/8").texts("note")
    #expect(
      notes[0].hasSuffix(
        "<duration>1</duration><voice>1</voice><type>eighth</type>\(three)<beam number=\"1\">begin</beam>"
          + #"<notations><tuplet type="start" number="1"/></notations>"#))
    #expect(notes[1].contains("\(three)<beam number=\"1\">continue</beam>"))
    #expect(!notes[1].contains("<tuplet"))
    #expect(notes[2].contains(#"<tuplet type="stop" number="1"/>"#))
    #expect(notes[3].contains("<duration>3</duration>"))
    #expect(!notes[3].contains("time-modification"))
  }

  /// ABC 2.1, section 4.13: the table of defaults, and `(p:q:r`.
  @Test(arguments: [
    ("(2AB", "6/8", 2, 3, 2), ("(4ABcd", "6/8", 4, 3, 4), ("(5ABcde", "6/8", 5, 3, 5), ("(5ABcde", "4/4", 5, 2, 5),
    ("(6ABcdef", "4/4", 6, 2, 6), ("(3:2:4ABcd e", "4/4", 3, 2, 4), ("(3:4:2A2B e", "4/4", 3, 4, 2),
  ])
  func ratios(music: String, meter: String, actual: Int, normal: Int, covered: Int) throws {
    let notes = try engraved(music, meter: meter, unit: "1/8").texts("note")
    let ratio = "<actual-notes>\(actual)</actual-notes><normal-notes>\(normal)</normal-notes>"
    #expect(notes.count { $0.contains(ratio) } == covered)
    #expect(notes[0].contains(#"<tuplet type="start""#))
    #expect(notes[covered - 1].contains(#"<tuplet type="stop""#))
  }

  /// Lengths of thirds are a triplet without being called one: three crotchets in the time of a minim.
  @Test func lengthsOfThirds() throws {
    let notes = try engraved("A2/3B2/3c2/3 d").texts("note")
    #expect(notes[0].contains("<duration>2</duration><voice>1</voice><type>quarter</type>\(three)"))
    #expect(notes.map { $0.contains("<tuplet ") } == [true, false, true, false])
  }

  /// A tuplet cut by a bar line has a bracket on either side, for none may cross it.
  @Test func tupletAcrossABarLine() throws {
    let notes = try engraved("(3AB|c", unit: "1/8").texts("note")
    #expect(notes[1].contains(#"<tuplet type="stop""#))
    #expect(notes[2].contains(#"<tuplet type="start" number="1"/><tuplet type="stop" number="1"/>"#))
  }

  /// Beams by line and sign for each note: `begin` is (, `continue` -, `end` ), hooks < and >, none a dot.
  @Test(arguments: [
    ("ABcd efga", "( - - ) ( - - )"), ("A B cd", ". . ( )"), ("A2B", ". ."), ("ABz cd", "( ) . ( )"),
    ("AB|cd", "( ) ( )"), ("A>B c<d", "( )> (< )"), ("A/B/c d/e/", "(( -) ) (( ))"), ("Ac/d/e", "( -( -) )"),
    ("A> B", "( )>"), ("A7/4c/4", "( )>>"), ("A/Bc/", "(< - )>"), ("ABA4", "( ) ."), ("A`B", "( )"), ("{g}AB", ". ( )"),
  ])
  func beams(music: String, expected: String) throws {
    let notes = try engraved(music, unit: "1/8").texts("note")
    let signs = [
      "begin": "(", "continue": "-", "end": ")", "forward hook": "<", "backward hook": ">",
    ]
    let written = notes.map { note in
      let beams = note.between("<beam number=\"", "</beam>").map { beam in
        signs[String(beam.drop { $0 != ">" }.dropFirst())] ?? "?"
      }
      return beams.isEmpty ? "." : beams.joined()
    }
    #expect(written == expected.split(separator: " ").map(String.init))
  }
}
