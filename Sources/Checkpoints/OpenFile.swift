#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the system said when a file operation failed.
struct SystemFault: Error {
  let code: Int32

  /// The operation that has just failed.
  static var last: SystemFault { SystemFault(code: errno) }

  /// Whether the file or a folder on the way to it is not there.
  var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// The system's own words: "No space left on device".
  var reason: String {
    var text = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &text, text.count) == 0 else { return "system error \(code)" }
    let end = text.firstIndex(of: 0) ?? text.endIndex
    return String(decoding: text[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// One open file: the single owner of its descriptor, and the one place of this module where bytes become numbers.
///
/// Foundation's own file handle does not say which system error it met and cannot read straight into an array of
/// floats. All supported processors are little-endian, as the format is.
final class OpenFile {
  /// The largest piece handed to the system at once; more than 2 GB is refused by some systems.
  private static let piece = 1 << 30
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Opens a file or a folder to read.
  static func reading(_ path: String) throws(SystemFault) -> OpenFile {
    // Not blocking, or a named pipe that nobody writes would hold the program for ever; files do not mind.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .last }
    return OpenFile(descriptor: descriptor)
  }

  /// Creates a file that is not there yet, to write.
  static func creating(_ path: String) throws(SystemFault) -> OpenFile {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .last }
    return OpenFile(descriptor: descriptor)
  }

  /// Opens a file to lock it, and makes it if it is not there.
  static func creatingOrOpening(_ path: String) throws(SystemFault) -> OpenFile {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .last }
    return OpenFile(descriptor: descriptor)
  }

  /// What became of asking for a lock.
  enum Locking {
    /// It is held until the file is closed.
    case held
    /// Another holds it.
    case refused
    /// The file system knows no locks.
    case unknown
  }

  /// Locks the file until it is closed, if nobody else has.
  func lock() throws(SystemFault) -> Locking {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      if errno == EWOULDBLOCK { return .refused }
      if errno == EINVAL || errno == ENOTSUP || errno == ENOLCK || errno == ENOSYS { return .unknown }
      throw .last
    }
    return .held
  }

  /// Whether `path` is this file's name still.
  func isStill(at path: String) throws(SystemFault) -> Bool {
    var own = stat()
    guard fstat(descriptor, &own) == 0 else { throw .last }
    var named = stat()
    return lstat(path, &named) == 0 && own.st_ino == named.st_ino && own.st_dev == named.st_dev
  }

  /// The size in bytes, or nil where this is no regular file.
  func size() throws(SystemFault) -> Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last }
    return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  /// Up to `count` bytes from `offset`; fewer only where the file ends.
  func bytes(at offset: Int, count: Int) throws(SystemFault) -> [UInt8] {
    let (bytes, fault) = elements(UInt8.self, at: offset, count: count)
    if let fault { throw fault }
    return bytes
  }

  /// Up to `count` numbers from byte `offset`; fewer only where the file ends.
  func floats(_ format: TensorFormat, at offset: Int, count: Int) throws(SystemFault) -> [Float] {
    switch format {
    case .f32:
      let (numbers, fault) = elements(Float.self, at: offset, count: count)
      if let fault { throw fault }
      return numbers
    case .bf16:
      let (halves, fault) = elements(UInt16.self, at: offset, count: count)
      if let fault { throw fault }
      return [Float](unsafeUninitializedCapacity: halves.count) { floats, filled in
        halves.withUnsafeBufferPointer { halves in
          for index in 0..<halves.count {
            floats.initializeElement(at: index, to: Float(bitPattern: UInt32(halves[index]) << 16))
          }
        }
        filled = halves.count
      }
    }
  }

  /// Whole elements of the file's bytes; the fault is returned because the array's initializer cannot throw typed
  /// errors.
  private func elements<Element: BitwiseCopyable>(
    _: Element.Type, at offset: Int, count: Int
  ) -> ([Element], SystemFault?) {
    var fault: SystemFault?
    let size = MemoryLayout<Element>.size
    let elements = [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      let raw = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count * size)
      var done = 0
      while done < raw.count {
        let part = min(raw.count - done, OpenFile.piece)
        let got = pread(descriptor, raw.baseAddress! + done, part, off_t(offset + done))
        if got < 0, errno == EINTR { continue }
        if got < 0 { fault = .last }
        if got <= 0 { break }
        done += got
      }
      filled = done / size
    }
    return (elements, fault)
  }

  /// Writes all of `bytes` at the end.
  func write(_ bytes: [UInt8]) throws(SystemFault) {
    let fault = bytes.withUnsafeBytes(append)
    if let fault { throw fault }
  }

  /// Writes all of `numbers` at the end, rounded to `format`.
  func write(_ numbers: [Float], as format: TensorFormat) throws(SystemFault) {
    let fault =
      switch format {
      case .f32: numbers.withUnsafeBytes(append)
      case .bf16: OpenFile.halves(of: numbers).withUnsafeBytes(append)
      }
    if let fault { throw fault }
  }

  /// The same bytes ``write(_:as:)`` would write.
  static func bytes(of numbers: [Float], as format: TensorFormat) -> [UInt8] {
    switch format {
    case .f32: numbers.withUnsafeBytes(Array.init)
    case .bf16: halves(of: numbers).withUnsafeBytes(Array.init)
    }
  }

  /// The upper halves of `numbers`, rounded to nearest even; what is no number stays none.
  private static func halves(of numbers: [Float]) -> [UInt16] {
    [UInt16](unsafeUninitializedCapacity: numbers.count) { halves, filled in
      numbers.withUnsafeBufferPointer { numbers in
        for index in 0..<numbers.count {
          let bits = numbers[index].bitPattern
          let rounded = (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16
          let quiet = bits >> 16 | 0x40  // keeps an infinite payload from rounding a NaN into infinity
          let isNaN = bits & 0x7FFF_FFFF > 0x7F80_0000
          halves.initializeElement(at: index, to: UInt16(truncatingIfNeeded: isNaN ? quiet : rounded))
        }
      }
      filled = numbers.count
    }
  }

  private func append(_ bytes: UnsafeRawBufferPointer) -> SystemFault? {
    var done = 0
    while done < bytes.count {
      let part = min(bytes.count - done, OpenFile.piece)
      #if canImport(Glibc)
        let put = Glibc.write(descriptor, bytes.baseAddress! + done, part)
      #elseif canImport(Musl)
        let put = Musl.write(descriptor, bytes.baseAddress! + done, part)
      #else
        let put = Darwin.write(descriptor, bytes.baseAddress! + done, part)
      #endif
      if put < 0, errno == EINTR { continue }
      if put < 0 { return .last }
      done += put
    }
    return nil
  }

  /// Waits until everything written is on the disk.
  func synchronize() throws(SystemFault) {
    while fsync(descriptor) != 0 {
      if errno == EINTR { continue }
      // Some file systems cannot synchronise a folder or a file at all; that is no fault of the write.
      if errno == EINVAL || errno == ENOTSUP { return }
      throw .last
    }
  }
}
