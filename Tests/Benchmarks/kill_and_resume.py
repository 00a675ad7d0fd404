#!/usr/bin/env python3
"""Interrupts small trainings at random moments, resumes them, and compares them with one that was never interrupted.

Each trial starts `lilt train`, stops it at a random moment, and resumes it, as often as chance has it, until it ends.
What must then hold: the model and the state have the bytes of the uninterrupted run's, the log has each of its lines
once, and nothing half written lies about. TERM and INT are sent twice now and then. `--how full` makes the disk refuse to grow files instead of killing.
"""
import argparse
import collections
import json
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--lilt", default=".build/release/lilt", help="the program")
parser.add_argument("--collection", default="tunes", help="what to train on")
parser.add_argument("--trials", type=int, default=200)
parser.add_argument("--how", default="KILL", help="signals to choose from, with commas, or full: KILL, TERM, INT")
parser.add_argument("--again", type=float, default=0.5, help="chance of a resumed run to be stopped, too")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("options", nargs="*", help="more options of lilt train, after --")
arguments = parser.parse_args()

OPTIONS = (
    "--layers 2 --hidden 24 --rarest 1 --held-out 0.15 --epochs 12 --batch 6 --patience 0 --averaging 0.9 --shards 2 "
    "--checkpoint-every 3 --quiet"
).split() + arguments.options


def start(folder, *more):
    command = [arguments.lilt, "train", arguments.collection, "-o", str(folder / "m.safetensors"), *OPTIONS, *more]
    # Python ignores the signal of files that grew too large, and so does the child: it sees the error.
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, restore_signals=False)


def finish(process):
    errors = process.communicate()[1]
    return process.returncode, errors


def log(folder):
    """The log's lines without what a clock decides."""
    lines = []
    for line in (folder / "m.metrics.jsonl").read_text().splitlines():
        record = json.loads(line)
        record.pop("seconds", None)
        record.pop("tokensPerSecond", None)
        lines.append(record)
    return lines


def progress(folder):
    """How far the state on the disk has come."""
    bytes_ = (folder / "m.state.safetensors").read_bytes()
    header = json.loads(bytes_[8 : 8 + int.from_bytes(bytes_[:8], "little")])
    return json.loads(header["__metadata__"]["progress"])


chance = random.Random(arguments.seed)
counts = collections.Counter()
with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    whole = scratch / "whole"
    whole.mkdir()
    began = time.monotonic()
    status, errors = finish(start(whole))
    assert status == 0, errors
    span = time.monotonic() - began
    expected = {name: (whole / name).read_bytes() for name in ("m.safetensors", "m.state.safetensors")}
    expected_log = log(whole)
    names = sorted(path.name for path in whole.iterdir())
    print(f"uninterrupted: {span:.2f} s, {progress(whole)['step']} updates", flush=True)

    for trial in range(arguments.trials):
        folder = scratch / "trial"
        folder.mkdir()
        stops = 0
        while True:
            resumes = (folder / "m.state.safetensors").exists()
            process = start(folder, *(["--resume"] if resumes else []))
            if stops and chance.random() >= arguments.again:
                status, errors = finish(process)
                assert status == 0, f"trial {trial}, after {stops} stops: {errors}"
                break
            time.sleep(chance.uniform(0, span))
            stops += 1
            if arguments.how == "full":
                limit = chance.randrange(0, len(expected["m.state.safetensors"]))
                try:
                    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (limit, limit))
                except ProcessLookupError:
                    pass
                status, errors = finish(process)
                assert status in (0, 74), f"trial {trial}: exit {status}: {errors}"
                if status == 74:
                    assert "cannot be written" in errors and "Fatal" not in errors, errors
                    counts[errors.split(": ", 2)[2].strip()[:60]] += 1
                # A run that had ended before the disk was full is done.
            else:
                number = getattr(signal, "SIG" + chance.choice(arguments.how.split(",")))
                process.send_signal(number)
                if number != signal.SIGKILL and chance.random() < 0.5:
                    # An impatient person presses twice; the second time ends the program at once.
                    time.sleep(chance.uniform(0, 0.02))
                    process.send_signal(number)
                status, errors = finish(process)
                assert status in (0, -number, 128 + number), f"trial {trial}: exit {status}: {errors}"
            counts["ended by itself or in order" if status == 0 else "cut short"] += 1
            if (folder / "m.state.safetensors").exists():
                state = progress(folder)
                counts["stopped within an epoch" if state["batch"] else "stopped between epochs"] += 1
        counts["stops"] += stops
        for name, content in expected.items():
            assert (folder / name).read_bytes() == content, f"trial {trial}: {name} differs after {stops} stops"
        assert log(folder) == expected_log, f"trial {trial}: the log differs after {stops} stops"
        left = sorted(path.name for path in folder.iterdir())
        assert left == names, f"trial {trial}: {left} instead of {names}"
        shutil.rmtree(folder)
        if (trial + 1) % 50 == 0:
            print(f"{trial + 1} trials, all the same bytes", flush=True)

print(f"{arguments.trials} trials, {counts.pop('stops')} stops; model, state and log the same in all")
for what, count in sorted(counts.items()):
    print(f"  {count} {what}")
