import ABC
import ArgumentParser
import Checkpoints
import Corpora
import Foundation
import Music

/// `lilt check`: what is wrong with ABC files, and where.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads tunes and reports every problem with its place and what would mend it.",
    discussion: """
      Folders are searched for .abc files. Ends with exit code 1 where there was an error; with --strict also for \
      warnings. The name of a problem's rule stands in brackets behind it: \
      \(Problem.Rule.allCases.map(\.rawValue).joined(separator: ", ")).
      """)

  @Argument(help: "ABC files or folders; - for standard input.") var files: [String]
  @Flag(help: "Let warnings count as errors.") var strict = false
  @Flag(help: "Print a JSON object a problem, a line each.") var json = false
  @Flag(help: "Print how often each rule is broken instead of the problems.") var summary = false
  @Option(help: ArgumentHelp("Look for this alone; may be given several times.", valueName: "rule"))
  var only: [Problem.Rule] = []
  @Option(help: ArgumentHelp("Do not look for this; may be given several times.", valueName: "rule"))
  var except: [Problem.Rule] = []

  /// From this many problems on they are counted by rule at the end.
  private static let crowd = 20

  func run() throws {
    let rules = Set(only.isEmpty ? Problem.Rule.allCases : only).subtracting(except)
    let paths = try InputFiles.tunes(in: files)
    var books = try Parallel.mapLargestFirst(paths, size: InputFiles.size) { path in
      CheckedFile(path: path, book: CheckedBook(checking: try InputFiles.read(path)), rules: rules)
    }
    if rules.contains(.duplicateTune) { CheckedFile.findDuplicates(in: &books) }
    if !summary {
      let asJSON = json
      let reports = try Parallel.map(books, finished: { _ in }) { asJSON ? $0.jsonLines : $0.report }
      try Terminal.write(Array(reports.joined()))
    }
    try conclude(books)
  }

  private func conclude(_ books: [CheckedFile]) throws {
    let found = books.flatMap { $0.problems.map(\.problem.rule) }
    let counts = found.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      .sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
    if summary {
      for (rule, count) in counts { try Terminal.put(json ? Self.json(rule, count) : Self.line(rule, count)) }
    } else if found.count > Self.crowd, !json {
      for (rule, count) in counts { Terminal.complain(Self.line(rule, count)) }
    }
    let tunes = books.reduce(0) { $0 + $1.book.entries.count }
    let errors = found.count { $0.severity == .error }
    let warnings = found.count - errors
    let total = "\(tunes) \(tunes == 1 ? "tune" : "tunes")"
    guard !found.isEmpty else { return Terminal.complain("\(total), nothing to mend") }
    let message =
      "\(total), \(errors) \(errors == 1 ? "error" : "errors"), \(warnings) \(warnings == 1 ? "warning" : "warnings")"
    guard errors > 0 || strict else { return Terminal.complain(message) }
    throw Failure(message: message, code: .input)
  }

  private static func line(_ rule: Problem.Rule, _ count: Int) -> String {
    let number = String(count)
    return String(repeating: " ", count: max(0, 7 - number.count)) + "\(number) \(rule.severity)  \(rule.rawValue)"
  }

  private static func json(_ rule: Problem.Rule, _ count: Int) -> String {
    "{\"rule\":\"\(rule.rawValue)\",\"severity\":\"\(rule.severity)\",\"count\":\(count)}"
  }
}

extension Problem.Rule: ExpressibleByArgument {}

/// A file with the problems that were asked for.
struct CheckedFile: Sendable {
  let path: String
  let book: CheckedBook
  /// The problems in the order of the text, each with the tune it belongs to; -1 for none.
  var problems: [(problem: Problem, tune: Int)]

  init(path: String, book: CheckedBook, rules: Set<Problem.Rule>) {
    self.path = path
    self.book = book
    problems = book.problems.filter { rules.contains($0.rule) }.map { ($0, -1) }
    for (index, entry) in book.entries.enumerated() {
      for problem in entry.problems where rules.contains(problem.rule) { problems.append((problem, index)) }
    }
    sort()
  }

  private mutating func sort() {
    problems = problems.enumerated().sorted {
      ($0.element.problem.place, $0.offset) < ($1.element.problem.place, $1.offset)
    }.map(\.element)
  }

  /// Adds a warning to every tune whose melody an earlier one has, in any key; O(tunes).
  static func findDuplicates(in files: inout [CheckedFile]) {
    var known: [MelodyPrint: (path: String, line: Int, title: String)] = [:]
    for file in files.indices {
      var hasChanged = false
      for (index, entry) in files[file].book.entries.enumerated() {
        guard let melody = entry.melody else { continue }
        guard let first = known[melody] else {
          known[melody] = (files[file].path, entry.line, entry.title)
          continue
        }
        let name = first.title.isEmpty ? "the tune" : "'\(first.title)'"
        let own = entry.title.isEmpty ? "this tune" : "'\(entry.title)'"
        let problem = Problem(
          .duplicateTune, at: Place(line: entry.line, column: 1),
          "\(own) has the melody of \(name) at \(first.path):\(first.line)",
          mend: "keep one of the two")
        files[file].problems.append((problem, index))
        hasChanged = true
      }
      if hasChanged { files[file].sort() }
    }
  }

  /// `file:line:column: error: what; what would mend it [rule]`, the line and a caret under the place.
  var report: [UInt8] {
    var text = ""
    for (problem, _) in problems {
      text += "\(path):\(problem) [\(problem.rule.rawValue)]\n"
      let excerpt = SourceExcerpt(at: problem.place, in: book)
      text += "    \(excerpt.line)\n    \(excerpt.caret)\n"
    }
    return Array(text.utf8)
  }

  /// A JSON object a problem, a line each.
  var jsonLines: [UInt8] {
    var text = ""
    for (problem, index) in problems {
      let tune = index >= 0 ? book.entries[index] : nil
      text += "{\"file\":\(JSONText.quoted(path)),\"line\":\(problem.place.line),\"column\":\(problem.place.column)"
      text += ",\"severity\":\"\(problem.severity)\",\"rule\":\"\(problem.rule.rawValue)\""
      text += ",\"message\":\(JSONText.quoted(problem.message)),\"mend\":\(JSONText.quoted(problem.mend))"
      text += ",\"tune\":\(tune?.number.map(JSONText.quoted) ?? "null")"
      text += ",\"title\":\(JSONText.quoted(tune?.title ?? ""))}\n"
    }
    return Array(text.utf8)
  }
}
