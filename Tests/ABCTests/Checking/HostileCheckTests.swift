import ABC
import Music
import Testing

/// Whatever a file holds, checking it and laying it out end, and a second layout finds nothing to do.
@Suite struct HostileCheckTests {
  private func work(_ bytes: [UInt8]) {
    let book = CheckedBook(checking: bytes)
    for problem in book.entries.flatMap(\.problems).prefix(200) { _ = SourceExcerpt(at: problem.place, in: book).caret }
    _ = FormattedBook(formatting: bytes).bytes
  }

  /// Signs that each could make a check look back or ahead through all the others.
  @Test(arguments: [
    "A:|", "|:", "A||", "|1A", "|1A:|2B", "(", ")", "A-", "A-|", "!x", "+A+", "A|", "P:A\n", "A\n", "V:1\nA\n",
    "X:1\nT:1\n",
    "w:a\nA\n", "A\\\n", "A&", "%\n", "<br>", "&nbsp;", "From: a\n", "> K:C\n", "[V:1]A\n[V:2]B\n", "\t", "A !",
  ])
  func longTexts(pattern: String) {
    let body = String(repeating: pattern, count: 10_000 / pattern.utf8.count)
    work(Array((HostileTextTests.header + body + "\n").utf8))
  }

  @Test func manyDecorationsNobodyKnows() {
    let body = (0..<2_000).map { "!name\($0)!A" }.joined()
    work(Array((HostileTextTests.header + body + "\n").utf8))
  }

  @Test func everyBeginningAndEndOfATune() {
    let sample = HostileTextTests.sample
    for end in 0...sample.count {
      work(Array(sample[..<end]))
      work(Array(sample[end...]))
    }
  }

  @Test func mutations() {
    var random = SeededGenerator(state: 7)
    let signs = Array("|:[](){}\"!+-<>/&0123456789zZxKVML^_=~%\\\n\rA'".utf8)
    for _ in 0..<500 {
      var bytes = HostileTextTests.sample
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let index = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = signs.randomElement(using: &random) ?? 0
        case 1: bytes.insert(signs.randomElement(using: &random) ?? 0, at: index)
        default: bytes.remove(at: index)
        }
      }
      let book = FormattedBook(formatting: bytes)
      let before = Tunebook(parsing: bytes).entries.map { Score(performing: $0.tune) }
      #expect(Tunebook(parsing: book.bytes).entries.map { Score(performing: $0.tune) } == before)
      work(bytes)
    }
  }
}
