import ArgumentParser
import Dispatch
import Foundation
import Kernels

/// The matrix products of an update and nothing else: the bound that training is held against.
struct ProductSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "products", abstract: "What the matrix products of an update allow.")

  @Option(help: "Tokens of the vocabulary.") var vocabulary = 137
  @Option(help: "Layers.") var layers = 3
  @Option(help: "Units of a layer.") var hidden = 512
  @Option(help: "Tunes of a batch.") var batch = 64
  @Option(help: "Tokens a tune predicts.") var steps = 128
  @Option(help: "f32 or bf16.") var precision = "f32"
  @Option(help: "Rounds to measure; their median is printed.") var rounds = 5
  @Option(help: "Threads, each with its part of the batch.") var threads = ProcessInfo.processInfo.activeProcessorCount
  @Flag(help: "Tell of each kind of product.") var each = false

  mutating func run() throws {
    guard let precision = Precision(rawValue: precision) else {
      throw ValidationError("--precision takes f32 or bf16")
    }
    let padded = (vocabulary + 15) / 16 * 16
    let tunes = max(1, batch / threads)
    let rows = tunes * steps
    let (h, width) = (hidden, 4 * hidden)
    // Products of many rows are made in pieces; see Workspace.chunk.
    let piece = min(256, rows)
    func weights(_ inner: Int, _ columns: Int, rows: Int, times: Int, _ name: String) -> TimedProduct {
      TimedProduct(name, rows: rows, inner: inner, columns: columns, times: times, isGradient: false)
    }
    func gradient(_ inner: Int, _ columns: Int, rows: Int, times: Int, _ name: String) -> TimedProduct {
      TimedProduct(name, rows: rows, inner: inner, columns: columns, times: times, isGradient: true)
    }
    let products = [
      weights(h, width, rows: tunes, times: layers * (steps - 1), "recurrent"),
      weights(h, width, rows: piece, times: (layers - 1) * rows / piece, "input"),
      weights(h, padded, rows: piece, times: rows / piece, "output"),
      weights(width, h, rows: tunes, times: layers * (steps - 1), "recurrent, transposed"),
      weights(width, h, rows: piece, times: (layers - 1) * rows / piece, "input, transposed"),
      weights(padded, h, rows: piece, times: rows / piece, "output, transposed"),
      gradient(h, width, rows: rows, times: 2 * layers - 1, "gradient of weights"),
      gradient(h, vocabulary, rows: piece, times: rows / piece, "gradient of the output"),
    ]
    let benches = (0..<threads).map { _ in products.map { ProductBench($0, precision) } }
    var seconds = [[Double]](repeating: [], count: products.count)
    var processor = seconds
    for round in 0...rounds {
      for index in products.indices {
        let start = ContinuousClock.now
        let processorStart = processorSeconds
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
          Multiplier.prepareThread()
          benches[thread][index].run()
        }
        // The first round makes the kernels.
        guard round > 0 else { continue }
        seconds[index].append((ContinuousClock.now - start).seconds)
        processor[index].append(processorSeconds - processorStart)
      }
    }
    if each {
      for (product, seconds) in zip(products, processor) {
        let median = seconds.sorted()[seconds.count / 2]
        let rate = Double(threads * product.times * product.operations) / median / 1e9
        print("  \(product.name): \(Int(rate)) GFLOP in a second of processor time, \(Int(median * 1e3)) ms")
      }
    }
    func rates(_ seconds: [[Double]]) -> [Double] {
      (0..<rounds).map { round in Double(threads * rows) / seconds.reduce(0) { $0 + $1[round] } }
    }
    print(
      "products \(precision.rawValue)\(precision.isNative ? "" : ", not native"): \(rates(seconds).summary) tokens/s,",
      "\(rates(processor).median) tokens a second of processor time")
  }
}

/// A product as an update of one thread makes it.
private struct TimedProduct {
  let name: String
  let rows: Int
  let inner: Int
  let columns: Int
  let times: Int
  let isGradient: Bool

  init(_ name: String, rows: Int, inner: Int, columns: Int, times: Int, isGradient: Bool) {
    (self.name, self.rows, self.inner, self.columns) = (name, rows, inner, columns)
    (self.times, self.isGradient) = (times, isGradient)
  }

  /// Additions and multiplications of one.
  var operations: Int { 2 * rows * inner * columns }
}

/// One thread's memory for a product. A run goes through fresh rows each time, as training does.
private final class ProductBench: @unchecked Sendable {
  private let product: TimedProduct
  private let precision: Precision
  private let multiplier = Multiplier()
  private let left: AlignedBuffer
  private let right: AlignedBuffer
  private let sums: AlignedBuffer
  private let packed: PackedMatrix?

  init(_ product: TimedProduct, _ precision: Precision) {
    self.product = product
    self.precision = precision
    let turns = product.isGradient ? 1 : product.times
    left = AlignedBuffer(byteCount: turns * product.rows * product.inner * precision.byteCount)
    sums = AlignedBuffer(floats: product.isGradient ? product.inner * product.columns : product.rows * product.columns)
    if product.isGradient {
      right = AlignedBuffer(byteCount: product.rows * product.columns * precision.byteCount)
      packed = nil
    } else {
      right = AlignedBuffer()
      let packed = PackedMatrix(inner: product.inner, columns: product.columns, precision: precision)
      let weights = AlignedBuffer(floats: product.inner * product.columns)
      packed.pack(weights.floats, rowStride: product.columns, columnStride: 1)
      self.packed = packed
    }
  }

  func run() {
    for time in 0..<product.times {
      guard let packed else {
        multiplier.multiplyTransposed(
          rows: product.rows, Operand(left.base, precision), width: product.inner, leftStride: product.inner,
          by: Operand(right.base, precision), columns: product.columns, rightStride: product.columns,
          into: sums.floats, productStride: product.columns)
        continue
      }
      multiplier.multiply(
        rows: product.rows, Operand(left.base, precision).advanced(by: time * product.rows * product.inner),
        leftStride: product.inner, by: packed, into: sums.floats, productStride: product.columns, accumulating: true)
    }
  }
}
