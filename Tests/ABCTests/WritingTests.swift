import ABC
import Foundation
import Music
import Testing

/// `Tune.abc()`: what is written reads back as the same tune.
@Suite struct WritingTests {
  static let tunes = [
    "X:1\nT:A title\nC:Somebody\nM:6/8\nL:1/8\nQ:3/8=110\nK:Edor\n|:\"Em\"~E3 {g}(3ABc !trill![EG]>B-|1 B3:|2 B z2|]\n",
    "X:2\nM:C|\nL:1/8\nK:D =c\nA2-A/B// c3/2d/ | [F2A]- [FA]2 (3:2:4ABcd (3::2ef g |] z4 Z2 x y |\n",
    "X:3\nK:none\nV:1\nAB & cd | e\nV:2\n[K:G]A,B,' [M:3/4]c,d\n% remark\nw:la la\nAB\\\ncd\n",
    "X:4\nK:C\n|::A::|B::c:||:d:| [1 e :| [2 f || g |1,3 a :|2 b |]\n",
    "X:6\nm:~g2 = {a}g{f}g\nm:Tn = n/o/n/\nK:C\n~g2 ~G2 TA-A Tc>d|\n",
    "X:5\nK:C\nA<<B ({/g}A) \"^text\"c \"D7\"d .e ue ve | A&B|\n",
  ]

  private func elements(_ tune: Tune) -> [Element] {
    tune.body.map { Element($0.kind) }
  }

  @Test(arguments: tunes)
  func readsBackAsTheSameTune(text: String) throws {
    let tune = try Tune(parsing: text)
    let again = try Tune(parsing: tune.abc())
    #expect(again.header == tune.header)
    #expect(elements(again) == elements(tune))
    #expect(again.abc() == tune.abc())
  }

  @Test(arguments: tunes)
  func aLayoutChangesNothingThatSounds(text: String) throws {
    let tune = try Tune(parsing: text)
    guard tune.voices.count == 1 else { return }
    let laidOut = try Tune(parsing: tune.laidOut().abc())
    #expect(Score(performing: laidOut).notes == Score(performing: tune).notes)
  }
}
