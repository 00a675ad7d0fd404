import Checkpoints
import Foundation
import Kernels
import Testing
import Tokens
import Training

@Suite struct ResumeTests {
  /// Runs to the end, stopping before each of `stops` updates and resuming.
  private func interrupted(_ run: SmallRun, at stops: [Int]) throws -> TrainingOutcome {
    var resuming = false
    for stop in stops {
      var step = 0
      let outcome = try run.trainer().run(
        resuming: resuming, shouldStop: { step >= stop },
        report: { event in
          if case .started(let start) = event { step = start.step }
          if case .progress(let measure) = event { step = measure.step }
        })
      #expect(outcome.stop == .cancelled && outcome.step == stop)
      resuming = true
    }
    return try run.trainer().run(resuming: resuming) { _ in }
  }

  private func expectSameBytes(
    _ change: (inout SmallRun) -> Void = { _ in }, stops: (Int) -> [Int]
  ) throws {
    let folder = try TemporaryFolder()
    var whole = SmallRun(folder, "whole.safetensors")
    change(&whole)
    whole.output.log = folder("whole.jsonl")
    whole.output.logEvery = 1
    let outcome = try whole.trainer().run { _ in }
    var parts = whole
    parts.output.model = folder("parts.safetensors")
    parts.output.log = folder("parts.jsonl")
    let resumed = try interrupted(parts, at: stops(outcome.step))
    #expect(resumed.bestLoss == outcome.bestLoss && resumed.step == outcome.step)
    #expect(try folder.read("parts.safetensors") == folder.read("whole.safetensors"))
    #expect(try folder.read("parts.state.safetensors") == folder.read("whole.state.safetensors"))
    // The logs agree in everything but the time.
    let logs = try ["whole.jsonl", "parts.jsonl"].map { name in
      try MetricsRecord.read(folder(name)).map { record in
        var record = record
        record.tokensPerSecond = nil
        record.seconds = nil
        return record
      }
    }
    #expect(logs[0] == logs[1])
  }

  @Test(arguments: 1...4) func endsInTheSameBytes(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    try expectSameBytes { last in
      // Two to four places anywhere, mid-epoch for the most part.
      Array(Set((0..<Int(2 + seed % 3)).map { _ in Int(random.next() % UInt64(last)) })).sorted()
    }
  }

  @Test func stoppedBeforeAndAfterEveryUpdate() throws {
    try expectSameBytes({ $0.settings.epochs = 2 }) { Array(0..<$0) }
  }

  @Test func withAveragingValidationsAndDecay() throws {
    try expectSameBytes({ run in
      run.settings.averaging = 0.9
      run.settings.validateEvery = 2
      run.settings.precision = .bf16
      run.context = MetricalContext(barsBack: [1, 2])
      run.output.format = .bf16
    }) { [1, $0 / 2, $0 - 1] }
  }

  @Test func withEveryOptionOfTheNetwork() throws {
    try expectSameBytes({ run in
      run.network.residual = true
      run.network.initialState = .learned
      run.network.layerNorm = true
      run.network.tied = true
    }) { [1, $0 / 2] }
  }

  @Test func withLockedDropoutAndDroppedWeights() throws {
    try expectSameBytes({ run in
      run.settings.dropoutKind = .locked
      run.settings.weightDrop = 0.3
    }) { [2, $0 - 2] }
  }

  @Test func statesInBetweenChangeNothing() throws {
    try expectSameBytes({ $0.output.stateEvery = 2 }) { [$0 / 3] }
  }

  @Test func killedWithoutAWord() throws {
    // The state of an earlier update and the model and log of a later one: what a power failure leaves behind.
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.output.log = folder("log")
    run.output.logEvery = 1
    var early: [UInt8] = []
    try run.trainer().run(report: { event in
      if case .progress(let measure) = event, measure.step == 8 {
        early = (try? folder.read("m.state.safetensors")) ?? []
      }
    })
    let model = try folder.read("m.safetensors")
    let state = try folder.read("m.state.safetensors")
    let steps = try MetricsRecord.read(folder("log")).map(\.step)
    #expect(!early.isEmpty && early != state)
    try folder.write(early, "m.state.safetensors")
    try run.trainer().run(resuming: true) { _ in }
    #expect(try folder.read("m.safetensors") == model)
    #expect(try folder.read("m.state.safetensors") == state)
    #expect(try MetricsRecord.read(folder("log")).map(\.step) == steps)
  }

  @Test func aFinishedRunStaysFinished() throws {
    let folder = try TemporaryFolder()
    let run = SmallRun(folder)
    let outcome = try run.trainer().run { _ in }
    let bytes = try folder.read("m.safetensors")
    var updates = 0
    let again = try run.trainer().run(resuming: true, report: { if case .progress = $0 { updates += 1 } })
    #expect(again == outcome)
    #expect(updates == 0)
    #expect(try folder.read("m.safetensors") == bytes)
  }

  @Test func moreEpochsAtAConstantRate() throws {
    let folder = try TemporaryFolder()
    var long = SmallRun(folder, "long.safetensors")
    long.settings.decay = .constant
    try long.trainer().run { _ in }
    var short = long
    short.output.model = folder("short.safetensors")
    short.settings.epochs = 1
    try short.trainer().run { _ in }
    short.settings.epochs = 3
    try short.trainer().run(resuming: true) { _ in }
    #expect(try folder.read("short.safetensors") == folder.read("long.safetensors"))
    #expect(try folder.read("short.state.safetensors") == folder.read("long.state.safetensors"))
  }

  struct Change: Sendable {
    let complaint: String
    let apply: @Sendable (inout SmallRun) -> Void
  }

  static let changes = [
    Change(complaint: "learningRate was 0.02 and is now 0.01") { $0.settings.learningRate = 0.01 },
    Change(complaint: "dropoutKind was step and is now locked") { $0.settings.dropoutKind = .locked },
    Change(complaint: "weightDrop was 0.0 and is now 0.2") { $0.settings.weightDrop = 0.2 },
    Change(complaint: "epochs was 3 and is now 4") { $0.settings.epochs = 4 },
    Change(complaint: "the network was 2 x 6") { $0.network.hidden = 7 },
    Change(complaint: "the network was 2 x 6 and is now 2 x 6 residual") { $0.network.residual = true },
    Change(complaint: "the network was 2 x 6 and is now 2 x 6 gru") { $0.network.cell = .gru },
    Change(complaint: "the network was 2 x 6 and is now 2 x 6 from a learned state") {
      $0.network.initialState = .learned
    },
    Change(complaint: "the network was 2 x 6 and is now 2 x 6 layer norm") { $0.network.layerNorm = true },
    Change(complaint: "the network was 2 x 6 and is now 2 x 6 tied") { $0.network.tied = true },
    Change(complaint: "it looked back nowhere and now looks back 1 4 bars") {
      $0.context = MetricalContext(barsBack: [1, 4])
    },
    Change(complaint: "the vocabulary") { $0.vocabulary = Vocabulary(tokens: ["a", "b", "c", "d", "e", "g"]) },
    Change(complaint: "the collection was 20 tunes") { $0.training.removeLast() },
    Change(complaint: "the collection") { $0.training.swapAt(0, 1) },
    Change(complaint: "the collection") { $0.heldOut[0].insert(2, at: 1) },
    Change(complaint: "the collection") { $0.training.append($0.heldOut.removeFirst()) },
  ]

  @Test(arguments: changes) func anotherRunIsRefused(change: Change) throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.settings.epochs = 3
    _ = try run.trainer().run(shouldStop: { true }) { _ in }
    let before = try folder.read("m.state.safetensors")
    change.apply(&run)
    let error = #expect(throws: TrainingError.self) { try run.trainer().run(resuming: true) { _ in } }
    #expect(error?.description.contains(change.complaint) == true, "\(error?.description ?? "")")
    #expect(try folder.read("m.state.safetensors") == before)
  }

  @Test func storedOtherwiseIsRefused() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    try run.trainer().run { _ in }
    run.output.format = .bf16
    let error = #expect(throws: TrainingError.self) { try run.trainer().run(resuming: true) { _ in } }
    #expect(error?.description.contains("stored as F32 and is now to be as BF16") == true)
  }

  @Test func whatIsNotNamedAnewStays() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.card.name = "Jigs"
    run.card.corpora = [CorpusFacts(name: "book", licence: "CC0-1.0", tunes: 20)]
    var updates = 0
    _ = try run.trainer().run(shouldStop: { updates == 9 }, report: { if case .progress = $0 { updates += 1 } })
    run.card.name = nil
    run.card.corpora = [CorpusFacts(name: "book", tunes: 20)]
    try run.trainer().run(resuming: true) { _ in }
    let card = try Model(loading: folder("m.safetensors")).card
    #expect(card.name == "Jigs" && card.corpora[0].licence == "CC0-1.0")
  }

  @Test(arguments: ["m.safetensors", "m.state.safetensors"]) func damageIsNoticed(name: String) throws {
    let folder = try TemporaryFolder()
    let run = SmallRun(folder)
    try run.trainer().run { _ in }
    var bytes = try folder.read(name)
    bytes[bytes.count - 70] ^= 1
    try folder.write(bytes, name)
    let error = #expect(throws: TrainingError.self) { try run.trainer().run(resuming: true) { _ in } }
    #expect(error?.description.contains("damaged") == true)
    #expect(try folder.read(name) == bytes)
  }

  @Test func anotherRunsModelIsNoticed() throws {
    let folder = try TemporaryFolder()
    let run = SmallRun(folder)
    try run.trainer().run { _ in }
    var other = SmallRun(folder, "n.safetensors")
    other.training = SmallRun.tunes(20, seed: 5)
    try other.trainer().run { _ in }
    try folder.write(folder.read("n.safetensors"), "m.safetensors")
    let error = #expect(throws: TrainingError.self) { try run.trainer().run(resuming: true) { _ in } }
    #expect(error?.description.contains("is not the best model") == true)
  }

  @Test func whatAKilledRunLeftIsCleared() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.output.log = folder("log")
    let leftovers = [
      ".log.0.part", ".m.safetensors.1.part", ".m.state.safetensors.zz9.part", "log.lock", "m.state.safetensors.lock",
    ]
    for name in leftovers { try folder.write([1, 2], name) }
    try run.trainer().run { _ in }
    #expect(try folder.contents == ["log", "m.safetensors", "m.state.safetensors"])
    // A run that may not begin clears nothing.
    for name in leftovers { try folder.write([1, 2], name) }
    #expect(throws: TrainingError.self) { try run.trainer().run { _ in } }
    #expect(try folder.contents == leftovers[..<3] + ["log", "m.safetensors", "m.state.safetensors"])
  }

  @Test func aTornLineOfTheLogIsMended() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.output.log = folder("log")
    run.output.logEvery = 1
    var updates = 0
    _ = try run.trainer().run(shouldStop: { updates == 9 }, report: { if case .progress = $0 { updates += 1 } })
    // Lines after the state, the last one cut short.
    let torn = Array(#"{"epoch":2,"kind":"update","loss":2.5,"step":10}"#.utf8) + [10] + Array(#"{"epoch":2,"ki"#.utf8)
    try folder.write(folder.read("log") + torn, "log")
    let last = try run.trainer().run(resuming: true) { _ in }.step
    #expect(try MetricsRecord.read(folder("log")).filter { $0.kind == .update }.map(\.step) == Array(1...last))
    #expect(try folder.read("log").last == 10)
  }

  @Test func twoRunsOnOneOutput() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.output.replaces = true
    var errors: [TrainingError?] = []
    var tried = false
    let outcome = try run.trainer().run(report: { event in
      guard case .progress(let measure) = event, measure.step == 3, !tried else { return }
      tried = true
      for resuming in [false, true] {
        errors.append(#expect(throws: TrainingError.self) { try run.trainer().run(resuming: resuming) { _ in } })
      }
    })
    #expect(errors == [.busy(path: folder("m.safetensors")), .busy(path: folder("m.safetensors"))])
    #expect(outcome.stop == .finished)
    #expect(try folder.contents == ["m.safetensors", "m.state.safetensors"])
  }

  /// What a run of `other` and its check throw while one of `run` goes on.
  private func errors(of other: SmallRun, during run: SmallRun) throws -> [TrainingError?] {
    var errors: [TrainingError?] = []
    try run.trainer().run(report: { event in
      guard case .progress(let measure) = event, measure.step == 3 else { return }
      errors.append(#expect(throws: TrainingError.self) { try other.trainer().run { _ in } })
      errors.append(#expect(throws: TrainingError.self) { try other.trainer().check(resuming: false) })
    })
    return errors
  }

  @Test func aLogAndAPictureAreOneRunsToo() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.output.log = folder("log")
    run.output.picture = folder("curves.svg")
    var other = SmallRun(folder, "n.safetensors")
    other.output.log = folder("log")
    #expect(try errors(of: other, during: run) == Array(repeating: .busy(path: folder("log")), count: 2))
    other.output.log = folder("other")
    other.output.picture = folder("curves.svg")
    run.output.replaces = true
    #expect(try errors(of: other, during: run) == Array(repeating: .busy(path: folder("curves.svg")), count: 2))
    #expect(try folder.contents == ["curves.svg", "log", "m.safetensors", "m.state.safetensors"])
  }

  @Test func twoNamesOfOneModelAreOneOutput() throws {
    let folder = try TemporaryFolder()
    let run = SmallRun(folder)
    _ = try run.trainer().run(shouldStop: { true }) { _ in }
    try FileManager.default.createSymbolicLink(atPath: folder("link.safetensors"), withDestinationPath: "m.safetensors")
    var linked = SmallRun(folder, "link.safetensors")
    #expect(linked.output.state.hasSuffix("/m.state.safetensors"))
    linked.output.replaces = true
    var again = run
    again.output.replaces = true
    let busy = TrainingError.busy(path: folder("link.safetensors"))
    #expect(try errors(of: linked, during: again) == [busy, busy])
    #expect(try linked.trainer().run(resuming: true) { _ in }.stop == .finished)
    #expect(try folder.contents == ["link.safetensors", "m.safetensors", "m.state.safetensors"])
  }

  @Test(arguments: ["m.safetensors", "m.state.safetensors", "curves.svg"]) func noTwoFilesAreOne(name: String) throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.output.log = folder(name)
    run.output.picture = folder("curves.svg")
    let error = #expect(throws: TrainingError.self) { try run.trainer() }
    #expect(error?.description.contains("give another file than the") == true)
  }

  @Test func secondsGoOnAfterAnInterruption() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.output.log = folder("log")
    run.output.logEvery = 1
    _ = try interrupted(run, at: [4, 9])
    let seconds = try MetricsRecord.read(folder("log")).compactMap(\.seconds)
    #expect(seconds == seconds.sorted() && seconds.count > 15)
  }

  @Test func nothingToResume() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: TrainingError.self) { try SmallRun(folder).trainer().run(resuming: true) { _ in } }
    guard case .checkpoint(let fault) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(fault.kind == .missing)
    #expect(try folder.contents == [])
  }

  @Test(arguments: [true, false]) func theBestModelMustStillBeThere(isHeldOut: Bool) throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    if !isHeldOut { run.heldOut = [] }
    try run.trainer().run { _ in }
    try FileManager.default.removeItem(atPath: folder("m.safetensors"))
    #expect(throws: TrainingError.self) { try run.trainer().run(resuming: true) { _ in } }
  }

  @Test func aCancelledRunLeavesAModelToPlayWith() throws {
    let folder = try TemporaryFolder()
    let run = SmallRun(folder)
    var updates = 0
    let outcome = try run.trainer().run(
      shouldStop: { updates == 2 }, report: { if case .progress = $0 { updates += 1 } })
    #expect(outcome.stop == .cancelled && outcome.bestLoss == nil)
    #expect(try Model(loading: folder("m.safetensors")).card.step == 2)
  }

  @Test func theTimeLimitStopsAndResumes() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.output.minutes = 0
    let outcome = try run.trainer().run { _ in }
    #expect(outcome.stop == .timeLimit && outcome.step == 0)
    #expect(try Model(loading: folder("m.safetensors")).card.heldOutLoss != nil)
    run.output.minutes = nil
    #expect(try run.trainer().run(resuming: true) { _ in }.stop == .finished)
  }
}
