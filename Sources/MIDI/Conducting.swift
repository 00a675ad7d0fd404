import Music

extension MIDIFile.Track {
  /// The conductor's track: title and composer, tempi, meters and keys, each where it begins to hold.
  init(conducting score: Score, as performance: Performance, until end: Int) {
    var events: [MIDIFile.Event] = []
    if !score.title.isEmpty { events.append(.init(tick: 0, .text(.trackName, score.title))) }
    if !score.composer.isEmpty { events.append(.init(tick: 0, .text(.text, "Composer: \(score.composer)"))) }

    var changes: [MIDIFile.Event] = []
    for tempo in MIDIFile.Track.tempi(of: score, as: performance) {
      changes.append(.init(tick: MIDIFile.tick(tempo.onset), MIDIMessage(quartersPerMinute: tempo.value)))
    }
    for meter in score.meters {
      guard let message = MIDIMessage(meter.value) else { continue }
      changes.append(.init(tick: MIDIFile.tick(meter.onset), message))
    }
    for key in score.keys {
      let signature = MIDIMessage.keySignature(sharps: Int8(key.value.sharps), isMinor: key.value.mode == .minor)
      changes.append(.init(tick: MIDIFile.tick(key.onset), signature))
    }
    // A repeat expanded says the same key and meter again; only what differs is written.
    var latest: [MIDIMessage?] = [nil, nil, nil]
    let ordered = changes.enumerated().sorted { ($0.element.tick, $0.offset) < ($1.element.tick, $1.offset) }
    for change in ordered.map(\.element) {
      let slot =
        switch change.message {
        case .tempo: 0
        case .timeSignature: 1
        default: 2
        }
      if change.tick <= end, latest[slot] != change.message { events.append(change) }
      latest[slot] = change.message
    }
    self.init(events: events + [.init(tick: end, .endOfTrack)])
  }

  private static func tempi(of score: Score, as performance: Performance) -> [Score.Change<Double>] {
    if let tempo = performance.tempo { return [Score.Change(onset: .zero, value: tempo)] }
    let written = score.tempi.filter { $0.value.isFinite && $0.value > 0 }
    if let first = written.first, first.onset <= .zero { return written }
    let pace = SessionTempo.quartersPerMinute(rhythm: score.rhythm, meter: score.meters.first?.value)
    return [Score.Change(onset: .zero, value: pace)] + written
  }
}

extension MIDIMessage {
  /// A tempo event, kept within what three bytes of microseconds can say (3.6 quarters a minute and more).
  init(quartersPerMinute tempo: Double) {
    let microseconds = tempo.isFinite && tempo > 0 ? (60e6 / tempo).rounded() : 500_000
    self = .tempo(microsecondsPerQuarter: UInt32(max(1, min(16_777_215, microseconds))))
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
