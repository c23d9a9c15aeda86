#!/usr/bin/env bash
# install.sh against a release on loopback, in a copy-on-write root file system of its own: what is
# done in there is gone afterwards. Needs root, openssl, curl and ssh-keygen; SEEDPOD_BIN is the program.
# H-001 H-002 H-003 H-004 H-005 H-006 H-007 H-009 H-010 H-039
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${SEEDPOD_BIN:?the program to install}

if [ "${1:-}" != inside ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cp "$program" "$work/program"
  # /tmp of the new root is the outer one's work folder; everything else is written to memory.
  unshare --mount --fork bash -ec '
    mount --make-rprivate /
    mkdir "$1/memory" "$1/root"
    mount -t tmpfs -o size=1500m none "$1/memory"
    mkdir "$1/memory/upper" "$1/memory/work"
    mount -t overlay -o lowerdir=/,upperdir="$1/memory/upper",workdir="$1/memory/work" none "$1/root"
    for folder in proc dev sys; do mount --rbind /$folder "$1/root/$folder"; done
    mount -t tmpfs none "$1/root/run"
    exec chroot "$1/root" env SEEDPOD_BIN="$1/program" PATH="$PATH" bash "$2/tests/install/run.sh" inside
  ' _ "$work" "$top"
  exit
fi

cd /
passed=0 failed=0
ok() { passed=$((passed + 1)); echo "ok: $1"; }
bad() { failed=$((failed + 1)); echo "FAILED: $1"; sed 's/^/    /' "$2"; }
# expect CODE NAME COMMAND…
expect() {
  local code=$1 name=$2 status=0
  shift 2
  "$@" >/tmp/said 2>&1 </dev/null || status=$?
  if [ "$status" = "$code" ]; then ok "$name"; else bad "$name: exit $status instead of $code" /tmp/said; fi
}
holds() { if eval "$2" >/tmp/held 2>&1; then ok "$1"; else bad "$1" /tmp/held; fi; }
everything() { find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /run -o -path /root -o -path "/$(cut -d / -f 2 <<<"$top")" \) -prune -o -print | sort; }

mkdir -p /tmp/release
ssh-keygen -q -t ed25519 -N '' -C releases -f /tmp/key
ssh-keygen -q -t ed25519 -N '' -C others -f /tmp/other-key
architecture=$(uname -m)
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
SEEDPOD_MAINTAINER='Releases <releases@seedpod.example>' "$top/packaging/release.sh" --key /tmp/key --url https://localhost:8445 --out /tmp/release "$architecture=$program" >/dev/null
version=$(cat /tmp/release/stable)
archive=/tmp/release/v$version/seedpod-$version-$architecture.tar.gz

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test -keyout /tmp/ca.key -out /tmp/ca.pem 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout /tmp/tls.key -out /tmp/tls.csr 2>/dev/null
openssl x509 -req -in /tmp/tls.csr -CA /tmp/ca.pem -CAkey /tmp/ca.key -days 2 -extfile <(echo subjectAltName=DNS:localhost) -out /tmp/tls.pem 2>/dev/null
export CURL_CA_BUNDLE=/tmp/ca.pem
python3 - <<'PY' &
import functools, http.server, ssl
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 8445), functools.partial(Quiet, directory="/tmp/release"))
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain("/tmp/tls.pem", "/tmp/tls.key")
server.socket = tls.wrap_socket(server.socket, server_side=True)
server.serve_forever()
PY
server=$!
trap 'kill $server' EXIT
curl --silent --retry 50 --retry-connrefused --retry-delay 0 --output /dev/null https://localhost:8445/stable

install=/tmp/release/install.sh
everything >/tmp/before

# H-001: half a download does nothing.
for part in 3 2; do
  head -c $(($(stat -c %s "$install") / part)) "$install" >/tmp/half.sh
  sh /tmp/half.sh >/dev/null 2>&1 </dev/null || true
done
holds 'a download cut short does nothing' 'everything | diff /tmp/before -'

expect 0 'the help' sh "$install" --help
expect 2 'an unknown option' sh "$install" --frobnicate
expect 2 'plain HTTP is refused' sh "$install" --releases http://localhost:8445
expect 0 'a dry run' sh "$install" --dry-run
holds 'a dry run changes nothing' 'everything | diff /tmp/before -'

# H-003: whatever is wrong with signature or checksum, nothing is installed.
cp -r "/tmp/release/v$version" /tmp/good
spoil() { cp /tmp/good/* "/tmp/release/v$version/"; }
echo x >>"$archive"
expect 5 'a changed archive' sh "$install"
spoil
sed -i 's/^./0/' "/tmp/release/v$version/SHA256SUMS"
expect 5 'a changed list of checksums' sh "$install"
spoil
rm "/tmp/release/v$version/SHA256SUMS.sig"
expect 4 'no signature on the server' sh "$install"
expect 5 'no signature beside a file' sh "$install" --from-file "$archive"
spoil
rm "/tmp/release/v$version/SHA256SUMS.sig"
ssh-keygen -q -Y sign -f /tmp/other-key -n seedpod-release "/tmp/release/v$version/SHA256SUMS"
expect 5 'a signature by somebody else' sh "$install"
spoil
expect 5 'the script of the repository holds no key' sh "$top/install.sh" --from-file "$archive"
expect 4 'a version that does not exist' sh "$install" --version 99.0.0
holds 'after all this nothing is installed' 'everything | diff /tmp/before -'

# H-010: a full disk in the middle.
mkdir -p /opt/small
mount -t tmpfs -o size=1m none /opt/small
expect 1 'a full disk' sh "$install" --prefix /opt/small
umount /opt/small
rmdir /opt/small
holds 'a step that failed is undone' 'everything | diff /tmp/before -'

# H-002 H-004 H-007: the whole machine.
expect 0 'an installation for the machine' sh "$install" --no-start
holds 'the program runs' '/usr/local/bin/seedpod --version'
holds 'the service is there' 'grep -q "^ExecStart=/usr/local/bin/seedpod serve" /etc/systemd/system/seedpod.service'
holds 'the state is closed to others' '[ "$(stat -c %a:%U /var/lib/seedpod)" = 700:seedpod ]'
holds 'the user cannot sign in' 'getent passwd seedpod | grep -q nologin'
holds 'no setting is set' '! grep -vE "^(#|\[|$)" /etc/seedpod/seedpod.toml'
# H-006: again changes nothing, an upgrade keeps what people changed.
echo '# ours' >>/etc/seedpod/seedpod.toml
everything >/tmp/installed
expect 0 'the same again' sh "$install" --no-start
holds 'the same again says so' 'grep -q "installed already" /tmp/said'
printf 'old' >/usr/local/bin/seedpod
echo mail >/var/lib/seedpod/data
expect 0 'an upgrade' sh "$install" --no-start
holds 'an upgrade brings the program' '/usr/local/bin/seedpod --version'
holds 'an upgrade keeps the settings' 'grep -q "^# ours" /etc/seedpod/seedpod.toml'
holds 'an upgrade keeps the data' 'grep -q mail /var/lib/seedpod/data'
# H-009
expect 0 'removing keeps the data' sh "$install" --uninstall
holds 'the data is still there' 'grep -q mail /var/lib/seedpod/data && [ ! -e /usr/local/bin/seedpod ]'
expect 2 'removing the data needs a yes' sh "$install" --uninstall --purge
expect 0 'removing everything' sh "$install" --uninstall --purge --yes
holds 'nothing is left behind' 'everything | diff /tmp/before - | grep -vE "^[0-9]|(passwd|group|shadow|gshadow|subuid|subgid)-$" | grep . && exit 1 || true'

# H-002: for one user, from a file.
useradd --create-home kim
cp -r "/tmp/release/v$version" /home/kim/release
cp "$install" /home/kim/
as_kim() { setpriv --reuid kim --regid kim --init-groups env HOME=/home/kim sh /home/kim/install.sh "$@"; }
expect 0 'an installation for one user' as_kim --user --no-start --from-file "/home/kim/release/$(basename "$archive")"
holds 'it lies in their home' '/home/kim/.local/bin/seedpod --version && grep -q "/home/kim/.local/bin/seedpod" /home/kim/.config/systemd/user/seedpod.service'
expect 0 'one user removes it' as_kim --user --uninstall --purge --yes
expect 2 'without root it wants --user' as_kim
# H-006: what a package owns is left alone.
printf '#!/bin/sh\necho "seedpod: /usr/bin/seedpod"\n' >/usr/local/bin/dpkg
chmod +x /usr/local/bin/dpkg
touch /usr/bin/seedpod
expect 1 'a package owns it' sh "$install" --no-start
# H-005
printf '#!/bin/sh\n[ "$1" = -m ] && echo armv6l || echo Linux\n' >/usr/local/bin/uname
chmod +x /usr/local/bin/uname
rm /usr/bin/seedpod
expect 1 'too small a processor' sh "$install"
holds 'it says why' 'grep -q ARMv6 /tmp/said'

# H-011 H-012: the package, through all of its life. The program is where it was not before.
rm -f /usr/local/bin/dpkg /usr/local/bin/uname
deb=$(echo "/tmp/release/v$version"/*.deb)
everything >/tmp/before
expect 0 'the package is installed' dpkg -i "$deb"
holds 'it brings program, service, manual and completions' '/usr/bin/seedpod --version && for file in usr/lib/systemd/system/seedpod.service usr/lib/systemd/system/seedpod.socket usr/share/man/man1/seedpod.1.gz usr/share/man/man5/seedpod.toml.5.gz usr/share/bash-completion/completions/seedpod; do test -s /$file; done'
holds 'it makes the user and its folder' '[ "$(stat -c %a:%U /var/lib/seedpod)" = 700:seedpod ] && getent passwd seedpod | grep -q nologin'
holds 'no setting is set in it' '! grep -vE "^(#|\[|$)" /etc/seedpod/seedpod.toml && /usr/bin/seedpod config check /etc/seedpod/seedpod.toml'
echo '# ours' >>/etc/seedpod/seedpod.toml
echo mail >/var/lib/seedpod/data
expect 0 'the same package again' dpkg -i "$deb"
holds 'settings and data stay' 'grep -q "^# ours" /etc/seedpod/seedpod.toml && grep -q mail /var/lib/seedpod/data'
expect 1 'install.sh leaves it alone' sh "$install" --no-start
expect 0 'the package is removed' dpkg -r seedpod
holds 'what people have stays' 'grep -q mail /var/lib/seedpod/data && [ -e /etc/seedpod/seedpod.toml ] && [ ! -e /usr/bin/seedpod ]'
expect 0 'the package is purged' dpkg -P seedpod
holds 'nothing of it is left behind' 'everything | diff /tmp/before - | grep -vE "^[0-9]|(passwd|group|shadow|gshadow|subuid|subgid)-$|/var/(lib/dpkg|log|cache)/" | grep . && exit 1 || true'
holds 'the package is small' '[ "$(stat -c %s "$deb")" -le $((8 * 1024 * 1024)) ]'
expect 0 'lintian finds no error' lintian --fail-on error "$deb"
holds 'the list of parts names what is in' "python3 -c 'import json,sys; parts = {part[\"name\"]: part for part in json.load(open(sys.argv[1]))[\"components\"]}; assert {\"warp\", \"redb\", \"rustls\"} <= set(parts) and all(part.get(\"licenses\") for part in parts.values()) and \"axum\" not in parts' /tmp/release/v$version/*.cdx.json"

# H-001 H-039
expect 0 'shellcheck' shellcheck -s sh "$top/install.sh"
expect 0 'dash' dash -n "$top/install.sh"
expect 0 'the unit leaves little exposed' systemd-analyze security --offline=yes --threshold=15 "$top/systemd/seedpod.service"
# H-040: what is left when systemd opens the ports.
mkdir /tmp/units
sed '/^CapabilityBoundingSet=/d; /^AmbientCapabilities=/d' "$top/systemd/seedpod.service" >/tmp/units/seedpod.service
sed -n '/^\[Service\]/,$p' "$top/systemd/socket.conf" >>/tmp/units/seedpod.service
expect 0 'with a socket it leaves less' systemd-analyze security --offline=yes --threshold=11 /tmp/units/seedpod.service

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
