import SoundFonts
import Testing

@Suite struct EncodingTests {
  private func smallBank() -> SoundFont {
    var bank = SoundFont(name: "odd", copyright: "c", comment: "")
    bank.samples = [
      .init(name: "A sample with a long name", frames: [1, -2, 3], sampleRate: 32_000, loop: 1..<3, rootKey: 69),
      .init(name: "B", frames: [-32768], sampleRate: 8000, loop: nil, rootKey: 60, pitchCorrection: -7),
    ]
    bank.instruments = [
      .init(
        name: "I",
        zones: [
          .init(keys: 0...59, sample: 0, generators: [.sampleModes: 1, .releaseVolumeEnvelope: -1200]),
          .init(
            keys: 60...127, velocities: 64...127, sample: 1,
            modulators: [.softening(centibels: 600), .darkening(cents: 2400)]),
        ])
    ]
    bank.presets = [
      .init(name: "Drums", bank: 128, program: 0, instrument: 0), .init(name: "P", bank: 0, program: 5, instrument: 0),
    ]
    return bank
  }

  @Test func everyChunkIsThereInItsOrder() throws {
    let reader = try SoundFontReader(smallBank().encoded())
    #expect(
      reader.order == [
        "INFO", "ifil", "isng", "INAM", "ICOP", "sdta", "smpl", "pdta", "phdr", "pbag", "pmod", "pgen", "inst", "ibag",
        "imod", "igen", "shdr",
      ])
    // Version 2.04 is the words 2 and 4; texts have an even length and end in zero.
    #expect(reader.contents("ifil") == [2, 0, 4, 0])
    #expect(reader.contents("INAM") == [0x6F, 0x64, 0x64, 0])  // odd
    #expect(reader.contents("ICOP") == [0x63, 0])  // c
  }

  @Test func recordsCountWhatThereIsAndOneTerminalEach() throws {
    let reader = try SoundFontReader(smallBank().encoded())
    let sizes = [
      "phdr": 38, "pbag": 4, "pmod": 10, "pgen": 4, "inst": 22, "ibag": 4, "imod": 10, "igen": 4, "shdr": 46,
    ]
    let counts = try sizes.reduce(into: [:]) { $0[$1.key] = try reader.records($1.key, size: $1.value).count }
    // igen: key range, two generators and the sample; keys, velocities and the sample; the terminal. imod: two and it.
    #expect(
      counts == [
        "phdr": 3, "pbag": 3, "pmod": 1, "pgen": 3, "inst": 2, "ibag": 3, "imod": 3, "igen": 8, "shdr": 3,
      ])
  }

  @Test func generatorsBeginWithTheKeysAndEndWithTheSample() throws {
    let reader = try SoundFontReader(smallBank().encoded())
    let words = try reader.records("igen", size: 4).map { [reader.word($0), reader.word($0 + 2)] }
    // 43 key range (low, high), 44 velocities, 38 release, 54 sample modes, 53 sample; -1200 in two's complement is 64336.
    let expected: [[Int]] = [
      [43, 59 * 256], [38, 64336], [54, 1], [53, 0], [43, 60 + 127 * 256], [44, 64 + 127 * 256], [53, 1],
      [0, 0],
    ]
    #expect(words == expected)
  }

  @Test func modulatorsReplaceTheDefaultOnes() throws {
    let reader = try SoundFontReader(smallBank().encoded())
    let words = try reader.records("imod", size: 10).map { at in (0..<5).map { reader.word(at + 2 * $0) } }
    // Sections 8.4.1 and 8.4.2: velocity, negative, unipolar, concave (0x0502) to attenuation (48); linear (0x0102) to
    // the filter (8), where -2400 is 63136. No second source, no transform.
    #expect(words == [[0x0502, 48, 600, 0, 0], [0x0102, 8, 63136, 0, 0], [0, 0, 0, 0, 0]])
    // The first zone has none, the second begins at the first modulator, the end after the second.
    #expect(try reader.records("ibag", size: 4).map { reader.word($0 + 2) } == [0, 0, 2])
  }

  @Test func presetsAreSortedAndSamplesKeepTheirDistance() throws {
    let reader = try SoundFontReader(smallBank().encoded())
    let presets = try reader.records("phdr", size: 38).map { [reader.word($0 + 20), reader.word($0 + 22)] }
    #expect(presets == [[5, 0], [0, 128], [0, 0]])
    let samples = try reader.samples()
    // 46 frames of silence after each sample; the second starts at 3 + 46.
    #expect(samples.map(\.range) == [0..<3, 49..<50])
    #expect(samples[0].loop == 1..<3)
    #expect(samples[0].name == "A sample with a lon")
    #expect(samples[1].correction == -7)
    #expect(reader.contents("smpl").count == 192)  // two bytes for each of 3 + 46 + 1 + 46
    #expect(reader.frames(0..<4) == [1, -2, 3, 0])
  }
}
