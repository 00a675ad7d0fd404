import ArgumentParser
import Checkpoints
import Corpora
import Foundation
import Kernels
import Recurrent
import Tokens
import Training

/// `lilt evaluate`: how well a model expects tunes, or how tunes compare with real ones.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures how well a model expects tunes, or with --reference how tunes compare with a collection.",
    discussion: """
      Without --reference: nats a token of a model on the tunes of a collection. With --held-out the tunes that lilt \
      train held out with the same share, seed and rarest are scored, and no others. --baselines adds a unigram and a \
      5-gram model of the training tunes.

      With --reference no model is asked: bars, repeats, repetition, form, intervals, lengths, steps of the scale and \
      copied runs of the tunes are measured beside those of the reference, and beside the reference parted in two at \
      random, which tells how far real tunes are from each other.
      """)

  @Argument(help: "Files or folders, as for lilt train; with --reference also - for standard input.")
  var collections: [String]
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Real tunes to compare with: files or folders.", valueName: "collection"))
  var reference: [String] = []
  @Option(help: ArgumentHelp("A model; without it the bundled one.", valueName: "file")) var model: String?
  @Option(help: ArgumentHelp("Score only the held-out tunes of this share.", valueName: "share")) var heldOut: Double?
  @Option(help: "The seed of the split, or of the halves of the reference.") var seed: UInt64 = 1
  @Option(help: "The rarest of the split.") var rarest = 5
  @OptionGroup var cleaning: CleaningOption
  @Flag(help: "Also score a unigram and a 5-gram model of the training tunes.") var baselines = false
  @Option(help: ArgumentHelp("With --reference: draw it into this SVG; - for standard output.", valueName: "file"))
  var svg: String?
  @Flag(help: "With --reference: compare the tunes of each meter with those of the reference too.") var byMeter = false
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    if !reference.isEmpty {
      for (name, isGiven) in [
        ("--model", model != nil), ("--held-out", heldOut != nil), ("--baselines", baselines),
        ("--clean", cleaning.clean),
      ] where isGiven {
        throw ValidationError("\(name) is for scoring a model, which --reference does without; leave one of them out")
      }
    } else if svg != nil || byMeter {
      throw ValidationError("\(svg != nil ? "--svg" : "--by-meter") needs --reference, to know what to compare with")
    }
    if baselines, heldOut == nil {
      throw ValidationError("--baselines needs --held-out, to know what to train them on")
    }
  }

  func run() throws {
    guard reference.isEmpty else {
      let comparison = try TuneComparison(of: collections, with: reference, seed: seed, byMeter: byMeter)
      return try comparison.put(asJSON: json, svg: svg)
    }
    let model = try Model.chosen(model)
    let pieces = cleaning.pieces(of: try .reading(collections))
    var scored = pieces
    var training: [Piece] = []
    if let heldOut {
      let split = HeldOutSplit(pieces, share: heldOut, seed: seed, rarest: rarest)
      (training, scored) = (split.training, split.heldOut)
    }
    let encode = { (piece: Piece) in try? model.vocabulary.encode(tune: piece.sequence.words) }
    let sequences = scored.compactMap(encode)
    guard !sequences.isEmpty else { throw Failure.input("no tune of the collection is in tokens the model knows") }
    var results: [(name: String, nats: Double)] = [
      (model.card.name ?? "model", natsPerToken(of: model, sequences))
    ]
    if baselines {
      let known = training.compactMap(encode)
      let size = model.vocabulary.count
      results.append(
        ("5-gram (interpolated Kneser-Ney)", NGramModel(known, vocabularySize: size).natsPerToken(sequences)))
      results.append(("unigram", UnigramModel(known, vocabularySize: size).natsPerToken(sequences)))
    }
    try report(results, sequences: sequences, unknown: scored.count - sequences.count)
  }

  private func natsPerToken(of model: Model, _ sequences: [[TokenID]]) -> Double {
    let learner = Learner(configuration: model.configuration)
    let plan = BatchPlan(lengths: sequences.map(\.count), tunes: 64, tokens: 16_384, jitter: 0, seed: 0, epoch: 0)
    var nats = 0.0
    var tokens = 0
    for batch in plan.batches {
      let packed = PackedSequences(tunes: batch.map { sequences[$0] }, reader: model.contextReader)
      nats += learner.loss(model.parameters, packed)
      tokens += packed.tokenCount
    }
    return nats / Double(tokens)
  }

  private func report(_ results: [(name: String, nats: Double)], sequences: [[TokenID]], unknown: Int) throws {
    let tokens = sequences.reduce(0) { $0 + $1.count - 1 }
    if json {
      struct Line: Encodable {
        var model: String
        var natsPerToken: Double
        var perplexity: Double
        var tunes: Int
        var tokens: Int
      }
      let lines = results.map {
        Line(model: $0.name, natsPerToken: $0.nats, perplexity: exp($0.nats), tunes: sequences.count, tokens: tokens)
      }
      return try Terminal.put(json: lines)
    }
    let skipped = unknown > 0 ? "; \(unknown) tunes with tokens the model does not know left out" : ""
    try Terminal.put("\(sequences.count) tunes, \(tokens) tokens\(skipped)")
    for result in results {
      try Terminal.put(
        String(format: "%@: %.4f nats a token, perplexity %.3f", result.name, result.nats, exp(result.nats)))
    }
  }
}
