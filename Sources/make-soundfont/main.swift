import ArgumentParser
import Foundation
import SoundFonts

/// Writes Lilt's SoundFont, so that anyone can make the bundled file again.
struct MakeSoundFont: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-soundfont", abstract: "Write Lilt's SoundFont; the same bytes every time.")

  @Argument(help: "The .sf2 file to write.", completion: .file(extensions: ["sf2"]))
  var output: String

  func run() throws {
    let bytes = SoundFont.lilt().encoded()
    try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
    print("\(output): \(bytes.count) bytes")
  }
}

MakeSoundFont.main()
