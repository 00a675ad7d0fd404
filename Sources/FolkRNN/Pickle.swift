/// What a pickle holds: plain data and numpy arrays, nothing that runs.
///
/// Containers live in one list and refer to each other by number, so that no nesting, however deep, and no cycle is walked when
/// a pickle is let go.
struct Pickle {
  /// One value.
  enum Value {
    case none
    case number(Double)
    case text(String)
    case bytes([UInt8])
    /// The number of a container.
    case container(Int)
    case array(Int)
    case type(NumpyType)
    /// A name of a module, good for nothing but to be called by ``PickleReader``.
    case name(PickleName)
  }

  /// A tuple, a list or a dictionary; of a dictionary keys and values take turns.
  struct Container {
    enum Kind { case tuple, list, dictionary }
    var kind: Kind
    var items: [Value] = []
  }

  var containers: [Container] = []
  var arrays: [NumpyArray] = []
  var root = Value.none

  /// The items of a list or tuple; nil of anything else.
  func items(of value: Value) -> [Value]? {
    guard case .container(let number) = value, containers[number].kind != .dictionary else { return nil }
    return containers[number].items
  }

  /// The keys and values of a dictionary; nil of anything else.
  func pairs(of value: Value) -> [(key: Value, value: Value)]? {
    guard case .container(let number) = value, containers[number].kind == .dictionary else { return nil }
    let items = containers[number].items
    return stride(from: 0, to: items.count - 1, by: 2).map { (items[$0], items[$0 + 1]) }
  }

  /// What a dictionary has under a name.
  func value(of name: String, in value: Value) -> Value? {
    pairs(of: value)?.last { $0.key.text == name }?.value
  }
}

extension Pickle.Value {
  /// As text; Python 2's strings are bytes.
  var text: String? {
    switch self {
    case .text(let text): text
    case .bytes(let bytes): String(validating: bytes, as: UTF8.self)
    default: nil
    }
  }

  /// As a whole number.
  var int: Int? {
    if case .number(let number) = self { return Int(exactly: number) }
    return nil
  }
}

/// What a pickle may call: what numpy's arrays are made with.
enum PickleName: String, CaseIterable {
  case reconstruct = "numpy.core.multiarray _reconstruct"
  case scalar = "numpy.core.multiarray scalar"
  case ndarray = "numpy ndarray"
  case dtype = "numpy dtype"
  /// How Python 3 writes bytes for Python 2 to read.
  case encode = "_codecs encode"
  case orderedDict = "collections OrderedDict"

  /// The name of a module's thing; nil for all else there is.
  init?(module: String, name: String) {
    // Where numpy 2 has it.
    let module = module == "numpy._core.multiarray" ? "numpy.core.multiarray" : module
    self.init(rawValue: "\(module) \(name)")
  }
}
