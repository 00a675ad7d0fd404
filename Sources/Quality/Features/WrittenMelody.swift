import ABC
import Music

/// The melody of a voice in the order written, bar by bar.
struct WrittenMelody {
  /// A note or a rest of a bar, ties not joined.
  struct Event {
    /// nil for a rest.
    var pitch: Int?
    /// The place on the staff.
    var position: Int
    /// When it begins in its bar, and how long it lasts, in whole notes.
    var onset: Fraction
    var duration: Fraction
    /// Whether a tie leads to it.
    var isTiedTo: Bool
  }

  /// A measure and what is in it.
  struct Bar {
    var measure: Measure
    var events: [Event] = []
    /// The pitch that sounds at every sixteenth, -1 for none; the first 64.
    fileprivate(set) var pulses: [Int16] = []
  }

  private(set) var bars: [Bar]
  private(set) var notes: [TuneFeatures.Note] = []
  /// Whether the last note, or one of its chord, is the tonic in force there.
  private(set) var endsOnTonic: Bool?

  private let rhythm: Rhythm
  private var scope: AccidentalScope
  private var tonic: Int?
  private var clock = Fraction.zero
  private var current = -1
  /// The pitch that a tie leads from.
  private var tied: Int?
  /// Whether an overlay is being read: what sounds under the melody is none.
  private var isUnder = false
  /// Whether a later ending has begun and no note of it has come.
  private var isBehindSeam = false

  /// Reads a voice; O(n).
  init(of elements: [Element], rhythm: Rhythm, measures: [Measure], key: Key, reach: AccidentalReach) {
    self.rhythm = rhythm
    bars = measures.map { Bar(measure: $0) }
    scope = AccidentalScope(key: key)
    scope.reach = reach
    tonic = key.tonicPitchClass
    notes.reserveCapacity(elements.count)
    for index in elements.indices {
      if current + 1 < bars.count, index == bars[current + 1].measure.first {
        current += 1
        clock = .zero
      }
      read(elements[index], at: index)
    }
    for index in bars.indices { bars[index].findPulses() }
  }

  private mutating func read(_ element: Element, at index: Int) {
    switch element.kind {
    case .note(let note):
      add([note], isTied: note.isTied, lasting: rhythm.duration(of: element, at: index))
    case .chord(let chord):
      add(
        chord.notes, isTied: chord.isTied || chord.notes.contains(where: \.isTied),
        lasting: rhythm.duration(of: element, at: index))
    case .rest:
      let duration = rhythm.duration(of: element, at: index)
      guard duration > .zero, !isUnder, current >= 0 else { break }
      scope.endNote()
      tied = nil
      bars[current].events.append(Event(pitch: nil, position: 0, onset: clock, duration: duration, isTiedTo: false))
      clock += duration
    case .graces(let graces, _):
      for grace in graces { _ = scope.alteration(of: grace.pitch) }
    case .bar(let line):
      if line.dividesBars { scope.crossBarLine() }
      isUnder = false
      if let ending = line.endings.min(), ending > 1 { isBehindSeam = true }
    case .overlay:
      scope.beginOverlay()
      isUnder = true
    case .field(let field):
      if case .key(let key) = field.content {
        scope.key = key
        tonic = key.tonicPitchClass
      }
      if case .directive(let directive) = field.content, let reach = AccidentalReach(directive) { scope.reach = reach }
    default: break
    }
  }

  private mutating func add(_ written: [Note], isTied: Bool, lasting duration: Fraction) {
    var top: (pitch: Int, position: Int)?
    var hasTonic = false
    for note in written {
      let alteration = scope.alteration(of: note.pitch)
      if note.isTied || isTied { scope.tie(note.pitch, alteration: alteration) }
      let pitch = note.pitch.naturalMIDI + alteration
      if pitch > top?.pitch ?? .min { top = (pitch, note.pitch.staffPosition) }
      if let tonic, Self.degree(pitch, above: tonic) == 0 { hasTonic = true }
    }
    scope.endNote()
    guard let (pitch, position) = top, duration > .zero, !isUnder, current >= 0 else { return }
    let isTiedTo = tied == pitch && !notes.isEmpty
    tied = isTied ? pitch : nil
    bars[current].events.append(
      Event(pitch: pitch, position: position, onset: clock, duration: duration, isTiedTo: isTiedTo))
    clock += duration
    endsOnTonic = tonic == nil ? nil : hasTonic
    if isTiedTo {
      notes[notes.count - 1].duration += duration
    } else {
      notes.append(
        TuneFeatures.Note(
          pitch: pitch, duration: duration, degree: tonic.map { Self.degree(pitch, above: $0) },
          isJoined: !isBehindSeam))
    }
    isBehindSeam = false
  }

  private static func degree(_ pitch: Int, above tonic: Int) -> Int { ((pitch - tonic) % 12 + 12) % 12 }
}

extension Measure {
  /// How much of a bar it is; 1 in free meter.
  var lengthInBars: Double { meter.map { (length / $0.barLength).double } ?? 1 }
}

extension WrittenMelody.Bar {
  /// Fills in ``pulses``; O(events + sixteenths).
  fileprivate mutating func findPulses() {
    // What begins a hair's breadth before a sixteenth by the arithmetic of doubles begins on it.
    func place(_ moment: Fraction) -> Int { Int(min(64, (moment.double * 16 - 1e-9).rounded(.up))) }
    pulses = Array(repeating: -1, count: max(0, place(measure.length)))
    for event in events {
      guard let pitch = event.pitch else { continue }
      let last = min(place(event.onset + event.duration), pulses.count)
      for pulse in min(place(event.onset), last)..<last { pulses[pulse] = Int16(clamping: pitch) }
    }
  }
}
