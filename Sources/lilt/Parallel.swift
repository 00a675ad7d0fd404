import Dispatch
import Synchronization

/// The same work on many things, on every core.
enum Parallel {
  /// Maps in order; the first failure by position is thrown once all work that had begun is done.
  static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], finished: (Int) -> Void, _ work: @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let state = Mutex<(results: [Result<Output, any Error>?], done: Int, hasFailed: Bool)>(
      (Array(repeating: nil, count: inputs.count), 0, false))
    // Called under the lock alone, one thread at a time.
    nonisolated(unsafe) let report = finished
    withoutActuallyEscaping(work) { work in
      DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
        guard !state.withLock({ $0.hasFailed }) else { return }
        let result = Result { try work(inputs[index]) }
        state.withLock {
          $0.results[index] = result
          if case .failure = result { $0.hasFailed = true }
          $0.done += 1
          report($0.done)
        }
      }
    }
    let results = state.withLock { $0.results }
    for case .failure(let error)? in results { throw error }
    return results.compactMap { try? $0?.get() }
  }

  /// The same, beginning with the largest things, so that no core is left with one of them at the end.
  static func mapLargestFirst<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], size: (Input) -> Int, _ work: @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let sizes = inputs.map(size)
    let order = inputs.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    let results = try map(order.map { inputs[$0] }, finished: { _ in }, work)
    return zip(order, results).sorted { $0.0 < $1.0 }.map(\.1)
  }
}
