import Music

/// Something in an ABC text that is wrong, where it is, and what would mend it.
public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
  /// How much is lost.
  public enum Severity: String, Hashable, Sendable {
    /// The music cannot be what was meant.
    case error
    /// The music is most likely right all the same.
    case warning
  }

  /// What is asked of a text, each with a name that counts and machines can go by.
  public enum Rule: String, CaseIterable, Hashable, Sendable, Codable {
    case noTune = "no-tune"
    case noKey = "no-key"
    case noNumber = "no-number"
    case key
    case meter
    case unitLength = "unit-length"
    case inlineField = "inline-field"
    case sign
    case accidental
    case length
    case tie
    case quotation
    case chord
    case emptyChord = "empty-chord"
    case graces
    case tuplet
    case tupletShort = "tuplet-short"
    case brokenRhythm = "broken-rhythm"
    case barLine = "bar-line"
    case endingNumber = "ending-number"
    case macro
    case outdated
    // What a whole tune is asked, behind its reading: the folder Checking.
    case barLength = "bar-length"
    case pickup
    case meterFit = "meter-fit"
    case repeatOpen = "repeat-open"
    case endingPartner = "ending-partner"
    case endingClose = "ending-close"
    case keySignature = "key-signature"
    case tiePitch = "tie-pitch"
    case slur
    case range
    case noTitle = "no-title"
    case noMeter = "no-meter"
    case number
    case duplicateNumber = "duplicate-number"
    case fieldOrder = "field-order"
    case decoration
    case markup
    case mailHeader = "mail-header"
    case duplicateTune = "duplicate-tune"

    /// How much is lost where the rule is broken.
    public var severity: Severity {
      switch self {
      case .noTune, .noKey, .inlineField, .accidental, .length, .quotation, .chord, .graces, .tuplet, .barLength,
        .endingPartner:
        .error
      default: .warning
      }
    }
  }

  /// Which rule is broken.
  public var rule: Rule
  /// Where it stands in the file.
  public var place: Place
  /// What is wrong.
  public var message: String
  /// What would mend it.
  public var mend: String

  /// A problem at a place.
  public init(_ rule: Rule, at place: Place, _ message: String, mend: String) {
    self.rule = rule
    self.place = place
    self.message = message
    self.mend = mend
  }

  /// How much is lost.
  public var severity: Severity { rule.severity }

  /// `line:column: error: what; what would mend it`.
  public var description: String { "\(place.line):\(place.column): \(severity): \(message); \(mend)" }
}
