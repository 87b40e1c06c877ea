#!/usr/bin/env bash
# Installs each package that build.sh made in a clean place, and does the main job with it: finds what is in a sample.
#
#   packages/test.sh [FOLDER [NAME]…]     packages in FOLDER, by default target/packages; by default all
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source packages/lib.sh
checkout=$PWD
version=$(version)
target=${CARGO_TARGET_DIR:-$PWD/target}
packages=$(cd "${1:-$target/packages}" && pwd)
shift || true
names=("$@")
[ $# -gt 0 ] || names=(archive wheel npm deb cargo)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { printf 'packages/test.sh: %s\n' "$*" >&2; return 1; }
now() { date +%s%N; }
took() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.2f s", (to - from) / 1e9 }'; }

# Runs a command with little else than the folders of the system and those given: clean PATH COMMAND…
clean() {
  local path=$1
  shift
  mkdir -p "$work/home"
  env -i HOME="$work/home" LANG=C.UTF-8 PATH="$path:/usr/bin:/bin" "$@"
}

# The main job, with the command that is found in the folder $1.
main_job() {
  local from status=0
  from=$(now)
  clean "$1" saywell check --format concise "$checkout/samples/news-report.md" >"$work/found" || status=$?
  printf '   first run: %s\n' "$(took "$from")"
  [ "$status" -eq 1 ] || fail "exit code $status, where findings make it 1"
  grep -q 'exploitation/hero-helper' "$work/found" || fail 'the sample was not checked'
  # All packages hold the same program.
  [ -f "$work/expected" ] || cp "$work/found" "$work/expected"
  diff "$work/expected" "$work/found"
  [ "$(clean "$1" saywell --version)" = "saywell $version" ] || fail "another version than $version"
}

# The manual page and completions stand where `man` and shells look, below the folder $1.
help_is_below() {
  clean /usr/bin man -l "$1/share/man/man1/saywell.1"* >"$work/page" || fail 'no manual page'
  grep -q 'saywell' "$work/page" || fail 'the manual page is empty'
  bash -n "$1/share/bash-completion/completions/saywell" || fail 'no completions'
}

test_archive() {
  tar -xzf "$packages/saywell-$version-$(host).tar.gz" -C "$work"
  local folder
  folder=$work/saywell-$version-$(host)
  ls "$folder/LICENSE-MIT" "$folder/man/saywell-check.1" >/dev/null
  main_job "$folder"
  # cargo-binstall is told to download this very file.
  cargo metadata --no-deps --offline --format-version 1 >"$work/metadata"
  python3 - "$work/metadata" "$(host)" >"$work/url" <<'END'
import json, sys
package = next(p for p in json.load(open(sys.argv[1]))["packages"] if p["name"] == "saywell")
values = {"{ repo }": package["repository"], "{ version }": package["version"], "{ target }": sys.argv[2],
          "{ bin }": "saywell", "{ binary-ext }": "", "{ archive-suffix }": ".tar.gz"}
for text in (package["metadata"]["binstall"]["pkg-url"], package["metadata"]["binstall"]["bin-dir"]):
    for name, value in values.items():
        text = text.replace(name, value)
    print(text)
END
  local url program
  { read -r url; read -r program; } <"$work/url"
  [ -f "$packages/${url##*/}" ] || fail "cargo-binstall would look for ${url##*/}"
  [ -x "$work/$program" ] || fail "cargo-binstall would look for $program"
}

test_wheel() {
  python3 -m venv "$work/venv"
  local from
  from=$(now)
  clean "$work/venv/bin" pip install --quiet --disable-pip-version-check --no-index --find-links "$packages" saywell
  printf '   pip install: %s\n' "$(took "$from")"
  main_job "$work/venv/bin"
  help_is_below "$work/venv"
}

test_npm() {
  mkdir -p "$work/project"
  node packages/npm/registry.mjs "$packages" >"$work/address" &
  # shellcheck disable=SC2064
  trap "kill $!" EXIT
  for _ in $(seq 100); do [ ! -s "$work/address" ] || break; sleep 0.1; done
  local from node
  node=$(dirname "$(command -v node)")
  cd "$work/project"
  echo '{ "private": true }' >package.json
  from=$(now)
  clean "$node" npm install --silent --no-fund --no-audit --registry "$(cat "$work/address")" --save-dev saywell
  printf '   npm install: %s\n' "$(took "$from")"
  main_job "$work/project/node_modules/.bin:$node"
  [ -f node_modules/saywell/man/saywell.1 ] || fail 'no manual page'
  a_signal_ends_both "$node"
  rm -r node_modules/@saywell
  status=0
  clean "node_modules/.bin:$node" saywell --version 2>"$work/said" || status=$?
  [ "$status" -eq 2 ] || fail "exit code $status, where a missing program makes it 2"
  grep -q 'is missing' "$work/said" || fail 'a missing program is not told'
}

# A signal to the launcher ends the program that it runs.
a_signal_ends_both() {
  local launcher program=
  mkfifo "$work/input"
  PATH=$1:$PATH node_modules/.bin/saywell lsp <"$work/input" >"$work/said" 2>&1 &
  launcher=$!
  exec 3>"$work/input"
  for _ in $(seq 100); do
    program=$(cat "/proc/$launcher/task/$launcher/children")
    [ -z "$program" ] || break
    sleep 0.1
  done
  [ -n "$program" ] || fail 'the language server does not start'
  kill "$launcher"
  wait "$launcher" || true
  exec 3>&-
  [ ! -d "/proc/${program% }" ] || fail 'the program outlives its launcher'
}

test_deb() {
  local root=$work/root from package
  command -v dpkg >/dev/null || { echo '   not tried: this is no Debian'; return; }
  package=$packages/saywell_${version}_$(dpkg --print-architecture).deb
  mkdir -p "$root/var/lib/dpkg/"{info,updates}
  touch "$root/var/lib/dpkg/status"
  local dpkg=(dpkg --root="$root" --force-not-root --force-depends --log=/dev/null)
  from=$(now)
  "${dpkg[@]}" -i "$package" >"$work/said" 2>&1 || { cat "$work/said"; fail 'dpkg -i'; }
  printf '   dpkg -i: %s\n' "$(took "$from")"
  main_job "$root/usr/bin"
  help_is_below "$root/usr"
  [ -f "$root/usr/share/doc/saywell/copyright" ] || fail 'no copyright'
  "${dpkg[@]}" -r saywell >"$work/said" 2>&1
  [ ! -e "$root/usr/bin/saywell" ] || fail 'dpkg -r leaves the program'
}

test_cargo() {
  local from
  from=$(now)
  cargo install --quiet --locked --path crates/saywell --root "$work/cargo" --no-track
  printf '   cargo install, after a build: %s\n' "$(took "$from")"
  main_job "$work/cargo/bin"
}

passed=0
failed=0
for name in "${names[@]}"; do
  printf -- '-- %s\n' "$name"
  # In a shell of its own, which ends at the first failure.
  set +e
  (set -e; "test_$name")
  status=$?
  set -e
  if [ $status -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
