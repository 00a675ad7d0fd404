/// The numbers of a form, checked and made ready for one kind of meter.
struct FormPlan: Sendable {
  /// Nil where the form is free.
  var pattern: [TuneGrammar.Pattern.Part]?
  /// Bars of each part of a pattern.
  var partLength: Int
  var multiple: Int
  var longestPart: Int
  var longestUnrepeated: Int
  var longestEnding: Int
  var shortestTune: Int
  var longestTune: Int
  /// The exact number of bars; nil for any.
  var bars: Int?
  var opensWithBarLine: Bool
  var endsOnTonic: Bool
  var partsEndOnTonic: Bool

  /// - Parameter isThree: 3/4, whose parts may be longer.
  init(_ form: TuneGrammar.Form, isThree: Bool) throws(ImpossibleForm) {
    let most = 512
    let counts = [
      form.partMultiple, form.longestPart, form.longestPartInThree, form.longestUnrepeated, form.longestEnding,
      form.shortestTune, form.longestTune, form.partLength ?? 1, form.bars ?? 1,
    ]
    if let wrong = counts.first(where: { !(1...most).contains($0) }) {
      throw ImpossibleForm("a form of \(wrong) bars", mend: "ask for 1 to \(most) bars")
    }
    opensWithBarLine = form.opensWithBarLine
    endsOnTonic = form.endsOnTonic
    partsEndOnTonic = form.partsEndOnTonic
    longestEnding = form.longestEnding
    bars = form.bars
    pattern = form.pattern?.parts
    multiple = form.partLength ?? form.partMultiple
    partLength = form.partLength ?? 8
    if let parts = form.pattern?.parts {
      if let bars = form.bars {
        guard bars % parts.count == 0 else {
          let (below, above) = (bars / parts.count * parts.count, (bars / parts.count + 1) * parts.count)
          throw ImpossibleForm(
            "\(bars) bars cannot be divided equally among \(parts.count) parts",
            mend: below == 0 ? "ask for \(above) bars" : "ask for \(below) or \(above) bars")
        }
        if let asked = form.partLength, asked * parts.count != bars {
          throw ImpossibleForm(
            "\(parts.count) parts of \(asked) bars are not \(bars) bars",
            mend: "ask for \(asked * parts.count) bars, or leave one of the two out")
        }
        partLength = bars / parts.count
      }
      multiple = partLength
    }
    let longest = form.partLength ?? (isThree ? max(form.longestPart, form.longestPartInThree) : form.longestPart)
    longestPart = longest - longest % multiple
    longestUnrepeated = form.longestUnrepeated - form.longestUnrepeated % multiple
    shortestTune = form.bars ?? form.shortestTune
    longestTune = form.bars ?? max(form.longestTune, form.shortestTune)
    if pattern == nil {
      guard longestPart > 0 else {
        throw ImpossibleForm(
          "a part of at most \(longest) bars is no multiple of \(multiple)", mend: "ask for parts of \(multiple) bars")
      }
      if let bars, bars % multiple != 0 {
        throw ImpossibleForm(
          "\(bars) bars are no multiple of \(multiple), the length parts are made of",
          mend: "ask for \((bars / multiple + 1) * multiple) bars, or for parts of another length")
      }
    }
  }

  /// Whether a part of `bars` bars is whole, behind `done` bars of other parts.
  func isWhole(_ bars: Int, behind done: Int) -> Bool {
    guard bars > 0, bars % multiple == 0 else { return false }
    return self.bars.map { done + bars <= $0 } ?? true
  }

  /// How long a part may become that is not to be repeated, behind `done` bars of others.
  func longestStretch(behind done: Int) -> Int {
    let left = longestTune - done
    return max(longestPart, min(longestUnrepeated, left - left % multiple))
  }

  /// Whether a tune of `bars` bars may end.
  func mayEnd(with bars: Int) -> Bool { self.bars.map { bars == $0 } ?? (bars >= shortestTune) }

  /// Whether another part may follow `bars` bars.
  func mayGoOn(behind bars: Int) -> Bool { bars < longestTune }
}
