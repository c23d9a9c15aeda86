#!/usr/bin/env bash
# A pod among twenty others in bad weather (H-145): tests/soak/run.sh [MINUTES] [--plot FILE]
# (default: two minutes). Needs the release program, at SEEDPOD_BIN or where cargo puts it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export SEEDPOD_BIN=${SEEDPOD_BIN:-${CARGO_TARGET_DIR:-target}/release/seedpod}
exec cargo run --quiet --example soak -- "$@"
