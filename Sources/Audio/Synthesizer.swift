import CFluidSynth
import MIDI

/// A FluidSynth synthesiser with one SoundFont: MIDI messages in, stereo sound out.
///
/// Owns FluidSynth's settings and synthesiser and frees them. The same SoundFont and the same calls give the same
/// samples. FluidSynth API documentation, "Creating the synthesizer".
final class Synthesizer {
  /// Frames a second.
  static let sampleRate = 44_100
  /// FluidSynth starts notes only where one of its own blocks of this many frames begins.
  static let grain = 64

  private let settings: OpaquePointer
  private let synth: OpaquePointer

  /// Starts a synthesiser and loads a SoundFont.
  ///
  /// - Throws: ``AudioError/badSoundFont(path:reason:)`` where FluidSynth refuses the file,
  ///   ``AudioError/synthesiser(reason:)`` where it does not start at all.
  init(soundFont path: String, options: SynthesisOptions) throws(AudioError) {
    guard let settings = new_fluid_settings() else { throw .synthesiser(reason: "no memory for its settings") }
    fluid_settings_setnum(settings, "synth.sample-rate", Double(Synthesizer.sampleRate))
    fluid_settings_setnum(settings, "synth.gain", 0.5)
    fluid_settings_setint(settings, "synth.polyphony", 256)
    fluid_settings_setint(settings, "synth.cpu-cores", 1)
    fluid_settings_setint(settings, "synth.lock-memory", 0)
    // Only the instruments that play are read: a large SoundFont loads in a moment.
    fluid_settings_setint(settings, "synth.dynamic-sample-loading", 1)
    fluid_settings_setint(settings, "synth.reverb.active", options.reverb > 0 ? 1 : 0)
    fluid_settings_setnum(settings, "synth.reverb.level", max(0, min(1, options.reverb)))
    fluid_settings_setnum(settings, "synth.reverb.room-size", 0.45)
    fluid_settings_setnum(settings, "synth.reverb.damp", 0.3)
    fluid_settings_setnum(settings, "synth.reverb.width", 0.8)
    fluid_settings_setint(settings, "synth.chorus.active", options.chorus ? 1 : 0)

    let (synth, messages) = FluidSynthLog.collecting { new_fluid_synth(settings) }
    guard let synth else {
      delete_fluid_settings(settings)
      throw .synthesiser(reason: messages.last ?? "it did not start")
    }
    self.settings = settings
    self.synth = synth
    fluid_synth_set_interp_method(synth, -1, Int32(FLUID_INTERP_HIGHEST.rawValue))

    let (number, complaints) = FluidSynthLog.collecting { fluid_synth_sfload(synth, path, 1) }
    guard number >= 0 else {
      throw .badSoundFont(path: path, reason: complaints.first ?? "it is not a SoundFont 2 file")
    }
  }

  deinit {
    delete_fluid_synth(synth)
    delete_fluid_settings(settings)
  }

  /// Plays a channel message at the next frame to be rendered; other messages mean nothing to a synthesiser.
  func play(_ message: MIDIMessage) {
    // A program that the SoundFont lacks makes FluidSynth complain and fall back; neither is worth an error.
    _ = FluidSynthLog.collecting {
      switch message {
      case .noteOn(let channel, let pitch, 0), .noteOff(let channel, let pitch, _):
        fluid_synth_noteoff(synth, Int32(channel), Int32(pitch))
      case .noteOn(let channel, let pitch, let velocity):
        fluid_synth_noteon(synth, Int32(channel), Int32(pitch), Int32(velocity))
      case .keyPressure(let channel, let pitch, let pressure):
        fluid_synth_key_pressure(synth, Int32(channel), Int32(pitch), Int32(pressure))
      case .control(let channel, let controller, let value):
        fluid_synth_cc(synth, Int32(channel), Int32(controller), Int32(value))
      case .program(let channel, let program): fluid_synth_program_change(synth, Int32(channel), Int32(program))
      case .channelPressure(let channel, let pressure):
        fluid_synth_channel_pressure(synth, Int32(channel), Int32(pressure))
      case .pitchBend(let channel, let value): fluid_synth_pitch_bend(synth, Int32(channel), Int32(value))
      default: Int32(0)
      }
    }
  }

  /// Lets go of every key of every channel, pedals too.
  func releaseAll() {
    for channel in 0..<Int32(16) {
      fluid_synth_cc(synth, channel, 64, 0)
      fluid_synth_all_notes_off(synth, channel)
    }
  }

  /// Renders the next `count` frames into the start of `frames`, left and right in turn.
  ///
  /// - Precondition: `frames` has room for them.
  func render(_ count: Int, into frames: inout [Float]) throws(AudioError) {
    precondition(frames.count >= 2 * count, "no room for \(count) frames")
    guard count > 0 else { return }
    let status = frames.withUnsafeMutableBytes { bytes in
      fluid_synth_write_float(synth, Int32(count), bytes.baseAddress, 0, 2, bytes.baseAddress, 1, 2)
    }
    guard status == FLUID_OK else { throw .synthesiser(reason: "it stopped rendering") }
  }
}

/// How a synthesiser sounds.
public struct SynthesisOptions: Hashable, Sendable {
  /// How much of the room is heard, 0 for none to 1.
  public var reverb: Double
  /// Whether FluidSynth's chorus is on; a SoundFont decides how much of it an instrument gets.
  public var chorus: Bool

  /// A small room, and no chorus.
  public init(reverb: Double = 0.6, chorus: Bool = false) {
    self.reverb = reverb
    self.chorus = chorus
  }
}
