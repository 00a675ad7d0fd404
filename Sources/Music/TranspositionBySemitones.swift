extension Tune {
  /// The same tune moved by semitones, to the key of fewest sharps or flats that is spelled there; O(n).
  ///
  /// Notes move as ``transposed(to:alteration:octaves:)`` moves them; chord symbols (`"Am7/G"`) go with them.
  ///
  /// - Returns: nil where the tune's key has no tonic, unless it stays where it is.
  public func transposed(by semitones: Int) -> Tune? {
    guard semitones != 0 else { return self }
    guard let own = key.tonic else { return nil }
    let pitch = own.semitones + key.tonicAlteration + semitones
    let spellings = Step.allCases.flatMap { step in (-1...1).map { (step: step, alteration: $0) } }
      .filter { (pitch - $0.step.semitones - $0.alteration) % 12 == 0 }
    func signs(_ tonic: (step: Step, alteration: Int)) -> Int {
      abs(Key.sharps(tonic: tonic.step, alteration: tonic.alteration, mode: key.mode))
    }
    guard let tonic = spellings.min(by: { signs($0) < signs($1) }) else { return nil }
    let octaves = (pitch - tonic.step.semitones - tonic.alteration) / 12
    guard var result = transposed(to: tonic.step, alteration: tonic.alteration, octaves: octaves) else { return nil }
    let steps = tonic.step.rawValue - own.rawValue + 7 * octaves
    for index in result.body.indices {
      guard case .quoted(let text) = result.body[index].kind else { continue }
      result.body[index].kind = .quoted(Self.transposedChord(text, steps: steps, semitones: semitones))
    }
    return result
  }

  /// A chord symbol with its root and bass moved; other text as it is.
  private static func transposedChord(_ text: String, steps: Int, semitones: Int) -> String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let root = parts.first, ("A"..."G").contains(root.first ?? " "),
      // Words begin with a capital as well: behind a root stand only kinds and figures.
      root.dropFirst().prefix(while: \.isLetter).lowercased().isKindOfChord
    else { return text }
    return parts.enumerated().map { index, part in
      index == 0 || part.count <= 2 ? moved(part, steps: steps, semitones: semitones) : part
    }.joined(separator: "/")
  }

  private static func moved(_ name: String, steps: Int, semitones: Int) -> String {
    guard let letter = name.first, letter.isUppercase, let step = Step(letter: letter) else { return name }
    let sign = name.dropFirst().first
    let alteration = sign == "#" ? 1 : sign == "b" ? -1 : 0
    let sounding = 60 + step.semitones + alteration + semitones
    var pitch = WrittenPitch(step).moved(steps: steps)
    while abs(sounding - pitch.naturalMIDI) > 1 {
      pitch = pitch.moved(steps: (sounding - pitch.naturalMIDI).signum())
    }
    let written = ["b", "", "#"][sounding - pitch.naturalMIDI + 1]
    return "\(pitch.step.letter)\(written)\(name.dropFirst(alteration == 0 ? 1 : 2))"
  }
}

extension String {
  fileprivate var isKindOfChord: Bool {
    let kinds = ["", "m", "maj", "min", "dim", "aug", "sus", "add", "o", "mmaj", "minmaj", "dom", "major", "minor"]
    return kinds.contains(self) || hasPrefix("b") && kinds.contains(String(dropFirst()))
  }
}
