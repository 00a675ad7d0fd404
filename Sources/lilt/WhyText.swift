import Foundation
import Originality
import Ranking

/// How it is told why a tune was kept.
enum WhyText {
  /// Comments of ABC: a line for the whole and a line for each part, the worst first.
  static func comments(_ selection: Selection) -> String {
    let total = selection.score.map { String(format: "score %.2f, 0 is best", $0.total) } ?? "no tune, no score"
    let refused = selection.refused > 0 ? ", \(selection.refused) refused as copies" : ""
    let composed =
      selection.candidates > 1 ? "kept of \(selection.candidates) candidates\(refused)" : "the only candidate"
    var text = "% \(total); \(composed)\n"
    let parts = selection.score?.parts ?? []
    for part in parts.sorted(by: { $0.penalty > $1.penalty }) {
      text += String(format: "%%   %.2f ", part.penalty) + "\(part.aspect.rawValue): \(plain(part.reason))\n"
    }
    return text
  }

  /// The remark in the header.
  static func note(_ likeness: Likeness) -> String? {
    guard let nearest = likeness.nearest else { return "nearest: none, no bar shared" }
    let title = likeness.isOfRun || !nearest.title.isEmpty ? nearest.title : "a tune without a title"
    let bars = Bars.text(nearest.bars.double)
    // A bare per cent sign would begin a comment.
    let name = plain(title).replacingOccurrences(of: "%", with: "\\%")
    return "nearest: \(name), \(bars) \(bars == "1" ? "bar" : "bars") shared"
  }

  /// On one line, whatever a title holds.
  static func plain(_ text: String) -> String {
    String(
      text.map { character in
        let breaks =
          character.isNewline || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        return breaks ? " " : character
      })
  }
}

extension GeneratedTune {
  /// What is to be said of a tune that is a copy all the same.
  var warning: String? {
    guard selection.isCopy, let nearest = selection.likeness.nearest else { return nil }
    let title = nearest.title.isEmpty ? "a tune without a title" : WhyText.plain(nearest.title)
    let rest = selection.candidates > 1 ? "; of \(selection.candidates) candidates none shares less" : ""
    return "tune \(composition.number) shares \(Bars.text(nearest.bars.double)) bars with \(title)\(rest)"
  }
}

/// The same for programs.
struct ChoiceRecord: Encodable {
  struct Part: Encodable {
    var aspect: Score.Aspect
    var penalty: Double
    var reason: String
  }

  var candidates: Int
  var refused: Int
  var copy: Bool
  /// The sum of the penalties; nil of what is no tune.
  var score: Double?
  var parts: [Part]
  var nearest: PassageRecord?
  /// How many real tunes in a hundred share less with their nearest.
  var percentile: Double?
  /// The share of the notes that tunes trained on have in runs of a bar and more.
  var share: Double?

  init(_ selection: Selection) {
    let likeness = selection.likeness
    candidates = selection.candidates
    refused = selection.refused
    copy = selection.isCopy
    score = selection.score?.total
    parts = (selection.score?.parts ?? []).map { Part(aspect: $0.aspect, penalty: $0.penalty, reason: $0.reason) }
    nearest = likeness.nearest.map { PassageRecord($0, ofRun: likeness.isOfRun) }
    percentile = likeness.percentile
    share = likeness.collection?.share
  }
}
