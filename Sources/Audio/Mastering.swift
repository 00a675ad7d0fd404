import Foundation

/// Finds the gain at which a sound has the loudness wanted and no peak is too high.
struct Mastering {
  /// The gain of every frame.
  private(set) var curve: GainCurve

  /// The true peak aimed at and the one that is let pass, a little under -1 dB: meters oversample each in their own
  /// way.
  private static let aim = -1.2
  private static let bound = -1.1
  /// What no note is softer than: FluidSynth's reverb hums below it even when nothing plays.
  static let hush: Float = 1e-6
  /// The most that a peak is held back.
  private static let mostLimited = Float(Double(decibels: 15))
  /// How near the loudness must come, in LU.
  private static let tolerance = 0.1

  /// Listens to a sound: once where nothing needs limiting, else once more after every attempt, of which there is
  /// mostly one.
  ///
  /// - Parameters:
  ///   - fadeFrames: frames at the end over which it is faded out.
  ///   - survey: what has been heard of it already.
  ///   - headroom: decibels that peaks stay further away from full scale, for an encoder that lifts them.
  ///   - onProgress: is told the part that is done, 0...1, and may throw.
  init<Source: FrameSource>(
    of source: Source, as wanted: Loudness, fadeFrames: Int, survey: Survey? = nil, headroom: Double = 0,
    onProgress: (Double) throws(AudioError) -> Void
  ) throws(AudioError) {
    curve = GainCurve(gain: 1, frameCount: source.frameCount, fadeFrames: fadeFrames)
    let survey =
      if let survey { survey } else {
        try Survey(of: source) { part throws(AudioError) in try onProgress(part / 2) }
      }
    guard survey.peak > Mastering.hush else { return }
    let aim = Float(Double(decibels: Mastering.aim - headroom))
    let bound = Mastering.bound(headroom: headroom)
    var peaks = TruePeaks(of: survey)
    var target: Double?
    if case .lufs(let loudness) = wanted { target = loudness }
    if let target, let loudness = survey.loudness {
      curve.gain = Float(Double(decibels: target - loudness))
    } else if wanted != .asPlayed {
      try peaks.look(at: source, above: survey.peak)
      curve.gain = aim / peaks.highest
    }

    var ceiling = aim
    for attempt in 1...6 {
      try peaks.look(at: source, above: ceiling / curve.gain)
      let highestGain = Mastering.mostLimited * ceiling / peaks.highest
      curve.gain = min(curve.gain, highestGain)
      curve.limit(peaks.peaks, to: ceiling)
      if attempt == 1, target != nil { foresee(survey, peaks, ceiling, highestGain) }
      // A gain that does not change makes a sound as much louder, but for what was too soft to be counted.
      if curve.reductions.isEmpty, target == nil || (survey.loudness ?? -70) > -55 { return }

      let heard = try Survey(of: Levelled(source: source, curve: curve)) { part throws(AudioError) in
        try onProgress(1 - (1 - part / 2) / Double(1 << attempt))
      }
      var heardPeaks = TruePeaks(of: heard)
      try heardPeaks.look(at: Levelled(source: source, curve: curve), above: bound)
      let excess = heardPeaks.highest / bound
      var missing = 0.0
      if let target, let loudness = heard.loudness { missing = target - loudness }
      if missing > 0, curve.gain >= highestGain { missing = 0 }
      if excess <= 1, abs(missing) <= Mastering.tolerance { return }
      if attempt == 6 {
        // What is too high is the one thing that cannot be let pass.
        curve.gain /= max(1, excess)
        return
      }
      ceiling /= max(1, excess)
      curve.gain *= Float(Double(decibels: missing))
    }
  }

  /// The highest true peak that is let pass.
  static func bound(headroom: Double) -> Float { Float(Double(decibels: bound - headroom)) }

  /// Raises the gain by what the limiter will take away.
  private mutating func foresee(_ survey: Survey, _ peaks: TruePeaks, _ ceiling: Float, _ highestGain: Float) {
    let unlimited = curve.gain
    for _ in 1...3 where !curve.reductions.isEmpty {
      let lost = survey.decibelsLost(to: curve.reductions)
      curve.gain = min(unlimited * Float(Double(decibels: lost)), highestGain)
      curve.limit(peaks.peaks, to: ceiling)
    }
  }
}
