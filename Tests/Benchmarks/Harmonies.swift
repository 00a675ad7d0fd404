import ABC
import ArgumentParser
import Foundation
import Music
import Playing

/// How well the harmoniser finds the chords that people wrote over tunes.
struct Harmonies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "harmonies",
    abstract: "Share of bars under the root that a person wrote, beside two baselines, on tunes of the test half.",
    discussion: """
      Tunes with a written chord symbol for every four bars at the least are parted into two halves by a hash of their \
      melody. The harmoniser's table was learned on the tuning half. A bar's root is the one that holds for the \
      longest part of it; each written bar counts once, bars before the first symbol and bars without notes do not.
      """)

  @Argument(help: "ABC files with chord symbols.") var files: [String]
  @Flag(help: "Print what the table was counted from, a JSON line a tune, instead.") var dump = false
  @Flag(help: "Measure on the tuning half.") var tuning = false

  func run() throws {
    var sheets: [LeadSheet] = []
    for file in files {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
      sheets += Tunebook(parsing: bytes).entries.compactMap { LeadSheet($0.tune) }
    }
    if dump {
      for sheet in sheets { print(sheet.json) }
      return
    }
    let asked = sheets.filter { $0.isForTuning == tuning }
    var counts = (bars: 0, own: 0, tonic: 0, first: 0)
    var byMode: [Mode: (bars: Int, own: Int)] = [:]
    for sheet in asked {
      let found = Harmoniser().chords(for: sheet.score.withoutChords)
      for bar in sheet.bars {
        counts.bars += 1
        if LeadSheet.root(of: found, from: bar.start, to: bar.end) == bar.root { counts.own += 1 }
        if sheet.tonic == bar.root { counts.tonic += 1 }
        if bar.firstNote == bar.root { counts.first += 1 }
        byMode[sheet.mode, default: (0, 0)].bars += 1
        if LeadSheet.root(of: found, from: bar.start, to: bar.end) == bar.root { byMode[sheet.mode]!.own += 1 }
      }
    }
    func share(_ count: Int) -> String { String(format: "%.1f %%", 100 * Double(count) / Double(max(1, counts.bars))) }
    print(
      "\(asked.count) tunes of the \(tuning ? "tuning" : "test") half (\(sheets.count) in all), \(counts.bars) bars")
    print("harmoniser          \(share(counts.own))")
    print("melody's first note \(share(counts.first))")
    print("always the tonic    \(share(counts.tonic))")
    for (mode, own) in byMode.sorted(by: { $0.value.bars > $1.value.bars }) {
      print(
        "  \(mode.rawValue): \(own.bars) bars, \(String(format: "%.1f %%", 100 * Double(own.own) / Double(own.bars)))")
    }
  }
}

/// A tune with chords that somebody wrote.
private struct LeadSheet {
  let score: Score
  let tonic: Int
  let mode: Mode
  let isForTuning: Bool
  let written: [Score.Change<ChordSymbol>]
  let bars: [(start: Fraction, end: Fraction, root: Int, firstNote: Int)]

  init?(_ tune: Tune) {
    let score = Score(performing: tune)
    guard let tonic = tune.key.tonicPitchClass else { return nil }
    written = score.chordSymbols.compactMap { change in
      ChordSymbol(parsing: change.value).map { Score.Change(onset: change.onset, value: $0) }
    }
    guard let first = written.first?.onset, written.count > 3, written.count * 4 >= score.barLines.count else {
      return nil
    }
    self.score = score
    self.tonic = tonic
    mode = tune.key.mode
    let melody = score.notes.filter { $0.voice == 0 }
    isForTuning = LeadSheet.hash(melody) % 2 == 0
    var bars: [(start: Fraction, end: Fraction, root: Int, firstNote: Int)] = []
    let lines = [Fraction.zero] + score.barLines + [score.duration]
    for (start, end) in zip(lines, lines.dropFirst()) where start >= first && end > start {
      // What is played again was counted the first time.
      if (score.passages.last { $0.onset <= start }?.time ?? 1) > 1 { continue }
      guard let note = melody.first(where: { $0.onset >= start && $0.onset < end }),
        let root = LeadSheet.root(of: written, from: start, to: end)
      else { continue }
      bars.append((start, end, root, note.pitch % 12))
    }
    self.bars = bars
  }

  private static func hash(_ notes: [Score.Note]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for (before, note) in zip(notes, notes.dropFirst()) {
      for word in [note.pitch - before.pitch, before.duration.numerator, before.duration.denominator] {
        hash = (hash ^ UInt64(truncatingIfNeeded: word)) &* 0x100_0000_01B3
      }
    }
    return hash ^ (hash >> 29)
  }

  /// The root that holds longest between two moments; nil before the first chord.
  static func root(of chords: [Score.Change<ChordSymbol>], from start: Fraction, to end: Fraction) -> Int? {
    chord(of: chords, from: start, to: end)?.root.pitchClass
  }

  static func chord(of chords: [Score.Change<ChordSymbol>], from start: Fraction, to end: Fraction) -> ChordSymbol? {
    var lengths: [(chord: ChordSymbol, length: Fraction)] = []
    for (index, chord) in chords.enumerated() where chord.onset < end {
      let stop = index + 1 < chords.count ? chords[index + 1].onset : end
      let length = min(stop, end) - max(chord.onset, start)
      guard length > .zero else { continue }
      if let place = lengths.firstIndex(where: { $0.chord.root.pitchClass == chord.value.root.pitchClass }) {
        lengths[place].length += length
      } else {
        lengths.append((chord.value, length))
      }
    }
    guard let longest = lengths.map(\.length).max() else { return nil }
    return lengths.first { $0.length == longest }?.chord
  }

  /// What the table is counted from.
  var json: String {
    let spans = HarmonicRhythm(of: score).spans.map { span in
      let chord = LeadSheet.chord(of: written, from: span.start, to: span.end)
      let isMinor = chord.map { $0.intervals.contains(3) } ?? false
      let isAgain = (score.passages.last { $0.onset <= span.start }?.time ?? 1) > 1
      let weights = span.weights.map { String(format: "%.4f", $0) }.joined(separator: ",")
      return "{\"start\":\(span.start.double),\"end\":\(span.end.double),\"weights\":[\(weights)],"
        + "\"root\":\(chord.map { String($0.root.pitchClass) } ?? "null"),\"minor\":\(isMinor),\"again\":\(isAgain),"
        + "\"bar\":\(span.bar),\"begins\":\(span.beginsBar),\"ends\":\(span.endsPart)}"
    }
    let listed = bars.map { "[\($0.start.double),\($0.end.double),\($0.root),\($0.firstNote)]" }
      .joined(separator: ",")
    return "{\"tuning\":\(isForTuning),\"tonic\":\(tonic),\"mode\":\"\(mode.rawValue)\",\"rhythm\":\"\(score.rhythm)\","
      + "\"bars\":[\(listed)],"
      + "\"spans\":[\(spans.joined(separator: ","))]}"
  }
}

extension Score {
  fileprivate var withoutChords: Score {
    var result = self
    result.chordSymbols = []
    return result
  }
}
