#!/usr/bin/env bash
# What a pod writes to disk while nobody does anything: tests/bench/idle.sh [SECONDS]   (default 3600)
# Starts the release program on a new store and prints bytes and commits for an hour. (H-075)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-3600}
port=8096
program=${SEEDPOD_BIN:-${CARGO_TARGET_DIR:-target}/release/seedpod}
work=$(mktemp -d)
pod=''
trap '[ -z "$pod" ] || kill "$pod" 2>/dev/null; rm -rf "$work"' EXIT
mkdir -m 0700 "$work/state"
echo test-password-long | "$program" init --state-dir "$work/state" --url "http://127.0.0.1:$port" --admin alice --password-stdin >/dev/null
"$program" serve --state-dir "$work/state" --http 127.0.0.1:$port >"$work/said" 2>"$work/log" &
pod=$!
until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/readyz"; do kill -0 "$pod"; sleep 0.1; done
numbers() {
  curl --silent "http://127.0.0.1:$port/metrics" |
    awk '/^seedpod_written_bytes_total/ { bytes = $2 } /^seedpod_commits_total.*done/ { commits = $2 } END { print bytes, commits }'
}
# The first minute belongs to the start.
sleep 60
before=$(numbers)
sleep "$seconds"
after=$(numbers)
awk -v before="$before" -v after="$after" -v seconds="$seconds" 'BEGIN {
  split(before, b, " "); split(after, a, " ")
  printf "written_idle_hour %.0f bytes\nsyncs_idle_hour %.1f commits\n", (a[1] - b[1]) * 3600 / seconds, (a[2] - b[2]) * 3600 / seconds
}'
