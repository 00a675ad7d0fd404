import ABC
import Music
import Testing

/// One rule of the ABC 2.1 standard (December 2011): a source that it decides, and what has to come of it.
///
/// What has to come of it was worked out by hand from the standard, never taken from the program.
struct StandardCase: Sendable, CustomTestStringConvertible {
  enum Expectation: Sendable {
    /// The notes that sound, in the notation of ``SoundingNotes``.
    case sounds(String)
    /// What a reader of the file finds.
    case reads(Reading, String)
  }

  /// The section of the standard.
  let section: String
  /// The rule in our own words.
  let rule: String
  /// A whole ABC file.
  let abc: String
  /// Which tune of the file is looked at, from 1.
  let tune: Int
  let expectation: Expectation

  private init(_ section: String, _ rule: String, _ abc: String, _ tune: Int, _ expectation: Expectation) {
    self.section = section
    self.rule = rule
    self.abc = abc
    self.tune = tune
    self.expectation = expectation
  }

  /// A file, one tune of which sounds so.
  init(_ section: String, _ rule: String, abc: String, tune: Int = 1, sounds: String) {
    self.init(section, rule, abc, tune, .sounds(sounds))
  }

  /// A file in which a reader finds something.
  init(_ section: String, _ rule: String, abc: String, tune: Int = 1, _ reading: Reading, is expected: String) {
    self.init(section, rule, abc, tune, .reads(reading, expected))
  }

  /// Music under a small header that sounds so; free meter, C major and a crotchet as the unit unless said otherwise.
  init(
    _ section: String, _ rule: String, _ music: String, meter: String? = nil, key: String = "C", unit: String = "1/4",
    sounds: String
  ) {
    self.init(section, rule, Self.file(music, meter: meter, key: key, unit: unit), 1, .sounds(sounds))
  }

  /// Music under the same small header in which a reader finds something.
  init(
    _ section: String, _ rule: String, _ music: String, meter: String? = nil, key: String = "C", unit: String = "1/4",
    _ reading: Reading, is expected: String
  ) {
    self.init(section, rule, Self.file(music, meter: meter, key: key, unit: unit), 1, .reads(reading, expected))
  }

  private static func file(_ music: String, meter: String?, key: String, unit: String) -> String {
    "X:1\nT:Case\n" + (meter.map { "M:\($0)\n" } ?? "") + "L:\(unit)\nK:\(key)\n\(music)\n"
  }

  var testDescription: String { "\(section) \(rule)" }

  /// Reads the file and compares.
  func check() throws {
    let entries = Tunebook(parsing: abc).entries
    switch expectation {
    case .reads(let reading, let expected):
      let found = try reading(of: entries.map(\.tune), at: tune - 1)
      #expect(found == expected, "\(section): \(rule)\n\(abc)")
    case .sounds(let expected):
      try #require(entries.indices.contains(tune - 1), "\(section): \(rule)\nthere is no tune \(tune) in\n\(abc)")
      let heard = SoundingNotes(Score(performing: entries[tune - 1].tune))
      let written = try SoundingNotes(parsing: expected)
      #expect(heard == written, "\(section): \(rule)\n\(abc)")
    }
  }
}
