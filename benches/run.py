#!/usr/bin/env python3
"""Measures saywell, and what is installed beside it. See docs/performance.md.

    benches/run.py [--quick] [--only PART]… [--runs N] [--limit SECONDS] [--saywell PATH] [--text FILE]…

Prints tables in Markdown. Needs Python 3.11 and a release build: cargo build --release.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import editor
from measure import run_beside
from peers import peers, servers

HERE = Path(__file__).resolve().parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent / "target"))


def megabytes(path):
    """The size of a file, or of the files below a folder, in MB."""
    files = [path] if path.is_file() else [it for it in path.rglob("*") if it.is_file()]
    return sum(it.stat().st_size for it in files) / 1e6


class Bench:
    """What is measured, on what, and how often."""

    def __init__(self, options):
        self.options = options
        self.folder = Path(options.corpus).resolve()
        self.sizes = [1, 10] if options.quick else [1, 10, 100]
        self.runs = options.runs or (3 if options.quick else 5)
        files = 500 if options.quick else 5_000
        command = [sys.executable, HERE / "corpus.py", self.folder, ",".join(map(str, self.sizes)), str(files)]
        subprocess.run(command, check=True)
        self.peers = {} if options.no_peers else peers(self.folder)

    def saywell(self, *arguments):
        """A check with the packs that come with saywell, on one thread unless the arguments say otherwise."""
        threads = [] if "--threads" in arguments else ["--threads", "1"]
        return [self.options.saywell, "check", "--no-config", "--format", "concise", *threads, *arguments]

    def table(self, path, others=True, **more):
        """Rows for saywell and the peers on a file or folder."""
        size = megabytes(path)
        own = {"saywell": self.saywell(str(path)), **more}
        beside = {name: [*command, str(path)] for name, command in self.peers.items()} if others else {}
        samples = run_beside({**own, **beside}, self.runs, self.options.limit, cwd=self.folder)
        base = samples["saywell"].median
        print(f"\n**{path.name}**, {size:.3f} MB\n")
        print("| | seconds (least–most, runs) | MB/s | times saywell's time | peak MiB |\n|---|---|---|---|---|")
        for name, sample in samples.items():
            median = sample.median
            ratio = f"{median / base:.2f}" if median and base else "—"
            speed = f"{size / median:.2f}" if median else "—"
            peak = f"{sample.peak_mib:.0f}" if median else "—"
            print(f"| {name} | {sample.shown()} | {speed} | {ratio} | {peak} |", flush=True)
        return samples

    def start(self):
        """Start-up on a document of 2 KB."""
        self.table(self.folder / "small.md")

    def text(self):
        """Plain prose in one file, growing."""
        per_megabyte = {}
        for size in self.sizes:
            path = self.folder / f"text-{size}mb.txt"
            # Beside others only as far as they are known to come: most take minutes on 10 MB.
            samples = self.table(path, others=size <= 10)
            if samples["saywell"].median:
                per_megabyte[size] = samples["saywell"].median / megabytes(path)
        for path in map(Path, self.options.text):
            self.table(path.resolve())
        least, most = min(self.sizes), max(self.sizes)
        growth = per_megabyte[most] / per_megabyte[least]
        print(f"\nSeconds for each MB, {most} MB to {least} MB: {growth:.2f} times.")

    def tree(self):
        """Thousands of Markdown files."""
        tree = self.folder / "tree"
        two = {"saywell, 2 threads": self.saywell("--threads", "2", str(tree))}
        self.table(tree, **two)

    def editor(self):
        """A document of 200 KB as an editor sends it."""
        print("\n| server | document | findings | first findings, ms | p50 ms | p95 ms | processor ms each | peak MiB |")
        print("|---|---|---|---|---|---|---|---|")
        for name in ("sparse.md", "dense.md"):
            path = self.folder / name
            text = path.read_text()
            own = {"saywell": ([self.options.saywell, "lsp"], None)}
            for server, (command, settings) in {**own, **({} if self.options.no_peers else servers())}.items():
                try:
                    row = editor.latency(command, str(path), text, 50, self.options.limit, settings)
                except (TimeoutError, ConnectionError, OSError) as error:
                    print(f"| {server} | {name} | {error} | | | | | |", flush=True)
                    continue
                print(f"| {server} | {name} | {row['findings']} | {row['first_ms']:.1f} | {row['p50_ms']:.1f} "
                      f"| {row['p95_ms']:.1f} | {row['cpu_ms']:.1f} | {row['peak_mib']:.0f} |", flush=True)

    def rules(self):
        """Packs of ever more phrases, and no others, on 10 MB of text."""
        text = self.folder / "text-10mb.txt"
        size = megabytes(text)
        commands = {}
        for count in (100, 1_000, 5_000):
            config = str(self.folder / f"pack-{count}.config.toml")
            for name, path in ((f"{count} phrases", text), (f"{count} phrases, start", self.folder / "small.md")):
                commands[name] = self.saywell("--config", config, str(path))
        samples = run_beside(commands, self.runs, self.options.limit)
        print("\n| phrases | seconds on 10 MB | on 2 KB | MB/s without the start | peak MiB |\n|---|---|---|---|---|")
        for count in (100, 1_000, 5_000):
            whole, start = samples[f"{count} phrases"], samples[f"{count} phrases, start"]
            speed = f"{size / (whole.median - start.median):.1f}" if whole.median and start.median else "—"
            print(f"| {count} | {whole.shown()} | {start.shown()} | {speed} | {whole.peak_mib:.0f} |", flush=True)

    def stages(self):
        """Where the time goes, inside one process."""
        command = ["cargo", "run", "--quiet", "--release", "-p", "saywell", "--example", "stages", "--"]
        subprocess.run([*command, self.folder / "text-10mb.txt", self.folder / "dense.md"], check=True, cwd=HERE.parent)


PARTS = ("start", "text", "tree", "editor", "rules", "stages")


def machine():
    """The machine, in general terms."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2 ** 30
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {os.uname().sysname}; load {load:.1f} when it began"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="smaller texts, three runs")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be repeated")
    parser.add_argument("--runs", type=int, help="runs of each command; default 5")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds after which a run is given up")
    parser.add_argument("--saywell", default=str(TARGET / "release/saywell"), help="the command to measure")
    parser.add_argument("--text", action="append", default=[], help="a file of your own beside those that are made")
    parser.add_argument("--corpus", default=str(TARGET / "benches"), help="where texts are made and kept")
    parser.add_argument("--no-peers", action="store_true", help="measure saywell only")
    options = parser.parse_args()
    if not Path(options.saywell).exists():
        parser.error(f"{options.saywell}: build it first, with cargo build --release")
    options.saywell = str(Path(options.saywell).resolve())
    bench = Bench(options)
    print(f"# saywell, measured\n\n{machine()}. Medians of {bench.runs} runs. Peers: {', '.join(bench.peers) or 'none'}.")
    for part in options.only or PARTS:
        method = getattr(bench, part)
        print(f"\n## {method.__doc__.splitlines()[0]}", flush=True)
        method()


if __name__ == "__main__":
    main()
