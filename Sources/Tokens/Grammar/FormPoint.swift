/// Where in the form of a tune a bar stands: what it takes to know which bar lines may close it.
struct FormPoint: Hashable, Sendable {
  enum Mode: Hashable, Sendable {
    /// `|:` opened the part, so that `:|` must close it.
    case open
    /// The part begins where a repeat would go back to without `|:`, so that `:|` may close it.
    case implied
    /// The part is played once.
    case single
  }

  enum Ending: Hashable, Sendable { case none, first, awaitingSecond, second }

  /// The part's number in the pattern; 0 in a free form.
  var part = 0
  /// Bars of the parts before, no further than they matter.
  var done = 0
  /// Bars of this part before this one.
  var bars = 0
  var mode = Mode.implied
  var ending = Ending.none
  /// Bars of the endings, known with the first, and those written of the present one.
  var endingLength = 0
  var endingBars = 0
  /// Whether the part begins with a pickup, which its last bar leaves out.
  var hasPickup = false
  /// Whether this bar is that pickup.
  var isPickup = false
  /// Whether nothing stands before this bar but perhaps `|:`: it may become a pickup.
  var isFirst = false
  /// Whether a bar line stands before it.
  var isOpened = false
  /// Whether `|:` may open the part here.
  var mayOpen = false
  /// Whether the tune may end here.
  var mayEnd = false
  /// Whether music may follow.
  var goesOn = true
}

/// A bar line that may be written, and where it leads.
struct FormEdge: Sendable {
  enum Line: Hashable, Sendable, CaseIterable { case bar, repeatEnd, repeatStart, firstEnding, secondEnding, end }

  /// How long the bar is that it closes.
  enum Length: Hashable, Sendable {
    /// It closes none.
    case nothing
    case full
    /// A full bar less the pickup of the part.
    case closing
    /// A full bar less the pickup the tune begins with.
    case last
    /// The pickup of the part.
    case pickup
    /// Any length that a pickup may have, which it becomes.
    case freePickup
    /// A full bar less any length that a pickup may have, which the next part begins with.
    case split
  }

  var line: Line
  var length: Length
  var target: Int
  /// Whether the music goes on behind it for certain, so that a tie may lead over it.
  var carriesTie = false
  /// Whether the note before must be the tonic.
  var needsTonic = false
  var beginsPart = false
}
