import Foundation

/// What sheet music is written as.
public enum SheetFormat: String, CaseIterable, Hashable, Sendable {
  /// One tune, drawn with lines and text.
  case svg
  /// One tune as a picture.
  case png
  /// Any number of tunes on pages of A4, several with an index before them.
  case pdf

  /// The format that a path's ending names, in either case; nil for another.
  public init?(path: String) {
    self.init(rawValue: URL(fileURLWithPath: path).pathExtension.lowercased())
  }
}
