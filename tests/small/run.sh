#!/usr/bin/env bash
# The release program on a small machine: one core, 160 MB, in control groups of its own, with a
# photograph of 24 megapixels sent while people read: tests/small/run.sh
# Needs root and the kernel's control groups, version 1 or 2; SEEDPOD_BIN is the program. H-084, H-148
# shellcheck disable=SC2016
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=${SEEDPOD_BIN:-${CARGO_TARGET_DIR:-target}/release/seedpod}
most=$((160 * 1000 * 1000))
port=8099 name=seedpod-test-$$
work=$(mktemp -d)
groups=() pod=''
finish() {
  [ -z "$pod" ] || kill -9 "$pod" 2>/dev/null || true
  [ -z "$pod" ] || wait "$pod" 2>/dev/null || true
  local group
  for group in "${groups[@]}"; do rmdir "$group"; done
  rm -rf "$work"
}
trap finish EXIT

passed=0 failed=0
# holds NAME SCRIPT: the script is what must be true.
holds() {
  if eval "$2" >"$work/held" 2>&1; then
    passed=$((passed + 1)) && echo "ok: $1"
  else
    failed=$((failed + 1)) && echo "FAILED: $1" && sed 's/^/    /' "$work/held"
  fi
}

# The groups: whoever is written into them is held by their limits.
root=/sys/fs/cgroup
if [ -d "$root/memory" ]; then
  memory=$root/memory/$name cpus=$root/cpuset/$name
  mkdir "$memory" "$cpus"
  groups=("$memory" "$cpus")
  echo "$most" >"$memory/memory.limit_in_bytes"
  cat "$root/cpuset/cpuset.mems" >"$cpus/cpuset.mems"
  echo 0 >"$cpus/cpuset.cpus"
  peak=$memory/memory.max_usage_in_bytes kills=$memory/memory.oom_control
else
  echo '+memory +cpuset' >"$root/cgroup.subtree_control"
  memory=$root/$name
  mkdir "$memory"
  groups=("$memory")
  echo "$most" >"$memory/memory.max"
  echo 0 >"$memory/memory.swap.max" 2>/dev/null || true
  echo 0 >"$memory/cpuset.cpus"
  peak=$memory/memory.peak kills=$memory/memory.events
fi
# What a group's own file shows of killed processes.
killed() { awk '$1 == "oom_kill" { print $2 }' "$kills"; }

load() { cargo run --quiet --example load -- "$@"; }
load fill --state-dir "$work/state" --url "http://127.0.0.1:$port" --accounts 5 --people 500 --posts 5000 --comments 5000 >"$work/filled"
token=$(awk '$1 == "token" { print $3; exit }' "$work/filled")
session=$(awk '$1 == "session" { print $3; exit }' "$work/filled")
load picture --width 6000 --height 4000 --out "$work/large.jpg"

# Held from its first moment; the store's cache and the places for pictures follow the limit.
export SEEDPOD_LIMITS_API='1000000 / 1s' SEEDPOD_LIMITS_ACTIONS='1000000 / 1s' SEEDPOD_LIMITS_PAGES='1000000 / 1s'
for group in "${groups[@]}"; do echo $$ >"$group/cgroup.procs"; done
"$program" serve --state-dir "$work/state" --http 127.0.0.1:$port >"$work/said" 2>"$work/log" &
pod=$!
for group in "${groups[@]}"; do echo $$ >"$(dirname "$group")/cgroup.procs"; done
until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/readyz"; do kill -0 "$pod"; sleep 0.05; done

# upload NUMBER: the status of sending the photograph.
upload() {
  curl --silent --output "$work/answer$1" --write-out '%{http_code}\n' --max-time 120 \
    --header "Authorization: Bearer $token" --form "image=@$work/large.jpg;type=image/jpeg" \
    "http://127.0.0.1:$port/api/v1/photos"
}

holds 'a photograph of 24 megapixels is taken' '[ "$(upload 0)" = 200 ]'
holds 'it can be looked at' 'curl --silent --fail --output /dev/null "$(grep -oE "\"raw\": ?\"[^\"]*" "$work/answer0" | grep -oE "http.*")"'

# Four at once, while eight people read: each is taken, or told to come again.
load drive --url "http://127.0.0.1:$port" --session "$session" --path /stream --seconds 20 >"$work/read" &
reading=$!
uploads=()
for number in 1 2 3 4; do
  upload "$number" >"$work/status$number" &
  uploads+=($!)
done
wait "${uploads[@]}" || true
wait "$reading"
cat "$work/read"
holds 'four more are taken or told to wait' '! cat "$work"/status[1-4] | grep -vE "^(200|429|503)$"'
holds 'at least one of them is taken' 'grep -q "^200$" "$work"/status[1-4]'
holds 'those who read are answered' 'grep -q "failed 0 " "$work/read"'
holds 'nobody is killed for memory' '[ "$(killed)" = 0 ] && kill -0 "$pod"'
awk -v kib="$(awk '/^VmHWM/ { print $2 }' "/proc/$pod/status")" -v group="$(cat "$peak")" \
  'BEGIN { printf "memory: program at most %.0f MB, with the cache of its files %.0f MB of 160\n", kib * 1.024 / 1000, group / 1e6 }'
kill "$pod"
holds 'it stops in peace' 'wait "$pod"'
pod=''
holds 'the store is whole' '"$program" db check --state-dir "$work/state"'
echo "$passed passed, $failed failed"
((failed == 0))
