import Corpora
import Testing

/// Whatever the bytes and the name, reading ends with tunes or with reasons.
@Suite struct HostileFilesTests {
  static let samples: [(String, String)] = [
    ("a.abc", "X:1\nT:a\nM:6/8\nL:1/8\nK:Edor\n|:\"Em\"~E>^F {g}(3ABc-|1 [cE2]- Z:|2 z2 B<d'|]\n\nX:2\nK:C\nA|\n"),
    ("a.txt", "M:4/4\nK:Cmaj\n|: C 2 D /2> E | [ C E ] - (3 A B c :| |1 z |\n\nM:6/8\nK:Cdor\nC D\n"),
    ("b.txt", "M:4/4 K:mix |: =d =c :|\nM:4/4 K:maj C ^f'\n"),
    ("a.json", SessionDumpTests.json), ("a.csv", SessionDumpTests.csv),
  ]

  private func read(_ bytes: [UInt8], file: String) {
    let collection = TuneCollection(bytes: bytes, file: file)
    #expect(
      collection.pieces.allSatisfy { $0.origin.file == file && $0.origin.line > 0 && !$0.sequence.tokens.isEmpty })
    #expect(collection.rejections.allSatisfy { $0.origin.line > 0 && !$0.reason.isEmpty })
  }

  @Test(arguments: samples)
  func everyBeginning(file: String, text: String) {
    let bytes = Array(text.utf8)
    for end in 0...bytes.count { read(Array(bytes[..<end]), file: file) }
  }

  @Test(arguments: samples)
  func mutations(file: String, text: String) {
    var random = Mutations(state: 5)
    let signs = Array("|:[](){}\"!+-<>/&0123456789zZxKVML^_=~%\\\n\r, A'".utf8)
    for _ in 0..<400 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let index = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[index] = signs.randomElement(using: &random)!
        case 2: bytes.insert(signs.randomElement(using: &random)!, at: index)
        default: bytes.remove(at: index)
        }
      }
      read(bytes, file: file)
    }
  }

  @Test(arguments: ["a.abc", "a.json", "a.csv", "a"])
  func longLinesOfOneSign(file: String) {
    for sign in ["[", "\"", "{", ",", "\n", " ", "\0", "M:4/4 K:Cmaj C\n", "[{\"abc\":"] {
      read(Array(String(repeating: sign, count: 20_000).utf8), file: file)
    }
    read(Array(repeating: 0xFF, count: 100_000), file: file)
  }

  @Test func manyTokensOnALine() {
    for words in ["C ", "| - ", "[ C ", ":| C ", "|2 C |: ", "> "] {
      read(Array(("M:4/4 K:Cmaj C D E F " + String(repeating: words, count: 5_000)).utf8), file: "a")
    }
  }

  struct Mutations: RandomNumberGenerator {
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
