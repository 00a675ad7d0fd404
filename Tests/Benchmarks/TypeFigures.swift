import ArgumentParser
import Corpora
import Music
import Tokens

/// `benchmarks types`: how well the type of a tune is told from its rhythm, on tunes that name it.
struct TypeFigures: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "types",
    abstract: "Learns types from one half of the tunes that name theirs and tells those of the other half.")

  @Argument(help: "Collections with R: fields.") var collections: [String]

  func run() throws {
    let pieces = try TuneCollection(reading: collections).withoutRepeats().collection.pieces
    // Settings of one tune stay on one side.
    let split = HeldOutSplit(pieces.filter { $0.sequence.type != nil }, share: 0.5, rarest: 1)
    let types = RhythmTypes(of: split.training)
    var told: [TuneType: (tunes: Int, told: Int, right: Int)] = [:]
    for piece in split.heldOut {
      guard let named = piece.sequence.type else { continue }
      told[named, default: (0, 0, 0)].tunes += 1
      guard let type = types.type(of: piece) else { continue }
      told[named, default: (0, 0, 0)].told += 1
      if type == named { told[named, default: (0, 0, 0)].right += 1 }
    }
    for (type, counts) in told.sorted(by: { $0.value.tunes > $1.value.tunes }) {
      print("\(type.rawValue): \(counts.tunes) tunes, \(counts.told) told, \(counts.right) of them right")
    }
    let (tunes, said, right) = told.values.reduce((0, 0, 0)) { ($0.0 + $1.tunes, $0.1 + $1.told, $0.2 + $1.right) }
    print("all: \(tunes) tunes, \(said) told, \(right) right (\(100 * right / max(said, 1)) %)")
  }
}
