/// Calls `body` with the start and width of each group of eight of `count` numbers; the last may be narrower.
///
/// Width 8 is a constant where `body` is inlined, so that the whole groups are loaded and stored at once.
@inline(__always)
func overLanes(_ count: Int, _ body: (_ at: Int, _ width: Int) -> Void) {
  var at = 0
  while at + 8 <= count {
    body(at, 8)
    at += 8
  }
  if at < count { body(at, count - at) }
}
