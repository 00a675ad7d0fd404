import ABC
import ArgumentParser
import Foundation

/// `lilt format`: tunes laid out as people print them.
struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lays ABC out as people print it: fields in order, bars in columns, notes beamed by the beat.",
    discussion: """
      What sounds never changes. Comments, free text, lyrics and the file's own header stay where they are; lines with \
      lyrics, several voices or no meter keep their ends. Folders are searched for .abc files.
      """)

  @Argument(help: "ABC files, or folders with --in-place or --check; - for standard input.") var files: [String]
  @Option(name: .shortAndLong, help: ArgumentHelp("Write here instead of to standard output.", valueName: "file"))
  var output: String?
  @Flag(help: "Write every file back where it came from, whole or not at all.") var inPlace = false
  @Flag(help: "Write nothing; name the files that are not laid out so, and end with exit code 1 where there are any.")
  var check = false
  @Option(help: ArgumentHelp("Bars on a line, pickups not counted.", valueName: "bars")) var bars = 4
  @Flag(help: "Say nothing but errors.") var quiet = false

  func validate() throws {
    guard (1...64).contains(bars) else { throw ValidationError("--bars takes 1 to 64") }
    guard [output != nil, inPlace, check].count(where: { $0 }) <= 1 else {
      throw ValidationError("give one of -o, --in-place and --check")
    }
    if inPlace, files.contains("-") { throw ValidationError("--in-place needs a file: standard input has no place") }
    if output != nil, files.count > 1 { throw ValidationError("-o takes one file; --in-place takes many") }
  }

  func run() throws {
    let bars = bars
    let paths = try InputFiles.tunes(in: files)
    if output != nil, paths.count > 1 { throw Failure.usage("-o takes one file; --in-place takes many") }
    let results = try Parallel.mapLargestFirst(paths, size: InputFiles.size) { path in
      let raw = try InputFiles.read(path)
      return (raw: raw, book: FormattedBook(formatting: raw, barsPerLine: bars))
    }
    var unformatted = 0
    for (index, (raw, book)) in results.enumerated() {
      let path = paths[index]
      let isChanged = raw != book.bytes
      if isChanged { unformatted += 1 }
      if !quiet {
        for line in book.untouched {
          Terminal.complain(
            "\(path):\(line): warning: this tune stays as it is; a new layout would change what it means")
        }
      }
      if check {
        if isChanged { try Terminal.put(path) }
      } else if inPlace {
        if isChanged { try OutputFiles.write(book.bytes, to: path) }
      } else {
        // Files that follow one another on standard output stay files of tunes: a blank line parts them.
        let parting = output == nil && index + 1 < paths.count && !book.bytes.suffix(2).elementsEqual("\n\n".utf8)
        try OutputFiles.write(book.bytes + (parting ? Array("\n".utf8) : []), to: output ?? "-")
      }
    }
    guard check, unformatted > 0 else { return }
    throw Failure(
      message:
        "\(unformatted) of \(paths.count) files not laid out; lilt format --in-place mends it",
      code: .input)
  }
}
