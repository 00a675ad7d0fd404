import ABC
import Music
import Tokens

/// A tune's text of which bars are composed anew, or that is carried on, every other byte kept.
public struct Revision: Sendable {
  /// What is to be done.
  public enum Plan: Sendable {
    /// Compose the bars in which only a `*` stands.
    case marked
    /// Compose all bars but these, counted from 1; a pickup is not counted and stays.
    case keeping(Set<Int>)
    /// Compose about so great a share of the bars, 0 to 1: not the last of a part, not pickups, and bars that are alike stay
    /// alike.
    case varying(Double)
    /// Add a part of so many bars.
    case continuing(bars: Int)
  }

  /// A tune with some bars composed.
  public struct Result: Sendable {
    /// The tune's text.
    public let text: String
    /// The bars that were composed, counted from 1; a pickup is 0.
    public let bars: [Int]
  }

  private let written: WrittenBars
  private let tokens: BarTokens
  private let octaves: Int
  private let plan: Plan
  /// Bars as players count them: from 1, pickups like the bar they belong to.
  private let numbers: [Int]

  /// Reads a tune of a file, counted from 0.
  ///
  /// - Throws: ``CompositionError`` where there is none, or its bars cannot be told apart.
  public init(of file: [UInt8], tune: Int = 0, plan: Plan) throws(CompositionError) {
    var file = file
    if case .marked = plan { file = try Marks.filled(file, tune: tune) }
    guard let written = WrittenBars(of: tune, in: file) else {
      throw CompositionError("there is no tune to work on; a tune begins with X: and has a K: before its music")
    }
    let music = written.tune
    for element in music.body {
      guard case .field(let field) = element.kind else { continue }
      if ["K", "M", "L", "V", "P"].contains(field.letter) {
        throw CompositionError(
          "the tune has a \(field.letter): field in its music; only tunes of one piece can be revised")
      }
    }
    guard music.key.tonic != nil, music.key.signature == music.key.plain.signature else {
      throw CompositionError("the key K:\(music.key.name) is no plain one; write the accidentals before the notes")
    }
    let sequence: TokenSequence
    do throws(UnencodableTune) {
      sequence = try TokenSequence(encoding: music)
    } catch {
      throw CompositionError(
        "\(error.place.line):\(error.place.column): \(error.reason): such a tune cannot be revised")
    }
    let tokens = BarTokens(sequence)
    guard tokens.bars.count == written.bars.count, let octaves = TokenSequence.octaves(encoding: music) else {
      throw CompositionError(
        "the bars of the tune cannot be told apart; write each with its bar line, rests of bars out")
    }
    self.written = written
    self.tokens = tokens
    self.octaves = octaves
    self.plan = plan
    numbers = Self.numbers(of: written.bars, full: music.meter?.barLength ?? .zero)
  }

  /// Composes.
  ///
  /// - Parameters:
  ///   - number: of this version, from 0; each has random numbers of its own.
  ///   - fields: to stand before `K:`.
  /// - Throws: ``CompositionError`` where a bar cannot be written anew, with why, or the model lacks what the tune needs.
  public func compose(
    with composer: Composer, settings: SamplingSettings = SamplingSettings(), seed: UInt64, number: Int = 0,
    fields: [Field] = []
  ) throws(CompositionError) -> Result {
    var random = Composer.random(seed: seed, index: number)
    let inner = random.next()
    var work: Recomposition
    switch plan {
    case .marked: work = Recomposition(tokens, anew: try lengths(of: marked))
    case .keeping(let kept):
      let all = written.bars.indices.filter { numbers[$0] > 0 && !isPickup($0) && !kept.contains(numbers[$0]) }
      if let missing = kept.filter({ !numbers.contains($0) }).min() {
        throw CompositionError("there is no bar \(missing); the tune has \(numbers.max() ?? 0)")
      }
      guard !all.isEmpty else { throw CompositionError("all bars are kept; leave some out to be composed") }
      work = Recomposition(tokens, anew: try lengths(of: all))
    case .varying(let share): work = try variation(share, using: &random)
    case .continuing(let bars): return try carryOn(bars, composer, settings, seed: inner, fields: fields)
    }
    let composed = try composer.recompose(work, settings: settings, seed: inner)
    var texts: [Int: String] = [:]
    for (bar, tokens) in composed { texts[bar] = try text(of: tokens) }
    return Result(
      text: written.text(replacing: texts, fields: fields), bars: Set(composed.keys.map { numbers[$0] }).sorted())
  }

  private func lengths(of bars: [Int]) throws(CompositionError) -> [Int: Fraction] {
    var result: [Int: Fraction] = [:]
    for bar in bars {
      if let obstacle = written.bars[bar].obstacle {
        throw CompositionError("bar \(numbers[bar]) cannot be composed: \(obstacle)")
      }
      result[bar] = written.bars[bar].duration
    }
    guard !result.isEmpty else {
      throw CompositionError("no bar is to be composed; write * in a bar, or name the bars to keep")
    }
    return result
  }

  private var marked: [Int] {
    written.bars.indices.filter { Marks.isMark(written.text(of: $0), in: written.tune) }
  }
}

extension Revision {
  /// Bars counted from 1; a pickup at the start is 0, later ones have the number of the bar they begin.
  private static func numbers(of bars: [WrittenBars.Bar], full: Fraction) -> [Int] {
    var number = 0
    var short = Fraction.zero
    return bars.enumerated().map { index, bar in
      if index == 0, bar.duration < full { return 0 }
      if short > .zero, bar.duration + short == full {
        // The other half of a bar that a repeat divides.
        short = .zero
        return number
      }
      short = bar.duration < full ? bar.duration : .zero
      number += 1
      return number
    }
  }

  private func isPickup(_ bar: Int) -> Bool { bar == 0 ? numbers[0] == 0 : numbers[bar] == numbers[bar - 1] }

  /// Whether a part ends behind a bar.
  private func endsPart(_ bar: Int) -> Bool {
    bar + 1 == tokens.bars.count
      || tokens.lines[bar + 1].contains {
        if case .bar(let line) = $0 { line.endsPart || !line.endings.isEmpty } else { false }
      }
      || (bar + 2 < tokens.lines.count && isPickup(bar + 1))
  }

  /// Draws bars to be varied, bars that are alike together.
  private func variation(_ share: Double, using random: inout some RandomNumberGenerator) throws(CompositionError)
    -> Recomposition
  {
    var kinds: [[Token]: [Int]] = [:]
    for bar in written.bars.indices { kinds[tokens.bars[bar], default: []].append(bar) }
    let free = kinds.values.filter { alike in
      alike.allSatisfy { bar in written.bars[bar].obstacle == nil && !endsPart(bar) && !isPickup(bar) }
    }.sorted { $0[0] < $1[0] }
    guard !free.isEmpty else { throw CompositionError("no bar of the tune can be varied") }
    let wanted = max(1, Int((share * Double(free.reduce(0) { $0 + $1.count })).rounded()))
    var anew: [Int: Fraction] = [:]
    var alike: [Int: Int] = [:]
    for bars in free.shuffled(using: &random) where anew.count + alike.count < wanted {
      anew[bars[0]] = written.bars[bars[0]].duration
      for bar in bars.dropFirst() { alike[bar] = bars[0] }
    }
    return Recomposition(tokens, anew: anew, alike: alike)
  }

  /// Adds a part of so many bars, with the pickup of the tune where that has one, repeated where the tune ends with a repeat.
  private func carryOn(
    _ count: Int, _ composer: Composer, _ settings: SamplingSettings, seed: UInt64, fields: [Field]
  ) throws(CompositionError) -> Result {
    guard let full = written.tune.meter?.barLength else {
      throw CompositionError("the tune has no meter; bars of free meter cannot be composed")
    }
    guard (1...256).contains(count) else { throw CompositionError("a part of \(count) bars; give 1 to 256") }
    var tune = tokens
    var lengths = Array(repeating: full, count: count)
    let last = written.bars.last?.duration ?? full
    let isOpen = !written.endsWithBarLine
    if isOpen, last < full {
      // The bar that was begun is finished first.
      lengths.insert(full - last, at: 0)
    } else if numbers.first == 0, let pickup = written.bars.first?.duration, last + pickup == full {
      lengths.insert(pickup, at: 0)
      lengths[count] = last
    }
    if isOpen { tune.lines[tune.lines.count - 1] = [] }
    let repeats = tokens.lines.last?.contains { if case .bar(let line) = $0 { line.repeatsBefore > 0 } else { false } }
    let isRepeated = repeats == true && !isOpen
    let first = tune.bars.count
    if isRepeated { tune.lines[first].append(.bar(BarLine("|:", repeatsAfter: 1))) }
    var anew: [Int: Fraction] = [:]
    for (index, length) in lengths.enumerated() {
      tune.bars.append([])
      let isLast = index + 1 == lengths.count
      tune.lines.append([.bar(isLast && isRepeated ? BarLine(":|", repeatsBefore: 1) : BarLine())])
      anew[first + index] = length
    }
    let composed = try composer.recompose(Recomposition(tune, anew: anew), settings: settings, seed: seed)
    var lines: [String] = []
    var line = isRepeated ? "|: " : ""
    var onLine = 0
    for (index, length) in lengths.enumerated() {
      let isLast = index + 1 == lengths.count
      line += try text(of: composed[first + index] ?? [])
      line += isLast ? (isRepeated ? " :|" : " |]") : " |"
      if length == full { onLine += 1 }
      if isLast || onLine == 4 {
        lines.append(line)
        (line, onLine) = ("", 0)
      } else {
        line += " "
      }
    }
    let end = numbers.max() ?? 0
    return Result(
      text: written.text(replacing: [:], adding: lines, fields: fields), bars: Array(end + 1...end + count))
  }

  /// A composed bar in the tune's key and unit length.
  private func text(of bar: [Token]) throws(CompositionError) -> String {
    let tune = written.tune
    guard let tonic = tune.key.tonic else { return "" }
    let header: [Token] = tokens.header.filter { if case .rhythm = $0 { false } else { true } }
    do throws(MisplacedToken) {
      let plain = try Tune(decoding: TokenSequence(header + bar))
      guard
        var placed = plain.transposed(to: tonic, alteration: tune.key.tonicAlteration, octaves: -octaves)
      else { return "" }
      let scale = TokenSequence.unitLength / tune.unitLength
      for index in placed.body.indices { placed.body[index].stretch(by: scale) }
      placed.header = [
        Field("M", tune.meter?.notation ?? "none", content: .meter(tune.meter)),
        Field("L", "", content: .unitLength(tune.unitLength)), Field("K", "", content: .key(tune.key.plain)),
      ]
      var music = placed.laidOut()
      music.header = []
      return music.abc().split(whereSeparator: \.isNewline).joined(separator: " ")
    } catch {
      throw CompositionError("a bar came out broken: \(error)")
    }
  }
}

extension Element {
  /// Makes a note, a chord or a rest so many times as long as it is written.
  fileprivate mutating func stretch(by factor: Fraction) {
    switch kind {
    case .note(var note):
      note.length *= factor
      kind = .note(note)
    case .rest(var rest):
      rest.length *= factor
      kind = .rest(rest)
    case .chord(var chord):
      chord.length *= factor
      kind = .chord(chord)
    default: break
    }
  }
}
