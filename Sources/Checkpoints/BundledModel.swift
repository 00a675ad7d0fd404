import Foundation

extension Model {
  /// The model that comes with Lilt.
  ///
  /// - Throws: a ``CheckpointError`` where the program was installed without its resources.
  public static var bundled: Model {
    get throws(CheckpointError) { try Model(loading: try bundledPath) }
  }

  /// Where the model that comes with Lilt lies.
  ///
  /// - Throws: a ``CheckpointError`` where the program was installed without its resources.
  public static var bundledPath: String {
    get throws(CheckpointError) { try bundled("session.safetensors", "the model that comes with Lilt") }
  }

  /// Where the index of the tunes lies that the model which comes with Lilt was trained on.
  ///
  /// - Throws: a ``CheckpointError`` where the program was installed without its resources.
  public static var bundledOriginsPath: String {
    get throws(CheckpointError) { try bundled("session.origins", "the index of originals that comes with Lilt") }
  }

  private static func bundled(_ file: String, _ what: String) throws(CheckpointError) -> String {
    let name = "Models/" + file
    let beside = Bundle.main.bundleURL
    // Asked for by hand first: the accessor the package manager writes stops the program where it finds no bundle,
    // as when someone copies the program alone to another machine.
    for folder in ["lilt_Checkpoints.resources", "lilt_Checkpoints.bundle"] {
      let path = beside.appendingPathComponent(folder).appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    if FileManager.default.fileExists(atPath: #filePath),
      let url = Bundle.module.url(forResource: file, withExtension: nil, subdirectory: "Models")
    {
      return url.path
    }
    throw CheckpointError(
      .missing, path: beside.appendingPathComponent("lilt_Checkpoints.resources/" + name).path,
      what + " is not installed",
      remedy: "keep lilt_Checkpoints.resources beside the program, or name one of your own")
  }
}
