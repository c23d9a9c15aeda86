#!/usr/bin/env bash
# Gets and renews certificates from a real test authority (Debian's pebble) on loopback, with
# nonces refused at random, and looks at what the pod shows meanwhile. Needs a built seedpod
# ($SEEDPOD_BIN), pebble, openssl and python3; needs no privileged port and no network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

target=${CARGO_TARGET_DIR:-../../target}
export SEEDPOD_BIN=${SEEDPOD_BIN:-$target/release/seedpod}
[ -x "$SEEDPOD_BIN" ] || { echo "no program at $SEEDPOD_BIN: build it, or set SEEDPOD_BIN"; exit 1; }
SEEDPOD_BIN=$(realpath "$SEEDPOD_BIN")
for tool in pebble pebble-challtestsrv openssl; do
  command -v "$tool" >/dev/null || { echo "$tool is missing"; exit 1; }
done
exec python3 main.py
