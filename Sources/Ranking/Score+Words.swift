import Foundation

/// The reasons in words.
extension Score {
  /// What was found and what the middle half of the collection has.
  static func reason(_ measure: Measure, _ value: Double, _ usual: ClosedRange<Double>, bars total: Int) -> String {
    func bars(of share: Double) -> Int { Int((share * Double(total)).rounded()) }
    switch measure {
    case .nats:
      return String(format: "%.2f nats a token; real tunes have ", value) + span(usual) { String(format: "%.2f", $0) }
    case .repeated:
      return "\(bars(of: value)) of \(count(Double(total), "bar")) repeat an earlier one; such tunes have "
        + span(usual) { "\(bars(of: $0))" }
    case .varied:
      return "\(bars(of: value)) of \(count(Double(total), "bar")) vary an earlier one; such tunes have "
        + span(usual) { "\(bars(of: $0))" }
    case .range:
      return "it spans \(count(value, "semitone")); such tunes span " + span(usual) { "\(Int($0.rounded()))" }
    case .leaps:
      return String(format: "%.0f %% of its intervals are wider than a fifth; such tunes have ", 100 * value)
        + span(usual) { String(format: "%.0f", 100 * $0) }
    case .notes:
      return "\(number(value)) notes a bar; such tunes have " + span(usual, number)
    }
  }

  /// What was found and what was aimed at; of shares of bars, those alone are.
  static func reason(_ measure: Measure, _ value: Double, aim: Double, bars total: Int) -> String {
    func bars(of share: Double) -> Int { Int((share * Double(total)).rounded()) }
    let what = measure == .varied ? "vary" : "repeat"
    return "\(bars(of: value)) of \(count(Double(total), "bar")) \(what) an earlier one; it was to be \(bars(of: aim))"
  }

  static func reason(form: String, share: Double?) -> String {
    let found = "its form is \(form); "
    guard let share else { return found + "few such tunes have it" }
    return found + "\(percent(share)) of such tunes have it"
  }

  /// `5 to 11`, or `5` where both ends read the same.
  private static func span(_ range: ClosedRange<Double>, _ text: (Double) -> String) -> String {
    let (low, high) = (text(range.lowerBound), text(range.upperBound))
    return low == high ? low : "\(low) to \(high)"
  }

  static func percent(_ share: Double) -> String { String(format: "%.0f %%", 100 * share) }

  /// With one place behind the point where it is not whole.
  static func number(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return tenths == tenths.rounded() ? String(format: "%.0f", tenths) : String(format: "%.1f", tenths)
  }

  /// `1 bar`, `2.5 bars`.
  static func count(_ value: Double, _ what: String) -> String {
    let text = number(value)
    return "\(text) \(what)\(text == "1" ? "" : "s")"
  }

  static func logarithm(_ value: Double) -> Double { log(value) }
}
