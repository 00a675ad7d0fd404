import Checkpoints
import Tokens

extension Model {
  /// How well the model expects tunes: the nats a token of each, its end counted, what bounds its beginning not.
  ///
  /// - Parameter tunes: tokens from `<s>` to `</s>`, as the vocabulary encodes a tune. Of one without a token to expect the
  ///   answer is 0.
  /// - Complexity: O(tokens), tunes side by side as when they are composed.
  public func natsPerToken(of tunes: [[TokenID]]) -> [Double] {
    var nats = [Double](repeating: 0, count: tunes.count)
    var places = [Int](repeating: 1, count: tunes.count)
    var expectation = Expectation(vocabularySize: vocabulary.count)
    let all = [Bool](repeating: true, count: vocabulary.count)
    Ensemble.perform(tunes.count, with: self) { (index, logits, base) -> TokenID? in
      let tune = tunes[index]
      guard places[index] < tune.count else { return nil }
      let token = tune[places[index]]
      places[index] += 1
      expectation.read(logits, from: base, mask: all)
      nats[index] -= expectation.logProbability(of: token, logits, from: base)
      return places[index] < tune.count ? token : nil
    }
    return zip(nats, tunes).map { $1.count > 1 ? $0 / Double($1.count - 1) : 0 }
  }
}
