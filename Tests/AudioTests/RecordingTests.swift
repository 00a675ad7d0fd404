import Audio
import Foundation
import MIDI
import Testing

@Suite struct RecordingTests {
  private func record(_ midi: MIDIFile, reverb: Reverb = .none, loudness: Loudness = .peak) throws -> Recording {
    let soundFont = try SoundFontSearch.path(environment: [:])
    return try Recording(
      Rendition(midi, soundFont: soundFont, options: SynthesisOptions(reverb: reverb)), loudness: loudness)
  }

  @Test(arguments: [1, 96, 500, 961, 1000])
  func aNoteStartsOnItsFrame(tick: Int) throws {
    // A tick is 44100 / 960 frames: 46, 4410, 22969, 44146 and 45938, none on FluidSynth's grid of 64. The sound of a
    // note is the same, sample by sample, wherever it begins; its release keeps to the grid, so the first half is
    // compared.
    let frame = Int((Double(tick) * 44_100 / 960).rounded())
    let first = try record(Tunes.note(69, program: 40, at: 0, lasting: 960), loudness: .asPlayed).samples
    let later = try record(Tunes.note(69, program: 40, at: tick, lasting: 960), loudness: .asPlayed).samples
    #expect(later[..<(2 * frame)].allSatisfy { $0 == 0 })
    #expect(first[..<44_100] == later[(2 * frame)..<(2 * frame + 44_100)].map { $0 }[...])
  }

  @Test func notesTogetherStartEachOnItsFrame() throws {
    // Ten notes of two channels, 10 frames and more apart: the sound of all is the sum of the sounds of each.
    let notes = (0..<10).map { number in
      let (channel, pitch) = (UInt8(number % 2), UInt8(60 + 2 * number))
      return MIDIFile.Event(tick: 100 + 3 * number, .noteOn(channel: channel, pitch: pitch, velocity: 40))
    }
    func file(_ notes: [MIDIFile.Event]) -> MIDIFile {
      MIDIFile(tracks: [.init(events: notes + [.init(tick: 400, .endOfTrack)])])
    }
    let all = try record(file(notes), loudness: .asPlayed).samples
    var sum = [Float](repeating: 0, count: 30_000)
    for note in notes {
      for (index, sample) in try record(file([note]), loudness: .asPlayed).samples.prefix(sum.count).enumerated() {
        sum[index] += sample
      }
    }
    #expect((all.prefix(sum.count).max() ?? 0) > 0.01)
    for index in sum.indices where abs(sum[index] - all[index]) > 1e-5 {
      Issue.record("sample \(index): \(all[index]), not \(sum[index])")
      break
    }
  }

  @Test(
    arguments: [(69, 23), (69, 21), (81, 78), (62, 40), (57, 105), (60, 46), (48, 0), (76, 24)] as [(UInt8, UInt8)])
  func notesAreInTuneWithinThreeCents(pitch: UInt8, program: UInt8) throws {
    // 0.2 seconds of note, before any vibrato sets in, and of it the part after the attack.
    let wanted = 440 * pow(2, (Double(pitch) - 69) / 12)
    let slow = program == 21 || program == 23
    let recording = try record(Tunes.note(pitch, program: program, at: 0, lasting: slow ? 4000 : 1000))
    let (first, count) = slow ? (22_050, 88_200) : (2205, 8820)
    let left = (first..<first + count).map { Double(recording.samples[2 * $0]) }
    // The phase of the fundamental in two windows, half the stretch apart, tells its frequency.
    #expect(abs(cents(of: left, near: wanted)) < 3)
  }

  /// Cents between a sound's fundamental and `frequency`: the centre of power of the spectrum about it, Hann window.
  private func cents(of sound: [Double], near frequency: Double) -> Double {
    let count = sound.count
    let windowed = sound.enumerated().map { index, value in
      value * (0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(count)))
    }
    var (power, moment) = (0.0, 0.0)
    // A grid of 81 frequencies within two bins of a Hann window's main lobe, even on both sides.
    let width = max(2 * 44_100 / Double(count), frequency * 0.012)
    for step in -40...40 {
      let probe = frequency + width * Double(step) / 40
      let coefficient = 2 * cos(2 * .pi * probe / 44_100)
      var (first, second) = (0.0, 0.0)
      for value in windowed { (first, second) = (value + coefficient * first - second, first) }
      let line = first * first + second * second - coefficient * first * second
      power += line
      moment += line * probe
    }
    return 1200 * log2(moment / power / frequency)
  }

  /// The highest value between samples too, by 16 times oversampling with a long sine cardinal, near the high samples.
  private func truePeak(_ samples: [Float]) -> Double {
    var highest = 0.0
    for channel in 0...1 {
      let side = stride(from: channel, to: samples.count, by: 2).map { Double(samples[$0]) }
      let loud = (side.map(abs).max() ?? 0) * 0.9
      for index in side.indices.dropLast() where max(abs(side[index]), abs(side[index + 1])) > loud {
        for step in 0..<16 {
          var sum = 0.0
          for place in max(0, index - 40)..<min(side.count, index + 41) {
            let distance = Double(place - index) - Double(step) / 16
            let window = 0.5 + 0.5 * cos(.pi * distance / 42)
            sum += side[place] * (distance == 0 ? 1 : sin(.pi * distance) / (.pi * distance) * window)
          }
          highest = max(highest, abs(sum))
        }
      }
    }
    return highest
  }

  @Test func theTruePeakIsOneDecibelUnderFullScale() throws {
    let peak = try truePeak(record(Tunes.reel, reverb: .room).samples)
    // -1.2 dB is aimed at: 10^(-1.2/20) = 0.871; 10^(-1/20) = 0.891 is the bound.
    #expect(peak > 0.86 && peak < 0.8912)
  }

  @Test(arguments: [-8.0, -12])
  func aLimiterHoldsTheTruePeakUnderItsBound(loudness: Double) throws {
    // The synthesiser's reel has its peaks some 12 dB above its loudness; these bring them far above full scale.
    let loud = try record(Tunes.reel, reverb: .room, loudness: .lufs(loudness))
    let usual = try record(Tunes.reel, reverb: .room, loudness: .peak)
    let peak = truePeak(loud.samples)
    #expect(peak < 0.8912)
    func energy(_ samples: [Float]) -> Float { samples.reduce(0) { $0 + $1 * $1 } }
    if loudness == -8 { #expect(energy(loud.samples) > 1.2 * energy(usual.samples)) }
    // And smoothly: no sample jumps from its neighbour much further than the unlimited sound does.
    func jump(_ samples: [Float]) -> Float { zip(samples, samples.dropFirst(2)).map { abs($0 - $1) }.max() ?? 0 }
    #expect(jump(loud.samples) < 2.5 * jump(usual.samples))
  }

  @Test func loudnessIsADecibelADecibel() throws {
    // Below any peak that needs limiting, 6 LU are a factor of 10^(6/20) = 1.9953.
    let soft = try record(Tunes.reel, loudness: .lufs(-30)).samples
    let softer = try record(Tunes.reel, loudness: .lufs(-36)).samples
    let (one, two) = (soft.max() ?? 0, softer.max() ?? 1)
    #expect(abs(one / two - 1.9953) < 0.01)
    // What is so loud comes out at the gain it has as it is played, whatever that is.
    #expect(try record(Tunes.reel, loudness: .asPlayed).samples != soft)
  }

  @Test func aToneOfKnownLoudnessIsMeasuredByIt() throws {
    // The organ's note holds its level. ITU-R BS.1770-4, equation 2: -0.691 + 10 log10 of the sum of both sides' mean
    // squares, for the K filter's gain at 997 Hz is what the constant takes away (0.691 dB); B5 is 988 Hz.
    let samples = try record(Tunes.note(83, program: 19, at: 0, lasting: 3840), loudness: .lufs(-20)).samples
    let middle = samples[88_200..<264_600]
    let power = middle.reduce(0.0) { $0 + Double($1 * $1) } / Double(middle.count / 2)
    // Overtones are weighed up to 4 dB more than the ground tone.
    let measured = -0.691 + 10 * log10(power) + 0.691
    #expect(measured < -19 && measured > -24.5)
  }

  @Test func whatIsTooShortToHaveALoudnessIsBroughtToItsPeak() throws {
    let tick = try record(Tunes.note(76, program: 115, at: 0, lasting: 10), loudness: .standard)
    let peak = truePeak(tick.samples)
    #expect(peak > 0.3 && peak < 0.8912)
  }

  @Test func theTailEndsWhereItFallsUnderMinusEightyDecibels() throws {
    for program in [UInt8(40), 46, 0] {
      let recording = try record(Tunes.note(69, program: program, at: 0, lasting: 480), reverb: .room)
      let last = recording.samples.suffix(2).map(abs).max() ?? 0
      // The last frame kept is the last above 1.12e-4 (-79 dB) of the peak: just above it, for a tail has no steps.
      let floor = 1.12e-4 * (recording.samples.map(abs).max() ?? 0)
      #expect(last > floor && last < 3 * floor)
      #expect(recording.frameCount > 22_050 && recording.frameCount < 22_050 + 441_000)
    }
  }

  @Test func aLargerRoomRingsLonger() throws {
    let note = Tunes.note(69, program: 40, at: 0, lasting: 480)
    let lengths = try [Reverb.none, .pub, .room, .hall].map { try record(note, reverb: $0).frameCount }
    #expect(lengths == lengths.sorted() && Set(lengths).count == 4)
  }

  @Test func restsAtTheEndAreKeptAndSilenceIsSilent() throws {
    let rest = MIDIFile(tracks: [.init(events: [.init(tick: 1920, .endOfTrack)])])
    let recording = try record(rest, reverb: .room)
    #expect(recording.frameCount == 88_200)
    #expect(recording.samples.allSatisfy { abs($0) < 1e-4 })
    #expect(try record(Tunes.note(69, program: 105, at: 0, lasting: 96, end: 4800)).frameCount == 220_500)
  }

  @Test func aNoteThatIsNeverReleasedStopsAfterTheMusic() throws {
    let stuck = MIDIFile(tracks: [
      .init(events: [
        .init(tick: 0, .program(channel: 0, program: 21)),
        .init(tick: 0, .control(channel: 0, controller: 64, value: 127)),
        .init(tick: 0, .noteOn(channel: 0, pitch: 60, velocity: 90)), .init(tick: 480, .endOfTrack),
      ])
    ])
    #expect(try record(stuck).frameCount < 22_050 + 22_050)
  }

  @Test func theSameMusicIsTheSameSound() throws {
    #expect(try record(Tunes.reel, reverb: .room) == record(Tunes.reel, reverb: .room))
  }

  @Test func everyProgramAndDrumSounds() throws {
    let events = (0..<128).flatMap { program in
      [
        MIDIFile.Event(tick: program * 48, .program(channel: 0, program: UInt8(program))),
        MIDIFile.Event(tick: program * 48, .noteOn(channel: 0, pitch: 64, velocity: 90)),
        MIDIFile.Event(tick: program * 48 + 24, .noteOff(channel: 0, pitch: 64, velocity: 64)),
      ]
    }
    let samples = try record(MIDIFile(tracks: [.init(events: events)])).samples
    for program in 0..<128 {
      // 48 ticks are 2205 frames; from the second grain of each on.
      let frames = samples[(2 * (program * 2205 + 64))..<(2 * (program + 1) * 2205)]
      #expect(frames.contains { abs($0) > 0.01 }, "program \(program) is silent")
    }
    let drums = (35..<82).map {
      MIDIFile.Event(tick: ($0 - 35) * 48, .noteOn(channel: 9, pitch: UInt8($0), velocity: 90))
    }
    let beaten = try record(MIDIFile(tracks: [.init(events: drums)])).samples
    for drum in 0..<47 {
      let frames = beaten[(2 * (drum * 2205 + 64))..<(2 * (drum + 1) * 2205)]
      #expect(frames.contains { abs($0) > 0.01 }, "drum \(drum + 35) is silent")
    }
  }

  @Test func hoursOfMusicAreRefusedAtOnce() throws {
    let soundFont = try SoundFontSearch.path(environment: [:])
    // Five hours at 120; then eleven minutes, too long for memory alone.
    let five = MIDIFile(tracks: [.init(events: [.init(tick: 5 * 3600 * 960, .endOfTrack)])])
    #expect(throws: AudioError.tooLong(seconds: 18_000, limit: 14_400)) { try Rendition(five, soundFont: soundFont) }
    let eleven = MIDIFile(tracks: [.init(events: [.init(tick: 660 * 960, .endOfTrack)])])
    #expect(throws: AudioError.tooLong(seconds: 660, limit: 600)) {
      try Recording(Rendition(eleven, soundFont: soundFont))
    }
  }
}
