import ABC
import Music

/// Bars in which only a `*` stands: to be composed.
enum Marks {
  /// What a marked bar is given to hold its time: a rest of all of it, its length in a way that nobody writes.
  private static func rest(in tune: Tune) throws(CompositionError) -> String {
    guard let meter = tune.meter else {
      throw CompositionError("the tune has no meter, so that a bar marked with * has no length; add M:")
    }
    let length = meter.barLength / tune.unitLength
    guard length.isWhole else {
      throw CompositionError("a bar of \(meter.notation) is no whole number of L: units; use a shorter unit length")
    }
    return "z\(length.numerator)/1"
  }

  /// Whether a bar of a file is a marked one, by its text in the file as ``filled(_:tune:)`` made it.
  static func isMark(_ text: String, in tune: Tune) -> Bool { (try? rest(in: tune)) == text }

  /// The file with a rest of a bar for each `*` that stands alone between bar lines of a tune.
  ///
  /// - Throws: ``CompositionError`` where there is none, or a bar has no length.
  static func filled(_ file: [UInt8], tune number: Int) throws(CompositionError) -> [UInt8] {
    let star = UInt8(ascii: "*")
    guard file.contains(star) else {
      throw CompositionError("no bar is marked; write * in each bar that is to be composed: | GABc dedB | * | * |")
    }
    let entries = Tunebook(parsing: file).entries
    guard entries.indices.contains(number) else { return file }
    let rest = Array(try rest(in: entries[number].tune).utf8)
    var result: [UInt8] = []
    var lineStart = 0
    for (index, byte) in file.enumerated() {
      if byte == UInt8(ascii: "\n") { lineStart = index + 1 }
      guard byte == star, standsAlone(file, at: index, lineStart: lineStart) else {
        result.append(byte)
        continue
      }
      result += rest
    }
    return result
  }

  /// Whether a bar line, or the line's end, is next to it on both sides, blanks aside, in a line of music.
  private static func standsAlone(_ file: [UInt8], at index: Int, lineStart: Int) -> Bool {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    func isLine(_ byte: UInt8) -> Bool {
      [UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(byte)
    }
    if lineStart + 1 < file.count, file[lineStart + 1] == UInt8(ascii: ":"), file[lineStart] != UInt8(ascii: "|") {
      return false
    }
    // Nor in a remark.
    if file[lineStart..<index].contains(UInt8(ascii: "%")) { return false }
    var before = index - 1
    while before >= lineStart, isBlank(file[before]) { before -= 1 }
    // Behind an ending's number, too.
    if before > lineStart, (0x31...0x39).contains(file[before]),
      [UInt8(ascii: "|"), UInt8(ascii: "[")].contains(file[before - 1])
    {
      before -= 1
    }
    var behind = index + 1
    while behind < file.count, isBlank(file[behind]) { behind += 1 }
    let opens = before < lineStart || isLine(file[before]) || file[before] == UInt8(ascii: "[")
    let closes = behind == file.count || isLine(file[behind]) || file[behind] == UInt8(ascii: "[")
    return opens && closes
  }
}
