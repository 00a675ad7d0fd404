import ABC
import Music
import Testing

/// The sample files, and what their notation stands for.
@Suite("ABC 2.1, section 13: sample tunes") struct Section13Samples {
  @Test(arguments: dances + strathspeys + reels + canzonetta + song)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  static let dances = [
    StandardCase(
      "13.1", "a file of dances has its tunes", abc: SampleFiles.dances, .titles,
      is: "Mill Pond, The; Nine Lanterns; Stick Dance"),
    StandardCase("13.1", "the origin is all tunes'", abc: SampleFiles.dances, tune: 3, .inherited("O"), is: "England"),
    StandardCase(
      "13.1", "words behind the tune are kept", abc: SampleFiles.dances, .body("W"),
      is: "Round the pond and back again,; home before the evening rain."),
    StandardCase(
      "13.1", "two parts without signs of their start", abc: SampleFiles.dances, tune: 1,
      sounds: """
        G4:3/4 A4:1/4 B4:1/2 C5:1/2 D5:1 | E5:1/2 C5:1/2 A4:1 G4:1
        G4:3/4 A4:1/4 B4:1/2 C5:1/2 D5:1 | E5:1/2 C5:1/2 A4:1 G4:1
        B4:1/2 D5:1/2 D5:1/4 D5:1/4 D5:1/2 C5:1/2 A4:1/2 | B4:1 G4:2
        B4:1/2 D5:1/2 D5:1/4 D5:1/4 D5:1/2 C5:1/2 A4:1/2 | B4:1 G4:2
        """),
    StandardCase(
      "13.1", "endings in changing meters", abc: SampleFiles.dances, tune: 2,
      sounds: """
        :1/2 D4 | G4 A4 G4 B4:1 A4 G4 E4 D4
        D4 | G4 A4 G4 B4:1 A4 G4 E4 D4
        D4 | G4 B4 D5 G5:1 F#5 E5 D5 B4 | C5 B4 A4 A4 G4 F#4 G4:1
        D4 | G4 B4 D5 G5:1 F#5 E5 D5 B4 | C5 B4 A4 A4 G4 F#4 G4 A4 B4 C5 B4 A4 | G4:3/2 D4:3/2 G4:1
        """),
    StandardCase(
      "13.1", "the meters of that performance", abc: SampleFiles.dances, tune: 2, .meters,
      // Two passes of 10 quavers; 1 + 9 + 8 to the first ending's end, 1 + 9 to the second ending: 5+5+9+5 beats.
      is: "0: 9/8, 24: 12/8, 30: 9/8"),
    StandardCase(
      "13.1", "parts in the header's order", abc: SampleFiles.dances, tune: 3,
      sounds: """
        :1/2 G4 B4 D5 E5:1 C5 | D5 C5 A4 G4:3/2
        C5 E5 C5 D5 B4 G4 | A4:3/2 G4:3/2
        G4 B4 D5 E5:1 C5 | D5 C5 A4 G4:3/2
        C5 E5 C5 D5 B4 G4 | A4:3/2 G4:3/2
        G4 B4 D5 E5:1 C5 | D5 C5 A4 G4:3/2
        """),
  ]

  static let strathspeys = [
    StandardCase(
      "13.2", "snaps, triplets and a change of key", abc: SampleFiles.strathspeys, tune: 1,
      sounds: """
        D4:1/4 A4:3/4 A4:3/4 B4:1/4 D5:1 F#5:1/3 E5:1/3 D5:1/3 | E5:1/4 C#5:3/4 A4:3/4 C#5:1/4 B4:1/4 G4:3/4 A4:1
        D4:1/4 A4:3/4 A4:3/4 B4:1/4 D5:1 F#5:1/3 E5:1/3 D5:1/3 | E5:1/4 C#5:3/4 A4:3/4 C#5:1/4 B4:1/4 G4:3/4 A4:1
        A4:1/4 C#5:3/4 E5:3/4 F#5:1/4 E5:1 C#5:3/4 A4:1/4 | B4:1/4 D5:3/4 C#5:3/4 B4:1/4 A4:1 A4:1
        A4:1/4 C#5:3/4 E5:3/4 F#5:1/4 E5:1 C#5:3/4 A4:1/4 | B4:1/4 D5:3/4 C#5:3/4 B4:1/4 A4:1 A4:1
        """),
    StandardCase(
      "13.2", "pipe music with its graces", abc: SampleFiles.strathspeys, tune: 2,
      sounds: """
        A4:1/4 A4:3/4 D5:1 E5:3/4 D5:1/4 C#5:1/2 A4:1/2
        E5:1/4 F#5:1/4 G5:1/2 F#5:1/4 D5:3/4 E5:1 A4:1
        """),
    StandardCase(
      "13.2", "a return by signs of the user's own", abc: SampleFiles.strathspeys, tune: 3,
      sounds: """
        :1/2 G4 A4 B4 C5 D5:1 B4 G4 | :1 E5 C5 D5 B4
        :1/2 G4 A4 B4 C5 D5:1 B4 G4
        """),
    StandardCase("13.2", "the rhythm is all tunes'", abc: SampleFiles.strathspeys, tune: 3, .rhythm, is: "strathspey"),
  ]

  static let reels = [
    StandardCase(
      "13.3", "rolls by a macro, endings behind a change of key", abc: SampleFiles.reels, tune: 1,
      sounds: """
        A4:1 F#4:1/2 A4:1/2 E5:1/6 D5:1/6 C#5:1/6 D5:1/2 C#5:1/2 B4:1/2
        B4:1/6 A4:1/6 G4:1/6 A4:1/2 F#4:1/2 E4:1/2 D4:2
        A4:1 F#4:1/2 A4:1/2 E5:1/6 D5:1/6 C#5:1/6 D5:1/2 C#5:1/2 B4:1/2
        B4:1/6 A4:1/6 G4:1/6 A4:1/2 F#4:1/2 E4:1/2 D4:2
        :1/2 B4:1 D5 B4 G5 D5 B4 D5 | C5 A4 F#4 A4 G4:2
        B4:1 D5 B4 G5 D5 B4 D5 | C5 A4 F#4 A4 G4:1 D4:1
        """),
    StandardCase(
      "13.3", "double stops, then another key and unit", abc: SampleFiles.reels, tune: 2,
      sounds: """
        :1/2 [D5 F#5]:2 [E5 G5]:2 | F#5 E5 F#5 D5 A4:2
        [D5 F#5]:2 [E5 G5]:2 | F#5 E5 F#5 D5 A4:2
        G4:1 B4 D5 C5:3/2 A4 | G4:4
        """),
  ]

  static let canzonetta = [
    StandardCase(
      "13.4", "three voices with repeats and endings", abc: SampleFiles.canzonetta,
      sounds: """
        z:4 C5:2 Bb4 A4 G4:2 G4 z | z:4 C5:2 Bb4 A4 G4:2 G4 z | A4:4 G4:4 A4:4 F4:4
        @0 F4:2 G4 A4 F4:2 F4 F4 E4:2 E4 z | F4:2 G4 A4 F4:2 F4 F4 E4:2 E4 z | F4:4 E4:4 F4:4 F4:4
        @0 F3:4 F3:2 D3:1/2 E3:1/2 F3 C3:2 C3 z | F3:4 F3:2 D3:1/2 E3:1/2 F3 C3:2 C3 z | D3:4 C3:4 D3:4 F3:4
        """),
    StandardCase("13.4", "the voices are three", abc: SampleFiles.canzonetta, .voiceCount, is: "3"),
    StandardCase("13.4", "the tempo has words and a figure", abc: SampleFiles.canzonetta, .tempi, is: "0: 100.0"),
    StandardCase("13.4", "all voices last as long", abc: SampleFiles.canzonetta, .duration, is: "40"),
  ]

  static let song = [
    StandardCase(
      "5.2", "a song with verses", abc: SampleFiles.song,
      sounds: """
        D4 G4:2 A4 B4:2 G4 A4:2 F#4 G4:2
        D4 G4:2 A4 B4:2 G4 A4:2 F#4 G4:2
        B4 D5 D5 B4 A4 F#4 G4:2
        """),
    StandardCase(
      "5.2", "a song's tempo changes at the refrain", abc: SampleFiles.song, .tempi, is: "0: 96.0, 24: 120.0"),
    StandardCase(
      "5.2", "a song's words are kept verse by verse", abc: SampleFiles.song, .body("w"),
      is:
        "1.~The boat is wait-ing by the shore,; 2.~The wind has turn-ed round once more,; so row, row, row, fer-ry-man."
    ),
  ]

  /// Section 3.2: a field on a line of its own and the same field in brackets mean the same.
  @Test(arguments: SampleFiles.all) func fieldsInBracketsMeanTheSame(file: String) throws {
    let bracketed = bracketingFields(of: file)
    let (tunes, others) = (Tunebook(parsing: file).entries, Tunebook(parsing: bracketed).entries)
    try #require(bracketed != file && tunes.count == others.count)
    for (tune, other) in zip(tunes, others) {
      let (score, otherScore) = (Score(performing: tune.tune), Score(performing: other.tune))
      #expect(SoundingNotes(score) == SoundingNotes(otherScore), "\(tune.tune.title)")
      #expect(score.meters == otherScore.meters && score.keys == otherScore.keys && score.tempi == otherScore.tempi)
    }
  }

  /// A file whose fields within the music stand in brackets before the next line of music.
  private func bracketingFields(of file: String) -> String {
    var lines: [String] = []
    var isInMusic = false
    var waiting = ""
    for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix("X:") { isInMusic = false }
      // `|:` begins no field.
      let field = line.dropFirst().first == ":" ? line.first.flatMap { $0.isLetter ? $0 : nil } : nil
      if isInMusic, let field, "IKLMmNPQRUV".contains(field) {
        // A bracket ends where the line does, so a comment behind the field is left out.
        let value = line.prefix { $0 != "%" }.reversed().drop { $0 == " " }.reversed()
        waiting += "[" + String(value) + "]"
      } else {
        let isMusic = isInMusic && !waiting.isEmpty && !line.hasPrefix("%") && field == nil
        lines.append(isMusic ? waiting + line : String(line))
        if isMusic { waiting = "" }
      }
      if line.hasPrefix("K:") { isInMusic = true }
    }
    return lines.joined(separator: "\n")
  }
}
