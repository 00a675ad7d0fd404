import Music

/// Decorations nobody knows (ABC 2.1, section 4.14).
struct Decorations {
  private(set) var problems: [Problem] = []

  /// The names of the standard, and those that the common programs add.
  private static let known: Set<String> = [
    // ABC 2.1
    "trill", "trill(", "trill)", "lowermordent", "uppermordent", "mordent", "pralltriller", "roll", "turn", "turnx",
    "invertedturn", "invertedturnx", "arpeggio", ">", "accent", "emphasis", "fermata", "invertedfermata", "tenuto", "0",
    "1", "2", "3", "4", "5", "+", "plus", "snap", "slide", "wedge", "upbow", "downbow", "open", "thumb", "breath",
    "pppp",
    "ppp", "pp", "p", "mp", "mf", "f", "ff", "fff", "ffff", "sfz", "crescendo(", "<(", "crescendo)", "<)",
    "diminuendo(",
    ">(", "diminuendo)", ">)", "segno", "coda", "D.S.", "D.C.", "dacoda", "dacapo", "fine", "shortphrase",
    "mediumphrase", "longphrase",
    // ABC 2.2, abcm2ps, abc2svg, abcjs, abc2midi
    "marcato", "^", "editorial", "courtesy", "xstem", "beambr1", "beambr2", "beam-accel", "beam-rall", "cresc(",
    "cresc)",
    "cresc", "dim(", "dim)", "dim", "decresc", "/", "//", "///", "////", "trem1", "trem2", "trem3", "trem4", "8va(",
    "8va)", "8vb(", "8vb)", "15ma(", "15ma)", "15mb(", "15mb)", "ped", "ped-up", "ped(", "ped)", "sfp", "fp", "sf",
    "rf",
    "rfz", "gmark", "dot", ".", "~", "~(", "~)", "-(", "-)", "stemless", "rbend", "rbstop", "staccato", "staccatissimo",
    "spiccato", "umarcato", "dmarcato", "doit", "fall", "caesura", "invisible", "nofermata", "D.C.alcoda", "D.C.alfine",
    "D.S.alcoda", "D.S.alfine", "D.C.al coda", "D.C.al fine", "D.S.al coda", "D.S.al fine", "glissando(", "glissando)",
    "style=normal", "style=rhythm", "style=harmonic", "style=triangle", "style=x", "head-harmonic",
    "arpeggiodown", "arpeggioup", "stopped", "cut", "bend", "shake", "ornament", "tie-(", "lbstop", "sforzato",
    "irishroll", "tonguing", "longtrill", "invertedmordent", "repeatbar", "repeatbar2", "fermata2", "clear", "nil",
    "none",
    "crescendo", "diminuendo",
  ]

  /// Looks at every decoration of a tune; `defined` are the names it defines itself (`%%deco`).
  init(of tune: Tune, defined: Set<String>) {
    var told: Set<String> = []
    for element in tune.body {
      guard case .decoration(let sign) = element.kind, sign.utf8.count > 2, sign.hasPrefix("!") else { continue }
      let name = String(sign.dropFirst().dropLast())
      // Older programs break lines with `!`: two of them around music are no decoration.
      guard problems.count < 100, !Self.known.contains(name), !defined.contains(name), !name.contains(" "),
        told.insert(name).inserted
      else { continue }
      problems.append(
        Problem(.decoration, at: element.place, "nobody knows a decoration \(sign)", mend: Self.mend(name)))
    }
  }

  private static func mend(_ name: String) -> String {
    if let meant = nearest(to: name) { return "did you mean !\(meant)!" }
    return "write one such as !trill!, or the words as \"^\(name)\""
  }

  /// The known name that differs in one or two letters; nil where none is that near.
  static func nearest(to name: String) -> String? {
    let letters = Array(name.lowercased())
    guard letters.count > 2 else { return nil }
    let limit = letters.count > 5 ? 2 : 1
    let near = known.filter { abs($0.count - letters.count) <= limit && $0.count > 2 }
      .map { ($0, distance(letters, Array($0.lowercased()))) }
    return near.filter { $0.1 <= limit }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  /// How many letters must be changed, added, left out or exchanged with their neighbour (Damerau 1964); O(n · m).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 1...max(a.count, 1) where i <= a.count {
      var row = [i] + Array(repeating: 0, count: b.count)
      for j in 1...max(b.count, 1) where j <= b.count {
        row[j] = min(row[j - 1] + 1, rows[i - 1][j] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], rows[i - 2][j - 2] + 1) }
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
