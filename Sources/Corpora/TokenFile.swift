import Music
import Tokens

/// Token files as folk-rnn publishes them: tunes parted by blank lines, or a tune a line.
enum TokenFile {
  /// Whether a file's beginning is a token file's: a meter and a key, then only words of the scheme.
  ///
  /// A tune that may be cut off at the end of the beginning is not looked at.
  static func looksLikeOne(_ beginning: String) -> Bool {
    let tunes = tunes(in: beginning).prefix(3)
    guard let first = tunes.first else { return false }
    let words = first.words
    guard words.contains(where: { $0.hasPrefix("K:") }), words.prefix(3).contains(where: { $0.hasPrefix("M:") }) else {
      return false
    }
    let known = words.prefix(60).filter { $0 == "<s>" || $0 == "</s>" || Token($0) != nil }.count
    return words.count > 4 && known * 20 >= min(words.count, 60) * 19
  }

  /// The words of every tune and the line each starts at.
  static func tunes(in text: String) -> [(words: [String], line: Int)] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let isOneALine = lines.lazy.filter { $0.contains("M:") && $0.contains(" K:") }.count > 0
    var result: [(words: [String], line: Int)] = []
    var words: [String] = []
    var start = 0
    for (number, line) in lines.enumerated() {
      let isBlank = line.allSatisfy(\.isWhitespace)
      if !words.isEmpty, isBlank || isOneALine {
        result.append((words, start + 1))
        words = []
      }
      if words.isEmpty { start = number }
      words += line.split(whereSeparator: \.isWhitespace).map(String.init)
    }
    if !words.isEmpty { result.append((words, start + 1)) }
    return result
  }
}

extension TuneCollection {
  /// Adds a token file's tunes as they are: checked, not rewritten.
  mutating func addTokenFile(_ bytes: [UInt8], file: String) {
    for (words, line) in TokenFile.tunes(in: String(decoding: bytes, as: UTF8.self)) {
      let origin = Piece.Origin(file: file, line: line)
      do throws(MisplacedToken) {
        let sequence = try TokenSequence(words: words)
        let tune = try Tune(decoding: sequence)
        if !Score(performing: tune).notes.isEmpty {
          pieces.append(Piece(sequence: sequence, tune: tune, title: "", origin: origin))
        } else {
          reject("no notes", title: "", origin: origin)
        }
      } catch {
        reject("\(error.reason): '\(error.word)'", title: "", origin: origin)
      }
    }
  }
}
