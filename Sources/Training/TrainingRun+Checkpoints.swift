import Checkpoints
import Foundation
import Kernels
import Recurrent
import Tokens

extension TrainingRun {
  /// Throws where a new run would overwrite an earlier one unasked.
  static func checkOutput(_ trainer: Trainer) throws(TrainingError) {
    let path = trainer.output.state
    if !trainer.output.replaces, FileManager.default.fileExists(atPath: path) { throw .wouldReplace(path: path) }
  }

  /// The state a new run starts from.
  static func new(_ trainer: Trainer) throws(TrainingError) -> TrainingState {
    try checkOutput(trainer)
    var random = RandomSource(seed: trainer.settings.seed)
    let parameters = Parameters(configuration: trainer.network, initialising: &random)
    var card = trainer.card
    card.settings = trainer.settings.facts
    card.data = trainer.data
    card.epochs = []
    return TrainingState(
      model: Model(
        parameters: parameters, vocabulary: trainer.vocabulary, context: trainer.reader?.context, card: card),
      firstMoments: Parameters(configuration: trainer.network),
      secondMoments: Parameters(configuration: trainer.network),
      average: trainer.settings.averaging.map { _ in parameters.copy() }, progress: TrainingProgress())
  }

  /// The state on the disk, if it is one of the same run.
  static func resumed(_ trainer: Trainer) throws(TrainingError) -> TrainingState {
    let path = trainer.output.state
    var state: TrainingState
    var best: Model?
    do {
      state = try TrainingState(loading: path)
      // The best model is kept in its own file alone; without it the run could not end as it would have.
      if state.progress.bestLoss != nil || !state.model.card.epochs.isEmpty {
        best = try Model(loading: trainer.output.model)
      }
    } catch {
      throw .checkpoint(error)
    }
    let card = state.model.card
    var differences = trainer.settings.differences(from: card.settings)
    let network = state.model.configuration
    if network.summary != trainer.network.summary {
      differences.append("the network was \(network.summary) and is now \(trainer.network.summary)")
    }
    if state.model.context != trainer.reader?.context {
      differences.append(
        "it looked back \(state.model.context.summary) and now looks back \((trainer.reader?.context).summary)")
    }
    if state.model.vocabulary != trainer.vocabulary {
      differences.append(
        "the vocabulary was one of \(state.model.vocabulary.count) tokens and is now another, of "
          + "\(trainer.vocabulary.count)")
    }
    if let data = card.data, data != trainer.data {
      differences.append(
        "the collection was \(data.tunes) tunes and \(data.heldOutTunes) held out (\(data.fingerprint.prefix(8))) "
          + "and is now \(trainer.data.tunes) and \(trainer.data.heldOutTunes) "
          + "(\(trainer.data.fingerprint.prefix(8)))")
    }
    // A run killed between the best model and its state has a better model than the state knows of, and will write it
    // again. Steps would not tell: a run that went back can better its best at an earlier one.
    if let best {
      let loss = best.card.heldOutLoss ?? .infinity
      if best.card.data != card.data || state.progress.bestLoss.map({ loss > $0 }) == true {
        differences.append("\(trainer.output.model) is not the best model it had written")
      } else if best.format != trainer.output.format {
        differences.append(
          "its model was stored as \(best.format.rawValue) and is now to be as \(trainer.output.format.rawValue)")
      }
    }
    guard differences.isEmpty, card.data != nil else {
      throw .otherRun(path: path, differences: differences.isEmpty ? ["it tells nothing of its data"] : differences)
    }
    state.model.card = trainer.card.keeping(card)
    state.model.card.settings = trainer.settings.facts
    state.model.card.data = trainer.data
    state.model.card.epochs = card.epochs
    return state
  }

  /// Writes everything the next update depends on.
  func saveState(_ report: (TrainingEvent) -> Void) throws(TrainingError) {
    var card = card
    card.step = progress.step
    try synchronizeLog()
    let state = TrainingState(
      model: Model(
        parameters: parameters, vocabulary: trainer.vocabulary, context: trainer.reader?.context, card: card),
      firstMoments: adam.firstMoments, secondMoments: adam.secondMoments, average: average?.parameters,
      progress: progress, rollback: rollback)
    do { try state.save(to: trainer.output.state) } catch { throw .checkpoint(error) }
    noteStateWritten()
    report(.checkpointWritten(path: trainer.output.state))
  }

  /// Writes the weights, averaged where an average is kept, as the run's model.
  func saveModel(heldOutLoss: Double?, _ report: (TrainingEvent) -> Void) throws(TrainingError) {
    var card = card
    card.step = progress.step
    card.heldOutLoss = heldOutLoss
    let model = Model(
      parameters: average?.parameters ?? parameters, vocabulary: trainer.vocabulary,
      context: trainer.reader?.context, card: card, format: trainer.output.format)
    do { try model.save(to: trainer.output.model) } catch { throw .checkpoint(error) }
    report(.checkpointWritten(path: trainer.output.model))
  }

  /// Gives the best model the whole history of the run.
  func finish(_ report: (TrainingEvent) -> Void) throws(TrainingError) {
    do {
      var model = try Model(loading: trainer.output.model)
      var whole = card
      whole.step = model.card.step
      whole.heldOutLoss = model.card.heldOutLoss
      guard model.card != whole else { return }
      model.card = whole
      try model.save(to: trainer.output.model)
    } catch {
      throw .checkpoint(error)
    }
    report(.checkpointWritten(path: trainer.output.model))
  }

  /// Draws the log, if it is wanted and there is one.
  func draw() throws(TrainingError) {
    guard let log = trainer.output.log, let picture = trainer.output.picture else { return }
    let name = card.name ?? URL(fileURLWithPath: trainer.output.model).deletingPathExtension().lastPathComponent
    let svg = LossCurve.svg(try MetricsRecord.read(log), title: name)
    do { try AtomicFile.write(Array(svg.utf8), to: picture) } catch { throw .checkpoint(error) }
  }

  /// Leaves a run so that it can be resumed, and so that there is a model to play with meanwhile.
  ///
  /// A model written here is not noted in the state: the resumed run decides anew, as an uninterrupted one would. So it
  /// is written only while the run has no best one yet, and a run that is cancelled spares a model found in its place.
  func interrupt(_ stop: TrainingStop, _ report: (TrainingEvent) -> Void) throws(TrainingError) {
    try saveState(report)
    guard progress.bestLoss == nil, card.epochs.isEmpty else { return }
    if stop == .timeLimit {
      let loss = heldOutLoss()
      if loss?.isFinite ?? true { try saveModel(heldOutLoss: loss, report) }
    } else if !FileManager.default.fileExists(atPath: trainer.output.model) {
      try saveModel(heldOutLoss: nil, report)
    }
  }
}

extension ModelCard {
  /// The card of a resumed run: what nobody named anew stays as it was.
  fileprivate func keeping(_ earlier: ModelCard) -> ModelCard {
    var card = self
    card.name = name ?? earlier.name
    card.notes = notes ?? earlier.notes
    for index in card.corpora.indices {
      let before = earlier.corpora.first { $0.name == card.corpora[index].name }
      card.corpora[index].licence = card.corpora[index].licence ?? before?.licence
      card.corpora[index].source = card.corpora[index].source ?? before?.source
    }
    return card
  }
}

extension NetworkConfiguration {
  /// `3 x 512`, the cell where it is no LSTM, and whatever else it has by choice.
  fileprivate var summary: String {
    "\(layers) x \(hidden)" + (cell == .lstm ? "" : " \(cell.rawValue)") + (residual ? " residual" : "")
      + (initialState == .zero ? "" : " from a learned state")
      + (layerNorm ? " layer norm" : "") + (tied ? " tied" : "")
  }
}

extension MetricalContext? {
  /// `4 8 bars`, or `nowhere`.
  fileprivate var summary: String {
    guard let self else { return "nowhere" }
    return self.barsBack.map(String.init).joined(separator: " ") + " bars"
  }
}
