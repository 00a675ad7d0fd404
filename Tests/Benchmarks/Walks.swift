import ABC
import ArgumentParser
import Checkpoints
import Foundation
import Kernels
import Music
import Sampling
import Tokens

/// Random walks through the grammar, written the way `lilt generate` writes tunes: harsher than any model at any
/// temperature.
struct Walks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "walk",
    abstract:
      "Draws tunes from the grammar alone, every allowed token as likely as any other, in every meter and mode.",
    discussion: """
      Meters and modes come in turn, forms are drawn. Ends with exit code 1 where a walk runs into a dead end, its \
      tokens make no tune, or lilt's own check finds anything in it; whole_tunes.py holds the tunes against abc2midi.
      """)

  @Argument(help: "How many tunes.") var count = 1_000
  @Option(help: "What the draw starts from.") var seed: UInt64 = 1
  @Option(help: "A model, for its vocabulary; the bundled one without.") var model: String?
  @Option(name: .shortAndLong, help: "Where the tunes go.") var output = "walks.abc"
  @Option(help: "Print the tokens of this walk instead.") var only: Int?

  func run() throws {
    let known = try model.map { try Model(loading: $0) } ?? Model.bundled
    // What a vocabulary may have besides, so that the grammar is walked wherever it leads.
    let further = [
      "-", "z", "[", "]", "(2", "(3", "(4", "(5", "(6", "(7", "(8", "(9", "(3:2:3", "(5:4:5", "(2:1:2", ">", "<", ">>",
      "<<",
      "/2>", "/2>>", "3/2", "3/4", "/4", "^^f", "__B", "M:4/4", "M:6/8", "M:3/4", "M:2/4", "M:9/8", "M:12/8", "M:3/2",
      "M:2/2", "M:5/4", "M:7/8", "M:3/8", "M:6/4", "R:reel", "R:jig",
    ]
    let vocabulary = Vocabulary(tokens: known.vocabulary.tokens + further + Mode.allCases.map { "K:C\($0.rawValue)" })
    let meters = vocabulary.tokens.compactMap { word -> Meter? in
      guard case .meter(let meter?)? = Token(word) else { return nil }
      return meter
    }
    let numbers = only.map { $0...$0 } ?? 1...max(count, 1)
    var text = ""
    var tokens = 0
    var impossible = 0
    var failures: [String] = []
    for number in numbers {
      var random = RandomSource(seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
      let form = try form(meter: meters[number % meters.count], mode: number / meters.count, using: &random)
      guard let grammar = try? TuneGrammar(validating: vocabulary, form: form) else {
        impossible += 1
        continue
      }
      guard let words = walk(grammar, vocabulary, favoursBars: number % 2 == 0, using: &random) else {
        failures.append("walk \(number): a dead end")
        continue
      }
      tokens += words.count
      if only != nil { print(words.joined(separator: " ")) }
      do throws(MisplacedToken) {
        let tune = try written(words, number: number).abc()
        for problem in CheckedBook(checking: Array(tune.utf8)).entries.flatMap(\.problems) {
          failures.append("walk \(number): \(problem)")
        }
        text += tune + "\n"
      } catch {
        failures.append("walk \(number): \(error)")
      }
    }
    try text.write(toFile: output, atomically: true, encoding: .utf8)
    print(
      "\(numbers.count - impossible) walks of \(tokens) tokens in \(meters.count) meters, \(failures.count) failures; "
        + "\(impossible) forms that no tune can have")
    for failure in failures.prefix(20) { print("  " + failure) }
    if !failures.isEmpty { throw ExitCode.failure }
  }

  /// One of the forms that can be asked for.
  private func form(meter: Meter, mode: Int, using random: inout RandomSource) throws -> TuneGrammar.Form {
    var form = TuneGrammar.Form()
    form.meters = [meter]
    form.modes = [Mode.allCases[mode % Mode.allCases.count]]
    form.opensWithBarLine = Int.random(in: 0..<8, using: &random) == 0
    switch Int.random(in: 0..<5, using: &random) {
    case 1:
      let patterns = ["AABB", "AB", "ABAC", "AABBCC", "AABA", "ABB", "A", "AA"]
      form.pattern = try TuneGrammar.Pattern(patterns.randomElement(using: &random)!)
      form.partLength = [4, 8].randomElement(using: &random)
    case 2: form.bars = [8, 12, 16, 24, 32].randomElement(using: &random)
    case 3:
      form.partLength = [6, 7, 8, 12, 16].randomElement(using: &random)
      form.shortestTune = 12
      form.longestTune = 28
    case 4:
      // Parts of any length.
      form.partMultiple = [1, 2].randomElement(using: &random)!
      form.shortestTune = 4
      form.longestTune = 16
      form.longestPart = 8
      form.longestPartInThree = 8
      form.longestUnrepeated = 16
    default: break
    }
    form.endsOnTonic = Bool.random(using: &random)
    form.partsEndOnTonic = Int.random(in: 0..<4, using: &random) == 0
    if Bool.random(using: &random) {
      let low = Int.random(in: 50...70, using: &random)
      form.range = low...(low + Int.random(in: 12...24, using: &random))
    }
    if Bool.random(using: &random) { form.tokenLimit = Int.random(in: 150...900, using: &random) }
    return form
  }

  /// The words of a walk to the end of a tune; nil where it ran into a dead end.
  private func walk(
    _ grammar: TuneGrammar, _ vocabulary: Vocabulary, favoursBars: Bool, using random: inout RandomSource
  ) -> [String]? {
    var state = grammar.start()
    var mask = [Bool](repeating: false, count: vocabulary.count)
    var words: [String] = []
    while !state.isFinished {
      grammar.allow(after: state, into: &mask)
      let allowed = mask.indices.filter { mask[$0] }
      // Bar lines at half the places where they may stand make for the rarer forms.
      let bars = favoursBars ? allowed.filter { vocabulary.token(TokenID($0)).contains("|") } : []
      let favours = !bars.isEmpty && Bool.random(using: &random)
      guard let choice = (favours ? bars : allowed).randomElement(using: &random),
        grammar.advance(&state, by: TokenID(choice))
      else { return nil }
      words.append(vocabulary.token(TokenID(choice)))
    }
    return words.dropLast()
  }

  /// The tune as `lilt generate` writes it for a fiddle.
  private func written(_ words: [String], number: Int) throws(MisplacedToken) -> Tune {
    let composition = Composition(
      words: words, tokensChosen: words.count, logLikelihood: 0, maskedShare: 0, number: number)
    let heading = Manuscript.Heading(
      key: nil, range: 55...88, rhythm: nil, provenance: "benchmarks walk --seed \(seed)", seed: seed)
    return try Manuscript(of: composition, heading: heading).tune
  }
}
