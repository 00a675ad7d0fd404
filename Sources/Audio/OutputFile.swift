/// An audio file from its first byte to its place.
struct OutputFile {
  private let file: PartialFile
  private let format: AudioFormat

  /// Starts a file beside `path`.
  init(at path: String, format: AudioFormat) throws(AudioError) {
    file = try PartialFile(at: path)
    self.format = format
  }

  /// Writes all of a sound.
  func write<Source: FrameSource>(
    _ sound: Source, tags: AudioTags, onProgress: (Double) throws(AudioError) -> Void
  ) throws(AudioError) {
    guard sound.frameCount <= format.maximumFrames else {
      let rate = Double(Synthesizer.sampleRate)
      throw .tooLong(seconds: Double(sound.frameCount) / rate, limit: Double(format.maximumFrames) / rate)
    }
    if format == .mp3 { try file.begin(with: ID3Tag(tags).bytes) }
    let output = try SoundFile(descriptor: file.descriptor, format: format, tags: tags, path: file.path)
    try sound.forEachBlock { block, first throws(AudioError) in
      try output.write(block)
      try onProgress(Double(first + block.count / 2) / Double(sound.frameCount))
    }
    try output.close()
    if format == .ogg { try OggSerial.rewrite(file) }
  }

  /// Puts the finished file in its place, over an older one.
  func move() throws(AudioError) { try file.move() }
}

extension AudioFormat {
  /// Decibels that an encoder may lift peaks by.
  var headroom: Double { isLossy ? 0.5 : 0 }
}
