import Checkpoints
import Recurrent
import Tokens

/// Tunes that share the steps of the network, a row of its logits each: the one place that runs it.
struct Ensemble {
  private let stepper: Stepper
  /// What each row reads next.
  private var inputs: [TokenID]
  /// Works out what the network hears beside the tokens, and how far each row has come; empty where it hears nothing.
  private let reader: ContextReader?
  private var contexts: [ContextReader.State] = []
  private var contextRows: [Int32] = []
  /// `(rows, V)`, row-major, of the last step.
  private(set) var logits: [Float] = []
  let vocabularySize: Int

  /// `rows` tunes at their start, with room for as many as `capacity`.
  init(_ model: Model, rows: Int, capacity: Int) {
    stepper = Stepper(parameters: model.parameters, streams: max(rows, capacity))
    vocabularySize = model.vocabulary.count
    inputs = [TokenID](repeating: Vocabulary.startID, count: rows)
    reader = model.contextReader
    if let reader { contexts = Array(repeating: reader.start(), count: rows) }
    if rows < capacity { stepper.retain(streams: Array(0..<rows)) }
  }

  /// Reads a token in each row.
  mutating func step() {
    contextRows.removeAll(keepingCapacity: true)
    if let reader {
      for row in inputs.indices {
        contexts[row].take(inputs[row], reader)
        contexts[row].appendRows(to: &contextRows, reader)
      }
    }
    stepper.step(inputs, context: contextRows, into: &logits)
  }

  /// Where a row's logits begin.
  func base(of row: Int) -> Int { row * vocabularySize }

  /// What a row reads next.
  mutating func give(_ token: TokenID, to row: Int) { inputs[row] = token }

  /// Puts a row at the start of a tune.
  mutating func restart(_ row: Int) {
    stepper.reset(stream: row)
    inputs[row] = Vocabulary.startID
    if let reader { contexts[row] = reader.start() }
  }

  /// Row i becomes what row `kept[i]` was and reads `tokens[i]`; a row may be named more than once.
  mutating func retain(_ kept: [Int], reading tokens: [TokenID]) {
    // Mostly every row goes on, and nothing has to move.
    if !kept.elementsEqual(inputs.indices) {
      stepper.retain(streams: kept)
      if reader != nil { contexts = kept.map { contexts[$0] } }
    }
    inputs = tokens
  }

  /// A tune as far as a row has read it, to go on from there.
  struct Place {
    fileprivate let stream: Stepper.Snapshot
    fileprivate let context: ContextReader.State?
    fileprivate let logits: ArraySlice<Float>
  }

  /// Where a row is.
  func place(of row: Int) -> Place {
    Place(
      stream: stepper.snapshot(stream: row), context: reader == nil ? nil : contexts[row],
      logits: logits[base(of: row)..<base(of: row + 1)])
  }

  /// Puts the rows where those of `places` were, as many as there are.
  mutating func resume(_ places: [Place]) {
    stepper.retain(streams: Array(repeating: 0, count: places.count))
    for (row, place) in places.enumerated() { stepper.restore(place.stream, to: row) }
    inputs = Array(repeating: Vocabulary.startID, count: places.count)
    contexts = places.compactMap(\.context)
    logits = places.flatMap(\.logits)
  }
}

extension Ensemble {
  /// Runs `count` tunes, at most ``Composer/streams`` at a time: where one is finished, the next begins in its row at once.
  ///
  /// - Parameter next: told a tune's index, the logits and where the tune's begin; gives its next token, nil once the tune
  ///   is finished.
  static func perform<E: Error>(
    _ count: Int, with model: Model, _ next: (Int, [Float], Int) throws(E) -> TokenID?
  ) throws(E) {
    guard count > 0 else { return }
    let streams = min(count, Composer.streams)
    var ensemble = Ensemble(model, rows: streams, capacity: streams)
    var tunes = Array(0..<streams)
    var started = streams
    while !tunes.isEmpty {
      ensemble.step()
      var left = tunes.count
      for row in tunes.indices {
        if let token = try next(tunes[row], ensemble.logits, ensemble.base(of: row)) {
          ensemble.give(token, to: row)
        } else if started < count {
          ensemble.restart(row)
          tunes[row] = started
          started += 1
        } else {
          tunes[row] = -1
          left -= 1
        }
      }
      if left < tunes.count {
        let kept = tunes.indices.filter { tunes[$0] >= 0 }
        tunes = kept.map { tunes[$0] }
        if left > 0 { ensemble.retain(kept, reading: kept.map { ensemble.inputs[$0] }) }
      }
    }
  }
}
