/// An XML element with its attributes and what stands in it.
///
/// Written by hand: Foundation's `XMLDocument` would make the command need libxml2 and ICU on Linux, and an encoder of
/// `Codable` values has no say in the order of elements, on which MusicXML insists. Nothing here reads XML.
struct Tag: Hashable {
  var name: String
  var attributes: [Attribute] = []
  var text = ""
  var children: [Tag] = []

  struct Attribute: Hashable {
    var name: String
    var value: String
  }

  /// An element with other elements in it, or with none.
  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Tag] = []) {
    self.name = name
    self.attributes = attributes.map { Attribute(name: $0, value: $1) }
    self.children = children
  }

  /// An element with text in it.
  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
    self.init(name, attributes)
    self.text = text
  }

  /// An element with a number in it.
  init(_ name: String, _ number: Int) { self.init(name, text: String(number)) }

  /// Adds an attribute where there is a value for it.
  func with(_ name: String, _ value: String?) -> Tag {
    guard let value else { return self }
    var result = self
    result.attributes.append(Attribute(name: name, value: value))
    return result
  }

  /// Writes the element, indented by its depth, and a line end behind it; O(length).
  func write(to output: inout String, depth: Int = 0) {
    let indent = String(repeating: "  ", count: depth)
    output += indent + "<" + name
    for attribute in attributes {
      output += " \(attribute.name)=\""
      Self.escape(attribute.value, to: &output)
      output += "\""
    }
    if !text.isEmpty {
      output += ">"
      Self.escape(text, to: &output)
      output += "</\(name)>\n"
    } else if children.isEmpty {
      output += "/>\n"
    } else {
      output += ">\n"
      for child in children { child.write(to: &output, depth: depth + 1) }
      output += indent + "</\(name)>\n"
    }
  }

  /// Writes text as XML 1.0 allows it: five characters by name, control characters left out.
  private static func escape(_ text: String, to output: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "\n": output += "&#10;"
      case "\t": output += "&#9;"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
      default: output.unicodeScalars.append(scalar)
      }
    }
  }
}
