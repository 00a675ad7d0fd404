/// What the steps of a bar sound: the key signature, and the accidentals met so far in the bar.
///
/// An accidental holds for its step in every octave until the bar line (ABC 2.1, section 11.3, the default
/// `propagate-accidentals: pitch`) unless ``reach`` says otherwise. A tie carries it over the bar line to the note it is
/// tied to, and no further: where the next note is another one, the sign was a slur in its writer's mind and carries
/// nothing.
public struct AccidentalScope: Sendable {
  /// The key in force.
  public var key: Key {
    didSet {
      guard key != oldValue else { return }
      signature = Self.alterations(of: key)
      beginBar()
    }
  }
  /// How far an accidental holds within its bar.
  public var reach = AccidentalReach.pitch
  /// What the key makes of each step. Asking its dictionary for every note took a twentieth of a performance.
  private var signature: SIMD8<Int8>
  /// Alterations of the bar by step: the key's own until an accidental is met.
  private var inBar: SIMD8<Int8>
  /// Alterations of the bar by place on the staff, where they hold for that alone.
  private var atPlace: [Int: Int] = [:]
  /// Alterations that ties bring to the note that comes next, by its place on the staff.
  private var arriving: [Int: Int] = [:]
  /// Alterations that ties take from the note being read.
  private var leaving: [Int: Int] = [:]
  /// What waits at the end of the bar while an overlay is read.
  private var held: [Int: Int] = [:]

  /// A scope at the start of a bar in `key`.
  public init(key: Key) {
    self.key = key
    signature = Self.alterations(of: key)
    inBar = signature
  }

  private static func alterations(of key: Key) -> SIMD8<Int8> {
    var result = SIMD8<Int8>()
    for (step, alteration) in key.signature { result[step.rawValue] = Int8(clamping: alteration) }
    return result
  }

  /// The alteration in semitones that `pitch` sounds with; a written accidental is remembered for the bar.
  public mutating func alteration(of pitch: WrittenPitch) -> Int {
    if let written = pitch.writtenAlteration {
      switch reach {
      case .pitch: inBar[pitch.step.rawValue] = Int8(clamping: written)
      case .octave: atPlace[pitch.staffPosition] = written
      case .note: break
      }
      return written
    }
    if !arriving.isEmpty, let carried = arriving[pitch.staffPosition] { return carried }
    if !atPlace.isEmpty, let here = atPlace[pitch.staffPosition] { return here }
    return current(pitch.step)
  }

  /// The alteration a step has without an accidental of its own.
  public func current(_ step: Step) -> Int { Int(inBar[step.rawValue]) }

  /// Records that a note sounding with `alteration` is tied, so that the next one at its place sounds the same.
  public mutating func tie(_ pitch: WrittenPitch, alteration: Int) { leaving[pitch.staffPosition] = alteration }

  /// Ends a note, a chord or a rest: ties that led to it have come to their end.
  public mutating func endNote() {
    if !arriving.isEmpty || !leaving.isEmpty { (arriving, leaving) = (leaving, [:]) }
  }

  /// Begins the bar anew for an overlay: ties of the music so far wait for the bar line.
  public mutating func beginOverlay() {
    held.merge(arriving) { $1 }
    arriving = [:]
  }

  /// Forgets the accidentals of the bar; ties survive.
  public mutating func crossBarLine() {
    beginBar()
    if !held.isEmpty {
      arriving.merge(held) { $1 }
      held = [:]
    }
  }

  private mutating func beginBar() {
    inBar = signature
    if !atPlace.isEmpty { atPlace = [:] }
  }

  /// Forgets everything but the key and the reach, as at the start of a voice.
  mutating func restart() {
    let reach = reach
    self = AccidentalScope(key: key)
    self.reach = reach
  }
}
