import ABC
import Foundation
import Music
import Testing
import Tokens

/// A tune through tokens and back sounds the same notes, all moved by one interval.
@Suite struct RoundTripTests {
  /// Short tunes made for these tests; each has something of its own.
  static let tunes = [
    "M:6/8\nL:1/8\nK:G\n|:GAB d2B|A>BA F3:|\n|:g3 f/g/a|1 gdB G3:|2 g^f=f e3||",
    "M:C|\nL:1/8\nK:Edor\nB2|E2BE dEBE|E2~B2 (3ABc d^c|=c2A- AcB^c:|\n|:e4- e2f-|fedB A4:|",
    "M:3/4\nL:1/4\nK:F\nc|A2 B|[FA]2 [Gc]|F3-|F2:|\nA||_B>_e d|=e3|1 c3:|2 f3|]",
    "M:9/8\nL:1/8\nK:Amix\n|:a3 ^gfe {g}f2e|c<ec A>ce (2ab:|\n[K:Am]e3 dcB [M:6/8]A3 G3|\n[M:9/8]A3- A3 z3|]",
    "M:2/4\nL:1/16\nK:Bbmaj\nB,2D2 F3F|(3:2:2E2G4 ^c4 c4|Z|=B8|]",
    "M:4/4\nL:1/8\nK:C#m\n|:c^BcB d-[1d2 ^a4:|[2^d2 a4|]c'^^f =f2",
    "M:none\nL:1/4\nK:Dphr\nD E/F/ G3/2 A// ^c2 [D2A]d2",
    "M:5/8\nL:1/8\nK:Ebmin\ne2_c d2|(5edcBA (5:4GABcd|c,C c'2^f|",
    "M:3/2\nL:1/8\nK:D =c\nD2c2 d4 c4|^c4 [dfa]4 a,4:|\nc4|1,3 d8:|2 a8:|",
    "M:12/8\nL:1/8\nK:F#lyd\n(4efga (7bagfedc ^^c3|__e3 =e3 (3zAB (3[Ac]z[Bd] |",
    "M:4/4\nL:1/8\nK:G\n|:G4|1A4|2B4||c4|1d4:|2e4|f4:|\ng8||a4:|: b4 :|2 c4|",
  ]

  /// The repository's own tunes, where the tests run beside them.
  static let collection: [String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "tunes")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "abc" }.map(\.path).sorted()
  }()

  func expectSame(_ tune: Tune) throws {
    try expectSame(tune, try TokenSequence(encoding: tune))
  }

  func expectSame(_ tune: Tune, _ sequence: TokenSequence) throws {
    // Through the words, as a token file would hold them.
    let decoded = try Tune(decoding: try TokenSequence(words: sequence.words))
    let before = Score(performing: tune.withoutJumps()).notes
    let after = Score(performing: decoded).notes
    let shift = try #require(after.first).pitch - (try #require(before.first)).pitch
    #expect(
      after.map { "\($0.onset) \($0.pitch) \($0.duration)" }
        == before.map { "\($0.onset) \($0.pitch + shift) \($0.duration)" })
    // And from there on nothing changes any more.
    #expect(try TokenSequence(encoding: decoded) == sequence)
  }

  @Test(arguments: tunes)
  func soundsTheSame(music: String) throws {
    try expectSame(try Tune(parsing: "X:1\n\(music)\n"))
  }

  @Test(arguments: collection)
  func theRepositorysTunesSoundTheSame(path: String) throws {
    for entry in Tunebook(parsing: [UInt8](try Data(contentsOf: URL(filePath: path)))).entries {
      try expectSame(entry.tune)
    }
  }

  /// Bar lines, repeats and endings in any order: what is accepted plays in the order it was written in.
  @Test func anyOrderOfBarLinesSoundsTheSameOrIsRefused() throws {
    let bars = [
      "|", "|", "|", "||", "|]", ":|", ":|", "|:", "::", "|1", ":|2", "[1", "[2", "|1,3", "||1", "|::", "::|", "[|]",
      ":|3",
    ]
    var random = SplitMix(state: 7)
    var refused = 0
    for _ in 0..<600 {
      var music = ""
      for letter in "ABcdefgab".prefix(Int.random(in: 2...9, using: &random)) {
        music += "\(letter) \(bars.randomElement(using: &random)!) "
      }
      let tune = try Tune(parsing: "X:1\nM:4/4\nL:1/4\nK:C\n\(music)\n")
      let sequence: TokenSequence
      do throws(UnencodableTune) {
        sequence = try TokenSequence(encoding: tune)
      } catch {
        #expect(error.reason == "repeats that the signs of the tokens cannot tell")
        refused += 1
        continue
      }
      try expectSame(tune, sequence)
    }
    #expect(refused < 60, "even of nonsense most can be told")
  }

  struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
