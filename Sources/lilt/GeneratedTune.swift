import Music
import Ranking
import Sampling
import Tokens

/// What became of one composition.
struct GeneratedTune {
  let composition: Composition
  /// The tune written out, or why the tokens make none, which only those of `--free` do.
  let manuscript: Result<Manuscript, MisplacedToken>
  var explanation: Explanation?
  /// Why it was kept.
  let selection: Selection
  /// Whether that is to be told.
  let tellsWhy: Bool
  var files: [String] = []

  init(_ selection: Selection, heading: Manuscript.Heading, tellsWhy: Bool = false) {
    let composition = selection.composition
    self.composition = composition
    self.selection = selection
    self.tellsWhy = tellsWhy
    let notes = tellsWhy && selection.score != nil ? WhyText.note(selection.likeness) : nil
    manuscript = Result { () throws(MisplacedToken) in
      var manuscript = try Manuscript(of: composition, heading: heading)
      if let notes { manuscript.add(notes) }
      if Score(performing: manuscript.tune).notes.isEmpty {
        let last = composition.words.last ?? ""
        throw MisplacedToken(position: composition.words.count, word: last, reason: "is the last, and nothing sounds")
      }
      return manuscript
    }
  }

  /// The tune, where there is one.
  var tune: Tune? { (try? manuscript.get())?.tune }

  /// As ABC; what is no tune, and an explanation, as comments.
  var abc: String {
    var text: String
    switch manuscript {
    case .success(let manuscript): text = manuscript.tune.abc()
    case .failure(let error):
      text = "% \(composition.number) is no tune: \(error)\n% \(composition.words.joined(separator: " "))\n"
    }
    if tellsWhy { text += WhyText.comments(selection) }
    if let explanation { text += ExplanationText.comments(explanation) }
    return text
  }

  /// As `--json` prints it.
  struct Record: Encodable {
    var number: Int
    var title: String?
    var abc: String?
    var tokens: Int
    var logLikelihood: Double
    var maskedShare: Double
    var files: [String]
    /// Of what is no tune.
    var problem: String?
    var words: [String]?
    /// False of a tune cut off.
    var ended: Bool?
    var explanation: ExplanationRecord?
    var choice: ChoiceRecord
  }

  var record: Record {
    var record = Record(
      number: composition.number, title: tune?.title, abc: tune?.abc(), tokens: composition.tokensChosen,
      logLikelihood: composition.logLikelihood, maskedShare: composition.maskedShare, files: files,
      explanation: explanation.map(ExplanationRecord.init), choice: ChoiceRecord(selection))
    if case .failure(let error) = manuscript {
      record.problem = "\(error)"
      record.words = composition.words
    }
    if !composition.isEnded { record.ended = false }
    return record
  }
}
