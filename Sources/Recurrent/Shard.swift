import Kernels

/// One thread's part of a batch: some of its tunes, packed as the whole is.
struct Shard {
  /// Rows of each step.
  var rows: [Int] = []
  /// The packed row each step starts at; one more for the end.
  var offsets: [Int] = [0]
  var inputs: [Int32] = []
  var targets: [Int32] = []
  /// The context of each row, see ``PackedSequences/context``.
  var context: [Int32] = []
  /// Which sequence of the batch each row is.
  var sequences: [Int] = []

  var rowCount: Int { inputs.count }

  /// Deals the tunes of `batch`, sorted by length, to `count` shards back and forth, so that all have about the same work.
  static func deal(_ batch: PackedSequences, to count: Int) -> [Shard] {
    var shards = [Shard](repeating: Shard(), count: count)
    let width = batch.rows.first ?? 0
    let owners = (0..<width).map { row in
      let turn = row % (2 * count)
      return turn < count ? turn : 2 * count - 1 - turn
    }
    for row in 0..<width { shards[owners[row]].sequences.append(batch.order[row]) }
    let inputs = batch.context.count / max(batch.tokenCount, 1)
    var at = 0
    for rows in batch.rows {
      for row in 0..<rows {
        shards[owners[row]].inputs.append(batch.inputs[at + row])
        shards[owners[row]].targets.append(batch.targets[at + row])
        shards[owners[row]].context += batch.context[(at + row) * inputs..<(at + row + 1) * inputs]
      }
      at += rows
      for index in shards.indices {
        let added = shards[index].inputs.count - (shards[index].offsets.last ?? 0)
        guard added > 0 else { continue }
        shards[index].rows.append(added)
        shards[index].offsets.append(shards[index].inputs.count)
      }
    }
    return shards
  }

  /// Whole steps that together have at most `limit` rows, or one step.
  func chunks(ofRows limit: Int) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var first = 0
    for step in rows.indices where offsets[step + 1] - offsets[first] > limit && step > first {
      chunks.append(first..<step)
      first = step
    }
    if first < rows.count { chunks.append(first..<rows.count) }
    return chunks
  }
}
