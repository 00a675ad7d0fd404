/// The header of a safetensors file: free text and where each tensor lies.
///
/// Written by hand because no Swift package on Debian or among the listed ones reads safetensors, and because the JSON
/// readers at hand neither see a key that is there twice nor say at which byte a header goes wrong.
///
/// Layout (huggingface/safetensors, "Format"): 8 bytes N, unsigned little-endian; N bytes of JSON in UTF-8, beginning
/// with `{`, padded with spaces; then the numbers, which the tensors' ranges cover without gap or overlap.
public struct TensorHeader: Hashable, Sendable {
  /// The entries of `__metadata__`.
  public var metadata: [String: String]
  /// The tensors in the order of their bytes.
  public private(set) var tensors: [TensorEntry]

  /// The longest header the format allows.
  public static let maximumLength = 100_000_000

  /// Lays tensors out one after another in the given order.
  public init(metadata: [String: String], tensors: [(name: String, format: TensorFormat, shape: [Int])]) {
    self.metadata = metadata
    self.tensors = []
    var end = 0
    for tensor in tensors {
      let size = tensor.shape.reduce(tensor.format.size, *)
      self.tensors.append(
        TensorEntry(name: tensor.name, format: tensor.format, shape: tensor.shape, range: end..<end + size))
      end += size
    }
  }

  /// The same header with `checksum` in its metadata, or without any.
  func with(checksum: Checksum?) -> TensorHeader {
    var header = self
    header.metadata[Metadata.checksum] = checksum?.hex
    return header
  }

  /// Bytes of all tensors together.
  public var dataSize: Int { tensors.last?.range.upperBound ?? 0 }

  /// Reads the JSON of a header and checks it against the bytes that follow.
  ///
  /// - Parameters:
  ///   - json: the N bytes after the length.
  ///   - dataSize: how many bytes the file has after the header.
  /// - Throws: a ``CheckpointError`` that names the byte or the tensor at fault.
  /// - Complexity: O(n log n) in the number of tensors; allocates in proportion to `json` alone.
  public init(parsing json: [UInt8], dataSize: Int, path: String) throws(CheckpointError) {
    do {
      var reader = HeaderReader(json)
      let (metadata, raw) = try reader.header()
      self.metadata = metadata
      tensors = []
      for entry in raw { tensors.append(try TensorEntry(checking: entry, dataSize: dataSize)) }
    } catch {
      throw CheckpointError(
        .content, path: path, at: error.place, error.problem,
        remedy: "the file is damaged or was not written as safetensors; get it again")
    }
    tensors.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    var end = 0
    for tensor in tensors {
      guard tensor.range.lowerBound == end else {
        let fault = tensor.range.lowerBound < end ? "overlaps the tensor before it" : "leaves a gap before it"
        throw CheckpointError(
          .content, path: path, at: .tensor(tensor.name),
          "starts at data byte \(tensor.range.lowerBound), which \(fault)",
          remedy: "the file is damaged; get it again")
      }
      end = tensor.range.upperBound
    }
    guard end == dataSize else {
      throw CheckpointError(
        .content, path: path, at: .byte(8 + json.count + end), "\(dataSize - end) bytes follow the last tensor",
        remedy: "the file is damaged; get it again")
    }
  }

  /// The start of the file: the length and the JSON, padded with spaces so that the numbers begin at a multiple of 8.
  ///
  /// Metadata comes first, sorted by key, then the tensors in order, so the same content gives the same bytes.
  public var bytes: [UInt8] {
    var json = "{"
    var separator = ""
    if !metadata.isEmpty {
      let keys = metadata.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let pairs = keys.map { "\(JSONText.quoted($0)):\(JSONText.quoted(metadata[$0] ?? ""))" }
      json += "\"__metadata__\":{\(pairs.joined(separator: ","))}"
      separator = ","
    }
    for tensor in tensors {
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      json += "\(separator)\(JSONText.quoted(tensor.name)):{\"dtype\":\"\(tensor.format.rawValue)\","
      json += "\"shape\":[\(shape)],\"data_offsets\":[\(tensor.range.lowerBound),\(tensor.range.upperBound)]}"
      separator = ","
    }
    json += "}"
    var body = Array(json.utf8)
    body += [UInt8](repeating: UInt8(ascii: " "), count: (8 - body.count % 8) % 8)
    let length = UInt64(body.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + body
  }
}

extension TensorEntry {
  /// Checks what a header claims about one tensor; every product is checked for overflow.
  init(checking raw: HeaderReader.RawEntry, dataSize: Int) throws(HeaderFault) {
    func fault(_ problem: String) -> HeaderFault { HeaderFault(place: .tensor(raw.name), problem: problem) }
    guard let format = TensorFormat(rawValue: raw.format) else {
      throw fault("is of type '\(raw.format)'; only F32 and BF16 are read")
    }
    var size = format.size
    for extent in raw.shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw fault("has a shape \(raw.shape) beyond any memory") }
      size = product
    }
    guard raw.begin <= raw.end, raw.end <= dataSize else {
      throw fault("claims data bytes \(raw.begin) to \(raw.end), the file has \(dataSize)")
    }
    guard raw.end - raw.begin == size else {
      throw fault("has shape \(raw.shape), which takes \(size) bytes, and a range of \(raw.end - raw.begin)")
    }
    self.init(name: raw.name, format: format, shape: raw.shape, range: raw.begin..<raw.end)
  }
}
