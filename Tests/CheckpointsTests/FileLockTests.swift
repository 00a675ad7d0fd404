import Checkpoints
import Foundation
import Testing

@Suite struct FileLockTests {
  @Test func onlyOneHoldsIt() throws {
    let folder = try TemporaryFolder()
    var first = try FileLock.taking(folder("lock"))
    #expect(first != nil)
    #expect(try FileLock.taking(folder("lock")) == nil)
    // Another file's lock is another lock.
    #expect(try FileLock.taking(folder("other")) != nil)
    first = nil
    #expect(try folder.contents == [])
    #expect(try FileLock.taking(folder("lock")) != nil)
  }

  @Test func aFileLeftByAKilledHolderStopsNobody() throws {
    let folder = try TemporaryFolder()
    try folder.write([], "lock")
    #expect(try FileLock.taking(folder("lock")) != nil)
  }

  @Test func anotherHoldersFileIsNotRemoved() throws {
    let folder = try TemporaryFolder()
    var first = try FileLock.taking(folder("lock"))
    #expect(first?.isEnforced == true)
    // By hand, against the rule: the next to ask makes a file of its own.
    try FileManager.default.removeItem(atPath: folder("lock"))
    let second = try FileLock.taking(folder("lock"))
    first = nil
    #expect(second != nil)
    #expect(try folder.contents == ["lock"])
    #expect(try FileLock.taking(folder("lock")) == nil)
    withExtendedLifetime(second) {}
  }

  @Test func aFolderMustBeThere() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: CheckpointError.self) { try FileLock.taking(folder("none/lock")) }
    #expect(error?.kind == .storage)
  }
}
