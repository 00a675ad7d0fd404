import ABC
import Music
import Originality
import Testing

@Suite struct ResemblanceTests {
  static func tune(_ music: String, meter: String = "6/8", key: String = "C") throws -> Tune {
    try Tune(parsing: "X:1\nT:A\nM:\(meter)\nL:1/8\nK:\(key)\n\(music)\n")
  }

  static func index(_ music: String, meter: String = "6/8", key: String = "C") throws -> MelodyIndex {
    let melody = Melody(of: try tune(music, meter: meter, key: key))
    return MelodyIndex(of: [.init(melody, title: "The Original", file: "book.abc", line: 7)], sample: 0)
  }

  static let jig = "GEG cBc|AFA dcd|BGB edB|c3 c2G|EGc edc|fdB GAB|ceg fdB|c3 c3|"

  @Test func aTuneIsFoundInItself() throws {
    let result = try Self.index(Self.jig).resemblance(of: Self.tune(Self.jig))
    let nearest = try #require(result.nearest)
    #expect(nearest.bars == Fraction(8))
    #expect(nearest.title == "The Original" && nearest.origin == "book.abc:7")
    #expect(nearest.bar == 1 && nearest.otherBar == 1)
    #expect(result.share == 1)
    // No sample was taken, so there is nothing to compare with.
    #expect(result.percentile == nil)
  }

  /// The same steps in E flat sound three semitones higher and nothing else.
  @Test func anotherKeyIsTheSame() throws {
    let result = try Self.index(Self.jig).resemblance(of: Self.tune(Self.jig.uppercased(), key: "C"))
    // In capitals alone octaves are lost; pitch classes are not.
    #expect(result.bars == Fraction(8))
    let raised = "BGB ede|cAc fef|dBd gfd|e3 e2B|GBe gfe|afd Bcd|egb afd|e3 e3|"
    #expect(try Self.index(Self.jig).resemblance(of: Self.tune(raised, key: "Eb")).bars == Fraction(8))
  }

  @Test func anotherRhythmIsAnother() throws {
    // The same notes, each group dotted.
    let dotted = Self.jig.replacing("GEG", with: "G>EG").replacing("cBc", with: "c>Bc").replacing("AFA", with: "A>FA")
      .replacing("dcd", with: "d>cd").replacing("BGB", with: "B>GB").replacing("edB", with: "e>dB")
      .replacing("EGc", with: "E>Gc").replacing("edc", with: "e>dc").replacing("fdB", with: "f>dB")
      .replacing("GAB", with: "G>AB").replacing("ceg", with: "c>eg")
    #expect(try Self.index(Self.jig).resemblance(of: Self.tune(dotted)).nearest == nil)
  }

  @Test func aChangedNoteAndAnOrnamentAreBridged() throws {
    let changed = Self.jig.replacing("c3 c2G", with: "e3 c2G")
    let first = try #require(try Self.index(Self.jig).resemblance(of: Self.tune(changed)).nearest)
    #expect(first.bars == Fraction(8))
    // All 36 notes but the changed one.
    #expect(first.notes == Melody(of: try Self.tune(Self.jig)).notes.count - 1)
    let adorned = Self.jig.replacing("BGB", with: "B/A/GB")
    #expect(try Self.index(Self.jig).resemblance(of: Self.tune(adorned)).bars == Fraction(8))
  }

  @Test func barsAreCountedInBothTunes() throws {
    let host = "C3 D3|E3 F3|" + Self.jig
    let nearest = try #require(try Self.index("G|" + Self.jig).resemblance(of: Self.tune(host)).nearest)
    #expect(nearest.bar == 3)
    // The upbeat has no number of its own.
    #expect(nearest.otherBar == 1)
  }

  @Test(arguments: ["2/4", "3/4", "4/4", "2/2", "3/8", "5/8", "7/8", "9/8", "12/8", "C|", "none"])
  func everyMeterHasItsRuns(meter: String) throws {
    let music = "cdef gfed|c2e2 g2e2|fgag f2d2|e2c2 d4|BcdB GABG|c2A2 F2A2|G2Bd gfdB|c2e2 c4|"
    let nearest = try #require(
      try Self.index(music, meter: meter).resemblance(of: Self.tune(music, meter: meter)).nearest)
    // 64 quavers, counted in bars of the meter; a whole note where there is none.
    let bar = try Self.tune(music, meter: meter).meter?.barLength ?? .one
    #expect(nearest.bars == Fraction(8) / bar)
  }

  @Test func whatHundredsOfTunesShareIsNoCopy() throws {
    // One note repeated, and two that alternate: eight bars of either are nobody's.
    for music in ["cccc cccc|", "cGcG cGcG|", "c8|"] {
      let eight = String(repeating: music, count: 8)
      #expect(try Self.index(eight, meter: "4/4").resemblance(of: Self.tune(eight, meter: "4/4")).nearest == nil)
    }
  }

  @Test func silenceResemblesNothing() throws {
    #expect(Tunes.index.resemblance(of: Tune()).nearest == nil)
    #expect(Tunes.index.resemblance(of: Tune()).share == 0)
    #expect(try Tunes.index.resemblance(of: Self.tune("z6|Z4|z6|")).nearest == nil)
    #expect(try Self.index("z6|Z4|z6|").resemblance(of: Self.tune(Self.jig)).nearest == nil)
    #expect(MelodyIndex(of: []).resemblance(of: try Self.tune(Self.jig)).nearest == nil)
  }

  @Test func aTuneCanBeLeftOut() {
    for tune in Tunes.all.indices {
      let melody = Tunes.melodies[tune]
      #expect(Tunes.index.resemblance(of: melody).nearest?.tune == tune)
      #expect(Tunes.index.resemblance(of: melody, excluding: [tune]).nearest?.tune != tune)
    }
  }

  @Test func percentilesRise() throws {
    let usual = Tunes.index.usualRuns
    #expect(usual.count == Tunes.all.count && usual == usual.sorted())
    // A whole tune is more than any shares with another.
    #expect(Tunes.index.resemblance(of: Tunes.melodies[0]).percentile == 100)
    let nothing = Tunes.index.resemblance(of: try Self.tune("z6|"))
    #expect(nothing.percentile == 0)
  }

  /// Beyond 20,000 notes a tune is not looked at, so that no file makes the search slow.
  @Test func aTuneOfAHundredThousandNotesIsBounded() throws {
    let long = try Self.tune(String(repeating: Self.jig, count: 2800))
    #expect(long.body.count > 100_000)
    let melody = Melody(of: long)
    #expect(melody.notes.count == 20_000)
    #expect(try Self.index(Self.jig).resemblance(of: melody).bars == Fraction(8))
  }

  /// What lies behind a rest of a million bars is not looked at, and no memory is taken for the beats of it.
  @Test(arguments: [Fraction(9_999_999), Fraction(.max), Fraction(.max, 3)])
  func hugeLengthsEndTheSearch(length: Fraction) throws {
    var tune = try Self.tune(Self.jig)
    tune.body.insert(Element(.rest(Rest(length: length))), at: 0)
    #expect(try Self.index(Self.jig).resemblance(of: tune).nearest == nil)
    tune.body[0] = Element(.note(Note(WrittenPitch(.c), length: length)))
    #expect(try Self.index(Self.jig).resemblance(of: tune).nearest == nil)
  }

  @Test func anUntitledTuneYieldsToANamedOne() throws {
    let melody = Melody(of: try Self.tune(Self.jig))
    let index = MelodyIndex(
      of: [
        .init(melody, title: "", file: "a.txt", line: 1), .init(melody, title: "The Jig", file: "b.abc", line: 2),
      ], sample: 0)
    #expect(index.resemblance(of: melody).nearest?.title == "The Jig")
    let shorter = Melody(of: try Self.tune("GEG cBc|AFA dcd|BGB edB|c3 c2G|EGc edc|CDE FGA|"))
    let other = MelodyIndex(
      of: [
        .init(melody, title: "", file: "a.txt", line: 1), .init(shorter, title: "The Jig", file: "b.abc", line: 2),
      ], sample: 0)
    let result = other.resemblance(of: melody)
    #expect(result.nearest?.tune == 0 && result.nearest?.bars == Fraction(8))
    #expect(result.named?.title == "The Jig" && result.named?.bars == Fraction(5))
  }
}

@Suite struct RepertoireTests {
  @Test func tunesAreKnownAsTheyCome() throws {
    var repertoire = Repertoire()
    #expect(repertoire.resemblance(of: Tunes.melodies[0]).nearest == nil)
    for (melody, tune) in zip(Tunes.melodies, Tunes.all) { repertoire.add(melody, title: tune.title) }
    #expect(repertoire.count == Tunes.all.count)
    for (number, melody) in Tunes.melodies.enumerated() {
      // The list finds what the index does.
      let (here, there) = (repertoire.resemblance(of: melody), Tunes.index.resemblance(of: melody))
      #expect(here.nearest?.tune == number && here.bars == there.bars && here.share == there.share)
    }
  }
}
