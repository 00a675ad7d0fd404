import Checkpoints
import Kernels
import Recurrent
import Tokens

/// One layer of one unit over `<s>` and `</s>`: 20 numbers in five tensors, small enough to write out by hand.
func smallestModel() -> Model {
  let parameters = Parameters(configuration: NetworkConfiguration(vocabularySize: 2, layers: 1, hidden: 1))
  parameters.set([1, 2, 3, 4, 5, 6, 7, 8], of: "layers.0.input")
  parameters.set([0.5, -0.5, 0.25, -0.25], of: "layers.0.recurrent")
  parameters.set([0, 1, 0, 0], of: "layers.0.bias")
  parameters.set([-1, 1], of: "output.weight")
  parameters.set([0, 1.5], of: "output.bias")
  return Model(parameters: parameters, vocabulary: Vocabulary(tokens: []), card: ModelCard(lilt: "0.1"))
}

/// Two layers with weights no format holds exactly.
func smallModel(seed: UInt64 = 3) -> Model {
  let parameters = Parameters(
    configuration: NetworkConfiguration(vocabularySize: 7, layers: 2, hidden: 5, residual: true))
  fill(parameters, seed: seed)
  let card = ModelCard(
    name: "Jigs & \"reels\"", lilt: "0.1",
    corpora: [CorpusFacts(name: "The Session", licence: "ODbL-1.0", tunes: 3, tokens: 40)],
    data: DataFacts(tunes: 2, tokens: 30, heldOutTunes: 1, heldOutTokens: 12, fingerprint: "ab12"),
    settings: ["seed": "1"],
    epochs: [EpochFacts(epoch: 1, step: 4, trainLoss: 1.9459101090932196, heldOutLoss: 0.1 + 0.2)], step: 4,
    heldOutLoss: 0.1 + 0.2, notes: "tabs\tand\nlines, é 𝄞")
  let vocabulary = Vocabulary(tokens: ["=e'", "/2", "M:6/8", "|:", "\\"])
  return Model(parameters: parameters, vocabulary: vocabulary, card: card)
}

func fill(_ parameters: Parameters, seed: UInt64) {
  var random = RandomSource(seed: seed)
  for tensor in parameters.tensors {
    parameters.set((0..<tensor.count).map { _ in random.uniform() - 0.5 }, of: tensor.name)
  }
}

func sameValues(_ left: Parameters, _ right: Parameters) -> Bool {
  left.configuration == right.configuration
    && left.tensors.allSatisfy { left.values(of: $0.name) == right.values(of: $0.name) }
}

/// A file as versions wrote it that knew no checksum.
func withoutChecksum(_ bytes: [UInt8]) throws -> [UInt8] {
  let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
  let data = bytes[(8 + length)...]
  var header = try TensorHeader(parsing: Array(bytes[8..<8 + length]), dataSize: data.count, path: "")
  header.metadata["checksum"] = nil
  return header.bytes + data
}
