#!/usr/bin/env bash
# Packages the extension with the command in it, for one platform.
#
#   package.sh TRIPLE BINARY FILE.vsix      TRIPLE is Rust's name of the platform that BINARY was built for
#
# Needs npm. Works in $SAYWELL_VSIX_BUILD, which may be kept, or else in a temporary folder.
set -euo pipefail
[ $# -eq 3 ] || { sed -n '2,6p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
binary=$(realpath "$2")
mkdir -p "$(dirname "$3")"
vsix=$(cd "$(dirname "$3")" && pwd)/$(basename "$3")
name=saywell
case $1 in
  x86_64-unknown-linux-gnu) target=linux-x64 ;;
  aarch64-unknown-linux-gnu) target=linux-arm64 ;;
  # Linked with nothing, so it runs on every Linux; this is the name for those without glibc.
  x86_64-unknown-linux-musl) target=alpine-x64 ;;
  aarch64-unknown-linux-musl) target=alpine-arm64 ;;
  x86_64-apple-darwin) target=darwin-x64 ;;
  aarch64-apple-darwin) target=darwin-arm64 ;;
  x86_64-pc-windows-*) target=win32-x64 name=saywell.exe ;;
  aarch64-pc-windows-*) target=win32-arm64 name=saywell.exe ;;
  *) echo "package.sh: there is no VS Code for $1" >&2; exit 2 ;;
esac

build=${SAYWELL_VSIX_BUILD:-}
if [ -z "$build" ]; then
  build=$(mktemp -d)
  trap 'rm -rf "$build"' EXIT
fi
rm -rf "$build/server"
mkdir -p "$build/server"
cp -r "$here"/{package.json,package-lock.json,tsconfig.json,.vscodeignore,README.md,src,walkthrough} "$build"
cp "$here"/../../LICENSE-* "$build"
install -m 755 "$binary" "$build/server/$name"
cd "$build"
cmp -s package-lock.json node_modules/.lock || {
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.lock
}
npx vsce package --no-dependencies --target "$target" --out "$vsix"
