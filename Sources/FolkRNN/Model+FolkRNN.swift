import Checkpoints
import Foundation
import Recurrent
import Tokens

extension Model {
  /// Reads a model that folk-rnn trained: the pickle of its `train_rnn.py`, of Python 2 or 3.
  ///
  /// The pickle is a dictionary with `param_values`, the arrays of Lasagne's `get_all_param_values`, and `token2idx`. The arrays
  /// are the embedding of the one-hot tokens, for each LSTM layer fourteen (weights of the input and of h and a bias for the input
  /// gate, the forget gate, the cell and the output gate, then the first cell and the first h), and weights and bias of the
  /// output (Sturm, Santos and Korshunova's folk-rnn, `rnn_models`; Lasagne's `LSTMLayer` without peepholes).
  ///
  /// - Parameter name: what the model is called on its card.
  /// - Throws: ``Checkpoints/CheckpointError`` where the file is missing, unreadable, no such pickle, or of another network.
  /// - Complexity: O(file), about three times its size of memory.
  public init(importing path: String, name: String, lilt: String) throws(CheckpointError) {
    let network = try LasagneNetwork(try Self.bytes(of: path), path: path)
    let configuration = NetworkConfiguration(
      vocabularySize: network.vocabulary.count, layers: network.layers.count, hidden: network.hidden,
      initialState: .learned)
    let parameters = Parameters(configuration: configuration)
    for (number, layer) in network.layers.enumerated() {
      parameters.set(layer.input, of: "layers.\(number).input")
      parameters.set(layer.recurrent, of: "layers.\(number).recurrent")
      parameters.set(layer.bias, of: "layers.\(number).bias")
      parameters.set(layer.initialOutput, of: "layers.\(number).initialOutput")
      parameters.set(layer.initialState, of: "layers.\(number).initialState")
    }
    parameters.set(network.output, of: "output.weight")
    parameters.set(network.outputBias, of: "output.bias")
    let file = (path as NSString).lastPathComponent
    self.init(
      parameters: parameters, vocabulary: network.vocabulary,
      card: ModelCard(name: name, lilt: lilt, notes: "Trained by folk-rnn and imported from \(file)."))
  }

  /// More than this is no model.
  private static let largestFile = 1 << 30

  private static func bytes(of path: String) throws(CheckpointError) -> [UInt8] {
    let remedy = "name a model that folk-rnn's train_rnn.py wrote"
    do {
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      guard size <= largestFile else {
        throw CheckpointError(.content, path: path, "is \(size) bytes, too large for a model", remedy: remedy)
      }
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch let error as CheckpointError {
      throw error
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      throw CheckpointError(
        exists ? .storage : .missing, path: path,
        exists ? "cannot be read: \(error.localizedDescription)" : "is not there",
        remedy: exists ? "check its permissions" : remedy)
    }
  }
}
