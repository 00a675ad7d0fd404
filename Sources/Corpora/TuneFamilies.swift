import Music

/// Which tunes of a collection are settings of one tune, so that they can be kept together.
///
/// Two tunes belong together where their melodies share enough of their outline, whatever key they are in and however they
/// are ornamented, or where they bear one title. Relations are followed transitively.
public struct TuneFamilies: Sendable {
  /// The family of every piece: the smallest place of its members.
  public let family: [Int]

  /// The share of the shorter tune's outline that two settings have in common at least.
  static let sharedShare = 0.3
  /// Outlines that occur in more tunes than this are common property and relate nobody.
  static let commonest = 30

  /// Finds the families of `pieces`; about O(notes) for real collections.
  public init(of pieces: [Piece]) {
    var parents = Array(pieces.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index {
        parents[index] = parents[parents[index]]
        index = parents[index]
      }
      return index
    }
    func join(_ a: Int, _ b: Int) {
      let (first, second) = (root(a), root(b))
      parents[max(first, second)] = min(first, second)
    }

    let outlines = pieces.map { MelodyOutline(of: $0.tune).figures }
    var holders: [UInt64: [Int32]] = [:]
    for (index, figures) in outlines.enumerated() {
      for figure in figures { holders[figure, default: []].append(Int32(index)) }
    }
    var shared = [Int](repeating: 0, count: pieces.count)
    for (index, figures) in outlines.enumerated() {
      var touched: [Int] = []
      for figure in figures {
        guard let others = holders[figure], others.count <= Self.commonest else { continue }
        for other in others where Int(other) < index {
          if shared[Int(other)] == 0 { touched.append(Int(other)) }
          shared[Int(other)] += 1
        }
      }
      for other in touched {
        let least = Double(min(figures.count, outlines[other].count)) * Self.sharedShare
        if shared[other] >= 4, Double(shared[other]) >= least { join(index, other) }
        shared[other] = 0
      }
    }

    var titles: [String: Int] = [:]
    for (index, piece) in pieces.enumerated() {
      guard let key = Self.titleKey(piece) else { continue }
      if let earlier = titles[key] { join(index, earlier) } else { titles[key] = index }
    }
    family = pieces.indices.map(root)
  }

  /// A title without articles, case and punctuation, with the meter; nil where it is too short to tell tunes apart.
  private static func titleKey(_ piece: Piece) -> String? {
    let words = piece.title.lowercased().split { !$0.isLetter }.filter { !["the", "a", "an"].contains($0) }
    guard words.count > 1 else { return nil }
    return words.joined() + (piece.tune.meter.map { "\($0.count)/\($0.unit)" } ?? "")
  }
}

/// A melody reduced to what settings share: the pitches on the beats, as figures of about two bars relative to their first.
struct MelodyOutline {
  /// The different figures of the tune, hashed.
  let figures: Set<UInt64>

  init(of tune: Tune) {
    let score = Score(performing: tune)
    let isCompound = tune.meter?.isCompound ?? false
    // Quavers of a jig, crotchets of a reel: about twelve or eight points in two bars.
    let grid = isCompound ? Fraction(1, 2) : .one
    let length = isCompound ? 12 : 8
    var points: [Int] = []
    var next = Fraction.zero
    var previous: Int?
    for note in score.notes {
      // A point between two notes belongs to the one that still sounds.
      while next < note.onset, let previous {
        points.append(previous)
        next += grid
        if points.count > 4_000 { break }
      }
      if note.onset == next {
        points.append(note.pitch)
        next += grid
      }
      previous = note.pitch
      if next < note.onset { next = note.onset }
      if points.count > 4_000 { break }
    }
    var figures: Set<UInt64> = []
    if points.count >= length {
      for start in 0...(points.count - length) {
        let figure = points[start..<start + length]
        guard Set(figure).count > 3 else { continue }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for point in figure {
          hash = (hash ^ UInt64(((point - figure.first!) % 12 + 12) % 12)) &* 0x100_0000_01B3
        }
        figures.insert(hash)
      }
    }
    self.figures = figures
  }
}
