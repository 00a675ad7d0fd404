import Music

/// A tune as a MusicXML 4.0 partwise score, which notation programs open.
///
/// W3C, MusicXML 4.0. The document says what the tune's notation says, and as much of its layout as ABC holds: lines,
/// beams, parts. What is played is made explicit: every repeat has a start, and every altered note its alteration.
public struct MusicXMLDocument: Hashable, Sendable {
  /// What the parts are played on.
  public struct Instrument: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its General MIDI program, 0...127.
    public var program: Int

    /// An instrument of a name and a General MIDI program, 0...127.
    public init(name: String, program: Int) {
      self.name = name
      self.program = max(0, min(127, program))
    }

    /// A fiddle.
    public static let fiddle = Instrument(name: "Fiddle", program: 40)
  }

  /// The whole document, ending in a line end.
  public let text: String

  /// The document in UTF-8: a `.musicxml` file.
  public var bytes: [UInt8] { Array(text.utf8) }

  /// Engraves a tune; O(n), and never fails: what MusicXML has no sign for is left out.
  ///
  /// A chord takes the length of its first note (ABC 2.1, section 4.17); notes of it with other lengths go to a voice of
  /// their own and end at the bar line at the latest. Voices are parts, overlays (`&`) voices of their part.
  public init(engraving tune: Tune, on instrument: Instrument = .fiddle) {
    var output = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" \
      "http://www.musicxml.org/dtds/partwise.dtd">

      """
    let engraving = Engraving(tune)
    let score = Tag(
      "score-partwise", ["version": "4.0"],
      Heading(of: tune).tags + [engraving.partList(instrument)] + engraving.partTags)
    score.write(to: &output)
    text = output
  }
}
