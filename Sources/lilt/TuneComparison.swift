import ABC
import Corpora
import Foundation
import Kernels
import Quality

/// `lilt evaluate --reference`: tunes beside real ones.
struct TuneComparison {
  let seed: UInt64
  let report: QualityReport
  /// The same for each meter that at least this many of the tunes and twice as many of the reference have.
  let byMeter: [(meter: String, report: QualityReport)]

  private static let leastOfAMeter = 5

  init(of paths: [String], with references: [String], seed: UInt64, byMeter: Bool) throws {
    self.seed = seed
    let tunes = try Self.features(of: paths)
    let reference = try Self.features(of: references)
    func compare(_ tunes: [TuneFeatures], _ reference: [TuneFeatures]) -> QualityReport {
      var generator = RandomSource(seed: seed)
      return QualityReport(of: tunes, reference: reference, using: &generator)
    }
    report = compare(tunes, reference)
    guard byMeter else {
      self.byMeter = []
      return
    }
    let own = Dictionary(grouping: tunes.filter(\.isReadable), by: \.meter)
    let real = Dictionary(grouping: reference.filter(\.isReadable), by: \.meter)
    self.byMeter = own.filter { meter, tunes in
      tunes.count >= Self.leastOfAMeter && real[meter, default: []].count >= 2 * Self.leastOfAMeter
    }
    .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    .map { ($0.key, compare($0.value, real[$0.key, default: []])) }
  }

  /// Reads tunes in any form; those that cannot be read count as well.
  private static func features(of paths: [String]) throws -> [TuneFeatures] {
    var result: [TuneFeatures] = []
    for path in paths {
      for file in try files(at: path) {
        let bytes = try InputFiles.read(file)
        // What comes from a pipe has no name that would tell its form.
        guard let form = CollectionForm(of: bytes, file: file) else { continue }
        if form == .abc {
          let entries = Tunebook(parsing: bytes).entries
          result += try Parallel.map(entries, finished: { _ in }) { TuneFeatures(of: $0.tune, problems: $0.problems) }
        } else {
          let collection = TuneCollection(bytes: bytes, file: file)
          result += try Parallel.map(collection.pieces, finished: { _ in }) { TuneFeatures(of: $0.tune) }
          result += Array(repeating: .unreadable, count: collection.rejections.count)
        }
      }
    }
    guard !result.isEmpty else {
      throw Failure.input(
        "\(paths.joined(separator: " ")): holds no tunes; name ABC files, token files or thesession.org dumps")
    }
    return result
  }

  private static func files(at path: String) throws -> [String] {
    if path == "-" { return [path] }
    do throws(CollectionError) {
      return try CollectionFiles.list(path)
    } catch {
      throw error.isDevice ? Failure.device(error.description) : Failure.input(error.description)
    }
  }

  /// Writes the picture, if one is asked for, then the result.
  func put(asJSON: Bool, svg: String?) throws {
    if let svg { try OutputFiles.write(Array(QualityPicture.svg(report).utf8), to: svg) }
    // One stream cannot hold both.
    if svg == "-" { return }
    guard asJSON else { return try Terminal.put(QualityText(self).text) }
    struct Result: Encodable {
      var seed: UInt64
      var report: QualityReport
      var byMeter: [String: QualityReport]?
    }
    let meters = Dictionary(uniqueKeysWithValues: byMeter.map { ($0.meter, $0.report) })
    let result = Result(seed: seed, report: report, byMeter: meters.isEmpty ? nil : meters)
    try Terminal.put(json: result)
  }
}
