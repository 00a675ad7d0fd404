import ArgumentParser
import Corpora
import Foundation
import Music
import Tokens

/// `lilt corpus`: what a collection holds.
struct Corpus: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Tells what a tune collection holds: tunes, meters, keys, duplicates, rejections with reasons, vocabulary.")

  @Argument(help: "Files or folders: ABC tunebooks, folk-rnn token files, thesession.org's JSON or CSV.")
  var collections: [String]

  @Option(help: ArgumentHelp("Also write the tunes as tokens, a tune a line, without repeats.", valueName: "file"))
  var tokens: String?

  @Option(
    help: ArgumentHelp(
      "Write the tunes that lilt train holds out here, and only those it trains on to --tokens.", valueName: "file"))
  var heldOutTokens: String?
  @Option(help: ArgumentHelp("Share of tunes held out, as lilt train has it; 0.05 without it.", valueName: "share"))
  var heldOut: Double?
  @Option(
    help: ArgumentHelp(
      "Leave out tunes with tokens that fewer tunes than this have, as lilt train does; 5 without it.",
      valueName: "tunes"))
  var rarest: Int?
  @Option(help: ArgumentHelp("Decides the split, as lilt train's does; 1 without it.", valueName: "seed"))
  var seed: UInt64?

  @OptionGroup var cleaning: CleaningOption
  @Flag(help: "Name every rejected tune, not only the first of each reason.")
  var all = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func validate() throws {
    guard let heldOutTokens else {
      for (name, isGiven) in [("--held-out", heldOut != nil), ("--rarest", rarest != nil), ("--seed", seed != nil)]
      where isGiven {
        throw ValidationError("\(name) decides how tunes are held out; name --held-out-tokens for those")
      }
      return
    }
    guard let tokens else {
      throw ValidationError("--held-out-tokens writes half of a split; name --tokens for the other")
    }
    let files = [tokens, heldOutTokens].map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    if files[0] == files[1] {
      throw ValidationError("--tokens and --held-out-tokens are one file, \(tokens); give two")
    }
    if let heldOut, !(0..<1).contains(heldOut) {
      throw ValidationError("--held-out \(heldOut): give a share from 0 up to but not 1")
    }
  }

  func run() throws {
    let collection = try TuneCollection.reading(collections)
    let unique = collection.withoutRepeats().collection
    var cleaned: TuneCollection.Cleaning?
    let pieces = cleaning.pieces(of: collection) { cleaned = $0 }
    let summary = CollectionSummary(of: collection, unique: unique, cleaned: cleaned)
    if json {
      try Terminal.put(json: summary)
    } else {
      try Terminal.put(summary.text)
      try report(collection.rejections, as: "rejected")
      if let cleaned {
        try Terminal.put(
          "cleaning leaves out \(cleaned.dropped.count), and tells \(cleaned.typed) their type; \(pieces.count) remain")
        try report(cleaned.dropped, as: "left out")
      }
    }
    guard let tokens else { return }
    guard let heldOutTokens else { return try write(pieces, to: tokens) }
    let split = HeldOutSplit(pieces, share: heldOut ?? 0.05, seed: seed ?? 1, rarest: rarest ?? 5)
    try write(split.training, to: tokens)
    try write(split.heldOut, to: heldOutTokens)
  }

  private func write(_ pieces: [Piece], to path: String) throws {
    let text = pieces.map { $0.sequence.words.joined(separator: " ") + "\n" }.joined()
    try OutputFiles.write(Array(text.utf8), to: path)
  }

  private func report(_ rejections: [Rejection], as fate: String) throws {
    var byReason: [String: [Rejection]] = [:]
    for rejection in rejections { byReason[rejection.reason, default: []].append(rejection) }
    for (reason, tunes) in byReason.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      try Terminal.put("  \(tunes.count) \(fate): \(reason)")
      for rejection in all ? tunes[...] : tunes.prefix(3) {
        try Terminal.put("    \(rejection.origin)" + (rejection.title.isEmpty ? "" : " \(rejection.title)"))
      }
      if !all, tunes.count > 3 { try Terminal.put("    and \(tunes.count - 3) more; --all names them") }
    }
  }
}

extension TuneCollection {
  /// Reads collections, turning what goes wrong into the command's failure.
  static func reading(_ paths: [String]) throws -> TuneCollection {
    do throws(CollectionError) {
      return try TuneCollection(reading: paths)
    } catch {
      throw error.isDevice ? Failure.device(error.description) : Failure.input(error.description)
    }
  }
}

/// The figures of a collection.
struct CollectionSummary: Encodable {
  var files: Int
  var tunes: Int
  var accepted: Int
  var rejected: Int
  var repeats: Int
  var tokens: Int
  var vocabulary: Int
  var meters: [String: Int]
  var modes: [String: Int]
  var rhythms: [String: Int]
  var rejections: [String: Int]
  /// What cleaning left out and told, where it was asked for.
  var leftOut: [String: Int]?
  var typed: Int?

  init(of collection: TuneCollection, unique: TuneCollection, cleaned: TuneCollection.Cleaning?) {
    files = collection.files.count
    accepted = collection.pieces.count
    rejected = collection.rejections.count
    tunes = accepted + rejected
    repeats = accepted - unique.pieces.count
    tokens = unique.pieces.reduce(0) { $0 + $1.sequence.tokens.count }
    vocabulary = Set(unique.pieces.flatMap(\.sequence.words)).count
    meters = Self.count(collection.pieces.map { $0.tune.meter.map { "\($0.count)/\($0.unit)" } ?? "none" })
    modes = Self.count(collection.pieces.map { $0.tune.key.mode.rawValue })
    rhythms = Self.count(collection.pieces.map(\.tune.rhythm).filter { !$0.isEmpty })
    rejections = Self.count(collection.rejections.map(\.reason))
    leftOut = cleaned.map { Self.count($0.dropped.map(\.reason)) }
    typed = cleaned?.typed
  }

  private static func count(_ values: [String]) -> [String: Int] {
    values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  var text: String {
    let share = tunes > 0 ? Double(accepted) / Double(tunes) * 100 : 0
    return """
      \(files) files, \(tunes) tunes: \(accepted) become tokens (\(String(format: "%.2f", share)) %), \
      \(rejected) rejected
      \(repeats) are token for token an earlier tune; without them \(tokens) tokens, \(vocabulary) different ones
      meters: \(Self.line(meters))
      modes: \(Self.line(modes))
      rhythms: \(rhythms.isEmpty ? "none named" : Self.line(rhythms))
      """
  }

  private static func line(_ counts: [String: Int]) -> String {
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = sorted.prefix(12).map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return sorted.count > 12 ? shown + ", \(sorted.count - 12) more" : shown
  }
}
