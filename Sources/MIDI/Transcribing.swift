import Music

/// Why a MIDI file cannot be written down as a tune.
public struct UnwritableMelody: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what would mend it.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension Tune {
  /// Writes down the melody of a MIDI file: of the first track and channel with notes, drums aside, and of notes struck
  /// together the highest.
  ///
  /// Onsets are moved to semiquavers, or to triplets of quavers in a quarter where those fit better; a note lasts to the
  /// next unless a rest of a semiquaver or more parts them. Meter and key are those that the file names at its start, where
  /// none are given; a melody that begins within a bar has a pickup. Lengths count quavers.
  ///
  /// - Throws: ``UnwritableMelody`` where there are no notes, no key or no beats.
  /// - Complexity: O(n log n).
  public init(transcribing file: MIDIFile, key: Key? = nil, meter: Meter? = nil) throws(UnwritableMelody) {
    guard case .ticksPerQuarter(let quarter) = file.division, quarter > 0 else {
      throw UnwritableMelody("the file counts film frames, not beats; export it with ticks a quarter")
    }
    let signs = Signatures(file)
    guard let key = key ?? signs.key else {
      throw UnwritableMelody("the file names no key; give --key, such as D or Ador")
    }
    let meter = meter ?? signs.meter ?? Meter(4, 4)
    let melody = Melody(of: file, ticksPerQuarter: quarter)
    guard let first = melody.notes.first else { throw UnwritableMelody("there are no notes in the file") }
    let bar = 48 * meter.count / meter.unit
    guard bar > 0, 48 * meter.count % meter.unit == 0 else {
      throw UnwritableMelody("a bar of \(meter.notation) is no whole number of triplets of semiquavers")
    }
    // A melody that begins within a bar has a pickup, and what is silent before it is left out.
    let start = first.start / bar * bar
    var pen = Pen(key: key, bar: bar, start: start, melody: melody)
    pen.write(from: first.start)
    self.init(
      header: [
        Field("M", meter.notation, content: .meter(meter)), Field("L", "1/8", content: .unitLength(Fraction(1, 8))),
        Field("K", key.name, content: .key(key)),
      ], body: pen.elements)
  }
}

/// The first meter and key a file names.
private struct Signatures {
  var meter: Meter?
  var key: Key?

  init(_ file: MIDIFile) {
    for event in file.tracks.flatMap(\.events) {
      switch event.message {
      case .timeSignature(let count, let power, _, _) where meter == nil && count > 0 && power < 7:
        meter = Meter(Int(count), 1 << Int(power))
      case .keySignature(let sharps, let isMinor) where key == nil && (-7...7).contains(sharps):
        key = Self.key(sharps: Int(sharps), mode: isMinor ? .minor : .major)
      default: break
      }
    }
  }

  private static func key(sharps: Int, mode: Mode) -> Key? {
    for alteration in [0, 1, -1] {
      for step in Step.allCases where Key.sharps(tonic: step, alteration: alteration, mode: mode) == sharps {
        return Key(step, alteration: alteration, mode: mode)
      }
    }
    return nil
  }
}

/// A melody in twelfths of a quarter.
private struct Melody {
  struct Note {
    var start: Int
    var end: Int
    var pitch: Int
  }

  var notes: [Note] = []
  /// Quarters that are divided in three.
  var triplets: Set<Int> = []

  init(of file: MIDIFile, ticksPerQuarter quarter: Int) {
    let played = Self.played(in: file)
    // Of notes struck together the highest.
    var onsets: [(start: Int, end: Int, pitch: Int)] = []
    for note in played.sorted(by: { ($0.start, -$0.pitch) < ($1.start, -$1.pitch) }) {
      if let last = onsets.last, note.start - last.start < max(1, quarter / 16) { continue }
      onsets.append(note)
    }
    var deviations: [Int: (two: Double, three: Double)] = [:]
    func distance(_ place: Double, _ parts: Double) -> Double {
      let away = place * parts - (place * parts).rounded()
      return away * away / (parts * parts)
    }
    for onset in onsets {
      let place = Double(onset.start % quarter) / Double(quarter)
      deviations[onset.start / quarter, default: (0, 0)].two += distance(place, 4)
      deviations[onset.start / quarter, default: (0, 0)].three += distance(place, 3)
    }
    triplets = Set(deviations.filter { $0.value.three < $0.value.two - 1e-9 }.keys)
    func quantised(_ tick: Int) -> Int {
      let (beat, rest) = tick.quotientAndRemainder(dividingBy: quarter)
      let grid = triplets.contains(beat) ? 4 : 3
      return 12 * beat + Int((Double(rest) / Double(quarter) * 12 / Double(grid)).rounded()) * grid
    }
    for (index, onset) in onsets.enumerated() {
      let start = quantised(onset.start)
      if let last = notes.last, last.start == start { continue }
      var end = quantised(onset.end)
      if index + 1 < onsets.count {
        let next = onsets[index + 1].start
        if next - onset.end < quarter / 4 || end > quantised(next) { end = quantised(next) }
      }
      if let last = notes.indices.last, notes[last].end > start { notes[last].end = start }
      notes.append(Note(start: start, end: max(end, start + 3), pitch: onset.pitch))
    }
    // The last can have run into the one before it where both were moved.
    for index in notes.indices.dropLast() { notes[index].end = min(notes[index].end, notes[index + 1].start) }
  }

  /// The notes of the first track and channel that has any.
  private static func played(in file: MIDIFile) -> [(start: Int, end: Int, pitch: Int)] {
    for track in file.tracks {
      var open: [UInt8: (tick: Int, channel: UInt8)] = [:]
      var notes: [(start: Int, end: Int, pitch: Int)] = []
      var channel: UInt8?
      for event in track.events {
        var struck: (UInt8, UInt8)?
        var released: (UInt8, UInt8)?
        switch event.message {
        case .noteOn(let on, let pitch, let velocity) where velocity > 0:
          (struck, released) = ((on, pitch), (on, pitch))
        case .noteOn(let on, let pitch, _), .noteOff(let on, let pitch, _): released = (on, pitch)
        default: break
        }
        if let (on, pitch) = released, on == channel, let begun = open.removeValue(forKey: pitch),
          event.tick > begun.tick
        {
          notes.append((begun.tick, event.tick, Int(pitch)))
        }
        if let (on, pitch) = struck, on != 9, channel ?? on == on {
          channel = on
          open[pitch] = (event.tick, on)
        }
      }
      if !notes.isEmpty { return notes }
    }
    return []
  }
}

/// Writes a melody down note by note.
private struct Pen {
  let key: Key
  let bar: Int
  let start: Int
  let melody: Melody
  var elements: [Element] = []
  private var scope: AccidentalScope

  init(key: Key, bar: Int, start: Int, melody: Melody) {
    self.key = key
    self.bar = bar
    self.start = start
    self.melody = melody
    scope = AccidentalScope(key: key)
  }

  mutating func write(from first: Int) {
    var at = first
    for note in melody.notes {
      if note.start > at { put(nil, at, note.start) }
      put(note.pitch, note.start, note.end)
      at = note.end
    }
  }

  /// Writes a note or a rest, cut where a bar or a quarter of triplets begins or ends.
  private mutating func put(_ pitch: Int?, _ from: Int, _ to: Int) {
    var at = from
    while at < to {
      if at % 12 == 0 || at == from, melody.triplets.contains(at / 12) { openTriplet(at: at) }
      let isTriplet = melody.triplets.contains(at / 12)
      let barEnd = start + ((at - start) / bar + 1) * bar
      var end = min(to, barEnd)
      if isTriplet {
        end = min(end, (at / 12 + 1) * 12)
      } else if let next = (at / 12 + 1...max(at / 12 + 1, end / 12)).first(where: melody.triplets.contains) {
        end = min(end, next * 12)
      }
      let length = Fraction(end - at, isTriplet ? 4 : 6)
      if let pitch {
        elements.append(Element(.note(Note(spelled(pitch), length: length, isTied: end < to))))
      } else {
        elements.append(Element(.rest(Rest(length: length))))
      }
      at = end
      if at == barEnd {
        elements.append(Element(.bar(BarLine())))
        scope.crossBarLine()
      }
    }
  }

  /// Opens a quarter of triplets where a piece begins it, telling how many pieces it has.
  private mutating func openTriplet(at place: Int) {
    guard place % 12 == 0 else { return }
    let (from, to) = (place, place + 12)
    var pieces = 0
    var at = from
    for note in melody.notes where note.end > from && note.start < to {
      if note.start > at { pieces += 1 }
      pieces += 1
      at = note.end
    }
    if at < to, melody.notes.last.map({ $0.end > at }) ?? false { pieces += 1 }
    elements.append(Element(.tuplet(pieces == 3 ? Tuplet(3) : Tuplet(3, time: 2, covered: pieces))))
  }

  /// The pitch as the key spells it: a step of the scale where it is one, else natural, else raised where the signature
  /// has sharps or nothing and lowered where it has flats.
  private mutating func spelled(_ pitch: Int) -> WrittenPitch {
    let candidates = Step.allCases.flatMap { step in
      [-1, 0, 1].compactMap { alteration -> (step: Step, alteration: Int, cost: Int)? in
        guard (step.semitones + alteration - pitch) % 12 == 0 else { return nil }
        if key.alteration(of: step) == alteration { return (step, alteration, 0) }
        if alteration == 0 { return (step, alteration, 1) }
        return (step, alteration, alteration == (key.sharps < 0 ? -1 : 1) ? 2 : 3)
      }
    }
    let best = candidates.min { $0.cost < $1.cost } ?? (.c, 0, 0)
    let octave = (pitch - best.alteration - best.step.semitones) / 12 - 5
    var written = WrittenPitch(best.step, octave: octave)
    if scope.current(best.step) != best.alteration {
      written.accidental = Accidental(alteration: best.alteration)
    }
    _ = scope.alteration(of: written)
    return written
  }
}
