import Foundation

/// What the system says of this process's memory.
enum ProcessMemory {
  /// Bytes the process holds now; where the system does not tell, the most it has held.
  static var resident: Int {
    // Second field of /proc/self/statm, in pages (man 5 proc).
    if let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    {
      return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return Int(usage.ru_maxrss)
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss << 10
    #endif
  }
}
