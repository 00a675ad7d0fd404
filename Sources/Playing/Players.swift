/// Who plays a tune together.
public struct Players: Hashable, Sendable {
  /// What chords are played on.
  public enum Accompanist: String, CaseIterable, Hashable, Sendable {
    case guitar, piano, bouzouki

    /// The General MIDI program, 0...127, that Lilt's SoundFont has it at.
    public var program: Int {
      switch self {
      case .guitar: 24
      case .piano: 0
      case .bouzouki: 25
      }
    }
  }

  /// The instrument of the melody.
  public var idiom: Idiom
  /// Who plays the chords; nil for nobody.
  public var accompanist: Accompanist?
  /// Whether tonic and fifth are held below the tune.
  public var drone: Bool
  /// Whether a bodhrán plays.
  public var bodhran: Bool

  /// A melody, alone unless others are named.
  public init(idiom: Idiom = .fiddle, accompanist: Accompanist? = nil, drone: Bool = false, bodhran: Bool = false) {
    self.idiom = idiom
    self.accompanist = accompanist
    self.drone = drone
    self.bodhran = bodhran
  }
}
