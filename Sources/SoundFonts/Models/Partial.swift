/// A point of the complex plane: how loud a sinusoid is and where in its period.
struct Phasor {
  var re: Double
  var im: Double

  /// A phasor of length 1 at an angle.
  init(turns: Double) {
    re = Arithmetic.cosine(turns: turns)
    im = Arithmetic.sine(turns: turns)
  }

  init(_ re: Double, _ im: Double = 0) {
    self.re = re
    self.im = im
  }

  /// How loud.
  var magnitude: Double { (re * re + im * im).squareRoot() }

  static func + (a: Phasor, b: Phasor) -> Phasor { Phasor(a.re + b.re, a.im + b.im) }
  static func - (a: Phasor, b: Phasor) -> Phasor { Phasor(a.re - b.re, a.im - b.im) }
  static func * (a: Phasor, b: Phasor) -> Phasor { Phasor(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re) }
  static func * (a: Phasor, scale: Double) -> Phasor { Phasor(a.re * scale, a.im * scale) }
}

/// One sinusoid of a sound, with an envelope in the complex plane so that it may waver in level and in phase.
struct Partial {
  /// Periods in the loop.
  var periods: Int
  /// Phase at the start, in turns.
  var phase: Double
  /// The envelope at every step up to the end of the loop, or up to where the sinusoid has died.
  var envelope: [Phasor]

  /// Adds the sinusoid to a sound; O(frames). Between steps the envelope is a straight line.
  func add(to frames: inout [Double], loop: Loop) {
    let rotation = Phasor(turns: Double(periods) / Double(loop.length))
    let (stepRe, stepIm) = (rotation.re, rotation.im)
    let whole = envelope.count == loop.steps
    var (index, step) = (0, 0)
    while step < envelope.count {
      // Each step starts from an exact angle, reckoned in whole periods, so that no error builds up.
      let cycles = Double(index % loop.length * periods % loop.length) / Double(loop.length)
      let start = Phasor(turns: phase + cycles)
      var (re, im) = (start.re, start.im)
      let from = envelope[step]
      let to =
        step + 1 < envelope.count ? envelope[step + 1] : whole ? envelope[loop.lead / Loop.step] : Phasor(0)
      var (levelRe, levelIm) = (from.re, from.im)
      let (slopeRe, slopeIm) = ((to.re - from.re) / Double(Loop.step), (to.im - from.im) / Double(Loop.step))
      let end = index + Loop.step
      while index < end {
        frames[index] += levelRe * re - levelIm * im
        (re, im) = (re * stepRe - im * stepIm, re * stepIm + im * stepRe)
        levelRe += slopeRe
        levelIm += slopeIm
        index += 1
      }
      step += 1
    }
  }
}
