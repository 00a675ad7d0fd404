extension Tune {
  /// The tune with `|:` written wherever a repeat starts without a sign; O(n).
  ///
  /// What sounds stays the same. Other programs differ on implicit starts, and readers look for the sign.
  public func withExplicitRepeats() -> Tune {
    var starts: [Int] = []
    var start = 0
    var isOpen = false
    for (index, element) in body.enumerated() {
      guard case .bar(let line) = element.kind else { continue }
      if line.repeatsBefore > 0 {
        if !isOpen { starts.append(start) }
        isOpen = false
        start = index + 1
      }
      if line.repeatsAfter > 0 {
        isOpen = true
      } else if line.endings.contains(where: { $0 > 1 }) {
        // A later ending belongs to the part before it, and closes it.
        isOpen = true
      } else if line.isDouble, !isOpen {
        start = index + 1
      }
    }
    var result = self
    let sign = Element(.bar(BarLine("|:", repeatsAfter: 1)))
    result.body = []
    result.body.reserveCapacity(body.count + starts.count)
    var copied = 0
    for start in starts {
      result.body += body[copied..<start]
      result.body.append(sign)
      copied = start
    }
    result.body += body[copied...]
    return result
  }
}
