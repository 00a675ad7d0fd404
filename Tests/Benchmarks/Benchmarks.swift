import ArgumentParser

/// Measurements that are too slow or too noisy for tests.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks", abstract: "Measures the speed of Lilt.",
    subcommands: [RoundTrip.self, Rewriting.self, TrainingSpeed.self, SamplingSpeed.self, Damage.self])
}
