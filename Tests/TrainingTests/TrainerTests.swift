import Checkpoints
import Corpora
import Foundation
import Kernels
import Recurrent
import Testing
import Tokens
import Training

@Suite struct TrainerTests {
  @Test func learnsScalesBetterThanItsUnigram() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.training = SmallRun.tunes(120, seed: 1)
    run.network = NetworkConfiguration(vocabularySize: 8, layers: 1, hidden: 16)
    run.settings.epochs = 6
    run.settings.dropout = 0
    let outcome = try run.trainer().run { _ in }
    let unigram = UnigramModel(run.training, vocabularySize: 8).natsPerToken(run.heldOut)
    // A scale's next token is certain once its direction shows; only its end is not.
    #expect(try #require(outcome.bestLoss) < 0.7 * unigram)
    let model = try Model(loading: folder("m.safetensors"))
    #expect(model.card.heldOutLoss == outcome.bestLoss)
    #expect(model.card.epochs.count == 6)
    #expect(model.card.settings == run.settings.facts)
    #expect(model.card.data?.tunes == 120)
  }

  @Test func theModelKeptIsTheBestOnTheHeldOutTunes() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.settings.epochs = 8
    run.settings.decay = .constant
    let outcome = try run.trainer().run { _ in }
    let model = try Model(loading: folder("m.safetensors"))
    let best = try #require(model.card.epochs.compactMap(\.heldOutLoss).min())
    #expect(outcome.bestLoss == best)
    // Measured again from the file, in one batch instead of several: the same but for the order of sums.
    let learner = Learner(configuration: model.configuration, shards: 1)
    let nats = learner.loss(model.parameters, PackedSequences(run.heldOut))
    let tokens = run.heldOut.reduce(0) { $0 + $1.count - 1 }
    #expect(abs(nats / Double(tokens) - best) < 1e-5)
  }

  /// Bars of four random notes, each said twice: half of the notes cannot be foretold, the other half are known to a
  /// network that is shown the bar before, and to no other of six units.
  @Test func whatStoodABarAgoIsLearned() throws {
    let folder = try TemporaryFolder()
    let vocabulary = Vocabulary(tokens: ["C", "D", "E", "F", "|", "M:2/4"])
    var random = RandomSource(seed: 4)
    func tune() -> [TokenID] {
      let bars = (0..<4).flatMap { _ in
        let bar = (0..<4).map { _ in TokenID(2 + random.next() % 4) } + [vocabulary.id(of: "|")!]
        return bar + bar
      }
      return [Vocabulary.startID, vocabulary.id(of: "M:2/4")!] + bars + [Vocabulary.endID]
    }
    var losses: [Double] = []
    for context in [nil, MetricalContext(barsBack: [1])] {
      var run = SmallRun(folder, "\(losses.count).safetensors")
      run.vocabulary = vocabulary
      run.training = (0..<60).map { _ in tune() }
      run.heldOut = (0..<10).map { _ in tune() }
      run.settings.epochs = 12
      run.settings.dropout = 0
      run.context = context
      losses.append(try #require(try run.trainer().run { _ in }.bestLoss))
    }
    // Sixteen notes of a tune's 42 tokens are four ways open, sixteen more without the context.
    let open = 16 * 1.386 / 42
    #expect(losses[0] > 1.5 * open)
    #expect(losses[1] < 1.35 * open)
  }

  @Test func eventsTellTheWholeRun() throws {
    let folder = try TemporaryFolder()
    let run = SmallRun(folder)
    var events: [TrainingEvent] = []
    try run.trainer().run { events.append($0) }
    guard case .started(let start) = events.first else { return #expect(Bool(false), "no start") }
    #expect(start.parameters == run.network.parameterCount)
    #expect(start.data.tunes == 20 && start.data.heldOutTunes == 5)
    #expect(start.data.tokens == run.training.reduce(0) { $0 + $1.count - 1 })
    #expect(events.last == .stopped(.finished))
    var steps: [Int] = []
    var epochs: [Int] = []
    for event in events {
      if case .progress(let measure) = event { steps.append(measure.step) }
      if case .epochEnded(let facts, _) = event { epochs.append(facts.epoch) }
    }
    // An update for every batch of every epoch's plan.
    let planned = (0..<3).reduce(0) { sum, epoch in
      sum + BatchPlan(lengths: run.training.map(\.count), tunes: 4, tokens: 64, seed: 7, epoch: epoch).batches.count
    }
    #expect(steps == Array(1...planned))
    #expect(epochs == [1, 2, 3])
    #expect(events.contains(.checkpointWritten(path: folder("m.state.safetensors"))))
  }

  @Test func stopsWhereNothingImproves() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.settings.epochs = 50
    run.settings.learningRate = 1e-30  // weights in f32 do not move, so no epoch is better than the first
    run.settings.weightDecay = 0
    run.settings.patience = 2
    let outcome = try run.trainer().run { _ in }
    #expect(outcome.stop == .noImprovement(epochs: 2))
    #expect(outcome.bestEpoch == 1)
    let again = try run.trainer().run(resuming: true) { _ in }
    #expect(again == outcome)
  }

  @Test func withoutHeldOutTunesTheLastIsKept() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.heldOut = []
    let outcome = try run.trainer().run { _ in }
    #expect(outcome.bestLoss == nil)
    let model = try Model(loading: folder("m.safetensors"))
    let last = try Model(loading: folder("m.state.safetensors"))
    #expect(model.parameters.values(of: "output.weight") == last.parameters.values(of: "output.weight"))
  }

  @Test func averagedWeightsAreKept() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.settings.averaging = 0.5
    run.heldOut = []
    try run.trainer().run { _ in }
    let model = try Model(loading: folder("m.safetensors"))
    let state = try TrainingState(loading: folder("m.state.safetensors"))
    let average = try #require(state.average)
    #expect(model.parameters.values(of: "output.weight") == average.values(of: "output.weight"))
    #expect(average.values(of: "output.weight") != state.model.parameters.values(of: "output.weight"))
  }

  @Test func aRunawayRateEndsInAClearError() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.settings.epochs = 1
    run.settings.warmUp = 0
    try run.trainer().run { _ in }
    let before = try folder.read("m.safetensors")
    // The weights of the state are replaced by ones whose logits overflow.
    let path = folder("m.state.safetensors")
    var state = try TrainingState(loading: path)
    let weights = state.model.parameters
    weights.set(weights.values(of: "output.bias").map { _ in -3e38 }, of: "output.bias")
    weights.set(weights.values(of: "output.weight").map { $0 < 0 ? -3e38 : 3e38 }, of: "output.weight")
    state.progress.epoch = 0
    state.progress.batch = 0
    state.progress.step = 0
    state.model.card.epochs = []
    // A run that was never well has nowhere to go back to.
    state.rollback = nil
    try state.save(to: path)
    let error = #expect(throws: TrainingError.self) { try run.trainer().run(resuming: true) { _ in } }
    guard case .brokeDown(1, let problem, 0) = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(problem.hasSuffix("is no longer a finite number"))
    #expect(try folder.read("m.safetensors") == before)
  }

  @Test func anEarlierRunIsNotOverwritten() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    try run.trainer().run { _ in }
    let before = try folder.read("m.state.safetensors")
    let error = #expect(throws: TrainingError.self) { try run.trainer().run { _ in } }
    #expect(error == .wouldReplace(path: folder("m.state.safetensors")))
    #expect(try folder.read("m.state.safetensors") == before)
    run.output.replaces = true
    try run.trainer().run { _ in }
  }

  @Test func anUnwritableFolderShowsAtOnce() throws {
    let folder = try TemporaryFolder()
    let run = SmallRun(folder, "none/m.safetensors")
    var updates = 0
    let error = #expect(throws: TrainingError.self) {
      try run.trainer().run(report: { if case .progress = $0 { updates += 1 } })
    }
    guard case .checkpoint(let fault) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(fault.kind == .storage)
    #expect(updates == 0)
  }

  @Test(
    arguments: [
      ([], "no tunes"), ([[0, 2, 1], [2, 1]], "training tune 2"), ([[0, 2]], "training tune 1"), ([[0]], "bounded"),
      ([[0, 8, 1]], "holds token 8"), ([[0, -1, 1]], "holds token -1"), ([[0, 2, 1, 2, 1]], "bound inside"),
    ] as [([[TokenID]], String)])
  func sequencesThatAreNoTunes(sequences: [[TokenID]], complaint: String) throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.training = sequences
    let error = #expect(throws: TrainingError.self) { try run.trainer() }
    #expect(error?.description.contains(complaint) == true, "\(error?.description ?? "")")
  }

  @Test func networksThatFitNothing() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.network.vocabularySize = 9
    #expect(throws: TrainingError.self) { try run.trainer() }
    run.network = NetworkConfiguration(vocabularySize: 8, layers: 0)
    #expect(throws: TrainingError.self) { try run.trainer() }
  }

  @Test func logAndCurve() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.output.log = folder("metrics.jsonl")
    run.output.logEvery = 2
    run.settings.validateEvery = 3
    let outcome = try run.trainer().run { _ in }
    let records = try MetricsRecord.read(folder("metrics.jsonl"))
    #expect(records.filter { $0.kind == .update }.map(\.step) == Array(stride(from: 2, through: outcome.step, by: 2)))
    #expect(records.filter { $0.kind == .epoch }.map(\.epoch) == [1, 2, 3])
    #expect(records.contains { $0.kind == .validation && $0.step == 3 })
    #expect(records.compactMap(\.heldOutLoss).min() == outcome.bestLoss)
    #expect(LossCurve.svg(records).contains("best"))
  }
}
