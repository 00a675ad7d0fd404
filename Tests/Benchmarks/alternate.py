#!/usr/bin/env python3
"""Runs commands in turn, several rounds, and prints the median of the first `N tokens/s` figure of each line they print.

  alternate.py [--rounds 5] 'COMMAND' 'COMMAND' ...

Figures of a busy machine mean something side by side only: each round runs every command once. Lines are told apart by
what stands before their colon; the last line printed gives the ratio of the first command's figures to the second's, in
the order of their lines.
"""
import argparse
import re
import statistics
import subprocess

parser = argparse.ArgumentParser()
parser.add_argument("commands", nargs="+")
parser.add_argument("--rounds", type=int, default=5)
options = parser.parse_args()

figures = [{} for _ in options.commands]
for _ in range(options.rounds):
    for seen, command in zip(figures, options.commands):
        printed = subprocess.run(command, shell=True, capture_output=True, text=True)
        if printed.returncode != 0:
            raise SystemExit(f"{command}: exit {printed.returncode}\n{printed.stderr}")
        for line in printed.stdout.splitlines():
            match = re.match(r"(.*?): ([\d.]+) .*?tokens/s(?:, peak (\d+) MB)?", line)
            if match:
                rates, peaks = seen.setdefault(match[1], ([], []))
                rates.append(float(match[2]))
                peaks.append(int(match[3] or 0))

medians = []
for seen in figures:
    medians.append([])
    for name, (rates, peaks) in seen.items():
        median = statistics.median(rates)
        medians[-1].append(median)
        print(
            f"{name}: median of {len(rates)} {median:.0f} tokens/s ({min(rates):.0f} to {max(rates):.0f}), "
            f"peak {max(peaks)} MB")
if len(medians) > 1:
    print("first to second:", ", ".join(f"{a / b:.2f}" for a, b in zip(medians[0], medians[1])))
