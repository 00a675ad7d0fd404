import Foundation

/// A line that counts up where a person watches; nothing elsewhere.
struct ProgressLine {
  let isShown: Bool
  let total: Int
  let what: String

  init(isShown: Bool, total: Int, what: String) {
    self.isShown = isShown && Terminal.isWatched
    self.total = total
    self.what = what
  }

  func show(_ done: Int) {
    if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K\(done) of \(total) \(what)".utf8)) }
  }

  func end() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
