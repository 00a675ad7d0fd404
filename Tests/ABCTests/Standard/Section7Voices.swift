import Testing

/// Several voices. Each is written from time 0 on: `@0` goes back to the beginning.
@Suite("ABC 2.1, section 7: voices") struct Section7Voices {
  @Test(arguments: voices + properties + inline + overlay)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  private static func rule(
    _ section: String, _ rule: String, _ music: String, meter: String? = nil, _ sounds: String
  ) -> StandardCase {
    StandardCase(section, rule, music, meter: meter, sounds: sounds)
  }

  static let voices = [
    rule("7", "voices sound together", "V:1\nCDEF|\nV:2\nE2G2|", "C4 D4 E4 F4 @0 E4:2 G4:2"),
    rule("7", "a field in brackets names the voice as well", "[V:1]CDEF|\n[V:2]E2G2|", "C4 D4 E4 F4 @0 E4:2 G4:2"),
    rule(
      "7", "a voice goes on where its last line ended", "[V:1]CD|\n[V:2]E2|\n[V:1]EF|\n[V:2]G2|",
      "C4 D4 E4 F4 @0 E4:2 G4:2"),
    rule("7", "a voice may be written as a whole", "V:1\nCD|\nEF|\nV:2\nE2|\nG2|", "C4 D4 E4 F4 @0 E4:2 G4:2"),
    rule("7", "a voice's name may be a word", "V:Tenor\nCD|\nV:Bass\nE2|", "C4 D4 @0 E4:2"),
    rule("7", "three voices", "V:a\nC2|\nV:b\nE2|\nV:c\nG2|", "[C4 E4 G4]:2"),
    rule("7", "voices that agree sound twice", "V:1\nC|\nV:2\nC|", "[C4 C4]"),
    rule("7", "a voice may be silent for a while", "V:1\nCDEF|\nV:2\nz2E2|", "C4 D4 E4 F4 @2 E4:2"),
    rule("7", "invisible rests silence a voice as well", "V:1\nCDEF|\nV:2\nx2E2|", "C4 D4 E4 F4 @2 E4:2"),
    rule("7", "bars of rest silence a voice", "V:1\nC4|D4|\nV:2\nZ|E4|", meter: "4/4", "C4:4 D4:4 @4 E4:4"),
    rule(
      "7", "a name is told by its first twenty signs", "V:abcdefghijklmnopqrstX\nCD|\nV:abcdefghijklmnopqrstY\nEF|",
      "C4 D4 E4 F4"),
    rule(
      "7", "names that differ within twenty signs are two voices",
      "V:abcdefghijklmnopqrsX\nCD|\nV:abcdefghijklmnopqrsY\nEF|", "C4 D4 @0 E4 F4"),
    rule(
      "7", "repeats are played in every voice", "V:1\n|:CD:|E2|\nV:2\n|:E2:|G2|", "C4 D4 C4 D4 E4:2 @0 E4:2 E4:2 G4:2"),
    rule(
      "7", "endings are played in every voice", "V:1\n|:C|1D:|2E|]\nV:2\n|:E|1F:|2G|]", "C4 D4 C4 E4 @0 E4 F4 E4 G4"),
    rule("7", "accidentals stay in their voice", "V:1\n^CC|\nV:2\nCC|", "C#4 C#4 @0 C4 C4"),
    rule("7", "ties stay in their voice", "V:1\nC-\nV:2\nCD|\nV:1\nC|", "C4:2 @0 C4 D4"),
    rule("7", "a comment may stand between voices", "[V:1]CD|\n% two\n[V:2]E2|", "C4 D4 @0 E4:2"),
    rule(
      "7", "accidentals of a bar hold when a voice comes back", "[V:1]^CD\n[V:2]E2\n[V:1]CD|\n[V:2]E2|",
      "C#4 D4 C#4 D4 @0 E4:2 E4:2"),
    StandardCase("7", "each note belongs to its voice", "V:1\nC2|\nV:2\nE2|", .voiceNumbers, is: "1 2"),
    StandardCase("7", "there are as many voices as names", "[V:1]C|\n[V:2]C|\n[V:1]C|\n[V:3]C|", .voiceCount, is: "3"),
    StandardCase("7", "a tune without the field has one voice", "CDEF|", .voiceCount, is: "1"),
    StandardCase("7", "the performance lasts as long as its longest voice", "V:1\nCDEF|\nV:2\nC2|", .duration, is: "4"),
    StandardCase(
      "7", "a voice in the header sets properties and begins nothing",
      abc: "X:1\nT:A\nL:1/4\nV:1 name=\"One\"\nV:2 name=\"Two\"\nK:C\n[V:1]CD|\n[V:2]E2|\n", sounds: "C4 D4 @0 E4:2"),
    StandardCase(
      "7", "the key of the header is every voice's", abc: "X:1\nT:A\nL:1/4\nV:1\nV:2\nK:G\n[V:1]F|\n[V:2]F,|\n",
      sounds: "[F#4 F#3]"),
    StandardCase(
      "7", "the unit of the header is every voice's", abc: "X:1\nT:A\nL:1/2\nK:C\nV:1\nC|\nV:2\nE|\n",
      sounds: "[C4 E4]:2"),
    StandardCase(
      "7", "how voices are grouped on staves changes no note",
      abc: "X:1\nT:A\nL:1/4\n%%score (1 2)\nV:1\nV:2\nK:C\n[V:1]CD|\n[V:2]E2|\n", sounds: "C4 D4 @0 E4:2"),
  ]

  private static func headed(_ rule: String, _ fields: String, _ music: String, _ sounds: String) -> StandardCase {
    StandardCase("7.1", rule, abc: "X:1\nT:A\nL:1/4\n\(fields)\nK:C\n\(music)\n", sounds: sounds)
  }

  static let properties = [
    headed("an 8 below a voice's clef sounds an octave lower", "V:T name=\"Tenor\" clef=treble-8", "V:T\nCE|", "C3 E3"),
    headed("an 8 below concerns its own voice", "V:T clef=treble-8\nV:S clef=treble", "V:T\nC|\nV:S\nE|", "[C3 E4]"),
    headed("a voice's clef changes nothing that sounds", "V:B clef=bass", "V:B\nCE|", "C4 E4"),
    headed("octave in a header's voice", "V:1 octave=1", "V:1\nCE|", "C5 E5"),
    headed(
      "name, nm, subname and snm change nothing", "V:1 nm=\"A b\" snm=\"A\"\nV:2 name=\"C\" subname=\"D\"",
      "V:1\nC|\nV:2\nE|", "[C4 E4]"),
    headed("the direction of stems changes nothing", "V:1 stem=up\nV:2 stem=down", "V:1\nC|\nV:2\nE|", "[C4 E4]"),
    headed("unknown properties are ignored", "V:1 colour=red shape=7", "V:1\nCE|", "C4 E4"),
    headed(
      "properties set in the header hold in the music, in brackets too", "V:1 octave=-1", "[V:1]CE|\n[V:1]G2|",
      "C3 E3 G3:2"),
    headed("blanks may stand before the name", "V: 1 octave=-1", "[V: 1]CE|", "C3 E3"),
    rule("7.1", "properties may be set in the music", "V:1 clef=treble-8\nCE|", "C3 E3"),
    rule("7.1", "properties may be changed in the music", "V:1 octave=1\nC|\nV:1 octave=-1\nC|", "C5 C3"),
  ]

  static let inline = [
    rule("7.3", "a key in brackets holds in its voice", "[V:1]F|[K:G]F|\n[V:2]A|F|", "F4 F#4 @0 A4 F4"),
    rule("7.3", "a key in brackets in every voice", "[V:1]F|[K:G]F|\n[V:2]A|[K:G]F|", "F4 F#4 @0 A4 F#4"),
    rule("7.3", "a unit in brackets holds in its voice", "[V:1]C[L:1/8]CC|\n[V:2]EE|", "C4 C4:1/2 C4:1/2 @0 E4 E4"),
    rule(
      "7.3", "a meter in brackets in every voice", "[V:1]C4|[M:3/4]Z|C|\n[V:2]E4|[M:3/4]G3|E|", meter: "4/4",
      "C4:4 @7 C4 @0 E4:4 G4:3 E4"),
  ]

  static let overlay = [
    rule(
      "7.4", "an ampersand goes back to the beginning of the bar", "CDEF&GABc|d4|", "C4 D4 E4 F4 @0 G4 A4 B4 C5 @4 D5:4"
    ),
    rule("7.4", "an overlay in a later bar", "C4|D4&F4|E4|", "C4:4 D4:4 @4 F4:4 E4:4"),
    rule("7.4", "two overlays in a bar", "C4&E4&G4|c4|", "[C4 E4 G4]:4 C5:4"),
    rule("7.4", "an overlay may begin with a rest", "C4&z2E2|G4|", "C4:4 @2 E4:2 G4:4"),
    StandardCase(
      "7.4", "overlays may stand on lines of their own", #"A2|cdef&\\#nAAAA&\\#nFEDC|]"#,
      sounds: "A4:2 C5 D5 E5 F5 @2 A4 A4 A4 A4 @2 F4 E4 D4 C4"),
    rule("7.4", "two ampersands go back two bars", "g4|e4|\n&&d4|c4|f4|", meter: "4/4", "G5:4 E5:4 @0 D5:4 C5:4 F5:4"),
    rule(
      "7.4", "three ampersands go back three bars", "g4|e4|f4|\n&&&d4|c4|B4|a4|", meter: "4/4",
      "G5:4 E5:4 F5:4 @0 D5:4 C5:4 B4:4 A5:4"),
    rule(
      "7.4", "two ampersands at the end of a bar go back one bar further", "C4|D4|E4&&F4|G4|c4|", meter: "4/4",
      "C4:4 D4:4 E4:4 @4 F4:4 G4:4 C5:4"),
    rule(
      "7.4", "an ampersand behind a bar line goes back one bar", "C4|D4|&F4|E4|", meter: "4/4", "C4:4 D4:4 @4 F4:4 E4:4"
    ),
    rule("7.4", "overlays are repeated", "|:C4&E4:|", "[C4 E4]:4 [C4 E4]:4"),
    rule("7.4", "overlays in a voice", "V:1\nC4&E4|\nV:2\nG4|", "[C4 E4 G4]:4"),
    rule("7.4", "chords in an overlay", "C4&[EG]2c2|", "C4:4 @0 [E4 G4]:2 C5:2"),
    StandardCase("7.4", "an overlay makes the music no longer", "C4&E4|D4|", .duration, is: "8"),
  ]
}
