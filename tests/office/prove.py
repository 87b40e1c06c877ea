#!/usr/bin/env python3
"""Proves with LibreOffice what becomes of tracked changes and comments that `saywell fix` sets in Word documents and
OpenDocument texts.

    tests/office/prove.py [--saywell COMMAND] [--pack PACK] DOCUMENT...

Each document is fixed into a temporary folder and opened in LibreOffice, without a window. There

* the redlines and comments by saywell are counted and compared with what saywell says it did;
* all changes are accepted, and the words compared with those of the document fixed with `--accept`;
* all changes are rejected, and the words compared with those of the document as it was.

`--pack tests/office/pack.toml` (the default) finds something in every English text. Needs LibreOffice Writer with Python
and pdftotext (in Debian: libreoffice-writer, python3-uno, poppler-utils); where they are not found it says so and ends
with 0.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent


def python_with_uno():
    """Runs this script again in a Python that knows LibreOffice, if this one does not."""
    try:
        import uno  # noqa: F401

        return
    except ImportError:
        pass
    for python in ["/usr/bin/python3", shutil.which("python3"), shutil.which("libreoffice-python")]:
        if python and os.path.realpath(python) != os.path.realpath(sys.executable):
            if subprocess.run([python, "-c", "import uno"], capture_output=True).returncode == 0:
                os.execv(python, [python, __file__, *sys.argv[1:]])
    print("not run: there is no Python with LibreOffice's bridge (python3-uno)")
    sys.exit(0)


# How many seconds LibreOffice may work on one document.
LONGEST = 90


class Office:
    """LibreOffice without a window, and documents in it."""

    started = 0

    def __init__(self, program, folder):
        import uno

        self.uno = uno
        Office.started += 1
        self.pipe = f"saywell{os.getpid()}x{Office.started}"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        accept = f"--accept=pipe,name={self.pipe};urp;"
        flags = ["--headless", "--norestore", "--nologo", "--nodefault"]
        command = [program, profile, accept, *flags]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(240):
            try:
                self.context = resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.5)
        else:
            sys.exit("LibreOffice does not start")
        services = self.context.ServiceManager
        self.desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)
        self.dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", self.context)

    def option(self, name, value):
        option = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        option.Name, option.Value = name, value
        return option

    def open(self, path):
        document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (self.option("Hidden", True),))
        if document is None:
            raise ValueError("LibreOffice does not open it")
        return document

    def words(self, path, do, as_pages):
        """How often each word stands in the document after `do`, such as accepting all changes: on its pages, or in its
        plain text. Pages show notes, headers and footers, but may print a word in two pieces; plain text leaves out text
        boxes if other text stands beside them. What is lost is missing in both."""
        kind = ["writer_pdf_Export"] if as_pages else ["Text (encoded)", "UTF8,LF"]
        options = [self.option(name, value) for name, value in zip(["FilterName", "FilterOptions"], kind)]
        document = self.open(path)
        try:
            self.dispatcher.executeDispatch(document.CurrentController.Frame, do, "", 0, ())
            # Dates and the like are written anew where something was changed, so here in every document.
            document.getTextFields().refresh()
            target = Path(str(path) + (".pdf" if as_pages else ".txt"))
            document.storeToURL(target.as_uri(), tuple(options))
        finally:
            document.close(True)
        if as_pages:
            text = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True).stdout
        else:
            text = target.read_text("utf-8", errors="replace")
        # Not the numbers of lists: LibreOffice 7.4 loses them where changes were tracked, its own too.
        return Counter(re.findall(r"[^\W\d_]{2,}", text))

    def marks(self, path):
        """How many redlines and comments by saywell there are; and whether each comment stands at words."""
        document = self.open(path)
        try:
            redlines = sum(line.RedlineAuthor == "saywell" for line in each(document.getRedlines()))
            fields = each(document.getTextFields())
            notes = [note for note in fields if note.supportsService("com.sun.star.text.textfield.Annotation")]
            own = [note for note in notes if note.Author == "saywell"]
            return redlines, len(own), sum(bool(note.getAnchor().getString()) for note in own)
        finally:
            document.close(True)

    def patience(self):
        """A clock that ends LibreOffice when it takes too long."""
        return threading.Timer(LONGEST, lambda: os.killpg(self.process.pid, signal.SIGKILL))

    def end(self):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def each(container):
    enumeration = container.createEnumeration()
    while enumeration.hasMoreElements():
        yield enumeration.nextElement()


def fix(arguments, document, target, *flags):
    command = [*arguments.saywell.split(), "fix", "--no-config", "--pack", arguments.pack, *arguments.only]
    done = subprocess.run(
        [*command, *flags, "--output", str(target), str(document)], capture_output=True, text=True, timeout=120
    )
    if done.returncode == 2:
        raise ValueError(done.stderr.strip().splitlines()[-1])
    said = re.search(r": (\d+) fixed(?:, (\d+) comments?)?", done.stdout)
    return tuple(int(count or 0) for count in said.groups()) if said else (0, 0)


def prove(office, arguments, document, folder):
    """What is wrong with the marks in a document, and how many there are."""
    marked, plain = folder / f"marked{document.suffix}", folder / f"plain{document.suffix}"
    for path in (marked, plain):
        path.unlink(missing_ok=True)
    edits, comments = fix(arguments, document, marked)
    if not marked.exists():
        return [], edits, comments
    fix(arguments, document, plain, "--accept")
    shutil.copy(document, folder / f"old{document.suffix}")
    old = folder / f"old{document.suffix}"
    expected = plain if plain.exists() else old
    wrong = []
    redlines, notes, anchored = office.marks(marked)
    if notes != comments:
        wrong.append(f"{comments} comments were set, {notes} are there")
    if (redlines > 0) != (edits > 0):
        wrong.append(f"{edits} changes were tracked, {redlines} redlines are there")
    for do, other, what in [
        (".uno:AcceptAllTrackedChanges", expected, "accepted"),
        (".uno:RejectAllTrackedChanges", old, "rejected"),
    ]:
        for as_pages in (True, False):
            seen, meant = office.words(marked, do, as_pages), office.words(other, do, as_pages)
            if seen == meant:
                break
        else:
            more, less = (" ".join((one - two).keys())[:60] for one, two in [(seen, meant), (meant, seen)])
            wrong.append(f"with all changes {what} its text is another: more: {more or 'none'}; less: {less or 'none'}")
    return wrong, edits, comments


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=Path, metavar="DOCUMENT")
    parser.add_argument("--saywell", default="saywell", help="the command to prove")
    parser.add_argument("--pack", default=str(HERE / "pack.toml"), help="the rules to find something by")
    arguments = parser.parse_args()
    arguments.only = ["--only", "proof"] if arguments.pack == str(HERE / "pack.toml") else []
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program or not shutil.which("pdftotext"):
        print("not run: LibreOffice or pdftotext is not installed")
        return 0
    python_with_uno()
    failed = proved = skipped = edits = comments = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        office = Office(program, folder)
        try:
            for document in arguments.documents:
                patience = office.patience()
                patience.start()
                try:
                    wrong, of_edits, of_comments = prove(office, arguments, document.resolve(), folder)
                except Exception as error:
                    print(f"{document}: skipped: {error}", flush=True)
                    skipped += 1
                    if office.process.poll() is not None:
                        office = Office(program, folder)
                    continue
                finally:
                    patience.cancel()
                edits, comments = edits + of_edits, comments + of_comments
                proved, failed = proved + 1, failed + bool(wrong)
                for what in wrong:
                    print(f"{document}: {what}", flush=True)
        finally:
            office.end()
    print(f"{proved} documents, {edits} changes, {comments} comments; {failed} documents with trouble, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
