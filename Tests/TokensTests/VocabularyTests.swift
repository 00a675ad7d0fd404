import Foundation
import Testing
import Tokens

@Suite struct VocabularyTests {
  @Test func boundsComeFirstThenBytesAscend() {
    let vocabulary = Vocabulary(tokens: ["a", "|", "=e", "A", "</s>", "2", "a", "/2"])
    // ASCII: '/' 0x2f, '2' 0x32, '=' 0x3d, 'A' 0x41, 'a' 0x61, '|' 0x7c.
    #expect(vocabulary.tokens == ["<s>", "</s>", "/2", "2", "=e", "A", "a", "|"])
    #expect(vocabulary.count == 8)
    #expect(vocabulary.id(of: "<s>") == 0)
    #expect(vocabulary.id(of: "</s>") == 1)
    #expect(vocabulary.id(of: "=e") == 4)
    #expect(vocabulary.id(of: "z") == nil)
    #expect(vocabulary.token(7) == "|")
  }

  @Test func orderDependsOnTheSetAlone() {
    let tokens = (0..<200).map { "t\($0 * 7919 % 200)" }
    #expect(Vocabulary(tokens: tokens) == Vocabulary(tokens: tokens.reversed()))
    #expect(Vocabulary(tokens: tokens).tokens == Vocabulary(tokens: tokens.shuffled()).tokens)
  }

  @Test func nothingButTheBounds() {
    #expect(Vocabulary(tokens: []).tokens == ["<s>", "</s>"])
  }

  @Test func encodesAndDecodes() throws {
    let vocabulary = Vocabulary(tokens: ["c", "d", "e"])
    #expect(try vocabulary.encode(["e", "c", "d", "c"]) == [4, 2, 3, 2])
    #expect(vocabulary.decode([4, 2, 3, 2]) == ["e", "c", "d", "c"])
    #expect(try vocabulary.encode([]) == [])
  }

  @Test func unknownTokenIsNamedWithItsPlace() {
    let vocabulary = Vocabulary(tokens: ["c", "d"])
    #expect(throws: UnknownToken(token: "^q", position: 2)) { try vocabulary.encode(["c", "d", "^q", "x"]) }
    #expect(UnknownToken(token: "^q", position: 2).description.contains("'^q' at position 3"))
  }

  @Test(
    arguments: [
      (["c"], [0, 2, 1]), (["<s>", "c"], [0, 2, 1]), (["c", "</s>"], [0, 2, 1]),
      (["<s>", "c", "</s>"], [0, 2, 1]), ([], [0, 1]), (["<s>"], [0, 1]), (["</s>"], [0, 1]),
    ] as [([String], [TokenID])])
  func aTuneIsBoundedOnce(tokens: [String], ids: [TokenID]) throws {
    #expect(try Vocabulary(tokens: ["c"]).encode(tune: tokens) == ids)
  }

  @Test func storedAsAPlainArray() throws {
    let vocabulary = Vocabulary(tokens: ["d", "=e'", "c"])
    let json = try JSONEncoder().encode(vocabulary)
    #expect(String(decoding: json, as: UTF8.self).replacing("\\/", with: "/") == #"["<s>","</s>","=e'","c","d"]"#)
    #expect(try JSONDecoder().decode(Vocabulary.self, from: json) == vocabulary)
  }

  @Test(arguments: [
    #"[]"#, #"["<s>"]"#, #"["</s>","<s>","c"]"#, #"["<s>","</s>","d","c"]"#, #"["<s>","</s>","c","c"]"#,
    #"["<s>","</s>","</s>"]"#, #"["<s>","</s>","<s>","c"]"#, #"{"a":1}"#, #"["<s>","</s>",3]"#,
    #"["<s>","</s>","e\u0301","\u00e9"]"#,
  ])
  func aListWithOtherNumbersIsRefused(json: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Vocabulary.self, from: Data(json.utf8)) }
  }
}
