// The reader of ABC under fire: whatever the bytes, reading, performing, writing and transposing them ends and holds
// what it promises (see Examination.swift). Any broken promise is a trap, which libFuzzer counts as a crash.
//
// With libFuzzer (Linux; from the package's folder):
//
//   swift build -c release --product fuzz-abc --scratch-path .build/fuzz -Xswiftc -sanitize=fuzzer -Xswiftc -DFUZZING
//   mkdir -p .build/fuzz/corpus
//   .build/fuzz/release/fuzz-abc -dict=Tests/Fuzzing/abc.dict -timeout=1 -rss_limit_mb=1024 -max_len=4096 \
//     -max_total_time=1800 .build/fuzz/corpus Tests/Fuzzing/Seeds tunes
//
// New inputs go to the first folder, what breaks to `crash-*`, `timeout-*` and `oom-*` here. To make a finding small:
//
//   .build/fuzz/release/fuzz-abc -minimize_crash=1 -max_total_time=60 crash-...
//
// Without libFuzzer, `swift run fuzz-abc FILE...` examines files once, such as findings:
//
//   swift run fuzz-abc Tests/Fuzzing/Seeds/* tunes/*.abc

#if FUZZING
  // The package gives every program its own main, so libFuzzer's is not the one that runs; its driver is what it calls.
  @_silgen_name("LLVMFuzzerRunDriver")
  private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ examine: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
  ) -> CInt

  /// What libFuzzer calls with every input; 0 by its contract.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func fuzzerTestOneInput(_ bytes: UnsafePointer<UInt8>?, _ length: Int) -> CInt {
    examine(Array(UnsafeBufferPointer(start: bytes, count: length)))
    return 0
  }

  var count = CommandLine.argc
  var arguments = CommandLine.unsafeArgv
  _ = runFuzzer(&count, &arguments, fuzzerTestOneInput)
#else
  import Foundation

  for path in CommandLine.arguments.dropFirst() {
    print(path)
    examine(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
  }
#endif
