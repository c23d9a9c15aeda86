#!/usr/bin/env bash
# The figures of the README, measured on this machine: tests/bench/figures.sh [POSTS]
# Builds the release program and the load tool, fills a store of POSTS posts (default 100,000) and
# prints one figure a line: name value unit. Takes a few minutes; wants an otherwise idle machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
posts=${1:-100000}
port=8097
target=${CARGO_TARGET_DIR:-target}
work=$(mktemp -d)
pod=''
trap '[ -z "$pod" ] || kill "$pod" 2>/dev/null; rm -rf "$work"' EXIT

cargo build --release --quiet --bin seedpod
cargo build --release --quiet --example load
program=$target/release/seedpod
load=$target/release/examples/load

# One person asks as fast as the machine can: the limits for one person would be measured instead.
export SEEDPOD_LIMITS_API='1000000 / 1s' SEEDPOD_LIMITS_ACTIONS='1000000 / 1s' SEEDPOD_LIMITS_PAGES='1000000 / 1s'

now() { date +%s%N; }

# start STATE: runs the pod, waits until it is ready, prints the milliseconds that took.
start() {
  local begun
  begun=$(now)
  "$program" serve --state-dir "$1" --http 127.0.0.1:$port >"$work/said" 2>"$work/log" &
  pod=$!
  until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/readyz"; do
    kill -0 "$pod"
    sleep 0.002
  done
  echo $((($(now) - begun) / 1000000))
}
stop() {
  kill "$pod"
  wait "$pod" || true
  pod=''
}
resident() { awk '/^VmRSS/ { printf "%.1f\n", $2 / 1024 }' "/proc/$pod/status"; }

echo "binary $(stat -c %s "$program") bytes"
mkdir -m 0700 "$work/empty"
echo test-password-long | "$program" init --state-dir "$work/empty" --url "http://127.0.0.1:$port" --admin alice --password-stdin >/dev/null
start "$work/empty" >"$work/time"
echo "start_empty $(cat "$work/time") ms"
sleep 5
echo "memory_idle_empty $(resident) MiB"
stop

"$load" fill --state-dir "$work/full" --url "http://127.0.0.1:$port" --accounts 5 --people 2000 --posts "$posts" \
  --comments $((posts * 2)) --seed 1 >"$work/filled"
echo "store $(du -sm "$work/full" | cut -f 1) MiB"
start "$work/full" >"$work/time"
echo "start_full $(cat "$work/time") ms"
sleep 5
echo "memory_idle_full $(resident) MiB"
session=$(awk '$1 == "session" { print $3; exit }' "$work/filled")
token=$(awk '$1 == "token" { print $3; exit }' "$work/filled")
busy=$(awk '$1 == "busy" { print $2; exit }' "$work/filled")
"$load" drive --url "http://127.0.0.1:$port" --session "$session" --path /stream --seconds 10
"$load" drive --url "http://127.0.0.1:$port" --path /public --seconds 10
"$load" drive --url "http://127.0.0.1:$port" --token "$token" --path /api/v1/streams/main --seconds 10
[ -z "$busy" ] || "$load" drive --url "http://127.0.0.1:$port" --session "$session" --path "/posts/$busy" --comment "$busy" --seconds 10
echo "memory_after_load $(resident) MiB"
stop
