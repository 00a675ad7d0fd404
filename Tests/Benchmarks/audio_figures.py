#!/usr/bin/env python3
"""Loudness, true peak and speed of `lilt render`.

  audio_figures.py loudness [--count 100]      ffmpeg's ebur128 on that many tunes as .wav, ten of them as .ogg and .mp3
  audio_figures.py fluidsynth [--rounds 5]     whole-process time beside `fluidsynth -ni -F` on Lilt's MIDI of the tune
  audio_figures.py cores [--count 200]         that many tunes on one core and on two (Linux: taskset)

Run in the package's folder after `swift build -c release --product lilt`; needs ffmpeg and fluidsynth. Commands that
are compared run in turn, several rounds, and what is printed are medians; the load average stands beside them, for
figures of a busy machine mean something side by side only. The tunes are those of tunes/, once more for each further
instrument.
"""
import argparse
import itertools
import os
import pathlib
import re
import shlex
import statistics
import subprocess
import tempfile
import time

INSTRUMENTS = ["", "banjo", "harp", "flute", "accordion", "piano", "whistle"]


def render(options, tune, output, instrument="", extra=()):
    command = [options.lilt, "render", str(tune), "-o", str(output), "--quiet", *extra]
    return command + (["--instrument", instrument] if instrument else [])


def renderings(options):
    tunes = sorted(pathlib.Path(options.tunes).glob("*.abc"))
    return list(itertools.islice(itertools.product(INSTRUMENTS, tunes), options.count))


def measured(path):
    """Integrated loudness in LUFS and true peak in dBTP, as ffmpeg prints them: one decimal."""
    text = subprocess.run(
        ["ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-"],
        capture_output=True, text=True, check=True).stderr
    summary = text[text.rindex("Summary:"):]
    return float(re.search(r"I:\s+(\S+) LUFS", summary)[1]), float(re.search(r"Peak:\s+(\S+) dBFS", summary)[1])


def loudness(options, folder):
    chosen = renderings(options)
    for ending, part in [("wav", chosen), ("ogg", chosen[::max(1, len(chosen) // 10)][:10]),
                         ("mp3", chosen[::max(1, len(chosen) // 10)][:10])]:
        figures = []
        for instrument, tune in part:
            output = folder / f"tune.{ending}"
            subprocess.run(render(options, tune, output, instrument), check=True)
            figures.append((*measured(output), f"{tune.stem} {instrument}"))
        furthest = max(figures, key=lambda figure: abs(figure[0] - options.target))
        highest = max(figures, key=lambda figure: figure[1])
        values = [figure[0] for figure in figures]
        distance = abs(furthest[0] - options.target)
        print(f"{ending}: {len(figures)} tunes, loudness {min(values)} to {max(values)} LUFS, "
              f"furthest from {options.target} by {distance:.1f} LU ({furthest[2]}), "
              f"highest true peak {highest[1]} dBTP ({highest[2]})", flush=True)


def seconds(command):
    start = time.perf_counter()
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, spent


def alternate(options, commands):
    """Medians of wall and processor seconds of every command, run in turn."""
    times = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            times[name].append(seconds(command))
    for name, values in times.items():
        wall = [value[0] for value in values]
        print(f"  {name}: {statistics.median(wall):.3f} s ({min(wall):.3f} to {max(wall):.3f}), "
              f"processor {statistics.median(value[1] for value in values):.3f} s")
    return {name: statistics.median(value[0] for value in values) for name, values in times.items()}


def beside_fluidsynth(options, folder):
    tune = pathlib.Path(options.tunes) / options.tune
    midi = folder / "tune.mid"
    subprocess.run(render(options, tune, midi), check=True)
    for name, lilt, fluidsynth in [("reverb on", [], []),
                                   ("reverb off", options.dry.split(), ["-R", "0", "-C", "0"])]:
        print(f"{tune.name}, {name}, load {os.getloadavg()[0]:.1f}, medians of {options.rounds}:")
        medians = alternate(options, {
            "lilt render": render(options, tune, folder / "lilt.wav", extra=lilt),
            "fluidsynth -ni -F": ["fluidsynth", "-ni", *fluidsynth, "-F", str(folder / "fluidsynth.wav"),
                                  options.soundfont, str(midi)]})
        print(f"  lilt takes {medians['lilt render'] / medians['fluidsynth -ni -F']:.2f} of the time", flush=True)


def cores(options, folder):
    books = {}
    for name, first, last in [("all", 0, options.count), ("first", 0, options.count // 2),
                              ("second", options.count // 2, options.count)]:
        tunes = list(itertools.islice(itertools.cycle(renderings(options)), options.count))[first:last]
        books[name] = folder / f"{name}.abc"
        books[name].write_text("\n\n".join(
            re.sub(r"^X:.*", f"X:{number + 1}", tune.read_text(), count=1, flags=re.MULTILINE)
            for number, (_, tune) in enumerate(tunes)))
    print(f"{options.count} tunes, load {os.getloadavg()[0]:.1f}, medians of {options.rounds}:")
    command = render(options, books["all"], folder / "all.wav")
    halves = [shlex.join(["taskset", "-c", core] + render(options, books[name], folder / f"{name}.wav"))
              for core, name in [("0", "first"), ("1", "second")]]
    medians = alternate(options, {
        "one core": ["taskset", "-c", "0"] + command, "two cores": ["taskset", "-c", "0,1"] + command,
        "two processes with half each, all this machine gives": ["sh", "-c", f"{halves[0]} & {halves[1]}; wait"]})
    one, two, ceiling = medians.values()
    print(f"  two cores are {one / two:.2f} times one, two processes {one / ceiling:.2f} times")


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("what", choices=["loudness", "fluidsynth", "cores"])
parser.add_argument("--lilt", default=".build/release/lilt")
parser.add_argument("--tunes", default="tunes")
parser.add_argument("--tune", default="the-kesh.abc")
parser.add_argument("--soundfont", default="soundfonts/lilt.sf2")
parser.add_argument("--dry", default="--reverb none", help="lilt's options for no reverb")
parser.add_argument("--target", type=float, default=-16)
parser.add_argument("--count", type=int)
parser.add_argument("--rounds", type=int, default=5)
options = parser.parse_args()
options.count = options.count or {"cores": 200}.get(options.what, 100)
with tempfile.TemporaryDirectory() as folder:
    {"loudness": loudness, "fluidsynth": beside_fluidsynth, "cores": cores}[options.what](options, pathlib.Path(folder))
