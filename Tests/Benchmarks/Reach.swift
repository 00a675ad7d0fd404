import ArgumentParser
import Checkpoints
import Corpora
import Foundation
import Kernels
import Recurrent
import Tokens

/// How far back a model's losses are felt, over the tunes of a collection: the picture of the vanishing gradient.
struct Reach: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradient-reach",
    abstract: "Mean norms of d(loss of a token) / d(h of each layer, k tokens earlier), as CSV or JSON.",
    discussion: """
      Each tune is cut at random, so that the token whose loss is asked about may be any that has --distance others before it.
      """)

  @Argument(help: "Files or folders: ABC tunebooks, folk-rnn token files, thesession.org's JSON or CSV.")
  var collections: [String]
  @Option(help: "A model; without it the bundled one.") var model: String?
  @Option(help: "Measure a fresh network of this cell and of the model's sizes instead: lstm, gru or rnn.")
  var untrained: Cell?
  @Option(help: "The greatest distance in tokens.") var distance = 100
  @Option(help: "How many tunes to measure at most.") var tunes = 256
  @Option(help: "Decides which tunes, where they are cut, and fresh weights.") var seed: UInt64 = 1
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard distance >= 0, tunes > 0 else { throw ValidationError("give a distance from 0 and at least one tune") }
  }

  mutating func run() throws {
    let model = try model.map { try Model(loading: $0) } ?? Model.bundled
    var random = RandomSource(seed: seed)
    let excerpts = try excerpts(in: model.vocabulary, &random)
    var network = model.configuration
    var parameters = model.parameters
    if let untrained {
      network.cell = untrained
      parameters = Parameters(configuration: network, initialising: &random)
    }
    let reader = model.contextReader
    let learner = Learner(configuration: network)
    var sums = [[Double]](repeating: [Double](repeating: 0, count: distance + 1), count: network.layers)
    // A few tunes at a time: every number of every step is kept for backward.
    for first in stride(from: 0, to: excerpts.count, by: 32) {
      let some = excerpts[first..<min(first + 32, excerpts.count)]
      let reach = learner.gradientReach(parameters, PackedSequences(tunes: Array(some), reader: reader), upTo: distance)
      for (layer, norms) in reach.norms.enumerated() {
        for (distance, norm) in norms.enumerated() { sums[layer][distance] += norm * Double(some.count) }
      }
    }
    try report(Measured(cell: network.cell, norms: sums.map { $0.map { $0 / Double(excerpts.count) } }))
  }

  /// Tunes that are long enough, each cut behind a token that has all the distance before it.
  private func excerpts(in vocabulary: Vocabulary, _ random: inout RandomSource) throws -> [[TokenID]] {
    let pieces = try TuneCollection(reading: collections).withoutRepeats().collection.pieces
    let known = pieces.compactMap { try? vocabulary.encode(tune: $0.sequence.words) }
    let long = known.filter { $0.count >= distance + 2 }.shuffled(using: &random).prefix(tunes)
    guard !long.isEmpty else {
      throw ValidationError(
        "no tune has more than \(distance) tokens that the model knows; ask for a smaller --distance")
    }
    return long.map { Array($0.prefix(Int.random(in: (distance + 2)...$0.count, using: &random))) }
  }

  private struct Measured: Encodable {
    let cell: Cell
    /// `norms[l][k]`.
    let norms: [[Double]]
  }

  private func report(_ measured: Measured) throws {
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return print(String(decoding: try encoder.encode(measured), as: UTF8.self))
    }
    print((["distance"] + measured.norms.indices.map { "layer \($0)" }).joined(separator: ","))
    for distance in 0...distance {
      print(([String(distance)] + measured.norms.map { String($0[distance]) }).joined(separator: ","))
    }
  }
}

extension Cell: ExpressibleByArgument {}
