import Foundation
import Music

/// The line of ABC that sounds, shown in the terminal with its note inverted.
final class FollowedPage {
  /// When a place on the page begins to sound.
  struct Cue {
    var seconds: Double
    var place: Place
  }

  private let title: String
  private let lines: [[Character]]
  private let cues: [Cue]
  private var shown = -1

  /// Follows the cues, which are in order, on the lines of a file.
  init(title: String, lines: [String], cues: [Cue]) {
    self.title = title
    self.lines = lines.map(Array.init)
    self.cues = cues
  }

  func begin() {
    if !title.isEmpty { Terminal.complain(title) }
  }

  /// Shows what sounds so many seconds after the beginning; nothing where nobody watches.
  func show(at seconds: Double) {
    guard Terminal.isWatched else { return }
    var now = shown
    while now + 1 < cues.count, cues[now + 1].seconds <= seconds { now += 1 }
    guard now != shown else { return }
    let isSameLine = shown >= 0 && cues[shown].place.line == cues[now].place.line
    shown = now
    Terminal.whisper((isSameLine || now == 0 ? "\r" : "\n") + picture(of: now) + "\u{1B}[K")
  }

  func end() {
    if shown >= 0 { Terminal.whisper("\n") }
  }

  /// The line with one of its elements inverted.
  private func picture(of cue: Int) -> String {
    let place = cues[cue].place
    guard lines.indices.contains(place.line - 1) else { return "" }
    let line = lines[place.line - 1]
    let start = min(max(place.column - 1, 0), line.count)
    var end = start
    // A note reaches to the next blank, bar line or letter of a note.
    repeat { end += 1 } while end < line.count && !" |:[]".contains(line[end]) && !line[end].isLetter
    end = min(end, line.count)
    guard start < end else { return String(line) }
    return String(line[..<start]) + "\u{1B}[7m" + String(line[start..<end]) + "\u{1B}[0m" + String(line[end...])
  }
}
