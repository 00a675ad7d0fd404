import Tokens

extension Composer {
  /// Runs beam searches side by side until they have given `count` tunes.
  ///
  /// The first search looks for the likeliest tunes, the others for those behind an opening each draws for itself.
  func search(
    _ count: Int, _ opening: Opening, _ rules: Rules, _ beam: Beam, seed: UInt64, finished: (Int) -> Void
  ) throws(CompositionError) -> [Composition] {
    guard count > 0 else { return [] }
    var results: [[Composition]?] = []
    /// How many tunes there will be once the searches that run are done: each gives as many as it is wide, rarely fewer.
    var expected = 0
    func begin(row: Int) -> BeamSearch {
      let random = results.isEmpty ? nil : Self.random(seed: seed, index: results.count)
      results.append(nil)
      expected += beam.width
      return BeamSearch(results.count - 1, beam, rules, opening, row: row, random: random)
    }
    let together = min(max(Composer.streams / beam.width, 1), (count + beam.width - 1) / beam.width)
    var ensemble = Ensemble(model, rows: together, capacity: together * beam.width)
    var desk = BeamSearch.Desk(model.vocabulary)
    var searches = (0..<together).map { begin(row: $0) }
    var done = 0
    var kept: [Int] = []
    var tokens: [TokenID] = []
    while !searches.isEmpty {
      ensemble.step()
      var vacant = 0
      for index in searches.indices {
        try searches[index].step(ensemble, &desk)
        if searches[index].isFinished {
          let tunes = compositions(of: searches[index])
          results[searches[index].index] = tunes
          expected -= beam.width - tunes.count
          done += tunes.count
          finished(min(done, count))
          vacant += 1
        }
      }
      kept.removeAll(keepingCapacity: true)
      tokens.removeAll(keepingCapacity: true)
      for index in searches.indices where !searches[index].isFinished {
        searches[index].place(into: &kept, reading: &tokens)
      }
      searches.removeAll(where: \.isFinished)
      var begun: [Int] = []
      while begun.count < vacant, expected < count {
        begun.append(kept.count)
        searches.append(begin(row: kept.count))
        // Any row will do: it is put at the start of a tune at once.
        kept.append(0)
        tokens.append(Vocabulary.startID)
      }
      if !kept.isEmpty { ensemble.retain(kept, reading: tokens) }
      for row in begun { ensemble.restart(row) }
    }
    return results.compactMap { $0 }.joined().prefix(count).enumerated().map { index, composition in
      var composition = composition
      composition.number = index + 1
      return composition
    }
  }

  /// What a search has found, the best first; a tune that two groups came to counts once.
  private func compositions(of search: BeamSearch) -> [Composition] {
    var seen: Set<[TokenID]> = []
    return search.ranked.compactMap { hypothesis in
      let tokens = search.tokens(of: hypothesis)
      guard seen.insert(tokens).inserted else { return nil }
      return Composition(
        ids: tokens, given: search.given(of: hypothesis), vocabulary: model.vocabulary, tokensChosen: hypothesis.chosen,
        logLikelihood: hypothesis.logLikelihood, masked: hypothesis.masked, number: 0)
    }
  }
}
