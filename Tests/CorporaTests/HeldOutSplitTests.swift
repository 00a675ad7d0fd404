import Corpora
import Testing
import Tokens

/// Settings of one tune stay together, and the split is a function of the tunes alone.
@Suite struct HeldOutSplitTests {
  /// A tune of sixteen different bars, made from a number: no two of them share a line.
  static func body(_ number: Int, letters: [String] = ["G", "A", "B", "c", "d", "e", "f", "g"]) -> [String] {
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<16).map { _ in
      (0..<8).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return letters[Int(state >> 60) % letters.count]
      }.joined()
    }
  }

  static func abc(_ bars: [String], key: String, title: String) -> String {
    "X:1\nT:\(title)\nM:4/4\nL:1/8\nK:\(key)\n" + bars.joined(separator: "|") + "|\n"
  }

  static func collection(_ texts: [String]) -> TuneCollection {
    TuneCollection(bytes: Array(texts.joined(separator: "\n").utf8), file: "book.abc")
  }

  @Test func aSettingInAnotherKeyIsOfTheFamily() {
    let bars = Self.body(1)
    // Up a tone, from G to A: every letter one step on, and a passing note changed in every other bar, off the beat.
    let up: [Character: Character] = ["G": "A", "A": "B", "B": "c", "c": "d", "d": "e", "e": "f", "f": "g", "g": "a"]
    let moved = bars.enumerated().map { index, bar in
      var letters = bar.map { up[$0]! }
      if index % 2 == 0 { letters[1] = letters[1] == "d" ? "e" : "d" }
      return String(letters)
    }
    let collection = Self.collection([
      Self.abc(bars, key: "G", title: "The First"), Self.abc(Self.body(2), key: "G", title: "Quite Another"),
      Self.abc(moved, key: "A", title: "Unlike Name"),
    ])
    #expect(TuneFamilies(of: collection.pieces).family == [0, 1, 0])
  }

  @Test func oneTitleInOneMeterIsOneFamily() {
    let collection = Self.collection([
      Self.abc(Self.body(3), key: "D", title: "The Rambling Pitchfork"),
      Self.abc(Self.body(4), key: "D", title: "Rambling Pitchfork, The"),
      Self.abc(Self.body(5), key: "D", title: "Reel"), Self.abc(Self.body(6), key: "D", title: "Reel"),
    ])
    // Articles at the end are moved by nobody here; "Reel" alone names no tune.
    #expect(TuneFamilies(of: collection.pieces).family == [0, 0, 2, 3])
  }

  @Test func theSplitKeepsFamiliesAndIgnoresTheOrder() {
    let texts = (0..<200).flatMap { number in
      [
        Self.abc(Self.body(number), key: "G", title: "Tune \(number) of many"),
        Self.abc(Self.body(number).map { String($0.reversed()) }, key: "G", title: "Tune \(number) of many"),
      ]
    }
    let split = HeldOutSplit(Self.collection(texts).pieces, share: 0.2, seed: 1, rarest: 1)
    #expect(split.training.count + split.heldOut.count == 400)
    // Titles of words with figures differ in their figures alone, which do not count: here all are one family.
    #expect(split.heldOut.isEmpty || split.training.isEmpty)

    let apart = (0..<200).map { Self.abc(Self.body($0), key: "G", title: "") }
    let forward = HeldOutSplit(Self.collection(apart).pieces, share: 0.2, seed: 1, rarest: 1)
    let backward = HeldOutSplit(Self.collection(apart.reversed()).pieces, share: 0.2, seed: 1, rarest: 1)
    #expect(Set(forward.heldOut.map(\.sequence)) == Set(backward.heldOut.map(\.sequence)))
    // A fifth of 200, three standard deviations either way.
    #expect((23...57).contains(forward.heldOut.count))
    let other = HeldOutSplit(Self.collection(apart).pieces, share: 0.2, seed: 2, rarest: 1)
    #expect(Set(other.heldOut.map(\.sequence)) != Set(forward.heldOut.map(\.sequence)))
  }

  @Test func tunesWithRareTokensAreLeftOutByName() {
    let texts =
      (0..<10).map { Self.abc(Self.body($0), key: "G", title: "") } + [Self.abc(["G7 ^g'"], key: "G", title: "Odd One")]
    let split = HeldOutSplit(Self.collection(texts).pieces, share: 0, seed: 1, rarest: 2)
    #expect(split.training.count == 10)
    #expect(split.rare.map(\.title) == ["Odd One"])
    #expect(split.rare.first?.reason.contains("fewer than 2 tunes") == true)
    #expect(split.vocabulary.id(of: "7") == nil)
  }
}
