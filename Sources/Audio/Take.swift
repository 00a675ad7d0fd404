import Foundation

/// Stereo sound as the synthesiser made it: the first minutes in memory, the rest in a file without a name.
///
/// Music is synthesised once, although it must be known whole before its gain is known. Minutes fit in memory; for an
/// hour a file beside the one to be written does, which is unlinked as soon as it is open, so that it is gone however
/// the program ends.
final class Take: FrameSource {
  private(set) var frameCount = 0
  /// Those in memory, all full.
  private var chunks: [[Float]] = []
  /// The one that is being filled.
  private var latest: [Float] = []
  private var rest: Int32 = -1
  private let path: String?
  private let onChunk: ([Float]) -> Void

  /// Frames of a chunk.
  private static let chunkFrames = 1 << 16
  /// What is kept in memory: 45 chunks, 67 seconds, 24 MB. A file of that size hardly gets from memory to the disk.
  private static let chunksInMemory = 45

  /// Begins an empty take.
  ///
  /// - Parameters:
  ///   - path: beside what file the rest goes; nil to keep all in memory.
  ///   - onChunk: is given the frames in large pieces, the last by ``finish()``.
  init(spoolingBeside path: String?, onChunk: @escaping ([Float]) -> Void = { _ in }) {
    self.path = path
    self.onChunk = onChunk
    latest.reserveCapacity(2 * Take.chunkFrames)
  }

  deinit { if rest >= 0 { close(rest) } }

  /// Adds frames, left and right in turn.
  func append(_ frames: UnsafeBufferPointer<Float>) throws(AudioError) {
    var frames = frames[...]
    while !frames.isEmpty {
      let part = frames.prefix(2 * Take.chunkFrames - latest.count)
      latest.append(contentsOf: part)
      frameCount += part.count / 2
      frames = frames.dropFirst(part.count)
      if latest.count == 2 * Take.chunkFrames { try putAside() }
    }
  }

  private func putAside() throws(AudioError) {
    onChunk(latest)
    if path == nil || chunks.count < Take.chunksInMemory {
      chunks.append(latest)
      latest = []
      latest.reserveCapacity(2 * Take.chunkFrames)
    } else {
      try spool(latest, at: frameCount - Take.chunkFrames)
      latest.removeAll(keepingCapacity: true)
    }
  }

  /// Hands on the last piece; nothing is appended after it.
  func finish() { if !latest.isEmpty { onChunk(latest) } }

  /// Forgets the frames from `end` on.
  func cut(to end: Int) { frameCount = min(frameCount, end) }

  func read(from first: Int, into frames: UnsafeMutableBufferPointer<Float>) throws(AudioError) {
    var index = 0
    let count = frames.count / 2
    while index < count {
      let frame = first + index
      let chunk = frame / Take.chunkFrames
      // Up to where the chunk, the sound or the silence before it ends.
      var end = min((chunk + 1) * Take.chunkFrames, frameCount)
      if frame < 0 { end = 0 } else if frame >= frameCount { end = first + count }
      let part = UnsafeMutableBufferPointer(rebasing: frames[(2 * index)..<(2 * min(count, end - first))])
      if frame < 0 || frame >= frameCount {
        part.update(repeating: 0)
      } else if chunk < chunks.count {
        Take.copy(chunks[chunk], from: frame - chunk * Take.chunkFrames, into: part)
      } else if frame >= latestStart {
        Take.copy(latest, from: frame - latestStart, into: part)
      } else {
        try readRest(from: frame, into: part)
      }
      index += part.count / 2
    }
  }

  /// The first frame of the latest chunk.
  private var latestStart: Int { chunks.count * Take.chunkFrames + spooled }
  /// Frames in the file.
  private var spooled = 0

  private static func copy(_ chunk: [Float], from first: Int, into frames: UnsafeMutableBufferPointer<Float>) {
    chunk.withUnsafeBufferPointer { source in
      _ = frames.update(fromContentsOf: source[(2 * first)..<(2 * first + frames.count)])
    }
  }

  private static let frameBytes = 2 * MemoryLayout<Float>.size
  private func offset(of frame: Int) -> off_t {
    off_t((frame - Take.chunkFrames * Take.chunksInMemory) * Take.frameBytes)
  }

  private func spool(_ frames: [Float], at first: Int) throws(AudioError) {
    let path = path ?? ""
    if rest < 0 {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      let name = folder.appendingPathComponent(".lilt-\(String(UInt64.random(in: 0...(.max)), radix: 36)).sound").path
      rest = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard rest >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
      unlink(name)
    }
    var (written, place) = (0, offset(of: first))
    while written < 4 * frames.count {
      let count = frames.withUnsafeBytes {
        pwrite(rest, $0.baseAddress.map { $0 + written }, $0.count - written, place)
      }
      guard count > 0 else {
        if count < 0, errno == EINTR { continue }
        throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
      }
      written += count
      place += off_t(count)
    }
    spooled += frames.count / 2
  }

  private func readRest(from first: Int, into frames: UnsafeMutableBufferPointer<Float>) throws(AudioError) {
    var bytes = UnsafeMutableRawBufferPointer(frames)
    var place = offset(of: first)
    while !bytes.isEmpty {
      let count = pread(rest, bytes.baseAddress, bytes.count, place)
      guard count > 0 else {
        if count < 0, errno == EINTR { continue }
        let reason = count == 0 ? "what was put aside is gone" : String(cString: strerror(errno))
        throw .cannotWrite(path: path ?? "", reason: reason)
      }
      bytes = .init(rebasing: bytes[count...])
      place += off_t(count)
    }
  }
}
