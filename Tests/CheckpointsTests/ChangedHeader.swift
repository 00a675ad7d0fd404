import Checkpoints
import Testing

/// Expects a model's file whose header says `to` where it said `from`, without its checksum, to be refused with
/// `complaint`.
func expectRefusal(of bytes: [UInt8], replacing from: String, by to: String, _ complaint: String) throws {
  let folder = try TemporaryFolder()
  let bytes = try withoutChecksum(bytes)
  let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
  let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
  #expect(header.contains(from))
  let json = Array(header.replacing(from, with: to, maxReplacements: 1).utf8)
  let start = (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
  let path = try folder.write(start + json + bytes[(8 + length)...], "changed.safetensors")
  let error = #expect(throws: CheckpointError.self) { try Model(loading: path) }
  #expect(error?.description.contains(complaint) == true, "\(error as Any)")
}
