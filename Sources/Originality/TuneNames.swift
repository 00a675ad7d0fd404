/// What tunes are called and where they stand. Titles are kept as they lie in the file: to make 12,000 strings that nobody asks
/// for would take longer than a comparison.
struct TuneNames: Sendable {
  /// The titles in UTF-8, one after the other.
  var text: [UInt8] = []
  /// Where each title begins, and behind the last one the length of the text.
  var titleStarts: [UInt32] = [0]
  /// The files, each once.
  var files: [String] = []
  /// Each tune's file.
  var fileNumbers: [UInt16] = []
  /// Each tune's line.
  var lines: [UInt32] = []
  private var numberOfFile: [String: Int] = [:]

  /// Bytes of a title that are kept.
  static let titleLimit = 120

  init() {}

  mutating func add(title: String, file: String, line: Int) {
    var kept = title.split(whereSeparator: \.isNewline).joined(separator: " ")
    while kept.utf8.count > Self.titleLimit { kept.removeLast() }
    text += kept.utf8
    titleStarts.append(UInt32(text.count))
    let file = file.split(whereSeparator: \.isNewline).joined(separator: " ")
    // Beyond 65,535 files their names are no longer told apart.
    let number = numberOfFile[file] ?? min(files.count, Int(UInt16.max))
    if number == files.count {
      files.append(file)
      numberOfFile[file] = number
    }
    fileNumbers.append(UInt16(number))
    lines.append(UInt32(clamping: line))
  }

  func title(of tune: Int) -> String {
    String(decoding: text[Int(titleStarts[tune])..<Int(titleStarts[tune + 1])], as: UTF8.self)
  }

  func origin(of tune: Int) -> String {
    let file = files[Int(fileNumbers[tune])]
    return file.isEmpty ? "" : "\(file):\(lines[tune])"
  }
}
