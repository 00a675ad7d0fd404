import Music

extension Key {
  /// `<key>`: sharps or flats and a mode; a signature that is no diatonic one is written step by step.
  var tag: Tag {
    for sharps in -7...7 where Key.signature(sharps: sharps) == signature {
      var children = [Tag("fifths", sharps)]
      // A key whose accidentals were changed (`K:D =c`) has the signature of another mode than its own.
      if let tonic, Key.sharps(tonic: tonic, alteration: tonicAlteration, mode: mode) == sharps {
        children.append(Tag("mode", text: mode.fullName))
      }
      return Tag("key", [:], children)
    }
    let steps: [Step] = [.f, .c, .g, .d, .a, .e, .b].filter { alteration(of: $0) != 0 }
    return Tag(
      "key", [:],
      steps.flatMap { [Tag("key-step", text: String($0.letter)), Tag("key-alter", alteration(of: $0))] })
  }
}

extension Mode {
  fileprivate var fullName: String {
    switch self {
    case .lydian: "lydian"
    case .major: "major"
    case .mixolydian: "mixolydian"
    case .dorian: "dorian"
    case .minor: "minor"
    case .phrygian: "phrygian"
    case .locrian: "locrian"
    }
  }
}

extension Meter {
  /// `<time>`: `C` and `C|` as signs, sums as they are written.
  var tag: Tag {
    var beats = String(count)
    // `(2+3+2)/8`: the sum is kept where it is one and nothing else.
    let sum = notation.prefix { $0 != "/" }.filter { $0 != "(" && $0 != ")" }
    let numbers = sum.split(separator: "+", omittingEmptySubsequences: false).map { Int($0) }
    if numbers.count > 1, numbers.reduce(0, { $0 + ($1 ?? Int(Int32.max)) }) == count { beats = sum }
    let symbol: String? = notation == "C" ? "common" : notation == "C|" ? "cut" : nil
    return Tag("time", [:], [Tag("beats", text: beats), Tag("beat-type", unit)]).with("symbol", symbol)
  }
}

extension Attributes {
  /// `<attributes>`; nil where nothing changes.
  func tag(divisions: Int? = nil) -> Tag? {
    var children: [Tag] = []
    if let divisions { children.append(Tag("divisions", divisions)) }
    if let key { children.append(key.tag) }
    if let meter { children.append(meter?.tag ?? Tag("time", [:], [Tag("senza-misura")])) }
    if let clef { children.append(clef.tag) }
    if let transposition {
      let octaves = transposition / 12
      children.append(
        Tag(
          "transpose", [:],
          [Tag("chromatic", transposition % 12)] + (octaves == 0 ? [] : [Tag("octave-change", octaves)])))
    }
    if let restMeasures { children.append(Tag("measure-style", [:], [Tag("multiple-rest", restMeasures)])) }
    return children.isEmpty ? nil : Tag("attributes", [:], children)
  }
}

extension Tempo {
  /// `<direction>` with the words, the metronome mark and the speed as it is played.
  var tag: Tag {
    var types: [Tag] = []
    if !text.isEmpty { types.append(Tag("words", ["font-weight": "bold"], text: perMinute > 0 ? text + " " : text)) }
    if perMinute > 0 {
      if let value = NoteValue(beat) {
        let dots = Array(repeating: Tag("beat-unit-dot"), count: value.dots)
        types.append(
          Tag(
            "metronome", ["parentheses": "no"],
            [Tag("beat-unit", text: value.name)] + dots + [Tag("per-minute", text: decimal(perMinute))]))
      } else {
        types.append(Tag("words", text: "\(beat)=\(decimal(perMinute))"))
      }
    }
    let sound = quartersPerMinute.map { [Tag("sound", ["tempo": decimal($0)])] } ?? []
    return Tag("direction", ["placement": "above"], types.map { Tag("direction-type", [:], [$0]) } + sound)
  }
}

/// A number without needless decimals: `120`, `67.5`.
func decimal(_ value: Double) -> String {
  let rounded = (value * 1000).rounded() / 1000
  return rounded == rounded.rounded() && abs(rounded) < 1e9 ? String(Int(rounded)) : String(rounded)
}
