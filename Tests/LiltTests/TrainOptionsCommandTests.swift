import Foundation
import Testing

/// What a network and its training have by choice, from the options to the model's card.
@Suite struct TrainOptionsCommandTests {
  private func corpus(_ folder: ScratchFolder) throws -> String {
    let book = (1...24).map { number in
      let notes = ["DEFG ABcd", "dcBA GFED", "DFAd fdAF", "A2F2 D2E2"]
      let bars = (0..<8).map { notes[(number + $0 * number) % 4] }
      return "X:\(number)\nT:Tune number \(number)\nM:4/4\nL:1/8\nK:D\n|:\(bars.joined(separator: "|")):|\n"
    }
    return try folder.write(book.joined(separator: "\n"), to: "book.abc")
  }

  @Test func allOfThemTrainAndGenerate() throws {
    let folder = try ScratchFolder()
    let model = folder.path("m.safetensors")
    let options = [
      "--initial-state", "learned", "--layer-norm", "--tied", "--dropout-kind", "locked", "--weight-drop", "0.2",
    ]
    let plain = [
      "train", try corpus(folder), "-o", model, "--epochs", "1", "--layers", "2", "--hidden", "8", "--rarest", "1",
      "--look-back", "none", "--seed", "3", "--quiet",
    ]
    let run = try CommandRun(plain + options)
    #expect(run.status == 0, "\(run.errors)")
    let card = try CommandRun(["model", model]).output
    #expect(card.contains("2 LSTM layers of 8, residual, layer norm, learned initial state, one-hot tokens, tied"))
    #expect(card.contains("dropoutKind locked") && card.contains("weightDrop 0.2"))
    // The run is at its end; without the options it would be another.
    #expect(try CommandRun(plain + options + ["--resume"]).status == 0)
    let other = try CommandRun(plain + ["--resume"])
    #expect(other.status == 1)
    for difference in [
      "the network was 2 x 8 residual from a learned state layer norm tied and is now 2 x 8 residual",
      "dropoutKind was locked and is now step", "weightDrop was 0.2 and is now 0.0",
    ] {
      #expect(other.errors.contains(difference), "\(other.errors)")
    }
    let tune = try CommandRun(["generate", "--model", model, "--seed", "5", "--candidates", "1"])
    #expect(tune.status == 0, "\(tune.errors)")
    #expect(tune.output.contains("X:1"))
  }

  @Test(arguments: [
    (["--weight-drop", "1"], "weightDrop is 1.0; give 0 up to but not 1"),
    (["--layer-norm", "--hidden", "1"], "hidden is 1; give a number from 2"),
    (["--dropout-kind", "all"], "--dropout-kind"), (["--initial-state", "random"], "--initial-state"),
  ])
  func whatCannotBeIsRefused(options: [String], complaint: String) throws {
    let folder = try ScratchFolder()
    let run = try CommandRun(
      ["train", try corpus(folder), "-o", folder.path("m.safetensors"), "--rarest", "1", "--quiet"] + options)
    #expect(run.status == 2)
    #expect(run.errors.contains(complaint), "\(run.errors)")
    #expect(folder.names == ["book.abc"])
  }
}
