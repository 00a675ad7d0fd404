import Music

extension TuneFeatures {
  /// A number for every run of `count` notes, the same for the same intervals and lengths in any key; O(n · count).
  ///
  /// Runs over the seam to a second ending are left out, for nobody plays them. Fewer notes than `count` give none.
  public func runs(of count: Int) -> [UInt64] {
    guard count > 0, notes.count >= count else { return [] }
    var result: [UInt64] = []
    result.reserveCapacity(notes.count - count + 1)
    // Where the stretch without a seam begins.
    var start = 0
    for last in notes.indices {
      if !notes[last].isJoined { start = last }
      let first = last - count + 1
      guard first >= start else { continue }
      var print = Fingerprint()
      print.add(notes[first].duration)
      for index in first + 1..<first + count {
        print.add(notes[index].pitch - notes[index - 1].pitch)
        print.add(notes[index].duration)
      }
      result.append(print.value)
    }
    return result
  }

  /// A number that the same melody has in any key; nil without notes. O(n).
  public var melodyPrint: UInt64? {
    guard let first = notes.first else { return nil }
    var print = Fingerprint()
    for note in notes {
      print.add(note.pitch - first.pitch)
      print.add(note.duration)
    }
    return print.value
  }
}
