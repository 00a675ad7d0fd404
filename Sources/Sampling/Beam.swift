import Foundation
import Kernels
import Tokens

/// How a beam search weighs its hypotheses; what each is stands at ``SamplingMethod``.
struct Beam {
  var width: Int
  var groups = 1
  var diversity = 0.0
  var lengthPenalty = 0.0

  /// What tunes are ranked by.
  func score(_ logLikelihood: Double, tokens: Int) -> Double {
    logLikelihood / pow((5 + Double(tokens)) / 6, lengthPenalty)
  }
}

/// A tune being written by a search.
struct Hypothesis {
  var state: Rules.State
  /// Writes the parts that come back.
  var copying: PartCopying
  /// Its row of the ensemble.
  var row: Int
  /// The last of its tokens in the search's list; -1 before the first.
  var last: Int32 = -1
  var tokens = 0
  var chosen = 0
  var logLikelihood = 0.0
  var masked = 0.0
}

/// One search: a beam that begins with one hypothesis and ends with as many tunes as it is wide.
struct BeamSearch {
  /// Its place among the searches of a run.
  let index: Int
  /// The hypotheses of each group, the best first.
  private(set) var groups: [[Hypothesis]]
  /// What has ended.
  private(set) var ended: [Hypothesis] = []
  /// What draws the opening; nil once the beam is spread, which it is from the start where nothing is drawn.
  private var random: RandomSource?
  private let beam: Beam
  private let rules: Rules
  private let opening: Opening
  /// Every token of every hypothesis with the place of the one before it.
  private var written: [(token: TokenID, before: Int32, isGiven: Bool)] = []
  private var endedOfGroup: [Int]

  /// A search whose first hypothesis is in row `row`; with `random` it draws its opening.
  init(_ index: Int, _ beam: Beam, _ rules: Rules, _ opening: Opening, row: Int, random: RandomSource?) {
    self.index = index
    self.beam = beam
    self.rules = rules
    self.opening = opening
    self.random = random
    groups = [
      [Hypothesis(state: rules.start(), copying: PartCopying(rules.grammar?.form.pattern), row: row)]
    ]
    endedOfGroup = [Int](repeating: 0, count: beam.groups)
  }

  var isFinished: Bool { groups.allSatisfy(\.isEmpty) }

  /// What has ended, the best first.
  var ranked: [Hypothesis] {
    let scores = ended.map { beam.score($0.logLikelihood, tokens: $0.chosen) }
    return ended.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }.map { ended[$0] }
  }

  /// The tokens of a hypothesis.
  func tokens(of hypothesis: Hypothesis) -> [TokenID] { line(of: hypothesis).map(\.token) }

  /// The places of those of its tokens that were given.
  func given(of hypothesis: Hypothesis) -> [Int] {
    line(of: hypothesis).enumerated().filter(\.element.isGiven).map(\.offset)
  }

  private func line(of hypothesis: Hypothesis) -> [(token: TokenID, before: Int32, isGiven: Bool)] {
    var line: [(token: TokenID, before: Int32, isGiven: Bool)] = []
    line.reserveCapacity(hypothesis.tokens)
    var place = hypothesis.last
    while place >= 0 {
      line.append(written[Int(place)])
      place = written[Int(place)].before
    }
    return line.reversed()
  }

  /// What a step works with, kept from step to step and shared by the searches.
  struct Desk {
    var mask: [Bool]
    var expectation: Expectation
    var candidates = Candidates()
    /// Whether the next token of each hypothesis of a group is given.
    var isGiven: [Bool] = []
    /// How often each token was chosen by earlier groups.
    var choices: [Int]
    var draw = TokenDraw(.random())
    /// Which tokens are bar lines.
    let isBar: [Bool]
    let vocabulary: Vocabulary

    init(_ vocabulary: Vocabulary) {
      self.vocabulary = vocabulary
      mask = [Bool](repeating: false, count: vocabulary.count)
      expectation = Expectation(vocabularySize: vocabulary.count)
      choices = [Int](repeating: 0, count: vocabulary.count)
      isBar = vocabulary.tokens.map { if case .bar? = Token($0) { true } else { false } }
    }
  }

  /// An opening that comes to no bar line ends here; only a network that obeys no grammar writes such a one.
  private static let longestDrawnOpening = 32

  /// Gives every hypothesis its next token, by what the network expects in its row.
  mutating func step(_ ensemble: Ensemble, _ desk: inout Desk) throws(CompositionError) {
    if random != nil { return try drawOpening(ensemble, &desk) }
    let position = groups.lazy.flatMap { $0 }.first?.tokens ?? 0
    // The groups part where the first token is left to choose.
    if groups.count < beam.groups, opening.token(at: position) == nil {
      groups = [[Hypothesis]](repeating: groups[0], count: beam.groups)
    }
    for index in desk.choices.indices { desk.choices[index] = 0 }
    for group in groups.indices { try advance(group, position, ensemble, &desk) }
  }

  private mutating func advance(
    _ group: Int, _ position: Int, _ ensemble: Ensemble, _ desk: inout Desk
  ) throws(CompositionError) {
    let hypotheses = groups[group]
    desk.candidates.removeAll()
    desk.isGiven.removeAll(keepingCapacity: true)
    for (index, hypothesis) in hypotheses.enumerated() {
      rules.allow(after: hypothesis.state, into: &desk.mask)
      var copying = hypothesis.copying
      let copied = copying.next(
        hypothesis.state.grammar, count: hypothesis.tokens, tokens: tokens(of: hypothesis), mask: desk.mask)
      groups[group][index].copying = copying
      let base = ensemble.base(of: hypothesis.row)
      let given = opening.token(at: position) ?? copied
      desk.isGiven.append(given != nil)
      if let given {
        guard desk.mask[Int(given)] else { throw opening.refusal(at: position, in: desk.vocabulary) }
        desk.candidates.append(
          Candidate(score: hypothesis.logLikelihood, hypothesis: Int32(index), token: given))
        continue
      }
      desk.expectation.read(ensemble.logits, from: base, mask: desk.mask)
      groups[group][index].masked += desk.expectation.maskedShare
      for token in desk.mask.indices where desk.mask[token] {
        let logProbability = desk.expectation.logProbability(of: TokenID(token), ensemble.logits, from: base)
        let penalty = beam.diversity * Double(desk.choices[token])
        desk.candidates.append(
          Candidate(
            score: hypothesis.logLikelihood + logProbability - penalty, hypothesis: Int32(index), token: TokenID(token))
        )
      }
    }
    desk.candidates.order()
    let room = beam.width / beam.groups - endedOfGroup[group]
    let parents = groups[group]
    groups[group].removeAll(keepingCapacity: true)
    let first = written.count
    for _ in 0..<room {
      guard let candidate = desk.candidates.next() else { break }
      let parent = Int(candidate.hypothesis)
      let penalty = beam.diversity * Double(desk.choices[Int(candidate.token)])
      take(
        candidate.token, after: parents[parent],
        logLikelihood: desk.isGiven[parent] ? nil : candidate.score + penalty, group: group)
    }
    // Only now, for a group does not keep its own hypotheses apart.
    for choice in written[first...] { desk.choices[Int(choice.token)] += 1 }
  }

  /// Adds a token to a hypothesis; `logLikelihood` is what the hypothesis then has, nil where the token was given.
  private mutating func take(_ token: TokenID, after parent: Hypothesis, logLikelihood: Double?, group: Int) {
    var child = parent
    let isAllowed = rules.advance(&child.state, by: token)
    precondition(isAllowed, "a token was taken that is not allowed")
    written.append((token, parent.last, logLikelihood == nil))
    child.last = Int32(written.count - 1)
    child.tokens += 1
    if let logLikelihood {
      child.chosen += 1
      child.logLikelihood = logLikelihood
    }
    if child.state.isFinished {
      ended.append(child)
      endedOfGroup[group] += 1
    } else {
      groups[group].append(child)
    }
  }

  /// Draws a token of the opening for the one hypothesis there is.
  private mutating func drawOpening(_ ensemble: Ensemble, _ desk: inout Desk) throws(CompositionError) {
    guard let parent = groups[0].first else { return }
    let given = opening.token(at: parent.tokens)
    rules.allow(after: parent.state, into: &desk.mask)
    if let given, !desk.mask[Int(given)] { throw opening.refusal(at: parent.tokens, in: desk.vocabulary) }
    // An opening is not the whole tune, unless nothing else can stand there.
    let end = Int(Vocabulary.endID)
    if given == nil, desk.mask[end] {
      desk.mask[end] = false
      if !desk.mask.contains(true) { desk.mask[end] = true }
    }
    let base = ensemble.base(of: parent.row)
    desk.expectation.read(ensemble.logits, from: base, mask: desk.mask)
    let drawn = desk.draw.draw(
      ensemble.logits, from: base, mask: desk.mask, expectation: desk.expectation, using: &random!)
    groups[0].removeAll()
    var child = parent
    // No part comes back within an opening; but it is told where the first begins.
    _ = child.copying.next(child.state.grammar, count: child.tokens, tokens: [], mask: desk.mask)
    let token = given ?? drawn
    if given == nil { child.masked += desk.expectation.maskedShare }
    let logProbability = desk.expectation.logProbability(of: token, ensemble.logits, from: base)
    take(token, after: child, logLikelihood: given == nil ? child.logLikelihood + logProbability : nil, group: 0)
    let past = child.tokens + 1 - opening.count
    if given == nil, past > 0, desk.isBar[Int(token)] || past >= Self.longestDrawnOpening { random = nil }
  }

  /// Gives each hypothesis its new row, the next of `rows`, and says what becomes of the old ones.
  mutating func place(into kept: inout [Int], reading tokens: inout [TokenID]) {
    for group in groups.indices {
      for index in groups[group].indices {
        let hypothesis = groups[group][index]
        groups[group][index].row = kept.count
        kept.append(hypothesis.row)
        tokens.append(written[Int(hypothesis.last)].token)
      }
    }
  }
}
