import CFluidSynth
import Foundation
import MIDI

/// Plays music on the loudspeakers of this machine, through FluidSynth's audio driver.
///
/// Owns FluidSynth's settings, synthesiser and driver, and frees them. FluidSynth API documentation, "Creating the audio
/// driver".
public final class LivePlayer {
  private let settings: OpaquePointer
  private let synth: OpaquePointer
  private let driver: OpaquePointer

  /// How often whoever follows is told where the music is, in seconds.
  private static let pulse = 0.02

  /// Opens the audio device and loads a SoundFont.
  ///
  /// - Parameters:
  ///   - soundFont: a SoundFont's path; nil to search by ``SoundFontSearch/path(named:environment:)``.
  ///   - driver: `alsa`, `pulseaudio`, `pipewire`, `jack`, `coreaudio` ...; nil for FluidSynth's own choice.
  ///   - options: how the synthesiser sounds.
  /// - Throws: ``AudioError/noDevice(reason:)`` where there is nothing to hear it on, or what is wrong with the SoundFont.
  public init(
    soundFont: String? = nil, driver name: String? = nil, options: SynthesisOptions = SynthesisOptions()
  ) throws(AudioError) {
    let path = try SoundFontSearch.path(named: soundFont)
    guard let settings = new_fluid_settings() else { throw .synthesiser(reason: "no memory for its settings") }
    fluid_settings_setnum(settings, "synth.gain", 0.6)
    fluid_settings_setint(settings, "synth.polyphony", 256)
    options.write(to: settings)
    if let name, fluid_settings_setstr(settings, "audio.driver", name) != FLUID_OK {
      delete_fluid_settings(settings)
      throw .noDevice(reason: "this FluidSynth has no audio driver '\(name)'")
    }
    let (synth, complaints) = FluidSynthLog.collecting { new_fluid_synth(settings) }
    guard let synth else {
      delete_fluid_settings(settings)
      throw .synthesiser(reason: complaints.last ?? "it did not start")
    }
    let (number, refusals) = FluidSynthLog.collecting { fluid_synth_sfload(synth, path, 1) }
    let (driver, problems) =
      number < 0 ? (nil, []) : FluidSynthLog.collecting { new_fluid_audio_driver(settings, synth) }
    guard let driver else {
      delete_fluid_synth(synth)
      delete_fluid_settings(settings)
      if number < 0 { throw .badSoundFont(path: path, reason: refusals.first ?? "it is not a SoundFont 2 file") }
      throw .noDevice(reason: problems.last ?? "no audio driver starts")
    }
    self.settings = settings
    self.synth = synth
    self.driver = driver
  }

  deinit {
    delete_fluid_audio_driver(driver)
    delete_fluid_synth(synth)
    delete_fluid_settings(settings)
  }

  /// Plays a file from its beginning to its end, and lets it fade for a second.
  ///
  /// - Parameter progress: is told the seconds since the beginning, about fifty times a second; returns whether to go on.
  /// - Returns: whether it was played to its end.
  @discardableResult
  public func play(_ midi: MIDIFile, progress: (Double) -> Bool) -> Bool {
    let timeline = Timeline(midi)
    let clock = ContinuousClock()
    let start = clock.now
    var next = timeline.entries.startIndex
    var isWanted = true
    let end = timeline.duration + 1
    while isWanted {
      let now = (clock.now - start) / .seconds(1)
      while next < timeline.entries.endIndex, timeline.entries[next].seconds <= now {
        send(timeline.entries[next].message)
        next += 1
      }
      isWanted = progress(now)
      guard now < end else { break }
      let wake = next < timeline.entries.endIndex ? timeline.entries[next].seconds - now : end - now
      Thread.sleep(forTimeInterval: max(0.001, min(Self.pulse, wake)))
    }
    fluid_synth_system_reset(synth)
    return isWanted
  }

  private func send(_ message: MIDIMessage) {
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
    default: break
    }
  }
}
