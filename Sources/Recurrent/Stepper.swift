import Foundation
import Kernels

/// Runs the network a token at a time for several streams at once: what sampling needs.
///
/// The cell is the one training runs. A few streams go through a kernel that reads each weight once, many through matrix
/// products in blocks of streams. Where the products are tiles (`ProductKernel.fastest`) a stream's logits are the same to
/// the last bit however many run beside it; elsewhere the two differ there.
public final class Stepper {
  /// The network.
  public let configuration: NetworkConfiguration
  /// Format of the operands of matrix products.
  public let precision: Precision
  /// How many streams run now.
  public private(set) var streams: Int
  private let capacity: Int
  private let threads: Int
  private let state: StreamState
  private let panels: PanelNetwork
  private let network: PackedNetwork?
  private let workers: [StreamBlock]

  /// Up to so many streams the panels are read a stream at a time.
  static let fewStreams = 6

  /// Takes a packed copy of `parameters` and starts `streams` streams as at the start of a tune.
  ///
  /// - Precondition: at least one stream.
  public init(parameters: Parameters, streams: Int, precision: Precision = .f32) {
    precondition(streams > 0, "at least one stream")
    configuration = parameters.configuration
    self.precision = precision
    self.streams = streams
    capacity = streams
    threads = ProcessInfo.processInfo.activeProcessorCount
    state = StreamState(parameters, streams: streams, precision: precision)
    panels = PanelNetwork(parameters, precision: precision)
    if streams > Stepper.fewStreams {
      let network = PackedNetwork(parameters.configuration, precision: precision, backward: false)
      network.pack(parameters, backward: false, threads: threads)
      self.network = network
      // Fewer streams can make more blocks, as those are smaller.
      let blocks = (1...streams).map(StreamBlock.count).max() ?? 1
      workers = (0..<blocks).map { _ in StreamBlock(parameters.configuration, precision: precision) }
    } else {
      network = nil
      workers = []
    }
  }

  /// Feeds one token to each stream and returns the logits of the next, `(streams, V)` row-major.
  ///
  /// - Parameter context: `(streams, inputs)`, a row number for each further input of the network.
  /// - Precondition: one token for each stream, all in the vocabulary, and a context where the network has one.
  public func step(_ tokens: [Int32], context: [Int32] = []) -> [Float] {
    var logits: [Float] = []
    step(tokens, context: context, into: &logits)
    return logits
  }

  /// As ``step(_:context:)``, into an array that is made to fit and can be used again.
  public func step(_ tokens: [Int32], context: [Int32] = [], into logits: inout [Float]) {
    precondition(tokens.count == streams, "\(tokens.count) tokens for \(streams) streams")
    let vocabulary = 0..<Int32(configuration.vocabularySize)
    precondition(tokens.allSatisfy(vocabulary.contains), "a token beyond the vocabulary of \(vocabulary.count)")
    let rows = 0..<Int32(configuration.contextRows)
    precondition(
      context.count == streams * configuration.context.count && context.allSatisfy(rows.contains),
      "a context of another network")
    let count = streams * configuration.vocabularySize
    if logits.count != count { logits = [Float](repeating: 0, count: count) }
    logits.withUnsafeMutableBufferPointer { logits in
      guard let base = logits.baseAddress else { return }
      if let network, streams > Stepper.fewStreams {
        let size = StreamBlock.size(for: streams)
        inParallel(StreamBlock.count(for: streams), threads: threads) { block in
          workers[block].step(
            tokens, context, block * size..<min((block + 1) * size, streams), state, network, into: base)
        }
      } else {
        panels.step(tokens, context, state, threads: threads, into: base)
      }
    }
  }

  /// Puts a stream back to the start of a tune: to zeros, or to what the network has learned to start from.
  public func reset(stream: Int) {
    check(stream)
    state.clear(stream)
  }

  /// What a stream carries on, to be restored.
  public struct Snapshot: Sendable {
    fileprivate let numbers: [Float]
  }

  /// What a stream carries on now; O(L H).
  public func snapshot(stream: Int) -> Snapshot {
    check(stream)
    return Snapshot(numbers: state.numbers(of: stream))
  }

  /// Makes a stream go on from where a stream of the same network was.
  public func restore(_ snapshot: Snapshot, to stream: Int) {
    check(stream)
    state.set(snapshot.numbers, of: stream)
  }

  /// Keeps only these streams, in this order; the rest are dropped. A stream may be named more than once (a beam that
  /// splits), but there can never be more streams than at the start.
  public func retain(streams kept: [Int]) {
    precondition(kept.count <= capacity, "\(kept.count) streams where \(capacity) were asked for")
    kept.forEach(check)
    state.gather(kept)
    streams = kept.count
  }

  private func check(_ stream: Int) {
    precondition(stream >= 0 && stream < streams, "stream \(stream) of \(streams)")
  }
}
