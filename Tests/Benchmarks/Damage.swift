import ArgumentParser
import Checkpoints
import Foundation
import Kernels
import Recurrent
import Tokens

/// `benchmarks damage`: loads a model and a training state that were cut short, had bits flipped or bytes overwritten.
///
/// Every load must end in a clear error or in what was written: a crash ends the program, and a load of something else,
/// where a checksum should have told, makes it end in 1.
struct Damage: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Loads damaged checkpoints and counts clear errors, right loads and wrong ones.")

  @Option(help: "Bits to flip in each file, one at a time.") var flips = 10_000
  @Option(help: "Units of the network's two layers.") var hidden = 64
  @Option(help: "Where the files go.") var folder = NSTemporaryDirectory()

  private struct Count: CustomStringConvertible {
    var errors = 0
    var right = 0
    var wrong = 0
    var description: String {
      "\(errors) clear errors, \(right) loads of what was written, \(wrong) of something else"
    }
  }

  func validate() throws {
    if flips < 0 { throw ValidationError("--flips \(flips): give 0 or more") }
    try NetworkConfiguration(vocabularySize: 96, layers: 2, hidden: hidden).validate()
  }

  func run() throws {
    let vocabulary = Vocabulary(tokens: (0..<94).map { "t\($0)" })
    let network = NetworkConfiguration(vocabularySize: 96, layers: 2, hidden: hidden)
    var random = RandomSource(seed: 1)
    var wrong = 0
    func weights() -> Parameters { Parameters(configuration: network, initialising: &random) }
    let model = Model(
      parameters: weights(), vocabulary: vocabulary, card: ModelCard(lilt: "0", settings: ["seed": "1"]))
    var progress = TrainingProgress()
    (progress.step, progress.epoch, progress.smoothedLoss) = (1234, 5, 1.5)
    let state = TrainingState(
      model: model, firstMoments: weights(), secondMoments: weights(), average: weights(), progress: progress,
      rollback: RollbackPoint(
        parameters: weights(), firstMoments: weights(), secondMoments: weights(), average: weights(),
        progress: progress,
        epochs: []))
    let path = folder + "/damage-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    for isState in [false, true] {
      if isState { try state.save(to: path) } else { try model.save(to: path) }
      let sealed = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      for (name, bytes) in [("with checksum", sealed), ("without", try Self.unsealed(sealed))] {
        let what = "\(isState ? "state" : "model") of \(bytes.count) bytes \(name)"
        let found = try examine(bytes, isState: isState, path, what, &random)
        // Without a checksum numbers are taken as they are.
        if bytes == sealed { wrong += found }
      }
    }
    print("peak memory \(peakMegabytes) MB")
    if wrong > 0 { throw ExitCode.failure }
  }

  /// Damages a file in every way; returns how many loads were of something else.
  private func examine(
    _ whole: [UInt8], isState: Bool, _ path: String, _ what: String, _ random: inout RandomSource
  ) throws -> Int {
    try Data(whole).write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    let header = 8 + whole[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    func put(_ bytes: some Sequence<UInt8>, at place: Int) throws {
      try file.seek(toOffset: UInt64(place))
      try file.write(contentsOf: Data(bytes))
    }
    func attempt(_ count: inout Count) throws {
      do throws(CheckpointError) {
        let again = path + ".again"
        if isState {
          try TrainingState(loading: path).save(to: again)
        } else {
          try Model(loading: path).save(to: again)
        }
        if FileManager.default.contents(atPath: again).map(Array.init) == whole {
          count.right += 1
        } else {
          count.wrong += 1
        }
      } catch {
        count.errors += 1
      }
      try? FileManager.default.removeItem(atPath: path + ".again")
    }
    var all = Count()
    var inHeader = Count()
    for flip in 0..<flips {
      // Every other one in the header, where the claims are.
      let end = flip % 2 == 0 ? whole.count : header
      let bit = Int(random.next() % UInt64(8 * end))
      try put([whole[bit / 8] ^ 1 << (bit % 8)], at: bit / 8)
      if bit / 8 < header { try attempt(&inHeader) } else { try attempt(&all) }
      try put([whole[bit / 8]], at: bit / 8)
    }
    print("\(what): bits flipped in the header: \(inHeader)")
    print("\(what): bits flipped in the numbers: \(all)")
    var cut = Count()
    for length in stride(from: whole.count / 1000 * 1000, through: 0, by: -1000) {
      try file.truncate(atOffset: UInt64(length))
      try attempt(&cut)
    }
    print("\(what): cut at every 1,000th byte: \(cut)")
    var claims = Count()
    for length in [UInt64.max, 1 << 62, 1 << 50, 1 << 40, 100_000_001, 100_000_000, 1, 0] {
      try Data(whole).write(to: URL(fileURLWithPath: path))
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      try file.write(contentsOf: Data((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }))
      try attempt(&claims)
    }
    // Every run of digits in the header made enormous, its length put right.
    let json = Array(whole[8..<header])
    var place = 0
    while place < json.count {
      guard (48...57).contains(json[place]) else { place += 1; continue }
      let end = json[place...].firstIndex { !(48...57).contains($0) } ?? json.count
      let changed = json[..<place] + Array("4503599627370496".utf8) + json[end...]
      let length = (0..<8).map { UInt8(truncatingIfNeeded: changed.count >> (8 * $0)) }
      try Data(length + changed + whole[header...]).write(to: URL(fileURLWithPath: path))
      try attempt(&claims)
      place = end
    }
    print("\(what): petabytes claimed, by each number of the header: \(claims)")
    return [all, inHeader, cut, claims].reduce(0) { $0 + $1.wrong }
  }

  private static func unsealed(_ bytes: [UInt8]) throws -> [UInt8] {
    let start = 8 + bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    var header = try TensorHeader(parsing: Array(bytes[8..<start]), dataSize: bytes.count - start, path: "")
    header.metadata["checksum"] = nil
    return header.bytes + bytes[start...]
  }
}
