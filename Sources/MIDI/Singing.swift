import Music

extension MIDIFile.Track {
  /// Writes the words of a voice among its events: a lyric event a syllable, before the note it is sung to.
  ///
  /// A syllable that the word goes on behind ends in a hyphen, a word's last one in a blank, as karaoke players join
  /// them.
  mutating func sing(_ lyrics: some Sequence<Score.Lyric>, from countIn: Int = 0) {
    var sung = lyrics.map { lyric in
      MIDIFile.Event(
        tick: MIDIFile.tick(lyric.onset) + countIn, .text(.lyric, lyric.text + (lyric.leadsOn ? "-" : " ")))
    }
    guard !sung.isEmpty else { return }
    sung.sort { $0.tick < $1.tick }
    var merged: [MIDIFile.Event] = []
    merged.reserveCapacity(events.count + sung.count)
    var rest = sung[...]
    for event in events {
      // What is at the very start names and sets up the track; words come behind it.
      if case .noteOn = event.message {
        while let next = rest.first, next.tick <= event.tick { merged.append(rest.removeFirst()) }
      } else {
        while let next = rest.first, next.tick < event.tick { merged.append(rest.removeFirst()) }
      }
      merged.append(event)
    }
    events = merged
  }
}
