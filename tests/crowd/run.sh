#!/usr/bin/env bash
# Ten thousand idle connections, slow senders and slow readers against the release program (H-125):
# tests/crowd/run.sh. Needs the program, at SEEDPOD_BIN or where cargo puts it. Takes about a minute.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export SEEDPOD_BIN=${SEEDPOD_BIN:-${CARGO_TARGET_DIR:-target}/release/seedpod}
ulimit -n "$(ulimit -Hn)"
exec cargo run --quiet --example crowd -- "$@"
