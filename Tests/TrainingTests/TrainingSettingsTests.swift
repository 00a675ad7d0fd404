import Foundation
import Testing
import Training

@Suite struct TrainingSettingsTests {
  @Test func defaultsAreValid() throws { try TrainingSettings().validate() }

  @Test func codableRoundTrip() throws {
    var settings = TrainingSettings(averaging: 0.999, seed: .max)
    settings.patience = 3
    let json = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(TrainingSettings.self, from: json) == settings)
  }

  struct Fault: Sendable {
    let name: String
    let spoil: @Sendable (inout TrainingSettings) -> Void
  }

  static let faults = [
    Fault(name: "epochs") { $0.epochs = 0 },
    Fault(name: "batch") { $0.batch = -1 },
    Fault(name: "tokensPerBatch") { $0.tokensPerBatch = 0 },
    Fault(name: "learningRate") { $0.learningRate = .nan },
    Fault(name: "learningRate") { $0.learningRate = 0 },
    Fault(name: "floor") { $0.floor = 1.5 },
    Fault(name: "clip") { $0.clip = .infinity },
    Fault(name: "dropout") { $0.dropout = 1 },
    // Below 1, but as f32 it is 1.
    Fault(name: "dropout") { $0.dropout = 1 - 1e-12 },
    Fault(name: "weightDrop") { $0.weightDrop = 1 },
    Fault(name: "weightDrop") { $0.weightDrop = -0.1 },
    Fault(name: "weightDrop") { $0.weightDrop = .nan },
    Fault(name: "beta2") { $0.beta2 = 1 },
    Fault(name: "weightDecay") { $0.weightDecay = -0.1 },
    Fault(name: "averaging") { $0.averaging = 1 },
    Fault(name: "shards") { $0.shards = 0 },
    Fault(name: "patience") { $0.patience = 0 },
    Fault(name: "validateEvery") { $0.validateEvery = 0 },
    Fault(name: "rollbackEvery") { $0.rollbackEvery = 0 },
  ]

  @Test(arguments: faults) func refusesWhatNoRunCanHave(fault: Fault) {
    var settings = TrainingSettings()
    fault.spoil(&settings)
    let error = #expect(throws: TrainingError.self) { try settings.validate() }
    guard case .setting(fault.name, _, _) = error else { return #expect(Bool(false), "\(String(describing: error))") }
  }

  @Test func everySettingIsAmongTheFacts() throws {
    // Each field of the stored form is a fact, so no setting can change unseen.
    var settings = TrainingSettings(dropoutKind: .locked, weightDrop: 0.1, averaging: 0.9, patience: 1)
    settings.validateEvery = 5
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(settings)) as? [String: Any]
    #expect(Set(settings.facts.keys) == Set(object?.keys.map { $0 } ?? []))
  }

  /// Cards of runs without these are the same bytes as before there was a choice.
  @Test func whatGoesWithoutSayingIsLeftOut() {
    let plain = TrainingSettings()
    #expect(plain.facts["dropoutKind"] == nil && plain.facts["weightDrop"] == nil && plain.facts.count == 18)
    let other = TrainingSettings(dropoutKind: .locked, weightDrop: 0.5)
    #expect(other.facts["dropoutKind"] == "locked" && other.facts["weightDrop"] == "0.5")
    #expect(
      plain.differences(from: other.facts)
        == ["dropoutKind was locked and is now step", "weightDrop was 0.5 and is now 0.0"])
  }

  @Test func differencesNameBothValues() {
    let old = TrainingSettings(learningRate: 0.002, seed: 1).facts
    let new = TrainingSettings(learningRate: 0.001, seed: 2)
    #expect(new.differences(from: old) == ["learningRate was 0.002 and is now 0.001", "seed was 1 and is now 2"])
    #expect(TrainingSettings().differences(from: TrainingSettings().facts).isEmpty)
  }

  @Test func runsOfVersionsThatNeverWentBackGoOn() {
    var facts = TrainingSettings().facts
    facts["rollbackEvery"] = nil
    #expect(TrainingSettings().differences(from: facts).isEmpty)
  }

  @Test func patienceAndUnscheduledEpochsMayChange() {
    var patient = TrainingSettings()
    patient.patience = 9
    #expect(patient.differences(from: TrainingSettings().facts).isEmpty)
    let more = { (decay: TrainingSettings.Decay, epochs: Int) in TrainingSettings(epochs: epochs, decay: decay) }
    #expect(more(.constant, 30).differences(from: more(.constant, 20).facts).isEmpty)
    #expect(more(.cosine, 30).differences(from: more(.cosine, 20).facts) == ["epochs was 20 and is now 30"])
  }
}
