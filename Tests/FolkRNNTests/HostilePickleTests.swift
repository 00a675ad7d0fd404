import Checkpoints
import FolkRNN
import Foundation
import Testing

/// Pickles that want to run something, or to break the reader.
@Suite struct HostilePickleTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("lilt-pickles-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// What the reader says of some bytes; nil where it takes them for a model.
  private func complaint(_ bytes: [UInt8]) throws -> CheckpointError? {
    let file = folder.appendingPathComponent("\(UUID().uuidString).pkl")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    do throws(CheckpointError) {
      _ = try Model(importing: file.path, name: "m", lilt: "test")
      return nil
    } catch {
      return error
    }
  }

  private static func bytes(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

  /// The attacks that Python runs: what they name is told, with its byte, and nothing happens.
  @Test(arguments: [
    ("cos\nsystem\n(S'touch /tmp/lilt-was-here'\ntR.", "os.system", 0),
    ("c__builtin__\neval\n(S'1'\ntR.", "__builtin__.eval", 0),
    ("\u{80}\u{2}csubprocess\nPopen\nq\u{0}(U\u{2}lsq\u{1}tRq\u{2}.", "subprocess.Popen", 2),
    ("\u{80}\u{4}\u{8C}\u{5}posix\u{8C}\u{6}system\u{93}\u{8C}\u{2}ls\u{85}R.", "posix.system", 17),
    ("cnumpy\nload\n(S'x'\ntR.", "numpy.load", 0),
    ("cnumpy.core.multiarray\n_reconstruct.__globals__\n.", "_reconstruct.__globals__", 0),
  ]) func nothingIsRun(text: String, name: String, byte: Int) throws {
    let error = try #require(try complaint(Self.bytes(text)))
    #expect(error.problem.contains("wants to run '") && error.problem.contains(name), "\(error)")
    #expect(error.place == .byte(byte))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/lilt-was-here"))
  }

  /// Opcodes that build objects in other ways, and persistent names.
  @Test(arguments: ["(ios\nsystem\n.", "(cos\nsystem\no.", "Pid\n.", "\u{82}\u{1}.", "\u{81}.", "(i__main__\nX\n."])
  func otherOpcodesAreRefused(text: String) throws {
    let error = try #require(try complaint(Self.bytes(text)))
    #expect(error.kind == .content)
  }

  /// A length of four gigabytes, an array of a petabyte, a million nested tuples, a list in itself, marks without end.
  @Test func hugeAndDeepCostNothing() throws {
    let array = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I999999999\nI999999999\nt"
    for text in [
      "T\u{FF}\u{FF}\u{FF}\u{7F}", "X\u{FF}\u{FF}\u{FF}\u{FF}a",
      "\u{8D}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{7F}",
      array + "cnumpy\ndtype\n(S'f4'\nI0\nI1\ntRI00\nS''\ntb.",
      "N" + String(repeating: "\u{85}", count: 1_000_000) + ".",
      "]q\u{0}h\u{0}a.", String(repeating: "(", count: 1_000_000), String(repeating: "]", count: 1_000_000) + ".", "",
      ".",
    ] {
      #expect(try complaint(Self.bytes(text))?.kind == .content, "\(text.prefix(20))")
    }
  }

  /// Bytes changed, cut out and put in at random: each is read as a model or refused, and nothing breaks.
  @Test(arguments: ["python2.pkl", "protocol0.pkl", "python3.pkl"])
  func mutatedFilesAreReadOrRefused(name: String) throws {
    let original = Array(try Data(contentsOf: URL(fileURLWithPath: try ImportTests.fixture(name))))
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var refused = 0
    for _ in 0..<300 {
      var bytes = original
      for _ in 0...next(3) {
        // Mostly where opcodes are, not within the numbers.
        let place = next(2) == 0 ? next(bytes.count) : next(min(900, bytes.count))
        switch next(4) {
        case 0: bytes[place] = UInt8(next(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(next(256)), at: place)
        default: bytes.removeLast(next(bytes.count - 1))
        }
        if bytes.isEmpty { break }
      }
      if try complaint(bytes) != nil { refused += 1 }
    }
    #expect(refused > 150)
  }

  @Test func otherNetworksAreRefusedByName() throws {
    #expect(try #require(try complaint(Self.bytes("}."))).problem.contains("param_values"))
    #expect(try #require(try complaint(Self.bytes("(S'param_values'\n]S'token2idx'\n}d."))).problem.contains("<s>"))
    let missing = #expect(throws: CheckpointError.self) {
      try Model(importing: "/nowhere/m.pkl", name: "m", lilt: "test")
    }
    #expect(missing?.kind == .missing)
  }
}
