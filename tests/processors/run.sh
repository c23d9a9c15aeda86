#!/usr/bin/env bash
# The static program of another processor under emulation: it starts, serves a page, takes a picture,
# and a backup that this machine's program wrote while people read and wrote comes back in it as the
# same pod: tests/processors/run.sh aarch64|armv7 PROGRAM
# PROGRAM is what packaging/build.sh made. Needs Debian's qemu-user-static; SEEDPOD_BIN is this
# machine's program. Not a part of .ci/run, whose time a second release build would not fit. H-011
# shellcheck disable=SC2016
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
architecture=${1:?which processor} other=${2:?its program}
native=${SEEDPOD_BIN:-${CARGO_TARGET_DIR:-target}/release/seedpod}
case $architecture in
  aarch64) emulator=qemu-aarch64-static ;;
  armv7) emulator=qemu-arm-static ;;
  *) echo "run.sh: no such processor: $architecture" >&2; exit 2 ;;
esac
port=8101
work=$(mktemp -d)
pod=''
stop() {
  [ -z "$pod" ] || kill "$pod" 2>/dev/null || true
  [ -z "$pod" ] || wait "$pod" || true
  pod=''
}
trap 'stop; rm -rf "$work"' EXIT

passed=0 failed=0
# holds NAME SCRIPT: the script is what must be true.
holds() {
  if eval "$2" >"$work/held" 2>&1; then
    passed=$((passed + 1)) && echo "ok: $1"
  else
    failed=$((failed + 1)) && echo "FAILED: $1" && sed 's/^/    /' "$work/held"
  fi
}
url=http://127.0.0.1:$port
# serve STATE PROGRAM…
serve() {
  local state=$1
  shift
  "$@" serve --state-dir "$state" --behind-proxy --http 127.0.0.1:$port >"$work/said" 2>"$work/log" &
  pod=$!
  until curl --silent --fail --output /dev/null "$url/readyz"; do kill -0 "$pod"; sleep 0.1; done
}
# As a machine in front of the pod asks it.
ask() { curl --silent --fail --header 'Host: pod.test' --header 'X-Forwarded-Proto: https' "$@"; }
# Who the pod says that somebody is: address, guid and key.
identity() { ask "$url/hcard/users/$(guid)" | grep -oE 'BEGIN PUBLIC KEY[^<]*' | sha256sum && guid; }
guid() { ask "$url/.well-known/webfinger?resource=acct:person0@pod.test" | grep -oE '[0-9a-f]{32}' | head -n 1; }
load() { cargo run --quiet --example load -- "$@"; }

holds 'it is static and of this processor' 'file "$other" | grep -E "statically linked|static-pie" | grep -qE "ARM"'
holds 'it tells its version' '[ "$("$emulator" "$other" --version)" = "$("$native" --version)" ]'

# The pod of this machine, with a backup from the midst of its work.
load fill --state-dir "$work/here" --url https://pod.test --accounts 5 --people 100 --posts 1000 --comments 1000 >"$work/filled"
token=$(awk '$1 == "token" { print $3; exit }' "$work/filled")
session=$(awk '$1 == "session" { print $3; exit }' "$work/filled")
busy=$(awk '$1 == "busy" { print $2; exit }' "$work/filled")
load picture --width 1200 --height 800 --out "$work/small.jpg"
export SEEDPOD_LIMITS_API='1000000 / 1s' SEEDPOD_LIMITS_ACTIONS='1000000 / 1s' SEEDPOD_LIMITS_PAGES='1000000 / 1s'
serve "$work/here" "$native"
photo() { ask --header "Authorization: Bearer $token" --form "image=@$work/small.jpg;type=image/jpeg" "$url/api/v1/photos"; }
holds 'a picture is taken here' 'photo >"$work/photo"'
load drive --url "$url" --session "$session" --path /stream --seconds 6 ${busy:+--comment "$busy"} >"$work/driven" &
driving=$!
sleep 1
holds 'a backup is made under load' '"$native" backup create "$work/backup" --state-dir "$work/here"'
wait "$driving"
cat "$work/driven"
identity >"$work/identity"
stop

holds 'the other processor verifies the backup' '"$emulator" "$other" backup verify "$work/backup"'
holds 'and restores it' '"$emulator" "$other" backup restore "$work/backup" --state-dir "$work/there"'
holds 'every index agrees' '"$emulator" "$other" db check --state-dir "$work/there"'
serve "$work/there" "$emulator" "$other"
holds 'it serves pages' 'ask "$url/public" | grep -q "<article"'
holds 'it is the same pod with the same keys' 'identity | diff "$work/identity" -'
holds 'the picture came along' 'ask --output "$work/came" "$url$(grep -oE "\"raw\": ?\"[^\"]*" "$work/photo" | grep -oE "/uploads.*")" && [ -s "$work/came" ]'
holds 'it takes a picture itself' 'photo | grep -q guid'
post() { ask --header "Authorization: Bearer $token" --header 'Content-Type: application/json' --data '{"public":true,"body":"from there"}' "$url/api/v1/posts"; }
holds 'it takes a post' 'post | grep -q guid'
stop
holds 'this machine opens what the other one wrote' '"$native" db check --state-dir "$work/there"'
echo "$passed passed, $failed failed"
((failed == 0))
