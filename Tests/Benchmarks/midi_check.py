"""Reads Lilt's MIDI files with mido and holds them against `lilt notes`.

    pip install mido
    swift build -c release --product lilt && swift build -c release --product benchmarks
    python3 Tests/Benchmarks/midi_check.py COLLECTION.abc... --tunes 1000

Of every tune three files are made. `plain` has to hold the very notes that `lilt notes` prints, to the tick. `session`
without ornaments ("even") has to hold as many notes of the melody, in every bar the same pitches. `session` has to hold
these and no fewer, ornaments besides. In each, no key is struck while it sounds or released while it does not, one line
of melody never sounds two notes at once, and the file is as long as the tune.
"""

import argparse
import collections
import fractions
import json
import os
import subprocess
import sys
import tempfile

import mido

TICKS = 480


def tick(quarters):
    """The nearest tick, halves upwards."""
    value = fractions.Fraction(quarters) * TICKS
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def strokes(track, faults):
    """(start, end, pitch, channel) of a track, in order."""
    now, sounding, result = 0, {}, []
    for message in track:
        now += message.time
        if message.type not in ("note_on", "note_off"):
            continue
        key = (message.channel, message.note)
        if message.type == "note_on" and message.velocity > 0:
            if key in sounding:
                faults.append(f"{key} struck at {now} while it sounds")
            sounding[key] = now
        elif key in sounding:
            result.append((sounding.pop(key), now, message.note, message.channel))
        else:
            faults.append(f"{key} released at {now}, but not struck")
    if sounding:
        faults.append(f"{len(sounding)} keys never released")
    return sorted(result), now


def written(notes):
    """The strokes of one voice: doubled notes struck once, a note struck again ends the one before."""
    result, latest = [], {}
    for onset, pitch, length in sorted(notes, key=lambda note: fractions.Fraction(note[0])):
        if fractions.Fraction(length) <= 0:
            continue
        start = tick(onset)
        end = max(start + 1, tick(fractions.Fraction(onset) + fractions.Fraction(length)))
        if pitch in latest and latest[pitch][1] > start:
            if latest[pitch][0] == start:
                latest[pitch][1] = max(latest[pitch][1], end)
                continue
            latest[pitch][1] = start
        latest[pitch] = [start, end, pitch]
        result.append(latest[pitch])
    return sorted(tuple(stroke) for stroke in result)


def by_bar(notes, bars):
    """The pitches that begin in each bar."""
    result, bar = collections.defaultdict(collections.Counter), 0
    for note in notes:
        while bar + 1 < len(bars) and bars[bar + 1] <= note[0]:
            bar += 1
        result[bar][note[2]] += 1
    return result


def is_one_line(notes):
    return all(first[1] <= second[0] for first, second in zip(notes, notes[1:]))


def melody(path, faults):
    """The strokes of all melody tracks and the last tick; players that accompany are left out."""
    file = mido.MidiFile(path)
    if file.type != 1 or file.ticks_per_beat != TICKS:
        faults.append(f"type {file.type}, {file.ticks_per_beat} ticks")
    result, end = [], 0
    for track in file.tracks[1:]:
        played, last = strokes(track, faults)
        end = max(end, last)
        if not track.name.startswith(("Chords", "Bass", "Drone", "Bodhran", "Count-in")):
            result += played
    return sorted(result), end


def check(tune, bars, folder, name, style, figures):
    faults = []
    path = os.path.join(folder, style, name)
    played, end = melody(path, faults)
    expected = written(tune["notes"])
    lines = [tick(bar) for bar in bars["bars"]]
    if bars["voices"] > 1:
        # `lilt notes` does not tell voices apart: each is held against the whole.
        if {(note[0], note[2]) for note in expected} != {(note[0], note[2]) for note in played} and style == "plain":
            faults.append("notes of several voices differ")
    elif style == "plain":
        if [note[:3] for note in played] != expected:
            faults.append("notes differ")
    else:
        wanted, had = by_bar(expected, lines), by_bar(played, lines)
        for bar, pitches in wanted.items():
            missing = pitches - had[bar]
            if missing:
                faults.append(f"bar {bar} misses {dict(missing)}")
        extra = sum(sum((had[bar] - wanted[bar]).values()) for bar in had)
        figures[f"{style}: notes besides the melody's"] += extra
        if style == "even" and extra:
            faults.append(f"{extra} notes that are not written")
        if is_one_line(expected) and not is_one_line(played):
            faults.append("two notes at once in one line of melody")
    if end != max([lines[-1]] + [note[1] for note in expected]):
        faults.append(f"{end} ticks long, not {lines[-1]}")
    figures[f"{style}: tunes"] += 1
    figures[f"{style}: notes"] += len(played)
    if style == "plain":
        figures["written notes"] += len(expected)
        figures["tunes of several voices"] += bars["voices"] > 1
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--tunes", type=int, default=1000)
    parser.add_argument("--lilt", default=".build/release/lilt")
    parser.add_argument("--benchmarks", default=".build/release/benchmarks")
    parser.add_argument(
        "--options", default="",
        help="more options for `lilt render`, such as '--accompany guitar'; no instrument that sounds an octave off")
    parser.add_argument("--show", type=int, default=10)
    arguments = parser.parse_args()
    styles = {
        "plain": ["--style", "plain"],
        "even": ["--style", "session", "--without", "ornaments"],
        "session": ["--style", "session"],
    }
    figures, faulty, left = collections.Counter(), [], arguments.tunes
    for file in arguments.files:
        if left <= 0:
            break
        tunes = [json.loads(line) for line in subprocess.check_output([arguments.lilt, "notes", file]).splitlines()]
        bars = [
            json.loads(line)
            for line in subprocess.check_output([arguments.benchmarks, "bar-lines", file]).splitlines()
        ]
        with tempfile.TemporaryDirectory() as folder:
            for style, options in styles.items():
                os.mkdir(os.path.join(folder, style))
                output = os.path.join(folder, style, "t.mid")
                command = [arguments.lilt, "render", file, "-o", output, "--quiet"] + options
                more = arguments.options.split() if style != "plain" else []
                subprocess.run(command + more, stderr=subprocess.DEVNULL)
            # Every so many tunes, so that the whole book is seen.
            sounding = [index for index, tune in enumerate(tunes) if tune["ok"]]
            step = max(1, len(sounding) // left)
            width = len(str(len(tunes)))
            for index in sounding[::step][:left]:
                name = f"t-{index + 1:0{width}}.mid" if len(tunes) > 1 else "t.mid"
                for style in styles:
                    for fault in check(tunes[index], bars[index], folder, name, style, figures):
                        faulty.append(f"{os.path.basename(file)} {index + 1} {tunes[index]['title']}: {style}: {fault}")
                left -= 1
    for name, figure in sorted(figures.items()):
        print(f"{figure:9} {name}")
    print(f"{len(faulty):9} faults")
    for fault in faulty[: arguments.show]:
        print(fault)
    sys.exit(1 if faulty else 0)


if __name__ == "__main__":
    main()
