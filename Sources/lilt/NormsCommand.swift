import ArgumentParser
import Checkpoints
import Corpora
import Foundation
import Ranking
import Tokens

/// `lilt norms`: what is usual in a collection, for `lilt generate` to choose by.
struct NormsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "norms",
    abstract: "Writes what is usual in a collection, by which lilt generate chooses among candidates.",
    discussion: """
      For each meter that thirty tunes have, and for all: how many bars come again, range, leaps, notes a bar, endings, \
      forms, and how much the model expects tunes that it was not trained on. lilt train writes the same beside its \
      model; --held-out, --seed and --rarest are to be those of the training.
      """)

  @Argument(help: "Files or folders, as for lilt train.") var collections: [String]
  @Option(help: ArgumentHelp("The model; without it the bundled one.", valueName: "file")) var model: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where they go; without it beside --model; - for standard output.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("The share of tunes that was held out.", valueName: "share")) var heldOut = 0.05
  @Option(help: "The seed of the split.") var seed: UInt64 = 1
  @Option(help: "The rarest of the split.") var rarest = 5
  @OptionGroup var cleaning: CleaningOption
  @Flag(help: "Say nothing but errors.") var quiet = false

  func validate() throws {
    if output == nil, model == nil { throw ValidationError("name where they go with --output, or a --model") }
    if !(0..<1).contains(heldOut) {
      throw ValidationError("--held-out \(heldOut): give a share from 0 up to but not 1")
    }
  }

  func run() throws {
    let path = output ?? Norms.path(besideModel: model ?? "")
    let model = try Model.chosen(model)
    let pieces = cleaning.pieces(of: try .reading(collections))
    let split = HeldOutSplit(pieces, share: heldOut, seed: seed, rarest: rarest)
    let encoded = split.heldOut.map { try? model.vocabulary.encode(tune: $0.sequence.words) }
    let expected = try Observation.all(of: split.heldOut).expected(by: model, encoded)
    guard let norms = Norms(of: try Observation.all(of: split.training) + expected, model: model.hash) else {
      throw Failure.input("no tune of the collection is left to be measured; give more tunes, or a lower --rarest")
    }
    try OutputFiles.write(norms.json, to: path)
    if !quiet {
      let asked = expected.count { $0.measures[.nats] != nil }
      Terminal.complain(
        "norms of \(norms.all.tunes) tunes, \(asked) of them shown to the model; meters of their own: "
          + norms.meters.sorted { ($1.value.tunes, $0.key) < ($0.value.tunes, $1.key) }.map(\.key).joined(
            separator: ", "))
    }
  }
}
