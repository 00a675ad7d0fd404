import ABC
import Kernels
import Music
import Tokens

/// A composition written out as a tune to read: key, title, header and layout.
public struct Manuscript: Sendable {
  /// What stands in the header beside meter and key.
  public struct Heading: Sendable {
    /// The tonic; nil to draw a usual one for the mode.
    public var key: OutputKey?
    /// The notes of the instrument it is written for, as MIDI note numbers.
    public var range: ClosedRange<Int>
    /// The rhythm (`R:`); nil for what the meter is most often.
    public var rhythm: String?
    /// How the tune can be made again; goes into `S:`.
    public var provenance: String
    /// The seed of the run, which draws the key and names the tune.
    public var seed: UInt64

    /// A heading.
    public init(key: OutputKey?, range: ClosedRange<Int>, rhythm: String?, provenance: String, seed: UInt64) {
      self.key = key
      self.range = range
      self.rhythm = rhythm
      self.provenance = provenance
      self.seed = seed
    }
  }

  /// The tune as ABC has it, laid out.
  public private(set) var tune: Tune

  /// Writes a composition out.
  ///
  /// - Throws: ``MisplacedToken`` where its tokens make no tune, which a grammar rules out.
  public init(of composition: Composition, heading: Heading) throws(MisplacedToken) {
    let plain = try Tune(decoding: try TokenSequence(words: composition.words))
    var random = RandomSource(seed: heading.seed &+ UInt64(composition.number) &* 0x2545_F491_4F6C_DD1D)
    let key = heading.key ?? OutputKey.drawn(for: plain.key.mode, using: &random)
    var placed = (plain.placed(in: key, range: heading.range) ?? plain).withCourtesyAccidentals().withExplicitRepeats()
      .laidOut()
    // The type a model named itself says more than the meter, unless no such tune is in that meter.
    let named = TuneType(naming: plain.rhythm).flatMap { type in plain.meter.map(type.suits) == true ? type : nil }
    let rhythm = heading.rhythm ?? named?.rhythm ?? Manuscript.rhythm(for: placed.meter)
    let name = rhythm.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    let own = [
      Field("X", "\(composition.number)"),
      Field("T", "\(name.isEmpty ? "Tune" : name) \(heading.seed).\(composition.number)"),
    ]
    let origin = [Field("S", heading.provenance)] + (rhythm.isEmpty ? [] : [Field("R", rhythm)])
    placed.header = own + origin + placed.header.filter { $0.letter != "R" }
    tune = placed
  }

  /// Adds a remark to the header (`N:`), before what the music needs.
  public mutating func add(_ remark: String) {
    let place = tune.header.firstIndex { "MLQK".contains($0.letter) } ?? tune.header.endIndex
    tune.header.insert(Field("N", remark), at: place)
  }

  /// What a tune in a meter most often is: the first named by Irish and Scottish collections.
  public static func rhythm(for meter: Meter?) -> String {
    switch meter.map({ ($0.count, $0.unit) }) {
    case (4, 4)?, (2, 2)?: "reel"
    case (6, 8)?: "jig"
    case (9, 8)?: "slip jig"
    case (12, 8)?: "slide"
    case (2, 4)?: "polka"
    case (3, 4)?: "waltz"
    case (3, 2)?: "three-two"
    default: ""
    }
  }
}
