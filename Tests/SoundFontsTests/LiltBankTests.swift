import Foundation
import SoundFonts
import Testing

@Suite struct LiltBankTests {
  /// Made once: it takes seconds without optimisation.
  private static let bytes = SoundFont.lilt().encoded()

  private func reader() throws -> SoundFontReader { try SoundFontReader(LiltBankTests.bytes) }

  @Test func theBundledFileIsMadeByThisSource() throws {
    let file = URL(filePath: #filePath).appending(path: "../../../soundfonts/lilt.sf2").standardized
    // Every operation of the models is fixed by IEEE 754, so this holds on any machine.
    #expect(try Data(contentsOf: file) == Data(LiltBankTests.bytes))
  }

  @Test func everyProgramAndTheDrumsSound() throws {
    let reader = try reader()
    let presets = try reader.records("phdr", size: 38).dropLast().map { [reader.word($0 + 22), reader.word($0 + 20)] }
    let melodic: [[Int]] = (0...127).map { [0, $0] }
    #expect(presets == melodic + [[128, 0]])
  }

  /// The key ranges of each instrument of the file, in their order.
  private func layout() throws -> [[ClosedRange<Int>]] {
    let reader = try reader()
    let headers = try reader.records("inst", size: 22)
    let bags = try reader.records("ibag", size: 4)
    let generators = try reader.records("igen", size: 4)
    return (0..<headers.count - 1).map { index in
      (reader.word(headers[index] + 20)..<reader.word(headers[index + 1] + 20)).map { bag in
        let range = reader.word(generators[reader.word(bags[bag])] + 2)
        return range & 0xFF...range >> 8
      }
    }
  }

  @Test func everyInstrumentCoversTheKeyboardOnce() throws {
    for zones in try layout() {
      // Ascending, from the first key to the last, no key twice and none left out; the drums too.
      #expect(zones.first?.lowerBound == 0)
      #expect(zones.last?.upperBound == 127)
      for (zone, next) in zip(zones, zones.dropFirst()) { #expect(zone.upperBound + 1 == next.lowerBound) }
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
      #expect(peak > 3000 && peak < 32767, "\(sample.name) peaks at \(peak)")
      if sample.loop.isEmpty { #expect(abs(frames[frames.count - 1]) < 10, "\(sample.name) ends with a click") }
    }
  }
}
