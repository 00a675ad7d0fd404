import Dispatch
import Kernels
import Synchronization

/// Runs `body` for 0..<count on up to `threads` threads and waits for all.
///
/// A thread that is done takes the next index, so one that the system holds up holds up no other. Which thread runs what
/// never shows in a result: bodies write apart.
func inParallel(_ count: Int, threads: Int, _ body: (Int) -> Void) {
  let workers = min(threads, count)
  guard workers > 1 else {
    Multiplier.prepareThread()
    for index in 0..<count { body(index) }
    return
  }
  withoutActuallyEscaping(body) { body in
    // Safe because every caller's indices touch their own memory and nothing outlives this call.
    nonisolated(unsafe) let shared = body
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      Multiplier.prepareThread()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { break }
        shared(index)
      }
    }
  }
}
