import Kernels

/// How far back in time the loss of a token is felt: the size of its gradient by distance.
///
/// The gradient of a loss at step t with respect to h at step t - k tells how much the loss would change if the network had
/// heard something slightly different k tokens ago. Where it shrinks exponentially, what lies far back can hardly be
/// learned (Hochreiter 1991; Bengio et al. 1994).
public struct GradientReach: Hashable, Sendable {
  /// `norms[l][k]`: ‖∂ loss / ∂ h‖ for the loss of a tune's last token, in nats, and the H numbers of h of layer l, k steps
  /// before the one that predicts it; the mean over the tunes that reach so far back.
  public let norms: [[Double]]
  /// `tunes[k]`: how many tunes reach back k steps; never 0.
  public let tunes: [Int]
}

extension Learner {
  /// Measures how far back the loss of the last token of each tune of `batch` is felt, without dropout.
  ///
  /// Exact: one backpropagation from the last tokens alone, through all layers and every path in time. h is what the cell
  /// hands to the layer above and to its own next step; the LSTM's c is not held fixed, but what reaches c and not h at a
  /// step counts at the steps before. The network hears nothing of the future, so to measure from other places than the end
  /// cut the tunes there. Numbers below 1e-38 may come out as 0, as they would in training.
  ///
  /// - Parameter distance: the greatest k; it may be more than any tune has.
  /// - Complexity: that of an update on `batch`.
  /// - Precondition: every token lies in the vocabulary; `distance` is not negative.
  public func gradientReach(
    _ parameters: Parameters, _ batch: PackedSequences, upTo distance: Int
  ) -> GradientReach {
    precondition(distance >= 0, "a distance back in time")
    let width = min(distance + 1, batch.rows.count)
    let layers = configuration.layers
    let tunes = (0..<width).map { batch.rows[$0] }
    // `(shards, L, width)`; shards write apart.
    let sums = UnsafeMutableBufferPointer<Double>.allocate(capacity: shards * layers * width)
    sums.initialize(repeating: 0)
    defer { sums.deallocate() }
    forShards(of: batch, parameters) { index, shard, workspace, network in
      let unused = Parameters(configuration: configuration)
      let lengths = shard.lengths
      workspace.reserve(shard, keeping: true, paddedVocabulary: network.paddedVocabulary)
      workspace.forward(shard, network, dropout: nil, keeping: true)
      _ = workspace.output(shard, network, gradients: unused, scale: 1)
      workspace.forgetAllButLast(shard)
      workspace.backward(shard, network, dropout: nil, into: unused) { layer, step, row, norm in
        let distance = lengths[row] - 1 - step
        if distance < width { sums[(index * layers + layer) * width + distance] += norm }
      }
    }
    let norms = (0..<layers).map { layer in
      (0..<width).map { distance in
        let parts = (0..<shards).map { sums[($0 * layers + layer) * width + distance] }
        return parts.reduce(0, +) / Double(tunes[distance])
      }
    }
    return GradientReach(norms: norms, tunes: tunes)
  }
}

extension Shard {
  /// Tokens that each tune predicts.
  fileprivate var lengths: [Int] {
    var lengths = [Int](repeating: 0, count: sequences.count)
    for count in rows {
      for row in 0..<count { lengths[row] += 1 }
    }
    return lengths
  }
}

extension Workspace {
  /// Makes the gradient of the output zero but for the last step of each tune.
  fileprivate func forgetAllButLast(_ shard: Shard) {
    let h = configuration.hidden
    for step in shard.rows.indices.dropLast() {
      (outputGradient.floats + shard.offsets[step] * h).update(repeating: 0, count: shard.rows[step + 1] * h)
    }
  }
}
