#!/usr/bin/env bash
# The second step of action.yml: checks, with the inputs as arguments. Ends as `saywell check` ends.
set -euo pipefail

# Puts the lines of $1 that are not empty into the array `lines`.
split() {
  lines=()
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    [ -z "$line" ] || lines+=("$line")
  done <<<"$1"
}

command=("$SAYWELL" check)
[ "${INPUT_ANNOTATIONS:-true}" != true ] || command+=(--format github)
[ "${INPUT_SUMMARY:-true}" != true ] || command+=("--output=markdown=$GITHUB_STEP_SUMMARY")
[ -z "${INPUT_FAIL_ON:-}" ] || command+=("--fail-on=$INPUT_FAIL_ON")
[ -z "${INPUT_SARIF_FILE:-}" ] || command+=("--output=sarif=$INPUT_SARIF_FILE")
[ -z "${INPUT_HTML_FILE:-}" ] || command+=("--output=html=$INPUT_HTML_FILE")
split "${INPUT_ARGS:-}"
command+=(${lines[@]+"${lines[@]}"})
split "${INPUT_PATHS:-.}"
command+=(-- ${lines[@]+"${lines[@]}"})
exec "${command[@]}"
