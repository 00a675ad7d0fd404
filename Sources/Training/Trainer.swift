import Checkpoints
import Corpora
import Foundation
import Recurrent
import Tokens

/// Trains a network on tunes: epochs, validation, the best model and the state to go on from.
///
/// A run is a function of its settings, its network and its tunes: the same ones end in the same bytes, stopped and
/// resumed at any update or not at all. It reports by ``TrainingEvent``s and stops where it is asked to.
public struct Trainer: Sendable {
  /// What the run does.
  public let settings: TrainingSettings
  /// The network's shape, with the inputs that the context needs.
  public let network: NetworkConfiguration
  /// The tokens the sequences are made of.
  public let vocabulary: Vocabulary
  /// Works out what the network hears beside the tokens; nil where nothing.
  public let reader: ContextReader?
  /// Tunes to train on, each from `<s>` to `</s>`.
  public let training: [[TokenID]]
  /// Tunes to test on, never trained on; may be empty.
  public let heldOut: [[TokenID]]
  /// What is known beforehand of the model: version, collections, name.
  public let card: ModelCard
  /// Where the run writes.
  public let output: TrainingOutput
  /// The data in figures.
  public let data: DataFacts

  /// Checks everything a run needs, so that it does not fail after an hour for what could be seen at once.
  ///
  /// - Throws: ``TrainingError`` at a setting, a size or a sequence that cannot be.
  /// - Complexity: O(tokens).
  public init(
    settings: TrainingSettings, network: NetworkConfiguration, vocabulary: Vocabulary,
    context: MetricalContext? = nil, training: [[TokenID]], heldOut: [[TokenID]], card: ModelCard,
    output: TrainingOutput
  ) throws(TrainingError) {
    try settings.validate()
    if let problem = context?.problem { throw .setting(name: "context", value: "it " + problem, allowed: "fewer bars") }
    var network = network
    network.context = context?.sizes(vocabulary: vocabulary.count) ?? []
    do { try network.validate() } catch { throw .network(error) }
    guard network.vocabularySize == vocabulary.count else {
      throw .setting(
        name: "vocabularySize", value: "\(network.vocabularySize)", allowed: "the vocabulary's \(vocabulary.count)")
    }
    try output.validate()
    guard !training.isEmpty else { throw .noTunes }
    try Trainer.check(training, "training", vocabulary)
    try Trainer.check(heldOut, "held-out", vocabulary)
    self.settings = settings
    self.network = network
    self.vocabulary = vocabulary
    reader = context.map { ContextReader($0, vocabulary: vocabulary) }
    self.training = training
    self.heldOut = heldOut
    self.card = card
    self.output = output
    data = DataFacts(training: training, heldOut: heldOut)
  }

  /// Runs to the last epoch, to early stopping, to the time limit, or until asked to stop.
  ///
  /// - Parameters:
  ///   - resuming: whether to go on from the state beside the output instead of starting anew.
  ///   - shouldStop: asked before every update; on true the state is saved and the run returns.
  ///   - report: told of everything that happens, on the caller's thread.
  /// - Throws: ``TrainingError``; what was on the disk before is still whole.
  @discardableResult
  public func run(
    resuming: Bool = false, shouldStop: () -> Bool = { false }, report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingOutcome {
    let run = try TrainingRun(self, resuming: resuming)
    let outcome: TrainingOutcome
    do {
      outcome = try run.go(shouldStop: shouldStop, report: report)
    } catch {
      // The curves show how a run broke down; of a full disk the error itself has to tell.
      if case .brokeDown = error { try? run.draw() }
      throw error
    }
    try run.draw()
    return outcome
  }

  /// Finds out what would keep ``run(resuming:shouldStop:report:)`` from beginning, and changes nothing; the locks of
  /// the output are taken and dropped.
  ///
  /// - Returns: the update it would go on from; 0 for a new run.
  /// - Throws: what the run would throw: nothing to resume, another run's state, an output that is taken, a training
  ///   that goes on there, a folder that may not be written to, a log that is none.
  public func check(resuming: Bool) throws(TrainingError) -> Int {
    let locks = try OutputLocks(output)
    defer { withExtendedLifetime(locks) {} }
    var step = 0
    if resuming { step = try TrainingRun.resumed(self).progress.step } else { try TrainingRun.checkOutput(self) }
    for (_, path) in output.files {
      do { try AtomicFile.check(path) } catch { throw .checkpoint(error) }
    }
    if resuming, let log = output.log, FileManager.default.fileExists(atPath: log) { _ = try MetricsRecord.read(log) }
    return step
  }

  /// The plan of epoch `epoch`.
  func plan(epoch: Int) -> BatchPlan {
    BatchPlan(
      lengths: training.map(\.count), tunes: settings.batch, tokens: settings.tokensPerBatch, seed: settings.seed,
      epoch: epoch)
  }

  /// Some of the training tunes, packed.
  func packed(_ batch: [Int]) -> PackedSequences {
    PackedSequences(tunes: batch.map { training[$0] }, reader: reader)
  }

  /// The held-out tunes in batches.
  var heldOutBatches: [PackedSequences] {
    BatchPlan(
      lengths: heldOut.map(\.count), tunes: settings.batch, tokens: settings.tokensPerBatch, jitter: 0, seed: 0,
      epoch: 0
    ).batches.map { batch in PackedSequences(tunes: batch.map { heldOut[$0] }, reader: reader) }
  }

  /// Updates of the whole run. Epochs may differ by a few where the cap on tokens cuts them differently; the first one
  /// stands for all.
  var plannedUpdates: Int {
    let (updates, overflow) = plan(epoch: 0).batches.count.multipliedReportingOverflow(by: settings.epochs)
    return overflow ? .max : updates
  }

  private static func check(
    _ sequences: [[TokenID]], _ set: String, _ vocabulary: Vocabulary
  ) throws(TrainingError) {
    for (index, sequence) in sequences.enumerated() {
      func fault(_ problem: String) -> TrainingError { .sequence(set: set, number: index + 1, problem: problem) }
      guard sequence.count >= 2, sequence.first == Vocabulary.startID, sequence.last == Vocabulary.endID else {
        throw fault("is not bounded by <s> and </s>")
      }
      for token in sequence.dropFirst().dropLast() where token <= Vocabulary.endID || token >= vocabulary.count {
        throw fault(token < 0 || token >= vocabulary.count ? "holds token \(token)" : "holds a bound inside")
      }
    }
  }
}

extension DataFacts {
  /// Counts `training` and `heldOut` and takes their fingerprint.
  ///
  /// - Complexity: O(tokens).
  public init(training: [[TokenID]], heldOut: [[TokenID]]) {
    var fingerprint = Fingerprint()
    for set in [training, heldOut] {
      fingerprint.combine("\(set.count) tunes\n")
      for sequence in set {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * sequence.count + 4)
        for number in [TokenID(truncatingIfNeeded: sequence.count)] + sequence {
          for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        fingerprint.combine(bytes)
      }
    }
    func predicted(_ set: [[TokenID]]) -> Int { set.reduce(0) { $0 + max(0, $1.count - 1) } }
    self.init(
      tunes: training.count, tokens: predicted(training), heldOutTunes: heldOut.count,
      heldOutTokens: predicted(heldOut), fingerprint: fingerprint.hex)
  }
}
