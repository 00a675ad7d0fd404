import Kernels

/// What a training run does, apart from its data and its network: everything that decides the bytes it ends in.
public struct TrainingSettings: Codable, Hashable, Sendable {
  /// How the learning rate goes on after the warm-up.
  public enum Decay: String, Codable, CaseIterable, Hashable, Sendable {
    /// It stays.
    case constant
    /// It falls along half a cosine to the floor at the last planned update.
    case cosine
  }

  /// How many times every tune is trained on.
  public var epochs: Int
  /// The most tunes in one update.
  public var batch: Int
  /// The most tokens in one update; memory follows it. A longer tune is an update of its own.
  public var tokensPerBatch: Int
  /// The highest learning rate.
  public var learningRate: Double
  /// Updates over which the learning rate rises from zero.
  public var warmUp: Int
  /// How it goes on after that.
  public var decay: Decay
  /// Where a cosine ends, as a share of ``learningRate``.
  public var floor: Double
  /// How slowly the second moment of the gradient forgets (Kingma and Ba 2015).
  public var beta2: Double
  /// Share of each parameter, times the learning rate, that an update takes away (Loshchilov and Hutter 2019).
  public var weightDecay: Double
  /// The greatest Euclidean norm of the mean gradient; a greater one is scaled down.
  public var clip: Double
  /// Chance of each unit to be dropped between layers and before the output, in 0..<1.
  public var dropout: Double
  /// Whether each step of a tune drops other units, or all of them the same.
  public var dropoutKind: Dropout.Kind
  /// Chance of each recurrent weight to be dropped for an update, in 0..<1 (Merity et al. 2018).
  public var weightDrop: Double
  /// The decay of a moving average of the weights, such as 0.999; the average is then what is validated and kept.
  public var averaging: Double?
  /// The number format of matrix products.
  public var precision: Precision
  /// Decides the first weights, the order of the tunes and what is dropped.
  public var seed: UInt64
  /// Parts a batch is cut into, one to a thread. Part of the settings because it decides the order of sums.
  public var shards: Int
  /// Epochs without a better loss on the held-out tunes after which the run ends; nil never ends early.
  public var patience: Int?
  /// Updates between validations within an epoch; nil validates at its end alone.
  public var validateEvery: Int?
  /// Updates between the points to which a run goes back that breaks down.
  public var rollbackEvery: Int

  /// Settings that suit three layers of 512 units and some ten thousand tunes.
  public init(
    epochs: Int = 20, batch: Int = 64, tokensPerBatch: Int = 16_384, learningRate: Double = 0.003, warmUp: Int = 100,
    decay: Decay = .cosine, floor: Double = 0.02, beta2: Double = 0.999, weightDecay: Double = 0.01, clip: Double = 1,
    dropout: Double = 0.2, dropoutKind: Dropout.Kind = .step, weightDrop: Double = 0, averaging: Double? = nil,
    precision: Precision = .f32, seed: UInt64 = 1, shards: Int = 2, patience: Int? = nil,
    validateEvery: Int? = nil, rollbackEvery: Int = 100
  ) {
    self.epochs = epochs
    self.batch = batch
    self.tokensPerBatch = tokensPerBatch
    self.learningRate = learningRate
    self.warmUp = warmUp
    self.decay = decay
    self.floor = floor
    self.beta2 = beta2
    self.weightDecay = weightDecay
    self.clip = clip
    self.dropout = dropout
    self.dropoutKind = dropoutKind
    self.weightDrop = weightDrop
    self.averaging = averaging
    self.precision = precision
    self.seed = seed
    self.shards = shards
    self.patience = patience
    self.validateEvery = validateEvery
    self.rollbackEvery = rollbackEvery
  }

  /// Throws at the first setting no run can have.
  public func validate() throws(TrainingError) {
    func check(_ name: String, _ holds: Bool, _ value: some Any, _ allowed: String) throws(TrainingError) {
      if !holds { throw .setting(name: name, value: "\(value)", allowed: allowed) }
    }
    try check("epochs", (1...1_000_000).contains(epochs), epochs, "1 to 1000000")
    try check("batch", (1...65_536).contains(batch), batch, "1 to 65536")
    try check("tokensPerBatch", (1...100_000_000).contains(tokensPerBatch), tokensPerBatch, "1 to 100000000")
    try check("learningRate", learningRate > 0 && learningRate <= 10, learningRate, "above 0, at most 10")
    try check("warmUp", (0...1_000_000_000).contains(warmUp), warmUp, "0 to 1000000000")
    try check("floor", floor >= 0 && floor <= 1, floor, "0 to 1")
    try check("beta2", beta2 >= 0 && Float(beta2) < 1, beta2, "0 up to but not 1")
    try check("weightDecay", weightDecay >= 0 && weightDecay <= 1, weightDecay, "0 to 1")
    try check("clip", clip > 0 && clip.isFinite, clip, "above 0")
    try check("dropout", dropout >= 0 && Float(dropout) < 1, dropout, "0 up to but not 1")
    try check("weightDrop", weightDrop >= 0 && Float(weightDrop) < 1, weightDrop, "0 up to but not 1")
    try check("averaging", averaging.map { $0 > 0 && $0 < 1 } ?? true, averaging ?? 0, "between 0 and 1")
    try check("shards", (1...1024).contains(shards), shards, "1 to 1024")
    try check("patience", patience.map { $0 >= 1 } ?? true, patience ?? 0, "1 or more")
    try check("validateEvery", validateEvery.map { $0 >= 1 } ?? true, validateEvery ?? 0, "1 or more")
    try check("rollbackEvery", rollbackEvery >= 1, rollbackEvery, "1 or more")
  }

  /// Every setting by name, as text: for the model's card, and to tell what a resumed run would do differently.
  ///
  /// What came to them after the first models and goes without saying is left out, so that the same run still writes the
  /// same card.
  public var facts: [String: String] {
    everyFact.filter { name, value in TrainingSettings.unsaid[name] != value }
  }

  /// What a card means that does not say.
  private static let unsaid = ["dropoutKind": Dropout.Kind.step.rawValue, "weightDrop": "\(0.0)"]

  private var everyFact: [String: String] {
    [
      "epochs": "\(epochs)", "batch": "\(batch)", "tokensPerBatch": "\(tokensPerBatch)",
      "learningRate": "\(learningRate)", "warmUp": "\(warmUp)", "decay": decay.rawValue, "floor": "\(floor)",
      "beta2": "\(beta2)", "weightDecay": "\(weightDecay)", "clip": "\(clip)", "dropout": "\(dropout)",
      "dropoutKind": dropoutKind.rawValue, "weightDrop": "\(weightDrop)",
      "averaging": averaging.map { "\($0)" } ?? "none", "precision": precision.rawValue, "seed": "\(seed)",
      "shards": "\(shards)", "patience": patience.map { "\($0)" } ?? "none",
      "validateEvery": validateEvery.map { "\($0)" } ?? "none", "rollbackEvery": "\(rollbackEvery)",
    ]
  }

  /// What of these settings an interrupted run with `facts` cannot take over, named with both values.
  ///
  /// Patience may change, and so may the number of epochs where the learning rate is constant: neither alters what has
  /// been done. Under a cosine another number of epochs would be another learning rate from the first update on.
  public func differences(from facts: [String: String]) -> [String] {
    let own = self.facts
    var free: Set<String> = ["patience"]
    if decay == .constant { free.insert("epochs") }
    // Runs of versions that never went back know nothing of it; theirs was Adam's usual memory.
    if facts["rollbackEvery"] == nil { free.insert("rollbackEvery") }
    if facts["beta2"] == nil, beta2 == 0.999 { free.insert("beta2") }
    return Set(own.keys).union(facts.keys).subtracting(free).sorted().compactMap { name in
      let unsaid = TrainingSettings.unsaid[name] ?? "none"
      let (there, here) = (facts[name] ?? unsaid, own[name] ?? unsaid)
      return there == here ? nil : "\(name) was \(there) and is now \(here)"
    }
  }
}
