import ABC
import Music
import Testing

/// What the fuzzer of Tests/Fuzzing found: texts that, once written by Lilt and read again, sounded another way.
@Suite struct WrittenAgainTests {
  @Test(arguments: [
    // Signs that mean nothing were left out, and what stood on both sides grew together:
    // letter and colon into a field,
    "X:1\nK:C\n\0K::D\n", "X:1\nK:C\n$%%MIDI transpose 2\nA\n",
    // the line into a blank one, which ends the tune,
    "X:1\nK:C\n4\nA\n", "X:1\nK:C\n/\nc\n", "X:1\nK:C\nA\n 4\nB\n",
    // bar lines into others,
    "X:1\nK:C\nA|?|G:|\n", "X:1\nK:C\ne|42:|\n", "X:1\nK:C\nA|:?:|B\n", "X:1\nK:C\nA:?|B|C:|\n",
    // signs of broken rhythm, overlays, and a tuplet with the bar line behind it,
    "X:1\nK:C\nA>?>B\n", "X:1\nK:C\nA|B|c&?&d|\n", "X:1\nK:C\n(3?:|ABc\n",
    // and notes into a macro.
    "X:1\nm:en=n\nK:C\ne#e\n",
    // A field that went on over the next line was not understood as a whole.
    "X:1\nL:1/8\nK:C\nm:n=\nd\n+:c\n", "X:1\nK:C\nL:1/\n+:4\nA\n", "X:1\nm:a=\n+:b\nK:C\na\n",
    // A tie apart from its note, and a colon apart from its bar line, where note and bar line came from a macro.
    "X:1\nK:C\nm:n=c\nG)-C\n", "X:1\nK:C\nm:n=d|\nA?:/:|\n",
    // A bar line that a macro began was ended on the next line.
    "X:1\nm:n=d:\nK:C\nA\n|B:|c\n",
    // Other ways for a name to end up between signs that mean something else.
    "X:1\nI:linebreak !\nK:C\n+fa+A!B\n", "X:1\nK:C\n+a!b+c!d!e\n", "X:1\nK:C\nA[K: |]B|\n",
    "T:x\n[X:3]\nK:C\nA\n",
  ])
  func soundsTheSame(text: String) throws {
    let tune = try Tune(parsing: text)
    let again = Tunebook(parsing: tune.abc()).entries
    #expect(again.count == 1)
    #expect(again.first.map { Score(performing: $0.tune).notes } == Score(performing: tune).notes)
    #expect(again.first?.tune.abc() == tune.abc())
  }

  /// 842 bytes that are played for 76,000 notes: macros make bar lines of notes.
  @Test func macrosOfBarLines() throws {
    let text = "X:1\nK:C\nm:n=|d\n|:" + String(repeating: "ed^c d!D.C.!f|", count: 50) + "\n"
    #expect(Score(performing: try Tune(parsing: text)).notes.count < PlaybackOrder.limit)
  }
}
