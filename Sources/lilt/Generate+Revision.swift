import ABC
import Foundation
import MIDI
import Music
import Sampling

extension Generate {
  /// Works on a tune that is there, in as many versions as are asked for.
  func revise(
    _ revision: Revision, with composer: Composer, hash: String, seed: UInt64, instrument: Instrument
  ) throws {
    let field = Field("N", provenance(seed: seed, model: composer.model, hash: hash))
    var versions: [RevisedTune] = []
    for number in 0..<count {
      do throws(CompositionError) {
        let result = try revision.compose(
          with: composer, settings: sampling.settings, seed: seed, number: number, fields: [field])
        versions.append(RevisedTune(number: number + 1, bars: result.bars, abc: result.text))
      } catch {
        throw Failure.input("\(self.revision.source ?? ""): \(error)")
      }
    }
    if let output { try write(&versions, seed: seed, to: output, instrument: instrument) }
    guard json else { return try Terminal.put(versions.map(\.abc).joined(separator: "\n"), terminator: "") }
    try Terminal.put(json: versions)
  }

  private func write(
    _ versions: inout [RevisedTune], seed: UInt64, to folder: String, instrument: Instrument
  ) throws {
    try OutputFiles.makeFolder(folder)
    let source = revision.source.map { $0 == "-" ? "tune" : ($0 as NSString).lastPathComponent } ?? "tune"
    let name = (source as NSString).deletingPathExtension
    for index in versions.indices {
      let base = (folder as NSString).appendingPathComponent("\(name)-\(seed)-\(index + 1)")
      try OutputFiles.write(Array(versions[index].abc.utf8), to: base + ".abc")
      versions[index].files.append(base + ".abc")
      for ending in endings {
        try TuneFile.write(
          try Tune(parsing: versions[index].abc), to: base + "." + ending,
          performance: Performance(program: instrument.program, soundingShift: instrument.soundingShift), sound: sound)
        versions[index].files.append(base + "." + ending)
      }
    }
  }
}

/// A version of a tune as `--json` prints it.
private struct RevisedTune: Encodable {
  var number: Int
  /// The bars that were composed, counted from 1.
  var bars: [Int]
  var abc: String
  var files: [String] = []
}
