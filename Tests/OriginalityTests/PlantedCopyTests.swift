import Music
import Originality
import Testing

/// Copies of six bars within other tunes: transposed, with one note changed.
@Suite struct PlantedCopyTests {
  /// Where `count` whole bars of one length begin.
  static func places(in melody: Melody, bars count: Int) -> [Int] {
    melody.bars.indices.filter { first in
      guard first + count < melody.bars.count else { return false }
      let length = melody.barLength(at: melody.bars[first])
      return (first..<first + count).allSatisfy { melody.bars[$0 + 1] - melody.bars[$0] == length }
        && melody.notes.contains { $0.onset == melody.bars[first] }
    }
  }

  /// Six bars of `source` moved into `host` before one of its bars.
  static func planted(_ source: Melody, in host: Melody, using chance: inout Chance) -> Tune {
    let first = places(in: source, bars: 6).randomElement(using: &chance)!
    let (start, end) = (source.bars[first], source.bars[first + 6])
    let place = host.bars.randomElement(using: &chance)!
    let shift = (-7...7).randomElement(using: &chance)!
    var copy = source.notes.filter { $0.onset >= start && $0.onset < end }.map {
      Melody.Note(
        onset: $0.onset - start + place, end: min($0.end, end) - start + place, pitch: $0.pitch + shift)
    }
    let changed = copy.indices.randomElement(using: &chance)!
    copy[changed].pitch += [-4, -3, -2, -1, 1, 2, 3, 4].randomElement(using: &chance)!
    let before = host.notes.filter { $0.onset < place }.map {
      Melody.Note(onset: $0.onset, end: min($0.end, place), pitch: $0.pitch)
    }
    let after = host.notes.filter { $0.onset >= place }.map {
      Melody.Note(onset: $0.onset + end - start, end: $0.end + end - start, pitch: $0.pitch)
    }
    return Tune(before + copy + after, barLength: host.barLength(at: 0))
  }

  /// The host is left out of the search, so what is found can only be the copy or a tune that has the same bars.
  @Test func sixBarsAreAlwaysFound() {
    var chance = Chance(state: 1)
    let copied = Tunes.melodies.indices.filter { !Self.places(in: Tunes.melodies[$0], bars: 6).isEmpty }
    #expect(copied.count > 40)
    var found = 0
    var missed: [String] = []
    while found + missed.count < 500 {
      let source = copied.randomElement(using: &chance)!
      let host = copied.randomElement(using: &chance)!
      let (copy, other) = (Tunes.melodies[source], Tunes.melodies[host])
      guard source != host, copy.barLength(at: 0) == other.barLength(at: 0) else { continue }
      let tune = Self.planted(copy, in: other, using: &chance)
      let result = Tunes.index.resemblance(of: tune, excluding: [host])
      if let nearest = result.nearest, nearest.bars > Fraction(4), nearest.tune == source {
        found += 1
      } else {
        missed.append("\(Tunes.all[source].title) in \(Tunes.all[host].title): \(result)")
      }
    }
    #expect(found == 500, "\(missed.prefix(3))")
  }

  /// Every tune of the repository has a name of its own and was set down by hand: none is a copy of another's four bars.
  @Test func tunesWithoutACopyAreFree() {
    for tune in Tunes.all.indices {
      let result = Tunes.index.resemblance(of: Tunes.melodies[tune], excluding: [tune])
      #expect(result.bars <= Fraction(4), "\(Tunes.all[tune].title): \(result)")
    }
  }
}
