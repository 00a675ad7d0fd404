import ABC
import Music
import Originality
import Quality
import Ranking
import Sampling
import Tokens

/// Tunes for a jury, made by hand.
enum Sheets {
  /// Eight bars, no two alike, that end on the tonic.
  static let plain = "CDEF GABc|dcBA GFED|C2E2 G2c2|e2c2 G2E2|fedc Bcdc|G3A G2E2|F2AF E2GE|D2B,D C4|"

  static func tune(_ music: String, key: String = "C") throws -> Tune {
    try Tune(parsing: "X:1\nT:A\nM:4/4\nL:1/8\nK:\(key)\n\(music)\n")
  }

  static func features(_ music: String, key: String = "C") throws -> TuneFeatures {
    TuneFeatures(of: try tune(music, key: key))
  }

  /// A composition that spells some music; the model is said to expect it at `nats` a token.
  static func composition(_ music: String, nats: Double = 1, number: Int = 1) throws -> Composition {
    let sequence = try TokenSequence(encoding: try tune(music)).withoutType
    let tokens = sequence.tokens.count + 1
    return Composition(
      sequence: sequence, tokensChosen: tokens, logLikelihood: -nats * Double(tokens), maskedShare: 0, number: number)
  }

  /// A tune of its own for every number: eight bars of running quavers that wander by a hash of it.
  static func wandering(_ number: Int) throws -> Composition {
    var state = UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let names = ["C", "D", "E", "F", "G", "A", "B", "c", "d", "e", "f", "g"]
    let bars = (0..<8).map { _ in
      (0..<8).map { _ in
        state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9 &+ 0x94D0_49BB_1331_11EB
        return names[Int((state >> 33) % 12)]
      }
      .joined()
    }
    return try composition(bars.joined(separator: "|") + "|", number: number)
  }

  static func index(of tunes: [(String, Tune)]) -> MelodyIndex {
    MelodyIndex(of: tunes.map { MelodyIndex.Source(Melody(of: $0.1), title: $0.0, file: "book.abc", line: 1) })
  }
}
