import Recurrent
import Tokens

extension PackedSequences {
  /// Packs tunes, from `<s>` to `</s>` each, with the context that a network hears beside their tokens, if it hears one.
  ///
  /// - Complexity: O(tokens).
  public init(tunes: [[TokenID]], reader: ContextReader?) {
    self.init(tunes, contexts: reader.map { reader in tunes.map(reader.rows) } ?? [])
  }
}
