import Music
import Playing

extension MIDIFile {
  /// Writes an arrangement: a conductor track of title, tempo, meter, key, parts and chords, one track a voice of the
  /// melody, one for everybody who plays with it; O(n log n) for n notes.
  ///
  /// Melodies take the channels from 0 on, chords 13, bass 14, drone 15, counted from 0; bodhrán and clicks are on the
  /// drums' channel, 9. Where a note is struck again while it sounds on the same channel, the first stroke ends there.
  ///
  /// - Parameter performance: instrument, transposition and loudness; tempo and accents are the arrangement's own.
  public init(playing arrangement: Arrangement, as performance: Performance = Performance()) {
    let countIn = MIDIFile.tick(arrangement.countIn)
    var end = MIDIFile.tick(arrangement.score.duration.double) + countIn
    for note in arrangement.notes { end = max(end, MIDIFile.tick(note.end + arrangement.countIn)) }
    let tempi = arrangement.tempi.map {
      (tick: $0.onset > 0 ? MIDIFile.tick($0.onset) + countIn : 0, quarters: $0.quartersPerMinute)
    }
    var score = arrangement.score
    if !arrangement.chords.isEmpty {
      score.chordSymbols = arrangement.chords.map {
        Score.Change(onset: $0.onset, value: $0.value?.notation ?? "N.C.")
      }
    }
    self.init(tracks: [
      Track(conducting: score, tempi: tempi, semitones: performance.transposition, countIn: countIn, until: end)
    ])
    let groups = Dictionary(grouping: arrangement.notes) { Desk(part: $0.part, voice: $0.voice) }
    let melodies = groups.keys.filter { $0.part == .melody }.sorted { $0.voice < $1.voice }
    for (number, desk) in melodies.enumerated() {
      let name = melodies.count > 1 ? "Melody \(number + 1)" : "Melody"
      let program = performance.program ?? score.programs[desk.voice] ?? Instrument.fiddle.program
      // Channels 13 to 15 are taken, and 9 is the drums'.
      let channel = UInt8([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12][number % 12])
      append(groups[desk] ?? [], of: arrangement, as: performance, named: name, channel: channel, program: program, end)
      tracks[tracks.count - 1].sing(score.lyrics.filter { $0.voice == desk.voice }, from: countIn)
    }
    for part in Arrangement.Part.allCases where part != .melody {
      guard let notes = groups[Desk(part: part, voice: 0)] else { continue }
      let (name, channel, program) = MIDIFile.seat(of: part, among: arrangement.players)
      append(notes, of: arrangement, as: performance, named: name, channel: channel, program: program, end)
    }
  }

  /// What shares a track.
  private struct Desk: Hashable {
    var part: Arrangement.Part
    var voice: Int
  }

  /// The name, channel and program of who plays with a melody; the drums choose no program but the first kit.
  private static func seat(
    of part: Arrangement.Part, among players: Players
  ) -> (name: String, channel: UInt8, program: Int) {
    let program = players.accompanist?.program ?? 0
    return switch part {
    case .melody: ("Melody", 0, program)
    case .chords: ("Chords", 13, program)
    case .bass: ("Bass", 14, program)
    case .drone: ("Drone", 15, 109)
    case .bodhran: ("Bodhran", 9, 0)
    case .clicks: ("Count-in", 9, 0)
    }
  }

  private mutating func append(
    _ notes: [Arrangement.Note], of arrangement: Arrangement, as performance: Performance, named name: String,
    channel: UInt8, program: Int, _ end: Int
  ) {
    var events = [
      Event(tick: 0, .text(.trackName, name)),
      Event(tick: 0, .program(channel: channel, program: UInt8(clamping: max(0, min(127, program))))),
    ]
    MIDIFile.append(
      Stroke.strokes(of: notes, from: arrangement.countIn, as: performance, channel: channel), to: &events)
    events.append(Event(tick: max(end, events.last?.tick ?? 0), .endOfTrack))
    tracks.append(Track(events: events))
  }

  /// The tick nearest to a moment in quarter beats, halves upwards, a hair's breadth of reckoning forgiven.
  static func tick(_ quarters: Double) -> Int {
    let ticks = quarters * Double(ticksPerQuarter) + 0.5 + 1e-6
    return ticks < Double(lastTick) ? max(0, Int(ticks)) : lastTick
  }
}

extension Stroke {
  /// The notes of one player as they are struck, no two of one pitch at once. Notes are in order of onset.
  static func strokes(
    of notes: [Arrangement.Note], from countIn: Double, as performance: Performance, channel: UInt8
  ) -> [Stroke] {
    var strokes: [Stroke] = []
    strokes.reserveCapacity(notes.count)
    var sounding: [Int?] = Array(repeating: nil, count: 128)
    for note in notes {
      let start = MIDIFile.tick(note.onset + countIn)
      guard start < MIDIFile.lastTick else { continue }
      let end = max(start + 1, MIDIFile.tick(note.end + countIn))
      let shift =
        switch note.part {
        case .melody: performance.transposition &+ performance.soundingShift
        case .chords, .bass, .drone: performance.transposition
        case .bodhran, .clicks: 0
        }
      let pitch = folded(note.pitch, shift)
      if let before = sounding[Int(pitch)], strokes[before].end > start {
        if strokes[before].start == start {
          strokes[before].end = max(strokes[before].end, end)
          continue
        }
        strokes[before].end = start
      }
      sounding[Int(pitch)] = strokes.count
      let velocity = max(1, min(127, note.velocity &+ performance.velocity &- Performance().velocity))
      strokes.append(Stroke(start: start, end: end, pitch: pitch, channel: channel, velocity: UInt8(velocity)))
    }
    return strokes
  }
}
