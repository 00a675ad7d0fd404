/// A safetensors file open to read: its header, and its tensors one at a time.
///
/// The header is checked against the size of the file before anything is read on its word, so a file that claims
/// petabytes costs nothing. Any tool that reads safetensors can read what ``write(metadata:tensors:to:)`` writes.
public struct TensorFile {
  /// Where the file lies.
  public let path: String
  /// What it says it holds; checked.
  public let header: TensorHeader
  private let file: OpenFile
  private let dataStart: Int
  private let entries: [String: TensorEntry]

  /// Opens the file at `path` and checks its header.
  ///
  /// - Throws: a ``CheckpointError`` with the byte or tensor at fault.
  public init(path: String) throws(CheckpointError) {
    self.path = path
    let file = try TensorFile.reading(path) { () throws(SystemFault) in try OpenFile.reading(path) }
    guard let size = try TensorFile.reading(path, { () throws(SystemFault) in try file.size() }) else {
      throw CheckpointError(
        .content, path: path, "is not a regular file", remedy: "name a safetensors file; a stream cannot be read")
    }
    let start = try TensorFile.reading(path) { () throws(SystemFault) in try file.bytes(at: 0, count: min(size, 8)) }
    guard start.count == 8 else {
      throw CheckpointError(
        .content, path: path, at: .byte(start.count), "the file ends before the length of its header",
        remedy: "name a safetensors file")
    }
    let length = start.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length >= 2, length <= UInt64(TensorHeader.maximumLength), length <= UInt64(size - 8) else {
      throw CheckpointError(
        .content, path: path, at: .byte(0), "a header of \(length) bytes is claimed in a file of \(size)",
        remedy: "the file is cut short or is no safetensors file; get it again")
    }
    let json = try TensorFile.reading(path) { () throws(SystemFault) in try file.bytes(at: 8, count: Int(length)) }
    self.file = file
    dataStart = 8 + Int(length)
    header = try TensorHeader(parsing: json, dataSize: size - dataStart, path: path)
    entries = Dictionary(uniqueKeysWithValues: header.tensors.map { ($0.name, $0) })
  }

  /// The tensor called `name`, if there is one.
  public func entry(named name: String) -> TensorEntry? { entries[name] }

  /// Whether it has tensors whose names begin with `prefix`.
  func holds(_ prefix: String) -> Bool { header.tensors.contains { $0.name.hasPrefix(prefix) } }

  /// The numbers of the tensor `name`, row-major, widened to f32.
  ///
  /// - Throws: a ``CheckpointError`` where there is no such tensor, its shape is not `shape`, or a number in it is
  ///   infinite or none: a network with such a weight answers nothing but nonsense.
  public func values(of name: String, shape: [Int]) throws(CheckpointError) -> [Float] {
    guard let entry = entries[name] else {
      throw CheckpointError(
        .content, path: path, at: .tensor(name), "is missing", remedy: "the file does not fit its configuration")
    }
    guard entry.shape == shape else {
      throw CheckpointError(
        .content, path: path, at: .tensor(name), "has shape \(entry.shape), the configuration asks for \(shape)",
        remedy: "the file does not fit its configuration")
    }
    let numbers = try TensorFile.reading(path) { () throws(SystemFault) in
      try file.floats(entry.format, at: dataStart + entry.range.lowerBound, count: entry.count)
    }
    guard numbers.count == entry.count else {
      throw CheckpointError(
        .content, path: path, at: .tensor(name), "the file ended while it was read", remedy: "get the file again")
    }
    // Every bit of the exponent set is infinity or no number; the maximum of the exponents shows whether any has.
    let exponents = numbers.reduce(UInt32(0)) { max($0, $1.bitPattern & 0x7F80_0000) }
    guard exponents < 0x7F80_0000 else {
      let index = numbers.firstIndex { !$0.isFinite } ?? 0
      throw CheckpointError(
        .content, path: path, at: .tensor(name), "number \(index) is \(numbers[index])",
        remedy: "the training broke down or the file is damaged; use an earlier checkpoint")
    }
    return numbers
  }

  /// Reads the whole file and holds it against the checksum in its metadata; one without a checksum passes.
  ///
  /// Of the header it is what it says that counts, not how: a bit that changes the case of an escape's hexadecimal
  /// digit changes nothing that is read.
  ///
  /// - Throws: a ``CheckpointError`` where the file holds something else than what was written.
  /// - Complexity: O(n); some 40 ms for 100 MB that the system has in memory. Room for one tensor.
  func verify() throws(CheckpointError) {
    guard let told = header.metadata[Metadata.checksum] else {
      // Versions that wrote no checksum wrote no other keys than these; a damaged name of the checksum's is among
      // others.
      guard let unknown = header.metadata.keys.filter({ !Metadata.known.contains($0) }).min() else { return }
      throw CheckpointError(
        .content, path: path, at: .metadata(unknown), "is unknown, and there is no checksum",
        remedy: "the file was damaged, or another program changed it; get it again")
    }
    var checksum = Checksum()
    checksum.combine(header.with(checksum: nil).bytes)
    for tensor in header.tensors {
      checksum.combine(
        try TensorFile.reading(path) { () throws(SystemFault) in
          try file.bytes(at: dataStart + tensor.range.lowerBound, count: tensor.range.count)
        })
    }
    guard checksum.hex == told else {
      throw CheckpointError(
        .content, path: path, at: .metadata(Metadata.checksum),
        "is \(told.prefix(32)), the file's content has \(checksum.hex)",
        remedy: "the file was damaged after it was written; get it again or use an earlier checkpoint")
    }
  }

  /// The header of a file of `tensors`; `sealed` with a checksum over everything else in the file.
  static func header(metadata: [String: String], tensors: [TensorSource], sealed: Bool) -> TensorHeader {
    let header = TensorHeader(metadata: metadata, tensors: tensors.map { ($0.name, $0.format, $0.shape) })
    guard sealed else { return header }
    var checksum = Checksum()
    checksum.combine(header.bytes)
    for tensor in tensors {
      let numbers = tensor.values()
      switch tensor.format {
      case .f32: checksum.combine(numbers.span.bytes)
      case .bf16: checksum.combine(OpenFile.bytes(of: numbers, as: .bf16))
      }
    }
    return header.with(checksum: checksum)
  }

  /// Writes a safetensors file whole or not at all; the same content gives the same bytes.
  ///
  /// - Throws: a ``CheckpointError``; the old file, if there was one, is untouched.
  static func write(
    metadata: [String: String], tensors: [TensorSource], sealed: Bool = true, to path: String
  ) throws(CheckpointError) {
    let header = header(metadata: metadata, tensors: tensors, sealed: sealed)
    let start = header.bytes
    guard start.count - 8 <= TensorHeader.maximumLength else {
      throw CheckpointError(
        .content, path: path, "its header would take \(start.count) bytes", remedy: "keep less text in the card")
    }
    try AtomicFile.write(to: path) { file throws(SystemFault) in
      try file.write(start)
      for tensor in tensors { try file.write(tensor.values(), as: tensor.format) }
    }
  }

  /// Runs `body` and says of which file its fault was.
  private static func reading<R>(
    _ path: String, _ body: () throws(SystemFault) -> R
  ) throws(CheckpointError) -> R {
    do {
      return try body()
    } catch {
      if error.isMissing {
        throw CheckpointError(.missing, path: path, "there is no such file", remedy: "check the name")
      }
      throw CheckpointError(
        .storage, path: path, "cannot be read: \(error.reason)", remedy: "check the file's permissions and its disk")
    }
  }
}

/// A tensor about to be written; its numbers are asked for when their turn comes.
struct TensorSource {
  let name: String
  let format: TensorFormat
  let shape: [Int]
  let values: () -> [Float]
}
