import ABC
import Music
import Testing

@Suite struct FollowingTests {
  /// Repeats go back to the same places; what takes no time is passed over; the moments are those of the score.
  @Test func momentsAreThoseOfTheScore() throws {
    let tune = try Tune(parsing: "X:1\nM:4/4\nL:1/8\nK:D\n|:{g}A2 \"D\"B>c|1 z4:|2 (3ded [fa]2|\n")
    let moments = Following(of: tune).moments
    let columns = moments.map(\.place.column)
    #expect(columns == [6, 12, 14, 18, 6, 12, 14, 26, 27, 28, 30])
    #expect(moments.allSatisfy { $0.place.line == 5 })
    let notes = Score(performing: tune).notes
    // The rest, the fourth moment, is no note; a chord is two.
    #expect(Set(moments.map(\.onset)).subtracting([2]) == Set(notes.map(\.onset)))
  }

  @Test func partsAreFollowedInTheirOrder() throws {
    let tune = try Tune(parsing: "X:1\nP:BA\nM:4/4\nL:1/4\nK:C\nP:A\nCDEF|\nP:B\nGABc|\n")
    #expect(Following(of: tune).moments.map(\.place.line) == [9, 9, 9, 9, 7, 7, 7, 7])
  }
}
