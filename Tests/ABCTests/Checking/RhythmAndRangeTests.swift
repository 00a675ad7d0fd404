import ABC
import Testing

@Suite struct RhythmAndRangeTests {
  @Test func whatLacksNotes() {
    #expect(found("ABC DE(3F|]").contains("tuplet-short 6:7"))
    #expect(found("ABC DEF|ABC DEF>|]").contains("broken-rhythm 6:16"))
    #expect(found("ABC (3DEF G|A>BC DEF|]") == [])
  }

  /// A piano has A0 (21), written `A,,,,`, to C8 (108), written `c'''`; nothing plays what is lower or higher.
  @Test func outOfRange() {
    #expect(found("A,,,,BC DEF|c'''de fga|]") == [])
    #expect(found("G,,,,BC DEF|ABC DEF|]") == ["range 6:1"])
    #expect(found("ABC DEF|ABC c''''2d''''|]") == ["range 6:13"])
  }
}
