#!/usr/bin/env bash
# Drives real pods with a real browser: the whole main journey with and without script, every page
# for accessibility, width, validity and weight, and the budgets of speed. Needs a built seedpod
# ($SEEDPOD_BIN), node 20 with npm, openssl and Debian's chromium; puts the packages beside the other
# caches, never into the checkout. Pictures of all pages go to $SEEDPOD_SHOTS if it is set.
#
#   tests/browser/run.sh [journey|pages|keyboard|languages|speed]…    only these parts
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

cache=${SEEDPOD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seedpod}
target=${CARGO_TARGET_DIR:-../../target}
export SEEDPOD_BIN=${SEEDPOD_BIN:-$target/release/seedpod}
[ -x "$SEEDPOD_BIN" ] || { echo "no program at $SEEDPOD_BIN: build it, or set SEEDPOD_BIN"; exit 1; }
SEEDPOD_BIN=$(realpath "$SEEDPOD_BIN")
export CHROME_PATH=${CHROME_PATH:-/usr/bin/chromium}
[ -x "$CHROME_PATH" ] || { echo "no browser at $CHROME_PATH: install chromium, or set CHROME_PATH"; exit 1; }

# A folder for each version of the list, so that an old one is never used by mistake.
export SEEDPOD_MODULES=$cache/browser-$(sha256sum package-lock.json | cut -c 1-12)
if [ ! -e "$SEEDPOD_MODULES/complete" ]; then
  mkdir -p "$SEEDPOD_MODULES"
  cp package.json package-lock.json "$SEEDPOD_MODULES/"
  (cd "$SEEDPOD_MODULES" && npm_config_cache=${npm_config_cache:-$cache/npm} npm ci --ignore-scripts --no-audit --no-fund --silent)
  touch "$SEEDPOD_MODULES/complete"
fi
exec node main.mjs "$@"
