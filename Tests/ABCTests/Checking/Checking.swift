import ABC
import Music
import Testing

/// What is wrong with a text, as `rule line:column`, in the order of the text.
func problems(in text: String) -> [String] {
  let book = CheckedBook(checking: Array(text.utf8))
  let all = book.problems + book.entries.flatMap(\.problems)
  return all.map { "\($0.rule.rawValue) \($0.place.line):\($0.place.column)" }
}

/// What is wrong with music on line 6 and after, in 6/8 unless another meter is named.
func found(_ music: String, meter: String = "6/8", key: String = "C") -> [String] {
  problems(in: "X:1\nT:Tune\nM:\(meter)\nL:1/8\nK:\(key)\n\(music)\n")
}

/// The first problem of a rule, whole.
func first(_ rule: Problem.Rule, _ music: String, meter: String = "6/8", key: String = "C") -> Problem? {
  CheckedBook(checking: Array("X:1\nT:Tune\nM:\(meter)\nL:1/8\nK:\(key)\n\(music)\n".utf8))
    .entries.flatMap(\.problems).first { $0.rule == rule }
}
