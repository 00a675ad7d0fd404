import Foundation
import Originality

/// A passage that two tunes share, for programs.
struct PassageRecord: Encodable {
  var title: String
  var origin: String
  var bars: Double
  var bar: Int
  var otherBar: Int
  var notes: Int
  /// Whether the other is a tune of the run; nil where there is no run.
  var ofRun: Bool?

  init(_ passage: SharedPassage, ofRun: Bool? = nil) {
    title = passage.title
    origin = passage.origin
    bars = passage.bars.double
    bar = passage.bar
    otherBar = passage.otherBar
    notes = passage.notes
    self.ofRun = ofRun
  }

  /// `9.5 bars from bar 6 as in The Kesh (oneills-1907/03.abc:12) from bar 6`.
  var text: String {
    let place = origin.isEmpty ? "" : "(\(origin))"
    let other = [title.isEmpty ? "a tune without a title" : title, place].filter { !$0.isEmpty }
    return "\(Bars.text(bars)) \(bars == 1 ? "bar" : "bars") from bar \(bar) as in \(other.joined(separator: " ")) "
      + "from bar \(otherBar)"
  }
}
