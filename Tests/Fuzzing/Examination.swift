import ABC
import MIDI
import Music
import MusicXML
import Tokens

/// Does everything with a text that Lilt can do with one, and traps where a promise is broken.
func examine(_ bytes: [UInt8]) {
  let entries = Tunebook(parsing: bytes).entries
  let scores = entries.map { Score(performing: $0.tune) }
  for (entry, score) in zip(entries, scores) {
    let tune = entry.tune
    require(score.notes.allSatisfy { $0.duration > .zero && (0...127).contains($0.pitch) }, "a note out of range")
    for voice in tune.voices {
      let order = PlaybackOrder(of: voice.elements, parts: tune.parts, jumps: Jumps(in: voice.elements, of: tune))
      require(order.stretches.allSatisfy { voice.elements.indices.contains($0) }, "played past the end")
    }
  }
  // A few bytes can ask for a million notes, which Lilt plays once and no further; a dozen times would tell nothing more.
  guard scores.reduce(0, { $0 + $1.notes.count }) < 20_000 else { return }
  examineWholeFile(bytes)
  for (entry, score) in zip(entries, scores) {
    let tune = entry.tune
    _ = MIDIFile(performing: score).encoded()
    _ = MusicXMLDocument(engraving: tune).bytes
    let isSound = !entry.problems.contains { $0.severity == .error }
    // Of text the reader remarks on, rubbish may grow together in ways that a musician's text does not.
    if entry.problems.isEmpty { examineWriting(of: tune, score: score) }
    examineChanges(of: tune, score: score, isSound: isSound)
  }
}

/// The file checked, every problem shown where it stands, and laid out, which changes nothing that sounds.
private func examineWholeFile(_ bytes: [UInt8]) {
  let checked = CheckedBook(checking: bytes)
  for problem in checked.problems + checked.entries.flatMap(\.problems) {
    _ = SourceExcerpt(at: problem.place, in: checked).caret
  }
  let formatted = FormattedBook(formatting: bytes)
  let notes = { (bytes: [UInt8]) in Tunebook(parsing: bytes).entries.map { Score(performing: $0.tune).notes } }
  require(notes(formatted.bytes) == notes(bytes), "a file laid out sounds another way")
}

/// The tune written and read again sounds the same.
private func examineWriting(of tune: Tune, score: Score) {
  let again = reread(tune)
  require(again != nil, "a tune written is no tune")
  require(again.map { Score(performing: $0).notes } == score.notes, "a tune written sounds another way")
}

/// The tune laid out, with its repeats written, in another key and in tokens.
private func examineChanges(of tune: Tune, score: Score, isSound: Bool) {
  let laidOut = tune.laidOut()
  let explicit = tune.withExplicitRepeats()
  _ = (laidOut.abc(), explicit.abc(), tune.withCourtesyAccidentals().abc(), tune.withoutMacros().abc())
  _ = (Score(performing: laidOut), Score(performing: explicit), Score(performing: tune.withoutJumps()))
  for (step, alteration) in [(Step.c, 0), (.b, -1), (.f, 1)] {
    guard let moved = tune.transposed(to: step, alteration: alteration) else { break }
    _ = (Score(performing: moved), moved.abc())
  }
  guard let sequence = try? TokenSequence(encoding: tune) else { return }
  let text = sequence.words.joined(separator: " ")
  _ = (text, try? Tune(decoding: sequence))
}

/// The tune's text read once more, below the fields its file gave to all tunes.
private func reread(_ tune: Tune) -> Tune? {
  // The line of text keeps the fields from being a tune of their own.
  let fileHeader = tune.inherited.isEmpty ? "" : "text\n" + tune.inherited.map { $0.notation + "\n" }.joined() + "\n"
  return Tunebook(parsing: fileHeader + tune.abc()).entries.first?.tune
}

/// Traps with the promise that was broken; a precondition would not say which in a release build.
private func require(_ holds: Bool, _ broken: String) {
  if !holds { fatalError(broken) }
}
