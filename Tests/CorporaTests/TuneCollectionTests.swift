import Corpora
import Foundation
import Testing
import Tokens

@Suite struct TuneCollectionTests {
  func read(_ text: String, file: String) -> TuneCollection { TuneCollection(bytes: Array(text.utf8), file: file) }

  func words(_ collection: TuneCollection) -> [String] {
    collection.pieces.map { $0.sequence.words.joined(separator: " ") }
  }

  // MARK: Forms

  static let abc = "X:1\nT:First\nM:4/4\nL:1/8\nK:G\nGABc|\n\nX:2\nT:Second\nM:4/4\nL:1/8\nK:C\nCDEF|\n"

  @Test(arguments: ["book.abc", "book.txt", "book", "-"])
  func tunebooksAreABCUnderAnyName(file: String) {
    let collection = read(Self.abc, file: file)
    #expect(collection.files.map(\.form) == [.abc])
    #expect(collection.pieces.map(\.title) == ["First", "Second"])
    #expect(words(collection) == ["M:4/4 K:Cmaj C D E F |", "M:4/4 K:Cmaj C D E F |"])
    #expect(collection.pieces.map(\.origin.description) == ["\(file):1", "\(file):8"])
  }

  /// folk-rnn's data_v2: meter, key and body on lines of their own, a blank line between tunes.
  @Test func tokenFilesPartedByBlankLines() {
    let collection = read("M:9/8\nK:Cmaj\nG E E E 2 D |\n\nM:6/8\nK:Cmin\n|: C D E F :|\n\n\n", file: "all.txt")
    #expect(collection.files.map(\.form) == [.tokens])
    #expect(words(collection) == ["M:9/8 K:Cmaj G E E E 2 D |", "M:6/8 K:Cmin |: C D E F :|"])
    #expect(collection.pieces.map(\.origin.line) == [1, 5])
  }

  /// A tune a line, with or without markers.
  @Test func tokenFilesOfATuneALine() {
    let collection = read("M:4/4 K:mix |: =d =c :|\n<s> M:4/4 K:Cdor C D </s>\n", file: "tunes.tokens")
    #expect(collection.files.map(\.form) == [.tokens])
    #expect(
      words(collection) == ["M:4/4 K:Cmix |: =d =c :|", "M:4/4 K:Cdor C D"], "no bar is added: they are as they are")
    #expect(collection.pieces.map(\.origin.line) == [1, 2])
  }

  /// ABC with a blank between all signs and without X:, as folkwiki's tokens are published.
  @Test func spacedABCWithoutNumbers() {
    let collection = read(
      "[K:Dmaj] \n[M:3/4] \n[L:1/8] \nd 2 > c B A | d 4 f 2 |\n\n[L:1/8]\n[M:2/4]\n[K:Gmaj]\nG 2 B 2 | G 4 |]\n",
      file: "wiki.txt")
    #expect(collection.files.map(\.form) == [.abc])
    // D to C and G to C, in the octave nearest to the middle; fields behind K: stand within the music.
    #expect(collection.pieces.count == 2)
    #expect(words(collection).last == "M:2/4 K:Cmaj c 2 e 2 | c 4 |")
    #expect(words(collection).first?.hasSuffix("c 2> B A G | c 4 e 2 |") == true)
  }

  @Test func headersOnOneLineAreTokensToo() {
    #expect(words(read("M:4/4 K:Cmaj C D E F |\n", file: "a")) == ["M:4/4 K:Cmaj C D E F |"])
  }

  // MARK: Rejections

  @Test func aBrokenTuneCostsItselfOnly() {
    let text =
      "X:1\nT:Voices\nK:C\nV:1\nA\nV:2\nB\n\nX:2\nT:Good\nK:C\nA|\n\nX:3\nT:Pipes\nK:HP\nA\n\n"
      + "X:4\nT:Silent\nK:C\nz\n\nX:5\nT:Odd\nK:C\nA|\nA/999\n"
    let collection = read(text, file: "book.abc")
    #expect(collection.pieces.map(\.title) == ["Good"])
    #expect(
      collection.rejections.map(\.description) == [
        "book.abc:1: several voices (Voices)", "book.abc:14: a key without a tonic (Pipes)",
        "book.abc:19: no notes (Silent)",
        "book.abc:28: a note of unusual length (Odd)",
      ])
  }

  @Test func brokenTokensAreRejectedWithTheirLine() {
    let collection = read(
      "M:4/4\nK:Cmaj\nC D E F\n\nM:4/4\nK:Cmaj\nC D 2 2\n\nM:4/4\nK:Cmaj\nz |\n\nM:4/4\nK:Cmaj\nC q D\n", file: "t")
    #expect(collection.pieces.count == 1)
    #expect(
      collection.rejections.map(\.description) == [
        "t:5: cannot stand here: '2'", "t:9: no notes", "t:13: is no word of the token scheme: 'q'",
      ])
  }

  // MARK: Repeats

  @Test func repeatsAreTunesOfTheSameTokens() {
    let collection = read(Self.abc + "\nX:3\nT:Third\nM:4/4\nL:1/8\nK:C\nCDEG|\n", file: "a.abc")
    let (unique, repeats) = collection.withoutRepeats()
    #expect(unique.pieces.map(\.title) == ["First", "Third"])
    #expect(repeats.map(\.0.title) == ["Second"] && repeats.map(\.of.title) == ["First"])
    #expect(collection.pieces.count == 3, "the collection itself is as it was")
    #expect(unique.withoutRepeats().repeats.isEmpty)
  }

  // MARK: Files

  @Test func foldersAreReadInTheOrderOfTheirNames() throws {
    let folder = try TemporaryFolder()
    for (name, title) in [("b.abc", "b"), ("a/z.abc", "a/z"), ("c.txt", "c")] {
      try folder.write(name, "X:1\nT:\(title)\nK:C\nA|\n")
    }
    try folder.write(".hidden.abc", "X:1\nT:hidden\nK:C\nA|\n")
    try folder.write(".git/x.abc", "X:1\nT:hidden\nK:C\nA|\n")
    try folder.write("readme.md", "X:1\nT:no tunes\nK:C\nA|\n")
    try folder.write("notes.txt", "nothing that sounds\n")
    let collection = try TuneCollection(reading: [folder.path])
    #expect(collection.pieces.map(\.title) == ["a/z", "b", "c"])
    #expect(collection.pieces.first?.origin.file == folder.path + "/a/z.abc")
  }

  @Test func severalPathsAreReadInTheOrderGiven() throws {
    let folder = try TemporaryFolder()
    let second = try folder.write("2.abc", "X:1\nT:two\nK:C\nA|\n")
    let first = try folder.write("1.any", "X:1\nT:one\nK:C\nA|\n")
    #expect(
      try TuneCollection(reading: [second, first]).pieces.map(\.title) == ["two", "one"],
      "a file named may end in anything")
  }

  @Test func aMissingPathIsNamed() {
    do throws(CollectionError) {
      _ = try TuneCollection(reading: ["/nowhere/tunes"])
      Issue.record("was read")
    } catch {
      #expect(error.path == "/nowhere/tunes" && !error.isDevice)
      #expect(error.description == "/nowhere/tunes: there is no such file or folder; check its name")
    }
  }

  @Test(arguments: ["", "\n\n", "only words", "\0\0\0\u{1}\u{2}"])
  func filesWithoutTunesAreAnError(content: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.abc", content)
    do throws(CollectionError) {
      _ = try TuneCollection(reading: [file])
      Issue.record("was read")
    } catch {
      #expect(error.description == "\(file): holds no tunes; name ABC files, token files or thesession.org dumps")
    }
  }

  @Test func anEmptyFolderHoldsNoTunes() throws {
    let folder = try TemporaryFolder()
    #expect(throws: CollectionError.self) { try TuneCollection(reading: [folder.path]) }
  }

  @Test func filesWithoutTunesBesideOthersArePassedOver() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.abc", "X:1\nK:C\nA|\n")
    try folder.write("b.abc", (0...255).map { UInt8($0) })
    let collection = try TuneCollection(reading: [folder.path])
    #expect(collection.pieces.count == 1 && collection.files.count == 1)
  }

  /// What is written as tokens reads back as the same tokens.
  @Test func tokensWrittenALineReadBack() {
    let pieces = read(Self.abc + "\nX:3\nM:6/8\nL:1/8\nK:Em\n|:E>F (3GAB [EG]-[EG]|1 z3:|2 e'6|]\n", file: "a").pieces
    let text = pieces.map { $0.sequence.words.joined(separator: " ") + "\n" }.joined()
    #expect(read(text, file: "b").pieces.map(\.sequence) == pieces.map(\.sequence))
  }
}
