#!/usr/bin/env bash
# Builds the wheel: packages/pypi/build.sh HELP FOLDER [MATURIN ARGUMENTS…]
#
# HELP holds manual pages and completions. The program is built by cargo, for this platform unless the arguments name
# another.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
help=$1
out=$2
shift 2

# Folders that shells and `man` look into, below wherever the wheel is installed.
rm -rf data
trap 'rm -rf "$PWD/data" "${venv:-}"' EXIT
share=data/data/share
install -D -m 644 -t $share/man/man1 "$help"/man/*.1
install -D -m 644 -t $share/bash-completion/completions "$help/completions/saywell"
install -D -m 644 -t $share/zsh/site-functions "$help/completions/_saywell"
install -D -m 644 -t $share/fish/vendor_completions.d "$help/completions/saywell.fish"

if command -v maturin >/dev/null; then
  maturin=maturin
else
  venv=$(mktemp -d)
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check 'maturin>=1.9,<2'
  maturin=$venv/bin/maturin
fi
"$maturin" build --release --locked --out "$out" "$@"
