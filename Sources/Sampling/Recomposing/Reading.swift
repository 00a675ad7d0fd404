import Checkpoints
import Kernels
import Recurrent
import Tokens

/// A network reading a tune, able to go several ways from where it is and come back.
struct Reading {
  /// One way through a stretch.
  struct Way {
    /// The tokens of each bar.
    var bars: [[TokenID]] = [[]]
    /// Of what follows, in nats.
    var logLikelihood = 0.0
    /// The network where the stretch is full.
    fileprivate var place: Ensemble.Place?
  }

  private var ensemble: Ensemble
  private let count: Int

  /// Behind `<s>`, ready to go `ways` ways.
  init(_ model: Model, ways: Int) {
    count = ways
    ensemble = Ensemble(model, rows: 1, capacity: ways)
    ensemble.step()
  }

  /// Reads on.
  mutating func read(_ tokens: [TokenID]) {
    for token in tokens {
      ensemble.give(token, to: 0)
      ensemble.step()
    }
  }

  /// Goes back to the end of a stretch as one way wrote it.
  mutating func go(on way: Way) {
    if let place = way.place { ensemble.resume([place]) }
  }

  /// Writes a stretch in several ways, and lets each hear what follows.
  mutating func ways(
    through stretch: Range<Int>, of script: Script, filling: TuneGrammar.Filling, method: SamplingMethod,
    using random: inout RandomSource
  ) -> [Way] {
    struct Row {
      var way: Int
      var state: TuneGrammar.Filling.State
      /// What is given next: bar lines within the stretch, and behind it the tune as it is.
      var given: ArraySlice<TokenID> = []
      var isThrough = false
    }
    let start = ensemble.place(of: 0)
    ensemble.resume(Array(repeating: start, count: count))
    var ways = Array(repeating: Way(), count: count)
    var rows = ways.indices.map { Row(way: $0, state: filling.start()) }
    var mask = [Bool](repeating: true, count: ensemble.vocabularySize)
    let everything = mask
    var expectation = Expectation(vocabularySize: ensemble.vocabularySize)
    var draw = TokenDraw(method)
    while true {
      var kept: [Int] = []
      var tokens: [TokenID] = []
      for index in rows.indices {
        let base = ensemble.base(of: index)
        var row = rows[index]
        if row.given.isEmpty, !row.isThrough {
          filling.allow(after: row.state, into: &mask)
          expectation.read(ensemble.logits, from: base, mask: mask)
          let token = draw.draw(ensemble.logits, from: base, mask: mask, expectation: expectation, using: &random)
          let bar = row.state.barNumber
          let isAllowed = filling.advance(&row.state, by: token)
          precondition(isAllowed, "a token was taken that is not allowed")
          if row.state.barNumber == bar {
            ways[row.way].bars[bar].append(token)
            row.given = [token]
          } else if row.state.isFinished {
            ways[row.way].place = ensemble.place(of: index)
            row.isThrough = true
            row.given = script.sequel(to: stretch, written: ways[row.way].bars)[...]
          } else {
            ways[row.way].bars.append([])
            row.given = script.lines[stretch.lowerBound + bar + 1][...]
          }
        }
        if row.isThrough, let next = row.given.first {
          expectation.read(ensemble.logits, from: base, mask: everything)
          ways[row.way].logLikelihood += expectation.logProbability(of: next, ensemble.logits, from: base)
        }
        if let next = row.given.popFirst() {
          kept.append(index)
          tokens.append(next)
        }
        rows[index] = row
      }
      guard !kept.isEmpty else { return ways }
      rows = kept.map { rows[$0] }
      ensemble.retain(kept, reading: tokens)
      ensemble.step()
    }
  }
}
