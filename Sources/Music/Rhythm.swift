/// How long the elements of a voice last, with unit note length, tuplets and broken rhythm worked out.
///
/// ABC 2.1, sections 4.3, 4.4, 4.13. This is the only place where the three meet.
public struct Rhythm: Sendable {
  /// For every element, what its written length is multiplied with to give whole notes; zero for what takes no time.
  public private(set) var scales: [Fraction]
  /// The meters in order, each with the element behind which it holds; the first holds from the beginning.
  private var meters: [(start: Int, meter: Meter?)]
  /// Elements that open a tuplet whose notes end before it is full, or broken rhythm with no note to act on.
  public private(set) var incomplete: [Int] = []

  /// Works out the rhythm of `elements`, which begin in `meter` with `unitLength`; O(n).
  ///
  /// A meter that changes within the tune leaves the unit length as it is (ABC 2.1, section 3.1.7).
  public init(of elements: [Element], meter: Meter?, unitLength: Fraction) {
    scales = Array(repeating: .zero, count: elements.count)
    meters = [(0, meter)]
    var meter = meter
    var unit = unitLength
    var tuplet: (index: Int, left: Int, factor: Fraction)?
    var previous: Int?
    var pending: (index: Int, factor: Fraction)?

    for index in elements.indices {
      switch elements[index].kind {
      case .rest(let rest) where rest.length == .zero:
        // A rest of no length is how some collections mark a place: no tuplet and no broken rhythm counts it.
        break
      case .note, .chord, .rest:
        var scale = unit
        if case .rest(let rest) = elements[index].kind, rest.countsBars { scale = meter?.barLength ?? .one }
        if let open = tuplet {
          scale *= open.factor
          tuplet = open.left > 1 ? (open.index, open.left - 1, open.factor) : nil
        }
        if let factor = pending?.factor {
          scale *= factor
          pending = nil
        }
        scales[index] = scale
        previous = index
      case .tuplet(let written):
        if let open = tuplet { incomplete.append(open.index) }
        tuplet = written.reach > 0 ? (index, written.reach, written.factor(in: meter)) : nil
      case .broken(let signs):
        // `>` gives half of the second note to the first, `>>` three quarters, `>>>` seven eighths.
        guard let before = previous, pending == nil, signs != 0 else {
          incomplete.append(index)
          continue
        }
        let short = Fraction(1, 1 << min(Int(signs.magnitude), 6))
        let long = Fraction(2) - short
        scales[before] *= signs > 0 ? long : short
        pending = (index, signs > 0 ? short : long)
      case .field(let field):
        switch field.content {
        case .meter(let new):
          meter = new
          meters.append((index, new))
        case .unitLength(let new): unit = new
        default: break
        }
      default: break
      }
    }
    if let tuplet { incomplete.append(tuplet.index) }
    if let pending { incomplete.append(pending.index) }
  }

  /// The meter in force at an element, nil for free meter; O(log n) for n changes.
  public func meter(at index: Int) -> Meter? {
    var (low, high) = (0, meters.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if meters[middle].start < index { low = middle } else { high = middle }
    }
    return meters[low].meter
  }

  /// How long an element takes in whole notes: a chord as long as its first note (ABC 2.1, section 4.17).
  public func duration(of element: Element, at index: Int) -> Fraction {
    switch element.kind {
    case .note(let note): note.length * scales[index]
    case .rest(let rest): rest.length * scales[index]
    case .chord(let chord): (chord.notes.first?.length ?? .zero) * chord.length * scales[index]
    default: .zero
    }
  }
}
