/// Arithmetic over rows of numbers.
public enum Rows {
  /// target += source.
  public static func add(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
    var at = 0
    while at + 8 <= count {
      target.setLanes(target.lanes(at: at) + source.lanes(at: at), at: at)
      at += 8
    }
    while at < count {
      target[at] += source[at]
      at += 1
    }
  }

  /// target *= factor.
  public static func scale(_ target: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
    var at = 0
    while at + 8 <= count {
      target.setLanes(target.lanes(at: at) * factor, at: at)
      at += 8
    }
    while at < count {
      target[at] *= factor
      at += 1
    }
  }

  /// The sum of the squares, in f64; always in the same order.
  public static func sumOfSquares(_ source: UnsafePointer<Float>, count: Int) -> Double {
    var total = 0.0
    var at = 0
    while at < count {
      // Blocks short enough for f32 to add up, long enough for the f64 sum not to matter.
      let end = min(at + 1024, count)
      var sums = SIMD8<Float>()
      while at + 8 <= end {
        let lanes = source.lanes(at: at)
        sums += lanes * lanes
        at += 8
      }
      var sum = Double(sums.sum())
      while at < end {
        sum += Double(source[at] * source[at])
        at += 1
      }
      total += sum
    }
    return total
  }
}
