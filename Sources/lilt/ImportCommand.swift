import ArgumentParser
import Checkpoints
import FolkRNN
import Foundation

/// `lilt import`: models of other programs.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turns a model that folk-rnn trained into one of Lilt's.",
    discussion: """
      Reads the pickle of folk-rnn's train_rnn.py. Python would run what a pickle tells it to; this reads plain data and \
      numpy arrays, runs nothing, and refuses a file that asks for more.
      """)

  @Argument(help: "The pickle.") var file: String
  @Option(name: .shortAndLong, help: ArgumentHelp("Where the model goes.", valueName: "file")) var output: String
  @Option(help: "What the model is called on its card; the file's name without its ending otherwise.") var name: String?
  @Flag(help: "Store weights as bf16: half the size, nearly the same model.") var compact = false
  @Flag(help: "Say nothing but errors.") var quiet = false

  func run() throws {
    let plain = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    do throws(CheckpointError) {
      let model = try Model(importing: file, name: name ?? plain, lilt: Version.current)
      try model.save(to: output, format: compact ? .bf16 : .f32)
      if !quiet {
        let network = model.configuration
        Terminal.complain(
          "\(output): \(network.layers) LSTM layers of \(network.hidden) units, \(model.vocabulary.count) tokens")
      }
    } catch {
      throw Failure(error)
    }
  }
}
