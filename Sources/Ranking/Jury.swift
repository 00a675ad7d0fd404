import Music
import Originality
import Quality
import Sampling
import Tokens

/// Keeps of many candidates for a tune the one nearest to what is usual, and none that is a copy.
///
/// Candidate c (from 0) of tune k (from 1) is drawn with the random numbers of tune ``number(tune:candidate:)`` of the seed,
/// so that what is composed for a tune does not depend on how many others are asked for; only the tunes of the run before it
/// are what it must not copy. Candidate 0 of tune k is the tune k that a run without candidates has.
public struct Jury: Sendable {
  /// What candidates are compared with.
  public var norms: Norms
  /// The tunes not to be copied; nil where they are not known.
  public var index: MelodyIndex?
  /// The most bars in a row that a tune may share with one of ``index`` or of the run; nil compares nothing.
  public var mostShared: Double?
  /// How many candidates a tune has at first.
  public var candidates: Int
  /// How often as many again are composed for a tune, where all were copies.
  public var rounds: Int
  /// Draws what each tune is aimed at, see ``Aim``; nil keeps the most usual of the candidates.
  public var aimSeed: UInt64?
  /// Candidates composed at once, to bound the memory of a long run.
  static let together = 1024

  private let usualRuns: Quantiles?

  /// A jury.
  ///
  /// - Precondition: at least one candidate, and no negative number of rounds.
  public init(
    norms: Norms = .general, index: MelodyIndex? = nil, mostShared: Double? = 4, candidates: Int = 6, rounds: Int = 4,
    aimSeed: UInt64? = nil
  ) {
    precondition(candidates > 0 && rounds >= 0, "a jury needs candidates")
    self.norms = norms
    self.index = index
    self.mostShared = mostShared
    self.candidates = candidates
    self.rounds = rounds
    self.aimSeed = aimSeed
    usualRuns = index.flatMap { Quantiles(of: $0.usualRuns) }
  }

  /// The number of a candidate among all that may be drawn with a seed.
  public static func number(tune: Int, candidate: Int) -> Int { tune &+ candidate &<< 32 }

  /// Composes candidates and keeps the best for each of `count` tunes; the same arguments give the same tunes.
  ///
  /// - Parameters:
  ///   - title: what a tune of the run is called where a later one resembles it, from its number.
  ///   - finished: called with how many tunes are kept, whenever one is.
  ///   - compose: composes candidates by their numbers, in that order; see ``number(tune:candidate:)``.
  /// - Throws: what `compose` throws.
  /// - Complexity: a few milliseconds a candidate beside composing it.
  public func choose<E: Error>(
    _ count: Int, title: (Int) -> String = { "tune \($0)" }, finished: (Int) -> Void = { _ in },
    compose: ([Int]) throws(E) -> [Composition]
  ) throws(E) -> [Selection] {
    var kept: [Selection] = []
    var run = Repertoire()
    let chunk = max(1, Self.together / candidates)
    while kept.count < count {
      let tunes = (kept.count + 1)...min(kept.count + chunk, count)
      let composed = try compose(
        tunes.flatMap { tune in (0..<candidates).map { Self.number(tune: tune, candidate: $0) } })
      for (place, tune) in tunes.enumerated() {
        var bench = Bench()
        let first = place * candidates
        let aim = aimSeed.map { Aim(seed: $0, tune: tune) }
        for candidate in composed[min(first, composed.count)..<min(first + candidates, composed.count)] {
          bench.hear(judge(candidate, run: run, aim: aim))
        }
        var round = 0
        while bench.best.map({ $0.isCopy }) ?? false, round < rounds {
          round += 1
          let numbers = (0..<candidates).map { Self.number(tune: tune, candidate: round * candidates + $0) }
          for candidate in try compose(numbers) { bench.hear(judge(candidate, run: run, aim: aim)) }
        }
        guard let chosen = bench.selection(number: tune) else { continue }
        if mostShared != nil, let melody = bench.best?.melody { run.add(melody, title: title(tune)) }
        kept.append(chosen)
        finished(kept.count)
      }
      if composed.isEmpty { break }
    }
    return kept
  }

  /// Compares tunes that are all kept, as those of a beam, with the norms, the collection and each other.
  public func judge(_ tunes: [Composition], title: (Int) -> String = { "tune \($0)" }) -> [Selection] {
    var run = Repertoire()
    return tunes.compactMap { tune in
      var bench = Bench()
      let verdict = judge(tune, run: run)
      bench.hear(verdict)
      if mostShared != nil, let melody = verdict.melody { run.add(melody, title: title(tune.number)) }
      return bench.selection(number: tune.number)
    }
  }

  private func judge(_ candidate: Composition, run: Repertoire, aim: Aim? = nil) -> Verdict {
    var verdict = Verdict(composition: candidate)
    guard candidate.isEnded, let sequence = try? TokenSequence(words: candidate.words),
      let tune = try? Tune(decoding: sequence)
    else { return verdict }
    let features = TuneFeatures(of: tune)
    guard features.isReadable else { return verdict }
    if let mostShared {
      let melody = Melody(of: tune)
      verdict.melody = melody
      verdict.likeness = Likeness(
        collection: index.map { $0.resemblance(of: melody) }, run: run.count > 0 ? run.resemblance(of: melody) : nil)
      verdict.isCopy = verdict.likeness.bars > mostShared
    }
    let nats = candidate.tokensChosen > 0 ? -candidate.logLikelihood / Double(candidate.tokensChosen) : nil
    verdict.score = Score(
      of: features, natsPerToken: nats, likeness: verdict.likeness, usualRuns: usualRuns, norms: norms, aim: aim)
    return verdict
  }
}

/// What is known of a candidate.
private struct Verdict {
  var composition: Composition
  var score: Score?
  var likeness = Likeness()
  var melody: Melody?
  var isCopy = false

  /// Whether it is to be kept rather than one heard before it. What makes no tune comes last; of copies the one that
  /// shares least is best.
  func isBetter(than other: Verdict) -> Bool {
    guard let score else { return false }
    guard let otherScore = other.score else { return true }
    if isCopy != other.isCopy { return !isCopy }
    if isCopy, likeness.bars != other.likeness.bars { return likeness.bars < other.likeness.bars }
    return score.total < otherScore.total
  }
}

/// The candidates for one tune as they come.
private struct Bench {
  private(set) var best: Verdict?
  private var heard = 0
  private var refused = 0

  mutating func hear(_ verdict: Verdict) {
    heard += 1
    if verdict.isCopy { refused += 1 }
    if best.map({ verdict.isBetter(than: $0) }) ?? true { best = verdict }
  }

  func selection(number: Int) -> Selection? {
    best.map { best in
      var composition = best.composition
      composition.number = number
      return Selection(
        composition: composition, score: best.score, likeness: best.likeness, candidates: heard, refused: refused,
        isCopy: best.isCopy)
    }
  }
}
