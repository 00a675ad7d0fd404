import Checkpoints
import Corpora
import Foundation
import Music
import Originality
import Quality
import Ranking
import Sampling
import Tokens

extension Norms {
  /// Where the norms of a model's collection lie: beside it.
  static func path(besideModel path: String) -> String {
    let ending = ".safetensors"
    return (path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : path) + ".norms.json"
  }

  /// The norms that lie beside a model, the bundled one without a path, or general ones with what is to be said about it.
  static func besideModel(_ model: String?, hash: String) throws -> (norms: Norms, problem: String?) {
    let path: String
    do throws(CheckpointError) {
      if let model {
        path = Norms.path(besideModel: model)
      } else {
        path = Norms.path(besideModel: try Model.bundledPath)
      }
    } catch {
      throw Failure(error)
    }
    do throws(NormsError) {
      let norms = try Norms(reading: path)
      if let own = norms.model, own != hash {
        return (norms.withoutModel, "\(path) is of another model: how likely tunes are is left aside; \(remedy)")
      }
      return (norms, nil)
    } catch {
      switch error.kind {
      case .missing: return (.general, "no \(path): tunes are ranked by general rules; \(remedy)")
      case .content: throw Failure.input(error.description)
      case .storage: throw Failure.device(error.description)
      }
    }
  }

  private static let remedy = "lilt norms writes it"

  /// More held-out tunes are not asked for what the model says of them.
  static let mostExpected = 1000
}

extension Observation {
  /// The measures of a tune as a candidate's are taken: of the tune that its tokens spell.
  init(of piece: Piece) {
    let tune = (try? Tune(decoding: piece.sequence.withoutType)) ?? piece.tune
    self.init(of: TuneFeatures(of: tune))
  }

  /// The measures of many tunes.
  static func all(of pieces: [Piece]) throws -> [Observation] {
    try Parallel.map(pieces, finished: { _ in }) { Observation(of: $0) }
  }
}

extension [Observation] {
  /// Adds what a model says of the tunes, as far as it knows their tokens: of so many at even distances.
  func expected(by model: Model, _ tunes: [[TokenID]?], most: Int = Norms.mostExpected) -> [Observation] {
    let known = tunes.indices.filter { tunes[$0] != nil }
    let step = Swift.max(1, (known.count + most - 1) / Swift.max(1, most))
    let asked = stride(from: 0, to: known.count, by: step).map { known[$0] }
    let nats = model.natsPerToken(of: asked.compactMap { tunes[$0] })
    var result = self
    for (place, value) in zip(asked, nats) where value.isFinite { result[place].measures[.nats] = value }
    return result
  }
}

extension MelodyIndex {
  /// The index beside a model; nil where a model of one's own has none.
  static func besideModel(_ model: String?) throws -> MelodyIndex? {
    if let model, !FileManager.default.fileExists(atPath: path(besideModel: model)) { return nil }
    return try chosen(forModel: model)
  }
}
