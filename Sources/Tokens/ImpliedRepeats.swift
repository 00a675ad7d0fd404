import Music

extension PlaybackOrder {
  /// The double bars of `body` that playing leads to, which the scheme's `|` cannot say and its `|:` can.
  ///
  /// A repeat that ends without having started starts at the last double bar (ABC 2.1, section 4.8), and music behind an
  /// ending that is not played goes on at the next one.
  func impliedRepeats(in body: [Element]) -> Set<Int> {
    var result: Set<Int> = []
    for (before, after) in zip(stretches, stretches.dropFirst()) {
      // Back to behind a double bar, or forward to one.
      let target = after.lowerBound > before.upperBound ? after.lowerBound : after.lowerBound - 1
      guard body.indices.contains(target), case .bar(let line) = body[target].kind else { continue }
      if line.isDouble, line.endings.isEmpty { result.insert(target) }
    }
    return result
  }

  /// The order in which the notes, chords and rests of `elements` are played, as stretches of their numbers.
  func notes(of elements: [Element]) -> [Range<Int>] {
    var before = [0]
    before.reserveCapacity(elements.count + 1)
    for element in elements { before.append(before.last! + element.tokenCount) }
    var result: [Range<Int>] = []
    for stretch in stretches {
      let notes = before[stretch.lowerBound]..<before[stretch.upperBound]
      if notes.isEmpty { continue }
      if let last = result.last, last.upperBound == notes.lowerBound {
        result[result.count - 1] = last.lowerBound..<notes.upperBound
      } else {
        result.append(notes)
      }
    }
    return result
  }
}

extension Element {
  /// How many notes, chords or rests its tokens make: a rest of bars is written bar by bar, one of no length not at all.
  fileprivate var tokenCount: Int {
    guard case .rest(let rest) = kind else { return sounds ? 1 : 0 }
    return rest.countsBars ? rest.length.numerator : rest.length > .zero ? 1 : 0
  }
}

extension TokenSequence {
  /// What of the tune decides the order in which it is played: its bar lines, and what sounds between them.
  var outline: [Element] {
    var isInChord = false
    return tokens.compactMap { token in
      switch token {
      case .bar(let line): return Element(.bar(line))
      case .rest: return Element(.rest(Rest()))
      case .pitch(let pitch): return isInChord ? nil : Element(.note(Note(pitch)))
      case .chordStart:
        isInChord = true
        return nil
      case .chordEnd:
        isInChord = false
        return Element(.chord(Chord([])))
      default: return nil
      }
    }
  }
}
