/// The type of an array's numbers.
struct NumpyType {
  enum Kind { case float, signed, unsigned, bool }
  var kind: Kind
  /// Bytes of a number.
  var size: Int
  var isBigEndian = false

  /// Reads numpy's short name, `f4` or `<i8`; nil for what holds no numbers.
  init?(_ name: String) {
    var name = name[...]
    if let order = name.first, "<>=|".contains(order) {
      isBigEndian = order == ">"
      name = name.dropFirst()
    }
    guard let letter = name.first, let size = Int(name.dropFirst()) else { return nil }
    switch (letter, size) {
    case ("f", 4), ("f", 8): kind = .float
    case ("i", 1), ("i", 2), ("i", 4), ("i", 8): kind = .signed
    case ("u", 1), ("u", 2), ("u", 4), ("u", 8): kind = .unsigned
    case ("b", 1): kind = .bool
    default: return nil
    }
    self.size = size
  }

  /// The number that `size` bytes are.
  func number(_ bytes: ArraySlice<UInt8>) -> Double {
    let ordered = isBigEndian ? Array(bytes) : bytes.reversed()
    let bits = ordered.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    switch kind {
    case .float: return size == 4 ? Double(Float(bitPattern: UInt32(bits))) : Double(bitPattern: bits)
    case .unsigned, .bool: return Double(bits)
    case .signed:
      let shift = UInt64(64 - 8 * size)
      return Double(Int64(bitPattern: bits << shift) >> Int64(shift))
    }
  }
}

/// An array as a pickle has it.
struct NumpyArray {
  var shape: [Int] = []
  var type: NumpyType?
  /// Whether columns lie one after another, not rows.
  var isColumnMajor = false
  var bytes: [UInt8] = []

  /// The numbers row by row, a matrix at most; nil where its type is not known.
  var values: [Float]? {
    guard let type, shape.count <= 2 || !isColumnMajor else { return nil }
    let count = bytes.count / type.size
    var result = [Float](repeating: 0, count: count)
    let (rows, columns) = shape.count == 2 ? (shape[0], shape[1]) : (1, count)
    for index in 0..<count {
      let number = Float(type.number(bytes[index * type.size..<(index + 1) * type.size]))
      let place = isColumnMajor && shape.count == 2 ? index % rows * columns + index / rows : index
      result[place] = number
    }
    return result
  }
}
