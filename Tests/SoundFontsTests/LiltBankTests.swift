import Foundation
import SoundFonts
import Testing

@Suite struct LiltBankTests {
  private static let file = URL(filePath: #filePath).appending(path: "../../../soundfonts/lilt.sf2").standardized

  private func reader() throws -> SoundFontReader {
    try SoundFontReader([UInt8](Data(contentsOf: LiltBankTests.file)))
  }

  /// Every operation of the models is fixed by IEEE 754, so this holds on any machine. A whole bank takes minutes
  /// without optimisation, so a sample of each model is made and compared, and all that is not sound.
  @Test func theBundledFileIsMadeByThisSource() throws {
    let wanted: Set = [
      "Fiddle 93", "Whistle 98", "Concertina 76", "Mandolin 90 f", "Piano 98 p", "Bodhran Rising", "Shaker", "Bell",
    ]
    let made = try SoundFontReader(SoundFont.lilt { wanted.contains($0) }.encoded())
    let file = try reader()
    #expect(made.bytes.count == file.bytes.count)
    #expect(made.chunks == file.chunks)
    for chunk in file.order where chunk != "smpl" { #expect(made.contents(chunk) == file.contents(chunk)) }
    let samples = try file.samples().filter { wanted.contains($0.name) }
    #expect(samples.count == wanted.count)
    for sample in samples {
      #expect(made.frames(sample.range) == file.frames(sample.range), "\(sample.name) is another in the file")
    }
  }

  @Test func theFileIsAtMostTwelveMegabytes() throws {
    #expect(try Data(contentsOf: LiltBankTests.file).count <= 12_000_000)
  }

  @Test func everyProgramAndTheDrumsSound() throws {
    let reader = try reader()
    let presets = try reader.records("phdr", size: 38).dropLast().map { [reader.word($0 + 22), reader.word($0 + 20)] }
    let melodic: [[Int]] = (0...127).map { [0, $0] }
    // Bank 1: steel guitar, bouzouki, drones, three drones.
    #expect(presets == melodic + [[1, 24], [1, 25], [1, 109], [1, 110]] + [[128, 0]])
  }

  /// How many samples each instrument plays for a key and a velocity, over all of them.
  private func voices() throws -> [(name: String, counts: Set<Int>)] {
    let reader = try reader()
    let headers = try reader.records("inst", size: 22)
    let bags = try reader.records("ibag", size: 4)
    let generators = try reader.records("igen", size: 4)
    return (0..<headers.count - 1).map { index in
      var counts = [Int](repeating: 0, count: 128 * 128)
      for bag in reader.word(headers[index] + 20)..<reader.word(headers[index + 1] + 20) {
        let first = reader.word(bags[bag])
        let (keys, next) = (reader.word(generators[first] + 2), generators[first + 1])
        let velocities = reader.word(next) == 44 ? reader.word(next + 2) : 127 << 8
        for key in keys & 0xFF...keys >> 8 {
          for velocity in velocities & 0xFF...velocities >> 8 { counts[key * 128 + velocity] += 1 }
        }
      }
      return (reader.text(headers[index]), Set(counts))
    }
  }

  @Test func everyInstrumentCoversTheKeyboardAndEveryForce() throws {
    for instrument in try voices() {
      // One sample for every key and velocity; two strings of a bouzouki's course; three drones.
      let expected = ["Bouzouki": 2, "Three Drones": 3][instrument.name] ?? 1
      #expect(instrument.counts == [expected], "\(instrument.name)")
    }
  }

  /// The note of a sample as its loop sounds: the centre of power of the lines within half a semitone of the
  /// fundamental. Several strings or reeds count together, as they do in the ear.
  @Test func everySampleIsInTuneWithinThreeCents() throws {
    let reader = try reader()
    for sample in try reader.samples() where !sample.loop.isEmpty {
      let frames = reader.frames(sample.loop)
      let length = Double(frames.count)
      let wanted = 440 * pow(2, Double(sample.key - 69) / 12)
      let bin = wanted * length / Double(sample.rate)
      var (power, moment) = (0.0, 0.0)
      for k in Int(bin * 0.97)...Int(bin * 1.03 + 1) {
        // Goertzel's recurrence: the power of one line of the loop's spectrum.
        let coefficient = 2 * cos(2 * .pi * Double(k) / length)
        var (first, second) = (0.0, 0.0)
        var index = 0
        while index < frames.count {
          (first, second) = (frames[index] + coefficient * first - second, first)
          index += 1
        }
        let line = first * first + second * second - coefficient * first * second
        power += line
        moment += line * Double(k)
      }
      let cents = 1200 * log2(moment / power / bin) + Double(sample.correction)
      #expect(abs(cents) < 3, "\(sample.name) is \(cents) cents off")
    }
  }

  @Test func loopsCloseWithoutASeam() throws {
    let reader = try reader()
    let samples = try reader.samples()
    for sample in samples where !sample.loop.isEmpty {
      // What follows the loop is what begins it, so a player's interpolation meets what it would after the jump.
      #expect(sample.loop.upperBound + 8 <= sample.range.upperBound)
      let start = sample.loop.lowerBound
      #expect(reader.frames(start..<start + 8) == reader.frames(sample.loop.upperBound..<sample.loop.upperBound + 8))
      // The step over the seam is no larger than the largest step inside.
      let frames = reader.frames(sample.loop)
      let steps = zip(frames, frames.dropFirst()).map { $1 - $0 }
      #expect(abs(frames[0] - frames[frames.count - 1]) <= steps.map(abs).max() ?? 0, "\(sample.name) clicks")
      // Nor does the sound bend there: the second difference over the seam is like those inside.
      let bends = zip(steps, steps.dropFirst()).map { abs($1 - $0) }
      let (before, after) = (frames[frames.count - 1], frames[1])
      #expect(abs(after - 2 * frames[0] + before) <= bends.max() ?? 0, "\(sample.name) bends")
    }
  }

  @Test func samplesStartSoftlyAndStayBelowFullScale() throws {
    let reader = try reader()
    for sample in try reader.samples() {
      let frames = reader.frames(sample.range)
      #expect(abs(frames[0]) < 700, "\(sample.name) starts with a click")
      let peak = frames.reduce(0) { max($0, abs($1)) }
      // Full scale less a hair; the softest, a triangle, is 19 dB under it.
      #expect(peak > 3600 && peak < 32000, "\(sample.name) peaks at \(peak)")
      if sample.loop.isEmpty { #expect(abs(frames[frames.count - 1]) < 10, "\(sample.name) ends with a click") }
    }
  }
}
