import Foundation
import MIDI
import Testing

@Suite struct RenderCommandTests {
  private static let tune = "X:1\nT:A\nR:reel\nM:4/4\nL:1/8\nK:D\nA|:d2f2 a2f2|g2b2 d'2b2|a2e2 c2e2|d2f2 d3A:|\n"

  /// The file that a rendering makes, read back.
  private func rendered(_ options: [String], in folder: ScratchFolder) throws -> MIDIFile {
    let file = try folder.write(Self.tune, to: "a.abc")
    let run = try CommandRun(["render", file, "-o", folder.path("a.mid"), "--quiet"] + options)
    #expect(run.status == 0, "\(run.errors)")
    return try MIDIFile(decoding: Array(Data(contentsOf: URL(fileURLWithPath: folder.path("a.mid")))))
  }

  private func onsets(_ file: MIDIFile) -> [Int] {
    file.tracks[1].events.compactMap { event in
      if case .noteOn(_, _, let velocity) = event.message, velocity > 0 { event.tick } else { nil }
    }
  }

  @Test func midiIsPlainUnlessAskedOtherwise() throws {
    let folder = try ScratchFolder()
    let plain = try rendered([], in: folder)
    #expect(plain == (try rendered(["--style", "plain"], in: folder)))
    #expect(onsets(plain).prefix(3) == [0, 240, 720])
    let session = try rendered(["--style", "session"], in: folder)
    #expect(session != plain)
    #expect(session == (try rendered(["--style", "session", "--seed", "1"], in: folder)))
    #expect(session != (try rendered(["--style", "session", "--seed", "2"], in: folder)))
    // Without ornaments as many notes as are written.
    let even = try rendered(["--style", "session", "--without", "ornaments,timing"], in: folder)
    #expect(onsets(even).count == onsets(plain).count)
  }

  @Test func playersJoinIn() throws {
    let folder = try ScratchFolder()
    let file = try rendered(
      ["--accompany", "guitar", "--drone", "--bodhran", "--count-in", "--times", "2"], in: folder)
    #expect(file.tracks.map(\.name) == ["A", "Melody", "Chords", "Bass", "Drone", "Bodhran", "Count-in"])
    // Plain, for it is MIDI: twice the notes, behind two bars less the pick-up.
    let once = try onsets(rendered([], in: folder))
    #expect(onsets(file).count == 2 * once.count)
    #expect(onsets(file)[0] == 2 * 1920 - 240)
  }

  @Test func chordsAreWrittenIntoABC() throws {
    let folder = try ScratchFolder()
    let file = try folder.write(Self.tune, to: "a.abc")
    #expect(try CommandRun(["render", file, "-o", folder.path("b.abc"), "--harmonise", "--quiet"]).status == 0)
    let text = try String(contentsOfFile: folder.path("b.abc"), encoding: .utf8)
    #expect(text.contains("\"D\"d2") && text.contains("\"G\"g2") && text.contains("\"A\"a2"))
  }

  @Test(arguments: [
    ["-o", "x.mid", "--style", "jazz"], ["-o", "x.mid", "--without", "swing,tune"], ["-o", "x.mid", "--times", "0"],
    ["-o", "x.abc", "--bodhran"], ["-o", "x.mid", "--harmonise"], ["-o", "x.mid", "--accompany", "kazoo"],
  ]) func optionsThatMakeNoSenseAreUsageErrors(options: [String]) throws {
    let folder = try ScratchFolder()
    let run = try CommandRun(["render", try folder.write(Self.tune, to: "a.abc")] + options, in: folder.url)
    #expect(run.status == 2 && !run.errors.isEmpty && folder.names == ["a.abc"])
  }

  @Test func midiIsPlayedAsItIs() throws {
    let folder = try ScratchFolder()
    _ = try rendered([], in: folder)
    let run = try CommandRun(["render", folder.path("a.mid"), "-o", folder.path("b.mid"), "--style", "session"])
    #expect(run.status == 2 && run.errors.contains("need an ABC file"))
  }
}
