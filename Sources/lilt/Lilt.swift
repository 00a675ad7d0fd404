import ArgumentParser
import Foundation

/// The command: parses options, calls one library entry, reports.
@main
struct Lilt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lilt",
    abstract: "Learns a folk tradition from a tune collection and composes new tunes in it.",
    version: "lilt \(Version.current)",
    subcommands: [
      Generate.self, Train.self, Render.self, Play.self, Check.self, Format.self, Notes.self, Corpus.self,
      Evaluate.self,
      Plot.self, Origin.self, NormsCommand.self, ModelCardCommand.self, ImportCommand.self,
    ])

  /// Runs the command and leaves with its exit code: 0 done, 1 the input was at fault, 2 bad usage, 74 the disk or device was.
  static func main() {
    // Writing to a closed pipe (`lilt notes ... | head`) is an error to be told, not a signal to die of.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Terminal.complain(failure.message)
      Foundation.exit(failure.code.rawValue)
    } catch {
      let status = exitCode(for: error)
      let text = fullMessage(for: error)
      if status == .success {
        print(text)
        Foundation.exit(0)
      }
      if !text.isEmpty { Terminal.complain(text) }
      Foundation.exit(status == .validationFailure ? Failure.Code.usage.rawValue : status.rawValue)
    }
  }
}

/// What `--version` says and what composed tunes are signed with.
enum Version {
  static let current = "0.1.0"
}
