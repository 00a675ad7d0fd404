/// A batch of token sequences, sorted by length and packed by time, so that ended tunes cost nothing.
///
/// Position t of a sequence predicts t + 1. Step t has `rows[t]` rows, one for each sequence still running, longest first;
/// the rows of all steps lie after one another.
public struct PackedSequences: Sendable {
  /// Sequences as they were given, by row: row r of every step is the sequence `order[r]`.
  public let order: [Int]
  /// How many sequences predict a token at each step; never grows.
  public let rows: [Int]
  /// What is read, packed: `rows[0]` tokens of step 0, then those of step 1, and so on.
  public let inputs: [Int32]
  /// What is to be predicted, packed the same way.
  public let targets: [Int32]

  /// The context of each row, packed the same way: one row number for each further input of the network, one after
  /// another; empty without.
  public let context: [Int32]

  /// How many tokens are predicted in all.
  public var tokenCount: Int { inputs.count }

  /// Packs `sequences`, each with its start and end markers. A sequence of fewer than two tokens predicts nothing.
  ///
  /// - Parameter contexts: for each sequence `(count - 1, inputs)` row numbers of the network's further inputs, counted over
  ///   all of them; empty for a network that hears tokens alone.
  /// - Precondition: there is a context for each sequence or for none.
  public init(_ sequences: [[Int32]], contexts: [[Int32]] = []) {
    precondition(contexts.isEmpty || contexts.count == sequences.count, "a context for each sequence")
    let order = sequences.indices.sorted {
      let (a, b) = (sequences[$0].count, sequences[$1].count)
      return a == b ? $0 < $1 : a > b
    }
    var rows: [Int] = []
    var inputs: [Int32] = []
    var targets: [Int32] = []
    var context: [Int32] = []
    var running = order.count
    var step = 0
    while true {
      while running > 0, sequences[order[running - 1]].count < step + 2 { running -= 1 }
      if running == 0 { break }
      rows.append(running)
      for index in order[..<running] {
        inputs.append(sequences[index][step])
        targets.append(sequences[index][step + 1])
        if !contexts.isEmpty {
          let width = contexts[index].count / (sequences[index].count - 1)
          context += contexts[index][step * width..<(step + 1) * width]
        }
      }
      step += 1
    }
    self.order = order
    self.rows = rows
    self.inputs = inputs
    self.targets = targets
    self.context = context
  }
}
