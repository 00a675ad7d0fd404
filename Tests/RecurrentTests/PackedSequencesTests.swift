import Recurrent
import Testing

@Suite struct PackedSequencesTests {
  @Test func longestFirstAndByTime() {
    let batch = PackedSequences([[1, 2], [3, 4, 5, 6], [], [7], [8, 9, 10, 11]])
    // Of equal lengths the earlier comes first.
    #expect(batch.order == [1, 4, 0, 3, 2])
    // Step 0: the tunes of 4, 4 and 2 tokens; then the two of 4 alone.
    #expect(batch.rows == [3, 2, 2])
    #expect(batch.inputs == [3, 8, 1, 4, 9, 5, 10])
    #expect(batch.targets == [4, 9, 2, 5, 10, 6, 11])
    #expect(batch.tokenCount == 7)
  }
}
