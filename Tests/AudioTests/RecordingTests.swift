import Audio
import Foundation
import MIDI
import Testing

@Suite struct RecordingTests {
  private func record(_ midi: MIDIFile, reverb: Double = 0) throws -> Recording {
    let soundFont = try SoundFontSearch.path(environment: [:])
    return try Recording(Rendition(midi, soundFont: soundFont, options: SynthesisOptions(reverb: reverb)))
  }

  @Test(arguments: [0, 96, 500, 961])
  func aNoteStartsOnItsFrame(tick: Int) throws {
    let recording = try record(Tunes.note(69, program: 23, at: tick, lasting: 480))
    let onset = recording.samples.firstIndex { $0 != 0 }.map { $0 / 2 } ?? -1
    // A tick is 44100 / 960 frames. FluidSynth's grid is 64 frames, so 32 either way; the sound of a concertina begins
    // within the first few frames of its sample.
    let exact = Double(tick) * 44_100 / 960
    #expect(Double(onset) >= exact - 32)
    #expect(Double(onset) <= exact + 32 + 8)
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

  @Test func thePeakIsOneDecibelUnderFullScale() throws {
    let peak = try record(Tunes.reel, reverb: 0.6).samples.reduce(0) { max($0, abs($1)) }
    // 10^(-1/20) = 0.89125
    #expect(abs(peak - 0.89125) < 1e-4)
  }

  @Test func theTailEndsWhereItFallsUnderMinusEightyDecibels() throws {
    for program in [UInt8(40), 46, 0] {
      let recording = try record(Tunes.note(69, program: program, at: 0, lasting: 480), reverb: 0.6)
      let last = recording.samples.suffix(2).map(abs).max() ?? 0
      // The last frame kept is the last above 1e-4 (-80 dB): just above it, for a tail has no steps.
      #expect(last > 1e-4 && last < 3e-4)
      #expect(recording.frameCount > 22_050 && recording.frameCount < 22_050 + 441_000)
    }
  }

  @Test func restsAtTheEndAreKeptAndSilenceIsSilent() throws {
    let rest = MIDIFile(tracks: [.init(events: [.init(tick: 1920, .endOfTrack)])])
    let recording = try record(rest, reverb: 0.6)
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
    #expect(try record(Tunes.reel, reverb: 0.6) == record(Tunes.reel, reverb: 0.6))
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
