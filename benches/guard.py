#!/usr/bin/env python3
"""Fails when a check has become slower, or slower than in proportion to the text, or takes more memory than it may.

    benches/guard.py [--saywell PATH] [--record]

Counts instructions with callgrind, which no noise moves: on a fixed text, against what is recorded in guard.json, and
on texts of 1 and 10 times a size, against each other. `--record` writes what was counted: do so on purpose, in the
commit that changes it. How much memory 10 MB of prose may take is not recorded: it is what docs/performance.md says. Needs
valgrind, and a release build.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import run_once

HERE = Path(__file__).resolve().parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent / "target"))
RECORD = HERE / "guard.json"

#: By how much a count may exceed what is recorded: compilers and libraries differ.
SLACK = 1.10
#: By how much the instructions for a byte may grow from a text to one that is ten times as long.
GROWTH = 1.10
#: The most memory that a check of plain prose may take: so many MiB, and so many times the text.
MEMORY_MIB, MEMORY_TIMES = 20, 2


def instructions(saywell, path):
    """How many instructions a check of a file takes."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", saywell, "check", "--no-config",
                   "--threads", "1", "--format", "json", str(path)]
        done = subprocess.run(command, capture_output=True, text=True)
        counted = re.search(r"Collected : (\d+)", done.stderr)
        if done.returncode not in (0, 1) or not counted:
            sys.exit(f"guard: exit {done.returncode}\n{done.stderr[-2000:]}")
        return int(counted[1])


def count(saywell):
    """Instructions to start, and for each byte of a text and of one ten times as long."""
    text = (HERE / "guard.txt").read_text()
    with tempfile.TemporaryDirectory() as folder:
        counts = {}
        for name, content in (("start", "Nothing here.\n"), ("once", text * 2), ("tenfold", text * 20)):
            path = Path(folder, name + ".txt")
            path.write_text(content)
            counts[name] = instructions(saywell, path)
    size = len(text.encode()) * 2
    return {
        "start": counts["start"],
        "per_byte": round((counts["once"] - counts["start"]) / size, 1),
        "per_byte_tenfold": round((counts["tenfold"] - counts["start"]) / (size * 10), 1),
    }


def memory(saywell):
    """The most memory that a check of 10 MB of prose takes, and the most that it may take, in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, HERE / "corpus.py", folder, "10", "0"], check=True)
        text = Path(folder, "text-10mb.txt")
        command = [saywell, "check", "--no-config", "--threads", "1", "--format", "concise", str(text)]
        _, peak = run_once(command, 120)
        return peak, MEMORY_MIB + MEMORY_TIMES * text.stat().st_size / 2 ** 20


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--saywell", default=str(TARGET / "release/saywell"))
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        sys.exit("guard: valgrind is missing")
    found = count(options.saywell)
    if options.record:
        RECORD.write_text(json.dumps(found, indent=2) + "\n")
    recorded = json.loads(RECORD.read_text())
    problems = []
    for name, words in (("start", "instructions to start"), ("per_byte", "instructions for a byte")):
        print(f"{words}: {found[name]} (recorded {recorded[name]})")
        if found[name] > recorded[name] * SLACK:
            problems.append(f"{words}: {found[name]}, {found[name] / recorded[name]:.2f} times what is recorded")
    growth = found["per_byte_tenfold"] / found["per_byte"]
    print(f"instructions for a byte of ten times the text: {growth:.3f} times")
    if growth > GROWTH:
        problems.append(f"ten times the text takes {growth:.2f} times the instructions for each byte")
    peak, most = memory(options.saywell)
    print(f"memory for 10 MB of prose: {peak:.1f} MiB (at most {most:.1f})")
    if peak > most:
        problems.append(f"10 MB of prose take {peak:.1f} MiB of memory, more than {most:.1f}")
    if problems:
        sys.exit("\n".join(f"guard: {problem}" for problem in problems))


if __name__ == "__main__":
    main()
