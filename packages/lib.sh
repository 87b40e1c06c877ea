# shellcheck shell=bash
# What the scripts of this folder share. They are run from the top of the checkout.

# The one version number.
version() { sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1; }

# The Rust name of this platform, such as x86_64-unknown-linux-gnu.
host() { rustc -vV | sed -n 's/^host: //p'; }

# The time in files of packages: when the last change was made, so that the same sources give the same packages.
source_date() { git log -1 --format=%ct 2>/dev/null || date +%s; }

# Writes what the command $1 says of itself into the folder $2: man/*.1 and completions/*.
write_help() {
  mkdir -p "$2/man" "$2/completions"
  "$1" man "$2/man"
  "$1" completions bash >"$2/completions/saywell"
  "$1" completions zsh >"$2/completions/_saywell"
  "$1" completions fish >"$2/completions/saywell.fish"
  "$1" completions powershell >"$2/completions/_saywell.ps1"
}
