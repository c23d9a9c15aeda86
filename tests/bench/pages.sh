#!/usr/bin/env bash
# What each kind of page costs: tests/bench/pages.sh STATE FILLED [SECONDS]
# STATE is a folder that `load fill` made, FILLED the file with what it printed. Starts the release
# program on it, asks for each page with two clients, and prints a line for each: pages per second,
# processor time of the pod and rows and ranges asked of the store for one page, bytes of one page.
# Wants an otherwise idle machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
state=${1:?a folder with a store} filled=${2:?what fill printed} seconds=${3:-4}
port=8098
target=${CARGO_TARGET_DIR:-target}
program=$target/release/seedpod
load=$target/release/examples/load
work=$(mktemp -d)
pod=''
trap '[ -z "$pod" ] || kill "$pod" 2>/dev/null; rm -rf "$work"' EXIT

# One person asks as fast as the machine can: the limits for one person would be measured instead.
export SEEDPOD_LIMITS_API='1000000 / 1s' SEEDPOD_LIMITS_ACTIONS='1000000 / 1s' SEEDPOD_LIMITS_PAGES='1000000 / 1s'

"$program" serve --state-dir "$state" --http 127.0.0.1:$port >"$work/said" 2>"$work/log" &
pod=$!
until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/readyz"; do
  kill -0 "$pod"
  sleep 0.01
done
session=$(awk '$1 == "session" { print $3; exit }' "$filled")
token=$(awk '$1 == "token" { print $3; exit }' "$filled")
busy=$(awk '$1 == "busy" { print $2; exit }' "$filled")

reads() { curl --silent "http://127.0.0.1:$port/metrics" | awk '$1 == "seedpod_store_reads_total" { print $2 }'; }
# Processor time of the pod in milliseconds.
spent() { awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) * 1000 / tick }' "/proc/$pod/stat"; }

# page NAME WHO…: WHO is what tells the load tool who asks, and for which path.
page() {
  local name=$1 before after rate bytes
  shift
  # What a first request brings into memory is not the price of a page.
  "$load" drive --url "http://127.0.0.1:$port" --clients 1 --seconds 1 "$@" >/dev/null
  before="$(reads) $(spent)"
  "$load" drive --url "http://127.0.0.1:$port" --clients 2 --seconds "$seconds" "$@" >"$work/line"
  after="$(reads) $(spent)"
  rate=$(grep -oE '[0-9.]+ /s' "$work/line" | cut -d ' ' -f 1)
  bytes=$(grep -oE 'each [0-9]+' "$work/line" | cut -d ' ' -f 2)
  grep -q 'failed 0 ' "$work/line" || echo "$name failed: $(cat "$work/line")" >&2
  awk -v name="$name" -v before="$before" -v after="$after" -v rate="$rate" -v seconds="$seconds" -v bytes="$bytes" 'BEGIN {
    split(before, b, " "); split(after, a, " ")
    pages = rate * seconds
    printf "%-22s %8.0f /s %8.2f ms %7.0f reads %8d bytes\n", name, rate, (a[2] - b[2]) / pages, (a[1] - b[1]) / pages, bytes
  }'
}

# The names that the pages are reached by are taken from the stream itself.
who=(--session "$session")
stream=$(curl --silent --cookie "__Host-seedpod=$session; seedpod-home=$session" "http://127.0.0.1:$port/stream")
first() { grep -oE "$1" <<<"$stream" | sed -n "${2:-1}p"; }
person=$(first '/people/[0-9a-f]{16,}')
post=$(first '/posts/[0-9a-f]{16,}')
tag=$(first '/tags/[a-z0-9]+')

page 'stream' "${who[@]}" --path /stream
page 'aspects' "${who[@]}" --path /aspects
page 'tag' "${who[@]}" --path "$tag"
page 'profile' "${who[@]}" --path "$person"
page 'post' "${who[@]}" --path "$post"
[ -z "$busy" ] || page 'post, 100 comments' "${who[@]}" --path "/posts/$busy"
page 'notifications' "${who[@]}" --path /notifications
page 'contacts' "${who[@]}" --path /contacts
page 'search' "${who[@]}" --path '/search?q=person'
page 'public, signed out' --path /public
page 'API main stream' --token "$token" --path /api/v1/streams/main
page 'API aspects stream' --token "$token" --path /api/v1/streams/aspects
page 'API post' --token "$token" --path "/api/v1$post"
