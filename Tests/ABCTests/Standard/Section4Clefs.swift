import Testing

/// Clefs and transposition.
@Suite("ABC 2.1, section 4.6: clefs and transposition") struct Section4Clefs {
  @Test(arguments: clefs + octaves + transpositions)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  /// A clef changes what is printed, never what sounds.
  static let clefs =
    [
      "treble", "alto", "tenor", "bass", "perc", "none", "clef=treble", "clef=alto", "clef=tenor", "clef=bass", "bass3",
      "alto1", "alto2", "clef=bass3", "treble stafflines=1", "clef=bass middle=d", "bass m=d", "C bass", "C clef=alto1",
    ].map { key in
      StandardCase("4.6", "K:\(key) sounds as written", "CEc|", key: key, sounds: "C4 E4 C5")
    } + [
      StandardCase("4.6", "an unknown clef is ignored", "CE|", key: "C clef=baritone9", sounds: "C4 E4"),
      StandardCase(
        "4.6", "the middle line does not affect what sounds", "CE|", key: "G clef=bass middle=d", sounds: "C4 E4"),
      StandardCase("4.6", "a clef in the music leaves the key", "F[K:clef=bass]F|", key: "G", sounds: "F#4 F#4"),
      StandardCase("4.6", "a clef with a key in the music changes the key", "F[K:D bass]FC|", sounds: "F4 F#4 C#4"),
      StandardCase(
        "4.6", "a program's own words in a voice are ignored", "V:1 perc stafflines=3 m=C  pen:noteC=drum\nCE|",
        sounds: "C4 E4"),
      StandardCase("4.6", "staff lines change nothing that sounds", "CE|", key: "C stafflines=1", sounds: "C4 E4"),
    ]

  static let octaves = [
    StandardCase("4.6", "an 8 below the clef sounds an octave lower", "CE|", key: "C clef=treble-8", sounds: "C3 E3"),
    StandardCase("4.6", "an 8 above the clef sounds an octave higher", "CE|", key: "C clef=treble+8", sounds: "C5 E5"),
    StandardCase("4.6", "an 8 below without the word clef", "CE|", key: "C treble-8", sounds: "C3 E3"),
    StandardCase("4.6", "an 8 below the bass clef", "CE|", key: "C bass-8", sounds: "C3 E3"),
    StandardCase("4.6", "an 8 below leaves the signature", "F|", key: "G treble-8", sounds: "F#3"),
    StandardCase("4.6", "octave raises the music", "CE|", key: "C octave=1", sounds: "C5 E5"),
    StandardCase("4.6", "octave lowers the music", "CE|", key: "C octave=-1", sounds: "C3 E3"),
    StandardCase("4.6", "octave may be more than one", "CE|", key: "C octave=-2", sounds: "C2 E2"),
    StandardCase("4.6", "octave none changes nothing", "CE|", key: "C octave=0", sounds: "C4 E4"),
    StandardCase("4.6", "octave adds to the marks of the notes", "C,c'|", key: "C octave=1", sounds: "C4 C7"),
    StandardCase("4.6", "octave in brackets holds from there", "C[K:C octave=-1]C|", sounds: "C4 C3"),
    StandardCase("4.6", "octave in a voice", "V:1 octave=-1\nCE|", sounds: "C3 E3"),
    StandardCase("4.6", "an 8 below in a voice", "V:1 clef=treble-8\nCE|", sounds: "C3 E3"),
    StandardCase(
      "4.1", "octave may be set for one of two voices", "V:1\nCE|\nV:2 octave=-1\nGG|", sounds: "C4 E4 @0 G3 G3"),
  ]

  static let transpositions = [
    StandardCase("4.6", "transpose lowers by semitones", "CDE|", key: "C transpose=-2", sounds: "Bb3 C4 D4"),
    StandardCase("4.6", "transpose raises by semitones", "CDE|", key: "C transpose=3", sounds: "Eb4 F4 G4"),
    StandardCase("4.6", "t= is transpose", "CDE|", key: "C t=-2", sounds: "Bb3 C4 D4"),
    StandardCase("4.6", "transpose behind a minor key", "ABc|", key: "Am transpose=-2", sounds: "G4 A4 Bb4"),
    StandardCase(
      "4.6", "transpose moves by semitones whatever the key", "FGA|", key: "G transpose=1", sounds: "G4 G#4 A#4"),
    StandardCase("4.6", "transpose moves accidentals along", "^C=CC|", key: "C transpose=2", sounds: "D#4 D4 D4"),
    StandardCase(
      "4.6", "a bass part written two octaves up", "d'|b|", key: "bass middle=d transpose=-24", sounds: "D4 B3"),
    StandardCase("4.6", "transpose in a voice", "V:Clarinet transpose=-2\nCDE|", sounds: "Bb3 C4 D4"),
    StandardCase(
      "4.6", "transpose in the header's voice", abc: "X:1\nT:A\nL:1/4\nV:1 transpose=-12\nK:C\nV:1\nCE|\n",
      sounds: "C3 E3"),
    StandardCase(
      "4.6", "transpose concerns its own voice", "V:1\nCE|\nV:2 transpose=-12\nGG|", sounds: "C4 E4 @0 G3 G3"),
    StandardCase("4.6", "transpose none changes nothing", "CE|", key: "C transpose=0", sounds: "C4 E4"),
    StandardCase(
      "4.6", "transpose and octave are independent", "CE|", key: "C octave=1 transpose=-2", sounds: "Bb4 D5"),
  ]
}
