import ArgumentParser
import Kernels

/// What `lilt train` leaves out by chance, so that tunes are not learned by heart.
struct DropoutOptions: ParsableArguments {
  @Option(help: "Share of units dropped between layers.") var dropout = 0.2
  @Option(help: "How units are dropped: others at each step, or locked, the same in all of a tune.")
  var dropoutKind = Dropout.Kind.step
  @Option(help: "Share of recurrent weights dropped in each update.") var weightDrop = 0.0
}

extension Dropout.Kind: ExpressibleByArgument {}
