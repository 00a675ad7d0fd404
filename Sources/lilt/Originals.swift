import Checkpoints
import Corpora
import Foundation
import Originality

extension MelodyIndex {
  /// Where the index of the tunes that a model was trained on lies: beside it.
  static func path(besideModel path: String) -> String {
    let ending = ".safetensors"
    return (path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : path) + ".origins"
  }

  /// An index of the tunes of collections that were read from `paths`, settings of one tune known as such.
  init(of pieces: [Piece], in paths: [String]) {
    let families = TuneFamilies(of: pieces).family
    self.init(
      of: zip(pieces, families).map { piece, family in
        Source(
          Melody(of: piece.tune), title: piece.title, file: Self.name(of: piece.origin.file, in: paths),
          line: piece.origin.line, family: family)
      })
  }

  /// `oneills-1907/03.abc` for a file of the collection `/music/oneills-1907`: where the collection lies is nobody's concern.
  private static func name(of file: String, in paths: [String]) -> String {
    for path in paths {
      let folder = path.hasSuffix("/") ? path : path + "/"
      guard file.hasPrefix(folder) else { continue }
      return URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent + "/" + file.dropFirst(folder.count)
    }
    return (file as NSString).lastPathComponent
  }

  /// Reads an index, turning what goes wrong into the command's failure.
  static func chosen(_ path: String) throws -> MelodyIndex {
    do throws(MelodyIndexError) {
      return try MelodyIndex(reading: path)
    } catch {
      throw error.kind == .storage ? Failure.device(error.description) : Failure.input(error.description)
    }
  }

  /// The index of the tunes that a model was trained on, the bundled one without a model.
  static func chosen(forModel model: String?) throws -> MelodyIndex {
    if let model { return try chosen(path(besideModel: model)) }
    let path: String
    do throws(CheckpointError) { path = try Model.bundledOriginsPath } catch { throw Failure(error) }
    return try chosen(path)
  }
}
