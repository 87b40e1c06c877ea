#!/usr/bin/env python3
"""A preprocessor for mdBook: links to files of the repository that are not in the book lead to the repository."""

import json
import posixpath
import re
import sys

REPOSITORY = "https://github.com/saywell/saywell/blob/main/"
LINK = re.compile(r"\]\((?!https?:|#)([^)\s]+)\)")


def mend(chapter):
    here = posixpath.join("docs", posixpath.dirname(chapter["path"] or ""))

    def address(link):
        path, hash, anchor = link[1].partition("#")
        path = posixpath.normpath(posixpath.join(here, path))
        return link[0] if path.startswith("docs/") else f"]({REPOSITORY}{path}{hash}{anchor})"

    chapter["content"] = LINK.sub(address, chapter["content"])
    for item in chapter["sub_items"]:
        mend(item["Chapter"])


if len(sys.argv) > 1:  # “supports RENDERER”: any
    sys.exit(0)
_, book = json.load(sys.stdin)
for item in book["items"]:
    if "Chapter" in item:
        mend(item["Chapter"])
json.dump(book, sys.stdout)
