import ABC
import Music
import MusicXML
import Testing

@Suite struct DocumentTests {
  /// A whole document, set down by hand after the W3C's "Hello World" of MusicXML and the tutorial of its parts.
  @Test func aWholeDocument() throws {
    let tune = try Tune(parsing: "X:1\nT:Air & Jig\nM:2/4\nL:1/8\nK:D\nd2c>B|]\n")
    // Crotchet; dotted quaver and semiquaver, so a crotchet has four parts.
    #expect(
      MusicXMLDocument(engraving: tune, on: .init(name: "Tin Whistle", program: 78)).text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" \
        "http://www.musicxml.org/dtds/partwise.dtd">
        <score-partwise version="4.0">
          <work>
            <work-title>Air &amp; Jig</work-title>
          </work>
          <identification>
            <encoding>
              <software>Lilt</software>
              <supports element="accidental" type="yes"/>
              <supports element="beam" type="yes"/>
              <supports element="print" attribute="new-system" type="yes" value="yes"/>
            </encoding>
          </identification>
          <defaults>
            <scaling>
              <millimeters>7</millimeters>
              <tenths>40</tenths>
            </scaling>
            <page-layout>
              <page-height>1697</page-height>
              <page-width>1200</page-width>
              <page-margins type="both">
                <left-margin>86</left-margin>
                <right-margin>86</right-margin>
                <top-margin>86</top-margin>
                <bottom-margin>86</bottom-margin>
              </page-margins>
            </page-layout>
          </defaults>
          <credit page="1">
            <credit-type>title</credit-type>
            <credit-words default-x="600" default-y="1611" font-size="22" justify="center" valign="top">\
        Air &amp; Jig</credit-words>
          </credit>
          <part-list>
            <score-part id="P1">
              <part-name print-object="no">Tin Whistle</part-name>
              <score-instrument id="P1-I1">
                <instrument-name>Tin Whistle</instrument-name>
              </score-instrument>
              <midi-instrument id="P1-I1">
                <midi-channel>1</midi-channel>
                <midi-program>79</midi-program>
              </midi-instrument>
            </score-part>
          </part-list>
          <part id="P1">
            <measure number="1">
              <attributes>
                <divisions>4</divisions>
                <key>
                  <fifths>2</fifths>
                  <mode>major</mode>
                </key>
                <time>
                  <beats>2</beats>
                  <beat-type>4</beat-type>
                </time>
                <clef>
                  <sign>G</sign>
                  <line>2</line>
                </clef>
              </attributes>
              <note>
                <pitch>
                  <step>D</step>
                  <octave>5</octave>
                </pitch>
                <duration>4</duration>
                <voice>1</voice>
                <type>quarter</type>
              </note>
              <note>
                <pitch>
                  <step>C</step>
                  <alter>1</alter>
                  <octave>5</octave>
                </pitch>
                <duration>3</duration>
                <voice>1</voice>
                <type>eighth</type>
                <dot/>
                <beam number="1">begin</beam>
              </note>
              <note>
                <pitch>
                  <step>B</step>
                  <octave>4</octave>
                </pitch>
                <duration>1</duration>
                <voice>1</voice>
                <type>16th</type>
                <beam number="1">end</beam>
                <beam number="2">backward hook</beam>
              </note>
              <barline location="right">
                <bar-style>light-heavy</bar-style>
              </barline>
            </measure>
          </part>
        </score-partwise>

        """)
  }

  @Test func textIsEscapedAndCleaned() throws {
    let tune = try Tune(parsing: "X:1\nT:<\"A\" & \u{8}B>\nK:C\nA|\n")
    #expect(MusicXMLDocument(engraving: tune).text.contains("<work-title>&lt;&quot;A&quot; &amp; B&gt;</work-title>"))
  }

  /// An escape of ABC 2.1, section 8.2, is one letter.
  @Test func escapesOfABCAreResolved() throws {
    let document = try engraved("A|", header: "T:Cab\\'in\nC:Se&aacute;n\n")
    #expect(document.contains("<work-title>Cabín</work-title>"))
    #expect(document.contains(#"<creator type="composer">Seán</creator>"#))
  }

  @Test func headingsAndWordsAreCredits() throws {
    let document = try engraved(
      "A|\nW:Last line", header: "T:One\nT:Two\nC:Someone\nO:Kerry\nR:reel\nZ:A pupil\nS:a book\nW:First line\n")
    let credits = document.between("<credit-words", "</credit-words>").map { $0.drop { $0 != ">" }.dropFirst() }
    #expect(credits == ["One", "&#10;Two", "reel", "Someone (Kerry)", "First line&#10;Last line"])
    #expect(document.contains(#"<creator type="composer">Someone (Kerry)</creator>"#))
    #expect(document.contains("<encoder>A pupil</encoder>"))
    #expect(document.contains("<source>a book</source>"))
  }

  /// A tune without music still has a part and a measure, which the format wants.
  @Test func emptyTune() throws {
    let document = try engraved("")
    #expect(measures(of: document).count == 1)
  }
}
