import MIDI
import Testing

@Suite struct InstrumentTests {
  @Test(arguments: [
    // General MIDI 1 counted from 0: violin 40, whistle 78, flute 73, accordion 21, banjo 105, harp 46, piano 0.
    ("fiddle", 40), ("Violin", 40), ("tin-whistle", 78), ("whistle", 78), ("tin_whistle", 78), ("Irish Flute", 73),
    ("accordion", 21), ("concertina", 23), ("banjo", 105), ("harp", 46), ("piano", 0), ("guitar", 24), ("0", 0),
    ("12", 12), ("127", 127),
  ])
  func namesAndNumbersAreUnderstood(name: String, program: Int) throws {
    #expect(try Instrument(named: name).program == program)
  }

  @Test(arguments: ["kazoo", "", "128", "-1", "+4", "99999999999999999999"])
  func othersAreRefusedWithTheNamesThereAre(name: String) {
    let error = #expect(throws: UnknownInstrument.self) { try Instrument(named: name) }
    #expect(error?.description.contains("fiddle, tin whistle") == true)
  }

  @Test func noNameMeansTwoInstrumentsAndNoRangeLeavesMIDI() {
    let names = Instrument.all.flatMap { [$0.name] + $0.otherNames }
    #expect(Set(names).count == names.count)
    for instrument in Instrument.all {
      #expect((0...127).contains(instrument.range.lowerBound + min(0, instrument.soundingShift)))
      #expect((0...127).contains(instrument.range.upperBound + max(0, instrument.soundingShift)))
      // A tune of an octave and a half has to fit.
      #expect(instrument.range.count > 18)
    }
  }
}
