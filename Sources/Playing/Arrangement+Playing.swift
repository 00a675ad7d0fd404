import Music

extension Arrangement {
  /// How hard a note is struck that nothing is said about.
  static let velocity = 84

  /// Plays a score in a style.
  ///
  /// Each rule is applied in turn and knows nothing of the others: what is played, how loud, how ornamented, how long,
  /// and at last when. Every note of the score that has a length is there in the end (``Note/source``), begins in its
  /// own bar, and bars are as long as they are written.
  ///
  /// - Parameters:
  ///   - score: what is played.
  ///   - players: who plays.
  ///   - style: how freely.
  ///   - seed: decides what is left to chance.
  ///   - tempo: quarter beats a minute in place of those the tune names; nil to take these, or the dance's.
  /// - Complexity: O(n log n) for n notes.
  public init(
    playing score: Score, by players: Players = Players(), as style: Style = .session, seed: UInt64 = 1,
    tempo: Double? = nil
  ) {
    self.score = score
    self.players = players
    tempi = Arrangement.tempi(of: score, style: style, asked: tempo)
    let occasion = Occasion(
      score, by: players, as: style, seed: seed, tempo: max(10, min(1000, tempi[0].quartersPerMinute)))
    for (index, note) in score.notes.enumerated() where note.duration > .zero {
      notes.append(
        Note(
          onset: note.onset.double, duration: note.duration.double, pitch: note.pitch, velocity: Arrangement.velocity,
          part: .melody, voice: note.voice, source: index))
    }
    if style[.accents] { BeatAccents.apply(to: &notes, on: occasion) }
    if style[.dynamics] { Dynamics.apply(to: &notes, on: occasion) }
    if style[.phrasing] { Phrasing.apply(to: &notes, on: occasion) }
    if style[.ornaments] { Ornaments.apply(to: &notes, on: occasion) }
    if style[.articulation] { Articulation.apply(to: &notes, on: occasion) }
    accompany(on: occasion)
    sort()
    if style[.swing] { Swing.apply(to: &notes, on: occasion) }
    if style[.timing] { HumanTiming.apply(to: &notes, on: occasion) }
    sort()
    if style[.finalNote] { FinalNote.apply(to: &self, on: occasion) }
    if style.countIn > 0 { CountIn.apply(to: &self, on: occasion) }
    for index in notes.indices { notes[index].velocity = max(1, min(127, notes[index].velocity)) }
    sort()
  }

  private static func tempi(of score: Score, style: Style, asked: Double?) -> [Tempo] {
    if let asked { return [Tempo(onset: 0, quartersPerMinute: asked)] }
    let written = score.tempi.filter { $0.value.isFinite && $0.value > 0 }
      .map { Tempo(onset: $0.onset.double, quartersPerMinute: $0.value) }
    if let first = written.first, first.onset <= 0 { return written }
    let pace =
      style.tempo ? SessionTempo.quartersPerMinute(rhythm: score.rhythm, meter: score.meters.first?.value) : 120
    return [Tempo(onset: 0, quartersPerMinute: pace)] + written
  }
}
