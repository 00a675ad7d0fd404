import Checkpoints
import Foundation
import Kernels
import Music
import Tokens

extension Composer {
  /// Composes bars of a tune anew, with an ear to what comes before and behind; every other bar stays.
  ///
  /// Stretch after stretch: some ways are drawn from what the network expects behind the music so far, each bar exactly as
  /// long as it was; each way then hears up to two bars of what follows, and one is taken by chance, its odds being how
  /// likely the network thinks the music that follows (importance sampling; behind the last bar all are alike).
  ///
  /// - Returns: the composed bars by number, those that were to become alike included.
  /// - Throws: ``CompositionError`` where the model lacks a token of the tune, or a bar cannot be filled with its notes.
  public func recompose(
    _ work: Recomposition, settings: SamplingSettings = SamplingSettings(), seed: UInt64
  ) throws(CompositionError) -> [Int: [Token]] {
    if let problem = settings.problem { throw CompositionError(problem) }
    var script = try Script(work, vocabulary: model.vocabulary)
    var random = Composer.random(seed: seed, index: 0)
    var reading = Reading(model, ways: work.ways)
    reading.read(script.header)
    var at = 0
    for stretch in work.stretches {
      while at < stretch.lowerBound {
        reading.read(script.lines[at] + script.bar(at))
        at += 1
      }
      reading.read(script.lines[at])
      let filling: TuneGrammar.Filling
      do throws(ImpossibleForm) {
        filling = try TuneGrammar.Filling(
          model.vocabulary, meter: script.meter, mode: script.mode, bars: stretch.map { work.anew[$0] ?? .zero })
      } catch {
        throw CompositionError("\(error)")
      }
      let ways = reading.ways(
        through: stretch, of: script, filling: filling, method: settings.method, using: &random)
      let way = ways[Self.choice(of: ways.map(\.logLikelihood), using: &random)]
      for (number, bar) in zip(stretch, way.bars) { script.bars[number] = bar }
      reading.go(on: way)
      at = stretch.upperBound
    }
    var result: [Int: [Token]] = [:]
    for number in Set(work.anew.keys).union(work.alike.keys) {
      result[number] = script.bar(number).compactMap { Token(model.vocabulary.token($0)) }
    }
    return result
  }

  /// A number drawn with odds e^x.
  private static func choice(of logarithms: [Double], using random: inout RandomSource) -> Int {
    let highest = logarithms.max() ?? 0
    let weights = logarithms.map { exp($0 - highest) }
    var ticket = random.unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      ticket -= weight
      if ticket < 0 { return index }
    }
    return weights.count - 1
  }
}
