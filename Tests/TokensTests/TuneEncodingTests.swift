import ABC
import Music
import Testing
import Tokens

@Suite struct TuneEncodingTests {
  func words(_ text: String) throws -> String {
    try TokenSequence(encoding: try Tune(parsing: "X:1\n\(text)\n")).words.joined(separator: " ")
  }

  /// The words of music in C at a unit of a quaver, so that only the header is added.
  func body(_ music: String) throws -> String {
    let all = try words("M:4/4\nL:1/8\nK:C\n\(music)")
    #expect(all.hasPrefix("M:4/4 K:Cmaj "))
    return String(all.dropFirst("M:4/4 K:Cmaj ".count))
  }

  /// G lies a fourth below C': every letter moves down five places, and the F sharp of the signature is B of C's.
  @Test func tunesMoveToTonicC() throws {
    #expect(try words("M:6/8\nL:1/8\nK:G\n|:GAB d2B|A>BA F3:|") == "M:6/8 K:Cmaj |: C D E G 2 E | D > E D B, 3 :|")
    // E minor to C minor: its third G is E flat, which the signature says; C sharp is A natural.
    #expect(try words("M:4/4\nL:1/8\nK:Em\nE2GB e2^cd|") == "M:4/4 K:Cmin C 2 E G c 2 =A B |")
    #expect(try words("M:4/4\nL:1/8\nK:Ador\nA^FGB|") == "M:4/4 K:Cdor c A B d |", "F sharp is dorian's own")
  }

  /// Nearest to A flat above middle C, the mean of the published tunes.
  @Test func tunesMoveToTheMiddleOctave() throws {
    #expect(try body("c'd'e'|") == "c d e |")
    #expect(try body("C,D,E,|") == "c d e |")
    #expect(try body("CEGc|") == "C E G c |")
  }

  @Test(arguments: [
    ("A B2 c/ d3/2 e//|", "A B 2 c /2 d 3/2 e /4 |"), ("A>B c2>d2 e/<f/|", "A > B c 2> d 2 e /2< f /2 |"),
    ("A>>B|", "A >> B |"), ("(3ABc (3:2:2de|", "(3 A B c (3:2:2 d e |"), ("(3:2:3ABc|", "(3 A B c |"),
    ("(5:2ABcde|", "(5 A B c d e |"), ("(5:3ABcde|", "(5:3 A B c d e |"), ("(3::2AB|", "(3:2:2 A B |"),
    ("[CEG]2 [CE]|", "[ C E G ] 2 [ C E ] |"), ("[C2E2]2 [G2B]|", "[ C E ] 4 [ G 2 B ] |"),
    ("A-A [Ac]-[Ac] [A-c]A|", "A - A [ A c ] - [ A c ] [ A - c ] A |"), ("A z z2 x/|", "A z z 2 z /2 |"),
    ("Z|A|", "z 8 | A |"), ("A Z2|", "A z 8 | z 8 |"), ("A z0 B|", "A B |"),
    ("A||B|]", "A | B |"), ("|A|", "A |"), ("A", "A |"), ("A| |B|", "A | B |"),
    ("|:A:|B|", "|: A :| B |"), ("|:A::B:|", "|: A :| |: B :|"), ("|:A|1B:|2c|]", "|: A |1 B :| |2 c |"),
    ("|:A[1B:|[2c||", "|: A |1 B :| |2 c |"), ("|:A|1,3B:|2c:|", "|: A |1,3 B :| |2 c :|"), ("|::A::|", "|:: A ::|"),
    // A repeat that starts at a double bar without a sign: the scheme's bar cannot say it.
    ("A||B:|", "A |: B :|"), ("A||B||c|1d:|2e||f|", "A | B |: c |1 d :| |2 e | f |"),
    // What does not sound is left out.
    ("\"Am\"A !trill!{g}B (cd) ~e.f u!p!g y|", "A B c d e f g |"), ("A % remark\n%%directive\nw:la\n|B|", "A | B |"),
    // Fields that change what sounds.
    ("A[L:1/4]A[L:1/16]A|", "A A 2 A /2 |"), ("A|[M:3/4]B|[M:3/4]c|", "A | M:3/4 B | c |"),
    ("C|[K:G]F|[K:Gmaj]F|[K:none]F|", "C | K:Gmaj F | F | =F |"),
    // An accidental before a grace note holds for the bar, so it is written where it sounds.
    ("{^F}G F|", "G ^F |"),
    // Within a bar it holds into an ending; the scheme begins a bar there.
    ("|:^c d[1c2:|[2d2|]", "|: ^c d |1 ^c 2 :| |2 d 2 |"),
  ])
  func bodies(music: String, expected: String) throws {
    #expect(try body(music) == expected)
  }

  @Test(arguments: [
    ("M:C", "M:4/4"), ("M:C|", "M:4/4"), ("M:2/2", "M:4/4"), ("M:2+3/8", "M:5/8"), ("M:none", "M:none"), ("", "M:none"),
    ("M:3/2", "M:3/2"),
  ])
  func meters(field: String, expected: String) throws {
    #expect(try words("\(field)\(field.isEmpty ? "" : "\n")L:1/8\nK:C\nA") == "\(expected) K:Cmaj A |")
  }

  @Test func aKeysOwnAccidentalsAreWrittenBeforeTheNotes() throws {
    #expect(try words("M:4/4\nL:1/8\nK:D =c\nD C A c|") == "M:4/4 K:Cmaj C _B, G B |")
  }

  @Test func oneVoiceOfSeveralMaySound() throws {
    #expect(try words("M:4/4\nL:1/8\nK:C\nV:1\nA B|\nV:2\nz2|") == "M:4/4 K:Cmaj A B |")
  }

  @Test(arguments: [
    ("K:C\nz4|", "1:1: no notes"), ("K:C\n", "1:1: no notes"), ("K:C\nV:1\nA\nV:2\nB\n", "1:1: several voices"),
    ("K:none\nA\n", "1:1: a key without a tonic"), ("K:HP\nA\n", "1:1: a key without a tonic"),
    ("K:C\nA|\nA&B|\n", "4:2: voice overlay (&)"), ("K:C\nA0|\n", "3:1: a note of no length"),
    ("K:C\nA A65|\n", "3:3: a note of unusual length"), ("K:C\nA/128|\n", "3:1: a note of unusual length"),
    ("K:C\nA Z33|\n", "3:3: a rest of many bars"), ("K:C\nA Z|\n", "3:3: a rest of many bars"),
  ])
  func whatTokensCannotSay(music: String, expected: String) throws {
    let tune = try Tune(parsing: "X:1\n\(music)")
    do throws(UnencodableTune) {
      let sequence = try TokenSequence(encoding: tune)
      Issue.record("became \(sequence.words.joined(separator: " "))")
    } catch {
      #expect(error.description == expected)
    }
  }
}
