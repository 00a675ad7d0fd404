import Music

extension Meter {
  /// The length that is beamed together: half a bar of 4/4 and 2/2, a bar of 3/8, else a beat, but a crotchet at least.
  var beamLength: Fraction {
    if isCompound { return beat }
    if barLength == .one { return Fraction(1, 2) }
    return count == 3 && unit == 8 ? barLength : max(beat, Fraction(1, 4))
  }

  /// Whether its beats are of one length, so that beams can be told from it alone: not 5/8 or 7/8.
  var hasEvenBeats: Bool { count % 2 == 0 || count % 3 == 0 || unit <= 4 }
}

/// How long the elements of a tune last, every voice by itself.
struct VoiceDurations {
  /// In whole notes, for every element of the body.
  private(set) var durations: [Fraction]
  /// The meter in force at every element.
  private(set) var meters: [Meter?]
  /// The voice of every element, counted from 0.
  private(set) var voices: [Int]

  /// Works out the rhythm of a tune's voices; O(n).
  init(of tune: Tune) {
    durations = Array(repeating: .zero, count: tune.body.count)
    meters = Array(repeating: tune.meter, count: tune.body.count)
    voices = Array(repeating: 0, count: tune.body.count)
    var members: [[Int]] = [[]]
    var numbers: [String: Int] = [:]
    var current = 0
    for (index, element) in tune.body.enumerated() {
      if case .field(let field) = element.kind, case .voice(let name) = field.content {
        if let known = numbers[name] {
          current = known
        } else {
          current = numbers.count
          numbers[name] = current
          // Fields before the first voice concern them all.
          if current > 0 { members.append(Self.fields(before: members[0], in: tune)) }
        }
      }
      voices[index] = current
      members[current].append(index)
    }
    for (number, indices) in members.enumerated() {
      let elements = indices.map { tune.body[$0] }
      let rhythm = Rhythm(of: elements, meter: tune.meter, unitLength: tune.unitLength)
      for (k, index) in indices.enumerated() where voices[index] == number {
        durations[index] = rhythm.duration(of: elements[k], at: k)
        meters[index] = rhythm.meter(at: k)
      }
    }
  }

  private static func fields(before members: [Int], in tune: Tune) -> [Int] {
    var result: [Int] = []
    for index in members {
      guard case .field(let field) = tune.body[index].kind else { continue }
      if case .voice = field.content { break }
      result.append(index)
    }
    return result
  }
}
