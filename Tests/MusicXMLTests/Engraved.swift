import ABC
import Music
import MusicXML

/// The document of some music without the white space between its elements, so that parts of it can be written on a line.
func engraved(
  _ music: String, meter: String = "4/4", unit: String = "1/4", key: String = "C", header: String = ""
) throws -> String {
  let tune = try Tune(parsing: "X:1\n\(header)M:\(meter)\nL:\(unit)\nK:\(key)\n\(music)\n")
  return compact(MusicXMLDocument(engraving: tune).text)
}

/// A document without the white space between its elements.
func compact(_ text: String) -> String {
  text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
}

/// What stands in the measures of the first part, attributes of the first one left out, one string a measure.
func measures(
  _ music: String, meter: String = "4/4", unit: String = "1/4", key: String = "C", header: String = ""
) throws -> [String] {
  measures(of: try engraved(music, meter: meter, unit: unit, key: key, header: header))
}

/// The measures of one part of a compact document, the first one's attributes left out.
func measures(of document: String, part: Int = 1) -> [String] {
  let own = document.between("<part id=\"P\(part)\">", "</part>").first ?? ""
  return own.between("<measure ", "</measure>").enumerated().map { index, measure in
    let attributes = index == 0 ? measure.between("<attributes>", "</attributes>").first : nil
    return "<measure " + measure.replacing("<attributes>\(attributes ?? "")</attributes>", with: "") + "</measure>"
  }
}

extension String {
  /// What stands between each `start` and the `end` behind it.
  func between(_ start: String, _ end: String) -> [String] {
    components(behind: start).map { part in
      part.firstRange(of: end).map { String(part[..<$0.lowerBound]) } ?? part
    }
  }

  private func components(behind start: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: start) {
      rest = rest[range.upperBound...]
      parts.append(String(rest))
    }
    return parts
  }

  /// What stands in each element of a name, in order.
  func texts(_ name: String) -> [String] { between("<\(name)>", "</\(name)>") }
}

/// Notes as letters, lengths and what is asked for: `C4:8`.
func pitches(_ document: String) -> [String] {
  document.texts("note").filter { $0.contains("<pitch>") }.map { note in
    let alter = note.texts("alter").first.map { $0 == "1" ? "#" : $0 == "-1" ? "b" : $0 } ?? ""
    return (note.texts("step").first ?? "") + alter + (note.texts("octave").first ?? "")
  }
}
