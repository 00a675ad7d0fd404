import CFluidSynth
import Foundation
import Synchronization

/// FluidSynth's messages, kept from stderr and turned into our own error texts.
///
/// FluidSynth has one log for a whole process, and calls it on the thread that has something to say: messages are told
/// apart by thread, so that synthesisers need not wait for each other.
enum FluidSynthLog {
  private static let messages = Mutex<[ObjectIdentifier: [String]]>([:])

  /// Sends the log here instead of stderr; done once.
  private static let redirected: Void = {
    for level in [FLUID_PANIC, FLUID_ERR, FLUID_WARN, FLUID_INFO, FLUID_DBG] {
      _ = fluid_set_log_function(
        Int32(level.rawValue),
        { level, message, _ in
          guard level <= Int32(FLUID_WARN.rawValue), let message else { return }
          let thread = ObjectIdentifier(Thread.current)
          FluidSynthLog.messages.withLock { $0[thread]?.append(String(cString: message)) }
        }, nil)
    }
  }()

  /// Runs `work` and returns, with its result, the warnings and errors FluidSynth logged meanwhile on this thread.
  static func collecting<Result>(_ work: () -> Result) -> (result: Result, messages: [String]) {
    redirected
    let thread = ObjectIdentifier(Thread.current)
    messages.withLock { $0[thread] = [] }
    let result = work()
    return (result, messages.withLock { $0.removeValue(forKey: thread) } ?? [])
  }
}
