import Music

/// How fast a tune goes where neither it nor its player says: an ordinary session's pace.
///
/// All values are in quarter beats a minute; the comments give them as a musician would.
public enum SessionTempo {
  /// By rhythm, as an `R:` field names it. Longer names come first, so that `slip jig` is not taken for a `jig`.
  public static let byRhythm: [(rhythm: String, quartersPerMinute: Double)] = [
    ("slow reel", 160),  // minim 80
    ("slow air", 60),  // crotchet 60
    ("slip jig", 168),  // dotted crotchet 112
    ("hop jig", 180),  // dotted crotchet 120
    ("slow jig", 126),  // dotted crotchet 84
    ("three-two", 180),  // minim 90
    ("barndance", 176),  // minim 88
    ("barn dance", 176),
    ("schottische", 160),  // minim 80
    ("strathspey", 126),  // crotchet 126
    ("hornpipe", 160),  // minim 80
    ("highland", 176),  // minim 88
    ("set dance", 150),  // minim 75
    ("mazurka", 138),  // crotchet 138
    ("planxty", 126),  // dotted crotchet 84
    ("carolan", 110),
    ("halling", 104),  // crotchet 104
    ("polska", 108),  // crotchet 108
    ("polka", 132),  // crotchet 132
    ("waltz", 126),  // crotchet 126
    ("slide", 204),  // dotted crotchet 136
    ("march", 112),  // crotchet 112
    ("reel", 208),  // minim 104
    ("jig", 174),  // dotted crotchet 116
    ("air", 72),  // crotchet 72
    ("song", 96),  // crotchet 96
  ]

  /// By meter, for tunes that name no rhythm: the dance most often written in it.
  public static func quartersPerMinute(meter: Meter?) -> Double {
    guard let meter else { return 120 }
    return switch (meter.count, meter.unit) {
    case (6, 8): 174  // a jig
    case (9, 8): 168  // a slip jig
    case (12, 8): 204  // a slide
    case (3, 8): 150
    case (2, 4): 132  // a polka
    case (3, 4): 126  // a waltz
    case (4, 4): 192  // a reel or a hornpipe: between the two
    case (2, 2), (4, 2): 208  // a reel
    case (3, 2): 180  // a three-two
    case (_, 8): 168
    case (_, 16): 100
    default: 120
    }
  }

  /// The pace of a tune by its rhythm, else by its first meter.
  public static func quartersPerMinute(rhythm: String, meter: Meter?) -> Double {
    let wanted = rhythm.lowercased()
    guard !wanted.isEmpty else { return quartersPerMinute(meter: meter) }
    return byRhythm.first { wanted.names($0.rhythm) }?.quartersPerMinute ?? quartersPerMinute(meter: meter)
  }
}

extension String {
  /// Whether `word` stands in it. Strings' own search prepares each word anew, a third of the time of making a MIDI file.
  fileprivate func names(_ word: String) -> Bool {
    utf8.indices.contains { utf8[$0...].starts(with: word.utf8) }
  }
}
