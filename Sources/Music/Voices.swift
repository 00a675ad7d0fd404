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
    // Nearly every tune has one voice; its music is shared, not copied.
    guard body.contains(where: \.namesVoice) else { return [Voice(name: "", elements: body)] }
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
        // What the field says of the staff holds from here on.
        if field.staff != nil, let current { order[current].elements.append(element) }
      } else if let current {
        order[current].elements.append(element)
      } else {
        shared.append(element)
      }
    }
    return order
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

extension Element {
  fileprivate var namesVoice: Bool {
    if case .field(let field) = kind, case .voice = field.content { true } else { false }
  }
}

extension Tune {
  /// How the voice called `name` stands and sounds at the start: what `K:` says, and what `V:` in the header says besides;
  /// O(fields).
  public func staff(ofVoice name: String) -> Staff {
    Staves(of: self).staff(ofVoice: name)
  }

  /// How far accidentals hold at the start.
  public var accidentalReach: AccidentalReach {
    var result = AccidentalReach.pitch
    for content in opening {
      if case .directive(let directive) = content, let reach = AccidentalReach(directive) { result = reach }
    }
    return result
  }

  /// The order of the parts; nil where the header names none.
  public var parts: PartOrder? {
    if case .parts(let order)? = first("P")?.content { return order }
    return nil
  }
}

extension Directive {
  /// Semitones that `%%MIDI transpose` raises what sounds; nil for any other directive.
  public var transposition: Int? {
    guard name == "MIDI", arguments.count > 1, arguments[0] == "transpose" else { return nil }
    return Int(arguments[1]).map { max(-60, min(60, $0)) }
  }

  /// The General MIDI program, 0...127, that `%%MIDI program` asks for; nil for any other directive.
  public var program: Int? {
    guard name == "MIDI", arguments.first == "program", let word = arguments.dropFirst().last, let number = Int(word),
      (0...127).contains(number)
    else { return nil }
    return number
  }
}
