extension Field {
  /// The text of a field with its escapes resolved: `\'e`, `&eacute;`, `\u00e9` (ABC 2.1, section 8.2); O(n).
  ///
  /// Font changes (`$1`) are left out. What is no escape stays as it is.
  public static func plainText(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 == 0x5C || $0 == 0x26 || $0 == 0x24 }) else { return value }
    var result = ""
    var rest = Substring(value)
    while let character = rest.first {
      let escape: (text: String, length: Int)? =
        switch character {
        case "\\": backslashEscape(rest)
        case "&": entity(rest)
        case "$" where rest.dropFirst().first.map { ("0"..."4").contains($0) } ?? false: ("", 2)
        case "$" where rest.dropFirst().first == "$": ("$", 2)
        default: nil
        }
      if let escape {
        result += escape.text
        rest = rest.dropFirst(escape.length)
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static func backslashEscape(_ text: Substring) -> (String, Int)? {
    let signs = Array(text.prefix(10).dropFirst())
    guard let first = signs.first else { return nil }
    for (letter, digits) in [("u", 4), ("U", 8)] as [(Character, Int)] where first == letter && signs.count > digits {
      if let scalar = scalar(signs[1...digits], radix: 16) { return (String(scalar), digits + 2) }
    }
    if signs.count >= 2 {
      if let letter = ligatures[String(signs[0...1])] { return (letter, 3) }
      if let marked = accents[first]?[signs[1]] { return (String(marked), 3) }
    }
    return "\\%&$".contains(first) ? (String(first), 2) : nil
  }

  private static func entity(_ text: Substring) -> (String, Int)? {
    // No name is longer than `&Ccedil;` or `&natural;`.
    guard let end = text.prefix(10).firstIndex(of: ";") else { return nil }
    let name = text[..<end].dropFirst()
    let length = name.count + 2
    if name.first == "#" {
      let isHex = name.dropFirst().first == "x"
      return scalar(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10).map { (String($0), length) }
    }
    if let sign = entities[String(name)] { return (sign, length) }
    guard let letter = name.first, let accent = accentNames[String(name.dropFirst())],
      let marked = accents[accent]?[letter]
    else { return nil }
    return (String(marked), length)
  }

  private static func scalar(_ digits: some Sequence<Character>, radix: Int) -> Unicode.Scalar? {
    let text = String(digits)
    guard text.first != "+", text.first != "-" else { return nil }
    return UInt32(text, radix: radix).flatMap(Unicode.Scalar.init)
  }

  /// For every accent's sign, what it makes of a letter: letters and results in turn.
  private static let accents: [Character: [Character: Character]] = [
    "`": "AÀEÈIÌOÒUÙaàeèiìoòuùNǸnǹ",
    "'": "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćNŃnńSŚsśZŹzźLĹlĺRŔrŕ",
    "^": "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷ",
    "\"": "AÄEËIÏOÖUÜYŸaäeëiïoöuüyÿ",
    "~": "AÃNÑOÕIĨUŨaãnñoõiĩuũ",
    "c": "CÇcçSŞsşTŢtţ",
    "/": "OØoøDĐdđLŁlł",
    "u": "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭ",
    "v": "CČcčSŠsšZŽzžEĚeěRŘrřNŇnňDĎdďTŤtť",
    "H": "OŐoőUŰuű",
    "o": "AÅaåUŮuů",
  ].mapValues { pairs in
    let signs = Array(pairs)
    return Dictionary(uniqueKeysWithValues: stride(from: 0, to: signs.count, by: 2).map { (signs[$0], signs[$0 + 1]) })
  }

  private static let ligatures = [
    "AA": "Å", "aa": "å", "AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ", "ss": "ß", "DH": "Ð", "dh": "ð", "TH": "Þ",
    "th": "þ",
  ]

  private static let accentNames: [String: Character] = [
    "grave": "`", "acute": "'", "circ": "^", "uml": "\"", "tilde": "~", "cedil": "c", "slash": "/", "breve": "u",
    "caron": "v", "dblac": "H", "ring": "o",
  ]

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©", "szlig": "ß",
    "AElig": "Æ", "aelig": "æ", "OElig": "Œ", "oelig": "œ", "ETH": "Ð", "eth": "ð", "THORN": "Þ", "thorn": "þ",
    "flat": "♭", "natural": "♮", "sharp": "♯",
  ]
}
