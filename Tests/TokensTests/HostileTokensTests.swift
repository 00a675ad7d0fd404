import Music
import Testing
import Tokens

@Suite struct HostileTokensTests {
  /// Each made a decoder search back through everything before it.
  @Test(arguments: [
    ["|", "-"], ["|", ">"], ["C", "-"], ["C", ">"], ["(3"], [":|", "C"], ["|2", "C", "|:"], ["K:Cmaj", "C"],
  ])
  func longSequencesEnd(pattern: [String]) throws {
    var words = ["M:4/4", "K:Cmaj"] + Array(repeating: "|", count: 10_000) + ["C"]
    while words.count < 30_000 { words += pattern }
    let tune = try Tune(decoding: try TokenSequence(words: words))
    #expect(try !TokenSequence(encoding: tune).tokens.isEmpty)
  }

  @Test func longWordsAreNoTokens() {
    for sign in ["C", "'", ":", "|", ">", "(", "9", "/", "M:", "K:", "=", ","] {
      #expect(Token(String(repeating: sign, count: 100_000)) == nil)
      #expect(Token("c" + String(repeating: sign, count: 100_000)) == nil)
    }
  }

  @Test func aHundredThousandNotesInAChord() throws {
    let words = ["M:4/4", "K:Cmaj", "["] + Array(repeating: "C", count: 100_000) + ["]"]
    #expect(Score(performing: try Tune(decoding: try TokenSequence(words: words))).notes.count == 100_000)
  }

  /// Any order of words is either a tune or an error with a position within it.
  @Test func anyOrderOfWordsIsReadOrRefused() throws {
    let all = "M:4/4 M:none K:Cmaj K:Cdor C ^c B,, 2 /2 /2> > < (3 (5:4:2 | |: :| |1 |2 z [ ] -".split(separator: " ")
      .map(String.init)
    var random = RoundTripTests.SplitMix(state: 3)
    var read = 0
    for _ in 0..<2_000 {
      let words = (0..<Int.random(in: 0...20, using: &random)).map { _ in all.randomElement(using: &random)! }
      do throws(MisplacedToken) {
        let tune = try Tune(decoding: try TokenSequence(words: words))
        _ = Score(performing: tune)
        read += 1
      } catch {
        #expect((1...words.count).contains(error.position) && words[error.position - 1] == error.word)
      }
    }
    #expect(read > 20)
  }
}
