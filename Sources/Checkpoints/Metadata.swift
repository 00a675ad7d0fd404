import Foundation
import Recurrent

/// The JSON texts in a checkpoint's `__metadata__`, by key.
enum Metadata {
  static let format = "lilt"
  static let kind = "kind"
  static let configuration = "configuration"
  static let vocabulary = "vocabulary"
  static let context = "context"
  static let card = "card"
  static let progress = "progress"
  static let rollback = "rollback"
  static let checksum = "checksum"

  /// Every key this version reads, and the one that other writers of safetensors leave.
  static let known: Set<String> = [
    format, kind, configuration, vocabulary, context, card, progress, rollback, checksum, "format",
  ]

  /// The layout of a network's checkpoints; raised where an older Lilt would take the file for something else.
  ///
  /// What came to the first one since, cells but the LSTM, a context beside the tokens, a learned start and the point a
  /// state goes back to, older ones do not know, but they refuse such files by themselves: the tensors are not those that
  /// the configuration they read asks for. Of layer norms no tensor tells, of a tied input none where V = H.
  static func version(of configuration: NetworkConfiguration) -> String {
    configuration.layerNorm || configuration.tied ? "2" : "1"
  }

  private static let versions = ["1", "2"]

  /// Sorted keys, so that the same content gives the same bytes.
  static func text(of value: some Encodable, key: String, path: String) throws(CheckpointError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw CheckpointError(
        .content, path: path, at: .metadata(key), "cannot be written as JSON: \(Metadata.reason(error))",
        remedy: "every number must be finite")
    }
  }

  /// The value stored under `key`.
  static func value<Value: Decodable>(
    _: Value.Type, _ key: String, in file: TensorFile
  ) throws(CheckpointError) -> Value {
    guard let text = file.header.metadata[key] else {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(key), "is missing",
        remedy: "this is no checkpoint that Lilt wrote; name one")
    }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(key), "is not what it should be: \(Metadata.reason(error))",
        remedy: "the file is damaged or another Lilt's; get it again")
    }
  }

  /// Throws unless the file is a checkpoint in a layout this version knows.
  static func checkVersion(of file: TensorFile) throws(CheckpointError) {
    guard let version = file.header.metadata[format] else {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(format), "is missing",
        remedy: "these are tensors that Lilt did not write; name a model trained by lilt train")
    }
    guard versions.contains(version) else {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(format), "layout \(version.prefix(20)) is unknown to this version",
        remedy: "use the Lilt that wrote it")
    }
  }

  /// Throws where the layout is not that of the network the file says it holds.
  static func checkVersion(
    of file: TensorFile, for configuration: NetworkConfiguration
  ) throws(CheckpointError) {
    let version = file.header.metadata[format] ?? ""
    guard version == Metadata.version(of: configuration) else {
      throw CheckpointError(
        .content, path: file.path, at: .metadata(format), "layout \(version.prefix(20)) is not that of its network",
        remedy: "the file is damaged; get it again")
    }
  }

  /// The heart of a coding error on one line: Foundation's own text runs over many.
  private static func reason(_ error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty ? "" : " at " + path.map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case DecodingError.dataCorrupted(let context): return context.debugDescription + place(context.codingPath)
    case DecodingError.keyNotFound(let key, let context): return "no '\(key.stringValue)'" + place(context.codingPath)
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      return context.debugDescription + place(context.codingPath)
    case EncodingError.invalidValue(let value, let context): return "\(value)" + place(context.codingPath)
    default: return "\(error)"
    }
  }
}
