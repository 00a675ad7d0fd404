import Recurrent
import Tokens

/// A trained network, the tokens it speaks and where it comes from: one safetensors file.
///
/// The tensors carry ``Recurrent/Parameters``'s names and shapes, row-major. `__metadata__` holds JSON under
/// `configuration`, `vocabulary` and `card`, under `context` what the network hears beside the tokens, and under `lilt` the version of this layout.
public struct Model: Sendable {
  /// The network's shape.
  public let configuration: NetworkConfiguration
  /// The tokens its rows stand for.
  public let vocabulary: Vocabulary
  /// What the network hears beside the tokens; nil where nothing.
  public let context: MetricalContext?
  /// Its weights. A reference: copy before changing them.
  public let parameters: Parameters
  /// What it learned and how.
  public var card: ModelCard
  /// How its weights are stored: as read, or f32 for a model made in memory.
  public var format: TensorFormat
  /// Whether its file bears a checksum; one read from a file without is written without, so that its hash stays.
  private let isSealed: Bool

  /// Puts a model together.
  ///
  /// - Precondition: the vocabulary has as many tokens as the parameters' network, and the context its inputs.
  public init(
    parameters: Parameters, vocabulary: Vocabulary, context: MetricalContext? = nil, card: ModelCard,
    format: TensorFormat = .f32
  ) {
    precondition(
      vocabulary.count == parameters.configuration.vocabularySize,
      "\(vocabulary.count) tokens for a network of \(parameters.configuration.vocabularySize)")
    precondition(
      parameters.configuration.context == context?.sizes(vocabulary: vocabulary.count) ?? [],
      "a context the network has no inputs for")
    configuration = parameters.configuration
    self.context = context
    self.parameters = parameters
    self.vocabulary = vocabulary
    self.card = card
    self.format = format
    isSealed = true
  }

  /// Reads the model, or a training state's newest model, at `path`.
  ///
  /// - Throws: a ``CheckpointError`` that names the byte, tensor or metadata at fault.
  /// - Complexity: O(file); about 20 ms for 5 million parameters.
  public init(loading path: String) throws(CheckpointError) {
    try self.init(reading: TensorFile(path: path))
  }

  init(reading file: TensorFile) throws(CheckpointError) {
    try Metadata.checkVersion(of: file)
    try file.verify()
    isSealed = file.header.metadata[Metadata.checksum] != nil
    configuration = try Metadata.value(NetworkConfiguration.self, Metadata.configuration, in: file)
    vocabulary = try Metadata.value(Vocabulary.self, Metadata.vocabulary, in: file)
    context =
      file.header.metadata[Metadata.context] == nil
      ? nil : try Metadata.value(MetricalContext.self, Metadata.context, in: file)
    card = try Metadata.value(ModelCard.self, Metadata.card, in: file)
    do {
      try configuration.validate()
    } catch {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(Metadata.configuration), "\(error)", remedy: "get the file again")
    }
    try Metadata.checkVersion(of: file, for: configuration)
    guard vocabulary.count == configuration.vocabularySize else {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(Metadata.vocabulary),
        "has \(vocabulary.count) tokens, the network \(configuration.vocabularySize)", remedy: "get the file again")
    }
    if let problem = context?.problem {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(Metadata.context), problem, remedy: "get the file again")
    }
    guard configuration.context == context?.sizes(vocabulary: vocabulary.count) ?? [] else {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(Metadata.context), "does not fit the network's inputs",
        remedy: "use the Lilt that wrote it, or get the file again")
    }
    let weights = file.header.tensors.filter { !TrainingState.owns($0.name) }
    parameters = try Parameters(configuration: configuration, reading: file, prefix: "", expecting: weights)
    format = weights.allSatisfy { $0.format == .bf16 } ? .bf16 : .f32
  }

  /// Writes the model to `path`, whole or not at all; the same model gives the same bytes.
  ///
  /// - Parameter format: how weights are stored: ``format`` unless told otherwise. bf16 halves the file and rounds each
  ///   weight to 8 bits of mantissa.
  /// - Throws: a ``CheckpointError``; the old file, if there was one, is untouched.
  public func save(to path: String, format: TensorFormat? = nil) throws(CheckpointError) {
    let tensors = parameters.sources(prefix: "", format: format ?? self.format)
    try TensorFile.write(metadata: try metadata(path: path), tensors: tensors, sealed: isSealed, to: path)
  }

  /// Works out the context of tunes for the network; nil where it hears tokens alone.
  public var contextReader: ContextReader? { context.map { ContextReader($0, vocabulary: vocabulary) } }

  /// SHA-256 of the file ``save(to:format:)`` writes, 64 hexadecimal digits: what `sha256sum` says of a model that Lilt
  /// wrote.
  ///
  /// - Complexity: O(parameters), some 100 ms for 5 million of them; keep it.
  public var hash: String {
    let tensors = parameters.sources(prefix: "", format: format)
    let metadata = (try? metadata(path: "")) ?? [:]
    var fingerprint = Fingerprint()
    fingerprint.combine(TensorFile.header(metadata: metadata, tensors: tensors, sealed: isSealed).bytes)
    for tensor in tensors { fingerprint.combine(OpenFile.bytes(of: tensor.values(), as: tensor.format)) }
    return fingerprint.hex
  }

  func metadata(path: String) throws(CheckpointError) -> [String: String] {
    var texts = [
      Metadata.format: Metadata.version(of: configuration),
      Metadata.kind: "model",
      Metadata.configuration: try Metadata.text(of: configuration, key: Metadata.configuration, path: path),
      Metadata.vocabulary: try Metadata.text(of: vocabulary, key: Metadata.vocabulary, path: path),
      Metadata.card: try Metadata.text(of: card, key: Metadata.card, path: path),
    ]
    if let context {
      texts[Metadata.context] = try Metadata.text(of: context, key: Metadata.context, path: path)
    }
    return texts
  }
}

extension Parameters {
  /// Reads the tensors called `prefix` and a parameter's name.
  ///
  /// Nothing is allocated before the tensors there are, whose bytes the file has, add up to what the network needs.
  convenience init(
    configuration: NetworkConfiguration, reading file: TensorFile, prefix: String, expecting entries: [TensorEntry]
  ) throws(CheckpointError) {
    let count = entries.reduce(0) { $0 + $1.count }
    guard count == configuration.parameterCount else {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(Metadata.configuration),
        "asks for \(configuration.parameterCount) numbers, the file has \(count)",
        remedy: "the file does not fit its configuration; get it again")
    }
    self.init(configuration: configuration)
    guard entries.count == tensors.count else {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(Metadata.configuration),
        "asks for \(tensors.count) tensors, the file has \(entries.count)",
        remedy: "the file does not fit its configuration; get it again")
    }
    for tensor in tensors {
      set(try file.values(of: prefix + tensor.name, shape: tensor.shape), of: tensor.name)
    }
  }

  /// Reads the tensors of a file whose names begin with `prefix`.
  convenience init(
    configuration: NetworkConfiguration, reading file: TensorFile, prefix: String
  ) throws(CheckpointError) {
    try self.init(
      configuration: configuration, reading: file, prefix: prefix,
      expecting: file.header.tensors.filter { $0.name.hasPrefix(prefix) })
  }

  /// Every tensor, to be written.
  func sources(prefix: String, format: TensorFormat) -> [TensorSource] {
    tensors.map { tensor in
      TensorSource(name: prefix + tensor.name, format: format, shape: tensor.shape) { self.values(of: tensor.name) }
    }
  }
}
