import Music

/// The tunes of an ABC file, in order, each with what is wrong with it.
///
/// A tune begins at `X:` and ends at a blank line or at the next `X:` (ABC 2.1, section 2.2). Paragraphs with a key but no
/// number are tunes as well: many collections leave `X:` out. A broken tune costs itself only.
public struct Tunebook: Sendable {
  /// A tune and what its reader found.
  public struct Entry: Sendable {
    /// The tune as far as it could be read.
    public var tune: Tune
    /// What is wrong with it, in the order of the text.
    public var problems: [Problem]
  }

  /// The tunes.
  public private(set) var entries: [Entry] = []
  /// The version that the file's first line names, such as 2.1 in `%abc-2.1` (ABC 2.1, section 2.1); nil where it names
  /// none.
  public private(set) var version: Version?

  /// A version of the standard.
  public struct Version: Hashable, Sendable, Comparable {
    /// 2 in 2.1.
    public var major: Int
    /// 1 in 2.1.
    public var minor: Int

    /// By age.
    public static func < (left: Version, right: Version) -> Bool {
      (left.major, left.minor) < (right.major, right.minor)
    }

    /// Whether files of this version are to be read strictly (section 12).
    public var isStrict: Bool { self >= Version(major: 2, minor: 1) }
  }

  /// Reads a file's bytes, whatever they hold; O(n). Never fails: a file without tunes gives no entries.
  public init(parsing bytes: [UInt8]) {
    let source = SourceText(bytes)
    version = Version(of: source)
    Tunebook.read(source) { entry, _ in entries.append(entry) }
  }

  /// Reads tune after tune; `take` is given each with the lines it stands on, so that none need be kept.
  static func read(_ source: SourceText, _ take: (Entry, Range<Int>) -> Void) {
    let isStrict = Version(of: source)?.isStrict ?? false
    // Every tune begins alike: what the file's header says is read once.
    var beginning = TuneParser(source: source, inherited: [], isStrict: isStrict)
    var line = 0
    var isFirst = true
    while line < source.lines.count {
      if source.isBlank(source.lines[line]) {
        line += 1
        continue
      }
      var end = line
      while end < source.lines.count, !source.isBlank(source.lines[end]),
        end == line || !source.isTuneStart(end)
      { end += 1 }
      let block = line..<end
      if source.isTuneStart(line) || source.isTuneWithoutNumber(block) {
        var parser = beginning
        parser.read(block)
        take(Entry(tune: parser.tune, problems: parser.problems), block)
      } else if isFirst {
        // A file header: its fields are defaults for every tune (section 2.2.2).
        var parser = TuneParser(source: source, inherited: [])
        parser.readHeader(block)
        // Every tune looks through them; a book of rubbish must not make that slow.
        beginning = TuneParser(source: source, inherited: parser.tune.header.suffix(128), isStrict: isStrict)
      }
      isFirst = false
      line = end
    }
  }

  /// Reads a file's text.
  public init(parsing text: String) { self.init(parsing: Array(text.utf8)) }
}

extension Tunebook.Version {
  /// The version in a file's first line, `%abc-2.1`; nil where it names none.
  fileprivate init?(of source: SourceText) {
    guard let line = source.lines.first.map(source.string), line.hasPrefix("%abc-") else { return nil }
    let numbers = line.dropFirst(5).prefix { $0.isNumber || $0 == "." }.split(separator: ".").prefix(2).map { Int($0) }
    guard let major = numbers.first ?? nil else { return nil }
    self.init(major: major, minor: (numbers.count > 1 ? numbers[1] : nil) ?? 0)
  }
}

extension Tune {
  /// Reads the first tune of `text`; what is wrong with it is passed over as far as it can be.
  ///
  /// - Throws: ``Problem`` where there is no tune at all.
  public init(parsing text: String) throws(Problem) {
    guard let first = Tunebook(parsing: text).entries.first else {
      throw Problem(
        .noTune, at: Place(line: 1, column: 1), "there is no tune here",
        mend: "a tune begins with X: and has a K: before its music")
    }
    self = first.tune
  }
}

extension SourceText {
  /// The letter of a field line, nil for music and text.
  func fieldLetter(_ line: Range<Int>) -> UInt8? { bytes[line].fieldLetter }

  func isComment(_ line: Range<Int>) -> Bool { !line.isEmpty && bytes[line.lowerBound] == UInt8(ascii: "%") }

  func isTuneStart(_ line: Int) -> Bool { fieldLetter(lines[line]) == UInt8(ascii: "X") }

  /// A paragraph that begins with a field and has a key, on a line of its own or in brackets.
  func isTuneWithoutNumber(_ block: Range<Int>) -> Bool {
    guard let first = block.first(where: { !isComment(lines[$0]) }),
      fieldLetter(lines[first]) != nil || isBracketedField(lines[first])
    else { return false }
    return block.contains { fieldLetter(lines[$0]) == UInt8(ascii: "K") || isBracketedField(lines[$0], letter: "K") }
  }

  /// Whether a line begins with `[X:`.
  func isBracketedField(_ line: Range<Int>, letter: Unicode.Scalar? = nil) -> Bool {
    guard line.count > 3, bytes[line.lowerBound] == UInt8(ascii: "["), bytes[line.lowerBound + 1].isLetter,
      bytes[line.lowerBound + 2] == UInt8(ascii: ":")
    else { return false }
    return letter.map { bytes[line.lowerBound + 1] == UInt8(ascii: $0) } ?? true
  }
}

extension ArraySlice<UInt8> {
  /// The letter of a field line, nil for music and text. `E:|` and `c::` are music.
  var fieldLetter: UInt8? {
    guard count >= 2, self[startIndex + 1] == UInt8(ascii: ":") else { return nil }
    let letter = self[startIndex]
    guard letter.isLetter || letter == UInt8(ascii: "+") else { return nil }
    if letter.isNoteLetter || letter == UInt8(ascii: "z") || letter == UInt8(ascii: "x") {
      let next = dropFirst(2).first { !$0.isBlank }
      if next == UInt8(ascii: "|") || next == UInt8(ascii: ":") { return nil }
    }
    return letter
  }
}
