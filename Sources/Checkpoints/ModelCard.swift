/// Where a model comes from: what it learned, how, and how well. No dates, so that the same training gives the same
/// bytes.
public struct ModelCard: Codable, Hashable, Sendable {
  /// What the model is called, where it has a name.
  public var name: String?
  /// The version of Lilt that trained it.
  public var lilt: String
  /// The collections it learned from.
  public var corpora: [CorpusFacts]
  /// What it was trained on and held out from.
  public var data: DataFacts?
  /// The settings it was trained with, as text, by name.
  public var settings: [String: String]
  /// How each epoch ended, the first one first.
  public var epochs: [EpochFacts]
  /// The update after which these parameters stood.
  public var step: Int?
  /// Their loss on the held-out tunes, nats a token.
  public var heldOutLoss: Double?
  /// Anything else worth telling, in plain text.
  public var notes: String?

  /// A card that tells the version alone; the rest is filled in as it becomes known.
  public init(
    name: String? = nil, lilt: String, corpora: [CorpusFacts] = [], data: DataFacts? = nil,
    settings: [String: String] = [:], epochs: [EpochFacts] = [], step: Int? = nil, heldOutLoss: Double? = nil,
    notes: String? = nil
  ) {
    self.name = name
    self.lilt = lilt
    self.corpora = corpora
    self.data = data
    self.settings = settings
    self.epochs = epochs
    self.step = step
    self.heldOutLoss = heldOutLoss
    self.notes = notes
  }
}

/// One collection of tunes and on what terms it may be used.
public struct CorpusFacts: Codable, Hashable, Sendable {
  /// What it is called.
  public var name: String
  /// Where it can be had.
  public var source: String?
  /// Its licence, by name or SPDX identifier.
  public var licence: String?
  /// Tunes taken from it.
  public var tunes: Int
  /// Their tokens, bounds not counted.
  public var tokens: Int?

  /// Describes a collection.
  public init(name: String, source: String? = nil, licence: String? = nil, tunes: Int, tokens: Int? = nil) {
    self.name = name
    self.source = source
    self.licence = licence
    self.tunes = tunes
    self.tokens = tokens
  }
}

/// The sequences a model was trained on and those it was tested on.
public struct DataFacts: Codable, Hashable, Sendable {
  /// Tunes trained on.
  public var tunes: Int
  /// Tokens predicted in them: everything after `<s>`, `</s>` included.
  public var tokens: Int
  /// Tunes held out.
  public var heldOutTunes: Int
  /// Tokens predicted in those.
  public var heldOutTokens: Int
  /// SHA-256 of all sequences in their order; another collection or split gives another.
  public var fingerprint: String

  /// Describes a split.
  public init(tunes: Int, tokens: Int, heldOutTunes: Int, heldOutTokens: Int, fingerprint: String) {
    self.tunes = tunes
    self.tokens = tokens
    self.heldOutTunes = heldOutTunes
    self.heldOutTokens = heldOutTokens
    self.fingerprint = fingerprint
  }
}

/// How one epoch ended.
public struct EpochFacts: Codable, Hashable, Sendable {
  /// Its number, from 1.
  public var epoch: Int
  /// Updates made by its end.
  public var step: Int
  /// Mean loss while training, dropout on, nats a token.
  public var trainLoss: Double
  /// Loss on the held-out tunes, dropout off, nats a token; nil where none were held out.
  public var heldOutLoss: Double?

  /// Describes an epoch.
  public init(epoch: Int, step: Int, trainLoss: Double, heldOutLoss: Double?) {
    self.epoch = epoch
    self.step = step
    self.trainLoss = trainLoss
    self.heldOutLoss = heldOutLoss
  }
}
