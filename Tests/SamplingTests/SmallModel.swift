import Checkpoints
import Kernels
import Recurrent
import Tokens

/// A model that learned nothing: enough to see what sampling does with whatever a network says.
enum SmallModel {
  static let words =
    "A, B, C D E F G A B c d e f g a b c' =B ^F _B z [ ] (3 2 3 4 /2 3/2 > < /2> - | |: :| |1 |2 M:6/8 M:4/4 M:3/4 M:9/8 K:Cmaj K:Cdor K:Cmin K:Cmix"
    .split(separator: " ").map(String.init)

  /// `loudness` times the output weights of a new network: the more, the surer it is of what it says.
  static func random(seed: UInt64, words: [String] = words, loudness: Float = 1) -> Model {
    let vocabulary = Vocabulary(tokens: words)
    var random = RandomSource(seed: seed)
    let network = NetworkConfiguration(vocabularySize: vocabulary.count, layers: 2, hidden: 16)
    let parameters = Parameters(configuration: network, initialising: &random)
    parameters.set(parameters.values(of: "output.weight").map { loudness * $0 }, of: "output.weight")
    return Model(parameters: parameters, vocabulary: vocabulary, card: ModelCard(name: "small", lilt: "test"))
  }

  /// A model whose logits are the same at every step: zero but for those given.
  static func constant(_ logits: [String: Float]) -> Model {
    let vocabulary = Vocabulary(tokens: words)
    let network = NetworkConfiguration(vocabularySize: vocabulary.count, layers: 1, hidden: 16)
    let parameters = Parameters(configuration: network)
    parameters.set(vocabulary.tokens.map { logits[$0] ?? 0 }, of: "output.bias")
    return Model(parameters: parameters, vocabulary: vocabulary, card: ModelCard(name: "constant", lilt: "test"))
  }
}
