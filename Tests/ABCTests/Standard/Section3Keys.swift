import Testing

/// The key field.
@Suite("ABC 2.1, section 3.1.14: keys") struct Section3Keys {
  @Test(arguments: signatures + modes + noSignature + explicitAccidentals + pipes + place)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  /// Every key of a row of the standard's table, one after the other. The two notes are the last step that the
  /// signature alters and the next one that it would: they tell the signature from all others.
  private static func signature(_ name: String, _ keys: String, _ music: String, _ sounds: String) -> StandardCase {
    let keys = keys.split(separator: " ")
    return StandardCase(
      "3.1.14", "the seven keys with \(name)", keys.map { "[K:\($0)]\(music)|" }.joined(),
      sounds: keys.map { _ in sounds }.joined(separator: " "))
  }

  static let signatures = [
    signature("7 sharps", "C# A#m G#Mix D#Dor E#Phr F#Lyd B#Loc", "FB", "F#4 B#4"),
    signature("6 sharps", "F# D#m C#Mix G#Dor A#Phr BLyd E#Loc", "EB", "E#4 B4"),
    signature("5 sharps", "B G#m F#Mix C#Dor D#Phr ELyd A#Loc", "AE", "A#4 E4"),
    signature("4 sharps", "E C#m BMix F#Dor G#Phr ALyd D#Loc", "DA", "D#4 A4"),
    signature("3 sharps", "A F#m EMix BDor C#Phr DLyd G#Loc", "GD", "G#4 D4"),
    signature("2 sharps", "D Bm AMix EDor F#Phr GLyd C#Loc", "CG", "C#4 G4"),
    signature("1 sharp", "G Em DMix ADor BPhr CLyd F#Loc", "FC", "F#4 C4"),
    signature("no sharps and flats", "C Am GMix DDor EPhr FLyd BLoc", "FB", "F4 B4"),
    signature("1 flat", "F Dm CMix GDor APhr BbLyd ELoc", "BE", "Bb4 E4"),
    signature("2 flats", "Bb Gm FMix CDor DPhr EbLyd ALoc", "EA", "Eb4 A4"),
    signature("3 flats", "Eb Cm BbMix FDor GPhr AbLyd DLoc", "AD", "Ab4 D4"),
    signature("4 flats", "Ab Fm EbMix BbDor CPhr DbLyd GLoc", "DG", "Db4 G4"),
    signature("5 flats", "Db Bbm AbMix EbDor FPhr GbLyd CLoc", "GC", "Gb4 C4"),
    signature("6 flats", "Gb Ebm DbMix AbDor BbPhr CbLyd FLoc", "CF", "Cb4 F4"),
    signature("7 flats", "Cb Abm GbMix DbDor EbPhr FbLyd BbLoc", "FB", "Fb4 Bb4"),
  ]

  private static func signs(_ key: String, _ rule: String, _ expected: String) -> StandardCase {
    StandardCase("3.1.14", rule, abc: "X:1\nT:A\nL:1/4\nK:\(key)\nC|\n", .signature, is: expected)
  }

  static let modes = [
    signs("D", "major where no mode is named", "c# f#"),
    signs("C major", "a mode spelled out", "-"),
    signs("A minor", "minor spelled out", "-"),
    signs("C ionian", "ionian is major", "-"),
    signs("A aeolian", "aeolian is minor", "-"),
    signs("G mixolydian", "mixolydian spelled out", "-"),
    signs("D dorian", "dorian spelled out", "-"),
    signs("E phrygian", "phrygian spelled out", "-"),
    signs("F lydian", "lydian spelled out", "-"),
    signs("B locrian", "locrian spelled out", "-"),
    signs("Dmaj", "the mode may follow without a blank", "c# f#"),
    signs("D Maj", "the mode may be a capital's", "c# f#"),
    signs("F# mixolydian", "a sharp tonic with a mode", "c# d# f# g# a#"),
    signs("F#Mix", "three letters of the mode are enough", "c# d# f# g# a#"),
    signs("F#MIX", "the size of the mode's letters means nothing", "c# d# f# g# a#"),
    signs("F#mixol", "only three letters of the mode are looked at", "c# d# f# g# a#"),
    signs("Em", "m is minor", "f#"),
    signs("E m", "m may stand apart", "f#"),
    signs("EMIN", "MIN is minor", "f#"),
    signs("Bb", "a flat tonic", "eb bb"),
    signs("Bbm", "a flat tonic with m", "db eb gb ab bb"),
    signs("Ebdor", "a flat tonic with a mode", "db eb gb ab bb"),
    signs("Ddorian", "a whole mode without a blank", "-"),
    signs("E dor", "three letters behind a blank", "c# f#"),
    signs("AMixolydian", "a whole mode with a capital without a blank", "c# f#"),
    StandardCase("3.1.14", "the tonic and the mode are kept", abc: "X:1\nT:A\nK:E dorian\nC|\n", .key, is: "Edor"),
    StandardCase("3.1.14", "the tonic's sign is kept", abc: "X:1\nT:A\nK:F# minor\nC|\n", .key, is: "F#min"),
    StandardCase("3.1.14", "a signature holds in every octave", "F,Ff f'|", key: "G", sounds: "F#3 F#4 F#5 F#6"),
  ]

  static let noSignature = [
    signs("", "an empty field is no signature", "-"),
    signs("none", "none is no signature", "-"),
    StandardCase("3.1.14", "an empty key sounds naturals", "CFB|", key: "", sounds: "C4 F4 B4"),
    StandardCase("3.1.14", "none sounds naturals", "CFB|", key: "none", sounds: "C4 F4 B4"),
    StandardCase("3.1.14", "none in the music ends a signature", "F|[K:none]F|", key: "D", sounds: "F#4 F4"),
  ]

  static let explicitAccidentals = [
    signs("D Phr ^f", "an accidental added to a mode", "eb f# bb"),
    StandardCase(
      "3.1.14", "an accidental added to a mode sounds", "def ab|", key: "D Phr ^f", sounds: "D5 Eb5 F#5 A5 Bb5"),
    signs("D maj =c", "a natural taken out of a mode", "f#"),
    signs("D =c", "a natural behind a tonic without a mode", "f#"),
    StandardCase("3.1.14", "a natural taken out of a mode sounds", "c f|", key: "D =c", sounds: "C5 F#5"),
    signs("A ^g =c", "several accidentals", "f# g#"),
    signs("C ^f _b", "accidentals on a key without any", "f# bb"),
    signs("C __b", "a double flat", "bbb"),
    signs("C ^^f", "a double sharp", "f##"),
    signs("Am ^g", "an accidental behind m", "g#"),
    signs("D exp _b _e ^f", "explicit accidentals replace the mode's", "eb f# bb"),
    signs("D exp", "explicit without accidentals is none", "-"),
    StandardCase("3.1.14", "explicit accidentals sound", "cdef b|", key: "D exp _b _e ^f", sounds: "C5 D5 Eb5 F#5 Bb5"),
    StandardCase(
      "3.1.14", "explicit accidentals in the music replace the signature", "c f|[K:D exp _b]c f b|", key: "D",
      sounds: "C#5 F#5 C5 F5 Bb5"),
    StandardCase("3.1.14", "an added accidental in brackets", "f|[K:C ^f]f|", sounds: "F5 F#5"),
    StandardCase("3.1.14", "the sign of a note goes before an added one", "=ff|", key: "C ^f", sounds: "F5 F5"),
  ]

  static let pipes = [
    signs("Hp", "Hp marks F sharp, C sharp and G natural", "c# f#"),
    StandardCase("3.1.14", "the pipe scale under Hp", "GABcdefga|", key: "Hp", sounds: "G4 A4 B4 C#5 D5 E5 F#5 G5 A5"),
    signs("HP", "HP puts no signature on the music", "-"),
  ]

  static let place = [
    StandardCase(
      "3.1.14", "the first key ends the header; what follows is music", abc: "X:1\nT:A\nL:1/4\nK:G\nL:1/8\nF|\n",
      sounds: "F#4:1/2"),
    StandardCase("3.1.14", "a clef may stand for a key", "CFB|", key: "clef=treble", sounds: "C4 F4 B4"),
    StandardCase("3.1.14", "a clef may follow a key", "F|", key: "G clef=treble", sounds: "F#4"),
    StandardCase("3.1.14", "a clef's name may follow a key", "F|", key: "G treble", sounds: "F#4"),
    StandardCase("3.1.14", "a clef's name may follow key and mode", "F|", key: "Em treble", sounds: "F#4"),
    StandardCase("3.1.14", "a comment may follow a key", "F|", key: "G % one sharp", sounds: "F#4"),
    StandardCase("3.1.14", "a blank may stand before the tonic", "F|", key: " G", sounds: "F#4"),
  ]
}
