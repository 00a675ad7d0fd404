import Music

/// What stands between two stretches of music: a bar line, or whatever else parts them.
public struct Joint: Hashable, Sendable {
  /// Whether a part may end here: a repeat, a double bar, an ending, a part's name, a change of meter, the tune's end.
  /// A bar may be divided by it; a plain bar line must stand between full bars.
  public internal(set) var isBoundary = false
  /// Whether a line of music ends here.
  public internal(set) var isAtLineEnd = false
  /// Whether a repeated part ends here.
  public internal(set) var repeatsBefore = false
  /// Whether `|:` stands here.
  public internal(set) var repeatsAfter = false
  /// Whether a double or thick bar line stands here.
  public internal(set) var isDouble = false
  /// Whether an ending opens here, and the lowest pass it is for.
  public internal(set) var ending: Int?

  mutating func merge(_ other: Joint) {
    isBoundary = isBoundary || other.isBoundary
    isAtLineEnd = isAtLineEnd || other.isAtLineEnd
    repeatsBefore = repeatsBefore || other.repeatsBefore
    repeatsAfter = repeatsAfter || other.repeatsAfter
    isDouble = isDouble || other.isDouble
    ending = ending ?? other.ending
  }

  init(isBoundary: Bool = false, isAtLineEnd: Bool = false) {
    self.isBoundary = isBoundary
    self.isAtLineEnd = isAtLineEnd
  }

  init(_ line: BarLine) {
    repeatsBefore = line.repeatsBefore > 0
    repeatsAfter = line.repeatsAfter > 0
    isDouble = line.isDouble
    ending = line.endings.min()
    // `[|]` is a bar line nobody sees: whoever writes one divides bars by intent.
    isBoundary = line.endsPart || !line.endings.isEmpty || line.notation == "[|]"
  }
}

/// The music between two bar lines, as far as it is measured.
public struct Measure: Hashable, Sendable {
  /// The element its first note is.
  public internal(set) var first: Int
  /// How long it lasts in whole notes; with overlays the longest.
  public internal(set) var length: Fraction
  /// The meter at its first note; nil for free meter.
  public internal(set) var meter: Meter?
  /// Which stretch of one meter it belongs to, counted from 0.
  public internal(set) var region: Int
  /// Whether it holds rests that count bars.
  public internal(set) var countsBars: Bool
  /// What stands before it.
  public internal(set) var opening: Joint
  /// What stands behind it.
  public internal(set) var closing: Joint
  /// The measure with which its part begins; that is where a repeat goes back to.
  public internal(set) var partStart = 0
  /// The measure before the first ending of its part; nil outside endings.
  public internal(set) var stem: Int?
}

/// The measures of a voice.
struct Measures: Sendable {
  private(set) var all: [Measure] = []

  // The measure that is open.
  private var first: Int?
  private var length = Fraction.zero
  private var longest = Fraction.zero
  private var meter: Meter?
  private var countsBars = false
  /// The length of an unseen rest that is there to carry a sign over the bar line, where it is the last thing.
  private var holder = Fraction.zero
  private var opening = Joint(isBoundary: true)
  private var region = 0

  /// Divides a voice at its bar lines; O(n).
  init(of elements: [Element], rhythm: Rhythm) {
    for index in elements.indices {
      switch elements[index].kind {
      case .note, .chord, .rest:
        let duration = rhythm.duration(of: elements[index], at: index)
        guard duration > .zero else { continue }
        if first == nil {
          first = index
          meter = rhythm.meter(at: index)
        }
        holder = .zero
        if case .rest(let rest) = elements[index].kind {
          if rest.countsBars { countsBars = true }
          if rest.kind == .invisible, index > 0, case .decoration = elements[index - 1].kind { holder = duration }
        }
        length += duration
      case .overlay:
        longest = max(longest, length)
        length = .zero
      case .bar(let line): close(with: Joint(line))
      case .lineEnd:
        // Old prints leave the bar line out where a line ends; a bar that goes on over the line's end stays open.
        let total = max(longest, length)
        if first == nil || meter.map({ total == $0.barLength }) ?? false { close(with: Joint(isAtLineEnd: true)) }
      case .field(let field):
        switch field.content {
        case .meter:
          close(with: Joint(isBoundary: true))
          region += 1
        default:
          if field.letter == "P" || field.letter == "T" { close(with: Joint(isBoundary: true)) }
        }
      default: break
      }
    }
    close(with: Joint(isBoundary: true))
    findParts()
  }

  private mutating func close(with joint: Joint) {
    if let first {
      var total = max(longest, length)
      if holder < total, total != meter?.barLength { total -= holder }
      all.append(
        Measure(
          first: first, length: total, meter: meter, region: region, countsBars: countsBars,
          opening: opening, closing: joint))
      opening = joint
    } else {
      opening.merge(joint)
      if !all.isEmpty { all[all.count - 1].closing.merge(joint) }
    }
    first = nil
    length = .zero
    longest = .zero
    holder = .zero
    countsBars = false
  }

  /// Follows the repeats: where each part begins, and which measure its endings follow.
  private mutating func findParts() {
    var start = 0
    var isOpen = false
    var stem: Int?
    for index in all.indices {
      let joint = all[index].opening
      if index > 0 {
        if joint.repeatsAfter {
          (start, isOpen, stem) = (index, true, nil)
        } else if let ending = joint.ending {
          if ending == 1 || stem == nil { stem = index - 1 }
        } else if joint.repeatsBefore || joint.isDouble && !(isOpen && stem == nil) {
          (start, isOpen, stem) = (index, false, nil)
        }
      }
      all[index].partStart = start
      all[index].stem = stem
    }
  }
}
