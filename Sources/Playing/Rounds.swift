import Music

extension Score {
  /// The score so many times round, each time where the one before ends; O(notes · times).
  ///
  /// - Precondition: `times` is at least 1.
  public func played(times: Int) -> Score {
    precondition(times > 0, "a tune is played once at least")
    var result = self
    let timesBefore = passages.reduce(into: [Int: Int]()) { counts, passage in
      counts[passage.music] = max(counts[passage.music] ?? 0, passage.time)
    }
    for round in 1..<max(2, times) where round < times {
      let shift = duration * Fraction(round)
      result.notes += notes.map {
        Note(onset: $0.onset + shift, pitch: $0.pitch, duration: $0.duration, voice: $0.voice)
      }
      result.barLines += [shift] + barLines.map { $0 + shift }
      result.meters += meters.map { Change(onset: $0.onset + shift, value: $0.value) }
      result.keys += keys.map { Change(onset: $0.onset + shift, value: $0.value) }
      result.tempi += tempi.map { Change(onset: $0.onset + shift, value: $0.value) }
      result.chordSymbols += chordSymbols.map { Change(onset: $0.onset + shift, value: $0.value) }
      result.lyrics += lyrics.map {
        Lyric(onset: $0.onset + shift, text: $0.text, leadsOn: $0.leadsOn, voice: $0.voice)
      }
      result.passages += passages.map { passage in
        var again = passage
        again.onset += shift
        again.time += round * (timesBefore[passage.music] ?? 1)
        return again
      }
    }
    result.duration = duration * Fraction(times)
    if times > 1 {
      // Where the tune ends with a bar line, the next round begins with the same one.
      result.barLines = result.barLines.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
      result.sort()
    }
    return result
  }
}
