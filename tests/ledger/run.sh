#!/usr/bin/env bash
# Kills pods at work and looks whether they keep what they acknowledged (H-140):
# tests/ledger/run.sh [KILLS] [SEED]   (default: 50 kills, seed 1)
# Needs the release program, at SEEDPOD_BIN or where cargo puts it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export SEEDPOD_BIN=${SEEDPOD_BIN:-${CARGO_TARGET_DIR:-target}/release/seedpod}
exec cargo run --quiet --example ledger -- "$@"
