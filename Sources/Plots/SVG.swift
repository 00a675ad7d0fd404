import Foundation

/// Pieces of SVG pictures. All lengths are in pixels.
public enum SVG {
  /// How wide every picture is.
  public static let width = 820.0
  /// The margin on the left, where an axis has its numbers.
  public static let left = 64.0
  /// The margin on the right.
  public static let right = 24.0
  /// Colours that people with any colour vision can tell apart (Okabe and Ito 2008), darkest first.
  public static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#8a8a00"]

  /// A whole picture: a title, then `parts`.
  public static func picture(height: Double, title: String, _ parts: [String]) -> String {
    let size = "width=\"\(number(width))\" height=\"\(number(height))\""
    let head = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(number(width)) \(number(height))\" \(size) "
        + "font-family=\"sans-serif\" font-size=\"13\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"#fdfdfb\"/>",
      "<text x=\"\(number(left))\" y=\"28\" font-size=\"17\" fill=\"#222\">\(escaped(title))</text>",
    ]
    return (head + parts + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// A line of text.
  public static func text(_ text: String, x: Double, y: Double, colour: String, anchor: String = "start") -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" fill=\"\(colour)\">\(escaped(text))</text>"
  }

  /// A stroke of colour and what it stands for.
  public static func key(_ name: String, _ colour: String, x: Double, y: Double, isFaint: Bool = false) -> [String] {
    [
      "<line x1=\"\(number(x))\" y1=\"\(number(y - 4))\" x2=\"\(number(x + 24))\" y2=\"\(number(y - 4))\" "
        + "stroke=\"\(colour)\" stroke-width=\"3\"\(isFaint ? " stroke-opacity=\"0.45\"" : "")/>",
      text(name, x: x + 32, y: y, colour: "#333"),
    ]
  }

  /// A number of at most `digits` decimals, whatever the language of the machine.
  public static func number(_ value: Double, digits: Int = 2) -> String {
    let power = pow(10, Double(digits))
    let rounded = (value * power).rounded() / power
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }

  /// A number beside an axis: thousands parted by a narrow space, small ones with as many decimals as they need.
  public static func tick(_ value: Double) -> String {
    if value != 0, abs(value) < 1e-4 || abs(value) >= 1e9 {
      let power = Int(floor(log10(abs(value)) + 1e-9))
      return number(value / pow(10, Double(power)), digits: 1) + "e\(power)"
    }
    let plain = number(value, digits: abs(value) < 0.1 ? 4 : 2)
    guard abs(value) >= 10_000, !plain.contains(".") else { return plain }
    var groups: [Substring] = []
    var rest = plain[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([rest] + groups).joined(separator: "\u{202F}")
  }

  /// Text that may stand between tags.
  public static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .filter { !$0.unicodeScalars.contains { $0.value < 0x20 } }
  }
}
