// swift-tools-version: 6.2
import PackageDescription

// Lilt is one package with one command. The targets stand in the order of the pipeline:
// notation, tokens, network, sound, command. An import never points the other way.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil,
  exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, exclude: exclude, resources: resources,
    swiftSettings: strict)
}

func tests(
  of name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.target(name: name)] + dependencies,
    resources: resources, swiftSettings: strict)
}

// Debian has the libraries where the compiler looks by itself; Homebrew's folders are known to pkg-config alone.
#if os(macOS)
  let fluidsynthPackage: String? = "fluidsynth"
  let sndfilePackage: String? = "sndfile"
  let ebur128Package: String? = "libebur128"
#else
  let fluidsynthPackage: String? = nil
  let sndfilePackage: String? = nil
  let ebur128Package: String? = nil
#endif

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let csv = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")

let package = Package(
  name: "lilt",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "lilt", targets: ["lilt"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", exact: "0.10.0"),
  ],
  targets: [
    // Notation and time.
    library("Music"),
    library("ABC", ["Music"]),
    library("Tokens", ["Music", "ABC"]),
    library("Corpora", ["Music", "ABC", "Tokens", csv]),
    library("Originality", ["Music"]),

    // Pictures, and how good tunes are.
    library("Plots"),
    library("Quality", ["Music", "ABC", "Plots"]),

    // Floats and the network.
    .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
    .target(name: "CTiles"),
    library("Kernels", ["CTiles", .target(name: "COneDNN", condition: .when(platforms: [.linux]))]),
    library("Recurrent", ["Kernels"]),
    library("Checkpoints", ["Recurrent", "Tokens", "Kernels"], resources: [.copy("Models")]),
    library("Training", ["Corpora", "Checkpoints", "Recurrent", "Kernels", "Tokens", "Plots"]),
    library("Sampling", ["Tokens", "Checkpoints", "Recurrent", "Kernels", "Music", "ABC"]),

    // Which of many tunes is kept.
    library("Ranking", ["Sampling", "Quality", "Originality", "Music", "Tokens", "Kernels"]),

    // Sheet music.
    library("MusicXML", ["Music"]),
    library("FolkRNN", ["Checkpoints", "Recurrent", "Tokens"]),
    library("Sheets", ["Music", "ABC", "Plots"]),

    // Sound.
    library("Playing", ["Music"]),
    library("MIDI", ["Music", "Playing"]),
    .systemLibrary(
      name: "CFluidSynth", pkgConfig: fluidsynthPackage,
      providers: [.apt(["libfluidsynth-dev"]), .brew(["fluid-synth"])]),
    .systemLibrary(
      name: "CSndfile", pkgConfig: sndfilePackage,
      providers: [.apt(["libsndfile1-dev"]), .brew(["libsndfile"])]),
    .systemLibrary(
      name: "CEBUR128", pkgConfig: ebur128Package,
      providers: [.apt(["libebur128-dev"]), .brew(["libebur128"])]),
    library("SoundFonts"),
    library("BundledSoundFont", path: "soundfonts", exclude: ["LICENSE"], resources: [.copy("lilt.sf2")]),
    library("Audio", ["MIDI", "BundledSoundFont", "CFluidSynth", "CSndfile", "CEBUR128"]),

    // Programs.
    .executableTarget(
      name: "lilt",
      dependencies: [
        "Music", "ABC", "Tokens", "Corpora", "Kernels", "Recurrent", "Checkpoints", "Training", "Sampling", "Playing",
        "MIDI", "Audio", "MusicXML", "Sheets", "FolkRNN", "Quality", "Originality", "Ranking", arguments,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "make-soundfont", dependencies: ["SoundFonts", arguments], swiftSettings: strict),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Music", "ABC", "Tokens", "Corpora", "Kernels", "Recurrent", "Checkpoints", "Training",
        "Sampling", "Originality", "FolkRNN", "Playing", arguments,
      ],
      path: "Tests/Benchmarks",
      exclude: [
        "README.md", "alternate.py", "audio_figures.py", "explain_abc2midi.py", "kill_and_resume.py", "midi_check.py",
        "pytorch_lstm.py", "pytorch_recipes.py", "soundfont_report.py", "whole_tunes.py",
      ],
      swiftSettings: strict),

    // The fuzzer of the reader; how to run it stands on top of its main.swift.
    .executableTarget(
      name: "fuzz-abc", dependencies: ["Music", "ABC", "Tokens", "MIDI", "MusicXML"], path: "Tests/Fuzzing",
      exclude: ["Seeds", "abc.dict"], swiftSettings: strict),

    tests(of: "Music", ["ABC"]),
    tests(of: "ABC"),
    tests(of: "Tokens", ["ABC", "Music"]),
    tests(of: "Corpora", ["Tokens"]),
    tests(of: "Plots"),
    tests(of: "Quality", ["ABC", "Music", "Kernels"]),
    tests(of: "Originality", ["ABC", "Music"]),
    tests(of: "Kernels"),
    tests(of: "Recurrent", ["Kernels"], resources: [.copy("Fixtures")]),
    tests(of: "Checkpoints", ["Recurrent", "Tokens"]),
    tests(of: "Training", ["Corpora", "Checkpoints", "Tokens", "Recurrent", "Kernels"]),
    tests(of: "Sampling", ["Checkpoints", "Tokens", "ABC", "Music", "Recurrent", "Kernels"]),
    tests(of: "Ranking", ["Sampling", "Quality", "Originality", "ABC", "Music", "Tokens"]),
    tests(of: "Playing", ["ABC", "Music"]),
    tests(of: "MIDI", ["ABC", "Music", "Playing"]),
    tests(of: "MusicXML", ["ABC", "Music"]),
    tests(of: "Sheets", ["ABC", "Music"]),
    tests(of: "FolkRNN", ["Checkpoints", "Recurrent", "Tokens"], resources: [.copy("Fixtures")]),
    tests(of: "SoundFonts"),
    tests(of: "Audio", ["MIDI", "Music"]),
    .testTarget(name: "LiltTests", dependencies: ["lilt", "MIDI"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
