import Music

/// Ties that wait for the note they lead to.
struct TieReading {
  private var waiting: [Int: (from: StemAddress, head: Int, end: Fraction)] = [:]
  /// The last stem, where it is tied.
  var loose: StemAddress?

  /// Whether a tie leads to a note of this sound at this moment.
  func waits(_ midi: Int, at onset: Fraction) -> Bool { waiting[midi]?.end == onset }

  mutating func wait(_ midi: Int, from: StemAddress, head: Int, until end: Fraction) {
    waiting[midi] = (from, head, end)
  }

  mutating func take(_ midi: Int) -> (stem: StemAddress, head: Int)? {
    waiting.removeValue(forKey: midi).map { ($0.from, $0.head) }
  }

  /// Forgets them: the next note is not the one that is played next.
  mutating func clear() { self = TieReading() }
}

/// Slurs that wait for their end, each with a number of its own.
struct SlurReading {
  private var open: [(number: Int, start: StemAddress)] = []

  /// MusicXML has sixteen numbers, readers six.
  private var free: Int? { (1...6).first { number in !open.contains { $0.number == number } } }

  mutating func open(at address: StemAddress) {
    // One too many has no number, but its end must find it.
    open.append((free ?? 0, address))
  }

  mutating func close() -> (number: Int, start: StemAddress)? { open.popLast() }

  /// A number for a slur from one note to the next.
  var passing: Int? { free }
}

extension VoiceReading {
  /// Marks the ties that lead to a note or a chord; where none of them does, the sign was a slur in its writer's mind.
  ///
  /// - Returns: the number of that slur, which the note is to end.
  mutating func joinTies(_ heads: [StaffNote]) -> Int? {
    var isJoined = false
    for head in heads where head.endsTie {
      guard let tie = ties.take(head.midi) else { continue }
      change(tie.stem) { $0.notes[tie.head].startsTie = true }
      isJoined = true
    }
    guard !isJoined, let from = ties.loose, let number = slurs.passing else { return nil }
    let isNext = from.measure == measures.count ? last == from : measure.layers[layer].isEmpty && layer == from.layer
    guard isNext, from.measure >= measures.count - 1 else { return nil }
    change(from) { $0.startsSlurs.append(number) }
    return number
  }

  mutating func endSlur() {
    guard let last = lastNotes else { return }
    // A slur of one note is none, and none leads from one voice to another.
    guard let slur = slurs.close(), slur.number > 0, slur.start != last, slur.start.layer == last.layer else { return }
    change(slur.start) { $0.startsSlurs.append(slur.number) }
    change(last) { $0.endsSlurs.append(slur.number) }
  }
}
