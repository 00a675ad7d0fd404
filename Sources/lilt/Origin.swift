import ABC
import ArgumentParser
import Corpora
import Foundation
import Music
import Originality

/// `lilt origin`: what tunes resemble among those of a collection.
struct Origin: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells what tunes resemble among those a model was trained on: nearest tune, bars shared, percentile.",
    discussion: """
      A tune is found again in any key and with a note changed here and there. Bars are counted as written, upbeats left \
      out. The percentile says how many real tunes in a hundred share a shorter run with one that is no setting of \
      theirs. --write INDEX keeps an index of --collection; lilt train writes one beside its model.
      """)

  @Argument(help: "ABC files, or folders of them; - for standard input.") var files: [String] = []
  @Option(help: ArgumentHelp("An index that --write or lilt train wrote.", valueName: "file")) var index: String?
  @Option(
    help: ArgumentHelp("The model whose tunes are looked through; without it the bundled one.", valueName: "file"))
  var model: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Look through these collections instead: files or folders, as for lilt train.", valueName: "path"))
  var collection: [String] = []
  @Option(help: ArgumentHelp("Write the index of --collection to a file.", valueName: "file")) var write: String?
  @Option(
    help: ArgumentHelp(
      "Leave out of --collection what lilt train holds out with this share, and tunes with rare tokens.",
      valueName: "share"))
  var heldOut: Double?
  @Option(help: "The seed of --held-out.") var seed: UInt64 = 1
  @Option(help: "The rarest of --held-out.") var rarest = 5
  @OptionGroup var cleaning: CleaningOption
  @Flag(help: "Print a JSON object a line.") var json = false

  func validate() throws {
    let chosen = [index != nil, model != nil, !collection.isEmpty].count { $0 }
    if chosen > 1 { throw ValidationError("--index, --model and --collection say where to look; give one of them") }
    if collection.isEmpty, write != nil || heldOut != nil {
      throw ValidationError("--write and --held-out are of --collection; name one")
    }
    if files.isEmpty, write == nil { throw ValidationError("name a file with tunes") }
    if let heldOut, !(0..<1).contains(heldOut) {
      throw ValidationError("--held-out \(heldOut): give a share from 0 up to but not 1")
    }
  }

  func run() throws {
    let origins = try originals()
    if let write { try OutputFiles.write(origins.bytes, to: write) }
    for file in try InputFiles.tunes(in: files) {
      let tunes = Tunebook(parsing: try InputFiles.read(file)).entries.map(\.tune)
      if tunes.isEmpty { throw Failure.input("\(file): there are no tunes in it") }
      let jobs = Array(tunes.enumerated().map { ($0.offset + 1, $0.element) })
      let reports = try Parallel.map(jobs, finished: { _ in }) { number, tune in
        Report(file: file, index: number, tune: tune, origins: origins)
      }
      for report in reports { try Terminal.put(json ? try report.line : report.text) }
    }
  }

  private func originals() throws -> MelodyIndex {
    guard !collection.isEmpty else { return try index.map(MelodyIndex.chosen) ?? .chosen(forModel: model) }
    var pieces = cleaning.pieces(of: try .reading(collection))
    if let heldOut { pieces = HeldOutSplit(pieces, share: heldOut, seed: seed, rarest: rarest).training }
    return MelodyIndex(of: pieces, in: collection)
  }

  /// What is said of one tune.
  private struct Report: Encodable, Sendable {
    var file: String
    var index: Int
    var title: String
    var nearest: PassageRecord?
    var named: PassageRecord?
    var share: Double
    var percentile: Double?

    init(file: String, index: Int, tune: Tune, origins: MelodyIndex) {
      self.file = file
      self.index = index
      title = tune.title
      let found = origins.resemblance(of: tune)
      nearest = found.nearest.map { PassageRecord($0) }
      named = found.named.map { PassageRecord($0) }
      share = found.share
      percentile = found.percentile
    }

    var line: String {
      get throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
      }
    }

    var text: String {
      let name = "\(file): \(index)" + (title.isEmpty ? "" : " \(title)")
      guard let nearest else { return "\(name): shares no bar with any tune" }
      let second = nearest.title.isEmpty ? named.map { "; " + $0.text } ?? "" : ""
      return "\(name): \(nearest.text)\(second)"
        + (percentile.map { String(format: "; a longer run than %.0f %% of real tunes share", $0) } ?? "")
        + String(format: "; %.0f %% of its notes are in shared runs", 100 * share)
    }
  }
}
