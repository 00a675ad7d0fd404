"""Measures soundfonts/lilt.sf2 from outside: its own reading of the file, FluidSynth to play, ffmpeg for loudness.

    pip install numpy scipy matplotlib pillow; apt-get install fluidsynth ffmpeg
    python3 Tests/Benchmarks/soundfont_report.py soundfonts/lilt.sf2 OUT

Writes OUT/samples.tsv (pitch, loop, peak and offset of every sample), OUT/levels.tsv (loudness of every instrument),
OUT/NAME.wav and OUT/NAME.png, a jig of twenty seconds and its spectrogram, and OUT/sheet.png, all of them on a page;
with --quick only the first two. Exits with 1 where a bound is broken:
3 cents, -60 dB at a loop's seam, no frame at full scale, 2 LU from the loudest to the softest melodic instrument.
"""
import re
import struct
import subprocess
import sys
from pathlib import Path

import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402: after the choice of a backend without a screen

# name, bank, program, semitones from the jig as written
INSTRUMENTS = [
    ("fiddle", 0, 40, 0), ("whistle", 0, 78, 12), ("flute", 0, 73, 0), ("pipes", 0, 109, 0),
    ("accordion", 0, 21, 0), ("concertina", 0, 23, 0), ("banjo", 0, 105, -12), ("mandolin", 0, 25, 0),
    ("bouzouki", 1, 25, -12), ("guitar", 0, 24, -12), ("steel-guitar", 1, 24, -12), ("harp", 0, 46, 0),
    ("piano", 0, 0, 0), ("dulcimer", 0, 15, 0), ("cello", 0, 42, -24),
]
# The Irish Washerwoman, traditional: pitches of quavers, 0 lengthening the one before.
WASHERWOMAN = """d5 c5 b4 g4 g4 d4 g4 g4 b4 g4 b4 d5 c5 b4 c5 a4 a4 e4 a4 a4 c5 a4 c5 e5 d5 c5
 b4 g4 g4 d4 g4 g4 b4 g4 b4 d5 c5 b4 c5 b4 c5 a4 d5 c5 b4 g4 g4 g4 0 0
 g5 f#5 g5 d5 g5 g5 d5 g5 g5 d5 g5 b5 a5 g5 f#5 d5 f#5 f#5 d5 f#5 f#5 d5 f#5 a5 g5 f#5
 e5 g5 g5 d5 g5 g5 c5 g5 g5 b4 g5 g5 c5 b4 c5 a4 d5 c5 b4 g4 g4 g4 0 0 0 0 0 0"""
QUAVER = 0.19


def key(name):
    letter, accidental, octave = re.fullmatch(r"([a-g])(#?)(\d)", name).groups()
    return {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}[letter] + len(accidental) + 12 * int(octave) + 12


def jig(shift):
    """(start, seconds, key) of the jig."""
    notes = []
    for place, name in enumerate(WASHERWOMAN.split()):
        if name == "0":
            start, seconds, pitch = notes[-1]
            notes[-1] = (start, seconds + QUAVER, pitch)
        else:
            notes.append((place * QUAVER, QUAVER, key(name) + shift))
    return notes


def beats():
    """(start, seconds, key) of a bodhrán's jig, then every key of the drums."""
    pattern = [36, 38, 62, 38, 36, 38, 36, 38, 40, 36, 62, 37] * 4
    notes = [(i * QUAVER, QUAVER, k) for i, k in enumerate(pattern)]
    return notes + [(9.5 + (k - 33) * 0.18, 0.18, k) for k in range(33, 88)]


def midi_file(path, notes, bank, program, channel=0, accents=False):
    """A Standard MIDI File at a millisecond a tick."""
    events = []
    for place, (start, seconds, pitch) in enumerate(notes):
        velocity = (100 if place % 3 == 2 else 80) if accents else 90
        events.append((round(1000 * start), 1, bytes([0x90 | channel, pitch, velocity])))
        events.append((round(1000 * (start + seconds * 0.96)), 0, bytes([0x80 | channel, pitch, 64])))
    head = [(0, 0, bytes([0xB0 | channel, 0, bank])), (0, 0, bytes([0xC0 | channel, program]))]
    data, now = b"\0\xff\x51\x03" + (1_000_000).to_bytes(3, "big"), 0
    for tick, _, message in (head if channel != 9 else []) + sorted(events):
        delta, now = tick - now, tick
        length = bytes([delta & 127])
        while delta := delta >> 7:
            length = bytes([128 | delta & 127]) + length
        data += length + message
    data += b"\x8f\x50\xff\x2f\0"
    path.write_bytes(b"MThd" + struct.pack(">IHHH", 6, 0, 1, 1000) + b"MTrk" + struct.pack(">I", len(data)) + data)


def samples(data):
    """name, frames, loop start, loop end, rate, root key, correction of every sample."""
    chunks = {}

    def walk(at, end):
        while at < end:
            name, size = data[at:at + 4], struct.unpack_from("<I", data, at + 4)[0]
            if name in (b"LIST", b"RIFF"):
                walk(at + 12, at + 8 + size)
            else:
                chunks[name] = (at + 8, size)
            at += 8 + size + size % 2

    walk(0, len(data))
    at, size = chunks[b"smpl"]
    pool = np.frombuffer(data, "<i2", size // 2, at)
    at, size = chunks[b"shdr"]
    for place in range(at, at + size - 46, 46):
        name = data[place:place + 20].split(b"\0")[0].decode()
        start, end, first, last, rate, root, cents = struct.unpack_from("<5IBb", data, place + 20)
        yield name, pool[start:end].astype(float), first - start, last - start, rate, root, cents


def cents_off(frames, first, last, rate, root, correction):
    """Where the fundamental of the loop, played over and over for some seconds, has its centre of power."""
    loop = frames[first:last]
    sound = np.tile(loop, int(np.ceil(8 * rate / len(loop))))
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    wanted = 440 * 2 ** ((root - 69) / 12)
    frequency = np.arange(len(spectrum)) * rate / len(sound)
    near = np.abs(1200 * np.log2(np.maximum(frequency, 1) / wanted)) < 45
    centre = np.sum(spectrum[near] * frequency[near]) / np.sum(spectrum[near])
    return 1200 * np.log2(centre / wanted) + correction


def seam(frames, first, last):
    """dB, against the rms, by which value and slope about the loop's end differ from those about its start."""
    around = np.arange(-8, 8)
    difference = frames[last + around] - frames[first + around]
    worst = max(np.max(np.abs(difference)), np.max(np.abs(np.diff(difference))))
    rms = np.sqrt(np.mean(frames[first:last] ** 2))
    return 20 * np.log10(max(worst, 1e-3) / rms)


def report_samples(data, out):
    broken = []
    with open(out / "samples.tsv", "w") as table:
        print("sample\troot\trate\tseconds\tloop\tcents\tseam_dB\tpeak_dB\tfull_scale\toffset_dB", file=table)
        for name, frames, first, last, rate, root, correction in samples(data):
            looped = last > first
            cents = cents_off(frames, first, last, rate, root, correction) if looped else 0
            gap = seam(frames, first, last) if looped else -200
            peak = 20 * np.log10(np.max(np.abs(frames)) / 32768)
            full = int(np.sum(np.abs(frames) >= 32767))
            offset = 20 * np.log10(max(abs(np.mean(frames)), 1e-3) / 32768)
            print(f"{name}\t{root}\t{rate}\t{len(frames) / rate:.2f}\t{(last - first) / rate:.3f}\t{cents:.2f}\t"
                  f"{gap:.1f}\t{peak:.2f}\t{full}\t{offset:.0f}", file=table)
            if abs(cents) > 3 or gap > -60 or full:
                broken.append(f"{name}: {cents:.2f} cents, seam {gap:.1f} dB, {full} frames at full scale")
    return broken


def play(font, out, name, notes, bank, program, channel=0, accents=False, room=False):
    """Renders notes at FluidSynth's default gain and returns the file; anything FluidSynth says is an error."""
    midi, wave = out / f"{name}.mid", out / f"{name}.wav"
    midi_file(midi, notes, bank, program, channel, accents)
    effects = ["-R", "1" if room else "0", "-C", "0"]
    run = subprocess.run(
        ["fluidsynth", "-niq", *effects, "-g", "0.2", "-r", "44100", "-o", "synth.midi-bank-select=gs", "-F",
         str(wave), str(font), str(midi)], capture_output=True, text=True)
    said = [line for line in (run.stdout + run.stderr).splitlines() if re.search("warning|error", line)]
    midi.unlink()
    return wave, said


def loudness(wave):
    run = subprocess.run(["ffmpeg", "-hide_banner", "-nostats", "-i", str(wave), "-af", "ebur128=peak=true", "-f",
                          "null", "-"], capture_output=True, text=True)
    summary = run.stderr[run.stderr.rindex("Summary:"):]
    return tuple(float(re.search(what + r":\s+(-?[\d.]+)", summary).group(1)) for what in ("I", "Peak"))


def spectrogram(wave, seconds=None):
    """Times, frequencies above zero and dB under the loudest, of both channels together."""
    from scipy.io import wavfile
    from scipy.signal import spectrogram as transform
    rate, sound = wavfile.read(wave)
    mono = sound.astype(float).mean(axis=1)[:None if seconds is None else int(seconds * rate)] / 32768
    frequency, time, power = transform(mono, rate, nperseg=2048, noverlap=1536, window="hann")
    level = 10 * np.log10(power + 1e-14)
    return time[::2], frequency[1:], level[1:, ::2] - level.max()


def draw(axes, wave, title, seconds=None):
    time, frequency, level = spectrogram(wave, seconds)
    axes.pcolormesh(time, frequency, level, vmin=-85, vmax=0, cmap="magma", shading="nearest")
    axes.set_yscale("log")
    axes.set_ylim(60, 18_000)
    axes.set_yticks([100, 300, 1000, 3000, 10_000], ["100", "300", "1k", "3k", "10k"])
    axes.minorticks_off()
    axes.set_title(title, fontsize=9, loc="left")
    axes.tick_params(labelsize=7)


def picture(wave, path, title):
    figure, axes = plt.subplots(figsize=(9, 3.2), dpi=90)
    draw(axes, wave, title)
    figure.tight_layout(pad=0.4)
    figure.savefig(path)
    plt.close(figure)


def sheet(waves, path):
    """All instruments on one page, in few colours so that the file stays small."""
    from PIL import Image
    figure, panels = plt.subplots((len(waves) + 2) // 3, 3, figsize=(13, 11), dpi=84)
    for axes in panels.flat:
        axes.set_visible(False)
    for axes, (name, wave) in zip(panels.flat, waves.items()):
        axes.set_visible(True)
        draw(axes, wave, name)
    figure.tight_layout(pad=0.4)
    figure.savefig(path)
    plt.close(figure)
    Image.open(path).convert("RGB").quantize(32, dither=Image.Dither.NONE).save(path, optimize=True)


def main():
    font, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    broken = report_samples(font.read_bytes(), out)
    levels, waves = {}, {}
    rows = [(n, jig(s), b, p, 0) for n, b, p, s in INSTRUMENTS]
    rows += [
        ("drones", [(i * 5, 5, k) for i in range(4) for k in (38, 50, 62)], 1, 109, 0),
        ("three-drones", [(0, 10, 38), (10, 10, 33)], 1, 110, 0), ("drums", beats(), 0, 0, 9),
    ]
    with open(out / "levels.tsv", "w") as table:
        print("instrument\tLUFS\tpeak_dBFS", file=table)
        for name, notes, bank, program, channel in rows:
            wave, said = play(font, out, name, notes, bank, program, channel)
            levels[name] = loudness(wave)
            print(f"{name}\t{levels[name][0]}\t{levels[name][1]}", file=table)
            broken += [f"{name}: {line}" for line in said]
            if "--quick" not in sys.argv:
                wave, _ = play(font, out, name, notes, bank, program, channel, accents=True, room=True)
                picture(wave, out / f"{name}.png", name)
                waves[name] = wave
    if waves:
        sheet(waves, out / "sheet.png")
    melodic = [levels[name][0] for name, *_ in INSTRUMENTS]
    spread = max(melodic) - min(melodic)
    if spread > 2:
        broken.append(f"instruments lie {spread:.1f} LU apart")
    print((out / "levels.tsv").read_text())
    print(f"instruments within {spread:.1f} LU")
    print("\n".join(broken) or "every bound is kept")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
