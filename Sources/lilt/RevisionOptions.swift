import ArgumentParser
import Sampling

/// The options of `lilt generate` that work on a tune that is there.
struct RevisionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Compose the bars of an ABC file in which only a * stands, or those that --keep leaves out.", valueName: "file"))
  var infill: String?
  @Option(help: ArgumentHelp("Bars that stay, such as 1-4,8; pickups always do.", valueName: "bars")) var keep: String?
  @Option(help: ArgumentHelp("Compose some bars of a tune anew, its cadences kept.", valueName: "file"))
  var vary: String?
  @Option(help: ArgumentHelp("The share of its bars that --vary composes. (default: 0.3)", valueName: "share"))
  var amount: Double?
  @Option(name: .customLong("continue"), help: ArgumentHelp("Add a part to a tune, of --bars bars.", valueName: "file"))
  var carryOn: String?
  @Option(help: ArgumentHelp("Which tune of the file, from 1.", valueName: "number")) var tune: Int?

  func validate() throws {
    let sources = [infill, vary, carryOn].compactMap { $0 }
    if sources.count > 1 { throw ValidationError("give one of --infill, --vary and --continue") }
    if keep != nil, infill == nil { throw ValidationError("--keep names bars of --infill FILE; add it") }
    if amount != nil, vary == nil { throw ValidationError("--amount is of --vary FILE; add it") }
    if let amount, !(amount > 0 && amount <= 1) {
      throw ValidationError("--amount \(amount): give a share above 0, at most 1")
    }
    if let tune {
      guard !sources.isEmpty else { throw ValidationError("--tune is of --infill, --vary or --continue; add one") }
      guard tune >= 1 else { throw ValidationError("--tune counts from 1") }
    }
    if let keep, Self.bars(keep) == nil { throw ValidationError("--keep \(keep): write bars such as 1-4,8") }
  }

  /// The file to work on.
  var source: String? { infill ?? vary ?? carryOn }

  /// Reads it.
  func revision(bars: Int?) throws -> Revision? {
    guard let source else { return nil }
    var plan = Revision.Plan.continuing(bars: bars ?? 8)
    if infill != nil { plan = keep.flatMap(Self.bars).map { .keeping($0) } ?? .marked }
    if vary != nil { plan = .varying(amount ?? 0.3) }
    let bytes = try InputFiles.read(source)
    do throws(CompositionError) {
      return try Revision(of: bytes, tune: (tune ?? 1) - 1, plan: plan)
    } catch {
      throw Failure.input("\(source): \(error)")
    }
  }

  /// `1-4,8` as numbers; nil where it is none.
  private static func bars(_ text: String) -> Set<Int>? {
    var result: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first >= 1, last >= first,
        last <= 10_000
      else { return nil }
      result.formUnion(first...last)
    }
    return result
  }

  /// The options as they are typed.
  var words: [String] {
    var words: [String] = []
    if let infill { words.append("--infill '\(infill)'") }
    if let keep { words.append("--keep \(keep)") }
    if let vary { words.append("--vary '\(vary)'") }
    if let amount { words.append("--amount \(amount)") }
    if let carryOn { words.append("--continue '\(carryOn)'") }
    if let tune { words.append("--tune \(tune)") }
    return words
  }
}
