extension Score {
  /// A stretch of the first voice that is played from one place on, until a repeat or another part begins.
  public struct Passage: Hashable, Sendable {
    /// When it starts to be played, in quarter beats.
    public var onset: Fraction
    /// The part it belongs to: as a `P:` names it, else `A`, `B`, `C` by repeats and double bars.
    public var part: String
    /// Whether the part begins here, for the first time or again; false for an ending.
    public var beginsPart: Bool
    /// Which music it is, counted from 0 as it is first played: what begins at one place on the page has one number.
    public var music: Int
    /// Which time its part is played, from 1.
    public var time: Int

    /// A passage.
    public init(onset: Fraction, part: String, beginsPart: Bool = true, music: Int = 0, time: Int = 1) {
      self.onset = onset
      self.part = part
      self.beginsPart = beginsPart
      self.music = music
      self.time = time
    }
  }

  /// A syllable that is sung.
  public struct Lyric: Hashable, Sendable {
    /// When, in quarter beats.
    public var onset: Fraction
    /// The syllable.
    public var text: String
    /// Whether the word goes on with the next syllable.
    public var leadsOn: Bool
    /// Which voice sings it, from 0.
    public var voice: Int

    /// A syllable at a moment.
    public init(onset: Fraction, text: String, leadsOn: Bool = false, voice: Int = 0) {
      self.onset = onset
      self.text = text
      self.leadsOn = leadsOn
      self.voice = voice
    }
  }
}

/// The parts of a voice as written, and where a repeat can begin.
struct WrittenParts {
  /// Where each part begins: the element and the part's name, in order.
  private(set) var parts: [(element: Int, name: String)] = []
  /// Every element from which the music may be played again, in order; the parts' beginnings are among them.
  private(set) var starts: [Int] = [0]

  /// Finds the parts; O(n).
  ///
  /// Where no `P:` marks them, a part ends at a repeat or a double bar, unless it is shorter than a bar, as a pick-up
  /// before `|:` is, or an ending follows.
  ///
  /// - Parameters:
  ///   - elements: one voice.
  ///   - bar: how long a bar is, in whatever `duration` measures; zero in free meter.
  ///   - duration: how long an element sounds.
  init(of elements: [Element], bar: Fraction, duration: (Int) -> Fraction) {
    var named: [(element: Int, name: String)] = []
    var found = [0]
    var length = Fraction.zero
    var next: Int?
    for index in elements.indices {
      switch elements[index].kind {
      case .field(let field):
        guard case .part(let name) = field.content, case let words = name.split(separator: " "), !words.isEmpty else {
          break
        }
        named.append((index, words.joined(separator: " ")))
        starts.append(index)
      case .bar(let line):
        if line.repeatsAfter > 0 || line.repeatsBefore > 0 || line.isDouble { starts.append(index + 1) }
        if !line.endings.isEmpty {
          // What follows belongs to the part before the sign.
          if line.repeatsAfter == 0 { next = nil }
        } else if line.endsPart, length > .zero, length >= bar {
          next = index + 1
        }
      case .note, .chord, .rest:
        if let start = next {
          found.append(start)
          (length, next) = (.zero, nil)
        }
        length += duration(index)
      default: break
      }
    }
    if named.isEmpty {
      parts = found.enumerated().map { ($1, $0 < 26 ? String(UnicodeScalar(UInt8(65 + $0))) : String($0 + 1)) }
    } else {
      parts = (named[0].element == 0 ? [] : [(0, "")]) + named
    }
  }

  /// The part that an element belongs to, and whether it begins there; O(log n).
  func part(at element: Int) -> (name: String, begins: Bool) {
    var (low, high) = (0, parts.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if parts[middle].element <= element { low = middle } else { high = middle }
    }
    return (parts[low].name, parts[low].element == element)
  }

  /// A stretch of elements, cut wherever a repeat can begin in it; O(log n + cuts).
  func pieces(of stretch: Range<Int>) -> [Range<Int>] {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= stretch.lowerBound { low = middle + 1 } else { high = middle }
    }
    var pieces: [Range<Int>] = []
    var from = stretch.lowerBound
    while low < starts.count, starts[low] < stretch.upperBound {
      if starts[low] > from {
        pieces.append(from..<starts[low])
        from = starts[low]
      }
      low += 1
    }
    return pieces + [from..<stretch.upperBound]
  }
}
