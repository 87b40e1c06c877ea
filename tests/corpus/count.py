"""Findings in 10,000 words: count.py FOUND.json NAME [--list] [--add TOTAL] or count.py --total TOTAL"""
import json, os, re, sys


def line(name, words, loud, notes):
    print(f"{name:24} {words:10,} words  {loud:5} warnings and errors  {loud * 1e4 / max(words, 1):6.2f} in 10,000 words"
          f"  {notes:5} notes")


arguments = sys.argv[1:]
if arguments[0] == "--total":
    rows = [tuple(map(int, row.split())) for row in open(arguments[1])] if os.path.exists(arguments[1]) else []
    line("all", *(sum(column) for column in zip(*rows)) if rows else (0, 0, 0))
    sys.exit()
report = json.load(open(arguments[0]))
words = sum(file["words"] or 0 for file in report["files"])
loud = [finding for finding in report["findings"] if finding["severity"] != "info"]
line(arguments[1], words, len(loud), len(report["findings"]) - len(loud))
if "--list" in arguments:
    for finding in sorted(loud, key=lambda finding: finding["rule"]):
        with open(finding["path"], "rb") as file:
            data = file.read()
        start, end = finding["start"]["byte"], finding["end"]["byte"]
        before, match, after = (part.decode("utf-8", "replace") for part in (data[max(0, start - 90):start], data[start:end], data[end:end + 70]))
        shown = re.sub(r"\s+", " ", f"{before}[{match}]{after}")
        shown = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", shown)
        print(f"  {finding['rule'].split('/')[1]} ({finding['severity']}): {shown}")
if "--add" in arguments:
    with open(arguments[arguments.index("--add") + 1], "a") as total:
        total.write(f"{words} {len(loud)} {len(report['findings']) - len(loud)}\n")
