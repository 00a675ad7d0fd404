import Checkpoints
import Foundation
import Testing

@Suite struct AtomicFileTests {
  @Test func replacesAndLeavesNothingBeside() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write([1, 2, 3], to: folder("f"))
    try AtomicFile.write([4], to: folder("f"))
    #expect(try folder.read("f") == [4])
    #expect(try folder.contents == ["f"])
  }

  @Test func whatAKilledWriterLeftIsRemoved() throws {
    let folder = try TemporaryFolder()
    for name in [".f.1a.part", ".f.2b.part", ".g.1a.part"] { try folder.write([9], name) }
    // Two hours old; the other may be in the making still, and the third is another file's.
    try FileManager.default.setAttributes([.modificationDate: Date() - 7200], ofItemAtPath: folder(".f.1a.part"))
    try FileManager.default.setAttributes([.modificationDate: Date() - 7200], ofItemAtPath: folder(".g.1a.part"))
    try AtomicFile.write([1], to: folder("f"))
    #expect(try folder.contents == [".f.2b.part", ".g.1a.part", "f"])
  }

  @Test func whoeverHoldsTheFileMayRemoveYoungLeftovers() throws {
    let folder = try TemporaryFolder()
    // Of `f` itself, of the file `f.g`, of `f` with a mark that is none, without one, and of a name that only begins
    // alike.
    let names = [".f..part", ".f.1_a.part", ".f.1a.part", ".f.g.1a.part", ".f.part", ".ff.1a.part", "f"]
    for name in names { try folder.write([9], name) }
    AtomicFile.removeLeftovers(of: folder("f"))
    #expect(try folder.contents == names.filter { $0 != ".f.1a.part" })
  }

  @Test func whatCannotBeWrittenIsToldBefore() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder("d"), withIntermediateDirectories: false)
    for path in [folder("d"), folder("no/f"), "/dev/null"] {
      let told = #expect(throws: CheckpointError.self) { try AtomicFile.check(path) }
      #expect(#expect(throws: CheckpointError.self) { try AtomicFile.write([1], to: path) } == told)
    }
    try AtomicFile.check(folder("f"))
    #expect(try folder.contents == ["d"])
  }

  @Test func aLinkGoesOnPointing() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write([1], to: folder("real"))
    try FileManager.default.createSymbolicLink(atPath: folder("link"), withDestinationPath: "real")
    try AtomicFile.write([2], to: folder("link"))
    #expect(try folder.read("real") == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder("link")) == "real")
  }

  @Test func aFolderMustBeThere() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: CheckpointError.self) { try AtomicFile.write([1], to: folder("no/f")) }
    #expect(error?.kind == .storage)
    #expect(error?.remedy == "make the folder first")
  }

  @Test func foldersAndDevicesAreNotReplaced() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder("d"), withIntermediateDirectories: false)
    let error = #expect(throws: CheckpointError.self) { try AtomicFile.write([1], to: folder("d")) }
    #expect(error?.problem == "is a folder, not a file")
    #expect(throws: CheckpointError.self) { try AtomicFile.write([1], to: "/dev/null") }
    #expect(try folder.contents == ["d"])
  }

  @Test func theSystemsReasonIsTold() throws {
    let folder = try TemporaryFolder()
    // Longer than any file system allows.
    let error = #expect(throws: CheckpointError.self) {
      try AtomicFile.write([1], to: folder(String(repeating: "n", count: 300)))
    }
    #expect(error?.kind == .storage)
    #expect(try folder.contents == [])
  }
}
