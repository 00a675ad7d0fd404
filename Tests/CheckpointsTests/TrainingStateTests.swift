import Checkpoints
import Foundation
import Recurrent
import Testing

@Suite struct TrainingStateTests {
  private func state(average: Bool) -> TrainingState {
    let model = smallModel()
    let moments = (5..<8).map { seed in
      let parameters = Parameters(configuration: model.configuration)
      fill(parameters, seed: UInt64(seed))
      return parameters
    }
    var progress = TrainingProgress()
    progress.step = 12
    progress.epoch = 2
    progress.batch = 3
    progress.epochNats = 0.1 + 0.7
    progress.epochTokens = 99
    progress.smoothedLoss = 1 / 3
    progress.bestLoss = 2.5
    progress.bestEpoch = 1
    return TrainingState(
      model: model, firstMoments: moments[0], secondMoments: moments[1], average: average ? moments[2] : nil,
      progress: progress)
  }

  @Test(arguments: [false, true]) func roundTrip(average: Bool) throws {
    let folder = try TemporaryFolder()
    let state = state(average: average)
    try state.save(to: folder("s.safetensors"))
    let read = try TrainingState(loading: folder("s.safetensors"))
    #expect(read.progress == state.progress)
    #expect(sameValues(read.model.parameters, state.model.parameters))
    #expect(sameValues(read.firstMoments, state.firstMoments))
    #expect(sameValues(read.secondMoments, state.secondMoments))
    #expect((read.average != nil) == average)
    if let average = state.average, let readAverage = read.average { #expect(sameValues(readAverage, average)) }
    try read.save(to: folder("t.safetensors"))
    #expect(try folder.read("s.safetensors") == folder.read("t.safetensors"))
  }

  @Test(arguments: [false, true]) func roundTripWithAPointToGoBackTo(average: Bool) throws {
    let folder = try TemporaryFolder()
    var state = state(average: average)
    var earlier = state.progress
    earlier.step = 10
    earlier.rollbacks = 1
    let sets = (9..<13).map { seed in
      let parameters = Parameters(configuration: state.model.configuration)
      fill(parameters, seed: UInt64(seed))
      return parameters
    }
    state.rollback = RollbackPoint(
      parameters: sets[0], firstMoments: sets[1], secondMoments: sets[2], average: average ? sets[3] : nil,
      progress: earlier, epochs: state.model.card.epochs)
    try state.save(to: folder("s.safetensors"))
    let read = try #require(try TrainingState(loading: folder("s.safetensors")).rollback)
    #expect(read.progress == earlier && read.epochs == state.model.card.epochs)
    #expect(sameValues(read.parameters, sets[0]))
    #expect(sameValues(read.firstMoments, sets[1]))
    #expect(sameValues(read.secondMoments, sets[2]))
    #expect((read.average != nil) == average)
    if let average = read.average { #expect(sameValues(average, sets[3])) }
    // The newest weights are still the model's.
    #expect(sameValues(try Model(loading: folder("s.safetensors")).parameters, state.model.parameters))
  }

  @Test func progressOfEarlierVersionsIsRead() throws {
    // As Lilt wrote it before runs went back.
    let json = #"{"batch":3,"epoch":2,"epochNats":0.5,"epochTokens":99,"smoothedLoss":1.25,"step":12}"#
    var expected = TrainingProgress()
    (expected.step, expected.epoch, expected.batch) = (12, 2, 3)
    (expected.epochNats, expected.epochTokens, expected.smoothedLoss) = (0.5, 99, 1.25)
    #expect(try JSONDecoder().decode(TrainingProgress.self, from: Data(json.utf8)) == expected)
  }

  @Test(arguments: [("progress", -1, 0), ("rollback", 0, -1)])
  func countsThatMakeNoSenseAreNamed(place: String, rollbacks: Int, earlierRollbacks: Int) throws {
    let folder = try TemporaryFolder()
    var state = state(average: false)
    var earlier = state.progress
    state.progress.rollbacks = rollbacks
    earlier.rollbacks = earlierRollbacks
    state.rollback = RollbackPoint(
      parameters: state.model.parameters, firstMoments: state.firstMoments, secondMoments: state.secondMoments,
      average: nil, progress: earlier, epochs: [])
    try state.save(to: folder("s.safetensors"))
    let error = #expect(throws: CheckpointError.self) { try TrainingState(loading: folder("s.safetensors")) }
    #expect(error?.place == .metadata(place))
  }

  @Test func aStateIsAModelToo() throws {
    let folder = try TemporaryFolder()
    try state(average: true).save(to: folder("s.safetensors"))
    let model = try Model(loading: folder("s.safetensors"))
    #expect(sameValues(model.parameters, smallModel().parameters))
  }

  @Test func aModelIsNoState() throws {
    let folder = try TemporaryFolder()
    try smallModel().save(to: folder("m.safetensors"))
    let error = #expect(throws: CheckpointError.self) { try TrainingState(loading: folder("m.safetensors")) }
    #expect(error?.place == .metadata("progress"))
  }

  @Test(arguments: [
    ("a/jigs.safetensors", "a/jigs.state.safetensors"), ("jigs", "jigs.state.safetensors"),
    ("a.b/jigs.bin", "a.b/jigs.bin.state.safetensors"),
  ]) func liesBesideTheModel(model: String, state: String) {
    #expect(TrainingState.path(for: model) == state)
  }

  @Test func truncationsAreRefused() throws {
    let folder = try TemporaryFolder()
    try state(average: true).save(to: folder("s.safetensors"))
    let bytes = try folder.read("s.safetensors")
    for length in stride(from: 0, to: bytes.count, by: 97) {
      let path = try folder.write(Array(bytes[..<length]), "cut.safetensors")
      #expect(throws: CheckpointError.self) { try TrainingState(loading: path) }
    }
  }
}
