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
    var order: [String] = []
    var parts: [String: [Element]] = [:]
    var shared: [Element] = []
    var current: String?
    for element in body {
      if case .field(let field) = element.kind, case .voice(let name) = field.content {
        if parts[name] == nil {
          order.append(name)
          parts[name] = shared
        }
        current = name
      } else if let current {
        parts[current]!.append(element)
      } else {
        shared.append(element)
      }
    }
    guard let first = order.first else { return [Voice(name: "", elements: shared)] }
    // Notes ahead of any `V:` were copied to every voice with the shared fields; they are the first voice's alone.
    return order.map { name in
      guard name != first else { return Voice(name: name, elements: parts[name]!) }
      let own = parts[name]!.enumerated().filter { $0.offset >= shared.count || $0.element.isField }.map(\.element)
      return Voice(name: name, elements: own)
    }
  }
}

extension Element {
  /// Whether it is a field.
  var isField: Bool {
    if case .field = kind { return true }
    return false
  }
}
