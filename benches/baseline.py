#!/usr/bin/env python3
"""Measures on the real edits of a git repository how well a baseline knows old findings again.

    benches/baseline.py [--saywell PATH] [--edits N] [--span N] [--own] REPOSITORY...

From each repository's history edits of Markdown and text files are drawn: single ones, and spans of several edits of one
file. The text before is given a baseline, the text after is checked with it. What is truly old is told by aligning the
words of both texts: a finding is old if its words stand there unchanged, or have moved with the six words on both sides.
So many findings are needed that a pack of everyday words is made for it; `--own` takes the packs that come with saywell.

Printed are, beside the same for a baseline that keeps rules and line numbers: of the old findings those that are called
new, of the new ones those that are hidden, and of the edits that add no finding those after which the check fails.
"""

import argparse
import collections
import difflib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))

#: Words that stand in most texts, and often more than once.
WORDS = """about actually almost also always another any basically because before best better clearly different each easy
even every example first full general good great help however important just large last later likely little long main
make many may maybe might most much need never new next often once other perhaps please probably quite rather really
same should simple simply small some still sure then these thing those though use very while work""".split()

#: Larger texts are left out, in bytes, and files whose words changed altogether say nothing of an edit.
LARGEST = 200_000

#: How many words on both sides make a phrase that has moved the same phrase.
MOVED = 6

Finding = collections.namedtuple("Finding", "rule line first last")


def pack():
    """A pack with a rule for each of the words."""
    yield '[pack]\nid = "everyday"\ntitle = "Everyday words"\nlanguage = "en"\n[sources.none]\ntitle = "None"\nstatus = "read"\n'
    for word in WORDS:
        yield f"""[[rule]]
id = "{word}"\ncategory = "words"\nseverity = "warning"\naudience = "any"\ntitle = "The word {word}"
message = "“{{match}}” is a word."\nwhy = "It is looked for because it is frequent."
sources = [{{ id = "none", section = "None" }}]\nterms = [{{ phrase = "{word}" }}]\nalternatives = [{{ omit = true }}]
names = "check"\nmention = "check"\nself = "check"\nquotation = "check"
examples.flag = ["There it says {word} and no more."]\nexamples.pass = ["Nothing."]\n"""


def history(repository, span, most):
    """Pairs of blobs: a file before and after so many of its edits, with how its name ends."""
    log = ["git", "-C", repository, "log", "--no-merges", "--diff-filter=M", "--raw", "--no-abbrev", "--no-renames",
           "--format=", "HEAD", "--", "*.md", "*.txt"]
    edits = collections.defaultdict(list)
    for line in subprocess.run(log, capture_output=True, text=True, errors="replace", check=True).stdout.splitlines():
        kinds, path = line.split("\t", 1)
        old, new = kinds.split()[2:4]
        edits[path].append((old, new))
    pairs = []
    for path, steps in edits.items():
        for at in range(0, len(steps) - span + 1, span):
            run = steps[at:at + span]  # the latest first
            # Edits on branches do not follow on each other.
            if all(later[0] == earlier[1] for later, earlier in zip(run, run[1:])):
                pairs.append((run[-1][0], run[0][1], Path(path).suffix))
    random.Random(1).shuffle(pairs)
    return pairs[:most]


def blobs(repository, ids):
    """The texts with these ids; none for what is no text, too large or not there."""
    ask = "".join(f"{id}\n" for id in ids).encode()
    answers = subprocess.run(["git", "-C", repository, "cat-file", "--batch"], input=ask, capture_output=True).stdout
    at = 0
    for _ in ids:
        head, at = answers[at:answers.index(b"\n", at)].split(), answers.index(b"\n", at) + 1
        if len(head) < 3:
            yield None
            continue
        content, at = answers[at:at + int(head[2])], at + int(head[2]) + 1
        try:
            yield content.decode() if len(content) <= LARGEST else None
        except UnicodeDecodeError:
            yield None


def saywell(program, folder, *args, own=False):
    packs = [] if own else ["--pack", "../everyday.toml", "--only", "everyday"]
    done = subprocess.run([program, *args, *packs, "--no-config"], cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"baseline: exit {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def findings(report):
    """For each file of a JSON report its findings, in bytes of the text."""
    found = collections.defaultdict(list)
    for it in json.loads(report)["findings"]:
        found[it["path"]].append(Finding(it["rule"], it["start"]["line"], it["start"]["byte"], it["end"]["byte"]))
    return found


class Words:
    """A text as words, with the findings in it as stretches of them."""

    def __init__(self, text):
        spans = [(it.start(), it.end()) for it in re.finditer(rb"[^\W_]+", text.encode())]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.words = [text.encode()[start:end].lower() for start, end in spans]

    def stretch(self, finding):
        """The words that a finding touches, from the first to behind the last."""
        inside = [at for at, end in enumerate(self.ends) if end > finding.first and self.starts[at] < finding.last]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def around(self, first, last):
        return tuple(self.words[max(0, first - MOVED):first]), tuple(self.words[first:last + MOVED])


def truly_old(old, new, old_found, new_found):
    """For each new finding whether it is an old one, by aligning the words of both texts."""
    old, new = Words(old), Words(new)
    where = {}
    head = 0
    while head < min(len(old.words), len(new.words)) and old.words[head] == new.words[head]:
        where[head] = head
        head += 1
    aligned = difflib.SequenceMatcher(None, old.words[head:], new.words[head:], autojunk=False)
    for a, b, size in aligned.get_matching_blocks():
        where.update((head + a + at, head + b + at) for at in range(size))
    left = collections.Counter()
    kept = set()
    for finding in old_found:
        first, last = old.stretch(finding)
        place = [where.get(at) for at in range(first, last)]
        if place and place == list(range(place[0] or 0, (place[0] or 0) + last - first)):
            kept.add((finding.rule, place[0], place[-1] + 1))
        else:
            left[finding.rule, old.around(first, last)] += 1
    flags = []
    for finding in new_found:
        stretch = new.stretch(finding)
        moved = (finding.rule, new.around(*stretch))
        flags.append((finding.rule, *stretch) in kept or left[moved] > 0)
        left[moved] -= (finding.rule, *stretch) not in kept
    return flags


def shown_by_lines(old_found, new_found):
    """What a baseline of rules and line numbers would show."""
    accepted = collections.Counter((it.rule, it.line) for it in old_found)
    shown = set()
    for it in new_found:
        accepted[it.rule, it.line] -= 1
        if accepted[it.rule, it.line] < 0:
            shown.add(it)
    return shown


def measure(program, edits, own):
    """Counts over the edits, each a text before, a text after and how the file's name ends."""
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as work:
        Path(work, "everyday.toml").write_text("".join(pack()))
        folder = Path(work, "texts")
        folder.mkdir()
        names = [f"{number:04}{suffix}" for number, (_, _, suffix) in enumerate(edits)]
        for name, (old, _, _) in zip(names, edits):
            (folder / name).write_text(old, newline="")
        before = findings(saywell(program, folder, "check", "--format", "json", own=own))
        saywell(program, folder, "baseline", own=own)
        for name, (_, new, _) in zip(names, edits):
            (folder / name).write_text(new, newline="")
        after = findings(saywell(program, folder, "check", "--format", "json", own=own))
        left = findings(saywell(program, folder, "check", "--format", "json", "--baseline", "saywell.baseline", own=own))
        for name, (old, new, _) in zip(names, edits):
            is_old = truly_old(old, new, before[name], after[name])
            counts["quiet"] += all(is_old)
            for design, shown in ("lines", shown_by_lines(before[name], after[name])), ("words", set(left[name])):
                flags = [(old, it in shown) for old, it in zip(is_old, after[name])]
                counts[design, "false new"] += sum(old and shown for old, shown in flags)
                counts[design, "hidden"] += sum(not old and not shown for old, shown in flags)
                counts[design, "red"] += all(is_old) and any(shown for _, shown in flags)
            counts["old"] += sum(is_old)
            counts["new"] += len(is_old) - sum(is_old)
    return counts


def row(name, span, count, counts):
    def share(part, whole):
        return f"{100 * part / whole:.2f} %" if whole else "–"

    cells = [name, f"{count} × {span}", counts["old"], counts["new"]]
    for what, whole in ("false new", "old"), ("hidden", "new"), ("red", "quiet"):
        cells += [share(counts["lines", what], counts[whole]), share(counts["words", what], counts[whole])]
    return "| " + " | ".join(map(str, cells)) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", nargs="+")
    parser.add_argument("--saywell", default=TARGET / "release/saywell", type=Path)
    parser.add_argument("--edits", type=int, default=250, help="how many edits to draw (default: 250)")
    parser.add_argument("--span", type=int, default=8, help="how many edits make a span (default: 8)")
    parser.add_argument("--own", action="store_true", help="the packs that come with saywell")
    args = parser.parse_args()
    print("| texts | edits | old | new | old called new: lines | saywell | new hidden: lines | saywell | "
          "fails though nothing is new: lines | saywell |\n|---|---|" + "---:|" * 8)
    for repository in args.repository:
        for span in (1, args.span):
            pairs = history(repository, span, args.edits)
            texts = list(blobs(repository, [id for old, new, _ in pairs for id in (old, new)]))
            drawn = zip(texts[::2], texts[1::2], (suffix for _, _, suffix in pairs))
            edits = [edit for edit in drawn if None not in edit]
            name = Path(repository).name
            print(row(name, span, len(edits), measure(args.saywell.resolve(), edits, args.own)), flush=True)


if __name__ == "__main__":
    main()
