/// Brings sounds to a level, as the ear hears it.
enum Loudness {
  /// The highest value a frame takes: 1 dB under full scale.
  static let ceiling = 0.891

  /// The K-weighted mean square of `sound` over its loudest `window` seconds; O(frames).
  ///
  /// ITU-R BS.1770-4, annex 1: a shelf for the head and a high-pass, here designed for any rate by the bilinear
  /// transform with the corner frequencies and widths that give the recommendation's own table at 48 kHz.
  static func power(of sound: [Double], rate: Int, window: Double) -> Double {
    let shelf = Biquad.shelf(frequency: 1681.9745, decibels: 3.99984, q: 0.7071752, rate: rate)
    let high = Biquad.highPass(frequency: 38.13547, q: 0.5003270, rate: rate)
    let heard = high.filter(shelf.filter(sound))
    let width = min(heard.count, max(1, Int(window * Double(rate))))
    var (sum, best, index) = (0.0, 0.0, 0)
    while index < heard.count {
      sum += heard[index] * heard[index]
      if index >= width { sum -= heard[index - width] * heard[index - width] }
      best = max(best, sum)
      index += 1
    }
    return best / Double(width)
  }

  /// The frames as 16 bits at `decibels` (K-weighted, against full scale), or softer where peaks would be cut.
  ///
  /// - Parameter decay: how fast a player's envelope will take the sound away, in 1/s.
  static func frames(
    _ sound: [Double], decibels: Double, window: Double, decay: Double = 0, rate: Int, loop: Loop?
  ) -> [Int16] {
    let factor = Arithmetic.exponential(-decay / Double(rate))
    var left = 1.0
    let played =
      decay == 0
      ? sound
      : sound.map { frame in
        defer { left *= factor }
        return frame * left
      }
    let heard = power(of: played, rate: rate, window: window).squareRoot()
    guard heard > 0 else { return sound.map { _ in 0 } }
    let limiter = Limiter(sound, wanted: Arithmetic.amplitude(decibels: decibels) / heard, loop: loop)
    var result = sound.indices.map { Int16((sound[$0] * limiter.gain(at: $0) * 32767).rounded()) }
    if let loop {
      for index in 0..<Loop.guardFrames { result[loop.lead + loop.length + index] = result[loop.lead + index] }
    }
    return result
  }
}

/// Brings a sound to a gain and takes the tips off its start, smoothly and by a few decibels at most.
private struct Limiter {
  /// Frames a gain is held for, and how many such blocks to either side a tip is prepared and let go over.
  private static let (block, reach) = (32, 6)
  /// How far a tip may stand out, as a factor: 4 dB.
  private static let most = 1.585

  private var gains: [Double] = []

  /// Reckons the gains; O(frames). The end of the lead and the loop keep one gain, so that the loop closes.
  init(_ sound: [Double], wanted: Double, loop: Loop?) {
    let count = sound.count / Limiter.block + 1
    let peaks = (0..<count).map { place in
      sound[min(sound.count, place * Limiter.block)..<min(sound.count, (place + 1) * Limiter.block)]
        .reduce(1e-9) { max($0, abs($1)) }
    }
    let free = loop.map { max(1, $0.lead / Limiter.block - 2 * Limiter.reach - 2) } ?? count
    let steady = peaks[min(free, count)...].max() ?? 1e-9
    let top = peaks.max() ?? 1e-9
    let gain = min(wanted, Loudness.ceiling / steady, Loudness.ceiling * Limiter.most / top)
    let needed = peaks.map { min(gain, Loudness.ceiling / $0) }
    let lowest = needed.indices.map { needed[around($0, count)].min() ?? gain }
    gains = lowest.indices.map { place in
      let window = lowest[around(place, count)]
      return window.reduce(0, +) / Double(window.count)
    }
    func around(_ place: Int, _ count: Int) -> ClosedRange<Int> {
      // A block more than the average spans, so that the straight line between gains stays under the least.
      max(0, place - Limiter.reach)...min(count - 1, place + Limiter.reach)
    }
  }

  /// The gain at a frame: a straight line between the middles of two blocks.
  func gain(at frame: Int) -> Double {
    let place = max(0, (Double(frame) + 0.5) / Double(Limiter.block) - 0.5)
    let cell = min(Int(place), gains.count - 1)
    let next = min(cell + 1, gains.count - 1)
    return gains[cell] + (gains[next] - gains[cell]) * (place - Double(cell))
  }
}

/// A filter of second order.
private struct Biquad {
  var b0, b1, b2, a1, a2: Double

  static func shelf(frequency: Double, decibels: Double, q: Double, rate: Int) -> Biquad {
    let turns = frequency / Double(rate) / 2
    let k = Arithmetic.sine(turns: turns) / Arithmetic.cosine(turns: turns)
    let top = Arithmetic.amplitude(decibels: decibels)
    let middle = Arithmetic.power(top, 0.4996667741545416)
    let a0 = 1 + k / q + k * k
    return Biquad(
      b0: (top + middle * k / q + k * k) / a0, b1: 2 * (k * k - top) / a0, b2: (top - middle * k / q + k * k) / a0,
      a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
  }

  static func highPass(frequency: Double, q: Double, rate: Int) -> Biquad {
    let turns = frequency / Double(rate) / 2
    let k = Arithmetic.sine(turns: turns) / Arithmetic.cosine(turns: turns)
    let a0 = 1 + k / q + k * k
    return Biquad(b0: 1, b1: -2, b2: 1, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
  }

  func filter(_ sound: [Double]) -> [Double] {
    var (x1, x2, y1, y2) = (0.0, 0.0, 0.0, 0.0)
    return sound.map { x in
      let y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
      (x2, x1, y2, y1) = (x1, x, y1, y)
      return y
    }
  }
}
