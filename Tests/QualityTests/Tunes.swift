import ABC
import Kernels
import Music
import Quality

/// The features of a tune in ABC: its fields and its music.
func features(_ music: String, meter: String? = "4/4", key: String = "D") throws -> TuneFeatures {
  let fields = (meter.map { "M:\($0)\n" } ?? "") + "L:1/8\nK:\(key)\n"
  return TuneFeatures(of: try Tune(parsing: "X:1\nT:A\n\(fields)\(music)\n"))
}

/// Two parts of eight bars, every bar drawn from a few; what share comes back is left to chance.
func drawn(_ count: Int, seed: UInt64, from stock: [String]) throws -> [TuneFeatures] {
  var generator = RandomSource(seed: seed)
  return try (0..<count).map { _ in
    let parts = (0..<2).map { _ in
      "|:" + (0..<8).map { _ in stock.randomElement(using: &generator) ?? "D8" }.joined(separator: "|") + ":|"
    }
    return try features(parts.joined())
  }
}

/// Bars that differ from each other in pitch and rhythm.
let stock = [
  "DEFG ABcd", "dcBA GFED", "D2F2 A2d2", "f2d2 A2F2", "gfed cdec", "A3B A2F2", "G2BG F2AF", "E2GE D4", "e3f edcB",
  "d2fd c2ec", "B,2D2 E2G2", "ABAG FGFE",
]
