import Recurrent

/// Where a run that breaks down goes back to: everything the next update depended on when all was well.
///
/// Kept within the state, in one file, so that no interruption can part the two: a resumed run goes back to the same
/// point as one that was never stopped.
public struct RollbackPoint {
  /// The weights, whose loss was measured and found good.
  public var parameters: Parameters
  /// Adam's running means of the gradients.
  public var firstMoments: Parameters
  /// Adam's running means of the squared gradients.
  public var secondMoments: Parameters
  /// The moving average of the weights, where the run keeps one.
  public var average: Parameters?
  /// How far the run had come.
  public var progress: TrainingProgress
  /// How the epochs before had ended.
  public var epochs: [EpochFacts]

  /// Puts a point together.
  public init(
    parameters: Parameters, firstMoments: Parameters, secondMoments: Parameters, average: Parameters?,
    progress: TrainingProgress, epochs: [EpochFacts]
  ) {
    self.parameters = parameters
    self.firstMoments = firstMoments
    self.secondMoments = secondMoments
    self.average = average
    self.progress = progress
    self.epochs = epochs
  }
}

extension RollbackPoint {
  private static let weights = "rollback.weights."
  private static let first = "rollback.adam.first."
  private static let second = "rollback.adam.second."
  private static let averaged = "rollback.average."
  static let prefix = "rollback."

  /// What is stored as JSON.
  struct Facts: Codable {
    var progress: TrainingProgress
    var epochs: [EpochFacts]
  }

  var facts: Facts { Facts(progress: progress, epochs: epochs) }

  /// Reads the point from a state's file; nil where it holds none.
  init?(configuration: NetworkConfiguration, reading file: TensorFile) throws(CheckpointError) {
    guard file.header.metadata[Metadata.rollback] != nil else { return nil }
    func parameters(_ prefix: String) throws(CheckpointError) -> Parameters {
      try Parameters(configuration: configuration, reading: file, prefix: prefix)
    }
    let facts = try Metadata.value(Facts.self, Metadata.rollback, in: file)
    self.init(
      parameters: try parameters(RollbackPoint.weights), firstMoments: try parameters(RollbackPoint.first),
      secondMoments: try parameters(RollbackPoint.second),
      average: file.holds(RollbackPoint.averaged) ? try parameters(RollbackPoint.averaged) : nil,
      progress: facts.progress, epochs: facts.epochs)
  }

  /// Every tensor, to be written.
  var sources: [TensorSource] {
    var tensors = parameters.sources(prefix: RollbackPoint.weights, format: .f32)
    tensors += firstMoments.sources(prefix: RollbackPoint.first, format: .f32)
    tensors += secondMoments.sources(prefix: RollbackPoint.second, format: .f32)
    if let average { tensors += average.sources(prefix: RollbackPoint.averaged, format: .f32) }
    return tensors
  }
}
