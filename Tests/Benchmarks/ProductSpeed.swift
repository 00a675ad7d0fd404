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

  func validate() throws {
    let sizes = [
      ("vocabulary", vocabulary), ("layers", layers), ("hidden", hidden), ("batch", batch), ("steps", steps),
      ("rounds", rounds), ("threads", threads),
    ]
    for (name, value) in sizes where value < 1 { throw ValidationError("--\(name) \(value): give 1 or more") }
  }

  mutating func run() throws {
    guard let precision = Precision(rawValue: precision) else {
      throw ValidationError("--precision takes f32 or bf16")
    }
    let padded = (vocabulary + 15) / 16 * 16
    let tunes = max(1, batch / threads)
    let rows = tunes * steps
    let (h, width) = (hidden, 4 * hidden)
    // Products of many rows are made in pieces of about this size; it divides the usual number of rows.
    let piece = min(256, rows)
    func product(
      _ inner: Int, _ columns: Int, rows: Int, times: Int, isGradient: Bool = false, accumulatingFrom: Int = .max,
      _ name: String
    ) -> TimedProduct {
      TimedProduct(
        name: name, rows: rows, inner: inner, columns: columns, times: times, isGradient: isGradient,
        accumulatingFrom: accumulatingFrom)
    }
    // Where training adds to what there is: the products of h to those of the input, which the first layer has none of,
    // and a piece's part of the output's gradient to that of the pieces before.
    let products = [
      product(
        h, width, rows: tunes, times: layers * (steps - 1), accumulatingFrom: steps - 1, "recurrent"),
      product(h, width, rows: piece, times: (layers - 1) * rows / piece, "input"),
      product(h, padded, rows: piece, times: rows / piece, "output"),
      product(width, h, rows: tunes, times: layers * (steps - 1), "recurrent, transposed"),
      product(width, h, rows: piece, times: (layers - 1) * rows / piece, "input, transposed"),
      product(padded, h, rows: piece, times: rows / piece, "output, transposed"),
      product(h, width, rows: rows - tunes, times: layers, isGradient: true, "gradient of recurrent weights"),
      product(h, width, rows: rows, times: layers - 1, isGradient: true, "gradient of input weights"),
      product(
        h, vocabulary, rows: piece, times: rows / piece, isGradient: true, accumulatingFrom: 1, "gradient of the output"
      ),
    ].filter { $0.times * $0.rows > 0 }
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
  /// The first of the times that adds to what the product holds.
  let accumulatingFrom: Int

  /// Additions and multiplications of one.
  var operations: Int { 2 * rows * inner * columns }
}

/// One thread's memory for a product: small random numbers. Each of a run's times has fresh rows, as in training.
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
    var random = RandomSource(seed: 1)
    let count = product.times * product.rows
    left = AlignedBuffer(byteCount: count * product.inner * precision.byteCount)
    Operand(left.base, precision).fill(count: count * product.inner, &random)
    sums = AlignedBuffer(floats: product.isGradient ? product.inner * product.columns : product.rows * product.columns)
    if product.isGradient {
      right = AlignedBuffer(byteCount: count * product.columns * precision.byteCount)
      Operand(right.base, precision).fill(count: count * product.columns, &random)
      packed = nil
    } else {
      right = AlignedBuffer()
      let packed = PackedMatrix(inner: product.inner, columns: product.columns, precision: precision)
      let weights = AlignedBuffer(floats: product.inner * product.columns)
      Operand(weights.floats).fill(count: product.inner * product.columns, &random)
      packed.pack(weights.floats, rowStride: product.columns, columnStride: 1)
      self.packed = packed
    }
  }

  func run() {
    for time in 0..<product.times {
      let (first, accumulating) = (time * product.rows, time >= product.accumulatingFrom)
      let left = Operand(left.base, precision).advanced(by: first * product.inner)
      guard let packed else {
        multiplier.multiplyTransposed(
          rows: product.rows, left, width: product.inner, leftStride: product.inner,
          by: Operand(right.base, precision).advanced(by: first * product.columns), columns: product.columns,
          rightStride: product.columns, into: sums.floats, productStride: product.columns, accumulating: accumulating)
        continue
      }
      multiplier.multiply(
        rows: product.rows, left, leftStride: product.inner, by: packed, into: sums.floats,
        productStride: product.columns, accumulating: accumulating)
    }
  }
}

extension Operand {
  /// Writes numbers between -0.05 and 0.05.
  fileprivate func fill(count: Int, _ random: inout RandomSource) {
    var numbers = [Float](repeating: 0, count: min(count, 1 << 16))
    for first in stride(from: 0, to: count, by: 1 << 16) {
      let part = min(numbers.count, count - first)
      for index in 0..<part { numbers[index] = random.uniform() * 0.1 - 0.05 }
      advanced(by: first).store(numbers, count: part)
    }
  }
}
