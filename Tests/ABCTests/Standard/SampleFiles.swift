/// Five small files built as the standard's sample files are, with tunes of our own.
enum SampleFiles {
  /// Country dances: a file's header, alternative titles, changes of meter, parts in order.
  static let dances = #"""
    %abc-2.1
    H:Dances of a village, set down for practice
    % comments may stand here
    O:England             % of all tunes

    X:1                   % the first
    T:Mill Pond, The      % its title
    T:Pond Dance
    C:Trad.
    R:DH
    M:3/4
    K:G
    G>A Bc d2|ec A2 G2:|
    N:the second part
    Bd d/2d/2d cA|B2 G4:|
    W:Round the pond and back again,
    W:home before the evening rain.

    X:2
    T:Nine Lanterns
    S:an old notebook
    M:9/8
    R:SJ
    K:G
    D|GAG B2A GED:|
    |:D|GBd g2f edB|[1 cBA AGF G2:|\ % one line of the score
    M:12/8                % a change of meter
    [2 cBA AGF GAB cBA|\
    M:9/8
    G3 D3 G2|]

    X:3
    T:Stick Dance
    B:A Book of Dances
    P:(AB)2A              % the parts in this order
    M:6/8
    K:G
    P:A
    "G"GBd "C"e2c|"D7"dcA "G"G3|
    P:B
    "C"cec "G"dBG|"D"A3 "G"G3|
    """#

  /// Strathspeys: snaps, triplets, graces, signs of the user's own.
  static let strathspeys = #"""
    %abc-2.1
    M:4/4
    O:Scotland
    R:Strathspey
    U:k=!fermata!

    X:1
    T:Garden Gate, The
    K:D
    D<A A>B d2 (3fed|e<c A>c B<G kA2:|
    K:A
    A<c e>f {ag}e2 c>A|B<d c>B A2 kA2:|

    X:2
    T:Piper's Stairs, The
    I:linebreak $
    K:Hp
    {gcd}A<{e}A {gAGAG}d2 {gef}e>d {GdG}cA|
    N:the graces take no time
    {g}e/f/g {a}f<d {gf}e2 A2|]$

    X:3
    T:Round Again
    U:n=!fine!
    U:W=!D.C.!
    K:G
    GABc d2BG n|
    M:C
    e2c2 d2B2 W|]
    """#

  /// Reels: a transposing macro for rolls, changes of key, endings, chords.
  static let reels = #"""
    %abc-2.1
    M:4/4
    O:Ireland
    R:Reel
    m:~n2=(3o/n/m/ n

    X:1
    T:Two Rolls
    K:D
    A2FA ~d2cB|~A2FE D4:|
    K:G
    |:B2dB gdBd|1 cAFA G4:|2 cAFA G2D2|]

    X:2
    T:Double Stops
    K:D
    [d4f4] [e4g4]|fefd A4:|
    K:G
    L:1/4
    GB/d/ c>A|G4|]
    """#

  /// A piece for three voices with words, grouped on staves.
  static let canzonetta = #"""
    %abc-2.1
    %%pagewidth 21cm
    %%titlefont Times-Bold 32
    %%measurenb 0
    X: 1
    T: Little Canzona for Three
    C: Anon.
    M: C
    L: 1/4
    Q: "Andante" 1/4 = 100
    %%score [1 2 3]
    V: 1 clef=treble name="Canto" snm="C"
    V: 2 clef=treble name="Alto"  snm="A"
    V: 3 clef=bass   name="Basso" snm="B"
    %%MIDI program 1 75 % recorder
    %%MIDI program 2 75
    K: F
    % 1 - 3
    V: 1
    |:z4|c2BA|G2!fermata!Gz::
    w: Sing a qui-et song
    V: 2
    |:F2GA|F2FF|E2!fermata!Ez::
    w: Sing a-gain and sing a qui-et song
    V: 3
    |:F,4|F,2(D,/E,/F,)|C,2!fermata!C,z::
    w: Sing qui-et_ _ song, yes
    % 4 - 5
    V: 1
    A4|1G4:|2F4|]
    w: A-men, men
    V: 2
    F4|1E4:|2F4|]
    w: A-men, men
    V: 3
    D,4|1C,4:|2F,4|]
    w: A-men, men
    """#

  /// A song with two verses and a refrain in another meter.
  static let song = #"""
    %abc-2.1

    X:1
    T:Ferryman, The
    C:Trad.
    O:Scotland; Argyll
    M:3/4
    L:1/4
    Q:1/4=96
    K:G
    D|G2A|B2G|A2F|G2:|
    w:1.~The boat is wait-ing by the shore,
    w:2.~The wind has turn-ed round once more,
    M:2/4
    Q:1/4=120
    Bd|dB|AF|G2|]
    w:so row, row, row, fer-ry-man.
    W:The boat is waiting by the shore,
    W:so row, row, row, ferryman.
    """#

  static let all = [dances, strathspeys, reels, canzonetta, song]
}
