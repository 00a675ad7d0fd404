/// How loud a recording is made.
///
/// Whatever is asked for, the true peak (ITU-R BS.1770-4) stays under -1 dB of full scale, so that nothing clips, not
/// even in the listener's converter.
public enum Loudness: Hashable, Sendable {
  /// So many LUFS of integrated loudness (EBU R 128). A limiter holds back the peaks that would be too high; where it
  /// would have to hold them back by more than 15 dB, as for a few knocks on wood, the recording stays softer.
  case lufs(Double)
  /// The true peak just under -1 dB of full scale, and nothing limited.
  case peak
  /// As the synthesiser plays it, so that soft tunes stay softer than loud ones; peaks that are too high are limited.
  case asPlayed

  /// -16 LUFS: what music players on telephones aim at, and AES TD1008 asks of distributed music.
  public static let standard = Loudness.lufs(-16)
}
