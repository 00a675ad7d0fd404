import Foundation
import Recurrent
import Tokens

/// Everything a training run needs to go on exactly where it was: `NAME.state.safetensors` beside `NAME.safetensors`.
///
/// The file is a model file, too: its parameters are those of the last update, so any reader of models can open it.
/// The optimizer's moments lie beside them as `adam.first.*` and `adam.second.*`, averaged weights as `average.*`, and
/// under `rollback.*` all of that again as it was when the run was last known to be well.
public struct TrainingState {
  /// The network as the last update left it, its card with the settings and the data it is trained on.
  public var model: Model
  /// Adam's running means of the gradients.
  public var firstMoments: Parameters
  /// Adam's running means of the squared gradients.
  public var secondMoments: Parameters
  /// The moving average of the weights, where the run keeps one.
  public var average: Parameters?
  /// How far the run has come.
  public var progress: TrainingProgress
  /// Where the run goes back to if it breaks down; nil before the first update, and in states that versions wrote which
  /// never went back.
  public var rollback: RollbackPoint?

  private static let first = "adam.first."
  private static let second = "adam.second."
  private static let averaged = "average."

  /// Puts a state together.
  public init(
    model: Model, firstMoments: Parameters, secondMoments: Parameters, average: Parameters?,
    progress: TrainingProgress, rollback: RollbackPoint? = nil
  ) {
    self.model = model
    self.firstMoments = firstMoments
    self.secondMoments = secondMoments
    self.average = average
    self.progress = progress
    self.rollback = rollback
  }

  /// The state's file for a model's: `folder/jigs.safetensors` has `folder/jigs.state.safetensors`.
  public static func path(for model: String) -> String {
    let suffix = ".safetensors"
    return (model.hasSuffix(suffix) ? String(model.dropLast(suffix.count)) : model) + ".state" + suffix
  }

  /// Whether a tensor belongs to the optimizer, not to the network.
  static func owns(_ name: String) -> Bool {
    [first, second, averaged, RollbackPoint.prefix].contains { name.hasPrefix($0) }
  }

  /// Reads the state at `path`.
  ///
  /// - Throws: a ``CheckpointError`` that names the byte, tensor or metadata at fault.
  public init(loading path: String) throws(CheckpointError) {
    let file = try TensorFile(path: path)
    let model = try Model(reading: file)
    func parameters(_ prefix: String) throws(CheckpointError) -> Parameters {
      try Parameters(configuration: model.configuration, reading: file, prefix: prefix)
    }
    self.model = model
    progress = try Metadata.value(TrainingProgress.self, Metadata.progress, in: file)
    firstMoments = try parameters(TrainingState.first)
    secondMoments = try parameters(TrainingState.second)
    average = file.holds(TrainingState.averaged) ? try parameters(TrainingState.averaged) : nil
    rollback = try RollbackPoint(configuration: model.configuration, reading: file)
    for (key, progress) in [(Metadata.progress, progress), (Metadata.rollback, rollback?.progress ?? progress)]
    where !progress.isPlausible {
      throw CheckpointError(
        .content, path: path, at: .metadata(key), "its counts make no sense",
        remedy: "the file is damaged; start the training again")
    }
  }

  /// Writes the state to `path`, whole or not at all; all numbers in f32.
  ///
  /// - Throws: a ``CheckpointError``; the old file, if there was one, is untouched.
  public func save(to path: String) throws(CheckpointError) {
    var metadata = try model.metadata(path: path)
    metadata[Metadata.kind] = "training state"
    metadata[Metadata.progress] = try Metadata.text(of: progress, key: Metadata.progress, path: path)
    var tensors = model.parameters.sources(prefix: "", format: .f32)
    tensors += firstMoments.sources(prefix: TrainingState.first, format: .f32)
    tensors += secondMoments.sources(prefix: TrainingState.second, format: .f32)
    if let average { tensors += average.sources(prefix: TrainingState.averaged, format: .f32) }
    if let rollback {
      metadata[Metadata.rollback] = try Metadata.text(of: rollback.facts, key: Metadata.rollback, path: path)
      tensors += rollback.sources
    }
    try TensorFile.write(metadata: metadata, tensors: tensors, to: path)
  }
}
