extension Tune {
  /// The tune with its macros (`m:`) written out for good; O(n).
  ///
  /// For changes to the music, after which a macro would no longer stand for what it stood for.
  public func withoutMacros() -> Tune {
    guard header.contains(where: { $0.letter == "m" }) || inherited.contains(where: { $0.letter == "m" }) else {
      return self
    }
    var result = self
    result.header.removeAll { $0.letter == "m" }
    result.inherited.removeAll { $0.letter == "m" }
    result.body.removeAll { element in
      switch element.kind {
      case .macro: true
      case .field(let field): field.letter == "m"
      default: false
      }
    }
    return result
  }
}
