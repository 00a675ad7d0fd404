import Foundation

/// Norms as a file.
extension Norms: Codable {
  /// The layout of the file.
  static let version = 1
  /// A greater file is no file of norms.
  static let largestFile = 4 << 20
  /// A meter costs some hundred bytes; a file with more of them is none of ours.
  static let mostMeters = 10_000

  private enum CodingKeys: String, CodingKey { case norms, all, meters, model }

  /// Reads them, checking that every number can be what it is said to be.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .norms)
    func corrupted(_ key: CodingKeys, _ problem: String) -> DecodingError {
      .dataCorruptedError(forKey: key, in: container, debugDescription: problem)
    }
    guard version == Self.version else {
      throw corrupted(.norms, "is layout \(version), this Lilt reads \(Self.version)")
    }
    all = try container.decode(Group.self, forKey: .all)
    meters = try container.decode([String: Group].self, forKey: .meters)
    model = try container.decodeIfPresent(String.self, forKey: .model)
    guard meters.count <= Self.mostMeters else { throw corrupted(.meters, "has \(meters.count) meters") }
    if let problem = all.problem { throw corrupted(.all, problem) }
    for (meter, group) in meters.sorted(by: { $0.key < $1.key }) {
      if let problem = group.problem { throw corrupted(.meters, "\(meter): " + problem) }
    }
  }

  /// Writes them.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.version, forKey: .norms)
    try container.encode(all, forKey: .all)
    try container.encode(meters, forKey: .meters)
    try container.encodeIfPresent(model, forKey: .model)
  }

  /// The norms as a file's bytes, to be read by people too; the same norms give the same bytes.
  public var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Finite numbers and texts, which is all there is, can always be encoded.
    return ((try? encoder.encode(self)).map(Array.init) ?? []) + [UInt8(ascii: "\n")]
  }

  /// Reads a file's bytes.
  ///
  /// - Throws: ``NormsError`` that names the place in the JSON.
  public init(json: [UInt8]) throws(NormsError) {
    guard json.count <= Self.largestFile else { throw NormsError("is too large for a file of norms") }
    do {
      self = try JSONDecoder().decode(Norms.self, from: Data(json))
    } catch let error as DecodingError {
      throw NormsError(Self.text(of: error))
    } catch {
      throw NormsError("is no JSON")
    }
  }

  /// Reads a file.
  ///
  /// - Throws: ``NormsError`` where there is none, it cannot be read, or it holds something else.
  public init(reading path: String) throws(NormsError) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw NormsError("is not there", kind: .missing, path: path)
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw NormsError(
        "cannot be read: \(error.localizedDescription)", kind: .storage, path: path, remedy: "check its permissions")
    }
    do throws(NormsError) {
      self = try Norms(json: Array(data))
    } catch {
      var error = error
      error.path = path
      throw error
    }
  }

  private static func text(of error: DecodingError) -> String {
    func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
      let keys = (context.codingPath + (key.map { [$0] } ?? [])).map { $0.intValue.map(String.init) ?? $0.stringValue }
      return keys.isEmpty ? "" : "'\(keys.joined(separator: "."))' "
    }
    switch error {
    case .keyNotFound(let key, let context): return place(context, key) + "is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return place(context) + "is of another kind than it should be"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? "is no JSON" : place(context) + context.debugDescription
    @unknown default: return "is no file of norms"
    }
  }
}

extension Norms.Group {
  private enum CodingKeys: String, CodingKey { case tunes, measures, endsOnTonic, forms }

  /// Reads a group; measures of a later Lilt are passed over.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    tunes = try container.decode(Int.self, forKey: .tunes)
    let named = try container.decode([String: Quantiles].self, forKey: .measures)
    measures = Dictionary(
      uniqueKeysWithValues: named.compactMap { name, values in Measure(rawValue: name).map { ($0, values) } })
    endsOnTonic = try container.decodeIfPresent(Double.self, forKey: .endsOnTonic)
    forms = try container.decode([String: Double].self, forKey: .forms)
  }

  /// Writes a group.
  public func encode(to encoder: any Encoder) throws {
    func rounded(_ share: Double) -> Double { (share * 10_000).rounded() / 10_000 }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(tunes, forKey: .tunes)
    let named = measures.map { ($0.key.rawValue, $0.value) }
    try container.encode(Dictionary(uniqueKeysWithValues: named), forKey: .measures)
    try container.encodeIfPresent(endsOnTonic.map(rounded), forKey: .endsOnTonic)
    try container.encode(forms.mapValues(rounded), forKey: .forms)
  }

  /// Why these cannot be the norms of any tunes; nil where they can.
  var problem: String? {
    if tunes < 1 { return "is of \(tunes) tunes" }
    for (measure, quantiles) in measures.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    where quantiles.values.contains(where: { !measure.bounds.contains($0) }) {
      return "'\(measure.rawValue)' is not within \(measure.bounds.lowerBound) to \(measure.bounds.upperBound)"
    }
    if let share = endsOnTonic, !(0...1).contains(share) { return "'endsOnTonic' is no share from 0 to 1" }
    if let (form, _) = forms.sorted(by: { $0.key < $1.key }).first(where: { !(0...1).contains($0.value) }) {
      return "the form '\(form.prefix(40))' has no share from 0 to 1"
    }
    return nil
  }
}
