extension WrittenPitch {
  /// The pitch in ABC: accidental, letter and octave marks, `=e'`.
  public var notation: String {
    let letter = octave >= 1 ? step.letter.lowercased() : String(step.letter)
    let marks = octave >= 1 ? String(repeating: "'", count: octave - 1) : String(repeating: ",", count: -octave)
    return (accidental?.notation ?? "") + (microtone?.notation ?? "") + letter + marks
  }
}
