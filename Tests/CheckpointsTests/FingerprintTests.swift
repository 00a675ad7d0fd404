import Checkpoints
import Testing

@Suite struct FingerprintTests {
  /// FIPS 180-4's examples, and what `sha256sum` says of nothing and of a thousand letters.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 1000), "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"),
  ]) func knownDigests(text: String, digest: String) {
    var fingerprint = Fingerprint()
    fingerprint.combine(text)
    #expect(fingerprint.hex == digest)
  }

  @Test func cutsMakeNoDifference() {
    let bytes = (0..<300).map { UInt8($0 % 251) }
    var whole = Fingerprint()
    whole.combine(bytes)
    for size in [1, 3, 63, 64, 65, 130] {
      var parts = Fingerprint()
      for start in stride(from: 0, to: 300, by: size) { parts.combine(Array(bytes[start..<min(300, start + size)])) }
      #expect(parts.hex == whole.hex)
    }
  }
}
