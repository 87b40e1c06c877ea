"""What other programs and Python's own modules read of a document: the words to compare with."""
import csv, email, email.policy, html, io, json, re, shutil, subprocess

LIMIT = 30  # seconds for a file
WORD = re.compile(r"[^\W\d_]{2,}")
ADDRESS = re.compile(r"\b(https?|ftp|mailto|file|www)[:.]\S+|\S+@\S+")
# What pandoc calls the format of an ending. Its newest version reads the most.
PANDOC = {"html": "html", "htm": "html", "xhtml": "html", "tex": "latex", "rst": "rst", "org": "org", "ipynb": "ipynb",
          "md": "gfm", "docx": "docx", "docm": "docx", "dotx": "docx", "odt": "odt", "rtf": "rtf", "typ": "typst",
          "adoc": "asciidoc", "asciidoc": "asciidoc"}
# What saywell leaves out on purpose, or reads in addition, is left out of the comparison.
UNREAD = re.compile(r"<(pre|code|kbd|samp|tt|script|style|sup|svg|math|template|textarea|noscript|del|s|strike)\b"
                    r".*?</\1>|<!--.*?-->|<span class=\"math .*?</span>|<a [^>]*class=\"footnote-back\".*?</a>", re.S | re.I)
INLINE = re.compile(r"</?(b|i|em|strong|span|a|u|sub|small|mark)\b[^>]*>", re.I)


def words(text):
    """The words of a text, in small letters, without addresses."""
    return [word.lower() for word in WORD.findall(ADDRESS.sub(" ", text))]


def reference(path, ending):
    """The words that somebody else reads in a file; None where nobody does."""
    try:
        if ending in PANDOC:
            return by_pandoc(path, PANDOC[ending])
        reader = READERS.get(ending)
        return words("\n".join(reader(path))) if reader else None
    except Exception:  # Many are damaged on purpose.
        return None


def by_pandoc(path, format):
    if not shutil.which("pandoc"):
        return None
    command = ["pandoc", "--quiet", "--mathml", "--wrap=none", "-f", format, "-t", "html", path]
    done = subprocess.run(command, capture_output=True, timeout=LIMIT)
    return words(plain(done.stdout.decode("utf-8", "replace"))) if done.returncode == 0 else None


def plain(page):
    """The text of a page without what is no prose."""
    return html.unescape(re.sub(r"<[^>]*>", " ", INLINE.sub("", UNREAD.sub(" ", page))))


def by_pdftotext(path):
    done = subprocess.run(["pdftotext", "-q", path, "-"], capture_output=True, timeout=LIMIT)
    text = done.stdout.decode("utf-8", "replace")
    # A word that the end of a line cuts is whole again.
    yield re.sub(r"(\w)[-\u00ad]\n(?=[a-z])", r"\1", text)


def by_email(path):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    yield str(message["subject"] or "")
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None:
        text = body.get_content()
        yield plain(text) if body.get_content_subtype() == "html" else re.sub(r"https?://\S+|\S+@\S+", " ", text)


def by_lines(path):
    """Subtitles: the lines that are no number, time, note or heading."""
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        for block in re.split(r"\n[ \t]*\n", file.read().replace("\r\n", "\n").replace("\r", "\n")):
            lines = block.split("\n")
            at = next((i for i, line in enumerate(lines) if "-->" in line), None)
            if at is not None:
                yield html.unescape(re.sub(r"<[^>]*>|\{[^}]*\}", "", " ".join(lines[at + 1:])))


def prose(values):
    """Values of more than one word; addresses and the like are none."""
    return (value for value in values if len(value.split()) > 1)


def strings(value):
    """All strings in a structure of data, without its keys."""
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def by_csv(path):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    delimiter = "\t" if path.endswith("tsv") else csv.Sniffer().sniff(text[:4096], delimiters=",;\t|").delimiter
    return prose(cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row)


def by_json(path):
    with open(path, encoding="utf-8-sig") as file:
        if path.endswith("l"):
            return prose(string for line in file if line.strip() for string in strings(json.loads(line)))
        return prose(strings(json.load(file)))


def by_yaml(path):
    import yaml  # from python3-yaml
    with open(path, encoding="utf-8-sig") as file:
        return prose(list(strings(list(yaml.load_all(file, Loader=yaml.BaseLoader)))))


READERS = {"pdf": by_pdftotext, "eml": by_email, "srt": by_lines, "vtt": by_lines, "csv": by_csv, "tsv": by_csv,
           "json": by_json, "jsonl": by_json, "yaml": by_yaml, "yml": by_yaml}
