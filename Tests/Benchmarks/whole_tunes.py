#!/usr/bin/env python3
"""Is every tune that Lilt generates whole? Asks abc2midi, lilt check and a count of the repeat signs.

    python3 Tests/Benchmarks/whole_tunes.py                  # 10,000 tunes, some minutes
    python3 Tests/Benchmarks/whole_tunes.py 2000 --model M.safetensors --seed 7
    python3 Tests/Benchmarks/whole_tunes.py --books walks.abc   # tunes that are there already

Tunes are generated with every way of choosing tokens, in every meter and mode that the model knows and as the model likes.
One fails where abc2midi (Debian's abcmidi) says anything at all of it, where `lilt check --strict` finds anything but that a
tune is there twice or would be better written in another key, which breaks nothing, or where `|:` and `:|` do not alternate.
A run of lilt that ends with an error is a dead end. Exit code 1
where anything failed. Needs `swift build -c release --product lilt`. Python 3, nothing else.
"""
import argparse, bisect, json, os, re, shutil, struct, subprocess, sys, tempfile, time
from collections import Counter, defaultdict

METHODS = [
    ("as usual", []),
    ("temperature 1", ["--temperature", "1"]),
    ("temperature 3", ["--temperature", "3"]),
    ("top-k 10", ["--temperature", "1", "--top-k", "10"]),
    ("top-p 0.9", ["--temperature", "1", "--top-p", "0.9"]),
    ("min-p 0.05", ["--temperature", "1.5", "--min-p", "0.05"]),
    ("greedy", ["--greedy"]),
    ("beam 4", ["--beam", "4"]),
    ("diverse beam 6 by 3", ["--beam", "6", "--beam-groups", "3"]),
]
# A tonic in use for each mode, so that accidentals of all kinds are met.
KEYS = {"maj": "D", "min": "Em", "dor": "Ador", "mix": "Amix", "lyd": "Flyd", "phr": "Ephr", "loc": "Bloc"}
BUNDLED = os.path.join(os.path.dirname(__file__), "../../Sources/Checkpoints/Models/session.safetensors")
# What abc2midi says of a tune that is well.
SILENCE = re.compile(r"\d+\.\d+ .* abc2midi$|voice mapping:$|[ 0-9]*$|writing MIDI file ")


def vocabulary(path):
    """The words of a model: JSON in the header of a safetensors file."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        return json.loads(json.loads(file.read(length))["__metadata__"]["vocabulary"])


def split(text):
    """The tunes of a book, each from its X: on."""
    return [tune.rstrip("\n") + "\n" for tune in re.split(r"^(?=X:)", text, flags=re.M) if tune.startswith("X:")]


def repeats(tune):
    """What is wrong with the repeat signs; `|:` and `:|` take turns."""
    body = re.split(r"^K:.*\n", tune, maxsplit=1, flags=re.M)[1]
    is_open = False
    for sign in re.findall(r"\|:|:\|", re.sub(r"::", ":||:", body)):
        if (sign == "|:") == is_open:
            return f"repeats: {sign} {'within' if is_open else 'without'} |:"
        is_open = sign == "|:"
    return "repeats: |: without :|" if is_open else None


def examine(tunes, lilt):
    """The complaints about each tune of a book, by its number from 0."""
    complaints = defaultdict(list)
    folder = tempfile.mkdtemp(prefix="whole_tunes_")
    try:
        starts, text = [], ""
        line = 1
        for number, tune in enumerate(tunes):
            tune = re.sub(r"^X:.*", f"X:{number + 1}", tune, count=1) + "\n"
            starts.append(line)
            line += tune.count("\n")
            text += tune
        with open(os.path.join(folder, "b.abc"), "w", encoding="utf-8") as file:
            file.write(text)
        heard = subprocess.run(
            ["abc2midi", "b.abc"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        pending, written = [], set()
        for said in heard.stdout.decode("latin-1").splitlines():
            done = re.match(r"writing MIDI file b(\d+)\.mid", said)
            if done:
                # What names no line was said of the tune that is written next.
                number = int(done.group(1)) - 1
                written.add(number)
                complaints[number] += pending
                pending = []
            elif not SILENCE.match(said):
                place = re.search(r"in line-char (\d+)-", said)
                if place:
                    number = bisect.bisect_right(starts, int(place.group(1))) - 1
                    complaints[number].append("abc2midi: " + said)
                else:
                    pending.append("abc2midi: " + said)
        complaints[len(tunes) - 1] += pending
        for number in range(len(tunes)):
            if number not in written:
                complaints[number].append("abc2midi: wrote no MIDI file")
        checked = subprocess.run(
            [lilt, "check", "--strict", "--json", "--except", "duplicate-tune", "--except", "key-signature",
             "b.abc"], cwd=folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        for found in map(json.loads, checked.stdout.decode().splitlines()):
            number = max(0, bisect.bisect_right(starts, found["line"]) - 1)
            complaints[number].append(f"check: {found['rule']}: {found['message']}")
        if checked.returncode not in (0, 1) or checked.returncode == 1 and not checked.stdout:
            complaints[0].append("check: " + checked.stderr.decode().strip())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for number, tune in enumerate(tunes):
        wrong = repeats(tune)
        if wrong:
            complaints[number].append(wrong)
    return {number: found for number, found in complaints.items() if found}


def kind(complaint):
    """A complaint without its figures, to be counted."""
    return re.sub(r"\d+(/\d+)?", "N", re.sub(r"in line-char \d+-\d+ ", "", complaint))[:90]


class Tally:
    """What was found, by method."""

    def __init__(self, lilt):
        self.lilt = lilt
        self.tunes, self.failed, self.dead, self.seconds = Counter(), Counter(), Counter(), Counter()
        self.kinds, self.examples = Counter(), []
        self.waiting = []

    def add(self, method, tunes, source):
        self.tunes[method] += len(tunes)
        self.waiting += [(method, tune, source) for tune in tunes]
        if len(self.waiting) >= 500:
            self.settle()

    def settle(self):
        """Examines the tunes that wait, as one book."""
        if not self.waiting:
            return
        for number, found in sorted(examine([tune for _, tune, _ in self.waiting], self.lilt).items()):
            method, tune, source = self.waiting[number]
            self.failed[method] += 1
            for name in set(map(kind, found)):
                self.kinds[name] += 1
            self.examples.append((source, found, tune))
            print(f"\nfailed: {source}\n  {found[0]}", file=sys.stderr, flush=True)
        self.waiting = []

    def report(self, show):
        print(f"{'':24}{'tunes':>8}{'whole':>8}{'failed':>8}{'dead ends':>11}{'seconds':>9}")
        for method in self.tunes | self.dead:
            count, failed = self.tunes[method], self.failed[method]
            print(
                f"{method:24}{count:8}{count - failed:8}{failed:8}{self.dead[method]:11}{self.seconds[method]:9.0f}")
        count, failed = self.tunes.total(), self.failed.total()
        print(f"{'all':24}{count:8}{count - failed:8}{failed:8}{self.dead.total():11}{self.seconds.total():9.0f}")
        for name, number in self.kinds.most_common():
            print(f"{number:8} tunes: {name}")
        for source, found, tune in self.examples[:show]:
            print(f"\n{source}\n" + "\n".join("  " + line for line in found[:6]) + "\n" + tune)


def generate(tally, arguments):
    """Generates tunes with every method, meter and mode until there are enough."""
    words = vocabulary(arguments.model or BUNDLED)
    meters = [word[2:] for word in words if word.startswith("M:") and word != "M:none"]
    modes = sorted({word[3:] for word in words if word.startswith("K:C") and word[3:] in KEYS})
    asked = [("", "")] + [(meter, mode) for meter in meters for mode in modes]
    print(f"meters {' '.join(meters)}; modes {' '.join(modes)}; {len(METHODS)} methods", file=sys.stderr)
    batch = max(1, -(-arguments.count // (len(asked) * len(METHODS))))
    seed = arguments.seed
    for meter, mode in asked:
        for method, options in METHODS:
            if tally.tunes.total() >= arguments.count:
                return
            seed += 1
            command = ["generate", "--count", str(batch), "--seed", str(seed), "--quiet"] + options
            if meter:
                command += ["--meter", meter, "--key", KEYS[mode]]
            if arguments.model:
                command += ["--model", arguments.model]
            start = time.time()
            run = subprocess.run([arguments.lilt] + command, capture_output=True, text=True, check=False)
            tally.seconds[method] += time.time() - start
            source = "lilt " + " ".join(command)
            tunes = split(run.stdout)
            if run.returncode != 0 or len(tunes) != batch:
                tally.dead[method] += 1
                said = run.stderr.strip() or f"{len(tunes)} tunes of {batch}, exit code {run.returncode}"
                print(f"dead end: {source}\n  {said}", file=sys.stderr)
            tally.add(method, tunes, source)
        print(f"\r{tally.tunes.total()} tunes, {tally.failed.total()} failed", end="", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=10_000, help="how many tunes (default: 10000)")
    parser.add_argument("--lilt", default=".build/release/lilt", help="the program")
    parser.add_argument("--model", help="a model instead of the bundled one")
    parser.add_argument("--seed", type=int, default=1, help="the first batch has the next seed, and so on")
    parser.add_argument("--books", nargs="+", metavar="FILE", help="examine the tunes of these files instead")
    parser.add_argument("--show", type=int, default=5, help="how many failed tunes to print")
    arguments = parser.parse_args()
    arguments.lilt = os.path.abspath(arguments.lilt)
    if not shutil.which("abc2midi") or not os.access(arguments.lilt, os.X_OK):
        sys.exit("needs abc2midi (apt-get install abcmidi) and swift build -c release --product lilt")
    tally = Tally(arguments.lilt)
    for path in arguments.books or []:
        with open(path, encoding="utf-8") as file:
            tally.add(os.path.basename(path)[-23:], split(file.read()), path)
    if not arguments.books:
        try:
            generate(tally, arguments)
        except KeyboardInterrupt:
            print("\nstopped; of the tunes so far:", file=sys.stderr)
    tally.settle()
    print(file=sys.stderr)
    tally.report(arguments.show)
    sys.exit(1 if tally.failed or tally.dead else 0)


if __name__ == "__main__":
    main()
