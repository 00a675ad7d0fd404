import ArgumentParser
import Corpora
import Music
import Tokens

/// Every tune of collections through tokens and back: does it sound the same notes, transposed?
struct RoundTrip: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "round-trip", abstract: "decode(encode(tune)) against the tune, note by note, over whole collections.")

  @Argument var collections: [String]
  @Option(help: "How many differing tunes to show.") var show = 10

  func run() throws {
    let collection = try TuneCollection(reading: collections)
    var same = 0
    var different: [String] = []
    for piece in collection.pieces {
      let decoded: Tune
      do {
        // Through the words, as a token file would hold them.
        decoded = try Tune(decoding: try TokenSequence(words: piece.sequence.words))
      } catch {
        different.append("\(piece.origin) \(piece.title): \(error)")
        continue
      }
      let before = Score(performing: piece.tune.withoutJumps()).notes
      let after = Score(performing: decoded).notes
      let shift = (after.first?.pitch ?? 0) - (before.first?.pitch ?? 0)
      let moved = before.map { Score.Note(onset: $0.onset, pitch: $0.pitch + shift, duration: $0.duration) }
      let plain = after.map { Score.Note(onset: $0.onset, pitch: $0.pitch, duration: $0.duration) }
      if moved == plain {
        same += 1
      } else {
        let first = zip(moved, plain).enumerated().first { $0.element.0 != $0.element.1 }
        let place = first.map { "note \($0.offset + 1): \($0.element.0) against \($0.element.1)" } ?? "the end"
        different.append(
          "\(piece.origin) \(piece.title): \(before.count) notes, \(after.count) back; first difference at \(place)")
      }
    }
    print(
      "\(collection.pieces.count) accepted tunes, \(same) sound the same after encoding and decoding, "
        + "\(different.count) do not")
    for line in different.prefix(show) { print("  " + line) }
    if !different.isEmpty { throw ExitCode.failure }
  }
}
