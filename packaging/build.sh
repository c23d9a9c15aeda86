#!/usr/bin/env bash
# Builds the static program for one processor: packaging/build.sh x86_64|aarch64|armv7 OUT
# On Debian. Needs for other processors than this one: Debian's rustc-web, cargo-web, the target's
# libstd-rust-web-dev and cross compiler (packaging/README.md names them). Two builds of one commit are
# byte for byte the same, whatever the folder: paths are rewritten, nothing asks for the time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
architecture=${1:?which processor: x86_64, aarch64 or armv7}
out=${2:?where to}
case $architecture in
  x86_64) target=x86_64-unknown-linux-gnu compiler=gcc ;;
  aarch64) target=aarch64-unknown-linux-gnu compiler=aarch64-linux-gnu-gcc ;;
  armv7) target=armv7-unknown-linux-gnueabihf compiler=arm-linux-gnueabihf-gcc ;;
  *) echo "build.sh: no such processor: $architecture" >&2; exit 2 ;;
esac
folder=${CARGO_TARGET_DIR:-target}/static-$architecture
upper=${target^^}
upper=${upper//-/_}
lower=${target//-/_}
cargo_home=${CARGO_HOME:-$HOME/.cargo}
flags="-C target-feature=+crt-static --cfg getrandom_backend=\"linux_getrandom\""
flags+=" --remap-path-prefix=$PWD=/seedpod --remap-path-prefix=$cargo_home=/cargo"
export "CARGO_TARGET_${upper}_RUSTFLAGS=$flags"
export "CARGO_TARGET_${upper}_LINKER=$compiler"
export "CC_$lower=$compiler"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
export CFLAGS="-ffile-prefix-map=$PWD=/seedpod -ffile-prefix-map=$cargo_home=/cargo"
if [ "$architecture" != x86_64 ]; then
  # The library of another processor comes with Debian's compiler, not with rustup's.
  export PATH=/usr/bin:/bin RUSTC=/usr/bin/rustc
fi
CARGO_TARGET_DIR=$folder cargo build --release --locked --target "$target" --bin seedpod
install -D -m 0755 "$folder/$target/release/seedpod" "$out"
