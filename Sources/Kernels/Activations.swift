// Both activations come from e^x - 1, whose polynomial keeps its relative precision near zero:
// sigmoid(x) = 1 / (2 + (e^-x - 1)), tanh(x) = e / (e + 2) with e = e^2x - 1.

/// e^x as `power * (1 + less)`, `power` a power of two; x is held within ±87. NaN stays NaN in `less`.
@inline(__always)
private func exponentialParts(_ x: SIMD8<Float>) -> (power: SIMD8<Float>, less: SIMD8<Float>) {
  var x = x
  x.replace(with: 87, where: x .> 87)
  x.replace(with: -87, where: x .< -87)
  // n = round(x / ln 2), by the addition of 1.5 * 2^23, which leaves n in the low bits of the mantissa.
  let shifted = x * 1.442_695_04 + 12_582_912
  let n = shifted - 12_582_912
  // ln 2 in two parts, the first short enough for n times it to be exact (Cody and Waite).
  let r = (x - n * 0.693_359_375) - n * -2.121_944_4e-4
  // The Taylor series suffices for |r| <= ln 2 / 2: its first missing term is r^8 / 8!, below 6e-9.
  var series = r * (1 / 5040) + (1 / 720)
  series = series * r + (1 / 120)
  series = series * r + (1 / 24)
  series = series * r + (1 / 6)
  series = series * r + 0.5
  let exponent = (unsafeBitCast(shifted, to: SIMD8<UInt32>.self) &+ 127) &<< 23
  return (unsafeBitCast(exponent, to: SIMD8<Float>.self), series * r * r + r)
}

/// e^x - 1, exact to a few units in the last place also near zero.
@inline(__always)
func exponentialMinusOne(_ x: SIMD8<Float>) -> SIMD8<Float> {
  let (power, less) = exponentialParts(x)
  return power * less + (power - 1)
}

/// e^x.
@inline(__always)
func exponential(_ x: SIMD8<Float>) -> SIMD8<Float> {
  let (power, less) = exponentialParts(x)
  return power * less + power
}

/// 1 / (1 + e^-x).
@inline(__always)
func sigmoid(_ x: SIMD8<Float>) -> SIMD8<Float> { 1 / (exponentialMinusOne(-x) + 2) }

/// The hyperbolic tangent.
@inline(__always)
func hyperbolicTangent(_ x: SIMD8<Float>) -> SIMD8<Float> {
  let e = exponentialMinusOne(x + x)
  return e / (e + 2)
}
