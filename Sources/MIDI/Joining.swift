extension MIDIFile {
  /// Files one after another as one, each from the tick on where the one before it ends: tunes as they follow each other
  /// in a session; O(events).
  ///
  /// Tracks are put together by their names, the conductor's, which is the first, with each other; a marker says where each file
  /// begins, if it has a title.
  ///
  /// - Precondition: all files count the same ticks a quarter.
  public init(joining files: [MIDIFile]) {
    precondition(Set(files.map(\.division)).count <= 1, "files of different divisions")
    self.init(division: files.first?.division ?? .ticksPerQuarter(MIDIFile.ticksPerQuarter))
    var titles: [String] = []
    var conductor = Track()
    var parts: [(name: String, track: Track)] = []
    var start = 0
    for file in files {
      let end = file.tracks.compactMap { $0.events.last?.tick }.max() ?? 0
      for (number, track) in file.tracks.enumerated() {
        let events = track.events.filter { $0.message != .endOfTrack }.map { event in
          Event(tick: event.tick + start, event.message)
        }
        if number == 0 {
          if let title = track.name {
            titles.append(title)
            conductor.events.append(Event(tick: start, .text(.marker, title)))
          }
          conductor.events += events.filter { !$0.isName }
          continue
        }
        // A melody is named after its tune where it plays alone; in a set it is the melody of all of them.
        let name = track.name == file.tracks[0].name ? "Melody" : track.name ?? "Part \(number)"
        let place = parts.firstIndex { $0.name == name } ?? parts.count
        if place == parts.count { parts.append((name, Track(events: [Event(tick: 0, .text(.trackName, name))]))) }
        parts[place].track.events += events.filter { !$0.isName }
      }
      start += end
    }
    if !titles.isEmpty {
      conductor.events.insert(Event(tick: 0, .text(.trackName, titles.joined(separator: " / "))), at: 0)
    }
    tracks = [conductor] + parts.map(\.track)
    for number in tracks.indices { tracks[number].events.append(Event(tick: start, .endOfTrack)) }
  }
}

extension MIDIFile.Event {
  fileprivate var isName: Bool {
    if case .text(.trackName, _) = message { true } else { false }
  }
}
