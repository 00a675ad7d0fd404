import ABC
import MIDI
import Music
import Playing
import Testing

@Suite struct ArrangingTests {
  private let tune = """
    X:1
    T:A Song
    R:reel
    M:4/4
    L:1/4
    K:D
    |:"D"d2 fd|"A"e4:|
    w:Sing a song now
    P:Chorus
    "G"g4|"D"d4|]
    """

  private func score() throws -> Score { Score(performing: try Tune(parsing: tune + "\n")) }

  /// Every text of a kind, with its tick, in all tracks.
  private func texts(_ kind: MIDIMessage.TextKind, in file: MIDIFile) -> [String] {
    file.tracks.flatMap { track in
      track.events.compactMap { event in
        if case .text(kind, let text) = event.message { "\(text)@\(event.tick)" } else { nil }
      }
    }
  }

  private func players() -> Players { Players(accompanist: .piano, drone: true, bodhran: true) }

  @Test func everybodyHasATrackAndAChannel() throws {
    var style = Style.session
    style.countIn = 1
    let file = MIDIFile(playing: Arrangement(playing: try score(), by: players(), as: style))
    #expect(file.format == .simultaneous && file.division == .ticksPerQuarter(480))
    #expect(file.tracks.map(\.name) == ["A Song", "Melody", "Chords", "Bass", "Drone", "Bodhran", "Count-in"])
    let channels = file.tracks.dropFirst().map { Set($0.events.compactMap(\.message.channel)) }
    #expect(channels == [[0], [13], [14], [15], [9], [9]])
    // It is read again as it was written.
    #expect(try MIDIFile(decoding: file.encoded()).tracks.map(\.events.count) == file.tracks.map(\.events.count))
  }

  @Test func partsWordsAndChordsAreWritten() throws {
    let file = MIDIFile(performing: try score())
    #expect(
      texts(.lyric, in: file) == ["Sing @0", "a @960", "song @1440", "now @1920"].flatMap { [$0] }
        + ["Sing @3840", "a @4800", "song @5280", "now @5760"])
    #expect(texts(.text, in: file).prefix(2) == ["D@0", "A@1920"])
    #expect(texts(.marker, in: file) == ["Chorus@7680"])
  }

  @Test func partsWithoutNamesAreLettered() throws {
    let tune = try Tune(parsing: "X:1\nM:4/4\nL:1/4\nK:D\n|:d4|e4:|f4|g4|]\n")
    #expect(texts(.marker, in: MIDIFile(performing: Score(performing: tune))) == ["A@0", "A@3840", "B@7680"])
  }

  @Test func theCountInComesBeforeEverything() throws {
    var style = Style.plain
    style.countIn = 1
    let file = MIDIFile(playing: Arrangement(playing: try score(), as: style))
    let onsets = file.tracks.map { track in
      track.events.compactMap { if case .noteOn = $0.message { $0.tick } else { nil } }
    }
    #expect(onsets[2] == [0, 480, 960, 1440])
    #expect(onsets[1].first == 1920)
    #expect(texts(.lyric, in: file).first == "Sing @1920")
    // Meter, key and tempo hold from the first click on.
    #expect(file.tracks[0].events.filter { $0.tick == 0 }.count == 4)
  }

  @Test func plainIsThatOfTheScore() throws {
    let (exact, plain) = (
      try MIDIFile(performing: score()), try MIDIFile(playing: Arrangement(playing: score(), as: .plain))
    )
    func strokes(_ file: MIDIFile) -> [[Int]] {
      file.tracks[1].events.compactMap { event in
        switch event.message {
        case .noteOn(_, let pitch, _): [event.tick, 1, Int(pitch)]
        case .noteOff(_, let pitch, _): [event.tick, 0, Int(pitch)]
        default: nil
        }
      }
    }
    #expect(strokes(exact) == strokes(plain))
    #expect(exact.tracks[0].events == plain.tracks[0].events)
  }

  @Test func accompanistsStayWhereTheyAreWhenAWhistlePlays() throws {
    let arrangement = Arrangement(playing: try score(), by: players(), as: .plain)
    let (low, high) = (MIDIFile(playing: arrangement), MIDIFile(playing: arrangement, as: .init(soundingShift: 12)))
    func pitches(_ file: MIDIFile, _ track: Int) -> [UInt8] {
      file.tracks[track].events.compactMap { if case .noteOn(_, let pitch, _) = $0.message { pitch } else { nil } }
    }
    #expect(pitches(high, 1) == pitches(low, 1).map { $0 + 12 })
    for track in 2...5 { #expect(pitches(high, track) == pitches(low, track)) }
  }

  @Test func transposedKeysAreNamed() throws {
    func sharps(_ semitones: Int) -> Int8? {
      guard let score = try? score() else { return nil }
      for event in MIDIFile(performing: score, as: .init(transposition: semitones)).tracks[0].events {
        if case .keySignature(let sharps, _) = event.message { return sharps }
      }
      return nil
    }
    // D, E, C, E flat, D an octave up; D flat with its five flats.
    #expect([0, 2, -2, 1, 12, -1].map(sharps) == [2, 4, 0, -3, 2, -5])
  }

  @Test func nothingSoundsTwiceAtOnce() throws {
    for seed in UInt64(0)..<20 {
      let file = MIDIFile(playing: Arrangement(playing: try score(), by: players(), as: .session, seed: seed))
      for track in file.tracks {
        var sounding: Set<UInt8> = []
        for event in track.events {
          if case .noteOn(_, let pitch, _) = event.message { #expect(sounding.insert(pitch).inserted) }
          if case .noteOff(_, let pitch, _) = event.message { #expect(sounding.remove(pitch) != nil) }
        }
        #expect(sounding.isEmpty)
      }
    }
  }
}
