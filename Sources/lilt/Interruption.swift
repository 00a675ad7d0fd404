import Foundation
import Synchronization

/// Ctrl-C and SIGTERM as a wish that long work looks at, so that it can save and leave.
enum Interruption {
  private static let requests = Atomic<Int>(0)

  /// Whether somebody asked to stop.
  static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// Begins to listen. A second Ctrl-C ends the program at once.
  static func begin() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        if Interruption.requests.add(1, ordering: .relaxed).oldValue > 0 { _exit(128 + number) }
      }
    }
  }
}
