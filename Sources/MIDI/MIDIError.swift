/// Why bytes are not a MIDI file that Lilt can read, and where.
public struct MIDIError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of fault.
  public enum Fault: Hashable, Sendable {
    /// The bytes do not begin as a MIDI file does.
    case notMIDI
    /// A MIDI file, but of a sort Lilt does not play.
    case unsupported
    /// The bytes end before the file does.
    case truncated
    /// A value that no MIDI file may hold.
    case corrupt
    /// More than Lilt takes in.
    case tooLarge
  }

  /// The kind of fault.
  public let fault: Fault
  /// Where it is, in bytes from the start.
  public let offset: Int
  /// What is wrong there and what would mend it.
  public let reason: String

  init(_ fault: Fault, at offset: Int, _ reason: String) {
    self.fault = fault
    self.offset = offset
    self.reason = reason
  }

  /// `byte 14: the track header is cut short`.
  public var description: String { "byte \(offset): \(reason)" }
}
