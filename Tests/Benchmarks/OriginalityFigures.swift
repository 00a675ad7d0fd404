import ArgumentParser
import Corpora
import Foundation
import Kernels
import Music
import Originality

/// How well planted copies are found, and how often unrelated tunes are taken for copies.
struct OriginalityFigures: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "originality",
    abstract: "Planted copies found, false alarms among real unrelated tunes, size and speed of the index.",
    discussion: """
      A planted copy is --bars bars of a tune of the index, transposed, with one note changed, put into a held-out tune \
      that shares no more than four bars with any. False alarms are counted among tunes of the index, of which settings by \
      outline or by name are left out; among the same tunes upside down, which are nobody's; and among --others.
      """)

  @Argument(help: "Files or folders: ABC tunebooks, folk-rnn token files, thesession.org's JSON or CSV.")
  var collections: [String]
  @Option(help: "How many copies are planted.") var plants = 500
  @Option(help: "How many bars a copy is long.") var bars = 6
  @Option(help: "How many real tunes are asked for false alarms.") var tunes = 2000
  @Option(parsing: .upToNextOption, help: "Collections of another tradition, to be asked for false alarms, too.")
  var others: [String] = []
  @Option(help: "How many of the worst false alarms to show.") var show = 0
  @Option(help: "Decides what is planted where.") var seed: UInt64 = 1

  func run() throws {
    let split = HeldOutSplit(try TuneCollection(reading: collections).withoutRepeats().collection.pieces)
    let families = TuneFamilies(of: split.training).family
    let sources = zip(split.training, families).map { piece, family in
      MelodyIndex.Source(
        Melody(of: piece.tune), title: piece.title, file: piece.origin.file, line: piece.origin.line, family: family)
    }
    let clock = ContinuousClock()
    var index = MelodyIndex(of: [], sample: 0)
    let building = clock.measure { index = MelodyIndex(of: sources, sample: 0) }
    print(
      "\(index.count) tunes, \(sources.reduce(0) { $0 + $1.melody.notes.count }) notes, made in \(building)")
    let bytes = index.bytes
    let reading = try clock.measure { index = try MelodyIndex(bytes: bytes) }
    print("as a file \(bytes.count) bytes, read in \(reading)")
    // A host that resembles a tune of the index by itself would be found without any copy in it.
    let hosts = split.heldOut.map { Melody(of: $0.tune) }.filter { index.resemblance(of: $0).bars <= Fraction(4) }
    try plant(in: hosts, sources, index)
    try findFalseAlarms(sources, families, index)
  }

  private func plant(in hosts: [Melody], _ sources: [MelodyIndex.Source], _ index: MelodyIndex) throws {
    var random = RandomSource(seed: seed)
    let copied = sources.indices.filter { sources[$0].melody.fullBars(bars) != nil }
    var planted = 0
    var found = 0
    var named = 0
    var shortest = Fraction(1000)
    var missed: [String] = []
    while planted < plants {
      let source = copied.randomElement(using: &random)!
      let (excerpt, length) = sources[source].melody.excerpt(of: bars, using: &random)
      // Bars are those of the tune that is asked about: a host of another meter would not have six.
      let fitting = hosts.filter { host in host.bars.allSatisfy { host.barLength(at: $0) == length } }
      guard let host = fitting.randomElement(using: &random) else { continue }
      planted += 1
      let tune = host.withPlanted(excerpt, using: &random)
      let result = index.resemblance(of: tune)
      shortest = min(shortest, result.bars)
      if result.bars > Fraction(4) {
        found += 1
        if result.nearest?.tune == source { named += 1 }
      } else {
        missed.append("\(sources[source].title) \(index.origin(of: source)): \(result.bars.double) bars")
      }
    }
    print(
      "\(plants) copies of \(bars) bars: \(found) found as more than 4, \(named) by the tune they are of; the shortest "
        + "run \(String(format: "%.2f", shortest.double)) bars")
    for line in missed.prefix(show) { print("  missed: " + line) }
  }

  /// Asks about real tunes, and says how long the runs are that they share with tunes they have nothing to do with.
  private func findFalseAlarms(_ sources: [MelodyIndex.Source], _ families: [Int], _ index: MelodyIndex) throws {
    var members: [Int: Set<Int>] = [:]
    for (tune, family) in families.enumerated() { members[family, default: []].insert(tune) }
    let step = max(1, sources.count / tunes)
    let asked = Array(stride(from: 0, to: sources.count, by: step))
    try report(
      "tunes of the index, their families left out",
      asked.map { tune in
        ("\(sources[tune].title) \(index.origin(of: tune))", sources[tune].melody, members[families[tune]]!)
      }, index)
    try report(
      "the same tunes upside down",
      asked.map { tune in
        ("\(sources[tune].title) \(index.origin(of: tune))", sources[tune].melody.upsideDown, [])
      }, index)
    guard !others.isEmpty else { return }
    let foreign = try TuneCollection(reading: others).withoutRepeats().collection.pieces
    try report(
      "tunes of the other collections",
      stride(from: 0, to: foreign.count, by: max(1, foreign.count / tunes)).map {
        ("\(foreign[$0].title) \(foreign[$0].origin)", Melody(of: foreign[$0].tune), [])
      }, index)
  }

  private func report(
    _ what: String, _ melodies: [(name: String, melody: Melody, excluded: Set<Int>)], _ index: MelodyIndex
  ) throws {
    var runs: [(name: String, bars: Double, share: Double, nearest: SharedPassage?)] = []
    var times: [Duration] = []
    let clock = ContinuousClock()
    for (name, melody, excluded) in melodies {
      var result: Resemblance?
      times.append(clock.measure { result = index.resemblance(of: melody, excluding: excluded) })
      if let result { runs.append((name, result.bars.double, result.share, result.nearest)) }
    }
    times.sort()
    print("\(what): \(runs.count), half of them answered in \(times[times.count / 2]), the slowest in \(times.last!)")
    print(
      "  share a run longer than: "
        + (1...8).map { bars in
          let more = runs.count { $0.bars > Double(bars) }
          return "\(bars) bars \(String(format: "%.2f", 100 * Double(more) / Double(runs.count))) %"
        }.joined(separator: ", "))
    let alarms = runs.filter { $0.bars > 4 }
    for run in alarms.prefix(show) {
      guard let nearest = run.nearest else { continue }
      print(
        String(format: "  %.2f bars, share %.2f: ", run.bars, run.share)
          + "\(run.name) | \(nearest.title) \(nearest.origin) "
          + "bar \(nearest.bar) | \(nearest.otherBar) \(nearest.notes)n")
    }
  }
}

extension Melody {
  /// The bars that begin `count` whole bars of one length; nil where there are none.
  fileprivate func fullBars(_ count: Int) -> [Int]? {
    let starts = bars.indices.filter { first in
      guard first + count < bars.count, bars[first] >= 0 else { return false }
      let length = barLength(at: bars[first])
      return (first..<first + count).allSatisfy { bars[$0 + 1] - bars[$0] == length }
        && notes.contains { $0.onset == bars[first] }
    }
    return starts.isEmpty ? nil : starts
  }

  /// The melody with every interval the other way: the same rhythm, as many scales and leaps, and nobody's tune.
  fileprivate var upsideDown: Melody {
    var line = notes
    for index in line.indices { line[index].pitch = 127 - line[index].pitch }
    return Melody(of: Tune(line, barLength: barLength(at: 0)))
  }

  /// So many whole bars, transposed, with one note changed.
  fileprivate func excerpt(of count: Int, using random: inout RandomSource) -> (notes: [Note], barLength: Int) {
    let first = fullBars(count)!.randomElement(using: &random)!
    let (start, end) = (bars[first], bars[first + count])
    var excerpt = notes.filter { $0.onset >= start && $0.onset < end }
    let shift = (-7...7).randomElement(using: &random)!
    for index in excerpt.indices {
      excerpt[index].onset -= start
      excerpt[index].end = min(excerpt[index].end, end) - start
      excerpt[index].pitch += shift
    }
    let changed = excerpt.indices.randomElement(using: &random)!
    excerpt[changed].pitch += [-4, -3, -2, -1, 1, 2, 3, 4].randomElement(using: &random)!
    return (excerpt, barLength(at: start))
  }

  /// The tune with `excerpt` put in before one of its bars.
  fileprivate func withPlanted(_ excerpt: [Note], using random: inout RandomSource) -> Tune {
    let place = bars.randomElement(using: &random)!
    var line = notes.filter { $0.onset < place }
    for index in line.indices { line[index].end = min(line[index].end, place) }
    let length = excerpt.last!.end
    line += excerpt.map { Note(onset: $0.onset + place, end: $0.end + place, pitch: $0.pitch) }
    line += notes.filter { $0.onset >= place }.map {
      Note(onset: $0.onset + length, end: $0.end + length, pitch: $0.pitch)
    }
    return Tune(line, barLength: barLength(at: place))
  }
}

extension Tune {
  /// Notes in free meter of bars of one length.
  fileprivate init(_ notes: [Melody.Note], barLength: Int) {
    self.init()
    let meter = Meter(barLength * 16 / Melody.ticks, 16)
    header = [
      Field("M", meter.notation, content: .meter(meter)), Field("L", "1/8", content: .unitLength(Fraction(1, 8))),
    ]
    var clock = 0
    for note in notes {
      if note.onset > clock {
        body.append(Element(.rest(Rest(length: Fraction((note.onset - clock) * 8, Melody.ticks)))))
      }
      let step = [Step.c, .c, .d, .d, .e, .f, .f, .g, .g, .a, .a, .b][note.pitch % 12]
      let pitch = WrittenPitch(
        step, octave: note.pitch / 12 - 5,
        accidental: Accidental(alteration: note.pitch % 12 - step.semitones))
      body.append(Element(.note(Music.Note(pitch, length: Fraction((note.end - note.onset) * 8, Melody.ticks)))))
      clock = max(note.end, note.onset)
    }
  }
}
