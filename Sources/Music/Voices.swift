extension Tune {
  /// The music of one voice, with the fields that concern it.
  public struct Voice: Hashable, Sendable {
    /// The name in `V:`; empty for a tune without voices.
    public var name: String
    /// Its elements in order.
    public var elements: [Element]
  }

  /// The voices in the order they first appear, each with its own elements; O(n).
  ///
  /// Music before the first `V:` belongs to the first voice. Fields before it concern every voice, for a key or a meter
  /// that stands there is not one voice's alone (ABC 2.1, section 7).
  public var voices: [Voice] {
    var order: [Voice] = []
    var numbers: [String: Int] = [:]
    var current: Int?
    var shared: [Element] = []
    for element in body {
      if case .field(let field) = element.kind, case .voice(let name) = field.content {
        if numbers[name] == nil {
          numbers[name] = order.count
          order.append(Voice(name: name, elements: order.isEmpty ? shared : []))
          if order.count == 1 { shared = Self.lastFields(of: shared) } else { order[order.count - 1].elements = shared }
        }
        current = numbers[name]
      } else if let current {
        order[current].elements.append(element)
      } else {
        shared.append(element)
      }
    }
    return order.isEmpty ? [Voice(name: "", elements: shared)] : order
  }

  /// The last field of every letter: what is in force behind `elements`.
  static func lastFields(of elements: [Element]) -> [Element] {
    var seen: Set<Character> = []
    let fields = elements.reversed().filter { element in
      guard case .field(let field) = element.kind else { return false }
      return seen.insert(field.letter).inserted
    }
    return fields.reversed()
  }
}
