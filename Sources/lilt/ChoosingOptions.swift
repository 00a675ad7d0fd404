import ArgumentParser
import Checkpoints
import Foundation
import Originality
import Ranking
import Sampling
import Tokens

/// The options of `lilt generate` that say which of many candidates is kept.
struct ChoosingOptions: ParsableArguments {
  /// What one tune can have in well under a second.
  static let usualCandidates = 6
  /// Real tunes that are no settings of each other rarely share more.
  static let usualMaxCopy = 4.0

  @Option(
    help: ArgumentHelp(
      """
      Compose so many for each tune and keep the one most like real tunes: expected about as much by the model, with as \
      many bars that come again, of a usual form, range and ending. (default: \(usualCandidates); 1 with --free and \
      --greedy; a --beam has none)
      """, valueName: "count"))
  var candidates: Int?
  @Option(
    help: ArgumentHelp(
      """
      Compose anew what shares more bars in a row than this with a tune trained on or of this run; those of --prime are \
      not counted. 0 compares with none. (default: 4; --beam, --greedy and --free only tell)
      """, valueName: "bars"))
  var maxCopy: Double?
  @Flag(help: "Keep the most usual candidate of each tune, rather than let a run be as varied as real tunes are.")
  var typical = false
  @Flag(help: "Say behind each tune why it was kept, and in its header what it resembles.") var why = false

  func validate() throws {
    if let candidates, !(1...1000).contains(candidates) {
      throw ValidationError("--candidates \(candidates): give 1 to 1000")
    }
    if let maxCopy, !(maxCopy >= 0 && maxCopy.isFinite) {
      throw ValidationError("--max-copy \(maxCopy): give a number of bars, or 0 to compare with none")
    }
  }

  /// Refuses what a search cannot do: it gives its tunes, likeliest first, and no others.
  func check(with sampling: SamplingOptions) throws {
    guard let name = sampling.beam != nil ? "--beam" : sampling.greedy ? "--greedy" : nil else { return }
    if candidates ?? 1 > 1 { throw ValidationError("\(name) draws no candidates; leave out --candidates or \(name)") }
  }

  /// The options as they are typed, what is usual left out.
  var words: [String] {
    var words: [String] = []
    if let candidates { words.append("--candidates \(candidates)") }
    if let maxCopy, maxCopy != Self.usualMaxCopy { words.append("--max-copy \(maxCopy)") }
    if typical { words.append("--typical") }
    return words
  }

  /// Those who choose, with what lies beside the model; what is missing is said once where it matters.
  ///
  /// - Parameter given: music that every tune begins with: to share it is no copying.
  func jury(
    forModel path: String?, hash: String, sampling: SamplingOptions, given: [Token], seed: UInt64, quiet: Bool
  ) throws -> Jury {
    let isDrawn = sampling.beam == nil && !sampling.greedy
    let count = candidates ?? (isDrawn && !sampling.free ? Self.usualCandidates : 1)
    let most = maxCopy ?? Self.usualMaxCopy
    let index = most > 0 ? try MelodyIndex.besideModel(path) : nil
    let norms = try Norms.besideModel(path, hash: hash)
    if !quiet {
      if let problem = norms.problem, count > 1 || why { Terminal.complain(problem) }
      if most > 0, index == nil {
        let name = MelodyIndex.path(besideModel: path ?? "")
        Terminal.complain(
          "no \(name): tunes are compared with each other only; lilt origin --write makes one of the collection")
      }
    }
    // What --free writes is looked at as it comes, unless a choice is asked for.
    let isTold = sampling.free && candidates == nil && maxCopy == nil
    return Jury(
      norms: norms.norms, index: index, mostShared: most > 0 ? most + Bars.count(of: given) : nil, candidates: count,
      rounds: isDrawn && !isTold ? 4 : 0, aimSeed: isDrawn && !typical && count > 1 ? seed : nil)
  }

  /// Composes and chooses.
  func compose(
    _ count: Int, with composer: Composer, jury: Jury, conditions: Conditions, settings: SamplingSettings, seed: UInt64,
    finished: (Int) -> Void
  ) throws(CompositionError) -> [Selection] {
    let title = { (number: Int) in "tune \(number) of this run" }
    guard case .random = settings.method else {
      let tunes = try composer.compose(
        count, conditions: conditions, settings: settings, seed: seed, finished: finished)
      return jury.judge(tunes, title: title)
    }
    return try jury.choose(count, title: title, finished: { _ in }) { (numbers) throws(CompositionError) in
      try composer.compose(
        numbers: numbers, conditions: conditions, settings: settings, seed: seed,
        finished: { done in
          // A tune is counted by its first candidates; further rounds make no progress that a line could show.
          if let first = numbers.first, first <= count { finished(first - 1 + done / jury.candidates) }
        })
    }
  }
}

/// Bars as they are counted and written.
enum Bars {
  /// `4`, `2.5`.
  static func text(_ bars: Double) -> String {
    bars == bars.rounded() ? String(format: "%.0f", bars) : String(format: "%.1f", bars)
  }

  /// How many bars some music has, a last one that is not closed among them.
  static func count(of music: [Token]) -> Double {
    guard !music.isEmpty else { return 0 }
    var isOpen = false
    var count = 0
    for token in music {
      switch token {
      case .bar:
        if isOpen { count += 1 }
        isOpen = false
      default: isOpen = true
      }
    }
    return Double(isOpen ? count + 1 : count)
  }
}
