import ArgumentParser
import Checkpoints
import Sampling
import Tokens

/// The options of `lilt generate` that say how tokens are chosen.
struct SamplingOptions: ParsableArguments {
  /// What suits the bundled model.
  static let usualTemperature = 0.8

  @Option(help: "Under 1 plays safe, over 1 ventures. (default: \(usualTemperature))") var temperature: Double?
  @Option(help: ArgumentHelp("Draw among so many likeliest tokens only.", valueName: "count")) var topK: Int?
  @Option(
    help: ArgumentHelp("Draw among the likeliest tokens that together have this probability.", valueName: "share"))
  var topP: Double?
  @Option(
    help: ArgumentHelp("Draw among tokens at least this times as likely as the likeliest.", valueName: "share"))
  var minP: Double?
  @Flag(help: "Always take the likeliest token; of further tunes the opening is drawn.") var greedy = false
  @Option(
    help: ArgumentHelp(
      """
      Look for the likeliest tunes with so many hypotheses. They are printed likeliest first; where --count asks for more, \
      each further beam begins with an opening that is drawn.
      """, valueName: "width"))
  var beam: Int?
  @Option(
    help: ArgumentHelp("Parts of the beam, each kept from choosing what the others chose.", valueName: "count"))
  var beamGroups: Int?
  @Option(
    help: ArgumentHelp(
      "Nats a token loses in a group for each earlier hypothesis that chose it. (default: 0.5)", valueName: "nats"))
  var diversity: Double?
  @Option(
    help: ArgumentHelp(
      """
      Ranks tunes of a beam by log-likelihood over ((5 + tokens) / 6) to this power; with 0 short tunes win. \
      (default: 0.6)
      """, valueName: "power"))
  var lengthPenalty: Double?
  @Flag(help: "Without the grammar: whatever the model says, be it a tune or not.") var free = false
  @Option(
    help: ArgumentHelp("Where a --free tune is cut off, in tokens. (default: 1200)", valueName: "count"))
  var maxTokens: Int?

  func validate() throws {
    let drawing: [(String, Bool)] = [
      ("--temperature", temperature != nil), ("--top-k", topK != nil), ("--top-p", topP != nil),
      ("--min-p", minP != nil),
    ]
    if beam != nil {
      if greedy { throw ValidationError("--greedy is a beam of 1; leave out one of --greedy and --beam") }
      if let (name, _) = drawing.first(where: \.1) {
        throw ValidationError("a beam draws nothing; leave out \(name) or --beam")
      }
    } else if let name = beamGroups != nil ? "--beam-groups" : lengthPenalty != nil ? "--length-penalty" : nil {
      throw ValidationError("\(name) is of a beam; add --beam WIDTH")
    }
    if diversity != nil, beamGroups ?? 1 < 2 {
      throw ValidationError("--diversity keeps groups of a beam apart; add --beam WIDTH --beam-groups COUNT")
    }
    if maxTokens != nil, !free {
      throw ValidationError("--max-tokens cuts --free tunes off; the others end where their form does")
    }
    if let problem = settings.problem { throw ValidationError(problem) }
  }

  var settings: SamplingSettings {
    var method = SamplingMethod.random(
      temperature: temperature ?? Self.usualTemperature, topK: topK, topP: topP, minP: minP)
    if greedy { method = .greedy }
    if let beam {
      method = .beam(
        width: beam, groups: beamGroups ?? 1, diversity: diversity ?? 0.5, lengthPenalty: lengthPenalty ?? 0.6)
    }
    return SamplingSettings(method, maxTokens: maxTokens ?? 1200)
  }

  /// The options as they are typed, what is usual left out.
  var words: [String] {
    var words: [String] = []
    func add(_ name: String, _ value: (some CustomStringConvertible)?) {
      if let value { words.append("\(name) \(value)") }
    }
    if greedy { words.append("--greedy") }
    if !greedy, temperature != Self.usualTemperature { add("--temperature", temperature) }
    if !greedy {
      add("--top-k", topK)
      add("--top-p", topP)
      add("--min-p", minP)
    }
    add("--beam", beam)
    add("--beam-groups", beamGroups)
    add("--diversity", diversity)
    add("--length-penalty", lengthPenalty)
    if free { words.append("--free") }
    add("--max-tokens", maxTokens)
    return words
  }
}
