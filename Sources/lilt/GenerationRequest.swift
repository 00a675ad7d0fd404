import ABC
import ArgumentParser
import Foundation
import MIDI
import Music
import Sampling
import Tokens

extension TuneType: ExpressibleByArgument {}

/// What was asked for, as the composer takes it.
struct GenerationRequest {
  var conditions = Conditions()
  var outputKey: OutputKey?

  init(type: TuneType?, meter: String?, key: String?, prime: String?) throws {
    conditions.meter = type?.meter
    conditions.type = type
    if let meter {
      // Read as a field, so that every way of writing a meter works.
      guard let tune = try? Tune(parsing: "X:1\nM:\(meter)\nK:C\nC|\n"), let read = tune.meter else {
        throw Failure.usage("--meter \(meter): write one such as 6/8 or 4/4")
      }
      conditions.meter = read
    }
    if let key {
      guard let read = Key(parsing: key), let tonic = read.tonic else {
        throw Failure.usage("--key \(key): write one such as D, Em, Ador or Bbmaj")
      }
      conditions.mode = read.mode
      outputKey = OutputKey(tonic, alteration: read.tonicAlteration)
    }
    if let prime { try add(prime: prime, key: key) }
  }

  private mutating func add(prime: String, key: String?) throws {
    let tune = try primed(by: prime, key: key)
    let sequence: TokenSequence
    do throws(UnencodableTune) {
      sequence = try TokenSequence(encoding: tune)
    } catch {
      throw Failure.input("--prime: \(error)")
    }
    var tokens = sequence.withoutType.tokens
    if case .meter(let meter)? = tokens.first { conditions.meter = meter }
    conditions.mode = tune.key.mode
    if let tonic = tune.key.tonic { outputKey = OutputKey(tonic, alteration: tune.key.tonicAlteration) }
    tokens.removeFirst(2)
    // The encoder closes a last bar that was left open; a prime may stop within one.
    let isOpen = tune.body.last { $0.isMusic }.map { if case .bar = $0.kind { false } else { true } } ?? true
    if isOpen { tokens.removeLast() }
    conditions.prime = tokens
  }

  /// The tune that `--prime` gives: notes, an ABC file, or a MIDI file.
  private func primed(by prime: String, key: String?) throws -> Tune {
    var text = prime
    if FileManager.default.fileExists(atPath: prime) {
      let bytes = try InputFiles.read(prime)
      if bytes.starts(with: Array("MThd".utf8)) { return try Self.melody(of: bytes, prime, key: key, conditions.meter) }
      text = String(decoding: bytes, as: UTF8.self)
    }
    if !text.split(whereSeparator: \.isNewline).contains(where: { $0.hasPrefix("K:") }) {
      guard let meter = conditions.meter, let key else {
        throw Failure.usage("--prime with notes alone needs --meter (or --type) and --key to read them in")
      }
      text = "X:1\nM:\(meter.notation)\nL:1/8\nK:\(key)\n\(text)\n"
    } else if !text.hasPrefix("X:") {
      text = "X:1\n" + text
    }
    guard let entry = Tunebook(parsing: text).entries.first else {
      throw Failure.input("--prime: there is no tune in it; write notes such as 'GABc dedB|'")
    }
    if let problem = entry.problems.first(where: { $0.severity == .error }) {
      throw Failure.input("--prime: \(problem)")
    }
    return entry.tune
  }

  private static func melody(of bytes: [UInt8], _ path: String, key: String?, _ meter: Meter?) throws -> Tune {
    do {
      return try Tune(transcribing: try MIDIFile(decoding: bytes), key: key.flatMap(Key.init(parsing:)), meter: meter)
    } catch {
      throw Failure.input("\(path): \(error)")
    }
  }
}

extension Element {
  /// Whether it is a note, a chord, a rest or a bar line.
  fileprivate var isMusic: Bool {
    switch kind {
    case .note, .chord, .rest, .bar: true
    default: false
    }
  }
}
