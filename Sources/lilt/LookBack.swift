import ArgumentParser
import Tokens

/// `--look-back 1,2,4,8,16`: which earlier bars a network is shown; `none` for none.
struct LookBack: ExpressibleByArgument {
  var context: MetricalContext? = MetricalContext()

  init() {}

  init?(argument: String) {
    if argument == "none" {
      context = nil
      return
    }
    let bars = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard bars.allSatisfy({ $0 != nil }) else { return nil }
    let context = MetricalContext(barsBack: bars.compactMap { $0 })
    guard context.problem == nil else { return nil }
    self.context = context
  }

  var defaultValueDescription: String {
    context.map { $0.barsBack.map(String.init).joined(separator: ",") } ?? "none"
  }
}
