#!/usr/bin/env bash
# Builds the Debian package: packages/deb/build.sh PROGRAM HELP FOLDER
#
# HELP holds manual pages and completions. Which C library the package depends on is read off the program.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source packages/lib.sh
program=$1
help=$2
out=$3
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
umask 022
# mktemp's folder is for its owner only; it becomes the root folder of the package.
chmod 755 "$stage"

architecture() {
  case $(readelf -h "$program" | awk -F': *' '/Machine:/ { print $2 }') in
    *X86-64*) echo amd64 ;;
    *AArch64*) echo arm64 ;;
    *) echo 'packages/deb/build.sh: no Debian architecture for this program' >&2; exit 1 ;;
  esac
}

# The newest version of glibc that the program asks for; nothing for one that is linked statically.
depends() {
  local glibc
  glibc=$(objdump -T "$program" | sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' | sort -V | tail -n 1)
  [ -z "$glibc" ] || printf 'Depends: libc6 (>= %s), libgcc-s1\n' "$glibc"
}

doc=$stage/usr/share/doc/saywell
install -D -m 755 "$program" "$stage/usr/bin/saywell"
strip "$stage/usr/bin/saywell"
install -D -m 644 -t "$stage/usr/share/man/man1" "$help"/man/*.1
install -D -m 644 -t "$stage/usr/share/bash-completion/completions" "$help/completions/saywell"
install -D -m 644 -t "$stage/usr/share/zsh/vendor-completions" "$help/completions/_saywell"
install -D -m 644 -t "$stage/usr/share/fish/vendor_completions.d" "$help/completions/saywell.fish"
install -D -m 644 -t "$doc" packages/deb/copyright
{
  printf 'saywell (%s) unstable; urgency=medium\n\n' "$(version)"
  printf '  * See CHANGELOG.md in the sources.\n\n'
  printf ' -- The saywell contributors <saywell@users.noreply.github.com>  %s\n' \
    "$(date -u -R -d "@${SOURCE_DATE_EPOCH:-$(source_date)}")"
} >"$doc/changelog"
gzip -9n "$stage"/usr/share/man/man1/* "$doc/changelog"

mkdir "$stage/DEBIAN"
cat >"$stage/DEBIAN/control" <<END
Package: saywell
Version: $(version)
Architecture: $(architecture)
Maintainer: The saywell contributors <saywell@users.noreply.github.com>
Section: text
Priority: optional
Installed-Size: $(du -k -s --exclude=DEBIAN "$stage" | cut -f 1)
$(depends)
Homepage: https://github.com/saywell/saywell
Description: linter for writing about, or to, people who have been harmed
 saywell reads drafts about people who were exploited or otherwise harmed, or
 addressed to them, and points out wording that can stigmatize, blame, doubt,
 sensationalise or press. It says why, names its source, and offers better
 words. It advises; its user decides. Nothing goes over the network.
END
sed -i '/^$/d' "$stage/DEBIAN/control"
dpkg-deb --root-owner-group -Zxz --build "$stage" "$out/saywell_$(version)_$(architecture).deb" >/dev/null
