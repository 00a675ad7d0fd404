import CFluidSynth
import Foundation
import MIDI

/// A FluidSynth synthesiser with one SoundFont: MIDI messages in, stereo sound out.
///
/// Owns FluidSynth's settings and synthesiser and frees them. The same SoundFont and the same calls give the same
/// samples. FluidSynth API documentation, "Creating the synthesizer" and `fluid_synth_process`.
///
/// FluidSynth starts notes only where one of its blocks of 64 frames begins. So that a note sounds on its exact frame,
/// every MIDI channel is there sixteen times, once for each of FluidSynth's audio groups: a note is given to a group
/// that nothing sounds in, and what that group sounds is delayed by the frames that the note begins within its block
/// (``StereoDelay``). Messages that are not notes go to all sixteen.
final class Synthesizer {
  /// Frames a second.
  static let sampleRate = 44_100
  /// The frames of one of FluidSynth's own blocks.
  static let grain = 64
  /// The most frames rendered at once.
  static let maximumFrames = 4096
  /// FluidSynth has at most 256 channels: sixteen times MIDI's sixteen.
  private static let groupCount = 16
  /// The group of drums that silence one another, which they do only within a group; half a block late on average.
  private static let chokedGroup = 0
  /// Hi-hats, whistles, guiros, cuicas and triangles of General MIDI: the long one ends where the short one is struck.
  private static let chokedDrums: Set<UInt8> = [42, 44, 46, 71, 72, 73, 74, 78, 79, 80, 81]
  private static let drums: UInt8 = 9

  private let settings: OpaquePointer
  private let synth: OpaquePointer
  /// Sixteen groups, then reverb and chorus.
  private var delays: [StereoDelay]
  private let effectCount: Int
  /// Whether a group may be sounding.
  private var isSounding = [Bool](repeating: false, count: groupCount)
  /// The group of the latest stroke of every channel and key.
  private var groupOfKey = [Int?](repeating: nil, count: 16 << 7)
  private var outputs: [UnsafeMutablePointer<Float>?] = []
  private var voices: [OpaquePointer?]

  private static let polyphony = 256

  /// Starts a synthesiser and loads a SoundFont.
  ///
  /// - Throws: ``AudioError/badSoundFont(path:reason:)`` where FluidSynth refuses the file,
  ///   ``AudioError/synthesiser(reason:)`` where it does not start at all.
  init(soundFont path: String, options: SynthesisOptions) throws(AudioError) {
    guard let settings = new_fluid_settings() else { throw .synthesiser(reason: "no memory for its settings") }
    let groups = Int32(Synthesizer.groupCount)
    fluid_settings_setnum(settings, "synth.sample-rate", Double(Synthesizer.sampleRate))
    fluid_settings_setnum(settings, "synth.gain", 0.5)
    fluid_settings_setint(settings, "synth.polyphony", Int32(Synthesizer.polyphony))
    fluid_settings_setint(settings, "synth.midi-channels", 16 * groups)
    fluid_settings_setint(settings, "synth.audio-channels", groups)
    fluid_settings_setint(settings, "synth.audio-groups", groups)
    // One thread, one synthesiser: more would add up in an order of their own, and locks would only be waited for.
    fluid_settings_setint(settings, "synth.cpu-cores", 1)
    fluid_settings_setint(settings, "synth.threadsafe-api", 0)
    fluid_settings_setint(settings, "synth.lock-memory", 0)
    // Only the instruments that play are read: a large SoundFont loads in a moment.
    fluid_settings_setint(settings, "synth.dynamic-sample-loading", 1)
    options.write(to: settings)

    // FluidSynth's first synthesiser fills tables that all share, and a second would not wait for them.
    let (synth, messages) = FluidSynthLog.collecting { Synthesizer.beginning.withLock { new_fluid_synth(settings) } }
    guard let synth else {
      delete_fluid_settings(settings)
      throw .synthesiser(reason: messages.last ?? "it did not start")
    }
    self.settings = settings
    self.synth = synth
    effectCount = options.reverb.level > 0 || options.chorus ? 2 : 0
    voices = Array(repeating: nil, count: Synthesizer.polyphony)
    // Reverb and chorus begin with a block, before the delayed sound they belong to; a block later they follow it.
    delays = (0..<Synthesizer.groupCount + effectCount).map { index in
      StereoDelay(frames: index == Synthesizer.chokedGroup ? 32 : index < Synthesizer.groupCount ? 0 : 64)
    }
    outputs = delays.flatMap { [$0.left, $0.right] }
    fluid_synth_set_interp_method(synth, -1, Int32(FLUID_INTERP_HIGHEST.rawValue))

    let (number, complaints) = FluidSynthLog.collecting { fluid_synth_sfload(synth, path, 1) }
    guard number >= 0 else {
      throw .badSoundFont(path: path, reason: complaints.first ?? "it is no SoundFont (.sf2 or .sf3)")
    }
    _ = FluidSynthLog.collecting {
      for channel in 0..<16 * groups {
        let isDrums = channel / groups == Int32(Synthesizer.drums)
        let type = isDrums ? CHANNEL_TYPE_DRUM : CHANNEL_TYPE_MELODIC
        fluid_synth_set_channel_type(synth, channel, Int32(type.rawValue))
        // Every sixteenth channel would go on having the drums' bank.
        fluid_synth_bank_select(synth, channel, isDrums ? 128 : 0)
        fluid_synth_program_change(synth, channel, 0)
      }
    }
  }

  private static let beginning = NSLock()

  deinit {
    delete_fluid_synth(synth)
    delete_fluid_settings(settings)
  }

  /// Plays a channel message; other messages mean nothing to a synthesiser.
  ///
  /// - Parameter offset: the frame at which a note begins, from the next to be rendered, 0..<64. Everything else holds
  ///   from the next frame on.
  func play(_ message: MIDIMessage, after offset: Int = 0) {
    switch message {
    case .noteOn(let channel, let pitch, 0), .noteOff(let channel, let pitch, _): release(channel, pitch)
    case .noteOn(let channel, let pitch, let velocity): strike(channel, pitch, velocity, after: offset)
    case .keyPressure(let channel, let pitch, let pressure):
      guard let group = groupOfKey[Int(channel) << 7 | Int(pitch)] else { return }
      fluid_synth_key_pressure(synth, number(channel, group), Int32(pitch), Int32(pressure))
    case .control(let channel, let controller, let value):
      everywhere(channel) { fluid_synth_cc(synth, $0, Int32(controller), Int32(value)) }
    case .program(let channel, let program):
      everywhere(channel) { fluid_synth_program_change(synth, $0, Int32(program)) }
    case .channelPressure(let channel, let pressure):
      everywhere(channel) { fluid_synth_channel_pressure(synth, $0, Int32(pressure)) }
    case .pitchBend(let channel, let value): everywhere(channel) { fluid_synth_pitch_bend(synth, $0, Int32(value)) }
    default: break
    }
  }

  /// Lets go of every key of every channel, pedals too.
  func releaseAll() {
    for channel in UInt8(0)..<16 {
      everywhere(channel) { copy in
        fluid_synth_cc(synth, copy, 64, 0)
        return fluid_synth_all_notes_off(synth, copy)
      }
    }
  }

  private func number(_ channel: UInt8, _ group: Int) -> Int32 { Int32(Int(channel) * Synthesizer.groupCount + group) }

  /// What FluidSynth says is of no use here: a program the SoundFont lacks falls back to another, and a released key
  /// may have died already.
  private func everywhere(_ channel: UInt8, _ send: (_ copy: Int32) -> Int32) {
    for group in 0..<Synthesizer.groupCount { _ = send(number(channel, group)) }
  }

  private func release(_ channel: UInt8, _ pitch: UInt8) {
    guard let group = groupOfKey[Int(channel) << 7 | Int(pitch)] else { return }
    groupOfKey[Int(channel) << 7 | Int(pitch)] = nil
    fluid_synth_noteoff(synth, number(channel, group), Int32(pitch))
  }

  private func strike(_ channel: UInt8, _ pitch: UInt8, _ velocity: UInt8, after offset: Int) {
    // A key that is struck again ends its earlier stroke, as within one of FluidSynth's channels.
    release(channel, pitch)
    let isChoked = channel == Synthesizer.drums && Synthesizer.chokedDrums.contains(pitch)
    let group = isChoked ? Synthesizer.chokedGroup : group(delaying: offset)
    isSounding[group] = true
    groupOfKey[Int(channel) << 7 | Int(pitch)] = group
    fluid_synth_noteon(synth, number(channel, group), Int32(pitch), Int32(velocity))
  }

  /// A group that delays by some frames, or can be made to; where all sound, the one that comes nearest.
  private func group(delaying frames: Int) -> Int {
    let usual = Synthesizer.chokedGroup + 1..<Synthesizer.groupCount
    if let same = usual.first(where: { isSounding[$0] && delays[$0].frames == frames }) { return same }
    forgetSilentGroups()
    if let free = usual.first(where: { !isSounding[$0] }) {
      delays[free].frames = frames
      return free
    }
    return usual.min { abs(delays[$0].frames - frames) < abs(delays[$1].frames - frames) } ?? usual.lowerBound
  }

  private func forgetSilentGroups() {
    var hasVoice = [Bool](repeating: false, count: Synthesizer.groupCount)
    voices.withUnsafeMutableBufferPointer { list in
      fluid_synth_get_voicelist(synth, list.baseAddress, Int32(list.count), -1)
      for voice in list.prefix(while: { $0 != nil }) {
        hasVoice[Int(fluid_voice_get_channel(voice)) % Synthesizer.groupCount] = true
      }
    }
    for group in hasVoice.indices where isSounding[group] && !hasVoice[group] && delays[group].isEmpty {
      isSounding[group] = false
    }
  }

  /// Renders the next frames into the start of `frames`, left and right in turn.
  ///
  /// - Precondition: `count` is a multiple of ``grain`` up to ``maximumFrames``, and `frames` has room for it.
  func render(_ count: Int, into frames: UnsafeMutableBufferPointer<Float>) throws(AudioError) {
    precondition(frames.count >= 2 * count && count <= Synthesizer.maximumFrames && count % Synthesizer.grain == 0)
    guard count > 0, let frames = frames.baseAddress else { return }
    let groups = Synthesizer.groupCount
    // FluidSynth adds to what is there; a group without sound stays as it is.
    for index in delays.indices where index >= groups || isSounding[index] { delays[index].clear(count) }
    let status = outputs.withUnsafeMutableBufferPointer { outputs in
      fluid_synth_process(
        synth, Int32(count), Int32(2 * effectCount), outputs.baseAddress.map { $0 + 2 * groups }, Int32(2 * groups),
        outputs.baseAddress)
    }
    guard status == FLUID_OK else { throw .synthesiser(reason: "it stopped rendering") }
    frames.update(repeating: 0, count: 2 * count)
    for index in delays.indices where index >= groups || isSounding[index] { delays[index].add(count, to: frames) }
  }
}

extension SynthesisOptions {
  /// Puts them into FluidSynth's settings.
  func write(to settings: OpaquePointer) {
    fluid_settings_setint(settings, "synth.reverb.active", reverb.level > 0 ? 1 : 0)
    fluid_settings_setnum(settings, "synth.reverb.level", reverb.level)
    fluid_settings_setnum(settings, "synth.reverb.room-size", reverb.roomSize)
    fluid_settings_setnum(settings, "synth.reverb.damp", reverb.damping)
    fluid_settings_setnum(settings, "synth.reverb.width", reverb.width)
    fluid_settings_setint(settings, "synth.chorus.active", chorus ? 1 : 0)
  }
}
