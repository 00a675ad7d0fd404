import Music

extension MIDIFile {
  /// Ticks a quarter beat in files Lilt writes.
  public static let ticksPerQuarter = 480
  /// Where a performance is cut off: about 50 days of crotchets at 60. No tune comes near; a hostile one might.
  static let lastTick = 1 << 31

  /// Plays a score: a conductor track of title, tempo, meter and key, then one track a voice; O(n log n) for n notes.
  ///
  /// Every onset is rounded to a tick on its own, so rounding never adds up. Where a note is struck again while it
  /// sounds on the same channel, the first stroke ends there; doubled notes are struck once. Voices take channels in
  /// order and leave out the drums' (channel 9 counted from 0).
  public init(performing score: Score, as performance: Performance = Performance()) {
    var numbers: Set<Int> = []
    var latest: Int?
    var end = MIDIFile.tick(score.duration)
    for note in score.notes {
      if note.voice != latest { numbers.insert(note.voice) }
      latest = note.voice
      end = max(end, MIDIFile.tick(note.onset + note.duration))
    }
    let voices = numbers.sorted()

    let conductor = Track(
      conducting: score, tempi: Track.tempi(of: score, as: performance), semitones: performance.transposition,
      countIn: 0, until: end)
    self.init(tracks: [conductor])
    let channels = MIDIFile.channels(of: voices)
    let strokes = Stroke.strokes(of: score, as: performance, channels: channels)
    for (index, voice) in voices.enumerated() {
      let name = voices.count > 1 ? "Voice \(index + 1)" : score.title.isEmpty ? "Voice 1" : score.title
      let channel = channels[voice] ?? 0
      let program = performance.program ?? score.programs[voice] ?? Instrument.fiddle.program
      var events: [Event] = []
      events.reserveCapacity(2 * strokes.count + 3)
      events.append(Event(tick: 0, .text(.trackName, name)))
      events.append(
        Event(tick: 0, .program(channel: channel, program: UInt8(clamping: min(127, program)))))
      MIDIFile.append(strokes[voice] ?? [], to: &events)
      events.append(Event(tick: max(end, events.last?.tick ?? 0), .endOfTrack))
      var track = Track(events: events)
      if !score.lyrics.isEmpty { track.sing(score.lyrics.lazy.filter { $0.voice == voice }) }
      tracks.append(track)
    }
  }

  /// Writes the strokes of one channel in order of time, note-offs before note-ons where they fall together, then by
  /// pitch.
  static func append(_ strokes: [Stroke], to events: inout [Event]) {
    // One number an event, the tick in its highest bits: sorting these takes a tenth of sorting the events.
    var order: [UInt64] = []
    order.reserveCapacity(2 * strokes.count)
    for stroke in strokes {
      let (pitch, velocity) = (UInt64(stroke.pitch) << 8, UInt64(stroke.velocity))
      order.append(UInt64(stroke.start) << 17 | 1 << 16 | pitch | velocity)
      order.append(UInt64(stroke.end) << 17 | pitch | 64)
    }
    order.sort()
    let channel = strokes.first?.channel ?? 0
    events.reserveCapacity(events.count + order.count)
    for packed in order {
      let (pitch, velocity) = (UInt8(truncatingIfNeeded: packed >> 8), UInt8(truncatingIfNeeded: packed))
      let message: MIDIMessage =
        packed & 1 << 16 == 0
        ? .noteOff(channel: channel, pitch: pitch, velocity: velocity)
        : .noteOn(channel: channel, pitch: pitch, velocity: velocity)
      events.append(Event(tick: Int(packed >> 17), message))
    }
  }

  private static func channels(of voices: [Int]) -> [Int: UInt8] {
    let melodic: [UInt8] = (0..<16).filter { $0 != 9 }
    return Dictionary(uniqueKeysWithValues: voices.enumerated().map { ($1, melodic[$0 % melodic.count]) })
  }

  /// The tick nearest to a moment in quarter beats, halves upwards.
  static func tick(_ quarters: Fraction) -> Int {
    guard quarters.numerator > 0 else { return 0 }
    // Most moments fall on a tick, and need no rounding.
    let (parts, none) = ticksPerQuarter.quotientAndRemainder(dividingBy: quarters.denominator)
    if none == 0, quarters.numerator < lastTick / ticksPerQuarter { return quarters.numerator * parts }
    guard quarters.double < Double(lastTick / ticksPerQuarter) else { return lastTick }
    let (whole, rest) = quarters.numerator.quotientAndRemainder(dividingBy: quarters.denominator)
    let (scaled, overflow) = rest.multipliedReportingOverflow(by: 2 * ticksPerQuarter)
    let (twice, overflow2) = quarters.denominator.multipliedReportingOverflow(by: 2)
    let (sum, overflow3) = scaled.addingReportingOverflow(quarters.denominator)
    guard !overflow, !overflow2, !overflow3 else {
      return Int((quarters.double * Double(ticksPerQuarter)).rounded())
    }
    return whole * ticksPerQuarter + sum / twice
  }
}

/// A note as it is struck: ticks, channel, velocity.
struct Stroke {
  var start: Int
  var end: Int
  var pitch: UInt8
  var channel: UInt8
  var velocity: UInt8

  /// The notes of a score as they are struck, voice by voice, no two of one pitch and channel at once.
  static func strokes(of score: Score, as performance: Performance, channels: [Int: UInt8]) -> [Int: [Stroke]] {
    var accents = Accents(of: score)
    var strokes: [Stroke] = []
    var voices: [Int] = []
    strokes.reserveCapacity(score.notes.count)
    voices.reserveCapacity(score.notes.count)
    // The latest stroke of every channel and pitch.
    var sounding: [Int?] = Array(repeating: nil, count: 16 << 7)
    let shift = performance.transposition &+ performance.soundingShift
    for note in score.notes.sorted(by: { $0.onset < $1.onset }) {
      let start = MIDIFile.tick(note.onset)
      guard note.duration > .zero, start < MIDIFile.lastTick else { continue }
      let end = max(start + 1, MIDIFile.tick(note.onset + note.duration))
      let pitch = folded(note.pitch, shift)
      let channel = channels.count > 1 ? channels[note.voice] ?? 0 : 0
      let key = Int(channel) << 7 | Int(pitch)
      if let previous = sounding[key], strokes[previous].end > start {
        if strokes[previous].start == start {
          strokes[previous].end = max(strokes[previous].end, end)
          continue
        }
        strokes[previous].end = start
      }
      sounding[key] = strokes.count
      let accent = accents.weight(at: note.onset) * Double(performance.accent)
      let velocity = max(1, min(127, performance.velocity + Int(accent.rounded())))
      strokes.append(Stroke(start: start, end: end, pitch: pitch, channel: channel, velocity: UInt8(velocity)))
      voices.append(note.voice)
    }
    if channels.count < 2 { return voices.first.map { [$0: strokes] } ?? [:] }
    return Dictionary(grouping: zip(voices, strokes), by: \.0).mapValues { $0.map(\.1) }
  }

  /// A pitch moved by `shift` and, by octaves, into 0...127.
  static func folded(_ pitch: Int, _ shift: Int) -> UInt8 {
    let (sum, overflow) = pitch.addingReportingOverflow(shift)
    if (0...127).contains(sum), !overflow { return UInt8(sum) }
    let pitchClass = ((overflow ? pitch : sum) % 12 + 12) % 12
    return UInt8(sum < 0 ? pitchClass : pitchClass + (pitchClass <= 7 ? 120 : 108))
  }
}
