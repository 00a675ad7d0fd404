import Foundation
import Testing

/// `lilt play` through FluidSynth's `file` driver, which hears for us: it writes what would sound to fluidsynth.wav.
@Suite struct PlayCommandTests {
  private static let tune = "X:1\nT:Short\nM:4/4\nL:1/8\nQ:1/4=400\nK:D\nd2f2 a2f2|d8|\n"

  /// A bar and a half at 400 is one second, and a second more is left for the room.
  @Test func playsToTheEnd() throws {
    let folder = try ScratchFolder()
    let run = try CommandRun(
      ["play", "-", "--driver", "file", "--count-in"], in: URL(fileURLWithPath: folder.path("")), input: Self.tune)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors == "Short\n")
    let sound = try Data(contentsOf: URL(fileURLWithPath: folder.path("fluidsynth.wav")))
    #expect(sound.count > 200_000 && Set(sound.suffix(400_000)).count > 100, "silence has few different bytes")
  }

  @Test(arguments: [
    (["play", "-", "--driver", "no-such-driver"], 74, "no-such-driver"),
    (["play", "-", "--tempo", "0"], 2, "1 to 1000"), (["play", "/nowhere.abc"], 1, "no such file"),
    (["play", "-", "--tune", "3"], 1, "no tune 3"),
  ]) func saysWhatIsWrong(arguments: [String], status: Int32, complaint: String) throws {
    let run = try CommandRun(arguments, input: Self.tune)
    #expect(run.status == status && run.errors.contains(complaint), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1 || status == 2)
  }
}
