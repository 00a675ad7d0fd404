import ArgumentParser
import MIDI
import Music

/// What a tune is played on, how fast and where.
struct PerformanceOptions: ParsableArguments {
  @Option(
    help: """
      What it is played on: fiddle, whistle, flute, accordion, banjo, harp, piano ... or a General MIDI number; what \
      the tune asks for by %%MIDI program, or a fiddle, where left out.
      """)
  var instrument: String?
  @Option(help: ArgumentHelp("Beats a minute as a dancer counts them: dotted crotchets in 6/8.", valueName: "beats"))
  var tempo: Double?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Semitones up, or down where negative.", valueName: "semitones"))
  var transpose = 0

  func validate() throws {
    if let tempo, !(tempo >= 1 && tempo <= 1000) { throw ValidationError("--tempo takes 1 to 1000 beats a minute") }
    guard (-60...60).contains(transpose) else { throw ValidationError("--transpose takes -60 to 60 semitones") }
  }

  /// The instrument that is asked for; nil where none is.
  var played: Instrument? { get throws { try instrument.map(Instrument.chosen) } }

  /// How a tune is played on an instrument, nil for what it asks for itself.
  func performance(of tune: Tune, on played: Instrument?) -> MIDI.Performance {
    let beat = tune.meter?.beat ?? Fraction(1, 4)
    return MIDI.Performance(
      tempo: tempo.map { $0 * beat.double * 4 }, program: played?.program, transposition: transpose,
      soundingShift: played?.soundingShift ?? 0)
  }
}
