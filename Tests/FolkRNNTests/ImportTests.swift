import Checkpoints
import FolkRNN
import Foundation
import Recurrent
import Testing
import Tokens

/// Pickles of folk-rnn's structure with random weights; `make_pickles.py` beside them says how they were made.
@Suite struct ImportTests {
  private struct Expected: Decodable {
    var heard: [String]
    var next: [[String: Double]]
  }

  static func fixture(_ name: String) throws -> String {
    try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil)).path
  }

  /// The distributions of numpy's forward pass, to 1e-5, from the trained first states on.
  @Test(arguments: ["python2.pkl", "protocol0.pkl", "python3.pkl"])
  func probabilitiesAreThoseOfTheFile(name: String) throws {
    let model = try Model(importing: try Self.fixture(name), name: "v2", lilt: "test")
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: URL(fileURLWithPath: try Self.fixture("expected.json"))))
    #expect(model.configuration.layers == 3 && model.configuration.hidden == 8 && model.vocabulary.count == 12)
    #expect(model.vocabulary.id(of: "<s>") == Vocabulary.startID)
    let stepper = Stepper(parameters: model.parameters, streams: 1)
    for (word, next) in zip(expected.heard, expected.next) {
      let logits = stepper.step([try #require(model.vocabulary.id(of: word))])
      let weights = logits.map { exp(Double($0)) }
      let total = weights.reduce(0, +)
      for (token, probability) in next {
        let id = try #require(model.vocabulary.id(of: token))
        #expect(abs(weights[Int(id)] / total - probability) < 1e-5, "\(word) \(token)")
      }
    }
  }

  /// What was imported can be saved and read as any model.
  @Test func importedModelsAreModels() throws {
    let model = try Model(importing: try Self.fixture("python2.pkl"), name: "v2", lilt: "test")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lilt-folkrnn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("m.safetensors").path
    try model.save(to: path)
    let read = try Model(loading: path)
    #expect(read.vocabulary == model.vocabulary && read.card.name == "v2" && read.hash == model.hash)
  }
}
