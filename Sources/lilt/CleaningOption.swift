import ArgumentParser
import Corpora

/// Whether collections are cleaned before anything is learned from or measured on them.
struct CleaningOption: ParsableArguments {
  @Flag(
    help: """
      Leave out tunes whose bars or repeats do not add up, fragments, and settings that are nearly an earlier one; tell \
      tunes that name no type the one their rhythm shows.
      """)
  var clean = false

  /// The tunes of a collection, each once, cleaned where asked to.
  ///
  /// - Parameter report: told what the cleaning left out.
  func pieces(of collection: TuneCollection, report: (TuneCollection.Cleaning) -> Void = { _ in }) -> [Piece] {
    let unique = collection.withoutRepeats().collection
    guard clean else { return unique.pieces }
    let (cleaned, cleaning) = unique.cleaned()
    report(cleaning)
    return cleaned.pieces
  }
}
