import Checkpoints
import Foundation
import Recurrent
import Testing
import Tokens

@Suite struct ModelTests {
  @Test func bytesByHand() throws {
    let folder = try TemporaryFolder()
    try smallestModel().save(to: folder("m.safetensors"))
    // The checksum was worked out with the xxhash package for Python, version 3: xxh64 of the length and the JSON
    // without it, padded, then of each tensor's bytes with the digest before as its seed.
    let json =
      #"{"__metadata__":{"card":"{\"corpora\":[],\"epochs\":[],\"lilt\":\"0.1\",\"settings\":{}}","#
      + #""checksum":"40ea1a304c83d301","#
      + #""configuration":"{\"hidden\":1,\"layers\":1,\"residual\":false,\"vocabularySize\":2}","#
      + #""kind":"model","lilt":"1","vocabulary":"[\"<s>\",\"</s>\"]"},"#
      + #""layers.0.input":{"dtype":"F32","shape":[2,4],"data_offsets":[0,32]},"#
      + #""layers.0.recurrent":{"dtype":"F32","shape":[1,4],"data_offsets":[32,48]},"#
      + #""layers.0.bias":{"dtype":"F32","shape":[4],"data_offsets":[48,64]},"#
      + #""output.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[64,72]},"#
      + #""output.bias":{"dtype":"F32","shape":[2],"data_offsets":[72,80]}}"#
    let bytes = try folder.read("m.safetensors")
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length % 8 == 0)
    let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
    #expect(header.trimmingCharacters(in: [" "]) == json)
    let numbers: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 0.5, -0.5, 0.25, -0.25, 0, 1, 0, 0, -1, 1, 0, 1.5]
    let expected = numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
    }
    #expect(Array(bytes[(8 + length)...]) == expected)
  }

  @Test func roundTripInSinglePrecision() throws {
    let folder = try TemporaryFolder()
    let model = smallModel()
    try model.save(to: folder("a.safetensors"))
    let read = try Model(loading: folder("a.safetensors"))
    #expect(sameValues(read.parameters, model.parameters))
    #expect(read.vocabulary == model.vocabulary)
    #expect(read.configuration == model.configuration)
    #expect(read.card == model.card)
    #expect(read.format == .f32)
    try read.save(to: folder("b.safetensors"))
    #expect(try folder.read("a.safetensors") == folder.read("b.safetensors"))
    #expect(try folder.contents == ["a.safetensors", "b.safetensors"])
  }

  @Test func halfTheBytesAndRoundedToNearestEven() throws {
    let folder = try TemporaryFolder()
    let model = smallestModel()
    // 8 bits of mantissa: 1 + 2^-8 lies half way and goes to the even 1; 1 + 3 * 2^-8 to 1 + 2^-6; above half goes up.
    model.parameters.set([0x1.01p0, 0x1.03p0, 0x1.010002p0, -0x1.03p0], of: "layers.0.recurrent")
    try model.save(to: folder("m.safetensors"), format: .bf16)
    let read = try Model(loading: folder("m.safetensors"))
    #expect(read.parameters.values(of: "layers.0.recurrent") == [1, 0x1.04p0, 0x1.02p0, -0x1.04p0])
    #expect(read.parameters.values(of: "layers.0.input") == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(read.format == .bf16)
    // Saved again it stays what it is.
    let before = try folder.read("m.safetensors")
    try read.save(to: folder("m.safetensors"))
    #expect(try folder.read("m.safetensors") == before)
  }

  @Test func everyTruncationIsRefused() throws {
    let folder = try TemporaryFolder()
    try smallModel().save(to: folder("m.safetensors"))
    let bytes = try folder.read("m.safetensors")
    for length in stride(from: 0, to: bytes.count, by: 7) {
      let path = try folder.write(Array(bytes[..<length]), "cut.safetensors")
      #expect(throws: CheckpointError.self, "cut at \(length)") { try Model(loading: path) }
    }
    let path = try folder.write(bytes + [0], "long.safetensors")
    #expect(throws: CheckpointError.self) { try Model(loading: path) }
  }

  @Test func noFlippedBitCrashes() throws {
    let folder = try TemporaryFolder()
    let model = smallModel()
    try model.save(to: folder("m.safetensors"))
    let bytes = try folder.read("m.safetensors")
    let headerEnd = 8 + bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    var refused = 0
    for flip in 0..<600 {
      var damaged = bytes
      let place = flip * 7919 % headerEnd
      damaged[place] ^= 1 << (flip % 8)
      let path = try folder.write(damaged, "flip.safetensors")
      do throws(CheckpointError) {
        let read = try Model(loading: path)
        // What still loads is whole: a letter of a name or a digit of a loss may have changed, no size.
        #expect(read.vocabulary.count == read.configuration.vocabularySize)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 400)
  }

  @Test(arguments: [
    (#"\"hidden\":5"#, #"\"hidden\":6"#, "asks for"), (#"\"layers\":2"#, #"\"layers\":9"#, "asks for"),
    (#"\"layers\":2"#, #"\"layers\":0"#, "layers is 0"), (#"\"hidden\":5"#, #"\"hidden\":x"#, "configuration"),
    (#"\"vocabularySize\":7"#, #"\"vocabularySize\":8"#, "has 7 tokens"),
    (#""lilt":"1""#, #""lilt":"2""#, "layout 2"), (#""vocabulary":"#, #""vocabularx":"#, "'vocabularx': is unknown"),
    (#"\"<s>\",\"</s>\""#, #"\"</s>\",\"<s>\""#, "begins with <s>"),
    (#""output.bias""#, #""output.bios""#, "output.bias"),
    (#""shape":[5,20"#, #""shape":[20,5"#, "the configuration asks for [5, 20]"),
  ]) func aHeaderThatDisagreesWithItself(from: String, to: String, complaint: String) throws {
    let folder = try TemporaryFolder()
    try smallModel().save(to: folder("m.safetensors"))
    let bytes = try withoutChecksum(folder.read("m.safetensors"))
    let old = Array(from.utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: old) })
    let changed = bytes[..<place] + Array(to.utf8) + bytes[(place + old.count)...]
    let path = try folder.write(Array(changed), "m.safetensors")
    let error = #expect(throws: CheckpointError.self) { try Model(loading: path) }
    #expect(error?.description.contains(complaint) == true, "\(error?.description ?? "")")
  }

  @Test func aFileWithoutChecksumLoadsAndStaysWithout() throws {
    let folder = try TemporaryFolder()
    try smallModel().save(to: folder("m.safetensors"))
    let older = try withoutChecksum(folder.read("m.safetensors"))
    let read = try Model(loading: folder.write(older, "older.safetensors"))
    #expect(sameValues(read.parameters, smallModel().parameters))
    // Its hash must remain that of its file, by which tunes name it.
    var fingerprint = Fingerprint()
    fingerprint.combine(older)
    #expect(read.hash == fingerprint.hex)
    try read.save(to: folder("again.safetensors"))
    #expect(try folder.read("again.safetensors") == older)
  }

  @Test func weightsThatAreNoNumbers() throws {
    let folder = try TemporaryFolder()
    let model = smallModel()
    var bias = model.parameters.values(of: "output.bias")
    bias[3] = .nan
    model.parameters.set(bias, of: "output.bias")
    for format in TensorFormat.allCases {
      try model.save(to: folder("m.safetensors"), format: format)
      let error = #expect(throws: CheckpointError.self) { try Model(loading: folder("m.safetensors")) }
      #expect(error?.place == .tensor("output.bias"))
      #expect(error?.problem == "number 3 is nan")
    }
  }

  @Test func tensorsOfAnotherProgram() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(TensorHeader(metadata: ["format": "pt"], tensors: []).bytes, "t.safetensors")
    let error = #expect(throws: CheckpointError.self) { try Model(loading: path) }
    #expect(error?.description.contains("Lilt did not write") == true)
  }

  @Test func hashIsTheFiles() throws {
    let folder = try TemporaryFolder()
    let model = smallModel()
    try model.save(to: folder("m.safetensors"))
    var fingerprint = Fingerprint()
    fingerprint.combine(try folder.read("m.safetensors"))
    #expect(model.hash == fingerprint.hex)
    #expect(try Model(loading: folder("m.safetensors")).hash == model.hash)
    #expect(smallModel(seed: 4).hash != model.hash)
    try model.save(to: folder("half.safetensors"), format: .bf16)
    #expect(try Model(loading: folder("half.safetensors")).hash != model.hash)
  }

  @Test func bundledModelLoadsOrSaysWhy() {
    do throws(CheckpointError) {
      let model = try Model.bundled
      #expect(model.vocabulary.count == model.configuration.vocabularySize)
    } catch {
      #expect(error.kind == .missing)
      #expect(error.description.contains("--model"))
    }
  }
}
