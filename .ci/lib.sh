# shellcheck shell=bash
# What steps may use. A step is run by bash with -euo pipefail: the first command that fails ends and fails it. It starts
# in the clean clone where there is one, else in the checkout, and finds these variables:
#
#   checkout           the folder that .ci/run was called for
#   clone              the clean clone of what is committed there
#   work               a folder for temporary files, removed at the end
#   CARGO_TARGET_DIR   shared by all steps; after the step `clone` it holds release/saywell

run() { printf '$ %s\n' "$*"; "$@"; }

fail() { printf '.ci/run: %s\n' "$*" >&2; exit 1; }

# Ends the step without failing it: for what cannot be had here at all, such as a package without a network.
not_run() {
  printf '\n!!!! not run: %s\n' "$*"
  printf '%s\n' "$*" >"${work:?}/reason"
  exit 0
}

# Puts programs from PyPI on the path, in a place of their own that all steps share.
python_tools() {
  command -v python3 >/dev/null || not_run 'python3 is missing'
  [ -d "$work/python" ] || python3 -m venv "$work/python" || not_run 'python3 cannot make a venv'
  PATH=$work/python/bin:$PATH
  pip install --quiet --disable-pip-version-check "$@" || not_run "pip could not get $*"
}

# Adds to the sums in the last line of .ci/run: count PASSED FAILED.
count() { printf '%s %s\n' "$1" "$2" >>"$work/counts"; }

# Counts what a log of `cargo test` says.
count_cargo_tests() {
  awk '/^test result:/ { passed += $4; failed += $6 } END { print passed + 0, failed + 0 }' "$1" >>"$work/counts"
}

# Counts a last line “N passed, N failed”.
count_plain() {
  tail -n 1 "$1" | awk '/^[0-9]+ passed, [0-9]+ failed/ { print $1, $3 + 0 }' >>"$work/counts"
}

# The command in the README's code block after the comment <!-- ci:NAME -->, without its prompt.
readme_command() {
  awk -v mark="<!-- ci:$1 -->" '
    index($0, mark) { found = 1; next }
    found && /^```/ { if (inside) exit; inside = 1; next }
    inside { sub(/^\$ /, ""); print }' README.md
}
