import CFluidSynth
import Synchronization

/// FluidSynth's messages, kept from stderr and turned into our own error texts.
///
/// FluidSynth has one log for a whole process, so this must be one as well; both locks are private to it.
enum FluidSynthLog {
  private static let turn = Mutex(())
  private static let messages = Mutex<[String]?>(nil)

  /// Sends the log here instead of stderr; done once.
  private static let redirected: Void = {
    for level in [FLUID_PANIC, FLUID_ERR, FLUID_WARN, FLUID_INFO, FLUID_DBG] {
      _ = fluid_set_log_function(
        Int32(level.rawValue),
        { level, message, _ in
          guard level <= Int32(FLUID_WARN.rawValue), let message else { return }
          let text = String(cString: message)
          FluidSynthLog.messages.withLock { $0?.append(text) }
        }, nil)
    }
  }()

  /// Runs `work` and returns, with its result, the warnings and errors FluidSynth logged meanwhile.
  static func collecting<Result>(_ work: () -> Result) -> (result: Result, messages: [String]) {
    redirected
    return turn.withLock { _ in
      messages.withLock { $0 = [] }
      let result = work()
      let collected = messages.withLock { messages in
        defer { messages = nil }
        return messages ?? []
      }
      return (result, collected)
    }
  }
}
