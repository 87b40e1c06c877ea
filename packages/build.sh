#!/usr/bin/env bash
# Builds the packages for one platform: an archive, a wheel, the npm packages and, on Linux with glibc, a Debian package.
#
#   packages/build.sh [--target TARGET] [FOLDER]
#
# TARGET is a Rust target that programs of this machine can run, by default the machine's own. FOLDER is by default
# target/packages; what is in it is removed. Needs Rust, Node.js and Python. maturin is installed if it is missing. For
# Linux targets that are named, cargo-zigbuild and ziglang (both from PyPI) link against old C libraries, so that the
# program runs on old systems too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source packages/lib.sh
built=${CARGO_TARGET_DIR:-$PWD/target}
platform=$(host)
cargo=(build)
maturin=()
if [ "${1:-}" = --target ]; then
  platform=$2
  shift 2
  case $platform in
    *-linux-gnu) cargo=(zigbuild --target "$platform.2.17") maturin=(--zig --compatibility manylinux2014) ;;
    *-linux-musl) cargo=(zigbuild --target "$platform") maturin=(--zig --compatibility musllinux_1_2) ;;
    *) cargo=(build --target "$platform") ;;
  esac
  maturin+=(--target "$platform")
  built=$built/$platform
fi
mkdir -p "${1:-$built/packages}"
out=$(cd "${1:-$built/packages}" && pwd)
rm -rf "${out:?}"/*
SOURCE_DATE_EPOCH=$(source_date)
export SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf -- '-- %s (%s s so far)\n' "$*" "$SECONDS"; }

say "the program for $platform"
cargo "${cargo[@]}" --release --locked --bin saywell
name=saywell
[[ $platform != *windows* ]] || name=saywell.exe
program=$work/binaries/$platform/$name
install -D "$built/release/$name" "$program"
write_help "$program" "$work/help"

say 'archive'
python3 packages/archive/build.py "$platform" "$program" "$work/help" "$out"

say 'npm'
node packages/npm/build.mjs "$work/binaries" "$work/help" "$out"

if [[ $platform == *-linux-gnu ]] && command -v dpkg-deb >/dev/null; then
  say 'deb'
  packages/deb/build.sh "$program" "$work/help" "$out"
fi

say 'wheel'
packages/pypi/build.sh "$work/help" "$out" ${maturin[@]+"${maturin[@]}"}

(cd "$out" && sha256sum -- * >"$work/SHA256SUMS")
mv "$work/SHA256SUMS" "$out/"
say 'done'
cat "$out/SHA256SUMS"
