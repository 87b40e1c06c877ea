"""Turn the documents of an unpacked package into plain text: prose.py FROM TO"""
import gzip, html.parser, os, re, sys

BLOCKS = {"p", "div", "para", "title", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "tr", "dt", "dd", "br",
          "blockquote", "caption", "section", "item", "note"}
SKIPPED = {"script", "style", "head", "pre", "code", "svg", "math", "nav"}
OTHER_LANGUAGES = re.compile(
    r"[./](ar|bg|ca|cs|da|de|el|eo|es|eu|fa|fi|fr|gl|hr|hu|id|it|ja|ko|lt|nb|nl|pl|pt|pt[-_]br|pt[-_]BR|ro|ru|sk|sl|sr|"
    r"sv|ta|te|th|tr|uk|vi|zh[-_]?\w*)([./]|-\w+/)|/locale/|/help/(?!C/)")
SKIPPED_NAMES = re.compile(r"changelog|copyright|NEWS|lintian|genindex|search|-bib|licen[cs]e", re.I)


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.out, self.skipping = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in SKIPPED:
            self.skipping += 1
        elif tag in BLOCKS:
            self.out.append("\n\n")

    def handle_endtag(self, tag):
        if tag in SKIPPED:
            self.skipping = max(0, self.skipping - 1)
        elif tag in BLOCKS:
            self.out.append("\n\n")

    def handle_data(self, data):
        if not self.skipping:
            self.out.append(data)


def main(source, target):
    for folder, _, names in os.walk(source):
        for name in names:
            path = os.path.join(folder, name)
            inside = path[len(source):]
            if os.path.islink(path) or SKIPPED_NAMES.search(inside) or OTHER_LANGUAGES.search(inside):
                continue
            kind = re.search(r"(\.html?|\.page|\.docbook|\.xml|\.txt|\.pod|\.text)(\.gz)?$|\.dz$|/fortunes/[^.]+$", inside)
            if not kind:
                continue
            data = open(path, "rb").read()
            if path.endswith((".gz", ".dz")):
                data = gzip.decompress(data)
            text = data.decode("utf-8", "replace")
            if kind.group(1) in (".html", ".htm", ".page", ".docbook", ".xml"):
                parser = Text()
                parser.feed(text)
                text = re.sub(r"[ \t]*\n\s*\n\s*", "\n\n", re.sub(r"[ \t]+", " ", "".join(parser.out)))
            if len(text) > 200:
                os.makedirs(target, exist_ok=True)
                with open(os.path.join(target, re.sub(r"\W+", "_", inside)[-120:] + ".txt"), "w") as file:
                    file.write(text)


main(*sys.argv[1:3])
