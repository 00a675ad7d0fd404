/// The words at the head of an MP3 file.
///
/// libsndfile leaves MP3's tags to LAME, which cuts them at 30 bytes of Latin-1. ID3 2.4 (id3.org, "main structure" and
/// "native frames") has room for any title in any script.
struct ID3Tag {
  /// The bytes of the tag, to stand before the sound; none where there are no words.
  let bytes: [UInt8]

  /// A tag of the words that are not empty, cut at 60,000 bytes each.
  init(_ tags: AudioTags) {
    var frames: [UInt8] = []
    for (name, text, prefix) in [
      ("TIT2", tags.title, []), ("TPE1", tags.artist, []),
      // A comment names its language and ends its (empty) description first.
      ("COMM", tags.comment, Array("und".utf8) + [0]),
    ] where !text.isEmpty {
      // 3 says that the text is UTF-8.
      let contents: [UInt8] = [3] + prefix + text.utf8.prefix(60_000)
      frames += Array(name.utf8) + ID3Tag.size(contents.count) + [0, 0] + contents
    }
    bytes = frames.isEmpty ? [] : Array("ID3".utf8) + [4, 0, 0] + ID3Tag.size(frames.count) + frames
  }

  /// Four bytes of seven bits, so that no size looks like the start of sound.
  private static func size(_ count: Int) -> [UInt8] { [21, 14, 7, 0].map { UInt8(count >> $0 & 0x7F) } }
}
