#!/usr/bin/env bash
# Packs a program into the archive of a release: packaging/archive.sh PROGRAM ARCHITECTURE VERSION FOLDER
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=${1:?program} architecture=${2:?architecture} version=${3:?version} folder=${4:?folder}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/seedpod" "$folder"
install -m 0755 "$program" "$work/seedpod/seedpod"
install -m 0644 "$top/LICENSE" "$top/README.md" "$top/CHANGELOG.md" "$work/seedpod/"
install -m 0644 "$top"/systemd/seedpod.service "$top"/systemd/seedpod.user.service "$top"/systemd/seedpod.socket \
  "$top"/systemd/socket.conf "$work/seedpod/"
# The settings file is the program's own sample: every line a comment, so empty is what it means.
"${SEEDPOD_NATIVE:-$program}" config sample >"$work/seedpod/seedpod.toml"
when=@$(git -C "$top" log -1 --format=%ct)
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$when" -C "$work" -cf - seedpod |
  gzip -9n >"$folder/seedpod-$version-$architecture.tar.gz"
