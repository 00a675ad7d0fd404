#!/usr/bin/env python3
"""Where Lilt and abc2midi hear different notes, which construct is it, and is there anything else?

  explain_abc2midi.py --oracle DIR --lilt .build/release/lilt [--show N] BOOK.abc...

Every tune of the books is played by both. Where they differ, the text is mended: one construct that abc2midi is known not to
follow (or that the standard leaves undefined) is rewritten so that there is only one way to read it, and both play the mended
text. A difference is explained by a construct only if both agree to the last note once it is gone. The table counts tunes by
the constructs it took; what no mend explains is listed. DIR holds abcbook.py and abc2midi_notes.py.
"""
import argparse, collections, json, os, re, subprocess, sys, tempfile
from fractions import Fraction

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("books", nargs="+")
parser.add_argument("--oracle", required=True)
parser.add_argument("--lilt", required=True)
parser.add_argument("--show", type=int, default=20)
options = parser.parse_args()
# abc2midi leaves a file of its own where it runs, so both run in a folder that is thrown away.
options.oracle, options.lilt = os.path.abspath(options.oracle), os.path.abspath(options.lilt)
sys.path.insert(0, options.oracle)
import abcbook  # noqa: E402


def play(texts):
    """Both players' notes of every text: (abc2midi's, Lilt's), None where abc2midi wrote no file."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, text in enumerate(texts):
            names.append("%s/%06d.abc" % (folder, number))
            # A reader that dies costs its own tune only: one tune a file.
            open(names[-1], "w", encoding="utf-8").write(text)
        found = [{}, {}]
        for first in range(0, len(names), 1500):
            part = names[first:first + 1500]
            for which, command in enumerate((
                [sys.executable, options.oracle + "/abc2midi_notes.py", "-o", folder + "/ref.jsonl"],
                [options.lilt, "notes"],
            )):
                result = subprocess.run(command + part, capture_output=True, text=True, cwd=folder)
                lines = open(folder + "/ref.jsonl") if which == 0 else result.stdout.splitlines()
                for line in lines:
                    record = json.loads(line)
                    notes = sorted((Fraction(a), p, Fraction(d)) for a, p, d in record["notes"])
                    found[which].setdefault(record["file"], notes)
        keys = [os.path.basename(name) for name in names]
        return [(found[0].get(key) or None, found[1].get(key)) for key in keys]


# ---------------------------------------------------------------- mends: text -> text

def split(text):
    """Header lines, body lines."""
    lines = text.rstrip("\n").split("\n")
    key = next((i for i, line in enumerate(lines) if line.startswith("K:")), len(lines) - 1)
    return lines[:key + 1], lines[key + 1:]


def body_mend(change):
    def mend(text):
        head, body = split(text)
        return "\n".join(head + change(head, body)) + "\n"
    return mend


def is_music(line):
    return not re.match(r"^[A-Za-z+]:(?! *\|)", line) and not line.startswith("%")


def joined(head, body):
    """Lines that a mailer broke in the middle of a word, joined."""
    out = []
    for line in body:
        if out and is_music(line) and is_music(out[-1]) and not out[-1].endswith("\\"):
            end, start = out[-1].rstrip(), line
            if (start[:1].isdigit() or end.count('"') % 2 and start.count('"') % 2 or end.endswith((".", "|", "|\\")) and re.match(r" *\d", start) or end.endswith(".") or start[:1] in "/}," or end.endswith(("[", "{", "(", "^", "_", "=")) and not end.endswith("|=")
                    or end.endswith(":") and start.startswith("|") or end.count("{") > end.count("}")
                    or end.endswith("|") and re.match(r"\d", start)):
                out[-1] = end + start
                continue
        out.append(line)
    return [re.sub(r'"[^"]*"', "", re.sub(r": \|", ":|", line)) if is_music(line) else line for line in out]


def without_reserved(head, body):
    return [re.sub(r"[`#*;?@$!.N-SUVWhi-t]|J|L|M|k", "", line) if is_music(line) else line for line in body]


def plain_bars(head, body):
    """Bar lines abc2midi does not read: `[|]`, and thick ones where it takes no repeat to start."""
    def write(line):
        line = re.sub(r":\s*(?:\[\|\]?|\|\])+(?:\|\])*", ":|", line)
        line = re.sub(r"\[\|\](?:\|\])*\s*:\|", ":|", line)
        line = re.sub(r"\[\|\]", "|", line)
        return re.sub(r"\|\|\[(?=\s)", "||", line)
    return [write(line) if is_music(line) else line for line in body]


def known_words(text):
    """Remarks among the fields that look like fields, and modes that abc2midi does not know."""
    head, body = split(text)
    head = [re.sub(r"^K: ?([A-G][#b]?)M$", r"K:\1m", line) for line in head if re.match(r"^[A-Za-z+]:", line)]
    return "\n".join(head + body) + "\n"


BAR = re.compile(r'("[^"\n]*"|\[[A-Za-z]:[^\]\n]*\])|((?:[|:]|\[(?=\|))*(?:\||::|\|\])(?:[|:\]]|\[(?=\|))*)( ?\[?\d+(?:[-,]\d+)*\.?)?|( ?\[\d+(?:[-,]\d+)*\.?)')


def bars(line):
    """(kind, text) pieces of a line: 'bar' with its ending apart, or 'music'."""
    out, at = [], 0
    for match in BAR.finditer(line):
        if match.group(1):
            continue
        if match.group(2) and not re.search(r"\||::", match.group(2)):
            continue
        if match.start() > at:
            out.append(["music", line[at:match.start()], ""])
        out.append(["bar", match.group(2) or "", (match.group(3) or match.group(4) or "").strip(" [.")])
        at = match.end()
    if at < len(line):
        out.append(["music", line[at:], ""])
    return out


def explicit_repeats(head, body):
    """Section 4.8: a repeat that no sign opened starts at the latest of: the beginning, the last double bar, the last end of
    a repeat. A second ending that closes with a repeat sign is not played a third time (4.9)."""
    pieces = []
    for number, line in enumerate(body):
        if not is_music(line):
            pieces.append(["field", line, ""])
            if re.match(r"^P:", line):
                pieces.append(["part", "", ""])
            continue
        pieces += bars(line)
        pieces.append(["end", "\n", ""])
    start, is_open, ending, inserts, opening = 0, False, 0, [], None
    for index, piece in enumerate(pieces):
        kind, sign, number = piece
        if kind == "part":
            start, is_open, ending = index + 1, False, 0
        if kind != "bar":
            continue
        before = sign.startswith(":") and not sign.startswith("::") or sign in ("::", ":::") or sign.startswith("::")
        after = sign.endswith(":")
        numbers = [int(n) for n in re.findall(r"\d+", number)]
        if before:
            if ending > 1 and not (numbers and min(numbers) > 1):
                # The last ending's sign: nothing is to come a third time.
                piece[1] = "|:" if after else "||"
                before = False
            elif not is_open:
                inserts.append(start)
            start, is_open = index + 1, False
            if not (numbers and max(numbers) > 1):
                ending = 0
        if after and not numbers:
            if is_open and ending == 0 and opening is not None and not before:
                # Opened twice and closed once: the first part is not repeated.
                pieces[opening][1] = "||"
            is_open, ending, opening = True, 0, index
        elif not numbers and (sign.count("|") > 1 or "]" in sign or "[" in sign):
            if not is_open or ending > 1 or ending == 0 and not is_open:
                start = index + 1
            if ending > 1:
                is_open, ending = False, 0
        if numbers:
            if 1 in numbers and ending > 1:
                is_open, ending = False, 0
            ending = max(ending, max(numbers))
            if max(numbers) > 1:
                is_open = True
    for index in sorted(set(inserts), reverse=True):
        pieces.insert(index, ["bar", "|:", ""])
    out = ""
    for kind, sign, number in pieces:
        if kind == "bar":
            if sign == "::":
                sign = ":|" if number else ":| |:"
            if sign in ("||:", "|]:", "|[:", "[|:"):
                sign = "|| |:"
            if number and sign in ("||", "|]"):
                sign = "|"
            out += sign + ((" [" if not sign.endswith("|") or True else "") + number + " " if number else "")
        elif kind == "field":
            out += sign + "\n"
        elif kind != "part":
            out += sign
    return out.rstrip("\n").split("\n")


def meter_of(head):
    meter = next((line[2:].split("%")[0].strip() for line in head if line.startswith("M:")), "")
    match = re.match(r"(\d+)/(\d+)$", meter)
    return (int(match.group(1)), int(match.group(2))) if match else (4, 4)


def explicit_tuplets(head, body):
    """Section 4.13: five, seven or nine notes in the time of two, or of three in compound meter only."""
    compound = meter_of(head)[0] in (6, 9, 12)

    def write(match):
        count = int(match.group(1))
        time = {2: 3, 3: 2, 4: 3, 6: 2, 8: 3}.get(count, 3 if compound else 2)
        return "(%d:%d:%d" % (count, time, count)
    return [re.sub(r"\(([2-9])(?![:\d])", write, line) if is_music(line) else line for line in body]


NOTE = r"(?:[_^=]*[A-Ga-gz][,']*)"


def without_unequal_broken(head, body):
    """Section 4.4 leaves broken rhythm between unequal notes undefined."""
    pattern = re.compile(r"(%s)([\d/]*)(-?)(\s*)([<>]+)(\s*)(\(?\s*)(%s)([\d/]*)" % (NOTE, NOTE))

    def value(text):
        match = re.match(r"(\d*)(/*)(\d*)$", text)
        if not match:
            return None
        over = int(match.group(1) or 1)
        under = int(match.group(3)) if match.group(3) else 2 ** len(match.group(2))
        return Fraction(over, under or 1)

    def write(match):
        if value(match.group(2)) == value(match.group(9)):
            return match.group(0)
        return "".join(match.group(i) for i in (1, 2, 3, 4, 6, 7, 8, 9))
    out = []
    for line in body:
        if is_music(line):
            for _ in range(2):
                line = pattern.sub(write, line)
        out.append(line)
    return out


def without_broken_at_groups(head, body):
    """Broken rhythm that has a chord, a tuplet or a bar line on one side: abc2midi refuses it."""
    return [re.sub(r"(?<=[\])|(\s])[<>]+|[<>]+(?=\s*[\[|(])", "", line) if is_music(line) else line for line in body]


def even_chords(head, body):
    """Section 4.17: a chord's notes keep their own lengths; abc2midi gives all of them one."""
    def write(match):
        notes = re.findall(r"(%s)([\d/]*)(-?)" % NOTE, match.group(1))
        return "[" + "".join(n + notes[0][1] + t for n, _, t in notes) + "]" if len(notes) > 1 else match.group(0)
    return [re.sub(r"\[((?:%s[\d/]*-?\s*)+)\]" % NOTE, write, line) if is_music(line) else line for line in body]


def bracketed_chords(head, body):
    """Section 10.2: a chord as it was written before version 2."""
    return [re.sub(r"\+((?:%s[\d/]*){2,})\+" % NOTE, r"[\1]", line) if is_music(line) else line for line in body]


def without_ties(head, body):
    return [line.replace("-", "") if is_music(line) else line for line in body]


def without_order(text):
    head, body = split(text)
    return "\n".join([line for line in head if not line.startswith("P:")]
                     + [line for line in body if not line.startswith("P:")]) + "\n"


def without_instructions(text):
    head, body = split(text)
    return "\n".join([line for line in head if not line.startswith(("I:", "%"))]
                     + [line for line in body if not line.startswith("I:")]) + "\n"


def without_macros(text):
    head, body = split(text)
    return "\n".join([line for line in head if not line.startswith("m:")] + [line.replace("~", "") for line in body]) + "\n"


def one_line_overlays(head, body):
    return [re.sub(r"&[^|]*", "", line) if is_music(line) else line for line in body]


def without_voices(text):
    head, body = split(text)
    out, keep, first = [], True, None
    for line in body:
        match = re.match(r"^(?:\[V:|V:)\s*([^\s\]]+)\]?", line)
        if match:
            first = first or match.group(1)
            keep = match.group(1) == first
            line = line[match.end():]
            if not line.strip():
                continue
        if keep:
            out.append(line)
    return "\n".join([line for line in head if not line.startswith("V:")] + out) + "\n"


MENDS = [
    ("implicit start of a repeat, or a last ending closed by a repeat sign (4.8, 4.9)", body_mend(explicit_repeats)),
    ("a line broken within a word by a mailer (no section: Lilt joins it)", body_mend(joined)),
    ("bar lines written [|] (4.8)", body_mend(plain_bars)),
    ("a remark among the fields, K:EM (3.1.14)", known_words),
    ("(5 (7 (9 in simple meter (4.13)", body_mend(explicit_tuplets)),
    ("broken rhythm between unequal lengths (4.4: undefined)", body_mend(without_unequal_broken)),
    ("broken rhythm beside a chord, tuplet or bar line (4.4)", body_mend(without_broken_at_groups)),
    ("chord of unequal lengths (4.17)", body_mend(even_chords)),
    ("reserved and undefined letters (8.1, 4.14)", body_mend(without_reserved)),
    ("an order of parts (3.1.9)", without_order),
    ("an instruction abc2midi does not know (3.1.17)", without_instructions),
    ("a macro (9)", without_macros),
    ("an overlay (7.4)", body_mend(one_line_overlays)),
    ("several voices (7)", without_voices),
    ("a chord between plus signs (10.2)", body_mend(bracketed_chords)),
    ("a tie to another note (4.11)", body_mend(without_ties)),
]

tunes = []
for book in options.books:
    for tune in abcbook.split_book(open(book, "rb").read()):
        tunes.append(["%s tune %d" % (os.path.basename(book), tune.index), abcbook.normalise(tune, number=1)])
first = play([text for _, text in tunes])
exact = sum(ref is not None and ref == ours for ref, ours in first)
# abc2midi counts 480 ticks a quarter, which sevenths and ninths do not fit: once mended, a tick more or less is no difference.
TICK = Fraction(1, 100)


def same(ref, ours):
    if ref is None or ours is None or len(ref) != len(ours):
        return False
    def order(notes):
        return sorted((round(a * 48), p, d, a) for a, p, d in notes)
    return all(a[1] == b[1] and abs(a[3] - b[3]) < TICK and abs(a[2] - b[2]) < TICK
               for a, b in zip(order(ref), order(ours)))


open_cases = [(name, text, ()) for (name, text), (ref, ours) in zip(tunes, first) if ref is None or ref != ours]
print("%d tunes, %d exact as they stand (%.2f %%), %d differ" % (
    len(tunes), exact, 100 * exact / len(tunes), len(open_cases)))

counts, example = collections.Counter(), {}
# One mend, then two, then three: the fewest that explain.
frontier = {name: [(text, ())] for name, text, _ in open_cases}
for depth in range(3):
    jobs = []
    for name, states in frontier.items():
        seen = set()
        for text, used in states:
            for index, (label, mend) in enumerate(MENDS):
                if used and index <= used[-1]:
                    continue
                mended = mend(text)
                if mended != text and mended not in seen:
                    seen.add(mended)
                    jobs.append((name, mended, used + (index,)))
    if not jobs:
        break
    results = play([text for _, text, _ in jobs])
    following = collections.defaultdict(list)
    explained = {}
    for (name, text, used), (ref, ours) in zip(jobs, results):
        if same(ref, ours):
            explained.setdefault(name, used)
        else:
            following[name].append((text, used))
    for name, used in explained.items():
        key = " + ".join(MENDS[i][0] for i in used)
        counts[key] += 1
        example.setdefault(key, name)
        following.pop(name, None)
    frontier = {name: following.get(name, []) for name in frontier if name not in explained}
for key, count in counts.most_common():
    print("%5d  %s; such as %s" % (count, key, example[key]))
print("%5d  not explained" % len(frontier))
for name in list(frontier)[:options.show]:
    print("       " + name)
