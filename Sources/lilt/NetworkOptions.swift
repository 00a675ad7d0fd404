import ArgumentParser
import Kernels
import Recurrent

/// What network `lilt train` trains.
struct NetworkOptions: ParsableArguments {
  @Option(help: "The cell: lstm, gru, or rnn, the plain tanh unit.") var cell = Cell.lstm
  @Option(help: "Layers.") var layers = 3
  @Option(help: "Units a layer.") var hidden = 512
  @Flag(inversion: .prefixedNo, help: "Add each layer's input to its output, so that deep stacks learn early.")
  var residual = true
  @Option(help: "What a layer remembers before a tune begins: zero, or learned.") var initialState = InitialState.zero
  @Flag(help: "Normalise what each layer hands on.") var layerNorm = false
  @Flag(help: "Hear a token as its weights of the output.") var tied = false

  /// The network for so many tokens.
  func configuration(vocabularySize: Int) -> NetworkConfiguration {
    NetworkConfiguration(
      vocabularySize: vocabularySize, layers: layers, hidden: hidden, residual: residual, cell: cell,
      initialState: initialState, layerNorm: layerNorm, tied: tied)
  }
}

extension Cell: ExpressibleByArgument {}
extension InitialState: ExpressibleByArgument {}
