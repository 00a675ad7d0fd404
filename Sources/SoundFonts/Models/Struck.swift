/// A drum, a block of wood or a piece of metal: modes that ring, sliding with the skin's tension, and bursts of noise.
struct Struck {
  static let rate = 44_100

  struct Mode {
    /// Hz, level, seconds to 1/e.
    var frequency: Double
    var level: Double
    var seconds: Double
  }

  /// A burst of noise: stick, brush, wires, palms.
  struct Burst {
    /// dB against a mode of level 1.
    var level = -12.0
    var frequency = 2500.0
    var q = 0.7
    /// Seconds until it starts, until it is loudest, and from there to 1/e.
    var delay = 0.0
    var rise = 0.0005
    var seconds = 0.01
    /// Grains a second, each a click that rings in the band; 0 for an even hiss. Beads in a gourd: PhISEM (Cook 1997).
    var grains = 0.0
  }

  var modes: [Mode] = []
  /// How far above their rest the modes start, as a part of their frequency, and how fast that goes (seconds to 1/e).
  var slide = 0.0
  var slideSeconds = 0.04
  /// A hand that presses the skin: the factor the pitch ends at, and the seconds it takes from `pressDelay` on.
  var press = 1.0
  var pressDelay = 0.04
  var pressSeconds = 0.2
  var rise = 0.0012
  var bursts: [Burst] = []
  var seconds = 0.6

  /// The whole sound, which ends in silence; O(frames * (modes + bursts)).
  func render(dice: inout Dice) -> [Double] {
    let count = frameCount
    var frames = [Double](repeating: 0, count: count)
    let pitch = self.pitch(count)
    for mode in modes {
      var turns = dice.unit() * 0.5
      let fall = Arithmetic.exponential(-1 / (mode.seconds * Double(Struck.rate)))
      var level = mode.level
      for index in 0..<count {
        turns += mode.frequency * pitch[index / 16] / Double(Struck.rate)
        let rise = min(1, Double(index) / (self.rise * Double(Struck.rate)))
        frames[index] += level * rise * Arithmetic.sine(turns: turns)
        level *= fall
        if level < 1e-6 { break }
      }
    }
    for burst in bursts { add(burst, to: &frames, dice: &dice) }
    // The last tenth fades to nothing, so that the end never clicks.
    for index in 0..<count { frames[index] *= min(1, Double(count - 1 - index) / (Double(count) / 10)) }
    return frames
  }

  /// Frames of the sound.
  var frameCount: Int { Int(seconds * Double(Struck.rate)) }

  /// The pitch at every sixteenth frame, 1 at rest.
  private func pitch(_ count: Int) -> [Double] {
    (0...count / 16).map { step in
      let time = Double(step * 16) / Double(Struck.rate)
      let pressed = min(1, max(0, (time - pressDelay) / pressSeconds))
      let bend = 1 + (press - 1) * pressed * pressed * (3 - 2 * pressed)
      return bend * (1 + slide * Arithmetic.exponential(-time / slideSeconds))
    }
  }

  private func add(_ burst: Burst, to frames: inout [Double], dice: inout Dice) {
    let start = Int(burst.delay * Double(Struck.rate))
    let length = min(frames.count - start, Int((burst.rise + burst.seconds * 11) * Double(Struck.rate)))
    guard length > 0 else { return }
    // White noise, or grains that fall at random, shaped in time before the band rings.
    let gain = Arithmetic.amplitude(decibels: burst.level)
    var hiss = Noise(count: frames.count, dice: &dice)
    if burst.grains > 0 { hiss.thin(to: burst.grains / Double(Struck.rate), dice: &dice) }
    hiss.passBand(around: burst.frequency, q: burst.q, rate: Struck.rate)
    for index in 0..<length {
      let time = Double(index) / Double(Struck.rate)
      let swell = min(1, time / burst.rise)
      let decay = Arithmetic.exponential(-max(0, time - burst.rise) / burst.seconds)
      frames[start + index] += gain * swell * decay * hiss.frames[index]
    }
  }

  /// Modes of a round skin: the zeros of the Bessel functions over the first, loaded by the air as in a frame drum, as
  /// loud as where a stick meets them off the middle.
  static func skin(_ frequency: Double, seconds: Double, brightness: Double = 1) -> [Mode] {
    [
      (1.0, 1.0, 1.0), (1.55, 0.42, 0.62), (2.1, 0.22, 0.46), (2.28, 0.2, 0.42), (2.63, 0.13, 0.34), (2.9, 0.12, 0.3),
      (3.15, 0.1, 0.27), (3.47, 0.08, 0.24), (3.6, 0.07, 0.22), (4.05, 0.06, 0.2), (4.6, 0.05, 0.17),
      (5.3, 0.04, 0.14),
    ].map { mode in
      Mode(
        frequency: frequency * mode.0, level: mode.1 * (mode.0 == 1 ? 1 : brightness), seconds: seconds * mode.2)
    }
  }

  /// Modes of a metal plate: many, at random, denser and sooner gone upwards.
  static func plate(
    seed: UInt64, count: Int, from low: Double, to high: Double, seconds: Double, tilt: Double
  ) -> [Mode] {
    var dice = Dice(seed: seed)
    return (0..<count).map { _ in
      let place = dice.unit()
      let frequency = low * Arithmetic.power(high / low, Arithmetic.power(place + 1e-9, 0.7))
      let level = Arithmetic.amplitude(decibels: tilt * Arithmetic.logarithm2(frequency / low)) * (0.3 + dice.unit())
      let life = seconds * Arithmetic.power(low / frequency, 0.5) * (0.6 + 0.8 * dice.unit())
      return Mode(frequency: frequency, level: level / Double(count).squareRoot(), seconds: life)
    }
  }
}
