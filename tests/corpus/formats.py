#!/usr/bin/env python3
"""What saywell reads of many documents, beside what others read: formats.py [--worst N] [--most N] FOLDER...

One line for each format: how many files were read, refused, slow or crashed on; how many of the words that others find
saywell found too, in the same order; how fast. See references.py for who the others are. Needs `saywell` (or
SAYWELL=path); pandoc, pdftotext and python3-yaml for the comparison. `--most` takes so many files of each format."""
import difflib, os, re, subprocess, sys, time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from references import reference, words

SAYWELL = os.environ.get("SAYWELL", "saywell")
LIMIT = 10  # seconds for a file


def by_saywell(path):
    """The words that saywell reads, its exit code (None if it took too long), its seconds, and why it read nothing."""
    start = time.monotonic()
    try:
        done = subprocess.run([SAYWELL, "text", path], capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return [], None, LIMIT, ""
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    read = words("\n".join(line for line in lines if line.startswith("    ")))
    told = done.stderr.decode("utf-8", "replace").strip().splitlines()
    told = [re.sub(r".*" + re.escape(os.path.basename(path)) + ": ", "", line) for line in told]
    return read, done.returncode, time.monotonic() - start, "; ".join(told)


def found(mine, other):
    """Which share of the others' words was read, in order; of long texts whether in order or not."""
    if len(other) > 20_000:
        return sum((Counter(mine) & Counter(other)).values()) / len(other)
    blocks = difflib.SequenceMatcher(None, mine, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(other)


def missing(mine, other):
    """The words that are missing most, and those that are there in addition."""
    mine, other = Counter(mine), Counter(other)
    show = lambda counter: " ".join(word for word, _ in counter.most_common(6))
    return f"missing: {show(other - mine)}; more: {show(mine - other)}"


class File:
    """What became of a file."""

    def __init__(self, path, ending):
        self.path, self.ending, self.bytes = path, ending, os.path.getsize(path)
        mine, self.code, self.seconds, self.why = by_saywell(path)
        # What is in another language is left out.
        compares = self.code == 0 and "another language" not in self.why
        other = reference(path, ending) if compares else None
        self.words = len(other) if other and len(other) >= 20 else 0
        self.share = found(mine, other) if self.words else None
        self.note = missing(mine, other) if self.words else ""


def line(ending, files):
    megabytes, seconds = sum(file.bytes for file in files) / 1e6, sum(file.seconds for file in files)
    refused = sum(file.code == 2 for file in files)
    slow = sum(file.code is None for file in files)
    crashed = sum(file.code not in (0, 2, None) for file in files)
    rows = [file for file in files if file.share is not None]
    all_words = sum(file.words for file in rows)
    share = f"{sum(file.share * file.words for file in rows) / all_words:7.2%}" if rows else "      –"
    median = f"{sorted(file.share for file in rows)[len(rows) // 2]:7.2%}" if rows else "      –"
    return (f"{ending:8} {len(files):6} {megabytes:8.1f} {refused:8} {crashed:8} {slow:5} {len(rows):9} {share} {median} "
            f"{megabytes / max(seconds, 1e-9):8.1f}")


def report(ending, files, worst):
    for file in files:
        if file.code not in (0, 2):
            print(f"{ending}: {'slow' if file.code is None else f'exit code {file.code}'}: {file.path}")
    for why, count in Counter(file.why for file in files if file.code == 2).most_common():
        print(f"{ending}: refused {count}: {why}")
    rows = [file for file in files if file.share is not None and file.share < 1]
    # The worst are those in which the most words are missing.
    for file in sorted(rows, key=lambda file: (file.share - 1) * file.words)[:worst]:
        print(f"{ending}: {file.share:6.1%} of {file.words} {os.path.basename(file.path)}: {file.note}")


def main(arguments):
    option = lambda name, default: int(arguments.pop(arguments.index(name) + 1)) if name in arguments else default
    worst, most = option("--worst", 0), option("--most", 10**9)
    folders = [argument for argument in arguments if not argument.startswith("--")]
    if not folders:
        sys.exit(__doc__)
    paths = {}
    for folder in folders:
        for base, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                paths.setdefault(name.rsplit(".", 1)[-1].lower(), []).append(os.path.join(base, name))
    formats = {}
    with ThreadPoolExecutor(int(os.environ.get("JOBS", 1))) as pool:
        for ending, all_of_it in sorted(paths.items()):
            some = all_of_it[::max(1, -(-len(all_of_it) // most))]
            formats[ending] = list(pool.map(lambda path: File(path, ending), some))
    print("format    files       MB  refused  crashed  slow  compared   words  median     MB/s (with starting)")
    for ending, files in formats.items():
        print(line(ending, files))
    for ending, files in formats.items():
        report(ending, files, worst)


if __name__ == "__main__":
    main(sys.argv[1:])
