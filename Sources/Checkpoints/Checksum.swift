/// XXH64 of some bytes (Y. Collet, "xxHash fast digest algorithm", specification 0.2): tells a file from a damaged one.
///
/// Written out because Debian's libxxhash would be one more library to install for these sixty lines, and because
/// SHA-256 takes fifty times as long, which every start of a program that loads a model would feel. A change of
/// the bytes goes unnoticed once in some 2^64; it guards against disks, not against people.
struct Checksum: Hashable, Sendable {
  /// The digest so far; it seeds that of the next bytes.
  private(set) var value: UInt64 = 0

  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The digest as 16 hexadecimal digits.
  var hex: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Takes in `bytes`: the digest becomes theirs, seeded with what it was. So pieces are not the same as their sum.
  ///
  /// - Complexity: O(n), some 5 GB/s.
  mutating func combine(_ bytes: [UInt8]) { combine(bytes.span.bytes) }

  mutating func combine(_ bytes: RawSpan) {
    let count = bytes.byteCount
    var at = 0
    var hash: UInt64
    if count >= 32 {
      var lanes = (
        value &+ Checksum.prime1 &+ Checksum.prime2, value &+ Checksum.prime2, value, value &- Checksum.prime1
      )
      while at + 32 <= count {
        lanes.0 = Checksum.round(lanes.0, Checksum.word(bytes, at))
        lanes.1 = Checksum.round(lanes.1, Checksum.word(bytes, at + 8))
        lanes.2 = Checksum.round(lanes.2, Checksum.word(bytes, at + 16))
        lanes.3 = Checksum.round(lanes.3, Checksum.word(bytes, at + 24))
        at += 32
      }
      hash =
        Checksum.rotate(lanes.0, 1) &+ Checksum.rotate(lanes.1, 7) &+ Checksum.rotate(lanes.2, 12)
        &+ Checksum.rotate(lanes.3, 18)
      for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
        hash = (hash ^ Checksum.round(0, lane)) &* Checksum.prime1 &+ Checksum.prime4
      }
    } else {
      hash = value &+ Checksum.prime5
    }
    hash &+= UInt64(count)
    while at + 8 <= count {
      hash ^= Checksum.round(0, Checksum.word(bytes, at))
      hash = Checksum.rotate(hash, 27) &* Checksum.prime1 &+ Checksum.prime4
      at += 8
    }
    if at + 4 <= count {
      hash ^= UInt64(bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt32.self)) &* Checksum.prime1
      hash = Checksum.rotate(hash, 23) &* Checksum.prime2 &+ Checksum.prime3
      at += 4
    }
    while at < count {
      hash ^= UInt64(bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt8.self)) &* Checksum.prime5
      hash = Checksum.rotate(hash, 11) &* Checksum.prime1
      at += 1
    }
    hash = (hash ^ hash >> 33) &* Checksum.prime2
    hash = (hash ^ hash >> 29) &* Checksum.prime3
    value = hash ^ hash >> 32
  }

  // All supported processors are little-endian, as the digest is defined. The span checks its bounds.
  @inline(__always)
  private static func word(_ bytes: RawSpan, _ at: Int) -> UInt64 {
    bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotate(lane &+ word &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 { word &<< bits | word &>> (64 - bits) }
}
