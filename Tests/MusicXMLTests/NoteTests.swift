import ABC
import Music
import MusicXML
import Testing

@Suite struct NoteTests {
  /// The least common multiple of what a crotchet is divided into.
  @Test(arguments: [
    ("A2 B", "1"), ("A/B/", "2"), ("A/4", "4"), ("(3ABc", "3"), ("(3ABc d/4", "12"), ("(5ABcde (3ABc A/", "30"),
    // Five in the time of two: 2/5 of a crotchet each.
    ("(5:2ABcde", "5"),
  ])
  func divisions(music: String, count: String) throws {
    #expect(try engraved(music).texts("divisions") == [count])
  }

  /// L:1/8 throughout: the number is quavers. What no head shows is tied: 5 is a minim and a quaver.
  @Test(arguments: [
    ("A", "4/4", ["eighth"]), ("A2", "4/4", ["quarter"]), ("A3", "4/4", ["quarter."]), ("A7", "4/4", ["half.."]),
    ("A5", "4/4", ["half", "eighth"]), ("A8", "4/4", ["whole"]), ("A16", "4/2", ["breve"]),
    ("A/2", "4/4", ["16th"]), ("A/4", "4/4", ["32nd"]), ("A3/2", "4/4", ["eighth."]),
    // In 9/8 beats are dotted crotchets: a whole bar is two of them and one.
    ("A9", "9/8", ["half.", "quarter."]), ("A9", "9/4", ["whole", "eighth"]),
  ])
  func values(music: String, meter: String, heads: [String]) throws {
    let notes = try engraved(music, meter: meter, unit: "1/8").texts("note")
    let written = notes.map { note in
      (note.texts("type").first ?? "?") + String(repeating: ".", count: note.ranges(of: "<dot/>").count)
    }
    #expect(written == heads)
    let ties = notes.map { $0.contains(#"<tie type="start"/>"#) }
    #expect(ties == heads.indices.map { $0 < heads.count - 1 })
  }

  /// A length no few heads show has no head, but lasts what it lasts.
  @Test func aLengthWithoutAHeadKeepsItsDuration() throws {
    // 1/1024 of a crotchet is a 4096th.
    let note = try engraved("A1/1024").texts("note")[0]
    #expect(note.texts("type").isEmpty)
    #expect(note.texts("duration") == ["1"])
  }

  /// The key alters without a sign; an accidental of ABC holds in every octave, of a staff in its own alone.
  @Test func alterationsAndAccidentals() throws {
    let document = try engraved("F ^c c C|C =F F|(^F|F)", key: "G")
    #expect(pitches(document) == ["F#4", "C#5", "C#5", "C#4", "C4", "F4", "F4", "F#4", "F#4"])
    let signs = document.texts("note").map { $0.texts("accidental").first ?? "" }
    // The low C follows the high one in ABC, and says so; the key's own F in the last bar needs no sign.
    #expect(signs == ["", "sharp", "", "sharp", "", "natural", "", "sharp", ""])
  }

  /// A tie carries the accidental over the bar line without a sign; the note behind it is the key's again.
  @Test func tiedOverTheBarLine() throws {
    let document = try engraved("^c4-|c2 c2|")
    #expect(pitches(document) == ["C#5", "C#5", "C5"])
    #expect(document.texts("note").map { $0.texts("accidental").first ?? "" } == ["sharp", "", ""])
    #expect(document.texts("note")[1].contains(#"<tie type="stop"/>"#))
    #expect(document.texts("note")[1].contains(#"<notations><tied type="stop"/></notations>"#))
  }

  /// A tie to another pitch is a slur in disguise.
  @Test func aTieToAnotherNoteIsASlur() throws {
    let notes = try engraved("A-B").texts("note")
    #expect(notes[0].contains(#"<notations><slur type="start" number="1"/></notations>"#))
    #expect(notes[1].contains(#"<notations><slur type="stop" number="1"/></notations>"#))
    #expect(notes.allSatisfy { !$0.contains("<tie ") })
  }

  @Test func chords() throws {
    let notes = try engraved("[CE^G]2").texts("note")
    #expect(notes.map { $0.hasPrefix("<chord/>") } == [false, true, true])
    #expect(notes.map { $0.texts("duration") } == [["2"], ["2"], ["2"]])
    #expect(notes[2].contains("<accidental>sharp</accidental>"))
  }

  /// The chord is as long as its first note; the longer one sounds on in a voice of its own.
  @Test func chordsOfUnequalNotes() throws {
    let measure = try measures("[C2G4]D2")[0]
    #expect(
      measure.between("<note>", "</note>").map { pitches("<note>\($0)</note>")[0] + $0.texts("voice")[0] }
        == ["C41", "D41", "G42"])
    #expect(measure.contains("<backup><duration>4</duration></backup>"))
    #expect(measure.between("<note>", "</note>")[2].contains("<duration>4</duration>"))
  }

  @Test func nestedSlursHaveNumbers() throws {
    let notes = try engraved("(A(Bc)d)").texts("note")
    #expect(notes[0].contains(#"<slur type="start" number="1"/>"#))
    #expect(notes[1].contains(#"<slur type="start" number="2"/>"#))
    #expect(notes[2].contains(#"<slur type="stop" number="2"/>"#))
    #expect(notes[3].contains(#"<slur type="stop" number="1"/>"#))
  }

  /// A slur written over a rest ends at the note before it.
  @Test func aSlurEndsAtANote() throws {
    #expect(try engraved("(ABz)c").texts("note")[1].contains(#"<slur type="stop" number="1"/>"#))
  }

  /// A slur that never ends is not begun, for readers stumble over it.
  @Test func openSlursAreLeftOut() throws {
    #expect(try !engraved("(ABcd|").contains("<slur"))
    #expect(try !engraved("ABcd)|").contains("<slur"))
  }

  /// One grace note is a quaver, two are beamed semiquavers; only `{/` has a stroke. They take no time.
  @Test func graceNotes() throws {
    let notes = try engraved("{g}A{/g}A{ga}A").texts("note")
    #expect(
      notes[0] == "<grace/><pitch><step>G</step><octave>5</octave></pitch><voice>1</voice><type>eighth</type>")
    #expect(notes[2].hasPrefix(#"<grace slash="yes"/>"#))
    #expect(notes[4].hasSuffix(#"<type>16th</type><beam number="1">begin</beam><beam number="2">begin</beam>"#))
    #expect(notes[5].hasSuffix(#"<type>16th</type><beam number="1">end</beam><beam number="2">end</beam>"#))
  }

  /// `z`, `x` and bars of rest; `Z3` is three measures. A rest of a whole bar is a whole rest in any meter.
  @Test func rests() throws {
    let all = try measures("z2x|Z3|z6|", meter: "3/4")
    #expect(all.count == 5)
    #expect(
      all[0].hasSuffix(
        "<note><rest/><duration>2</duration><voice>1</voice><type>half</type></note>"
          + #"<note print-object="no"><rest/><duration>1</duration><voice>1</voice><type>quarter</type></note>"#
          + "</measure>"))
    #expect(all[1].contains("<attributes><measure-style><multiple-rest>3</multiple-rest></measure-style></attributes>"))
    for measure in all[1...3] {
      #expect(measure.contains(#"<note><rest measure="yes"/><duration>3</duration><voice>1</voice></note>"#))
    }
    // Six crotchets are no bar of 3/4.
    #expect(all[4].contains("<rest/><duration>6</duration>"))
  }
}
