/// Ogg pages with a serial number of our own.
///
/// libsndfile draws the serial number of an Ogg stream from the clock, the one thing that would make two renderings of
/// a tune differ. RFC 3533, section 6: a page is 27 bytes of header, a table of segment lengths, and the segments; its
/// checksum covers the serial number.
struct OggSerial {
  /// "Lilt" as a number; a file of one stream may have any.
  private static let serial: [UInt8] = [0x4C, 0x69, 0x6C, 0x74]

  /// Gives every page of an open file our serial number and its new checksum; O(bytes), a page in memory at a time.
  ///
  /// - Throws: ``AudioError/cannotWrite(path:reason:)``.
  static func rewrite(_ file: PartialFile) throws(AudioError) {
    var offset = 0
    while let header = try file.bytes(at: offset, count: 27) {
      guard header.prefix(4) == Array("OggS".utf8)[...],
        let table = try file.bytes(at: offset + 27, count: Int(header[26]))
      else { throw .cannotWrite(path: file.path, reason: "the Ogg file came out broken") }
      let length = 27 + table.count + table.reduce(0) { $0 + Int($1) }
      guard var page = try file.bytes(at: offset, count: length) else {
        throw .cannotWrite(path: file.path, reason: "the Ogg file came out cut short")
      }
      page.replaceSubrange(14..<18, with: serial)
      page.replaceSubrange(22..<26, with: [0, 0, 0, 0])
      let sum = checksum(page)
      page.replaceSubrange(22..<26, with: [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: sum >> $0) })
      try file.overwrite(page, at: offset)
      offset += length
    }
  }

  /// The remainder of every byte by Ogg's polynomial, 0x04C11DB7.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte) << 24) { rest, _ in
      rest & 0x8000_0000 != 0 ? rest << 1 ^ 0x04C1_1DB7 : rest << 1
    }
  }

  private static func checksum(_ page: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0
    for byte in page { sum = sum << 8 ^ table[Int(UInt8(sum >> 24) ^ byte)] }
    return sum
  }
}
