import Foundation

/// An index as a file; the module's page has the layout.
extension MelodyIndex {
  /// What a file begins with.
  static let magic = Array("LILTORIG".utf8)
  static let version: UInt32 = 1
  /// Bytes before the first table.
  static let headerSize = 56

  /// The index as a file's bytes; O(n).
  public var bytes: [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(4 * seeds.postings.count + 2 * held.fingerprints.count + (1 << 20))
    let files = Array(names.files.map { $0 + "\n" }.joined().utf8)
    for number in [
      Self.version, UInt32(seeds.bucketBits), UInt32(seeds.windowBits), UInt32(held.count),
      UInt32(held.fingerprints.count), UInt32(seeds.postings.count), UInt32(names.text.count),
      UInt32(names.files.count), UInt32(files.count), UInt32(usual.count),
    ] { body.append(little: number) }
    body += held.fingerprints
    body += held.barBits
    for number in held.starts { body.append(little: number) }
    for number in seeds.buckets { body.append(little: number) }
    for number in seeds.postings { body.append(little: number) }
    for number in names.titleStarts { body.append(little: number) }
    for number in names.lines { body.append(little: number) }
    for number in names.fileNumbers { body.append(little: number) }
    for number in usual { body.append(little: number) }
    body += names.text
    body += files
    var result = Self.magic
    result.append(little: Self.checksum(body.span.bytes))
    return result + body
  }

  /// Reads a file.
  ///
  /// - Throws: ``MelodyIndexError`` where there is none, it cannot be read, or it is damaged or something else.
  /// - Complexity: O(n), some milliseconds for 12,000 tunes.
  public init(reading path: String) throws(MelodyIndexError) {
    do throws(MelodyIndexError) {
      try self.init(bytes: try Self.contents(of: path))
    } catch {
      var error = error
      error.path = path
      throw error
    }
  }

  private static func contents(of path: String) throws(MelodyIndexError) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw MelodyIndexError(.missing, "there is no such file", remedy: "check its name, or write one")
    }
    guard !isFolder.boolValue else { throw MelodyIndexError(.content, "is a folder", remedy: "name a file in it") }
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
      return Array(data)
    } catch {
      throw MelodyIndexError(
        .storage, "cannot be read: \(error.localizedDescription)", remedy: "check the file and its disk")
    }
  }

  /// Reads a file's bytes, whatever they hold; O(n).
  ///
  /// - Throws: ``MelodyIndexError`` of kind `.content`.
  public init(bytes: [UInt8]) throws(MelodyIndexError) {
    guard bytes.count >= Self.headerSize, bytes.starts(with: Self.magic) else {
      throw MelodyIndexError(byte: 0, "is no index of originals")
    }
    var reader = TableReader(bytes: bytes, at: Self.magic.count)
    let checksum = reader.number(UInt64.self)
    let version = reader.number(UInt32.self)
    guard version == Self.version else {
      throw MelodyIndexError(byte: 16, "is of version \(version), and this program reads version \(Self.version)")
    }
    let sizes = (0..<9).map { _ in Int(reader.number(UInt32.self)) }
    let (bucketBits, windowBits, tunes, windows) = (sizes[0], sizes[1], sizes[2], sizes[3])
    let (postings, titleBytes, files, fileBytes, usual) = (sizes[4], sizes[5], sizes[6], sizes[7], sizes[8])
    guard (1...28).contains(bucketBits), (1...31).contains(windowBits), windows < 1 << windowBits else {
      throw MelodyIndexError(byte: 20, "has tables of impossible sizes")
    }
    // No sum of so few numbers of 32 bits passes 64.
    let size =
      Self.headerSize + windows + (windows + 7) / 8 + 4
      * (tunes + 1 + (1 << bucketBits) + 1 + postings + tunes + 1 + tunes)
      + 2 * tunes + 2 * usual + titleBytes + fileBytes
    guard size == bytes.count else {
      throw MelodyIndexError(byte: 20, "has \(bytes.count) bytes, and its tables take \(size): it was cut or damaged")
    }
    guard Self.checksum(bytes.span.bytes.extracting(16..<bytes.count)) == checksum else {
      throw MelodyIndexError(byte: 8, "is damaged: its checksum is of other bytes")
    }
    held = HeldTunes(
      fingerprints: reader.bytes(windows), barBits: reader.bytes((windows + 7) / 8), starts: reader.numbers(tunes + 1))
    seeds = SeedTable(
      bucketBits: bucketBits, windowBits: windowBits, buckets: reader.numbers(1 << bucketBits + 1),
      postings: reader.numbers(postings))
    names = TuneNames()
    names.titleStarts = reader.numbers(tunes + 1)
    names.lines = reader.numbers(tunes)
    names.fileNumbers = reader.numbers(tunes)
    self.usual = reader.numbers(usual)
    names.text = reader.bytes(titleBytes)
    names.files = String(decoding: reader.bytes(fileBytes), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
    guard held.starts.climb(to: windows), seeds.buckets.climb(to: postings), names.titleStarts.climb(to: titleBytes),
      names.files.count == files, names.fileNumbers.allSatisfy({ $0 < files }), self.usual == self.usual.sorted()
    else { throw MelodyIndexError(byte: Self.headerSize, "has tables that contradict each other") }
  }

  /// A digest of some bytes, eight at a time: it guards against disks, not against people.
  private static func checksum(_ bytes: RawSpan) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.byteCount)
    func take(_ word: UInt64) {
      hash = ((hash << 23 | hash >> 41) ^ word) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash >> 29
    }
    var at = 0
    while at + 8 <= bytes.byteCount {
      take(bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
      at += 8
    }
    while at < bytes.byteCount {
      take(UInt64(bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt8.self)))
      at += 1
    }
    return hash
  }
}

/// Takes tables out of bytes whose number has been checked.
private struct TableReader {
  let bytes: [UInt8]
  var at: Int

  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type) -> Number {
    defer { at += MemoryLayout<Number>.size }
    return Number(littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: type))
  }

  mutating func numbers<Number: FixedWidthInteger & BitwiseCopyable>(_ count: Int) -> [Number] {
    let size = MemoryLayout<Number>.size
    defer { at += count * size }
    let span = bytes.span.bytes
    return (0..<count).map { index in
      Number(littleEndian: span.unsafeLoadUnaligned(fromByteOffset: at + index * size, as: Number.self))
    }
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    defer { at += count }
    return Array(bytes[at..<at + count])
  }
}

extension [UInt32] {
  /// Whether they begin at 0, never fall, and end at `end`.
  fileprivate func climb(to end: Int) -> Bool {
    first == 0 && last.map(Int.init) == end && zip(self, dropFirst()).allSatisfy { $0 <= $1 }
  }
}

extension [UInt8] {
  fileprivate mutating func append(little number: some FixedWidthInteger) {
    var rest = number
    for _ in 0..<number.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}
