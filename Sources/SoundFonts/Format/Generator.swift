/// What a zone can say about its sound, by the numbers of the SoundFont 2.04 specification, section 8.1.2.
///
/// Times are in timecents (1200 log2 of seconds), pitches in cents, levels in centibels, effect sends in tenths of a
/// percent.
public enum Generator: UInt16, Hashable, Sendable, CaseIterable {
  case modLfoToPitch = 5
  case vibLfoToPitch = 6
  case initialFilterCutoff = 8
  case initialFilterQ = 9
  case modEnvelopeToFilter = 11
  case modLfoToVolume = 13
  case chorusSend = 15
  case reverbSend = 16
  case pan = 17
  case delayModLfo = 21
  case frequencyModLfo = 22
  case delayVibLfo = 23
  case frequencyVibLfo = 24
  case attackModEnvelope = 26
  case releaseModEnvelope = 30
  case attackVolumeEnvelope = 34
  case holdVolumeEnvelope = 35
  case decayVolumeEnvelope = 36
  case sustainVolumeEnvelope = 37
  case releaseVolumeEnvelope = 38
  case initialAttenuation = 48
  case coarseTune = 51
  case fineTune = 52
  case sampleModes = 54
  case scaleTuning = 56
  case exclusiveClass = 57
  case overridingRootKey = 58
}
