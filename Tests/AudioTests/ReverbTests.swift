import Audio
import Testing

@Suite struct ReverbTests {
  @Test func roomsAreNamedOrAsLoudAsANumberSays() {
    #expect(Reverb("hall") == .hall && Reverb("Pub") == .pub && Reverb("none")?.level == 0)
    // The usual room, half as loud as can be.
    #expect(Reverb("0.5") == Reverb(level: 0.5, roomSize: Reverb.room.roomSize))
    for words in ["", "church", "-0.1", "1.5", "nan"] { #expect(Reverb(words) == nil) }
  }

  @Test func numbersOutsideAreBroughtWithin() {
    var reverb = Reverb(level: 7, roomSize: -1, damping: .nan)
    #expect(reverb.level == 1 && reverb.roomSize == 0 && reverb.damping == 0)
    reverb.width = 9
    #expect(reverb.width == 1)
  }
}
