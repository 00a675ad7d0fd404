import Foundation

/// A program of the system that draws.
struct DrawingProgram: Sendable {
  let name: String
  let apt: String
  let brew: String

  /// J.-F. Moine's typesetter of ABC.
  static let abcm2ps = DrawingProgram(name: "abcm2ps", apt: "abcm2ps", brew: "abcm2ps")
  /// librsvg's converter of SVG.
  static let rsvgConvert = DrawingProgram(name: "rsvg-convert", apt: "librsvg2-bin", brew: "librsvg")

  /// Runs it to its end and returns what it writes to standard output.
  ///
  /// - Parameters:
  ///   - input: bytes for its standard input.
  ///   - path: the folders to look for it in, as `PATH` has them; nil for those of `PATH`.
  func run(_ arguments: [String], input: [UInt8] = [], path: String? = nil) throws(SheetError) -> [UInt8] {
    let folders = path ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
    let candidates = folders.split(separator: ":").map { "\($0)/\(name)" }
    guard let file = candidates.first(where: FileManager.default.isExecutableFile) else {
      throw .programMissing(name: name, apt: apt, brew: brew)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: file)
    process.arguments = arguments
    // Dates in what is drawn would make no two drawings alike (reproducible-builds.org).
    process.environment = ProcessInfo.processInfo.environment.merging(["SOURCE_DATE_EPOCH": "0"]) { $1 }
    let (standardInput, output, complaints) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = complaints
    do {
      try process.run()
    } catch {
      throw .failed(program: name, reason: error.localizedDescription)
    }
    // All three pipes at once: a full one would stop the program.
    let reading = Reading(output: output.fileHandleForReading, complaints: complaints.fileHandleForReading)
    standardInput.fileHandleForWriting.writeQuietly(Data(input))
    let (drawn, said) = reading.finish()
    process.waitUntilExit()
    guard !drawn.isEmpty else {
      let reason = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
      throw .failed(program: name, reason: reason ?? "it ended with status \(process.terminationStatus)")
    }
    return Array(drawn)
  }
}

/// Reads two pipes at once until both are closed.
private final class Reading: @unchecked Sendable {
  private var output = Data()
  private var complaints = Data()
  private let group = DispatchGroup()

  init(output: FileHandle, complaints: FileHandle) {
    // Each writes its own variable, and both are read only behind the group's end.
    DispatchQueue.global().async(group: group) { self.output = output.readDataToEndOfFile() }
    DispatchQueue.global().async(group: group) { self.complaints = complaints.readDataToEndOfFile() }
  }

  func finish() -> (Data, Data) {
    group.wait()
    return (output, complaints)
  }
}

extension FileHandle {
  /// Writes all of it and closes; a reader that went away keeps what it has.
  fileprivate func writeQuietly(_ data: Data) {
    signal(SIGPIPE, SIG_IGN)
    try? write(contentsOf: data)
    try? close()
  }
}
