import ArgumentParser
import Checkpoints
import FolkRNN
import Foundation
import Kernels

/// `benchmarks pickles`: are damaged pickles read or refused, whatever the damage?
struct PickleDamage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pickles", abstract: "Imports so many damaged copies of pickles; a crash would end it.")

  @Argument(help: "Pickles of folk-rnn's.") var files: [String]
  @Option(help: "How many copies of them all.") var count = 100_000

  func run() throws {
    let originals = try files.map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("lilt-\(UUID().uuidString).pkl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var random = RandomSource(seed: 1)
    var (read, refused) = (0, 0)
    for number in 0..<count {
      var bytes = originals[number % originals.count]
      for _ in 0...Int(random.next() % 4) where !bytes.isEmpty {
        // Half of the damage is done to the beginning, where opcodes are many and numbers few.
        let reach = random.next() % 2 == 0 ? bytes.count : min(2000, bytes.count)
        let place = Int(random.next() % UInt64(reach))
        let end = place + Int(random.next() % UInt64(min(64, bytes.count - place)))
        switch random.next() % 5 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.removeSubrange(place...min(end, bytes.count - 1))
        case 2: bytes.insert(contentsOf: bytes[place...min(end, bytes.count - 1)], at: place)
        case 3: bytes[place] ^= 1 << UInt8(random.next() % 8)
        default: bytes.removeLast(bytes.count - place)
        }
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do throws(CheckpointError) {
        _ = try Model(importing: path, name: "m", lilt: "")
        read += 1
      } catch {
        refused += 1
      }
    }
    print("\(count) damaged pickles: \(read) read as models, \(refused) refused; peak \(peakMegabytes) MB")
  }
}
