import ArgumentParser
import Music
import Sampling
import Tokens

/// The options of `lilt generate` that say what form a tune has.
struct FormOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The parts, such as AABB, ABAC or AABBCC; a letter twice is a repeat.", valueName: "parts"))
  var form: String?
  @Option(help: ArgumentHelp("Bars of the tune as written; of --continue, bars to add.", valueName: "count"))
  var bars: Int?
  @Option(help: ArgumentHelp("Bars of each part.", valueName: "count")) var partLength: Int?
  @Flag(help: "End on the tonic.") var endsOnTonic = false

  /// The grammar they ask for, in notes that `range` has in `key`.
  func grammar(of vocabulary: Vocabulary, range: ClosedRange<Int>, key: OutputKey?) throws -> TuneGrammar {
    do throws(ImpossibleForm) {
      var asked = TuneGrammar.Form()
      if let form { asked.pattern = try TuneGrammar.Pattern(form) }
      asked.bars = bars
      asked.partLength = partLength
      asked.endsOnTonic = endsOnTonic
      if let key { asked.range = Self.range(range, in: key) }
      return try TuneGrammar(validating: vocabulary, form: asked)
    } catch {
      throw Failure.usage("\(error)")
    }
  }

  /// The notes of an instrument at tonic C, moved from a key by the octave that brings them nearest to where tunes lie.
  private static func range(_ range: ClosedRange<Int>, in key: OutputKey) -> ClosedRange<Int> {
    let shift = key.tonic.semitones + key.alteration
    // The middle of folk-rnn's tunes at tonic C.
    let middle = 68
    let octave = stride(from: -36, through: 36, by: 12).min {
      abs(range.lowerBound + range.upperBound - 2 * (shift + $0 + middle))
        < abs(range.lowerBound + range.upperBound - 2 * (shift + $1 + middle))
    }
    let moved = shift + (octave ?? 0)
    return range.lowerBound - moved...range.upperBound - moved
  }

  /// The options as they are typed.
  var words: [String] {
    var words: [String] = []
    if let form { words.append("--form \(form)") }
    if let bars { words.append("--bars \(bars)") }
    if let partLength { words.append("--part-length \(partLength)") }
    if endsOnTonic { words.append("--ends-on-tonic") }
    return words
  }
}
