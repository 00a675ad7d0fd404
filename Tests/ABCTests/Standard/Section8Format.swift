import Testing

/// The format of the data: ends of lines, signs of music, text.
@Suite("ABC 2.1, section 8: data format") struct Section8Format {
  @Test(arguments: lines + reserved + escapes + accents)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  static let lines = [
    StandardCase(
      "8", "lines may end as Unix ends them", abc: "X:1\nT:A\nL:1/4\nK:G\nFG|\nA2|\n", sounds: "F#4 G4 A4:2"),
    StandardCase(
      "8", "lines may end as Windows ends them", abc: "X:1\r\nT:A\r\nL:1/4\r\nK:G\r\nFG|\r\nA2|\r\n",
      sounds: "F#4 G4 A4:2"),
    StandardCase(
      "8", "lines may end as old Macintoshes ended them", abc: "X:1\rT:A\rL:1/4\rK:G\rFG|\rA2|\r", sounds: "F#4 G4 A4:2"
    ),
    StandardCase(
      "8", "an empty line of Windows ends a tune",
      abc: "X:1\r\nT:One\r\nK:C\r\nC|\r\n\r\nX:2\r\nT:Two\r\nK:C\r\nC|\r\n", .titles, is: "One; Two"),
    StandardCase(
      "8", "an empty line of an old Macintosh ends a tune", abc: "X:1\rT:One\rK:C\rC|\r\rX:2\rT:Two\rK:C\rC|\r",
      .titles, is: "One; Two"),
    StandardCase(
      "8", "blanks at the end of a field are ignored", abc: "X:1 \nT:A tune  \nL:1/4 \nK:G \t\nF|\n", .title,
      is: "A tune"),
    StandardCase(
      "8", "blanks at the end of a line of music are ignored", "FG| \t\nA2|  ", key: "G", sounds: "F#4 G4 A4:2"),
    StandardCase("8", "blanks behind the key are ignored", "F|", key: "G  \t", sounds: "F#4"),
    StandardCase(
      "8", "a tab is as good as a blank", abc: "X:1\nT:A\nL:1/4\nK:\tD\tdor\nC\tF|\tB|\n", sounds: "C4 F4 B4"),
    StandardCase(
      "8", "a tab separates the parts of a tempo", abc: "X:1\nT:A\nQ:\t1/4=90\t\"Slow\"\nK:C\nC|\n", .quartersPerMinute,
      is: "90.0"),
  ]

  static let reserved =
    ["#", "*", ";", "?", "@"].map { sign in
      StandardCase(
        "8.1", "the reserved sign \(sign) is ignored between notes", "C\(sign)D\(sign)\(sign)|\(sign)E|",
        sounds: "C4 D4 E4")
    } + [
      StandardCase(
        "8.1", "reserved signs within and between note groups",
        "@c !pp! #de3/2* [K:G] fg?a \"@that $1was: strange?\" y |**", sounds: "C5 D5 E5:3/2 F#5 G5 A5"),
      StandardCase(
        "8.1", "reserved signs count in text", abc: "X:1\nT:Who? *me* @home; #1\nK:C\nC|\n", .title,
        is: "Who? *me* @home; #1"),
      StandardCase("8.1", "reserved signs count in an annotation", "\"@what? #1\"C|", .quoted, is: "@what? #1"),
      StandardCase("8.1", "a sharp sign counts in a key", "F|", key: "F#", sounds: "F#4"),
    ]

  private static func title(_ section: String, _ rule: String, _ text: String, _ expected: String) -> StandardCase {
    StandardCase(section, rule, abc: "X:1\nT:\(text)\nK:C\nC|\n", .title, is: expected)
  }

  static let escapes = [
    title("8.2", "letters beyond ASCII as they are", "Näcken’s polska", "Näcken’s polska"),
    title("8.2", "an acute accent within a word", #"Caf\'e Royal"#, "Café Royal"),
    title("8.2", "an entity within a word", "Caf&eacute; Royal", "Café Royal"),
    title("8.2", "a code of four digits within a word", #"Caf\u00e9 Royal"#, "Café Royal"),
    title("8.2", "a code of eight digits within a word", #"Caf\U000000e9 Royal"#, "Café Royal"),
    title("8.2", "codes may have capitals", #"Caf\u00E9 Royal"#, "Café Royal"),
    title("8.2", "a code that is no code is a breve", #"B\ue D\ua"#, "Bĕ Dă"),
    title("8.2", "two backslashes are one", #"a\\b"#, #"a\b"#),
    title("8.2", "an escaped percent sign", #"100\% wool"#, "100% wool"),
    title("8.2", "an escaped ampersand", #"R\&B"#, "R&B"),
    title("8.2", "an ampersand before a blank is itself", "salt & pepper", "salt & pepper"),
    title("8.2", "the entity of the ampersand", "salt &amp; pepper", "salt & pepper"),
    title("8.2", "a quotation mark by its entity", "The &quot;Slow&quot; One", "The \"Slow\" One"),
    title("8.2", "a quotation mark by its code", #"The \u0022Slow\u0022 One"#, "The \"Slow\" One"),
    title("8.2", "a flat sign by its code", #"in B\u266d"#, "in B\u{266D}"),
    title("8.2", "a natural sign by its code", #"in B\u266e"#, "in B\u{266E}"),
    title("8.2", "a sharp sign by its code", #"in F\u266f"#, "in F\u{266F}"),
    StandardCase(
      "8.2", "escapes in the composer", abc: #"X:1\#nT:A\#nC:Fran\cc'ois \'E\#nK:C\#nC|\#n"#, .composer,
      is: "Franç'ois É"),
    StandardCase(
      "8.2", "a quotation mark in an annotation ends nothing where it is an entity", "\"^a &quot;b&quot;\"CD|",
      sounds: "C4 D4"),
    StandardCase(
      "8.2", "a quotation mark in an annotation ends nothing where it is a code", #""^a \u0022b"CD|"#, sounds: "C4 D4"),
  ]

  /// Every accent and ligature of the appendix in its three spellings: mnemonic, entity, code.
  private static func spellings(_ name: String, _ rows: [(character: String, mnemonic: String, entity: String?)])
    -> [StandardCase]
  {
    let characters = rows.map(\.character).joined()
    let codes = rows.map { row in
      let digits = String(row.character.unicodeScalars.first!.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    let named = rows.filter { $0.entity != nil }
    return [
      title("14.1", "\(name) by mnemonics", rows.map(\.mnemonic).joined(), characters),
      title("14.1", "\(name) by codes", codes.joined(), characters),
    ]
      + (named.isEmpty
        ? []
        : [
          title(
            "14.1", "\(name) by entities", named.map { "&\($0.entity!);" }.joined(), named.map(\.character).joined())
        ])
  }

  /// The letters of `plain` with an accent, capital and small.
  private static func accented(
    _ name: String, _ characters: String, over plain: String, mnemonic: String, entity: String?
  ) -> [StandardCase] {
    spellings(
      name,
      zip(characters, plain).map { character, letter in
        (String(character), "\\\(mnemonic)\(letter)", entity.map { "\(letter)\($0)" })
      })
  }

  static let accents =
    accented("grave accents", "ÀàÈèÌìÒòÙù", over: "AaEeIiOoUu", mnemonic: "`", entity: "grave")
    + accented("acute accents", "ÁáÉéÍíÓóÚúÝý", over: "AaEeIiOoUuYy", mnemonic: "'", entity: "acute")
    + accented("circumflexes", "ÂâÊêÎîÔôÛûŶŷ", over: "AaEeIiOoUuYy", mnemonic: "^", entity: "circ")
    + accented("tildes", "ÃãÑñÕõ", over: "AaNnOo", mnemonic: "~", entity: "tilde")
    + accented("umlauts", "ÄäËëÏïÖöÜüŸÿ", over: "AaEeIiOoUuYy", mnemonic: "\"", entity: "uml")
    + accented("cedillas", "Çç", over: "Cc", mnemonic: "c", entity: "cedil")
    + spellings("rings", [("Å", #"\AA"#, "Aring"), ("å", #"\aa"#, "aring")])
    + accented("slashes", "Øø", over: "Oo", mnemonic: "/", entity: "slash")
    + accented("breves on A", "Ăă", over: "Aa", mnemonic: "u", entity: "breve")
    + accented("breves on E", "Ĕĕ", over: "Ee", mnemonic: "u", entity: nil)
    + accented("carons", "ŠšŽž", over: "SsZz", mnemonic: "v", entity: "caron")
    + accented("double acute accents", "ŐőŰű", over: "OoUu", mnemonic: "H", entity: nil)
    + spellings(
      "ligatures",
      [
        ("Æ", #"\AE"#, "AElig"), ("æ", #"\ae"#, "aelig"), ("Œ", #"\OE"#, "OElig"), ("œ", #"\oe"#, "oelig"),
        ("ß", #"\ss"#, "szlig"),
      ])
    + spellings(
      "eth and thorn",
      [("Ð", #"\DH"#, "ETH"), ("ð", #"\dh"#, "eth"), ("Þ", #"\TH"#, "THORN"), ("þ", #"\th"#, "thorn")])
}
