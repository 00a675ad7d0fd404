/// The symbols over the notes of a voice that its `s:` lines write below (ABC 2.1, section 4.15).
public struct SymbolLines: Hashable, Sendable {
  /// For every element of the voice the symbols over it, as they would stand before it: `"Am"`, `!trill!`.
  public private(set) var symbols: [Int: [String]] = [:]

  /// Aligns the symbols among `elements`, which are one voice; O(n).
  public init(of elements: [Element]) {
    guard elements.contains(where: { if case .field(let field) = $0.kind { field.letter == "s" } else { false } })
    else {
      return
    }
    for line in AlignedLines("s", in: elements).lines {
      var stops = line.stops[...]
      for sign in Self.signs(of: line.text) {
        if sign == "|" {
          while let stop = stops.popFirst() { if case .barLine = stop { break } }
          continue
        }
        var note: Int?
        while note == nil, let stop = stops.popFirst() { if case .note(let index) = stop { note = index } }
        guard let note else { break }
        if sign != "*" { symbols[note, default: []].append(sign) }
      }
    }
  }

  /// The chord symbol over an element; nil where there is none. Annotations are none.
  func chord(at index: Int) -> String? {
    // Nearly no tune has such lines.
    symbols.isEmpty
      ? nil
      : symbols[index]?.lazy.filter { $0.first == "\"" }.map { String($0.dropFirst().dropLast()) }
        .first { $0.isChordSymbol }
  }

  /// `"Am"`, `!trill!`, `*` and `|`, in order.
  private static func signs(of text: String) -> [String] {
    var signs: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      switch first {
      case "\"", "!":
        let close = rest.dropFirst().firstIndex(of: first)
        let sign = close.map { rest[...$0] } ?? rest
        signs.append(String(sign))
        rest = rest[sign.endIndex...]
      case "*", "|":
        signs.append(String(first))
        rest = rest.dropFirst()
      default:
        let sign = rest.prefix { !$0.isWhitespace && !"\"!*|".contains($0) }
        if !sign.isEmpty { signs.append(String(sign)) }
        rest = rest.dropFirst(max(1, sign.count))
      }
    }
    return signs
  }
}

extension String {
  /// Whether quoted text is a chord symbol and no annotation (section 4.19).
  public var isChordSymbol: Bool {
    switch utf8.first {
    case nil: false
    case UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "@"): false
    default: true
    }
  }
}
