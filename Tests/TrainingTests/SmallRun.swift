import Checkpoints
import Kernels
import Recurrent
import Tokens
import Training

/// A run small enough to train in a blink: tunes that climb and fall over six tokens.
struct SmallRun {
  var settings = TrainingSettings(
    epochs: 3, batch: 4, tokensPerBatch: 64, learningRate: 0.02, warmUp: 3, dropout: 0.2, seed: 7, shards: 2)
  var network = NetworkConfiguration(vocabularySize: 8, layers: 2, hidden: 6)
  var vocabulary = Vocabulary(tokens: ["a", "b", "c", "d", "e", "f"])
  var context: MetricalContext?
  var training = SmallRun.tunes(20, seed: 1)
  var heldOut = SmallRun.tunes(5, seed: 2)
  var card = ModelCard(lilt: "test")
  var output: TrainingOutput

  init(_ folder: TemporaryFolder, _ name: String = "m.safetensors") {
    output = TrainingOutput(model: folder(name), stateMinutes: nil)
  }

  func trainer() throws(TrainingError) -> Trainer {
    try Trainer(
      settings: settings, network: network, vocabulary: vocabulary, context: context, training: training,
      heldOut: heldOut,
      card: card, output: output)
  }

  /// Runs of neighbouring tokens, 4 to 17 long with their bounds.
  static func tunes(_ count: Int, seed: UInt64) -> [[TokenID]] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in
      let start = Int(random.next() % 6)
      let up = random.next() % 2 == 0
      let body = (0..<Int(2 + random.next() % 14)).map { TokenID(2 + (start + (up ? $0 : 600 - $0)) % 6) }
      return [Vocabulary.startID] + body + [Vocabulary.endID]
    }
  }
}
