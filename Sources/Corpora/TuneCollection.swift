import ABC
import Foundation
import Music
import Tokens

/// A tune of a collection, in tokens, with where it came from.
public struct Piece: Hashable, Sendable {
  /// The tune in tokens.
  public var sequence: TokenSequence
  /// The tune as notated; for token files the tune they spell.
  public var tune: Tune
  /// The title; empty where the collection names none.
  public var title: String
  /// Where it stands.
  public var origin: Origin

  /// The file and line a tune stands at.
  public struct Origin: Hashable, Sendable, CustomStringConvertible {
    /// The file's path as it was given.
    public var file: String
    /// The line the tune starts at, from 1.
    public var line: Int

    /// A line of a file.
    public init(file: String, line: Int) {
      self.file = file
      self.line = line
    }

    /// `file:line`.
    public var description: String { "\(file):\(line)" }
  }

  /// A tune of a collection.
  public init(sequence: TokenSequence, tune: Tune, title: String, origin: Origin) {
    self.sequence = sequence
    self.tune = tune
    self.title = title
    self.origin = origin
  }
}

/// A tune that was left out, and why.
public struct Rejection: Hashable, Sendable, CustomStringConvertible {
  /// Where it stands, or where in it the reason does.
  public var origin: Piece.Origin
  /// Its title; empty where there is none.
  public var title: String
  /// Why; the same words for the same reason, so that they can be counted.
  public var reason: String

  /// `file:line: reason (title)`.
  public var description: String { "\(origin): \(reason)" + (title.isEmpty ? "" : " (\(title))") }
}

/// Why a collection could not be read at all.
public struct CollectionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path that could not be read.
  public var path: String
  /// What is wrong and what would mend it.
  public var reason: String
  /// Whether the disk was at fault rather than the input.
  public var isDevice: Bool

  /// `path: reason`.
  public var description: String { "\(path): \(reason)" }
}

/// The tunes of files and folders, in any form Lilt reads.
///
/// A broken tune costs itself only: it is listed in ``rejections`` and the next one is read.
public struct TuneCollection: Sendable {
  /// The tunes that became tokens, in the order of the files.
  public internal(set) var pieces: [Piece] = []
  /// The tunes that did not.
  public internal(set) var rejections: [Rejection] = []
  /// The files that were read, with their forms.
  public internal(set) var files: [(path: String, form: CollectionForm)] = []

  /// Reads every file of `paths`, folders with everything below them in the order of their names.
  ///
  /// - Throws: ``CollectionError`` for a path that is not there or cannot be read, and for paths without any tune.
  public init(reading paths: [String]) throws(CollectionError) {
    for path in paths {
      for file in try CollectionFiles.list(path) { try read(file, isNamed: file == path) }
    }
    if pieces.isEmpty, rejections.isEmpty {
      throw CollectionError(
        path: paths.joined(separator: " "),
        reason: "holds no tunes; name ABC files, token files or thesession.org dumps",
        isDevice: false)
    }
  }

  /// Reads one file's bytes in the form they have; O(n).
  public init(bytes: [UInt8], file: String) {
    add(bytes, file: file)
  }

  private mutating func read(_ file: String, isNamed: Bool) throws(CollectionError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw CollectionError(path: file, reason: "cannot be read: \(error.localizedDescription)", isDevice: true)
    }
    add(Array(data), file: file)
  }

  private mutating func add(_ bytes: [UInt8], file: String) {
    guard let form = CollectionForm(of: bytes, file: file) else { return }
    files.append((file, form))
    switch form {
    case .abc: addTunebook(bytes, file: file)
    case .tokens: addTokenFile(bytes, file: file)
    case .sessionJSON, .sessionCSV: addSessionDump(bytes, form: form, file: file)
    }
  }

  /// Adds a tune, or the reason why it cannot be one.
  mutating func add(_ tune: Tune, title: String, origin: Piece.Origin) {
    do throws(UnencodableTune) {
      let sequence = try TokenSequence(encoding: tune)
      pieces.append(Piece(sequence: sequence, tune: tune, title: title, origin: origin))
    } catch {
      let line = error.place.line > 0 ? error.place.line : origin.line
      reject(error.reason, title: title, origin: Piece.Origin(file: origin.file, line: line))
    }
  }

  mutating func reject(_ reason: String, title: String, origin: Piece.Origin) {
    rejections.append(Rejection(origin: origin, title: title, reason: reason))
  }

  private mutating func addTunebook(_ bytes: [UInt8], file: String) {
    for entry in Tunebook(parsing: bytes).entries {
      add(entry.tune, title: entry.tune.title, origin: Piece.Origin(file: file, line: entry.tune.line))
    }
  }
}

extension TuneCollection {
  /// The collection without tunes whose tokens, their type aside, are those of an earlier one; O(n).
  ///
  /// - Returns: what is left, and for every tune left out the one it repeats.
  public func withoutRepeats() -> (collection: TuneCollection, repeats: [(Piece, of: Piece)]) {
    var first: [TokenSequence: Piece] = [:]
    var result = self
    var repeats: [(Piece, of: Piece)] = []
    result.pieces = pieces.filter { piece in
      let music = piece.sequence.withoutType
      if let earlier = first[music] {
        repeats.append((piece, of: earlier))
        return false
      }
      first[music] = piece
      return true
    }
    return (result, repeats)
  }
}
