"""Texts to measure on, made the same way each time from what every Python has: the prose in the documentation
of its modules and of the language, with sentences of the rule packs' examples strewn in, so that there is something to find.

Sentences are drawn at random with a fixed seed. So no sentence is rare in a large text; a checker that keeps what it
has seen would be flattered, saywell keeps nothing.
"""

import collections
import functools
import json
import random
import re
import sys
import sysconfig
import tomllib
from pathlib import Path
from pydoc_data import topics

ROOT = Path(__file__).resolve().parent.parent

#: One sentence of so many is from a rule's examples: few as in a newspaper, or many as in a draft that needs work.
SPARSE, DENSE = 60, 1


@functools.cache
def prose():
    """Sentences of plain English."""
    texts = list(topics.topics.values())
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("[a-z]*.py")):
        texts += re.findall(r'"""(.*?)"""', path.read_text(errors="replace"), re.DOTALL)
    found = []
    for text in texts:
        for block in re.split(r"\n\s*\n", text):
            text = " ".join(block.split()).translate(str.maketrans("", "", "*`\""))
            sentences = re.split(r"(?<=[.?!]) (?=[A-Z])", text)
            # Code, tables and grammar are no prose.
            found += [it for it in sentences if re.fullmatch(r"[A-Z][A-Za-z0-9 ,;:.()'/-]{30,300}[.?!]", it)]
    return sorted(set(found))


def rules():
    """The rules of the packs that come with saywell, as they stand in their files."""
    for path in sorted((ROOT / "rules").glob("*/*.toml")):
        yield from tomllib.loads(path.read_text()).get("rule", [])


@functools.cache
def examples():
    """Sentences in which the rules speak, and sentences that are alike in which they do not."""
    found = []
    for rule in rules():
        for kind in ("flag", "pass"):
            for example in rule.get("examples", {}).get(kind, []):
                text = example if isinstance(example, str) else example["text"]
                if "\n" not in text and not re.search(r"[<>`*\[\]#|]", text):
                    found.append(text)
    return sorted(set(found))


def literals():
    """A wording of each of the rules' terms, where it is plain words: what a search for words could look for."""
    found = set()
    for rule in rules():
        for term in rule.get("terms", []):
            text = next((term[key] for key in ("noun", "verb", "phrase") if key in term), "")
            found.add(one_wording(text))
    return sorted(text for text in found if re.fullmatch(r"[A-Za-z][A-Za-z' -]{2,60}", text))


def one_wording(phrase):
    """A phrase without what is optional, and with the first of each choice."""
    before = None
    while phrase != before:
        before = phrase
        phrase = re.sub(r"\[[^\[\]()]*\]", "", phrase)
        phrase = re.sub(r"\(([^()|\[\]]*)(\|[^()\[\]]*)?\)", r"\1", phrase)
    return " ".join(phrase.split())


class Writer:
    """Writes paragraphs of drawn sentences."""

    def __init__(self, seed, rarity):
        self.draw = random.Random(seed)
        self.prose, self.examples = prose(), examples()
        self.rarity = rarity

    def paragraph(self):
        """Three to eight sentences on one line."""
        count = 3 + int(self.draw.random() * 6)
        return " ".join(self.sentence() for _ in range(count))

    def sentence(self):
        pool = self.examples if self.draw.random() * self.rarity < 1 else self.prose
        return pool[int(self.draw.random() * len(pool))]

    def text(self, size):
        """Plain text of about `size` bytes, a paragraph a line."""
        parts, length = [], 0
        while length < size:
            part = self.paragraph()
            parts.append(part)
            length += len(part.encode()) + 2
        return "\n\n".join(parts) + "\n"

    def markdown(self, size):
        """Markdown of about `size` bytes: headings, lists, links, emphasis, code, tables."""
        parts, length = ["# A page"], 0
        while length < size:
            part = self.block()
            parts.append(part)
            length += len(part.encode()) + 2
        return "\n\n".join(parts) + "\n"

    def block(self):
        kind = self.draw.random()
        if kind < 0.08:
            return "## " + self.sentence().split(",")[0].rstrip(".")
        if kind < 0.18:
            return "\n".join("* " + self.sentence() for _ in range(4))
        if kind < 0.22:
            return "```python\nfor item in range(10):\n    print(item)\n```"
        if kind < 0.25:
            rows = "\n".join(f"| {number} | {self.sentence().split(',')[0]} |" for number in range(4))
            return f"| number | what |\n|---|---|\n{rows}"
        words = self.paragraph().split(" ")
        at = int(self.draw.random() * len(words))
        words[at] = ("**{}**", "*{}*", "[{}](https://example.org/page)", "`{}`")[int(self.draw.random() * 4)].format(words[at])
        return " ".join(words)


#: How many of the phrases stand in the text as single rare words, and how many as runs of words.
RARE, RUNS = 40, 20


def phrases(count, seed=7):
    """Phrases of one to three words, of the prose's own words. A few stand in the prose: the same ones whatever the count, so
    that packs of different sizes find the same, and what is measured is the search and not the report. The others are put
    together by lot and hardly ever stand together, as most terms of a rule pack stand in no given text."""
    sentences = prose()
    draw = random.Random(seed)
    runs = [run.split(" ") for it in sentences for run in re.findall(r"\b[a-z]{3,}(?: [a-z]{3,})+", it)]
    counts = collections.Counter(word for run in runs for word in run)
    words = sorted(counts)
    rare = sorted(word for word, times in counts.items() if times == 1 and len(word) > 5)
    draw.shuffle(rare)
    found = set(rare[:RARE])
    while len(found) < RARE + RUNS:
        run = runs[int(draw.random() * len(runs))][:2 + int(draw.random() * 2)]
        if any(counts[word] <= 3 for word in run):
            found.add(" ".join(run))
    while len(found) < count:
        length = 2 + int(draw.random() * 2)
        found.add(" ".join(words[int(draw.random() * len(words))] for _ in range(length)))
    return sorted(found)


def pack(count):
    """A rule pack of `count` phrases, with the examples that a pack needs."""
    texts = ['[pack]\nid = "many"\ntitle = "Many phrases"\nlanguage = "en"\n\n'
             '[sources.none]\ntitle = "Made for measuring"\nstatus = "read"\n']
    for number, phrase in enumerate(phrases(count)):
        texts.append(
            f'[[rule]]\nid = "r{number}"\ncategory = "many"\nseverity = "warning"\naudience = "any"\n'
            f'title = "Phrase {number}"\nmessage = "“{{match}}” was drawn."\nwhy = "It was drawn by lot."\n'
            f'sources = [{{ id = "none", section = "none" }}]\nterms = [{{ phrase = {json.dumps(phrase)} }}]\nalternatives = [{{ omit = true }}]\n'
            f'examples.flag = [{json.dumps("Then came " + phrase + ".")}]\nexamples.pass = ["Nobody knew."]\n')
    return "\n".join(texts)


def write_all(folder, sizes, tree_files):
    """Writes what is measured on, unless it is there: texts of `sizes` in MB, a tree, documents, packs, literals."""
    folder.mkdir(parents=True, exist_ok=True)

    def once(name, make):
        path = folder / name
        if not path.exists():
            path.write_text(make())

    once("small.md", lambda: Writer(2, SPARSE).markdown(2_000))
    once("sparse.md", lambda: Writer(3, SPARSE).markdown(200_000))
    once("dense.md", lambda: Writer(3, DENSE).markdown(200_000))
    once("literals.txt", lambda: "\n".join(literals()) + "\n")
    for size in sizes:
        once(f"text-{size}mb.txt", lambda: Writer(4, SPARSE).text(size * 1_000_000))
    for count in (100, 1_000, 5_000):
        once(f"pack-{count}.toml", lambda: pack(count))
        once(f"pack-{count}.config.toml", lambda: f'packs = ["./pack-{count}.toml"]\n')
    tree = folder / "tree"
    if not tree.exists():
        writer = Writer(5, SPARSE)
        for number in range(tree_files):
            path = tree / f"{number // 100:03}" / f"{number:05}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            # As in documentation: many short pages, a few long ones.
            path.write_text(writer.markdown(1_000 * 2 ** int(writer.draw.random() * 5)))


if __name__ == "__main__":
    # In a process of its own: what a measuring process holds in memory counts as its children's.
    write_all(Path(sys.argv[1]), [int(size) for size in sys.argv[2].split(",")], int(sys.argv[3]))
