import ABC
import Music

/// Something a reader finds in a tune or in a file, as a line of text.
struct Reading: Sendable {
  /// There is no tune to look at.
  struct Missing: Error { var tune: Int }

  private let read: @Sendable ([Tune], Int) throws -> String

  private init(_ read: @escaping @Sendable (Tune) -> String) {
    self.read = { tunes, index in
      guard tunes.indices.contains(index) else { throw Missing(tune: index + 1) }
      return read(tunes[index])
    }
  }

  private init(ofFile read: @escaping @Sendable ([Tune]) -> String) {
    self.read = { tunes, _ in read(tunes) }
  }

  func callAsFunction(of tunes: [Tune], at index: Int) throws -> String { try read(tunes, index) }

  /// The first title of every tune of the file, `One; Two`.
  static let titles = Reading(ofFile: { $0.map(\.title).joined(separator: "; ") })
  /// The number of every tune of the file as written.
  static let numbers = Reading(ofFile: { $0.map { $0.number ?? "none" }.joined(separator: "; ") })
  /// The first title.
  static let title = Reading { $0.title }
  /// The composer.
  static let composer = Reading { $0.composer }
  /// The rhythm.
  static let rhythm = Reading { $0.rhythm }

  /// The values of all fields with a letter in the tune's header, `one; two`.
  static func header(_ letter: Character) -> Reading {
    Reading { $0.values(of: letter).joined(separator: "; ") }
  }

  /// The values of all fields with a letter that the file's header gives the tune.
  static func inherited(_ letter: Character) -> Reading {
    Reading { $0.inherited.filter { $0.letter == letter }.map(\.value).joined(separator: "; ") }
  }

  /// The values of all fields with a letter in the music, `one; two`.
  static func body(_ letter: Character) -> Reading {
    Reading { tune in
      tune.body.compactMap { element in
        if case .field(let field) = element.kind, field.letter == letter { field.value } else { nil }
      }.joined(separator: "; ")
    }
  }

  /// The key's tonic and mode, `Edor`.
  static let key = Reading { $0.key.name }
  /// The signature of the key in the order of the steps, `c# f#`; `-` where nothing is altered.
  static let signature = Reading { tune in
    let signs = Step.allCases.compactMap { step -> String? in
      let alteration = tune.key.alteration(of: step)
      guard alteration != 0 else { return nil }
      return step.letter.lowercased() + String(repeating: alteration > 0 ? "#" : "b", count: abs(alteration))
    }
    return signs.isEmpty ? "-" : signs.joined(separator: " ")
  }
  /// The meter as count and unit, `7/8`, or `free`.
  static let meter = Reading { tune in tune.meter.map { "\($0.count)/\($0.unit)" } ?? "free" }
  /// Crotchets a minute at the start, `none` where no figure is written.
  static let quartersPerMinute = Reading { tune in
    tune.tempo?.quartersPerMinute.map { "\($0)" } ?? "none"
  }
  /// The words of the tempo.
  static let tempoText = Reading { $0.tempo?.text ?? "none" }

  /// The tempi in crotchets a minute with their onsets, `0: 120.0, 4: 60.0`.
  static let tempi = Reading { tune in list(Score(performing: tune).tempi) { "\($0)" } }
  /// The meters with their onsets, `0: 6/8, 3: 9/8`.
  static let meters = Reading { tune in list(Score(performing: tune).meters) { "\($0.count)/\($0.unit)" } }
  /// The keys with their onsets, `0: Cmaj, 4: Gmaj`.
  static let keys = Reading { tune in list(Score(performing: tune).keys) { $0.name } }
  /// The chord symbols with their onsets, `0: Am, 4: D7`.
  static let chordSymbols = Reading { tune in list(Score(performing: tune).chordSymbols) { $0 } }
  /// How long the performance lasts in quarter beats, rests included.
  static let duration = Reading { "\(Score(performing: $0).duration)" }
  /// How many voices there are.
  static let voiceCount = Reading { "\($0.voices.count)" }
  /// For every note in order of onset and pitch, the number of its voice from 1.
  static let voiceNumbers = Reading { tune in
    Score(performing: tune).notes.map { "\($0.voice + 1)" }.joined(separator: " ")
  }

  /// The decorations in the music as written, blanks between them.
  static let decorations = Reading { tune in
    tune.body.compactMap { if case .decoration(let sign) = $0.kind { sign } else { nil } }.joined(separator: " ")
  }
  /// The quoted texts in the music as written, `|` between them.
  static let quoted = Reading { tune in
    tune.body.compactMap { if case .quoted(let text) = $0.kind { text } else { nil } }.joined(separator: "|")
  }
  /// The music, sign by sign, without the blanks and the ends of lines.
  static let signs = Reading { tune in
    tune.body.filter {
      switch $0.kind {
      case .space, .lineEnd: false
      default: true
      }
    }.map(\.word).joined(separator: " ")
  }
  /// Whether every line of music but the last is joined to the next, `joined` or `broken`, line by line.
  static let lineEnds = Reading { tune in
    tune.body.compactMap { if case .lineEnd(let continued) = $0.kind { continued ? "joined" : "broken" } else { nil } }
      .joined(separator: " ")
  }

  private static func list<Value>(
    _ changes: [Score.Change<Value>], _ name: (Value) -> String
  ) -> String {
    changes.map { "\($0.onset): \(name($0.value))" }.joined(separator: ", ")
  }
}
