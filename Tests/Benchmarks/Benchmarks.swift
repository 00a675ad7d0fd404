import ArgumentParser

/// Measurements that are too slow or too noisy for tests.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks", abstract: "Measures Lilt.",
    subcommands: [
      RoundTrip.self, Rewriting.self, TrainingSpeed.self, EpochSpeed.self, ProductSpeed.self, SamplingSpeed.self,
      Reach.self, Damage.self, OriginalityFigures.self, Revisions.self, Walks.self, TypeFigures.self,
      PickleDamage.self, Harmonies.self, BarLines.self,
    ])
}
