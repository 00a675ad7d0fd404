/// Noise that closes on itself after a number of frames: breath, rosin, the wires of a drum.
struct Noise {
  /// One period.
  private(set) var frames: [Double]

  /// White noise of `count` frames.
  init(count: Int, dice: inout Dice) { frames = (0..<count).map { _ in dice.signed() } }

  /// Passes a band around `frequency` (Hz), narrower with more `q`; the result closes on itself as before.
  ///
  /// A second-order band-pass by the bilinear transform (the "cookbook" of R. Bristow-Johnson), run once around to fill
  /// its memory and once more to keep.
  mutating func passBand(around frequency: Double, q: Double) {
    let turns = min(frequency / Double(Loop.sampleRate), 0.45)
    let alpha = Arithmetic.sine(turns: turns) / (2 * q)
    let (b0, a1, a2) = (
      alpha / (1 + alpha), -2 * Arithmetic.cosine(turns: turns) / (1 + alpha), (1 - alpha) / (1 + alpha)
    )
    var (x1, x2, y1, y2) = (0.0, 0.0, 0.0, 0.0)
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

  private var filtered: [Double] = []

  /// Makes the mean square 1.
  private mutating func normalise() {
    let power = frames.reduce(0) { $0 + $1 * $1 } / Double(frames.count)
    let gain = power > 0 ? 1 / power.squareRoot() : 0
    frames = frames.map { $0 * gain }
  }
}
