import ABC
import Foundation
import Music
import Sampling
import Testing
import Tokens

/// Bars of real tunes composed anew: what is kept is kept to the byte, and the tune stays whole.
@Suite struct RevisionTests {
  /// The tunes of the project.
  static let files: [(name: String, bytes: [UInt8])] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("tunes")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".abc") }.sorted().compactMap { name in
      (try? Data(contentsOf: folder.appendingPathComponent(name))).map { (name, Array($0)) }
    }
  }()

  /// A network that learned nothing and knows every token of the tunes.
  static let composer: Composer = {
    let tunes = files.compactMap { try? Tune(parsing: String(decoding: $0.bytes, as: UTF8.self)) }
    let words = tunes.compactMap { try? TokenSequence(encoding: $0).words }.flatMap { $0 }
    return Composer(model: SmallModel.random(seed: 4, words: words + ["|:", ":|"]))
  }()

  /// Every so many of them, from one on: whole tunes take their time with unoptimised code.
  static func some(from first: Int) -> [(name: String, bytes: [UInt8])] {
    stride(from: first, to: files.count, by: 4).map { files[$0] }
  }

  /// The bars of a text: what stands between bar lines, and how long it lasts.
  private func bars(_ text: String) throws -> [(text: String, duration: Fraction)] {
    let written = try #require(WrittenBars(of: 0, in: Array(text.utf8)))
    return written.bars.indices.map { (written.text(of: $0), written.bars[$0].duration) }
  }

  /// Whether a text is another but for some bars: without them, and the line that was added, both are the same bytes.
  private func expectKept(_ text: String, of source: String, composed: Set<Int>) throws {
    let before = try bars(source)
    let after = try bars(text)
    try #require(before.count == after.count)
    for index in before.indices {
      #expect(before[index].duration == after[index].duration, "bar \(index)")
      if !composed.contains(index) { #expect(before[index].text == after[index].text, "bar \(index)") }
    }
    // Taking the bars out of both leaves the same bytes.
    func rest(_ text: String) throws -> String {
      let written = try #require(WrittenBars(of: 0, in: Array(text.utf8)))
      return written.text(
        replacing: Dictionary(uniqueKeysWithValues: composed.map { ($0, "*") }))
    }
    #expect(try rest(text) == rest(source))
  }

  @Test func varyingKeepsAllOtherBars() throws {
    #expect(Self.files.count > 40)
    var revised = 0
    for (name, bytes) in Self.some(from: 0) {
      guard let revision = try? Revision(of: bytes, plan: .varying(0.4)) else { continue }
      let result = try revision.compose(with: Self.composer, seed: 3)
      let source = String(decoding: bytes, as: UTF8.self)
      let (before, after) = (try bars(source), try bars(result.text))
      try #require(before.count == after.count, "\(name)")
      let changed = Set(before.indices.filter { before[$0].text != after[$0].text })
      try expectKept(result.text, of: source, composed: changed)
      #expect(!result.bars.isEmpty && changed.count <= before.count / 2 + 1)
      // Bars that were alike are alike.
      for a in before.indices {
        for b in before.indices where before[a].text == before[b].text { #expect(after[a].text == after[b].text) }
      }
      #expect(try #require(Tunebook(parsing: result.text).entries.first).problems.isEmpty)
      revised += 1
    }
    // Some tunes have keys or meters that change, or bars that go over a line.
    #expect(revised > 8)
  }

  @Test func barsThatAreKeptAreKept() throws {
    for (name, bytes) in Self.some(from: 1) {
      guard let revision = try? Revision(of: bytes, plan: .keeping([1, 2, 3, 4, 8])) else { continue }
      guard let result = try? revision.compose(with: Self.composer, seed: 5) else { continue }
      let source = String(decoding: bytes, as: UTF8.self)
      let written = try #require(WrittenBars(of: 0, in: bytes))
      let full = try #require(written.tune.meter).barLength
      let hasPickup = full > written.bars[0].duration
      // Where a repeat divides a bar its two halves are one bar; tunes with none so early on are plain to count.
      guard written.bars.count > 9, written.bars[1..<9].allSatisfy({ $0.duration == full }) else { continue }
      let kept = (hasPickup ? [0, 1, 2, 3, 4, 8] : [0, 1, 2, 3, 7])
      let (before, after) = (try bars(source), try bars(result.text))
      for bar in kept { #expect(before[bar].text == after[bar].text, "\(name), bar \(bar)") }
      #expect(result.bars.allSatisfy { ![1, 2, 3, 4, 8].contains($0) })
      #expect(zip(before, after).allSatisfy { $0.duration == $1.duration })
    }
  }

  static let marked = """
    X:1
    T:Marked * here
    M:6/8
    L:1/8
    K:Em
    B|:EFE G2A|*|B3 * B|[1 * :|
    |2 * || % a remark |*|

    """

  @Test func starsAreComposed() throws {
    let result = try Revision(of: Array(Self.marked.utf8), plan: .marked).compose(
      with: Self.composer, seed: 1, fields: [Field("N", "made")])
    // A star beside music is none, and neither is one in a title or a remark.
    #expect(result.bars == [2, 4, 5])
    #expect(result.text.contains("T:Marked * here\n") && result.text.contains("|| % a remark |*|\n"))
    #expect(result.text.contains("B|:EFE G2A|") && result.text.contains("|B3 * B|[1 "))
    #expect(result.text.contains("N:made\nK:Em\n"))
    let bars = try bars(result.text)
    #expect([2, 4, 5].allSatisfy { bars[$0].duration == Fraction(3, 4) && !bars[$0].text.contains("z6") })
  }

  @Test func aTuneIsCarriedOn() throws {
    for (name, bytes) in Self.some(from: 2) {
      guard let revision = try? Revision(of: bytes, plan: .continuing(bars: 6)) else { continue }
      let result = try revision.compose(with: Self.composer, seed: 2)
      let source = String(decoding: bytes, as: UTF8.self)
      // What was there stands first, to the byte.
      #expect(result.text.hasPrefix(source.hasSuffix("\n") ? source : source + "\n"), "\(name)")
      #expect(result.bars.count == 6)
      let checked = CheckedBook(checking: Array(result.text.utf8))
      let before = CheckedBook(checking: bytes)
      #expect(checked.problems.count == before.problems.count, "\(name)")
    }
  }

  @Test func oneSeedOneVersion() throws {
    let bytes = try #require(Self.files.first { $0.name == "the-kesh.abc" }).bytes
    let revision = try Revision(of: bytes, plan: .varying(0.5))
    let first = try revision.compose(with: Self.composer, seed: 9).text
    #expect(try revision.compose(with: Self.composer, seed: 9).text == first)
    #expect(try revision.compose(with: Self.composer, seed: 10).text != first)
    #expect(try revision.compose(with: Self.composer, seed: 9, number: 1).text != first)
  }

  @Test(arguments: [
    ("X:1\nM:4/4\nK:C\nCDEF GABc|\n", "no bar is marked"), ("X:1\nK:C\n*|CD|\n", "no meter"),
    ("X:1\nM:3/8\nL:1/4\nK:C\n*|C|\n", "shorter unit"), ("", "no bar is marked"),
    ("X:1\nM:2/4\nL:1/8\nK:C\n*|CDEF|[K:G]GABc|\n", "K: field"), ("X:1\nM:2/4\nL:1/8\nK:HP\n*|cdef|\n", "K:"),
    ("X:1\nM:2/4\nL:1/8\nK:C\nC4-|*|CDEF|\n", "a tie leads into it"),
    ("X:1\nM:2/4\nL:1/8\nK:C\nZ2|CDEF|*|\n", "told apart"),
    ("X:1\nM:2/4\nL:1/8\nK:C\n*|*|\n", "no notes"),
  ]) func whatCannotBeDoneIsSaid(text: String, complaint: String) throws {
    let error = #expect(throws: CompositionError.self) {
      try Revision(of: Array(text.utf8), plan: .marked).compose(with: Self.composer, seed: 1)
    }
    #expect(error?.description.contains(complaint) == true, "\(error as Any)")
  }

  @Test func barsThatAreNotThere() throws {
    let bytes = try #require(Self.files.first { $0.name == "the-kesh.abc" }).bytes
    for plan in [Revision.Plan.keeping([99]), .keeping(Set(1...16))] {
      #expect(throws: CompositionError.self) {
        try Revision(of: bytes, plan: plan).compose(with: Self.composer, seed: 1)
      }
    }
    #expect(throws: CompositionError.self) { try Revision(of: bytes, tune: 1, plan: .varying(0.3)) }
  }
}
