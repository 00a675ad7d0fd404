import Dispatch
import Kernels

/// Runs `body` for 0..<count on up to `threads` threads and waits for all.
///
/// Which thread runs what never shows in a result: bodies write apart.
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
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      Multiplier.prepareThread()
      for index in stride(from: worker, to: count, by: workers) { shared(index) }
    }
  }
}
