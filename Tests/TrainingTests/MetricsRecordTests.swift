import Foundation
import Testing
import Training

@Suite struct MetricsRecordTests {
  @Test func readsLines() throws {
    let folder = try TemporaryFolder()
    let text = """
      {"epoch":1,"kind":"update","loss":2.5,"step":10}

      {"epoch":1,"heldOutLoss":2.25,"isBest":true,"kind":"epoch","loss":2.4,"step":12}

      """
    let records = try MetricsRecord.read(folder.write(Array(text.utf8), "log"))
    #expect(
      records == [
        MetricsRecord(kind: .update, step: 10, epoch: 1, loss: 2.5),
        MetricsRecord(kind: .epoch, step: 12, epoch: 1, loss: 2.4, heldOutLoss: 2.25, isBest: true),
      ])
  }

  @Test func aTornLastLineIsLeftOut() throws {
    let folder = try TemporaryFolder()
    let text = #"{"epoch":1,"kind":"update","loss":2.5,"step":10}"# + "\n" + #"{"epoch":1,"kind":"upd"#
    #expect(try MetricsRecord.read(folder.write(Array(text.utf8), "log")).count == 1)
  }

  @Test func aBadLineIsNamed() throws {
    let folder = try TemporaryFolder()
    let text = #"{"epoch":1,"kind":"update","step":10}"# + "\nnonsense\n"
    let path = try folder.write(Array(text.utf8), "log")
    let error = #expect(throws: TrainingError.self) { try MetricsRecord.read(path) }
    #expect(error?.description.hasPrefix("\(path):2: ") == true)
    #expect(throws: TrainingError.self) { try MetricsRecord.read(folder("none")) }
  }
}
