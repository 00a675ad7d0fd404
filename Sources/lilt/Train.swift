import ArgumentParser
import Checkpoints
import Corpora
import Foundation
import Kernels
import Originality
import Ranking
import Recurrent
import Tokens
import Training

/// `lilt train`: trains a model on collections.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a model on your own tune collection.",
    discussion: """
      Watch the loss fall in nats a token; Ctrl-C saves and leaves, --resume with the same options goes on exactly \
      where it was, also after a crash or a power failure. A run whose loss explodes goes back to where it was well \
      and on from there at half the learning rate, \(TrainingRollback.limit) times at most. The best model by \
      held-out loss is written to -o, its curves as .svg and a log as .jsonl beside it, and .origins, by which \
      lilt origin tells what a tune resembles among those trained on. At its end .norms.json follows: what is usual in \
      the collection, by which lilt generate chooses.
      """)

  @Argument(help: "Files or folders: ABC tunebooks, folk-rnn token files, thesession.org's JSON or CSV.")
  var collections: [String]

  @Option(name: .shortAndLong, help: "Where the model goes.")
  var output = "model.safetensors"

  @OptionGroup var network: NetworkOptions
  @Option(
    help: ArgumentHelp(
      "Show the network what stood at the same place so many bars ago; 'none' for its last token alone.",
      valueName: "bars"))
  var lookBack = LookBack()
  @OptionGroup var cleaning: CleaningOption
  @Option(help: "How many times every tune is trained on.") var epochs = 20
  @Option(help: "Tunes in one update.") var batch = 16
  @Option(help: "The highest learning rate; it warms up and falls along a cosine.") var learningRate = 0.003
  @Option(help: "Updates over which the learning rate rises.") var warmUp = 100
  @OptionGroup var dropping: DropoutOptions
  @Option(help: "Decay of the mean of the squared gradient, from 0 to below 1.") var beta2 = 0.999
  @Option(help: "Decoupled weight decay.") var weightDecay = 0.01
  @Option(help: "Greatest norm of the gradient.") var clip = 1.0
  @Option(help: "Decay of an average of the weights that is validated and kept; 0 for none.") var averaging = 0.999
  @Option(help: "Number format of products: f32, or bf16 where the processor has it.") var precision = Precision.f32
  @Option(help: "Epochs without improvement after which training ends.") var patience = 3
  @Option(help: "Share of tunes held out to test on.") var heldOut = 0.05
  @Option(help: "Leave out tunes with tokens that fewer tunes than this have.") var rarest = 5
  @Option(help: "Decides first weights, order and split.") var seed: UInt64 = 1
  @Option(help: "Parts a batch is cut into, one a core.") var shards = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: ArgumentHelp("Stop after so many minutes, to be resumed.", valueName: "minutes")) var minutes: Double?
  @Option(
    help: ArgumentHelp("Also save the state every so many updates, not only every ten minutes.", valueName: "updates"))
  var checkpointEvery: Int?
  @Option(help: ArgumentHelp("Where the log goes; beside the model without it.", valueName: "file")) var log: String?
  @Option(help: "What the model is called on its card.") var name: String?
  @Option(help: ArgumentHelp("A line for the card: NAME=LICENCE, once for each collection.", valueName: "name=licence"))
  var licence: [String] = []
  @Flag(help: "Go on from where a run was stopped.") var resume = false
  @Flag(help: "Replace a model that is already there.") var replace = false
  @Flag(help: "Store weights as bf16: half the size, nearly the same model.") var compact = false
  @Flag(help: "Say what the run would take, after a few updates on a copy, and write nothing.") var dryRun = false
  @Flag(help: "Say nothing but errors.") var quiet = false

  /// What the names of the log and the picture begin with. As for the state's, an ending of another kind stays: `m.bin`
  /// must not write to the log of `m.safetensors`.
  private var base: String {
    let ending = ".safetensors"
    return output.hasSuffix(ending) ? String(output.dropLast(ending.count)) : output
  }

  func validate() throws {
    if resume, replace { throw ValidationError("--resume goes on, --replace starts again; give one of them") }
    if !(0..<1).contains(heldOut) {
      throw ValidationError("--held-out \(heldOut): give a share from 0 up to but not 1")
    }
    if let every = checkpointEvery, every < 1 {
      throw ValidationError("--checkpoint-every \(every): give 1 or more updates")
    }
  }

  func run() throws {
    let logPath = log ?? base + ".metrics.jsonl"
    let (trainer, origins, observations) = try prepare(log: logPath)
    if dryRun || !quiet {
      let plan = try TrainingPlan(trainer, resuming: resume)
      if dryRun { return try Terminal.put(plan.text) }
      Terminal.complain(plan.text)
    }
    try write(origins, beside: trainer)
    let watch = TrainingWatch(quiet: quiet)
    Interruption.begin()
    let outcome: TrainingOutcome
    do throws(TrainingError) {
      outcome = try trainer.run(resuming: resume, shouldStop: { Interruption.isRequested }, report: watch.report)
    } catch {
      throw Failure(error)
    }
    // Whoever stopped it does not want to wait for more.
    if let model = outcome.model, outcome.stop != .cancelled { try write(observations, of: model, trainer) }
    watch.conclude(outcome, resumeHint: outcome.stop == .cancelled || outcome.stop == .timeLimit)
  }

  /// Writes what is usual in the collection, with what the finished model says of the tunes held out.
  private func write(_ observations: [Observation], of model: String, _ trainer: Trainer) throws {
    let model = try Model.chosen(model)
    // Those held out stand last.
    let heldOut = Array(observations.suffix(trainer.heldOut.count)).expected(by: model, trainer.heldOut)
    guard let norms = Norms(of: observations.dropLast(heldOut.count) + heldOut, model: model.hash) else { return }
    do throws(CheckpointError) {
      try AtomicFile.write(norms.json, to: Norms.path(besideModel: output))
    } catch {
      throw Failure(error)
    }
  }

  /// Writes the index of the tunes trained on, if the run may begin at all.
  private func write(_ origins: [UInt8], beside trainer: Trainer) throws {
    let path = MelodyIndex.path(besideModel: output)
    func place(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    let taken = [place(path): "the index of the tunes goes", place(Norms.path(besideModel: output)): "the norms go"]
    for other in [trainer.output.model, trainer.output.state, trainer.output.log, trainer.output.picture] {
      if let other, let what = taken[place(other)] {
        throw Failure.usage("\(other): this is where \(what); give another name")
      }
    }
    do throws(TrainingError) { _ = try trainer.check(resuming: resume) } catch { throw Failure(error) }
    do throws(CheckpointError) { try AtomicFile.write(origins, to: path) } catch { throw Failure(error) }
  }

  /// Reads the collections and sets the run up, with the index of the tunes it trains on as a file's bytes and what is
  /// observed of all tunes, those held out last. The tunes themselves are gone when it returns: only their tokens train.
  private func prepare(log: String) throws -> (Trainer, origins: [UInt8], [Observation]) {
    let collection = try TuneCollection.reading(collections)
    let repeats = collection.withoutRepeats().repeats.count
    var dropped = 0
    let pieces = cleaning.pieces(of: collection) { dropped = $0.dropped.count }
    let split = HeldOutSplit(pieces, share: heldOut, seed: seed, rarest: rarest)
    if !quiet {
      let tunes = collection.pieces.count + collection.rejections.count
      Terminal.complain(
        "\(tunes) tunes: \(split.training.count) to train on, \(split.heldOut.count) held out, "
          + "\(repeats) repeats, \(collection.rejections.count) rejected, "
          + (cleaning.clean ? "\(dropped) left out by cleaning, " : "") + "\(split.rare.count) with rare tokens; "
          + "\(split.vocabulary.count) tokens in the vocabulary")
    }
    let trainer = try trainer(for: split, log: log)
    if dryRun { return (trainer, [], []) }
    return (
      trainer, MelodyIndex(of: split.training, in: collections).bytes,
      try Observation.all(of: split.training + split.heldOut)
    )
  }

  private func trainer(for split: HeldOutSplit, log: String) throws -> Trainer {
    let settings = TrainingSettings(
      epochs: epochs, batch: batch, learningRate: learningRate, warmUp: warmUp, beta2: beta2, weightDecay: weightDecay,
      clip: clip, dropout: dropping.dropout, dropoutKind: dropping.dropoutKind, weightDrop: dropping.weightDrop,
      averaging: averaging > 0 ? averaging : nil, precision: precision, seed: seed, shards: shards,
      patience: patience > 0 ? patience : nil)
    let card = ModelCard(name: name, lilt: Version.current, corpora: try facts(of: split))
    let place = TrainingOutput(
      model: output, format: compact ? .bf16 : .f32, log: log, picture: base + ".loss.svg",
      stateEvery: checkpointEvery, minutes: minutes, replaces: replace)
    do {
      let encode = { (piece: Piece) in try split.vocabulary.encode(tune: piece.sequence.words) }
      return try Trainer(
        settings: settings,
        network: network.configuration(vocabularySize: split.vocabulary.count),
        vocabulary: split.vocabulary, context: lookBack.context, training: split.training.map(encode),
        heldOut: split.heldOut.map(encode),
        card: card,
        output: place)
    } catch let error as TrainingError {
      throw Failure(error)
    }
  }

  /// What the card says of each collection: the argument's last name, its tunes and its licence where given.
  private func facts(of split: HeldOutSplit) throws -> [CorpusFacts] {
    var licences: [String: String] = [:]
    for entry in licence {
      let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw Failure.usage("--licence \(entry): write NAME=LICENCE") }
      licences[parts[0]] = parts[1]
    }
    return collections.map { path in
      let name = URL(fileURLWithPath: path).lastPathComponent
      let pieces = (split.training + split.heldOut).filter {
        $0.origin.file == path || $0.origin.file.hasPrefix(path.hasSuffix("/") ? path : path + "/")
      }
      return CorpusFacts(
        name: name, licence: licences[name], tunes: pieces.count,
        tokens: pieces.reduce(0) { $0 + $1.sequence.tokens.count })
    }
  }
}

extension Precision: ExpressibleByArgument {}
