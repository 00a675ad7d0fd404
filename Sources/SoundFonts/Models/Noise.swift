/// Noise that closes on itself after a number of frames: breath, rosin, the wires of a drum.
struct Noise {
  /// A part of a noise's spectrum: its middle, a multiple of the note or a frequency in Hz or their sum, how narrow it
  /// is, and its level in dB.
  struct Band {
    var multiple = 0.0
    var frequency = 0.0
    var q = 0.7
    var decibels = 0.0

    /// Breath that a tube lets through where it resonates: about its first modes, weaker upwards, and hiss above.
    static func tube(modes: Int, q: Double, fall: Double, hiss: Double, at frequency: Double) -> [Band] {
      (1...modes).map { Band(multiple: Double($0), q: q * Double($0), decibels: -fall * Double($0 - 1)) }
        + [Band(frequency: frequency, q: 0.45, decibels: hiss)]
    }
  }

  /// One period.
  private(set) var frames: [Double]
  private var filtered: [Double] = []

  /// White noise of `count` frames.
  init(count: Int, dice: inout Dice) { frames = (0..<count).map { _ in dice.signed() } }

  /// Noise of some bands together, its mean square 1; O(count * bands).
  init(count: Int, bands: [Band], note: Double, rate: Int, dice: inout Dice) {
    frames = [Double](repeating: 0, count: count)
    for band in bands {
      let middle = band.frequency + band.multiple * note
      guard middle < 0.45 * Double(rate) else { continue }
      var part = Noise(count: count, dice: &dice)
      // Twice, so that it leaves off as steeply as air and wood do.
      part.passBand(around: middle, q: band.q * 0.7, rate: rate)
      part.passBand(around: middle, q: band.q * 0.7, rate: rate)
      let gain = Arithmetic.amplitude(decibels: band.decibels)
      var index = 0
      while index < count {
        frames[index] += gain * part.frames[index]
        index += 1
      }
    }
    normalise()
  }

  /// Passes a band around `frequency` (Hz), narrower with more `q`; the result closes on itself as before.
  ///
  /// A second-order band-pass by the bilinear transform (the "cookbook" of R. Bristow-Johnson), run once around to fill
  /// its memory and once more to keep.
  mutating func passBand(around frequency: Double, q: Double, rate: Int) {
    let turns = min(frequency / Double(rate), 0.45)
    let alpha = Arithmetic.sine(turns: turns) / (2 * q)
    let (b0, a1, a2) = (
      alpha / (1 + alpha), -2 * Arithmetic.cosine(turns: turns) / (1 + alpha), (1 - alpha) / (1 + alpha)
    )
    var (x1, x2, y1, y2) = (0.0, 0.0, 0.0, 0.0)
    filtered.reserveCapacity(frames.count)
    for round in 0..<2 {
      var index = 0
      while index < frames.count {
        let x = frames[index]
        let y = b0 * (x - x2) - a1 * y1 - a2 * y2
        (x1, x2, y1, y2) = (x, x1, y, y1)
        if round == 1 { filtered.append(y) }
        index += 1
      }
    }
    swap(&frames, &filtered)
    filtered = []
    normalise()
  }

  /// Keeps one frame in `1 / share` at random and silences the others: grains.
  mutating func thin(to share: Double, dice: inout Dice) {
    for index in frames.indices where dice.unit() > share { frames[index] = 0 }
  }

  /// Makes the mean square 1.
  private mutating func normalise() {
    let power = frames.reduce(0) { $0 + $1 * $1 } / Double(frames.count)
    let gain = power > 0 ? 1 / power.squareRoot() : 0
    frames = frames.map { $0 * gain }
  }
}
