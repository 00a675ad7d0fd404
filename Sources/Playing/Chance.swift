/// Chance that is a function of a seed and of what is asked about, not of what was asked before.
///
/// So a rule that is switched off changes nothing about the others, and the same place in the music is decided the same
/// way each time it comes, unless the question names the time. The mixing is splitmix64's (S. Vigna, public domain).
struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = Chance.mixed(seed &+ 0x9E37_79B9_7F4A_7C15) }

  private static func mixed(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// The chance of one thing among many.
  func about(_ things: Int...) -> Chance {
    var result = self
    for thing in things {
      result.state = Chance.mixed(
        (result.state ^ UInt64(bitPattern: Int64(thing))) &+ 0x9E37_79B9_7F4A_7C15)
    }
    return result
  }

  /// A moment as a thing to ask about: the nearest 960th of a quarter beat, whatever hostile text makes of it.
  static func place(_ moment: Double) -> Int { Int(exactly: (moment * 960).rounded()) ?? 0 }

  /// A number in [0, 1).
  var unit: Double { Double(state >> 11) * 0x1p-53 }

  /// A number of mean 0 and variance 1, nearly normal and never beyond 3.5: the sum of twelve even ones less six.
  var normal: Double {
    var sum = -6.0
    for number in 0..<12 { sum += about(number).unit }
    return max(-3.5, min(3.5, sum))
  }
}
