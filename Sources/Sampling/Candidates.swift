import Tokens

/// A token that may be chosen, of several hypotheses or of one.
struct Candidate {
  /// What it is chosen by.
  var score: Double
  var hypothesis: Int32 = 0
  var token: TokenID

  /// Whether it is chosen before another; at equal scores the earlier hypothesis, then the lower token.
  @inline(__always)
  func precedes(_ other: Candidate) -> Bool {
    if score != other.score { return score > other.score }
    return (hypothesis, token) < (other.hypothesis, other.token)
  }
}

/// Candidates that can be taken best first: a binary heap, for the few best of many are wanted.
///
/// It keeps its memory, so that filling it again allocates nothing.
struct Candidates {
  private(set) var heap: [Candidate] = []

  mutating func removeAll() { heap.removeAll(keepingCapacity: true) }

  /// Adds one; call ``order()`` before the first is taken.
  @inline(__always)
  mutating func append(_ candidate: Candidate) { heap.append(candidate) }

  /// Makes a heap of what was appended; O(n).
  mutating func order() {
    var index = heap.count / 2
    while index > 0 {
      index -= 1
      sink(index)
    }
  }

  /// Takes the best one out; O(log n).
  mutating func next() -> Candidate? {
    guard let last = heap.popLast() else { return nil }
    guard let best = heap.first else { return last }
    heap[0] = last
    sink(0)
    return best
  }

  private mutating func sink(_ start: Int) {
    let candidate = heap[start]
    var hole = start
    while true {
      var child = 2 * hole + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(candidate) else { break }
      heap[hole] = heap[child]
      hole = child
    }
    heap[hole] = candidate
  }
}
