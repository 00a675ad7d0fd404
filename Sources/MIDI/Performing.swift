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
    let voices = Set(score.notes.map(\.voice)).sorted()
    var end = MIDIFile.tick(score.duration)
    for note in score.notes { end = max(end, MIDIFile.tick(note.onset + note.duration)) }

    self.init(tracks: [Track(conducting: score, as: performance, until: end)])
    let channels = MIDIFile.channels(of: voices)
    let strokes = Dictionary(
      grouping: Stroke.strokes(of: score, as: performance, channels: channels), by: \.voice)
    for (index, voice) in voices.enumerated() {
      let name = voices.count > 1 ? "Voice \(index + 1)" : score.title.isEmpty ? "Voice 1" : score.title
      let channel = channels[voice] ?? 0
      var events = [
        Event(tick: 0, .text(.trackName, name)),
        Event(tick: 0, .program(channel: channel, program: UInt8(clamping: min(127, performance.program)))),
      ]
      events += MIDIFile.events(of: strokes[voice] ?? [])
      tracks.append(Track(events: events + [Event(tick: max(end, events.last?.tick ?? 0), .endOfTrack)]))
    }
  }

  /// Note-offs before note-ons where they fall together.
  private static func events(of strokes: [Stroke]) -> [Event] {
    var events: [Event] = []
    for stroke in strokes {
      let (channel, pitch) = (stroke.channel, stroke.pitch)
      events.append(Event(tick: stroke.start, .noteOn(channel: channel, pitch: pitch, velocity: stroke.velocity)))
      events.append(Event(tick: stroke.end, .noteOff(channel: channel, pitch: pitch, velocity: 64)))
    }
    func key(_ event: Event) -> (Int, Int, UInt8) {
      switch event.message {
      case .noteOff(_, let pitch, _): (event.tick, 0, pitch)
      case .noteOn(_, let pitch, _): (event.tick, 1, pitch)
      default: (event.tick, 2, 0)
      }
    }
    return events.sorted { key($0) < key($1) }
  }

  private static func channels(of voices: [Int]) -> [Int: UInt8] {
    let melodic: [UInt8] = (0..<16).filter { $0 != 9 }
    return Dictionary(uniqueKeysWithValues: voices.enumerated().map { ($1, melodic[$0 % melodic.count]) })
  }

  /// The tick nearest to a moment in quarter beats, halves upwards.
  static func tick(_ quarters: Fraction) -> Int {
    guard quarters > .zero else { return 0 }
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
  var voice: Int

  /// The notes of a score as they are struck, no two of one pitch and channel at once.
  static func strokes(of score: Score, as performance: Performance, channels: [Int: UInt8]) -> [Stroke] {
    let accents = Accents(of: score)
    var strokes: [Stroke] = []
    var sounding: [Int: Int] = [:]
    for note in score.notes.sorted(by: { $0.onset < $1.onset }) {
      let start = MIDIFile.tick(note.onset)
      guard note.duration > .zero, start < MIDIFile.lastTick else { continue }
      let end = max(start + 1, MIDIFile.tick(note.onset + note.duration))
      let pitch = folded(note.pitch, performance.transposition)
      let channel = channels[note.voice] ?? 0
      let voice = Int(channel) << 8 | Int(pitch)
      if let previous = sounding[voice], strokes[previous].end > start {
        if strokes[previous].start == start {
          strokes[previous].end = max(strokes[previous].end, end)
          continue
        }
        strokes[previous].end = start
      }
      sounding[voice] = strokes.count
      let accent = accents.weight(at: note.onset) * Double(performance.accent)
      let velocity = max(1, min(127, performance.velocity + Int(accent.rounded())))
      strokes.append(
        Stroke(start: start, end: end, pitch: pitch, channel: channel, velocity: UInt8(velocity), voice: note.voice))
    }
    return strokes
  }

  /// A pitch moved by `shift` and, by octaves, into 0...127.
  private static func folded(_ pitch: Int, _ shift: Int) -> UInt8 {
    let (sum, overflow) = pitch.addingReportingOverflow(shift)
    if (0...127).contains(sum), !overflow { return UInt8(sum) }
    let pitchClass = ((overflow ? pitch : sum) % 12 + 12) % 12
    return UInt8(sum < 0 ? pitchClass : pitchClass + (pitchClass <= 7 ? 120 : 108))
  }
}
