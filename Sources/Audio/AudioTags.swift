/// Words that go into an audio file where its format has room for them.
public struct AudioTags: Hashable, Sendable {
  /// The tune.
  public var title: String
  /// Who made or plays it.
  public var artist: String
  /// Anything else.
  public var comment: String

  /// Tags; empty ones are left out.
  public init(title: String = "", artist: String = "", comment: String = "") {
    self.title = title
    self.artist = artist
    self.comment = comment
  }
}
