#!/usr/bin/env bash
# The first step of action.yml: downloads the archive of a release, compares its checksum and unpacks it.
#
# Reads $INPUT_VERSION and $INPUT_SHA256, and what the runner sets; writes the output `program`. $SAYWELL_RELEASES takes
# the place of the address of the releases, for mirrors.
set -euo pipefail

fail() { printf '::error title=saywell::%s\n' "$*"; exit 2; }

version=${INPUT_VERSION:-$(sed -n 's/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1)}
version=${version#v}
case $version in
  *[!0-9A-Za-z.+-]* | '') fail 'version: give one such as 0.1.0' ;;
esac

case $RUNNER_ARCH in
  X64) cpu=x86_64 ;;
  ARM64) cpu=aarch64 ;;
  *) fail "there is no program for runners of the kind $RUNNER_ARCH" ;;
esac
archive=.tar.gz
name=saywell
case $RUNNER_OS in
  Linux)
    libc=gnu
    # Alpine and its like have no glibc.
    if (ldd --version 2>&1 || true) | grep -qi musl; then libc=musl; fi
    platform=$cpu-unknown-linux-$libc
    ;;
  macOS) platform=$cpu-apple-darwin ;;
  Windows) platform=$cpu-pc-windows-msvc archive=.zip name=saywell.exe ;;
  *) fail "there is no program for $RUNNER_OS" ;;
esac

folder=saywell-$version-$platform
file=$folder$archive
from=${SAYWELL_RELEASES:-https://github.com/saywell/saywell/releases/download}/v$version
to=$RUNNER_TEMP/saywell-$version
mkdir -p "$to"
cd "$to"

get() {
  curl --fail --silent --show-error --location --retry 3 --output "$1" "$from/$1" || fail "could not download $from/$1"
}

checksum() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

get "$file"
expected=${INPUT_SHA256:-}
if [ -z "$expected" ]; then
  get SHA256SUMS
  expected=$(awk -v file="$file" '$2 == file { print $1 }' SHA256SUMS)
fi
[ -n "$expected" ] || fail "SHA256SUMS does not name $file"
[ "$(checksum "$file")" = "$expected" ] || fail "$file is not the file that was released: its checksum differs"

if [ "$archive" = .zip ]; then unzip -q -o "$file"; else tar -xzf "$file"; fi
printf 'program=%s\n' "$to/$folder/$name" >>"$GITHUB_OUTPUT"
"./$folder/$name" --version
