import Music
import Tokens

/// A tune in token numbers, bar by bar, some bars still to be written.
struct Script {
  let header: [TokenID]
  var bars: [[TokenID]] = []
  private(set) var lines: [[TokenID]] = []
  let meter: Meter
  let mode: Mode
  private let anew: Set<Int>
  private let alike: [Int: Int]

  /// - Throws: ``CompositionError`` where the vocabulary lacks a token of what stays, or the tune has no meter.
  init(_ work: Recomposition, vocabulary: Vocabulary) throws(CompositionError) {
    func ids(_ tokens: [Token]) throws(CompositionError) -> [TokenID] {
      var result: [TokenID] = []
      for token in tokens {
        if let id = vocabulary.id(of: token.word) {
          result.append(id)
        } else if case .rhythm = token {
          // A type the model has not met only names what the music says.
        } else {
          throw CompositionError(
            "the model does not know '\(token.word)' of the tune; write that note or length in another way, or use a "
              + "model that was trained on it")
        }
      }
      return result
    }
    var meter: Meter?
    var mode: Mode?
    for token in work.tune.header {
      if case .meter(let named) = token { meter = named }
      if case .key(let key) = token { mode = key.mode }
    }
    guard let meter, let mode else {
      throw CompositionError("the tune has no meter; bars of free meter cannot be composed")
    }
    (self.meter, self.mode) = (meter, mode)
    header = try ids(work.tune.header)
    anew = Set(work.anew.keys)
    alike = work.alike
    for (number, bar) in work.tune.bars.enumerated() {
      bars.append(anew.contains(number) || alike[number] != nil ? [] : try ids(bar))
    }
    for line in work.tune.lines { lines.append(try ids(line)) }
  }

  /// A bar's tokens, where they are known.
  func bar(_ number: Int) -> [TokenID] { bars[alike[number] ?? number] }

  /// What follows a stretch, up to two bars of it and not beyond the next that is still to be written; `written` are the
  /// stretch's own bars.
  func sequel(to stretch: Range<Int>, written: [[TokenID]]) -> [TokenID] {
    var result = lines[stretch.upperBound]
    for number in stretch.upperBound..<stretch.upperBound + 2 {
      if number == bars.count { return result + [Vocabulary.endID] }
      let source = alike[number] ?? number
      if anew.contains(number) || anew.contains(source) && source >= stretch.upperBound { return result }
      result += stretch.contains(source) ? written[source - stretch.lowerBound] : bars[source]
      result += lines[number + 1]
    }
    return result
  }
}
