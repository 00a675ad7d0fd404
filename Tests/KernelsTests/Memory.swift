import Kernels

/// Keeps every buffer of a test until the test ends: their addresses do not keep them alive.
final class Memory {
  private var kept: [AlignedBuffer] = []

  func bytes(_ count: Int) -> AlignedBuffer {
    let buffer = AlignedBuffer(byteCount: count)
    kept.append(buffer)
    return buffer
  }

  func floats(_ count: Int) -> AlignedBuffer { bytes(4 * count) }
}
