import Foundation

/// Stereo sound as the synthesiser made it: the first minutes in memory, the rest in a file without a name.
///
/// Music is synthesised once, although it must be known whole before its gain is known. Minutes fit in memory; for an
/// hour a file beside the one to be written does, which is unlinked as soon as it is open, so that it is gone however the
/// program ends.
final class Take: FrameSource {
  private(set) var frameCount = 0
  private var chunks: [[Float]] = []
  private var rest: Int32 = -1
  private let path: String?

  /// Frames of a chunk.
  private static let chunkFrames = 1 << 16
  /// What is kept in memory: 45 chunks, 67 seconds, 24 MB. A file of that size hardly gets from memory to the disk.
  private static let chunksInMemory = 45

  /// Begins an empty take.
  ///
  /// - Parameter path: beside what file the rest goes; nil to keep all in memory.
  init(spoolingBeside path: String?) { self.path = path }

  deinit { if rest >= 0 { close(rest) } }

  /// Adds frames, left and right in turn.
  func append(_ frames: UnsafeBufferPointer<Float>) throws(AudioError) {
    var frames = frames[...]
    while !frames.isEmpty {
      let chunk = frameCount / Take.chunkFrames
      if path != nil, chunk >= Take.chunksInMemory {
        try spool(UnsafeBufferPointer(rebasing: frames))
        frameCount += frames.count / 2
        return
      }
      if chunk == chunks.count {
        chunks.append([])
        chunks[chunk].reserveCapacity(2 * Take.chunkFrames)
      }
      let room = 2 * ((chunk + 1) * Take.chunkFrames - frameCount)
      let part = frames.prefix(room)
      chunks[chunk].append(contentsOf: part)
      frameCount += part.count / 2
      frames = frames.dropFirst(room)
    }
  }

  /// Forgets the frames from `end` on.
  func cut(to end: Int) { frameCount = min(frameCount, end) }

  func read(from first: Int, into frames: UnsafeMutableBufferPointer<Float>) throws(AudioError) {
    var index = 0
    let count = frames.count / 2
    while index < count {
      let frame = first + index
      var part = UnsafeMutableBufferPointer(rebasing: frames[(2 * index)...])
      let chunk = frame / Take.chunkFrames
      if frame < 0 || frame >= frameCount {
        part = .init(rebasing: part[..<(2 * min(count - index, frame < 0 ? -frame : .max / 2))])
        part.update(repeating: 0)
      } else if chunk < chunks.count {
        let end = min((chunk + 1) * Take.chunkFrames, frameCount)
        part = .init(rebasing: part[..<(2 * min(count - index, end - frame))])
        let start = 2 * (frame - chunk * Take.chunkFrames)
        chunks[chunk].withUnsafeBufferPointer { source in
          _ = part.update(fromContentsOf: UnsafeBufferPointer(rebasing: source[start..<start + part.count]))
        }
      } else {
        part = .init(rebasing: part[..<(2 * min(count - index, frameCount - frame))])
        try readRest(from: frame, into: part)
      }
      index += part.count / 2
    }
  }

  private static let frameBytes = 2 * MemoryLayout<Float>.size
  private func offset(of frame: Int) -> off_t {
    off_t((frame - Take.chunkFrames * Take.chunksInMemory) * Take.frameBytes)
  }

  private func spool(_ frames: UnsafeBufferPointer<Float>) throws(AudioError) {
    let path = path ?? ""
    if rest < 0 {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      let name = folder.appendingPathComponent(".lilt-\(String(UInt64.random(in: 0...(.max)), radix: 36)).sound").path
      rest = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard rest >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
      unlink(name)
    }
    var bytes = UnsafeRawBufferPointer(frames)
    var place = offset(of: frameCount)
    while !bytes.isEmpty {
      let written = pwrite(rest, bytes.baseAddress, bytes.count, place)
      guard written > 0 else {
        if written < 0, errno == EINTR { continue }
        throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
      }
      bytes = .init(rebasing: bytes[written...])
      place += off_t(written)
    }
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
