import Checkpoints
import Foundation
import Testing

@Suite struct TensorFileTests {
  /// Made with the safetensors 0.8.0 package for Python from numpy and ml_dtypes arrays: `alpha` 2 x 3 in F32, `beta`
  /// of 4 in BF16, `scalar` without extents and `empty` without numbers.
  private let fromPython = """
    OAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJub3RlIjoiR3LDvMOfZSBcInF1b3RlZFwiXG7wnYSeIiwiZm9ybWF0IjoicHQifSwiYWxwaGEiOnsi\
    ZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzIsM10sImRhdGFfb2Zmc2V0cyI6WzAsMjRdfSwiZW1wdHkiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzAs\
    NV0sImRhdGFfb2Zmc2V0cyI6WzI0LDI0XX0sInNjYWxhciI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbMjQsMjhd\
    fSwiYmV0YSI6eyJkdHlwZSI6IkJGMTYiLCJzaGFwZSI6WzRdLCJkYXRhX29mZnNldHMiOlsyOCwzNl19fSAgICAgICAAAIA/AAAgwAAAUEAAAAAA\
    AAAAgMIWAQAAAOBAgD8gwAEAf38=
    """

  /// A file of `json` and `data`, its length told as it is.
  private func file(_ json: String, data: Int, _ folder: TemporaryFolder) throws -> String {
    let body = Array(json.utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: body.count >> (8 * $0)) }
    return try folder.write(length + body + [UInt8](repeating: 0, count: data), "t.safetensors")
  }

  @Test func readsWhatTheReferenceWrites() throws {
    let folder = try TemporaryFolder()
    let bytes = try #require(Data(base64Encoded: fromPython))
    let file = try TensorFile(path: folder.write([UInt8](bytes), "t.safetensors"))
    #expect(file.header.metadata == ["format": "pt", "note": "Grüße \"quoted\"\n𝄞"])
    #expect(try file.values(of: "alpha", shape: [2, 3]) == [1, -2.5, 3.25, 0, -0.0, .init(bitPattern: 0x116C2)])
    #expect(try file.values(of: "alpha", shape: [2, 3])[4].sign == .minus)
    // 0x3F80, 0xC020, the smallest subnormal 2^-133, and the largest finite: (2 - 2^-7) * 2^127.
    #expect(try file.values(of: "beta", shape: [4]) == [1, -2.5, 0x1p-133, 0x1.FEp127])
    #expect(try file.values(of: "scalar", shape: []) == [7])
    #expect(try file.values(of: "empty", shape: [0, 5]) == [])
    #expect(file.header.tensors.first { $0.name == "beta" }?.range == 28..<36)
    #expect(file.entry(named: "gamma") == nil)
  }

  @Test func wrongNameOrShapeIsNamed() throws {
    let folder = try TemporaryFolder()
    let bytes = try #require(Data(base64Encoded: fromPython))
    let file = try TensorFile(path: folder.write([UInt8](bytes), "t.safetensors"))
    let missing = #expect(throws: CheckpointError.self) { try file.values(of: "gamma", shape: [1]) }
    #expect(missing?.place == .tensor("gamma"))
    let shape = #expect(throws: CheckpointError.self) { try file.values(of: "alpha", shape: [3, 2]) }
    #expect(shape?.description.contains("[2, 3]") == true && shape?.description.contains("[3, 2]") == true)
  }

  @Test func headerBytesByHand() {
    let header = TensorHeader(
      metadata: ["b": "23", "a": "\"\u{1}"], tensors: [("w", .bf16, [2, 3]), ("v", .f32, [])])
    let json =
      #"{"__metadata__":{"a":"\"\u0001","b":"23"},"w":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]},"#
      + #""v":{"dtype":"F32","shape":[],"data_offsets":[12,16]}}"#
    // The JSON is 153 bytes; the next multiple of 8 is 160.
    #expect(json.utf8.count == 153)
    #expect(header.bytes == [160, 0, 0, 0, 0, 0, 0, 0] + Array(json.utf8) + [UInt8](repeating: 0x20, count: 7))
    #expect(header.dataSize == 16)
  }

  @Test func headerReadsBack() throws {
    let header = TensorHeader(metadata: ["k": "\\ \u{7F} é"], tensors: [("a/b", .f32, [1, 4]), ("", .bf16, [0])])
    #expect(try TensorHeader(parsing: Array(header.bytes.dropFirst(8)), dataSize: 16, path: "p") == header)
  }

  @Test func escapesOfEveryKind() throws {
    let json = #"{"__metadata__":{"k":"\"\\\/\b\f\n\r\té𝄞"}}"#
    let header = try TensorHeader(parsing: Array(json.utf8), dataSize: 0, path: "p")
    #expect(header.metadata["k"] == "\"\\/\u{8}\u{C}\n\r\té𝄞")
  }

  @Test(arguments: [
    // What is claimed, and a word of the complaint.
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#, 8, "takes 4 bytes"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8, "follow the last tensor"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "gap"),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      8, "overlaps"
    ),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}"#, 8, "claims data bytes 8 to 4"),
    (#"{"a":{"dtype":"F32","shape":[1125899906842624],"data_offsets":[0,4503599627370496]}}"#, 8, "the file has 8"),
    (#"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#, 8, "beyond any memory"),
    (#"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}"#, 8, "too large"),
    (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 8, "type 'F64'"),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      8, "twice"
    ),
    (#"{"__metadata__":{"a":"1","a":"2"}}"#, 0, "twice"),
    (#"{"__metadata__":{},"__metadata__":{}}"#, 0, "twice"),
    (#"{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 4, "twice"),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "lacks"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4, "lacks"),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "natural number"),
    (#"{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}"#, 4, "needless 0"),
    (#"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, 4, "expected ']'"),
    (#"{"__metadata__":{"a":1}}"#, 0, "expected '\"'"),
    (#"{"__metadata__":{"a":"\ud834"}}"#, 0, "surrogate"),
    (#"{"__metadata__":{"a":"\udd1e"}}"#, 0, "surrogate"),
    (#"{"__metadata__":{"a":"\q"}}"#, 0, "backslash"),
    ("{\"__metadata__\":{\"a\":\"\n\"}}", 0, "control character"),
    (#"{} x"#, 0, "only spaces"), (#"[]"#, 0, "begins with '{'"), (#" {}"#, 0, "begins with '{'"),
    (#"{,}"#, 0, "expected"), (#"{"a""#, 0, "expected ':'"), (#"{"a"#, 0, "ends inside a text"),
  ]) func falseClaimsAreRefused(json: String, data: Int, complaint: String) throws {
    let folder = try TemporaryFolder()
    let path = try file(json, data: data, folder)
    let error = #expect(throws: CheckpointError.self) { try TensorFile(path: path) }
    #expect(error?.kind == .content)
    #expect(error?.description.hasPrefix(path + ": ") == true)
    #expect(error?.description.contains(complaint) == true, "\(error?.description ?? "")")
  }

  @Test func textThatIsNotUTF8() throws {
    let json = Array(#"{"__metadata__":{"a":""#.utf8) + [0xC3, 0x28] + Array(#""}}"#.utf8)
    let error = #expect(throws: CheckpointError.self) { try TensorHeader(parsing: json, dataSize: 0, path: "p") }
    // The text begins at byte 22 of the JSON, 30 of the file.
    #expect(error?.place == .byte(30))
  }

  @Test(arguments: [0, 1, 100_000_001, UInt64.max, 1 << 50]) func falseLengthsAllocateNothing(length: UInt64) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array("{}      ".utf8)
    let path = try folder.write(bytes, "t.safetensors")
    let error = #expect(throws: CheckpointError.self) { try TensorFile(path: path) }
    #expect(error?.place == .byte(0))
  }

  @Test func filesThatAreNone() throws {
    let folder = try TemporaryFolder()
    #expect(throws: CheckpointError.self) { try TensorFile(path: folder.write([], "empty")) }
    let missing = #expect(throws: CheckpointError.self) { try TensorFile(path: folder("none")) }
    #expect(missing?.kind == .missing)
    let directory = #expect(throws: CheckpointError.self) { try TensorFile(path: folder.path) }
    #expect(directory?.description.contains("not a regular file") == true)
    #expect(throws: CheckpointError.self) { try TensorFile(path: "/dev/zero") }
  }
}
