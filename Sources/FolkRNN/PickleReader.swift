import Checkpoints

/// Reads Python's pickles as far as Lasagne's models need them: protocols 0 to 5, plain data and numpy arrays.
///
/// A pickle is a program for a machine with a stack (Python's `pickletools` describes each opcode). The Python that runs it calls
/// whatever it names. This reader knows the opcodes that lists, dictionaries, texts, numbers and arrays are made of, and calls
/// nothing: of the names that ``PickleName`` lists it knows what they would give, and every other is an error.
struct PickleReader {
  private let bytes: [UInt8]
  private let path: String
  private var at = 0
  private var pickle = Pickle()
  private var stack: [Pickle.Value] = []
  private var marks: [Int] = []
  private var memo: [Int: Pickle.Value] = [:]
  private var steps = 0

  /// A model of three layers takes about a thousand steps, and as many again for its vocabulary.
  private static let mostSteps = 2_000_000

  /// Reads all of it; O(bytes).
  ///
  /// - Throws: a ``CheckpointError`` at the byte where it stops being such a pickle.
  static func read(_ bytes: [UInt8], path: String) throws(CheckpointError) -> Pickle {
    var reader = PickleReader(bytes: bytes, path: path)
    try reader.run()
    return reader.pickle
  }

  private init(bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  private mutating func run() throws(CheckpointError) {
    while true {
      steps += 1
      guard steps <= Self.mostSteps else {
        throw fault("is no model: it takes more than \(Self.mostSteps) steps to read")
      }
      let start = at
      let opcode = UInt8(try little(1))
      guard opcode != UInt8(ascii: ".") else { break }
      try run(opcode, from: start)
    }
    pickle.root = try pop()
  }

  private mutating func run(_ opcode: UInt8, from start: Int) throws(CheckpointError) {
    switch opcode {
    case 0x80: _ = try take(1)  // PROTO
    case 0x95: _ = try take(8)  // FRAME
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.number(1))
    case 0x89: stack.append(.number(0))
    case UInt8(ascii: "J"), UInt8(ascii: "K"), UInt8(ascii: "M"), UInt8(ascii: "I"), UInt8(ascii: "L"), 0x8A,
      UInt8(ascii: "F"), UInt8(ascii: "G"):
      stack.append(.number(try number(opcode)))
    case UInt8(ascii: "U"), UInt8(ascii: "T"), UInt8(ascii: "C"), UInt8(ascii: "B"), 0x8E:
      stack.append(.bytes(Array(try take(try length(opcode)))))
    case UInt8(ascii: "X"), 0x8C, 0x8D: stack.append(.text(try text(take(try length(opcode)))))
    case UInt8(ascii: "S"): stack.append(.bytes(try quoted(try line())))
    case UInt8(ascii: "V"): stack.append(.text(try unicode(try line())))
    case UInt8(ascii: ")"): push(.tuple, [])
    case UInt8(ascii: "]"): push(.list, [])
    case UInt8(ascii: "}"): push(.dictionary, [])
    case UInt8(ascii: "t"): push(.tuple, try popToMark())
    case UInt8(ascii: "l"): push(.list, try popToMark())
    case UInt8(ascii: "d"): push(.dictionary, try popPairs())
    case 0x85, 0x86, 0x87:
      let count = Int(opcode) - 0x84
      guard stack.count - (marks.last ?? 0) >= count else { throw fault("holds too few values for a tuple", at: start) }
      let items = Array(stack.suffix(count))
      stack.removeLast(count)
      push(.tuple, items)
    case UInt8(ascii: "a"): try append([try pop()], to: .list)
    case UInt8(ascii: "e"): try append(try popToMark(), to: .list)
    case UInt8(ascii: "s"):
      let value = try pop()
      try append([try pop(), value], to: .dictionary)
    case UInt8(ascii: "u"): try append(try popPairs(), to: .dictionary)
    case UInt8(ascii: "p"), UInt8(ascii: "q"), UInt8(ascii: "r"): memo[try index(opcode)] = try top()
    case 0x94: memo[memo.count] = try top()
    case UInt8(ascii: "g"), UInt8(ascii: "h"), UInt8(ascii: "j"):
      guard let value = memo[try index(opcode)] else { throw fault("asks for what it has not kept", at: start) }
      stack.append(value)
    case UInt8(ascii: "c"): try name(module: try text(try line()), try text(try line()), at: start)
    case 0x93:
      guard let name = try pop().text, let module = try pop().text else { throw fault("names nothing", at: start) }
      try self.name(module: module, name, at: start)
    case UInt8(ascii: "R"): try call(at: start)
    case UInt8(ascii: "b"): try build(at: start)
    default:
      throw fault("has opcode \(opcode), which no folk-rnn model needs", at: start)
    }
  }

  // MARK: Calls

  private mutating func name(module: String, _ name: String, at start: Int) throws(CheckpointError) {
    guard let known = PickleName(module: module, name: name) else {
      let wanted = "\(module).\(name)".prefix(80).filter { $0.isASCII && !$0.isNewline }
      throw fault("wants to run '\(wanted)'; nothing is run, and no folk-rnn model needs it", at: start)
    }
    stack.append(.name(known))
  }

  private mutating func call(at start: Int) throws(CheckpointError) {
    let arguments = pickle.items(of: try pop())
    guard let arguments, case .name(let name) = try pop() else { throw fault("calls what cannot be called", at: start) }
    switch name {
    case .reconstruct:
      pickle.arrays.append(NumpyArray())
      stack.append(.array(pickle.arrays.count - 1))
    case .dtype:
      guard let name = arguments.first?.text, let type = NumpyType(name) else {
        throw fault("has an array of something other than numbers", at: start)
      }
      stack.append(.type(type))
    case .scalar:
      guard arguments.count == 2, case .type(let type) = arguments[0], case .bytes(let bytes) = arguments[1],
        bytes.count == type.size
      else { throw fault("has a number that is none", at: start) }
      stack.append(.number(type.number(bytes[...])))
    case .encode:
      guard let text = arguments.first?.text, let latin = Self.latin(text) else {
        throw fault("has bytes that are none", at: start)
      }
      stack.append(.bytes(latin))
    case .orderedDict:
      var items: [Pickle.Value] = []
      for pair in arguments.first.flatMap({ pickle.items(of: $0) }) ?? [] {
        guard let pair = pickle.items(of: pair), pair.count == 2 else {
          throw fault("has a broken dictionary", at: start)
        }
        items += pair
      }
      push(.dictionary, items)
    case .ndarray: throw fault("makes an array in a way that is not known", at: start)
    }
  }

  /// Gives what was called its state: `(3, order, ...)` a type, `(version, shape, type, column-major, bytes)` an array.
  private mutating func build(at start: Int) throws(CheckpointError) {
    let state = pickle.items(of: try pop())
    switch (try top(), state) {
    case (.type(var type), let state?) where state.count >= 2:
      type.isBigEndian = state[1].text == ">"
      stack[stack.count - 1] = .type(type)
    case (.array(let number), let state?) where state.count == 5:
      guard let shape = pickle.items(of: state[1])?.map(\.int), case .type(let type) = state[2],
        let isColumnMajor = state[3].int, case .bytes(let bytes) = state[4]
      else { throw fault("has an array whose parts are not what they should be", at: start) }
      var count = type.size
      for side in shape {
        guard let side, side >= 0, case let (product, overflow) = count.multipliedReportingOverflow(by: side), !overflow
        else { throw fault("has an array of impossible shape", at: start) }
        count = product
      }
      guard count == bytes.count else {
        throw fault("has an array of \(bytes.count) bytes where its shape needs \(count)", at: start)
      }
      pickle.arrays[number] = NumpyArray(
        shape: shape.compactMap(\.self), type: type, isColumnMajor: isColumnMajor != 0, bytes: bytes)
    default: throw fault("gives a state to what has none", at: start)
    }
  }

  // MARK: The stack

  private mutating func push(_ kind: Pickle.Container.Kind, _ items: [Pickle.Value]) {
    pickle.containers.append(Pickle.Container(kind: kind, items: items))
    stack.append(.container(pickle.containers.count - 1))
  }

  private func top() throws(CheckpointError) -> Pickle.Value {
    guard let value = stack.last, stack.count > marks.last ?? 0 else { throw fault("uses a value that is not there") }
    return value
  }

  private mutating func pop() throws(CheckpointError) -> Pickle.Value {
    let value = try top()
    stack.removeLast()
    return value
  }

  private mutating func popToMark() throws(CheckpointError) -> [Pickle.Value] {
    guard let mark = marks.popLast() else { throw fault("ends a list that it has not begun") }
    let items = Array(stack[mark...])
    stack.removeLast(items.count)
    return items
  }

  private mutating func popPairs() throws(CheckpointError) -> [Pickle.Value] {
    let items = try popToMark()
    guard items.count.isMultiple(of: 2) else { throw fault("has a key without a value") }
    return items
  }

  private mutating func append(_ items: [Pickle.Value], to kind: Pickle.Container.Kind) throws(CheckpointError) {
    guard case .container(let number) = try top(), pickle.containers[number].kind == kind else {
      throw fault("adds to what is no \(kind)")
    }
    pickle.containers[number].items += items
  }

  // MARK: Bytes

  private mutating func take(_ count: Int) throws(CheckpointError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - at else { throw fault("ends in the middle", at: bytes.count) }
    defer { at += count }
    return bytes[at..<at + count]
  }

  private mutating func line() throws(CheckpointError) -> ArraySlice<UInt8> {
    guard let end = bytes[at...].firstIndex(of: 0x0A) else {
      throw fault("ends in the middle of a line", at: bytes.count)
    }
    defer { at = end + 1 }
    return bytes[at..<end]
  }

  private mutating func little(_ count: Int) throws(CheckpointError) -> UInt64 {
    try take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func length(_ opcode: UInt8) throws(CheckpointError) -> Int {
    switch opcode {
    case UInt8(ascii: "U"), UInt8(ascii: "C"), 0x8C: Int(try little(1))
    case 0x8D, 0x8E: Int(clamping: try little(8))
    default: Int(try little(4))
    }
  }

  private mutating func index(_ opcode: UInt8) throws(CheckpointError) -> Int {
    switch opcode {
    case UInt8(ascii: "q"), UInt8(ascii: "h"): return Int(try little(1))
    case UInt8(ascii: "r"), UInt8(ascii: "j"): return Int(try little(4))
    default:
      guard let index = Int(try text(try line())) else { throw fault("keeps a value under no number") }
      return index
    }
  }

  private mutating func number(_ opcode: UInt8) throws(CheckpointError) -> Double {
    switch opcode {
    case UInt8(ascii: "J"): return Double(Int32(truncatingIfNeeded: try little(4)))
    case UInt8(ascii: "K"): return Double(try little(1))
    case UInt8(ascii: "M"): return Double(try little(2))
    case UInt8(ascii: "G"): return Double(bitPattern: try take(8).reduce(0) { $0 << 8 | UInt64($1) })
    case 0x8A:
      let count = Int(try little(1))
      guard count <= 8 else { throw fault("has a number of \(count) bytes") }
      guard count > 0 else { return 0 }
      let shift = UInt64(64 - 8 * count)
      return Double(Int64(bitPattern: try little(count) << shift) >> Int64(shift))
    default:
      let text = try text(try line())
      guard let number = Double(text.hasSuffix("L") ? String(text.dropLast()) : text) else {
        throw fault("has no number")
      }
      return number
    }
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(CheckpointError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw fault("has text that is not UTF-8") }
    return text
  }

  /// Python 2's string in quotes: `'a\x00\n\\'`.
  private func quoted(_ line: ArraySlice<UInt8>) throws(CheckpointError) -> [UInt8] {
    guard line.count >= 2, let quote = line.first, quote == line.last, [0x22, 0x27].contains(quote) else {
      throw fault("has a string without quotes")
    }
    var rest = line.dropFirst().dropLast()
    var result: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "x"):
        guard let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 else {
          throw fault("has a string with a broken escape")
        }
        result.append(code)
        rest = rest.dropFirst(2)
      case let other? where [0x22, 0x27, 0x5C].contains(other): result.append(other)
      default: throw fault("has a string with a broken escape")
      }
    }
    return result
  }

  /// Raw unicode escapes: `\u0041`.
  private func unicode(_ line: ArraySlice<UInt8>) throws(CheckpointError) -> String {
    var result = ""
    var rest = line
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), let kind = rest.first, kind == UInt8(ascii: "u") || kind == UInt8(ascii: "U") {
        let digits = kind == UInt8(ascii: "u") ? 4 : 8
        let code = UInt32(String(decoding: rest.dropFirst().prefix(digits), as: UTF8.self), radix: 16)
        guard rest.count > digits, let scalar = code.flatMap(Unicode.Scalar.init) else {
          throw fault("has text with a broken escape")
        }
        result.unicodeScalars.append(scalar)
        rest = rest.dropFirst(digits + 1)
      } else {
        // Everything else is Latin-1.
        result.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return result
  }

  /// Text as the bytes its letters number; nil where one is beyond 255.
  private static func latin(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.unicodeScalars.count)
    for scalar in text.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private func fault(_ problem: String, at byte: Int? = nil) -> CheckpointError {
    CheckpointError(
      .content, path: path, at: .byte(byte ?? at), problem, remedy: "give a model that folk-rnn's train_rnn.py wrote")
  }
}
