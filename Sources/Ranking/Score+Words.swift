import Foundation

/// The reasons in words.
extension Score {
  /// What was found and what the middle half of the collection has.
  static func reason(_ measure: Measure, _ value: Double, _ usual: ClosedRange<Double>, bars: Int) -> String {
    let tunes = measure == .nats ? "real tunes" : "such tunes"
    let ends = (text(usual.lowerBound, of: measure, bars), text(usual.upperBound, of: measure, bars))
    let span = ends.0 == ends.1 ? ends.0 : "\(ends.0) to \(ends.1)"
    return "\(found(measure, value, bars)); \(tunes) \(measure == .range ? "span" : "have") \(span)"
  }

  /// What was found and what was aimed at.
  static func reason(_ measure: Measure, _ value: Double, aim: Double, bars: Int) -> String {
    "\(found(measure, value, bars)); it was to be \(text(aim, of: measure, bars))"
  }

  private static func found(_ measure: Measure, _ value: Double, _ bars: Int) -> String {
    let figure = text(value, of: measure, bars)
    return switch measure {
    case .nats: "\(figure) nats a token"
    case .repeated: "\(figure) of \(count(Double(bars), "bar")) repeat an earlier one"
    case .varied: "\(figure) of \(count(Double(bars), "bar")) vary an earlier one"
    case .range: "it spans \(count(value, "semitone"))"
    case .leaps: "\(figure) % of its intervals are wider than a fifth"
    case .notes: "\(figure) notes a bar"
    }
  }

  /// A value as a person would say it: shares of bars as bars.
  private static func text(_ value: Double, of measure: Measure, _ bars: Int) -> String {
    switch measure {
    case .nats: String(format: "%.2f", value)
    case .repeated, .varied: "\(Int((value * Double(bars)).rounded()))"
    case .range: "\(Int(value.rounded()))"
    case .leaps: String(format: "%.0f", 100 * value)
    case .notes: number(value)
    }
  }

  static func reason(form: String, share: Double?) -> String {
    let found = "its form is \(form); "
    guard let share else { return found + "few such tunes have it" }
    return found + "\(percent(share)) of such tunes have it"
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
