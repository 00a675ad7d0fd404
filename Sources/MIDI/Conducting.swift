import Music
import Playing

extension MIDIFile.Track {
  /// The conductor's track: title and composer, tempi, meters, keys and parts, each where it begins to hold.
  ///
  /// - Parameters:
  ///   - tempi: quarter beats a minute, by the tick they hold from.
  ///   - semitones: how far keys are moved.
  ///   - countIn: ticks before the music; what holds at its beginning holds for them, too.
  init(conducting score: Score, tempi: [(tick: Int, quarters: Double)], semitones: Int, countIn: Int, until end: Int) {
    func tick(_ moment: Fraction) -> Int { moment > .zero ? MIDIFile.tick(moment) + countIn : 0 }
    var events: [MIDIFile.Event] = []
    if !score.title.isEmpty { events.append(.init(tick: 0, .text(.trackName, score.title))) }
    if !score.composer.isEmpty { events.append(.init(tick: 0, .text(.text, "Composer: \(score.composer)"))) }

    var changes: [MIDIFile.Event] = []
    for tempo in tempi { changes.append(.init(tick: tempo.tick, MIDIMessage(quartersPerMinute: tempo.quarters))) }
    for meter in score.meters {
      guard let message = MIDIMessage(meter.value) else { continue }
      changes.append(.init(tick: tick(meter.onset), message))
    }
    for key in score.keys { changes.append(.init(tick: tick(key.onset), MIDIMessage(key.value, movedBy: semitones))) }
    // One part alone needs no mark.
    if Set(score.passages.map(\.part)).count > 1 || score.passages.count(where: \.beginsPart) > 1 {
      for passage in score.passages where passage.beginsPart && !passage.part.isEmpty {
        changes.append(.init(tick: MIDIFile.tick(passage.onset) + countIn, .text(.marker, passage.part)))
      }
    }
    for chord in score.chordSymbols {
      changes.append(.init(tick: MIDIFile.tick(chord.onset) + countIn, .text(.text, chord.value)))
    }
    // A repeat expanded says the same key and meter again; only what differs is written.
    var latest: [MIDIMessage?] = [nil, nil, nil]
    let ordered = changes.enumerated().sorted { ($0.element.tick, $0.offset) < ($1.element.tick, $1.offset) }
    for change in ordered.map(\.element) where change.tick <= end {
      let slot: Int
      switch change.message {
      case .tempo: slot = 0
      case .timeSignature: slot = 1
      case .keySignature: slot = 2
      default:
        events.append(change)
        continue
      }
      if latest[slot] != change.message { events.append(change) }
      latest[slot] = change.message
    }
    self.init(events: events + [.init(tick: end, .endOfTrack)])
  }

  /// The tempi of a score that is played as it is written.
  static func tempi(of score: Score, as performance: Performance) -> [(tick: Int, quarters: Double)] {
    if let tempo = performance.tempo { return [(0, tempo)] }
    let written = score.tempi.filter { $0.value.isFinite && $0.value > 0 }.map { (MIDIFile.tick($0.onset), $0.value) }
    if let first = written.first, first.0 <= 0 { return written }
    return [(0, SessionTempo.quartersPerMinute(rhythm: score.rhythm, meter: score.meters.first?.value))] + written
  }
}

extension MIDIMessage {
  /// A tempo event, kept within what three bytes of microseconds can say (3.6 quarters a minute and more).
  init(quartersPerMinute tempo: Double) {
    let microseconds = tempo.isFinite && tempo > 0 ? (60e6 / tempo).rounded() : 500_000
    self = .tempo(microsecondsPerQuarter: UInt32(max(1, min(16_777_215, microseconds))))
  }

  /// A key signature event, of the key so many semitones higher with the fewest signs.
  init(_ key: Key, movedBy semitones: Int) {
    var sharps = key.sharps
    // A semitone up is seven fifths up, twelve fifths are none.
    if semitones % 12 != 0 { sharps = ((sharps + 7 * (semitones % 12) + 5) % 12 + 12) % 12 - 5 }
    self = .keySignature(sharps: Int8(sharps), isMinor: key.mode == .minor)
  }

  /// A time signature event; nil for a meter MIDI cannot write, whose unit is no power of two.
  init?(_ meter: Meter) {
    guard (1...255).contains(meter.count), (1...64).contains(meter.unit), meter.unit & (meter.unit - 1) == 0 else {
      return nil
    }
    let clocks = (meter.beat * 96).double
    self = .timeSignature(
      numerator: UInt8(meter.count), denominatorPower: UInt8(meter.unit.trailingZeroBitCount),
      clocksPerClick: UInt8(max(1, min(255, clocks))), thirtySecondsPerQuarter: 8)
  }
}
