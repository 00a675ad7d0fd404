import Testing

/// Files, tunes and fragments.
@Suite("ABC 2.1, section 2: files") struct Section2Files {
  @Test(arguments: identification + tunes + fileHeader + text + emptyLines + comments + continuation + fragments)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  static let identification = [
    StandardCase(
      "2.1", "a file may open with its identification and a version",
      abc: "%abc-2.1\n\nX:1\nT:A\nL:1/4\nK:C\nCD|\n", sounds: "C4 D4"),
    StandardCase(
      "2.1", "the version may be missing", abc: "%abc\n\nX:1\nT:A\nL:1/4\nK:C\nCD|\n", sounds: "C4 D4"),
    StandardCase(
      "2.1", "the identification may stand directly above a tune",
      abc: "%abc-2.1\nX:1\nT:A\nL:1/4\nK:C\nCD|\n", sounds: "C4 D4"),
    StandardCase(
      "2.1", "a file that names no version is read all the same", abc: "X:1\nT:A\nL:1/4\nK:C\nCD|\n", sounds: "C4 D4"),
    StandardCase(
      "2.1", "an older version is read all the same", abc: "%abc-1.6\n\nX:1\nT:A\nL:1/4\nK:C\nCD|\n", sounds: "C4 D4"),
    StandardCase(
      "2.1", "a byte order mark at the start is ignored",
      abc: "\u{FEFF}%abc-2.1\n\nX:1\nT:A\nL:1/4\nK:C\nCD|\n", sounds: "C4 D4"),
    StandardCase(
      "2.1", "a byte order mark directly before the first tune is ignored",
      abc: "\u{FEFF}X:1\nT:A\nK:C\nCD|\n", .numbers, is: "1"),
    StandardCase(
      "2.1", "a tune may name a version of its own",
      abc: "%abc-2.1\n\nX:1\nT:A\nI:abc-version 2.0\nL:1/4\nK:C\nCD|\n", sounds: "C4 D4"),
  ]

  static let tunes = [
    StandardCase(
      "2.2", "tunes of a file are separated by empty lines",
      abc: "X:1\nT:One\nK:C\nC|\n\nX:2\nT:Two\nK:C\nD|\n", .titles, is: "One; Two"),
    StandardCase(
      "2.2", "several empty lines separate tunes as well as one",
      abc: "X:1\nT:One\nK:C\nC|\n\n\n\nX:2\nT:Two\nK:C\nD|\n", .titles, is: "One; Two"),
    StandardCase(
      "2.2", "free text may stand between tunes",
      abc: "X:1\nT:One\nK:C\nC|\n\nSome words about it.\n\nX:2\nT:Two\nK:C\nD|\n", .titles, is: "One; Two"),
    StandardCase(
      "2.2.1", "a tune ends at the end of the file, a last line end or not",
      abc: "X:1\nT:A\nL:1/4\nK:C\nCD|EF|", sounds: "C4 D4 E4 F4"),
    StandardCase(
      "2.2.1", "a tune without music is a tune", abc: "X:1\nT:One\nK:C\n\nX:2\nT:Two\nK:C\nD|\n", .titles,
      is: "One; Two"),
    StandardCase(
      "2.2.1", "a tune without music is silent", abc: "X:1\nT:One\nK:C\n\nX:2\nT:Two\nK:C\nD|\n", sounds: ""),
    StandardCase(
      "2.2.1", "the music begins directly behind the key", abc: "X:1\nT:A\nM:4/4\nL:1/4\nK:G\nF|\n", sounds: "F#4"),
    StandardCase(
      "2.2.1", "comment lines and directives may stand within a tune",
      abc: "X:1\nT:A\n% a comment\n%%titlefont Arial 10\nL:1/4\nK:C\nCD|\n%%newpage\n% another\nEF|\n",
      sounds: "C4 D4 E4 F4"),
  ]

  static let fileHeader = [
    StandardCase(
      "2.2.2", "fields of the file's header hold for its tunes",
      abc: "%abc-2.1\nM:3/4\nL:1/4\n\nX:1\nT:A\nK:C\nCDE|\n", sounds: "C4 D4 E4"),
    StandardCase(
      "2.2.2", "the meter of the file's header is the tune's",
      abc: "M:3/4\n\nX:1\nT:A\nK:C\nCDE|\n", .meter, is: "3/4"),
    StandardCase(
      "2.2.2", "the meter of the file's header sets the unit note length",
      abc: "M:2/4\n\nX:1\nT:A\nK:C\nC4D4|\n", sounds: "C4 D4"),
    StandardCase(
      "2.2.2", "a tune's own field goes before the file's",
      abc: "L:1/4\n\nX:1\nT:A\nL:1/2\nK:C\nC|\n", sounds: "C4:2"),
    StandardCase(
      "2.2.2", "behind a tune with fields of its own the file's hold again",
      abc: "L:1/4\n\nX:1\nT:A\nL:1/2\nK:C\nC|\n\nX:2\nT:B\nK:C\nC|\n", tune: 2, sounds: "C4:1"),
    StandardCase(
      "2.2.2", "what a tune changes in its music ends with it",
      abc: "L:1/4\n\nX:1\nT:A\nK:C\nC|[L:1/2]C|\n\nX:2\nT:B\nK:C\nC|\n", tune: 2, sounds: "C4:1"),
    StandardCase(
      "2.2.2", "directives of the file's header hold for its tunes",
      abc: "%abc-2.1\n%%propagate-accidentals not\n\nX:1\nT:A\nL:1/4\nK:C\n^CC|\n", sounds: "C#4 C4"),
    StandardCase(
      "2.2.2", "the file's header may hold fields and directives together",
      abc: "%abc-2.1\nL:1/4\n%%pagewidth 21cm\nM:2/4\n\nX:1\nT:A\nK:C\nCD|\n", sounds: "C4 D4"),
    StandardCase(
      "2.2.2", "comments may stand within the file's header",
      abc: "%abc-2.1\nL:1/4\n% a comment\nM:2/4\n\nX:1\nT:A\nK:C\nCD|\n", sounds: "C4 D4"),
    StandardCase(
      "2.2.2", "a file's header stands at the file's beginning only",
      abc: "%abc-2.1\nL:1/4\n\nX:1\nT:A\nK:C\nC|\n\nL:1/2\n\nX:2\nT:B\nK:C\nC|\n", tune: 2, sounds: "C4:1"),
    StandardCase(
      "2.2.2", "the fields of the file's header belong to every tune taken from it",
      abc: "O:Scotland\n\nX:1\nT:A\nK:C\nC|\n\nX:2\nT:B\nK:C\nC|\n", tune: 2, .inherited("O"), is: "Scotland"),
    StandardCase(
      "2.2.2", "the rhythm of the file's header is the tune's",
      abc: "R:reel\n\nX:1\nT:A\nK:C\nC|\n", .rhythm, is: "reel"),
    StandardCase(
      "2.2.2", "a file's header is no tune", abc: "M:4/4\nO:Irish\n\nX:7\nT:A\nK:C\nC|\n", .numbers, is: "7"),
  ]

  static let text = [
    StandardCase(
      "2.2.3", "free text behind the file's header is no music",
      abc: "L:1/4\n\nA bad cafe.\n\nX:1\nT:A\nK:C\nCD|\n", sounds: "C4 D4"),
    StandardCase(
      "2.2.3", "marks of a web page are free text",
      abc: "<html>\n<body>\n<pre>\n\nX:1\nT:A\nL:1/4\nK:C\nCD|\n\n</pre>\n</body>\n", .titles, is: "A"),
    StandardCase(
      "2.2.3", "free text at the end of a file belongs to no tune",
      abc: "X:1\nT:A\nL:1/4\nK:C\nCD|\n\nEFG abc\n", sounds: "C4 D4"),
    StandardCase(
      "2.2.3", "typeset text between tunes is no music",
      abc: "X:1\nT:One\nL:1/4\nK:C\nC|\n\n%%text A B C D\n\nX:2\nT:Two\nL:1/4\nK:C\nD|\n", tune: 2, sounds: "D4"),
    StandardCase(
      "2.2.3", "typeset text within a tune is no music", "CD|\n%%center E F G\nE|", sounds: "C4 D4 E4"),
    StandardCase(
      "2.2.3", "a block of typeset text within a tune is no music",
      "CD|\n%%begintext\n%%ABC\n%%DEF\n%%endtext\nE|", sounds: "C4 D4 E4"),
    StandardCase(
      "2.2.3", "typeset text in a tune's header leaves the header going",
      abc: "X:1\nT:A\n%%text Words\nL:1/4\nK:D\nF|\n", sounds: "F#4"),
  ]

  static let emptyLines = [
    StandardCase(
      "2.2.4", "a line of blanks and tabs alone is an empty line and ends the tune",
      abc: "X:1\nT:A\nL:1/4\nK:C\nCD|\n \t \nEF|\n", sounds: "C4 D4"),
    StandardCase(
      "2.2.4", "a line of blanks separates the file's header from the tune",
      abc: "L:1/4\n  \nX:1\nT:A\nK:C\nC|\n", sounds: "C4"),
    StandardCase("2.2.4", "the end of a line of music is no rest and no bar line", "^CD\nCD|", sounds: "C#4 D4 C#4 D4"),
    StandardCase(
      "2.2.4", "a bar may go on over the end of a line", "CD\nEF|G4|", meter: "4/4", sounds: "C4 D4 E4 F4 G4:4"),
  ]

  static let comments = [
    StandardCase("2.2.5", "a percent sign hides the rest of a line", "CD|EF|%GABc\ncB|", sounds: "C4 D4 E4 F4 C5 B4"),
    StandardCase("2.2.5", "a line may be a comment as a whole", "CD|\n%EF|\nGA|", sounds: "C4 D4 G4 A4"),
    StandardCase(
      "2.2.5", "a comment may follow a field", abc: "X:1\nT:A\nL:1/4 % crotchets\nK:G % sharp\nF|\n", sounds: "F#4"),
    StandardCase(
      "2.2.5", "a comment is no part of the title", abc: "X:1\nT:The Tune % well known\nK:C\nC|\n", .title,
      is: "The Tune"),
    StandardCase(
      "2.2.5", "a comment is no part of the number", abc: "X:12 % twelfth\nT:A\nK:C\nC|\n", .numbers, is: "12"),
    StandardCase(
      "2.2.5", "an escaped percent sign begins no comment",
      abc: #"X:1\#nT:Ninety \% proof\#nK:C\#nC|\#n"#, .title, is: "Ninety % proof"),
    StandardCase("2.2.5", "a remark in brackets is passed over", "CD[r:and EF]GA|", sounds: "C4 D4 G4 A4"),
    StandardCase("2.2.5", "a remark may stand on a line of its own", "CD|\nr:EFG\nGA|", sounds: "C4 D4 G4 A4"),
    StandardCase(
      "2.2.5", "a remark may stand in the header", abc: "X:1\nT:A\nr:K:D\nL:1/4\nK:C\nF|\n", sounds: "F4"),
    StandardCase("2.2.5", "a remark may hold what would be a field", "CD|[r:L:1/8]EF|", sounds: "C4 D4 E4 F4"),
    StandardCase("2.2.5", "a remark does not end a bar", "^CD[r:here]CD|", sounds: "C#4 D4 C#4 D4"),
    StandardCase(
      "2.2.5", "a comment behind blanks leaves no empty line", "CD|\n   % only this\nEF|", sounds: "C4 D4 E4 F4"),
    StandardCase(
      "2.2.5", "a comment behind blanks leaves the header going",
      abc: "X:1\nT:A\n  % only this\nL:1/4\nK:G\nF|\n", sounds: "F#4"),
    StandardCase("2.2.5", "a comment line within a bar changes nothing in it", "^CD\n%\nCD|", sounds: "C#4 D4 C#4 D4"),
  ]

  static let continuation = [
    StandardCase(
      "2.2.6", "a backslash joins a line of music to the next", #"CD|\\#nEF|"#, sounds: "C4 D4 E4 F4"),
    StandardCase(
      "2.2.6", "music goes on through a field behind a backslash",
      #"CD|\\#nL:1/8\#nEF|"#, sounds: "C4 D4 E4:1/2 F4:1/2"),
    StandardCase(
      "2.2.6", "music goes on through a comment behind a backslash", #"CD|\\#n% comment\#nEF|"#, sounds: "C4 D4 E4 F4"),
    StandardCase(
      "2.2.6", "music goes on through a directive behind a backslash",
      #"CD|\\#n%%setbarnb 10\#nEF|"#, sounds: "C4 D4 E4 F4"),
    StandardCase(
      "2.2.6", "a field is continued with a plus sign and a colon",
      abc: "X:1\nT:A\nH:this is\n+:one entry\nK:C\nC|\n", .header("H"), is: "this is one entry"),
    StandardCase(
      "2.2.6", "a directive too long for a line is written as an instruction and continued",
      abc: "X:1\nT:A\nL:1/4\nI:propagate-accidentals\n+:not\nK:C\n^CC|\n", sounds: "C#4 C4"),
    StandardCase(
      "2.2.6", "lines have no greatest length",
      String(repeating: "C", count: 400) + "|", .duration, is: "400"),
  ]

  static let fragments = [
    StandardCase(
      "2.3.1", "a fragment may have a title and a key alone", abc: "T:Scale\nK:D\nDEFG ABcd|\n",
      sounds: ":1/2 D4 E4 F#4 G4 A4 B4 C#5 D5"),
    StandardCase("2.3.1", "a fragment without a meter has none", abc: "T:Scale\nK:D\nDEFG|\n", .meter, is: "free"),
    StandardCase(
      "2.3.1", "a fragment without a key has no signature", abc: "X:1\nT:Scale\nM:4/4\nL:1/4\nCDEF|\n",
      sounds: "C4 D4 E4 F4"),
    StandardCase(
      "2.3.2", "a tune within another text needs no empty line behind it", abc: "X:1\nT:A\nL:1/4\nK:C\nCD|",
      sounds: "C4 D4"),
  ]
}
