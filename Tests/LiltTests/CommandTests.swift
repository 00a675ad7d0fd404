import Foundation
import Testing

/// The command's contract: results on standard output, messages on standard error, exit codes 0, 1, 2 and 74.
@Suite struct CommandTests {
  static let tune = "X:1\nT:Scale\nR:reel\nM:4/4\nL:1/8\nK:D\n|:DEFG ABcd:|\n"

  @Test func helpAndVersionAreResults() throws {
    let help = try CommandRun(["--help"])
    #expect(help.status == 0)
    #expect(help.output.contains("generate"))
    #expect(try CommandRun(["--version"]).output.hasPrefix("lilt "))
  }

  @Test(arguments: [
    ["nonsense"], ["generate", "--count", "0"], ["generate", "--midi"], ["generate", "--temperature", "0"],
    ["generate", "--type", "jig", "--meter", "4/4"], ["render", "a.abc", "-o", "a.xyz"], ["generate", "--key", "H"],
    ["generate", "--instrument", "kazoo"],
  ])
  func badUsageIsTwo(arguments: [String]) throws {
    let run = try CommandRun(arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }

  @Test(arguments: [
    ["notes", "missing.abc"], ["corpus", "missing"], ["render", "missing.abc", "-o", "x.mid"],
    ["model", "missing.safetensors"],
  ])
  func aMissingFileIsOneAndNamed(arguments: [String]) throws {
    let run = try CommandRun(arguments)
    #expect(run.status == 1)
    #expect(run.errors.contains("missing"))
  }

  @Test func notesAreExactAndRepeatsPlayed() throws {
    let run = try CommandRun(["notes", "-"], input: "X:7\nT:\"Quoted\"\nM:4/4\nL:1/8\nK:D\n|:C>D (3EFG:|\n")
    #expect(run.status == 0)
    // C sharp by the key of D; a dotted pair is 3/4 and 1/4 of a crotchet, a triplet of quavers a third each.
    #expect(
      run.output
        == #"{"file":"-","index":1,"x":"7","title":"\"Quoted\"","ok":true,"notes":[["0",61,"3/4"],["3/4",62,"1/4"],"#
        + #"["1",64,"1/3"],["4/3",66,"1/3"],["5/3",67,"1/3"],["2",61,"3/4"],["11/4",62,"1/4"],["3",64,"1/3"],["10/3",66,"1/3"],["11/3",67,"1/3"]]}"#
        + "\n")
  }

  @Test func checkNamesPlaceAndMend() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("X:1\nT:Bad\nM:4/4\nL:1/8\nK:D\nDEFG \"open\nABcd|\n", to: "bad.abc")
    let run = try CommandRun(["check", file])
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("\(file):6:6: error: a quotation mark that is not closed; close it"))
    let good = try CommandRun(["check", try folder.write(Self.tune, to: "good.abc")])
    #expect(good.status == 0)
    #expect(good.output.isEmpty)
  }

  @Test func renderWritesSheetMusic() throws {
    let folder = try ScratchFolder()
    let one = try folder.write(Self.tune, to: "one.abc")
    let sheet = try CommandRun([
      "render", one, "-o", folder.path("one.musicxml"), "--transpose", "-2", "--tempo", "100", "--quiet",
    ])
    #expect(sheet.status == 0)
    let text = try String(contentsOfFile: folder.path("one.musicxml"), encoding: .utf8)
    // A tone below D is C, without signs; a hundred crotchets a minute are.
    #expect(text.contains("<fifths>0</fifths>"))
    #expect(text.contains("<per-minute>100</per-minute>"))
    let set = try folder.write(Self.tune + "\n" + Self.tune, to: "set.abc")
    #expect(try CommandRun(["render", set, "-o", folder.path("set.xml"), "--quiet"]).status == 0)
    #expect(folder.names == ["one.abc", "one.musicxml", "set-1.xml", "set-2.xml", "set.abc"])
  }

  @Test func aTuneWithoutNotesIsToldAndKeepsNoOtherBack() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("X:1\nT:Rest\nK:C\nz4|\n\nX:2\nT:Note\nK:C\nC4|\n", to: "two.abc")
    let run = try CommandRun(["render", file, "-o", folder.path("x.mid"), "--quiet"])
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("\(file):1: error: Rest has no notes"))
    // The second of two keeps its number, and nothing written aside is left behind.
    #expect(folder.names == ["two.abc", "x-2.mid"])
  }

  @Test func writingFollowsLinksAndKeepsWhoMayRead() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("X:1\nT:Note\nK:C\nC4|\n", to: "one.abc")
    _ = try folder.write("old", to: "kept.mid")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("kept.mid"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.mid"), withDestinationPath: folder.path("kept.mid"))
    #expect(try CommandRun(["render", file, "-o", folder.path("link.mid")]).status == 0)
    let written = try FileManager.default.attributesOfItem(atPath: folder.path("kept.mid"))
    #expect(written[.posixPermissions] as? Int == 0o600)
    // A Standard MIDI File begins with these letters.
    #expect(FileManager.default.contents(atPath: folder.path("kept.mid"))?.starts(with: Data("MThd".utf8)) == true)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.mid")).hasSuffix("kept.mid"))
    #expect(try CommandRun(["render", file, "-o", folder.path("gone/x.mid")]).status == 74)
    #expect(folder.names == ["kept.mid", "link.mid", "one.abc"])
  }

  @Test func renderWritesMIDIAndAudioWholeOrNotAtAll() throws {
    let folder = try ScratchFolder()
    let file = try folder.write(Self.tune, to: "scale.abc")
    #expect(try CommandRun(["render", file, "-o", folder.path("scale.mid")]).status == 0)
    #expect(try CommandRun(["render", folder.path("scale.mid"), "-o", folder.path("scale.wav")]).status == 0)
    #expect(try CommandRun(["render", file, "-o", folder.path("gone/scale.wav")]).status == 74)
    #expect(folder.names == ["scale.abc", "scale.mid", "scale.wav"])
    let midi = try Data(contentsOf: URL(fileURLWithPath: folder.path("scale.mid")))
    #expect(midi.starts(with: Data("MThd".utf8)))
    let wave = try Data(contentsOf: URL(fileURLWithPath: folder.path("scale.wav")))
    // Sixteen quavers are four minims, 2.3 s at a reel's 104 a minute; a second of stereo in 16 bits is 176,400 bytes.
    #expect(wave.count > 400_000)
  }

  /// The two files are what `lilt train` trains on and tests on; together they are the collection.
  @Test func corpusWritesTheSplitOfATraining() throws {
    let folder = try ScratchFolder()
    let steps = ["C", "D", "E", "F", "G", "A", "B", "c", "d", "e"]
    // A tune for each pair of notes, so that no two are settings of one tune.
    let tunes = steps.flatMap { first in
      steps.map { "M:4/4 K:Cmaj \(first) \($0) \(first) \(first) \($0) \($0) \(first) \($0) |" }
    }
    let corpus = try folder.write(tunes.joined(separator: "\n") + "\n", to: "tunes.txt")
    let split = [
      "corpus", corpus, "--rarest", "1", "--held-out", "0.2", "--tokens", folder.path("train.txt"),
      "--held-out-tokens", folder.path("test.txt"),
    ]
    let run = try CommandRun(split)
    #expect(run.status == 0, "\(run.errors)")
    func lines(_ name: String) throws -> [Substring] {
      try String(contentsOfFile: folder.path(name), encoding: .utf8).split(separator: "\n")
    }
    let (training, heldOut) = (try lines("train.txt"), try lines("test.txt"))
    #expect(Set(training).isDisjoint(with: heldOut))
    #expect(training.count + heldOut.count == 100)
    #expect(!heldOut.isEmpty)
    // One half of a split alone would be taken for all of it; a share alone would do nothing; all are told before
    // anything is read, so a collection that is missing does not matter.
    let (one, two) = (folder.path("one.txt"), folder.path("two.txt"))
    for options in [
      ["--held-out-tokens", one], ["--held-out", "0.1"], ["--rarest", "2"], ["--seed", "1", "--tokens", one],
      ["--tokens", one, "--held-out-tokens", one], ["--tokens", one, "--held-out-tokens", two, "--held-out", "5"],
    ] {
      #expect(try CommandRun(["corpus", "missing"] + options).status == 2, "\(options)")
    }
    #expect(folder.names == ["test.txt", "train.txt", "tunes.txt"])
  }

  @Test func trainStopResumeAndGenerate() throws {
    let folder = try ScratchFolder()
    let book = (1...24).map { number in
      let notes = ["DEFG ABcd", "dcBA GFED", "DFAd fdAF", "A2F2 D2E2"]
      let bar = { (k: Int) in notes[(number + k) % 4] }
      return
        "X:\(number)\nT:Tune number \(number)\nM:4/4\nL:1/8\nK:D\n|:\((0..<8).map { bar($0 * number) }.joined(separator: "|")):|\n"
    }
    let corpus = try folder.write(book.joined(separator: "\n"), to: "book.abc")
    let network = ["--layers", "1", "--hidden", "16", "--rarest", "1", "--seed", "3", "--quiet"]
    let train = ["train", corpus, "-o", folder.path("m.safetensors"), "--epochs", "2"] + network
    let first = try CommandRun(train)
    #expect(first.status == 0, "\(first.errors)")
    #expect(folder.names.contains("m.safetensors"))
    #expect(folder.names.contains("m.loss.svg"))
    // A second run must not overwrite the first by accident.
    #expect(try CommandRun(train).status == 1)

    let generate = [
      "generate", "--model", folder.path("m.safetensors"), "--seed", "5", "--count", "2", "--key", "G", "--json",
    ]
    let tunes = try CommandRun(generate)
    #expect(tunes.status == 0, "\(tunes.errors)")
    #expect(tunes.output == (try CommandRun(generate).output))
    struct Line: Decodable {
      var abc: String
      var tokens: Int
    }
    let lines = try JSONDecoder().decode([Line].self, from: Data(tunes.output.utf8))
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.abc.contains("K:G\n") && $0.abc.contains("M:4/4\n") })
  }
}
