extension SoundFont {
  /// Silent frames after every sample, which the specification asks for so that interpolation never meets a neighbour.
  static let gap = 46

  /// The bytes of an `.sf2` file; O(frames). The same bank gives the same bytes: nothing of the day or the machine is
  /// in it.
  ///
  /// SoundFont 2.04, sections 4 to 7.
  ///
  /// - Precondition: zones name samples and presets name instruments that exist; sizes fit the format's 32 bits.
  public func encoded() -> [UInt8] {
    var contents: [UInt8] = Array("sfbk".utf8)
    contents += Chunk.list("INFO", information)
    contents += Chunk.list("sdta", [("smpl", sampleData)])
    contents += Chunk.list("pdta", articulation)
    return Chunk.chunk("RIFF", contents)
  }

  private var information: [(String, [UInt8])] {
    func text(_ string: String) -> [UInt8] {
      let bytes = Array(string.utf8.prefix(65_000)) + [0]
      return bytes.count % 2 == 0 ? bytes : bytes + [0]
    }
    var chunks: [(String, [UInt8])] = [("ifil", [2, 0, 4, 0]), ("isng", text("EMU8000")), ("INAM", text(name))]
    if !copyright.isEmpty { chunks.append(("ICOP", text(copyright))) }
    if !comment.isEmpty { chunks.append(("ICMT", text(comment))) }
    return chunks
  }

  private var sampleData: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * samples.reduce(0) { $0 + $1.frames.count + SoundFont.gap })
    for sample in samples {
      for frame in sample.frames {
        bytes.append(UInt8(truncatingIfNeeded: frame))
        bytes.append(UInt8(truncatingIfNeeded: frame >> 8))
      }
      bytes += [UInt8](repeating: 0, count: 2 * SoundFont.gap)
    }
    return bytes
  }

  /// The nine sub-chunks of `pdta`, each with its terminal record.
  private var articulation: [(String, [UInt8])] {
    var (presetHeaders, presetBags, presetGenerators) = (Records(), Records(), Records())
    for (index, preset) in presets.sorted(by: { ($0.bank, $0.program) < ($1.bank, $1.program) }).enumerated() {
      precondition(instruments.indices.contains(preset.instrument), "preset \(preset.name) plays no instrument")
      presetHeaders.name(preset.name)
      presetHeaders.words(preset.program, preset.bank, index)
      presetHeaders.doubleWords(0, 0, 0)
      presetBags.words(index, 0)
      presetGenerators.words(41, preset.instrument)
    }
    presetHeaders.name("EOP")
    presetHeaders.words(0, 0, presets.count)
    presetHeaders.doubleWords(0, 0, 0)
    presetBags.words(presets.count, 0)
    presetGenerators.words(0, 0)

    var (headers, bags, generators, modulators) = (Records(), Records(), Records(), Records())
    var (bagCount, generatorCount, modulatorCount) = (0, 0, 0)
    for instrument in instruments {
      headers.name(instrument.name)
      headers.words(bagCount)
      for zone in instrument.zones {
        precondition(samples.indices.contains(zone.sample), "a zone of \(instrument.name) plays no sample")
        bags.words(generatorCount, modulatorCount)
        // The key range must come first, the velocities after it and the sample last (section 8.1.2).
        generators.words(43, zone.keys.lowerBound | zone.keys.upperBound << 8)
        if zone.velocities != 0...127 {
          generators.words(44, zone.velocities.lowerBound | zone.velocities.upperBound << 8)
          generatorCount += 1
        }
        for (generator, amount) in zone.generators.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
          generators.words(Int(generator.rawValue), amount)
        }
        generators.words(53, zone.sample)
        for modulator in zone.modulators {
          modulators.words(
            modulator.source, Int(modulator.destination.rawValue), modulator.amount, modulator.secondSource, 0)
        }
        modulatorCount += zone.modulators.count
        generatorCount += zone.generators.count + 2
        bagCount += 1
      }
    }
    headers.name("EOI")
    headers.words(bagCount)
    bags.words(generatorCount, modulatorCount)
    generators.words(0, 0)
    modulators.words(0, 0, 0, 0, 0)

    let noModulators = [UInt8](repeating: 0, count: 10)
    return [
      ("phdr", presetHeaders.bytes), ("pbag", presetBags.bytes), ("pmod", noModulators),
      ("pgen", presetGenerators.bytes), ("inst", headers.bytes), ("ibag", bags.bytes), ("imod", modulators.bytes),
      ("igen", generators.bytes), ("shdr", sampleHeaders),
    ]
  }

  private var sampleHeaders: [UInt8] {
    var headers = Records()
    var start = 0
    for sample in samples {
      let end = start + sample.frames.count
      headers.name(sample.name)
      headers.doubleWords(start, end, start + (sample.loop?.lowerBound ?? 0), start + (sample.loop?.upperBound ?? 0))
      headers.doubleWords(sample.sampleRate)
      headers.bytes += [UInt8(clamping: sample.rootKey), UInt8(bitPattern: Int8(clamping: sample.pitchCorrection))]
      headers.words(0, 1)  // no link, a mono sample
      start = end + SoundFont.gap
    }
    headers.name("EOS")
    headers.bytes += [UInt8](repeating: 0, count: 26)
    return headers.bytes
  }
}

/// Little-endian records, as RIFF has them.
private struct Records {
  var bytes: [UInt8] = []

  mutating func words(_ values: Int...) {
    for value in values { bytes += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)] }
  }

  mutating func doubleWords(_ values: Int...) {
    for value in values { words(value, value >> 16) }
  }

  /// Twenty bytes of ASCII, filled with zeros, the last always zero.
  mutating func name(_ name: String) {
    let ascii = name.utf8.filter { $0 < 0x80 }.prefix(19)
    bytes += ascii + [UInt8](repeating: 0, count: 20 - ascii.count)
  }
}

/// RIFF chunks: a name, a length, contents of an even number of bytes.
private enum Chunk {
  static func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
    var header = Records(bytes: Array(name.utf8))
    header.doubleWords(contents.count)
    return header.bytes + contents + (contents.count % 2 == 0 ? [] : [0])
  }

  static func list(_ name: String, _ chunks: [(String, [UInt8])]) -> [UInt8] {
    chunk("LIST", chunks.reduce(Array(name.utf8)) { $0 + chunk($1.0, $1.1) })
  }
}
