import Music

/// Keys that the accidentals contradict: a step altered nearly every time it is played belongs in the signature.
///
/// Cautious: the raised sixth and seventh of minor are accidentals by custom, tunes that change key and keys without a
/// tonic are left alone, and a step must be altered by hand in several places.
struct KeyAndAccidentals {
  private(set) var problems: [Problem] = []

  /// How often a step must be played before anything is said.
  private static let leastNotes = 6
  /// How many of its accidentals must be written out.
  private static let leastMarks = 4

  /// Compares the notes of a voice with the key it begins in; O(n).
  init(of notes: WrittenNotes, in elements: [Element], key: Key) {
    guard let tonic = key.tonic, key == Key(tonic, alteration: key.tonicAlteration, mode: key.mode) else { return }
    guard notes.notes.count(where: \.isMarked) >= Self.leastMarks else { return }
    guard
      !elements.contains(where: {
        if case .field(let field) = $0.kind, case .key = field.content { true } else { false }
      })
    else { return }

    var signature = key.signature
    var altered: [Step] = []
    var place: Place?
    for step in Step.allCases {
      let played = notes.notes.filter { $0.step == step }
      guard played.count >= Self.leastNotes, played.count(where: \.isMarked) >= Self.leastMarks else { continue }
      for alteration in [-1, 0, 1] where alteration != key.alteration(of: step) {
        let changed = played.filter { $0.alteration == alteration }
        guard changed.count * 20 >= played.count * 19 else { continue }
        signature[step] = alteration == 0 ? nil : alteration
        altered.append(step)
        if let first = changed.first.map({ elements[$0.index].place }) { place = min(place ?? first, first) }
      }
    }
    guard let place, !Self.isCustom(altered, in: key, tonic: tonic, signature: signature),
      let sharps = (-7...7).first(where: { Key.signature(sharps: $0) == signature })
    else { return }
    let name = Self.name(sharps: sharps, tonic: tonic, of: key, last: notes.notes.last)
    let steps = altered.map { "every \($0.letter) \(Self.verb(signature[$0] ?? 0))" }.joined(separator: " and ")
    problems.append(
      Problem(
        .keySignature, at: place, "nearly \(steps) by an accidental, against the signature of K:\(key.notation)",
        mend:
          "write K:\(name), whose signature has \(altered.count == 1 ? "it" : "them"), and leave the accidentals out"))
  }

  private static func verb(_ alteration: Int) -> String {
    ["is flattened", "is made natural", "is sharpened"][alteration + 1]
  }

  /// Whether the alterations are the leading note of a minor mode and the sixth below it.
  private static func isCustom(_ altered: [Step], in key: Key, tonic: Step, signature: [Step: Int]) -> Bool {
    guard key.mode.sharpsRelativeToMajor <= -2 else { return false }
    let seventh = Step(rawValue: (tonic.rawValue + 6) % 7) ?? tonic
    let sixth = Step(rawValue: (tonic.rawValue + 5) % 7) ?? tonic
    return altered.contains(seventh)
      && altered.allSatisfy { step in
        (step == seventh || step == sixth) && (signature[step] ?? 0) > key.alteration(of: step)
      }
  }

  /// The key of a signature: on its tonic or the tune's last note where that gives a mode people play in, else major.
  private static func name(sharps: Int, tonic: Step, of key: Key, last: WrittenNotes.Note?) -> String {
    var candidates: [(Step, Int, [Mode])] = []
    let modes: [Mode] = [.major, .minor, .dorian, .mixolydian]
    // K:C is what stands there where nobody thought of a key; any other tonic was meant.
    if key == .cMajor, let last { candidates.append((last.step, last.alteration, modes)) }
    candidates.append((tonic, key.tonicAlteration, modes))
    if let last { candidates.append((last.step, last.alteration, modes)) }
    for (step, alteration, modes) in candidates {
      for mode in modes where Key.sharps(tonic: step, alteration: alteration, mode: mode) == sharps {
        return Key(step, alteration: alteration, mode: mode).notation
      }
    }
    for step in Step.allCases {
      for alteration in [0, -1, 1] where Key.sharps(tonic: step, alteration: alteration, mode: .major) == sharps {
        return Key(step, alteration: alteration).notation
      }
    }
    return key.notation
  }
}
