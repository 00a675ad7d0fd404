// Eight numbers at a time. Plain `a * b + c` is written throughout: a fused multiply-add becomes a library call on
// processors that are not known to have one when the program is compiled.

extension UnsafePointer<Float> {
  @inline(__always)
  func lanes(at index: Int) -> SIMD8<Float> {
    UnsafeRawPointer(self + index).loadUnaligned(as: SIMD8<Float>.self)
  }

  /// The `count` numbers, at most 8, from `index` on; other lanes are zero.
  @inline(__always)
  func lanes(at index: Int, count: Int) -> SIMD8<Float> {
    if count == 8 { return lanes(at: index) }
    var lanes = SIMD8<Float>()
    for lane in 0..<count { lanes[lane] = self[index + lane] }
    return lanes
  }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always)
  func lanes(at index: Int) -> SIMD8<Float> { UnsafePointer(self).lanes(at: index) }

  @inline(__always)
  func lanes(at index: Int, count: Int) -> SIMD8<Float> { UnsafePointer(self).lanes(at: index, count: count) }

  @inline(__always)
  func setLanes(_ lanes: SIMD8<Float>, at index: Int) {
    UnsafeMutableRawPointer(self + index).storeBytes(of: lanes, as: SIMD8<Float>.self)
  }

  /// Stores the first `count` lanes.
  @inline(__always)
  func setLanes(_ lanes: SIMD8<Float>, at index: Int, count: Int) {
    if count == 8 { return setLanes(lanes, at: index) }
    for lane in 0..<count { self[index + lane] = lanes[lane] }
  }
}
