import Checkpoints
import Kernels
import Recurrent
import Testing

/// Files that a disk or a transfer has damaged: an error that names the file, or what was written; never a crash.
@Suite struct DamageTests {
  private func state() -> TrainingState {
    let model = smallModel()
    let sets = (0..<6).map { smallModel(seed: UInt64(20 + $0)).parameters }
    var progress = TrainingProgress()
    (progress.step, progress.smoothedLoss, progress.bestLoss, progress.bestEpoch) = (17, 1.5, 1.25, 12)
    return TrainingState(
      model: model, firstMoments: sets[0], secondMoments: sets[1], average: nil, progress: progress,
      rollback: RollbackPoint(
        parameters: sets[2], firstMoments: sets[3], secondMoments: sets[4], average: nil, progress: progress, epochs: []
      ))
  }

  /// What is loaded from damaged bytes must be what undamaged ones hold: written again, the same file.
  private func check(_ bytes: [UInt8], against whole: [UInt8], isState: Bool, _ folder: TemporaryFolder) throws -> Bool
  {
    let path = try folder.write(bytes, "damaged.safetensors")
    do throws(CheckpointError) {
      if isState {
        try TrainingState(loading: path).save(to: folder("again.safetensors"))
      } else {
        try Model(loading: path).save(to: folder("again.safetensors"))
      }
    } catch {
      #expect(error.description.hasPrefix(path + ": "))
      return false
    }
    #expect(try folder.read("again.safetensors") == whole)
    return true
  }

  private func whole(isState: Bool, _ folder: TemporaryFolder) throws -> [UInt8] {
    if isState {
      try state().save(to: folder("whole.safetensors"))
    } else {
      try smallModel().save(to: folder("whole.safetensors"))
    }
    return try folder.read("whole.safetensors")
  }

  @Test(arguments: [false, true]) func flippedBits(isState: Bool) throws {
    let folder = try TemporaryFolder()
    let whole = try whole(isState: isState, folder)
    var random = RandomSource(seed: 5)
    var loaded = 0
    for _ in 0..<1000 {
      var bytes = whole
      let bit = Int(random.next() % UInt64(8 * bytes.count))
      bytes[bit / 8] ^= 1 << (bit % 8)
      if try check(bytes, against: whole, isState: isState, folder) { loaded += 1 }
    }
    // A checksum of 64 bits lets nothing through that changes what is read; a letter of an escape may change its case.
    #expect(loaded <= 5)
  }

  @Test(arguments: [false, true]) func severalBytesOverwritten(isState: Bool) throws {
    let folder = try TemporaryFolder()
    let whole = try whole(isState: isState, folder)
    var random = RandomSource(seed: 6)
    for _ in 0..<300 {
      var bytes = whole
      let start = Int(random.next() % UInt64(bytes.count))
      for place in start..<min(bytes.count, start + Int(random.next() % 64)) {
        bytes[place] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = try check(bytes, against: whole, isState: isState, folder)
    }
  }

  @Test(arguments: [false, true]) func truncations(isState: Bool) throws {
    let folder = try TemporaryFolder()
    let whole = try whole(isState: isState, folder)
    for length in stride(from: 0, to: whole.count, by: 101) {
      #expect(try !check(Array(whole[..<length]), against: whole, isState: isState, folder))
    }
  }

  @Test(arguments: [
    ("data_offsets\":[0,560]", "data_offsets\":[0,4503599627370496]"),
    ("\"shape\":[7,20]", "\"shape\":[1125899906842624]"),
    ("\"shape\":[7,20]", "\"shape\":[4294967296,4294967296]"), ("\"shape\":[7,20]", "\"shape\":[20,7]"),
    ("\"dtype\":\"F32\"", "\"dtype\":\"BF16\""), ("\"dtype\":\"F32\"", "\"dtype\":\"I8\""),
    ("layers.0.input", "layers.0.imput"), (#"\"hidden\":5"#, #"\"hidden\":16384"#),
    (#"\"layers\":2"#, #"\"layers\":64"#), (#"\"vocabularySize\":7"#, #"\"vocabularySize\":1000000"#),
    (#"\"step\":17"#, #"\"step\":18"#), ("rollback.adam.first.layers.0.bias", "rollback.adam.first.layers.9.bias"),
    ("\"kind\":", "\"kimd\":"),
  ]) func fieldsOfTheHeaderChanged(from: String, to: String) throws {
    let folder = try TemporaryFolder()
    let whole = try whole(isState: true, folder)
    // With its checksum, by which any change shows, and without, where the fields have to contradict each other.
    for bytes in [whole, try withoutChecksum(whole)] {
      let old = Array(from.utf8)
      let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
      let place = try #require(bytes.indices.first { bytes[$0...].starts(with: old) })
      let json = bytes[8..<place] + Array(to.utf8) + bytes[(place + old.count)..<(8 + length)]
      let start = (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
      let path = try folder.write(start + json + bytes[(8 + length)...], "changed.safetensors")
      if bytes == whole || !from.contains("step") {
        #expect(throws: CheckpointError.self, "\(from)") { try TrainingState(loading: path) }
      } else {
        _ = try TrainingState(loading: path)
      }
    }
  }
}
