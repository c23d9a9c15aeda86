#!/usr/bin/env bash
# Lets an existing client library sign in through the consent page in a real browser, and lets a
# property tester loose on the served description. Needs a built seedpod ($SEEDPOD_BIN), python3
# with venv and Debian's chromium; puts the libraries beside the other caches, never into the checkout.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

cache=${SEEDPOD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seedpod}
target=${CARGO_TARGET_DIR:-../../target}
export SEEDPOD_BIN=${SEEDPOD_BIN:-$target/release/seedpod}
[ -x "$SEEDPOD_BIN" ] || { echo "no program at $SEEDPOD_BIN: build it, or set SEEDPOD_BIN"; exit 1; }
SEEDPOD_BIN=$(realpath "$SEEDPOD_BIN")

# A venv for each version of the list, so that an old one is never used by mistake.
venv=$cache/openid-$(sha256sum requirements.txt | cut -c 1-12)
if [ ! -e "$venv/complete" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --requirement requirements.txt
  touch "$venv/complete"
fi
export PATH=$venv/bin:$PATH
exec "$venv/bin/python" main.py
