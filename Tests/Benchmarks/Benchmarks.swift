import ArgumentParser

/// What is measured rather than tested: speeds and whole-collection checks. README.md beside this file says how to run them.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks", abstract: "Measures Lilt.", subcommands: [RoundTrip.self])
}
