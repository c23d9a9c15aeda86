#!/usr/bin/env bash
# Packs a program into a Debian package: packaging/deb.sh PROGRAM ARCHITECTURE VERSION FOLDER
# The package owns the program: it brings service, user, empty settings, manual and completions, and
# leaves the data alone until it is purged. SEEDPOD_MAINTAINER, as Name <address>, answers for it.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=${1:?program} architecture=${2:?architecture} version=${3:?version} folder=${4:?folder}
native=${SEEDPOD_NATIVE:-$program}
maintainer=${SEEDPOD_MAINTAINER:?who answers for the package: Name <address>}
case $architecture in
  x86_64) debian=amd64 ;;
  aarch64) debian=arm64 ;;
  armv7) debian=armhf ;;
  *) echo "deb.sh: no such processor: $architecture" >&2; exit 2 ;;
esac
SOURCE_DATE_EPOCH=$(git -C "$top" log -1 --format=%ct)
export SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
umask 022
mkdir -p "$root/DEBIAN" "$folder"

file() { install -D -m "$1" "$2" "$root/$3"; }
made() { install -d "$root/$(dirname "$1")"; cat >"$root/$1"; chmod 0644 "$root/$1"; }

file 0755 "$program" usr/bin/seedpod
file 0644 "$top/systemd/seedpod.service" usr/lib/systemd/system/seedpod.service
file 0644 "$top/systemd/seedpod.socket" usr/lib/systemd/system/seedpod.socket
file 0644 "$top/systemd/sysusers.conf" usr/lib/sysusers.d/seedpod.conf
file 0644 "$top/systemd/tmpfiles.conf" usr/lib/tmpfiles.d/seedpod.conf
file 0644 "$top/systemd/socket.conf" usr/share/doc/seedpod/socket.conf
"$native" config sample | made etc/seedpod/seedpod.toml
"$native" man | gzip -9n | made usr/share/man/man1/seedpod.1.gz
"$native" man seedpod.toml | gzip -9n | made usr/share/man/man5/seedpod.toml.5.gz
"$native" completions bash | made usr/share/bash-completion/completions/seedpod
"$native" completions zsh | made usr/share/zsh/vendor-completions/_seedpod
"$native" completions fish | made usr/share/fish/vendor_completions.d/seedpod.fish
gzip -9nc "$top/CHANGELOG.md" | made usr/share/doc/seedpod/NEWS.gz
made usr/share/doc/seedpod/copyright <<TEXT
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: seedpod

Files: *
Copyright: the makers of seedpod
License: AGPL-3.0-or-later
 This program is free software: you can redistribute it and change it under the terms of the GNU Affero General Public
 License, version 3 or any later one, as published by the Free Software Foundation. The whole text is at
 https://www.gnu.org/licenses/agpl-3.0.txt, and in the source.
TEXT
gzip -9n >"$root/usr/share/doc/seedpod/changelog.gz" <<TEXT
seedpod ($version) stable; urgency=medium

  * What changed for people who run a pod stands in NEWS.

 -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
TEXT

printf '/etc/seedpod/seedpod.toml\n' >"$root/DEBIAN/conffiles"
cat >"$root/DEBIAN/control" <<TEXT
Package: seedpod
Version: $version
Architecture: $debian
Maintainer: $maintainer
Installed-Size: $(du -sk "$root" | cut -f 1)
Recommends: ca-certificates
Section: net
Priority: optional
Description: pod of the diaspora* network in one program
 A place of your own in a social network of many: a family, a club or a school
 runs its pod, and its people talk with those of all other pods. Store, pages
 and protocol are one program; no database and no web server is needed.
TEXT
cat >"$root/DEBIAN/postinst" <<'TEXT'
#!/bin/sh
set -e
if [ "$1" = configure ]; then
  if ! getent passwd seedpod >/dev/null; then
    if command -v systemd-sysusers >/dev/null; then
      systemd-sysusers seedpod.conf
    else
      useradd --system --home-dir /var/lib/seedpod --shell /usr/sbin/nologin --user-group seedpod
    fi
  fi
  for folder in /var/lib/seedpod /var/cache/seedpod; do
    [ -d "$folder" ] || install -d -m 0700 -o seedpod -g seedpod "$folder"
  done
  if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    if [ -z "$2" ]; then
      systemctl enable --now seedpod.service
      echo 'The pod runs. "seedpod setup-link" as root shows the link that makes it yours.'
    else
      # An upgrade restarts a pod that runs, and no other.
      systemctl try-restart seedpod.service
    fi
  fi
fi
TEXT
cat >"$root/DEBIAN/prerm" <<'TEXT'
#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl disable --now seedpod.service seedpod.socket >/dev/null 2>&1 || true
fi
TEXT
cat >"$root/DEBIAN/postrm" <<'TEXT'
#!/bin/sh
set -e
if [ "$1" = purge ]; then
  rm -rf /var/lib/seedpod /var/cache/seedpod /etc/seedpod
  if getent passwd seedpod >/dev/null; then
    userdel seedpod >/dev/null 2>&1 || true
  fi
fi
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
fi
TEXT
chmod 0755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm" "$root/DEBIAN/postrm"
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$folder/seedpod_${version}_$debian.deb" >/dev/null
