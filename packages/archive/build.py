#!/usr/bin/env python3
"""Packs an archive for a release: build.py TARGET PROGRAM HELP FOLDER

The archive is saywell-VERSION-TARGET.tar.gz, or .zip for Windows: the program, its manual pages and completions (HELP),
the licences and the README. The same files give the same archive; $SOURCE_DATE_EPOCH is their time.
"""

import io
import os
import re
import sys
import tarfile
import time
import zipfile
from gzip import GzipFile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TIME = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))


def contents(program, helps):
    """Each file with its name in the archive and its mode."""
    yield program, program.name, 0o755
    for name in ("LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md"):
        yield ROOT / name, name, 0o644
    for path in sorted(path for path in helps.rglob("*") if path.is_file()):
        yield path, path.relative_to(helps).as_posix(), 0o644


def write_tar(archive, top, files):
    with GzipFile(archive, "wb", mtime=TIME) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for path, name, mode in files:
            data = path.read_bytes()
            info = tarfile.TarInfo(f"{top}/{name}")
            info.size, info.mode, info.mtime = len(data), mode, TIME
            tar.addfile(info, io.BytesIO(data))


def write_zip(archive, top, files):
    # The zip format knows no time before 1980.
    date = time.gmtime(max(TIME, 315532800))[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, name, mode in files:
            info = zipfile.ZipInfo(f"{top}/{name}", date)
            info.external_attr, info.compress_type = mode << 16, zipfile.ZIP_DEFLATED
            packed.writestr(info, path.read_bytes())


def main(target, program, helps, folder):
    manifest = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"$', manifest, re.MULTILINE)[1]
    top = f"saywell-{version}-{target}"
    files = contents(Path(program), Path(helps))
    if "windows" in target:
        write_zip(Path(folder, f"{top}.zip"), top, files)
    else:
        write_tar(Path(folder, f"{top}.tar.gz"), top, files)


main(*sys.argv[1:])
