import Checkpoints
import Foundation
import Kernels
import Recurrent
import Testing
import Tokens

/// Models of every cell in files, and models that hear a context.
@Suite struct CellTests {
  private func model(_ cell: Cell) -> Model {
    let network = NetworkConfiguration(vocabularySize: 2, layers: 2, hidden: 3, cell: cell)
    let parameters = Parameters(configuration: network)
    fill(parameters, seed: 4)
    return Model(parameters: parameters, vocabulary: Vocabulary(tokens: []), card: ModelCard(lilt: "0.1"))
  }

  @Test(arguments: Cell.allCases)
  func roundTrip(cell: Cell) throws {
    let folder = try TemporaryFolder()
    let model = model(cell)
    try model.save(to: folder("m.safetensors"))
    let read = try Model(loading: folder("m.safetensors"))
    #expect(read.configuration.cell == cell)
    #expect(sameValues(read.parameters, model.parameters))
    #expect(read.hash == model.hash)
  }

  @Test(arguments: Cell.allCases)
  func aLearnedStartIsKept(cell: Cell) throws {
    let folder = try TemporaryFolder()
    let network = NetworkConfiguration(
      vocabularySize: 2, layers: 2, hidden: 3, cell: cell, initialState: .learned)
    let parameters = Parameters(configuration: network)
    fill(parameters, seed: 6)
    let model = Model(parameters: parameters, vocabulary: Vocabulary(tokens: []), card: ModelCard(lilt: "0.1"))
    try model.save(to: folder("m.safetensors"))
    let read = try Model(loading: folder("m.safetensors"))
    #expect(sameValues(read.parameters, parameters))
    #expect(read.hash == model.hash)
    // Tensors that the configuration says nothing of, and none where it speaks of some.
    let bytes = try folder.read("m.safetensors")
    try expectRefusal(of: bytes, replacing: #",\"initialState\":\"learned\""#, by: "", "asks for")
    try expectRefusal(of: bytes, replacing: #"\"learned\""#, by: #"\"unknown\""#, "configuration")
    try expectRefusal(of: bytes, replacing: "layers.1.initialOutput", by: "layers.1.initialOutpus", "is missing")
    try expectRefusal(
      of: bytes, replacing: #""layers.0.initialOutput":{"dtype":"F32","shape":[3]"#,
      by: #""layers.0.initialOutput":{"dtype":"F32","shape":[1,3]"#, "has shape [1, 3]")
    var broken = model.parameters.values(of: "layers.0.initialOutput")
    broken[1] = .infinity
    model.parameters.set(broken, of: "layers.0.initialOutput")
    try model.save(to: folder("m.safetensors"))
    #expect(throws: CheckpointError.self) { try Model(loading: folder("m.safetensors")) }
  }

  /// Five tokens and five units: a tied input has the shape of one that is not, so the layout's number has to tell.
  @Test(arguments: [(true, false), (false, true), (true, true)])
  func normsAndTiesAreKept(network: (layerNorm: Bool, tied: Bool)) throws {
    let folder = try TemporaryFolder()
    let configuration = NetworkConfiguration(
      vocabularySize: 5, layers: 2, hidden: 5, layerNorm: network.layerNorm, tied: network.tied)
    let parameters = Parameters(configuration: configuration)
    fill(parameters, seed: 7)
    let model = Model(
      parameters: parameters, vocabulary: Vocabulary(tokens: ["A", "B", "C"]), card: ModelCard(lilt: "0.1"))
    try model.save(to: folder("m.safetensors"))
    let read = try Model(loading: folder("m.safetensors"))
    #expect(read.configuration == configuration)
    #expect(sameValues(read.parameters, parameters))
    #expect(read.hash == model.hash)
    let bytes = try folder.read("m.safetensors")
    // Versions that know neither read layout 1 alone.
    try expectRefusal(of: bytes, replacing: #""lilt":"2""#, by: #""lilt":"1""#, "layout 1 is not that")
    let key = network.layerNorm ? "layerNorm" : "tied"
    try expectRefusal(of: bytes, replacing: #"\"\#(key)\":true"#, by: #"\"\#(key)\":7"#, "configuration")
    if network.layerNorm != network.tied {
      try expectRefusal(of: bytes, replacing: #"\"\#(key)\":true"#, by: #"\"\#(key)\":false"#, "layout 2 is not that")
    }
  }

  @Test func aContextIsKept() throws {
    let folder = try TemporaryFolder()
    let context = MetricalContext(barsBack: [1, 4])
    let vocabulary = Vocabulary(tokens: ["C", "|"])
    let network = NetworkConfiguration(
      vocabularySize: 4, layers: 2, hidden: 3, context: context.sizes(vocabulary: vocabulary.count))
    let parameters = Parameters(configuration: network)
    fill(parameters, seed: 5)
    let model = Model(parameters: parameters, vocabulary: vocabulary, context: context, card: ModelCard(lilt: "0.1"))
    try model.save(to: folder("m.safetensors"))
    let read = try Model(loading: folder("m.safetensors"))
    #expect(read.context == context)
    #expect(sameValues(read.parameters, model.parameters))
    #expect(read.hash == model.hash)
    // Others of the same length: bars that cannot be, and fewer than the network has inputs for.
    let bytes = try withoutChecksum(folder.read("m.safetensors"))
    for (change, complaint) in [
      ("[1,0]", "looks back 0 bars"), ("[142]", "looks back 142 bars"), ("[ 4 ]", "does not fit"),
    ] {
      let old = Array(#""context":"{\"barsBack\":[1,4]}""#.utf8)
      let place = try #require(bytes.indices.first { bytes[$0...].starts(with: old) })
      var changed = bytes
      changed.replaceSubrange(
        place..<place + old.count, with: Array(#""context":"{\"barsBack\":\#(change)}""#.utf8))
      let path = try folder.write(changed, "changed.safetensors")
      let error = #expect(throws: CheckpointError.self) { try Model(loading: path) }
      #expect(error?.description.contains(complaint) == true, "\(error as Any)")
    }
  }

  /// The configuration's JSON lies in the header's as text, with escaped quotes. Both names have three letters, so the
  /// header's length stays right.
  @Test(arguments: [("rnn", "parameters"), ("xyz", "xyz")])
  func anotherCellsNameIsRefused(name: String, complaint: String) throws {
    let folder = try TemporaryFolder()
    try model(.gru).save(to: folder("m.safetensors"))
    // With its checksum the file would be refused for that.
    let bytes = try withoutChecksum(folder.read("m.safetensors"))
    let cell = Array(#"\"cell\":\"gru\""#.utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: cell) })
    var changed = bytes
    changed.replaceSubrange(place..<place + cell.count, with: Array(#"\"cell\":\"\#(name)\""#.utf8))
    let path = try folder.write(changed, "changed.safetensors")
    let error = #expect(throws: CheckpointError.self) { try Model(loading: path) }
    // The plain cell needs 47 numbers where the file has those of a GRU.
    #expect(error?.description.contains(name == "rnn" ? "asks for" : complaint) == true, "\(error as Any)")
    #expect(error?.description.contains("configuration") == true)
  }
}
