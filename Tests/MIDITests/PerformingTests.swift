import MIDI
import Music
import Testing

private func score(_ notes: [Score.Note], duration: Fraction = 8) -> Score {
  var score = Score()
  score.notes = notes
  score.duration = duration
  return score
}

/// Note-ons and note-offs of a track as (tick, pitch, velocity), velocity 0 for an off.
private func strokes(_ track: MIDIFile.Track) -> [[Int]] {
  track.events.compactMap { event in
    switch event.message {
    case .noteOn(_, let pitch, let velocity): [event.tick, Int(pitch), Int(velocity)]
    case .noteOff(_, let pitch, _): [event.tick, Int(pitch), 0]
    default: nil
    }
  }
}

@Suite struct PerformingTests {
  private let plain = Performance(velocity: 80, accent: 0)

  @Test func roundingNeverAddsUp() {
    // 700 notes of 1/7 quarter: 480/7 is no whole number of ticks, yet note 7k starts at tick 480k exactly.
    let notes = (0..<700).map { Score.Note(onset: Fraction($0, 7), pitch: 60, duration: Fraction(1, 7)) }
    let onsets = strokes(MIDIFile(performing: score(notes, duration: 100), as: plain).tracks[1])
      .filter { $0[2] > 0 }.map { $0[0] }
    #expect(onsets.count == 700)
    for (index, onset) in onsets.enumerated() {
      // The nearest tick, reckoned in integers: |7 * onset - 480 * index| <= 7 / 2.
      #expect(abs(7 * onset - 480 * index) <= 3)
    }
  }

  @Test func aNoteStruckAgainEndsFirst() {
    let file = MIDIFile(
      performing: score([
        .init(onset: 0, pitch: 60, duration: 4), .init(onset: 1, pitch: 60, duration: 1),
        .init(onset: 1, pitch: 64, duration: 1), .init(onset: 1, pitch: 64, duration: 2),
      ]), as: plain)
    #expect(
      strokes(file.tracks[1]) == [
        [0, 60, 80], [480, 60, 0], [480, 60, 80], [480, 64, 80], [960, 60, 0], [1440, 64, 0],
      ])
  }

  @Test func everyNoteOnHasItsNoteOff() {
    var generator = SeededGenerator(state: 7)
    let notes = (0..<2000).map { _ in
      Score.Note(
        onset: Fraction(Int.random(in: 0..<200, using: &generator), Int.random(in: 1...9, using: &generator)),
        pitch: Int.random(in: -20...150, using: &generator),
        duration: Fraction(Int.random(in: 0...30, using: &generator), 7 * 480),
        voice: Int.random(in: 0..<20, using: &generator))
    }
    let file = MIDIFile(performing: score(notes, duration: 300))
    #expect(file.tracks.count == 21)
    var sounding: Set<[Int]> = []
    // Voices share channels from the sixteenth on, so strokes are followed over all tracks, offs first.
    var all: [(tick: Int, isOn: Int, key: [Int])] = []
    for track in file.tracks {
      for event in track.events {
        if case .noteOn(let channel, let pitch, _) = event.message {
          #expect(channel != 9)
          all.append((event.tick, 1, [Int(channel), Int(pitch)]))
        }
        if case .noteOff(let channel, let pitch, _) = event.message {
          all.append((event.tick, 0, [Int(channel), Int(pitch)]))
        }
      }
    }
    for stroke in all.sorted(by: { ($0.tick, $0.isOn) < ($1.tick, $1.isOn) }) {
      if stroke.isOn == 1 {
        #expect(sounding.insert(stroke.key).inserted)
      } else {
        #expect(sounding.remove(stroke.key) != nil)
      }
    }
    #expect(sounding.isEmpty)
  }

  @Test func barsAndBeatsAreAccented() {
    var reel = score((0..<9).map { .init(onset: Fraction($0, 2), pitch: 60, duration: Fraction(1, 2)) })
    reel.meters = [.init(onset: 0, value: Meter(2, 4))]
    // A pick-up of one quaver, then bars of two crotchets.
    reel.barLines = [0, Fraction(1, 2), Fraction(5, 2)]
    let velocities = strokes(MIDIFile(performing: reel).tracks[1]).map { $0[2] }.filter { $0 > 0 }
    #expect(velocities == [84, 96, 84, 88, 84, 96, 84, 88, 84])
  }

  @Test func tempoComesFromThePlayerThenTheTuneThenTheDance() {
    func tempo(_ score: Score, _ performance: Performance = Performance()) -> UInt32? {
      for event in MIDIFile(performing: score, as: performance).tracks[0].events {
        if case .tempo(let microseconds) = event.message { return microseconds }
      }
      return nil
    }
    var tune = score([])
    #expect(tempo(tune) == 500_000)  // 120 where nothing is known
    tune.meters = [.init(onset: 0, value: Meter(3, 4))]
    #expect(tempo(tune) == 476_190)  // a waltz at 126
    tune.rhythm = "slip jig"
    #expect(tempo(tune) == 357_143)  // 168, not the jig's 174
    tune.tempi = [.init(onset: 0, value: 150)]
    #expect(tempo(tune) == 400_000)
    #expect(tempo(tune, Performance(tempo: 100)) == 600_000)
    tune.tempi = [.init(onset: 0, value: .nan), .init(onset: 0, value: -5)]
    #expect(tempo(tune) == 357_143)
    #expect(tempo(tune, Performance(tempo: 1e-9)) == 16_777_215)
    #expect(tempo(tune, Performance(tempo: .infinity)) == 500_000)
  }

  @Test func repeatedKeysAndMetersAreWrittenOnce() {
    var tune = score([.init(onset: 0, pitch: 60, duration: 8)])
    tune.keys = [
      .init(onset: 0, value: Key(.d)), .init(onset: 2, value: Key(.d)), .init(onset: 4, value: Key(.a, mode: .minor)),
    ]
    tune.meters = [.init(onset: 0, value: Meter(4, 4)), .init(onset: 4, value: Meter(5, 7))]
    let messages = MIDIFile(performing: tune).tracks[0].events.filter {
      switch $0.message {
      case .keySignature, .timeSignature: true
      default: false
      }
    }
    #expect(
      messages == [
        .init(
          tick: 0, .timeSignature(numerator: 4, denominatorPower: 2, clocksPerClick: 24, thirtySecondsPerQuarter: 8)),
        .init(tick: 0, .keySignature(sharps: 2, isMinor: false)),
        .init(tick: 1920, .keySignature(sharps: 0, isMinor: true)),
      ])
  }

  @Test func absurdScoresAreCutNotTrapped() throws {
    var tune = score([
      .init(onset: Fraction(1, 99_999_999_999), pitch: 60, duration: Fraction(1, 7_777_777_777_777)),
      .init(onset: Fraction(.max / 3, 2), pitch: .max, duration: Fraction(.max, 5)),
      .init(onset: 1, pitch: .min, duration: Fraction(.max, 3)),
    ])
    tune.duration = Fraction(.max, 2)
    let file = MIDIFile(performing: tune, as: Performance(program: 999, transposition: .max, velocity: 999))
    #expect(try MIDIFile(decoding: file.encoded()).tracks.count == 2)
    #expect((file.tracks[1].events.last?.tick ?? .max) <= 1 << 31)
  }

  @Test func transpositionStaysInRangeByOctaves() {
    let notes: [Score.Note] = [
      .init(onset: 0, pitch: 60, duration: 1), .init(onset: 1, pitch: 120, duration: 1),
      .init(onset: 2, pitch: 126, duration: 1), .init(onset: 3, pitch: -3, duration: 1),
    ]
    let file = MIDIFile(performing: score(notes), as: Performance(transposition: 2))
    // 128 is a G sharp, an octave down 116; -1 is a B, an octave up 11.
    #expect(strokes(file.tracks[1]).filter { $0[2] > 0 }.map { $0[1] } == [62, 122, 116, 11])
  }
}
