import ABC
import Music
import Testing

/// Whatever a file holds, reading it ends and nothing crashes.
@Suite struct HostileTextTests {
  static let header = "X:1\nL:1/8\nM:4/4\nK:C\n"

  /// Reads and performs; the number of notes keeps the work from being left out.
  @discardableResult
  private func read(_ bytes: [UInt8]) -> Int {
    Tunebook(parsing: bytes).entries.reduce(0) { sum, entry in
      sum + Score(performing: entry.tune).notes.count + entry.tune.abc().utf8.count
    }
  }

  @Test func aMegabyteOnOneLine() {
    for sign in ["[", "{", "\"", "%", "'", "9"] {
      read(Array((Self.header + "A" + String(repeating: sign, count: 1_000_000)).utf8))
    }
  }

  /// Signs that each could make a reader or player search back or ahead through all the others.
  @Test(arguments: [
    "A", "A|", "A:|", "|:", "[", "(", "{", "\"", "!A", "A -", "A-", "[K:", "^", "&A", "'", "A>", "{A}", "é", "\0",
    "|2A||",
  ])
  func longLines(pattern: String) {
    let count = 40_000 / pattern.utf8.count
    read(Array((Self.header + String(repeating: pattern, count: count)).utf8))
  }

  @Test(arguments: [
    "T:\n", "+:xx\n", "Q:120\n", "V:1\nA\n", "M:x\n", "[K:C]A\n", "X:1\nK:C\n", "%\n", "A\\\n", "w:a\n+:b\n",
  ])
  func manyLines(line: String) {
    read(
      Array(("X:1\n" + String(repeating: line, count: 3_000) + "K:C\nA\n" + String(repeating: line, count: 3_000)).utf8)
    )
  }

  @Test func tenThousandVoicesOverSharedMusic() {
    var text = Self.header + String(repeating: "A [K:G]\n", count: 2_000)
    for voice in 0..<10_000 { text += "V:\(voice)\nB\n" }
    #expect(Score(performing: Tunebook(parsing: text).entries[0].tune).notes.count == 12_000)
  }

  /// As many fields as voices: what holds where a voice begins must not be looked up voice by voice.
  @Test(arguments: ["V:# clef=bass\n", "%%MIDI voice # mute\n", "%%MIDI program #\n", "U:T=#\n", "%#\n"])
  func manyVoicesAndFields(field: String) {
    var text = "X:1\nL:1/8\n"
    for number in 0..<5_000 { text += field.replacing("#", with: "\(number)") }
    text += "K:C\n"
    for number in 0..<5_000 { text += "V:\(number)\nA\n" }
    read(Array(text.utf8))
    #expect(CheckedBook(checking: Array(text.utf8)).entries.count == 1)
  }

  /// Signs that lead back, each of which could search for its bar, its fine or its coda through all the others.
  @Test(arguments: [
    "A!D.C.!B|", "A!D.C.!B", "!segno!A!D.S.!B|", "!coda!A|!D.C.alcoda!B|", "!D.C.alcoda!A|", "A|!D.C.!B|!fine!A|",
    "[U:T=!D.C.!]TA|", "!coda!", "!D.C.!",
  ])
  func manyJumps(pattern: String) {
    read(Array((Self.header + String(repeating: pattern, count: 50_000 / pattern.utf8.count)).utf8))
  }

  @Test func jumpsCarriedToTenThousandVoices() {
    var text = Self.header + "V:a\n" + String(repeating: "A|!D.C.!B|", count: 3_000) + "\n"
    for voice in 0..<3_000 { text += "V:\(voice)\nA|\n" }
    let notes = Score(performing: Tunebook(parsing: text).entries[0].tune).notes.count
    #expect(
      notes >= 9_000 && notes < 2 * PlaybackOrder.limit, "all that is written, and no more going back than allowed")
  }

  /// Each pass of the part looks through an ending of twenty thousand notes that it does not play.
  @Test(arguments: ["P:((A64)64)", "P:((A64)63)A"])
  func partsThatSkipALongEnding(order: String) {
    let text = "X:1\nL:1/8\n\(order)\nK:C\nP:A\n|:A|1" + String(repeating: "B", count: 20_000) + ":|2A|]\n"
    read(Array(text.utf8))
  }

  /// A macro for every note, and macros that differ in their last sign only.
  @Test func macroBombs() {
    let long = String(repeating: "b", count: 400)
    let text = "X:1\nL:1/8\nm:a=\(long)\nK:C\n" + String(repeating: "a", count: 5_000)
    let entry = Tunebook(parsing: text).entries[0]
    // A million signs of expansion, then the notes as they stand.
    #expect(entry.tune.body.count > 900_000 && entry.tune.body.count < 1_100_000)
    #expect(entry.problems.map(\.rule).contains(.macro))

    var macros = "X:1\nL:1/8\n"
    for sign in 33..<127 {
      macros += "m:\(String(repeating: "~", count: 30))\(Character(Unicode.Scalar(UInt8(sign))))=A\n"
    }
    read(Array((macros + "K:C\n" + String(repeating: "~", count: 50_000)).utf8))
  }

  @Test func aFileHeaderOfMacrosOverManyTunes() {
    let text =
      String(repeating: "m:~n2 = nnn\n", count: 200) + "\n" + String(repeating: "X:1\nK:C\nC\n\n", count: 10_000)
    #expect(Tunebook(parsing: text).entries.count == 10_000)
  }

  /// Signs that the reader looks back from for the last bar line.
  @Test(arguments: [" :", " $", " \\\n", "\n\\1", "` : ", "y\\\n1"])
  func manyBlanks(pattern: String) {
    read(Array((Self.header + "A|" + String(repeating: pattern, count: 60_000 / pattern.utf8.count)).utf8))
  }

  /// What lays a tune out looks ahead for its last note, and back for its first one.
  @Test(arguments: ["z|:", "A||", "|:", "[CE]:|", "[K:C]|:"])
  func laidOut(pattern: String) throws {
    let tune = try Tune(parsing: Self.header + String(repeating: pattern, count: 10_000) + "\n")
    #expect(!tune.laidOut().body.isEmpty && !tune.withExplicitRepeats().body.isEmpty)
  }

  @Test func tenThousandNestedBrackets() {
    for pair in ["[]", "()", "{}"] {
      let text = String(repeating: pair.first!, count: 10_000) + "A" + String(repeating: pair.last!, count: 10_000)
      read(Array((Self.header + text).utf8))
    }
  }

  @Test(arguments: [
    "Z999999999|A", "A99999999999/0", "A/99999999999", "(99999999A", "(9:99999:9999A", "A,,,,,,,,,,", "c''''''''''",
    "|999999999-1A", "[1-99999999A", "A>>>>>>>>>>>>>>>>>>>>>>>B", "A////////////////////////////",
  ])
  func hugeNumbers(music: String) throws {
    let score = Score(performing: try Tune(parsing: Self.header + music + "\n"))
    #expect(score.notes.allSatisfy { $0.duration > .zero && (0...127).contains($0.pitch) })
    #expect(!score.notes.isEmpty)
  }

  @Test func aHundredThousandRepeats() throws {
    let score = Score(performing: try Tune(parsing: Self.header + String(repeating: "A:|", count: 100_000) + "\n"))
    #expect(score.notes.count == 200_000, "each bar twice")
  }

  @Test func lengthsWhoseSumPasses64Bits() throws {
    let primes = (3..<1024).filter { n in !(2..<n).contains { n % $0 == 0 } }
    let score = Score(performing: try Tune(parsing: Self.header + primes.map { "A/\($0)" }.joined() + "\n"))
    // The sum of 1/p over the odd primes up to 1021 is about 1.698, of quavers.
    let sum = primes.map { 1 / Double($0) }.reduce(0, +) / 2
    #expect(abs(score.duration.double - sum) < 1e-3)
  }

  static let sample = Array(
    ("%abc-2.1\nL:1/8\n\nX:1\nT:Caf\u{e9}\nM:6/8\nQ:3/8=110\nK:Edor =c\n|:\"Em\"~E>^F {/g}(3ABc-|1 [cE2]- Z:|2 "
      + "z2 !fermata!B<d'|]\nV:2\n[K:G]A&c [M:2+3/8](5:4:2AB::\n+:x\n")
      .utf8)

  @Test func everyBeginningOfATune() {
    for end in 0...Self.sample.count { read(Array(Self.sample[..<end])) }
  }

  @Test func everyEndOfATune() {
    for start in 0...Self.sample.count { read(Array(Self.sample[start...])) }
  }

  @Test func twoThousandMutations() {
    var random = SeededGenerator(state: 1)
    let signs = Array("|:[](){}\"!+-<>/&0123456789zZxKVML^_=~%\\\n\rA'".utf8)
    for _ in 0..<2_000 {
      var bytes = Self.sample
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let index = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[index] = signs.randomElement(using: &random)!
        case 2: bytes.insert(signs.randomElement(using: &random)!, at: index)
        default: bytes.remove(at: index)
        }
      }
      read(bytes)
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
