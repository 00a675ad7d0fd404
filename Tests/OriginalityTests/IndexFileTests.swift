import ABC
import Foundation
import Originality
import Testing

@Suite struct IndexFileTests {
  static let bytes = MelodyIndex(of: Array(Tunes.sources.prefix(6))).bytes

  @Test func aFileIsTheIndexItCameFrom() throws {
    let index = try MelodyIndex(bytes: Tunes.index.bytes)
    #expect(index.count == Tunes.index.count && index.bytes == Tunes.index.bytes)
    #expect(index.usualRuns == Tunes.index.usualRuns)
    for (number, melody) in Tunes.melodies.enumerated() {
      #expect(index.title(of: number) == Tunes.index.title(of: number))
      #expect(index.origin(of: number) == "tunes/\(number).abc:1")
      #expect(index.resemblance(of: melody) == Tunes.index.resemblance(of: melody))
    }
    #expect(try MelodyIndex(bytes: MelodyIndex(of: []).bytes).count == 0)
  }

  @Test func everyFlippedBitIsNoticed() {
    var chance = Chance(state: 2)
    // All of the header, and some of the rest.
    let bits = Array(0..<56 * 8) + (0..<300).map { _ in Int.random(in: 0..<Self.bytes.count * 8, using: &chance) }
    for bit in bits {
      var damaged = Self.bytes
      damaged[bit / 8] ^= 1 << (bit % 8)
      let error = #expect(throws: MelodyIndexError.self, "bit \(bit)") { try MelodyIndex(bytes: damaged) }
      #expect(error?.kind == .content && error?.description.isEmpty == false)
    }
  }

  @Test func everyCutIsNoticed() {
    let cuts = Array(0..<80) + stride(from: 80, to: Self.bytes.count, by: 97)
    for length in cuts {
      #expect(throws: MelodyIndexError.self, "\(length) bytes") { try MelodyIndex(bytes: Array(Self.bytes[..<length])) }
    }
    #expect(throws: MelodyIndexError.self) { try MelodyIndex(bytes: Self.bytes + [0]) }
  }

  /// Counts of four thousand millions are refused before any room is made for them.
  @Test func absurdCountsAreRefused() {
    for number in 0..<10 {
      for value: UInt8 in [0xFF, 0x7F, 0] {
        var damaged = Self.bytes
        for byte in 0..<4 { damaged[16 + 4 * number + byte] = value }
        #expect(throws: MelodyIndexError.self, "number \(number)") { try MelodyIndex(bytes: damaged) }
      }
    }
  }

  @Test func errorsNameTheFile() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lilt-origins-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.origins").path
    let missing = #expect(throws: MelodyIndexError.self) { try MelodyIndex(reading: path) }
    #expect(missing?.kind == .missing && missing?.description.hasPrefix(path) == true)
    #expect(throws: MelodyIndexError.self) { try MelodyIndex(reading: folder.path) }
    try Data("X:1\nK:C\n".utf8).write(to: URL(filePath: path))
    let other = #expect(throws: MelodyIndexError.self) { try MelodyIndex(reading: path) }
    #expect(other?.description == "\(path): byte 0: is no index of originals; write it anew from the collection")
    try Data(Self.bytes).write(to: URL(filePath: path))
    #expect(try MelodyIndex(reading: path).count == 6)
  }

  /// The file must not be a copy of the collection: no line of a tune's music is in it.
  @Test func noMelodyCanBeReadInIt() {
    let text = String(decoding: Tunes.index.bytes, as: UTF8.self)
    #expect(text.contains("Drowsy Maggie"))
    for tune in Tunes.all {
      for bar in tune.abc().split(separator: "|") where bar.utf8.count > 5 && !bar.contains(":") {
        #expect(!text.contains(bar))
      }
    }
  }
}
