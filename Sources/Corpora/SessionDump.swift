import ABC
import Foundation
import Music
import SwiftCSV
import Tokens

/// A setting in thesession.org's data dumps (`tunes.json`, `tunes.csv`): one row with the columns
/// `tune_id, setting_id, name, type, meter, mode, abc`.
private struct SessionSetting: Decodable {
  var name: String
  var type: String?
  var meter: String
  var mode: String
  var abc: String

  /// The name on one line whatever it holds, so that it cannot bring fields of its own.
  var title: String { name.split(whereSeparator: \.isNewline).joined(separator: " ") }

  /// The setting as an ABC tune; the dump leaves the header to its columns.
  var text: String {
    // thesession.org breaks lines with `!` and leaves blank lines, which would end the tune.
    let music = abc.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
    return "X:1\nT:\(title)\nR:\(type ?? "")\nM:\(meter)\nL:1/8\nK:\(mode)\n\(music)\n"
  }
}

extension TuneCollection {
  /// Adds the settings of a dump; one that is no setting is rejected with its row.
  mutating func addSessionDump(_ bytes: [UInt8], form: CollectionForm, file: String) {
    do {
      let settings = form == .sessionJSON ? try Self.json(bytes) : try Self.csv(bytes)
      for (row, setting) in settings.enumerated() {
        // Rows are what a person can find again in a dump: line breaks within cells make lines useless.
        let origin = Piece.Origin(file: file, line: row + (form == .sessionCSV ? 2 : 1))
        guard let setting else {
          reject("a row without name, meter, mode and abc", title: "", origin: origin)
          continue
        }
        guard let entry = Tunebook(parsing: setting.text).entries.first else { continue }
        let before = rejections.count
        add(entry.tune, title: setting.title, origin: origin)
        // A place within the setting's own text is no place in the dump.
        if rejections.count > before { rejections[before].origin = origin }
      }
    } catch {
      reject("not a thesession.org dump: \(error)", title: "", origin: Piece.Origin(file: file, line: 1))
    }
  }

  private static func json(_ bytes: [UInt8]) throws -> [SessionSetting?] {
    struct Lenient: Decodable {
      let setting: SessionSetting?
      init(from decoder: any Decoder) { setting = try? SessionSetting(from: decoder) }
    }
    return try JSONDecoder().decode([Lenient].self, from: Data(bytes)).map(\.setting)
  }

  private static func csv(_ bytes: [UInt8]) throws -> [SessionSetting?] {
    let table = try CSV<Named>(string: String(decoding: bytes, as: UTF8.self))
    return table.rows.map { row in
      guard let name = row["name"], let meter = row["meter"], let mode = row["mode"], let abc = row["abc"], !abc.isEmpty
      else { return nil }
      return SessionSetting(name: name, type: row["type"], meter: meter, mode: mode, abc: abc)
    }
  }
}
