#!/bin/sh
# How quiet is saywell on ordinary prose? See README.md in this folder. Not part of CI.
#
# usage: tests/corpus/quiet.sh [--list] [--keep] [FOLDER...]
#   --list   print every warning and error with what stands around it
#   --keep   keep the texts (in $SAYWELL_QUIET, by default a folder under /tmp)
#   FOLDER   further folders of text to check, each reported as a source of its own
# Environment: SAYWELL (the command), RULES (a folder of rules in place of the embedded ones)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
list= keep=
while [ $# -gt 0 ]; do
    case $1 in
        --list) list=1 ;;
        --keep) keep=1 ;;
        -*) sed -n '4,8s/^# //p' "$0"; exit 2 ;;
        *) break ;;
    esac
    shift
done
saywell=${SAYWELL:-$root/target/release/saywell}
[ -x "$saywell" ] || saywell=$(command -v saywell) || { echo "build saywell first, or set SAYWELL" >&2; exit 2; }

# Prose in Debian: essays and history, a dictionary of satire, sayings, project histories and manuals.
packages="anarchism fortunes fortune-anarchism dict-devil jargon-text debian-history debian-handbook
debian-policy debian-faq debian-reference-en developers-reference gnome-user-docs mate-user-guide mh-book abs-guide
git-doc bash-doc perl-doc python3.11-doc postgresql-doc-15 installation-guide-amd64"

work=${SAYWELL_QUIET:-${TMPDIR:-/tmp}/saywell-quiet}
mkdir -p "$work/deb" "$work/text"
cd "$work/deb"
for package in $packages; do
    [ -d "$work/text/$package" ] && continue
    ls "$package"_*.deb >/dev/null 2>&1 || apt-get download -q "$package" >/dev/null 2>&1 || {
        echo "not to be had here: $package" >&2
        continue
    }
    rm -rf unpacked && mkdir unpacked
    dpkg-deb -x "$package"_*.deb unpacked
    python3 "$root/tests/corpus/prose.py" unpacked "$work/text/$package"
    rm -rf unpacked
done
cd "$root"

for source in "$work"/text/* "$@"; do
    [ -d "$source" ] || continue
    "$saywell" check --no-config ${RULES:+--pack "$RULES"} --format json "$source" >"$work/found.json" || [ $? -eq 1 ]
    python3 "$root/tests/corpus/count.py" "$work/found.json" "$(basename "$source")" ${list:+--list} --add "$work/total"
done
python3 "$root/tests/corpus/count.py" --total "$work/total"
rm -f "$work/found.json" "$work/total"
[ -n "$keep" ] || rm -rf "$work/deb" "$work/text"
