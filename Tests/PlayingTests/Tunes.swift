import ABC
import Music
import Playing

/// The score of ABC music in quavers.
func score(_ music: String, rhythm: String = "reel", meter: String = "4/4", key: String = "D") throws -> Score {
  Score(
    performing: try Tune(parsing: "X:1\nT:T\nR:\(rhythm)\nM:\(meter)\nL:1/8\nK:\(key)\n\(music)\n"))
}

/// A reel with a pick-up, repeats, endings, long notes and notes of one pitch.
let reel =
  "A|:d2fd adfd|G3B A2FA|BEED EFGA|B2AF E3A:|\n|:f2df a2gf|edBc dBAF|BABd g2fe|1 dBAF D3A:|2 dBAF D4|]"
/// A jig without a pick-up.
let jig = "|:d2e f2g|a3 afd|gfg efg|fed c2A|d2e f2g|a3 afd|gfe Ace|d3 d3:|"

extension Arrangement {
  /// What the melody plays, in order.
  var melody: [Note] { notes.filter { $0.part == .melody } }
  /// What others play.
  func notes(of part: Part) -> [Note] { notes.filter { $0.part == part } }
}

extension Style {
  /// Plain, with one rule as it is usual.
  static func only(_ rule: Rule) -> Style {
    var style = Style.plain
    style[rule] = true
    return style
  }

  func without(_ rules: Rule...) -> Style {
    var style = self
    for rule in rules { style[rule] = false }
    return style
  }
}
