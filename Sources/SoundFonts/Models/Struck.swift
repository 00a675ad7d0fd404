/// A drum or a block of wood: the modes of a skin, sliding down a little as it slackens, and the noise of the stick.
struct Struck {
  /// Modes: frequency in Hz, level, seconds to 1/e.
  var modes: [(frequency: Double, level: Double, seconds: Double)]
  /// How far above their rest the modes start, as a part of their frequency, and how fast that goes (seconds to 1/e).
  var slide = 0.0
  var slideSeconds = 0.04
  /// Stick or wires: dB against the modes, band in Hz, width, seconds to 1/e.
  var noise = -12.0
  var noiseFrequency = 2500.0
  var noiseQ = 0.7
  var noiseSeconds = 0.01
  var seconds = 0.6

  /// The whole sound, which ends in silence; O(frames * modes).
  func render(dice: inout Dice) -> [Double] {
    let count = Int(seconds * Double(Loop.sampleRate))
    var frames = [Double](repeating: 0, count: count)
    for mode in modes {
      var turns = dice.unit()
      for index in 0..<count {
        let time = Double(index) / Double(Loop.sampleRate)
        let bend = 1 + slide * Arithmetic.exponential(-time / slideSeconds)
        turns += mode.frequency * bend / Double(Loop.sampleRate)
        let rise = min(1, time / 0.0015)
        frames[index] +=
          mode.level * rise * Arithmetic.exponential(-time / mode.seconds) * Arithmetic.sine(turns: turns)
      }
    }
    var hiss = Noise(count: count, dice: &dice)
    hiss.passBand(around: noiseFrequency, q: noiseQ)
    let gain = Arithmetic.amplitude(decibels: noise)
    for index in 0..<count {
      let time = Double(index) / Double(Loop.sampleRate)
      let rise = min(1, time / 0.0005)
      frames[index] += gain * rise * Arithmetic.exponential(-time / noiseSeconds) * hiss.frames[index]
      // The last tenth fades to nothing, so that the end never clicks.
      frames[index] *= min(1, Double(count - 1 - index) / (Double(count) / 10))
    }
    return frames
  }
}
