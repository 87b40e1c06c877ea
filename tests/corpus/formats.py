#!/usr/bin/env python3
"""What saywell reads of many documents, beside what pandoc reads: formats.py [--worst N] FOLDER...

One line for each format: how many files were read, refused, slow or crashed on; how many of pandoc's words saywell read
too, in pandoc's order; how fast. Needs `saywell` (or SAYWELL=path) and, for the comparison, pandoc."""
import difflib, html, os, re, shutil, subprocess, sys, time
from collections import Counter

SAYWELL = os.environ.get("SAYWELL", "saywell")
LIMIT = 10  # seconds for a file
WORD = re.compile(r"[^\W\d_]{2,}")
# Endings, and what pandoc calls the format. Some formats pandoc does not read.
PANDOC = {"html": "html", "htm": "html", "xhtml": "html", "tex": "latex", "rst": "rst", "org": "org", "ipynb": "ipynb",
          "md": "gfm", "docx": "docx", "odt": "odt"}
# What saywell leaves out on purpose, or reads in addition, is left out of the comparison.
UNREAD = re.compile(r"<(pre|code|kbd|samp|tt|script|style|sup|svg|math|template|textarea|noscript|del|s|strike)\b.*?</\1>",
                    re.S | re.I)


def run(command):
    """The output of a command, its exit code (None if it took too long) and its seconds."""
    start = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, timeout=LIMIT)
        return done.stdout.decode("utf-8", "replace"), done.returncode, time.monotonic() - start
    except subprocess.TimeoutExpired:
        return "", None, LIMIT


def words(text):
    return [word.lower() for word in WORD.findall(text)]


def by_saywell(path):
    out, code, seconds = run([SAYWELL, "text", path])
    read = [line for line in out.splitlines() if line.startswith("    ")]
    return words("\n".join(read)), code, seconds


def by_pandoc(path, format):
    """The words that pandoc reads, without code and formulas."""
    out, code, _ = run(["pandoc", "--quiet", "--mathml", "--wrap=none", "-f", format, "-t", "html", path])
    if code != 0:
        return None
    body = re.sub(r"<[^>]*>", " ", re.sub(r"</?(b|i|em|strong|span|a|u)\b[^>]*>", "", UNREAD.sub(" ", out)))
    return words(html.unescape(body))


def found(mine, reference):
    """Which share of the reference's words was read, in order; of long texts whether in order or not."""
    if len(reference) > 20_000:
        return sum((Counter(mine) & Counter(reference)).values()) / len(reference)
    blocks = difflib.SequenceMatcher(None, mine, reference, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(reference)


def missing(mine, reference):
    """The words that are missing most, and those that are there in addition."""
    mine, reference = Counter(mine), Counter(reference)
    show = lambda counter: " ".join(word for word, _ in counter.most_common(6))
    return f"missing: {show(reference - mine)}; more: {show(mine - reference)}"


class Format:
    def __init__(self):
        self.files = self.bytes = self.refused = self.slow = self.crashed = self.words = self.matched = 0
        self.compared, self.seconds, self.rows, self.notes = 0, 0.0, [], []

    def file(self, path, ending, compares):
        mine, code, seconds = by_saywell(path)
        self.files += 1
        self.bytes += os.path.getsize(path)
        self.seconds += seconds
        if code is None:
            self.slow += 1
            self.notes.append(f"slow: {path}")
        elif code not in (0, 2):
            self.crashed += 1
            self.notes.append(f"exit code {code}: {path}")
        elif code == 2:
            self.refused += 1
        reference = by_pandoc(path, PANDOC[ending]) if compares and code == 0 and ending in PANDOC else None
        if reference and len(reference) >= 20:
            share = found(mine, reference)
            self.compared += 1
            self.words += len(reference)
            self.matched += share * len(reference)
            self.rows.append((share, os.path.basename(path), missing(mine, reference)))

    def line(self, ending):
        share = f"{self.matched / self.words:7.2%}" if self.words else "      –"
        middle = sorted(row[0] for row in self.rows)
        median = f"{middle[len(middle) // 2]:7.2%}" if middle else "      –"
        return (f"{ending:8} {self.files:6} {self.bytes / 1e6:8.1f} {self.refused:8} {self.crashed:8} {self.slow:5} "
                f"{self.compared:9} {share} {median} {self.bytes / 1e6 / max(self.seconds, 1e-9):8.1f}")


def main(arguments):
    worst = int(arguments.pop(arguments.index("--worst") + 1)) if "--worst" in arguments else 0
    folders = [argument for argument in arguments if not argument.startswith("--")]
    if not folders:
        sys.exit(__doc__)
    compares = shutil.which("pandoc") is not None
    formats = {}
    for folder in folders:
        for base, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                ending = name.rsplit(".", 1)[-1].lower()
                formats.setdefault(ending, Format()).file(os.path.join(base, name), ending, compares)
    print("format    files       MB  refused  crashed  slow  compared   words  median     MB/s (with starting)")
    for ending, format in sorted(formats.items()):
        print(format.line(ending))
    for ending, format in sorted(formats.items()):
        for note in format.notes:
            print(f"{ending}: {note}")
        for share, name, what in sorted(format.rows)[:worst]:
            print(f"{ending}: {share:6.1%} {name}: {what}")


if __name__ == "__main__":
    main(sys.argv[1:])
