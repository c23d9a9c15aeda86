#!/bin/sh
# Installs, upgrades or removes seedpod. Nothing runs before the last line, so that a download cut
# short does nothing. See --help, or /help/install on every pod.
#
# Exit codes: 0 done, 1 a step failed (everything is as before), 2 wrong use, 4 the download does
# not answer, 5 signature or checksum wrong (nothing was installed).
set -eu

# Stamped by packaging/release.sh when a release is made.
RELEASES='@RELEASES@'
SIGNING_KEY='@SIGNING_KEY@'
NAMESPACE=seedpod-release

usage() {
  cat <<'TEXT'
install.sh [options]

Installs the newest seedpod: for the whole machine as root, with --user just for you.

  --user               into your home folder: ~/.local/bin, your own service, ports 8080 and 8443
  --version X.Y.Z      this version instead of the newest
  --channel NAME       stable (default) or candidate
  --from-file ARCHIVE  an archive that is here already, with SHA256SUMS and SHA256SUMS.sig beside it
  --releases URL       another place to download from; https only
  --key FILE           the public key that signs releases there (OpenSSH format)
  --prefix DIR         where the program goes: DIR/bin (default /usr/local, or ~/.local)
  --no-service         no service is installed
  --no-start           the service is installed and not started
  --dry-run            says what would be done
  --uninstall          removes program and service, keeps the data
  --purge              with --uninstall: removes the data too, after you type the pod's address
  --yes                with --purge: without asking
  --insecure-skip-signature
                       takes the archive without checking who made it. Do not.
  --help               this text

Example: sh install.sh --user
TEXT
}

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }

# die CODE SENTENCE…
die() {
  code=$1
  shift
  warn "error: $*"
  exit "$code"
}

# Runs a step, or only names it.
step() {
  if [ "$dry_run" = yes ]; then
    say "would run: $*"
  else
    "$@"
  fi
}

read_options() {
  mode=system action=install channel=stable version='' archive='' prefix='' key_file=''
  service=yes start=yes dry_run=no purge=no yes=no check_signature=yes
  [ "$(id -u)" = 0 ] || mode=unknown
  while [ $# -gt 0 ]; do
    case $1 in
      --user) mode=user ;;
      --version | --channel | --from-file | --releases | --key | --prefix)
        [ $# -ge 2 ] || die 2 "$1 needs a value; see --help"
        case $1 in
          --version) version=$2 ;;
          --channel) channel=$2 ;;
          --from-file) archive=$2 ;;
          --releases) RELEASES=$2 ;;
          --key) key_file=$2 ;;
          --prefix) prefix=$2 ;;
        esac
        shift
        ;;
      --no-service) service=no ;;
      --no-start) start=no ;;
      --dry-run) dry_run=yes ;;
      --uninstall) action=uninstall ;;
      --purge) purge=yes ;;
      --yes) yes=yes ;;
      --insecure-skip-signature) check_signature=no ;;
      --help | -h)
        usage
        exit 0
        ;;
      *) die 2 "$1 is not an option; see --help" ;;
    esac
    shift
  done
  [ "$mode" != unknown ] || die 2 'run this as root for the whole machine, or with --user just for you'
  case $channel in stable | candidate) ;; *) die 2 "the channel $channel does not exist: stable or candidate" ;; esac
  case $version in *[!0-9A-Za-z.-]*) die 2 "$version is not a version" ;; esac
  [ "$purge" = no ] || [ "$action" = uninstall ] || die 2 '--purge goes with --uninstall'
  case $RELEASES in
    https://* | '@RELEASES@') ;;
    *) die 2 'releases are downloaded over https only' ;;
  esac
}

set_places() {
  if [ "$mode" = user ]; then
    [ -n "${HOME:-}" ] || die 2 'HOME is not set'
    prefix=${prefix:-$HOME/.local}
    state=${XDG_DATA_HOME:-$HOME/.local/share}/seedpod
    cache=${XDG_CACHE_HOME:-$HOME/.cache}/seedpod
    settings=${XDG_CONFIG_HOME:-$HOME/.config}/seedpod
    unit=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/seedpod.service
  else
    prefix=${prefix:-/usr/local}
    state=/var/lib/seedpod
    cache=/var/cache/seedpod
    settings=/etc/seedpod
    unit=/etc/systemd/system/seedpod.service
  fi
  program=$prefix/bin/seedpod
  case $program$state$cache$settings in *[!0-9A-Za-z/._~+-]*) die 2 'folder names may hold letters, digits and / . _ ~ + - only' ;; esac
}

# systemctl for the right manager; quiet where none runs.
manager() {
  [ -d /run/systemd/system ] || return 0
  if [ "$mode" = user ]; then
    systemctl --user "$@"
  else
    systemctl "$@"
  fi
}

refuse_packaged() {
  for other in /usr/bin/seedpod "$program"; do
    [ -e "$other" ] || continue
    if command -v dpkg >/dev/null 2>&1 && dpkg -S "$other" >/dev/null 2>&1; then
      die 1 "$other belongs to a package; upgrade it with apt"
    fi
    if command -v rpm >/dev/null 2>&1 && rpm -qf "$other" >/dev/null 2>&1; then
      die 1 "$other belongs to a package; upgrade it with the package manager"
    fi
  done
}

# The name our archives have for this machine. A 32-bit userland on a 64-bit kernel, as Raspberry
# Pi OS often has, gets the 32-bit program.
find_architecture() {
  [ "$(uname -s)" = Linux ] || die 1 "seedpod runs on Linux; this is $(uname -s)"
  architecture=$(uname -m)
  bits=64
  if command -v getconf >/dev/null 2>&1; then bits=$(getconf LONG_BIT 2>/dev/null || echo 64); fi
  case $architecture in
    x86_64 | amd64) architecture=x86_64 ;;
    aarch64 | arm64) architecture=aarch64 ;;
    armv7* | armv8l) architecture=armv7 ;;
    armv6*) die 1 'this processor (ARMv6, the first Raspberry Pi and the Pi Zero) is too small for seedpod' ;;
    *) die 1 "there is no seedpod for the processor $architecture" ;;
  esac
  if [ "$bits" = 32 ]; then
    case $architecture in
      aarch64) architecture=armv7 ;;
      x86_64) die 1 'there is no seedpod for 32-bit systems on this processor' ;;
    esac
  fi
}

# fetch URL FILE: TLS 1.2 at least, never plain HTTP, three tries, goes on where it stopped.
fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl --proto '=https' --proto-redir '=https' --tlsv1.2 --fail --location --silent --show-error \
      --retry 3 --retry-delay 2 --connect-timeout 15 --continue-at - --output "$2" "$1" || die 4 "cannot download $1"
  elif command -v wget >/dev/null 2>&1; then
    wget --https-only --secure-protocol=TLSv1_2 --tries=3 --waitretry=2 --timeout=30 --continue --quiet \
      --output-document="$2" "$1" || die 4 "cannot download $1"
  else
    die 1 'neither curl nor wget is installed'
  fi
}

download() {
  case $RELEASES in
    '@RELEASES@') die 2 'this copy of install.sh names no place to download from: use one from a release, or --from-file' ;;
  esac
  if [ -z "$version" ]; then
    fetch "$RELEASES/$channel" "$work/channel"
    version=$(head -n 1 "$work/channel" | tr -cd '0-9A-Za-z.-')
    [ -n "$version" ] || die 4 "$RELEASES/$channel names no version"
  fi
  name=seedpod-$version-$architecture.tar.gz
  say "downloading seedpod $version for $architecture"
  for file in SHA256SUMS SHA256SUMS.sig "$name"; do
    fetch "$RELEASES/v$version/$file" "$work/$file"
  done
  archive=$work/$name
}

take_file() {
  [ -f "$archive" ] || die 2 "$archive is not a file"
  folder=$(dirname -- "$archive")
  name=$(basename -- "$archive")
  cp -- "$archive" "$work/$name"
  for file in SHA256SUMS SHA256SUMS.sig; do
    if [ -f "$folder/$file" ]; then cp -- "$folder/$file" "$work/$file"; fi
  done
  archive=$work/$name
}

# Who made the list of checksums: decided before anything else is looked at.
verify_signature() {
  if [ "$check_signature" = no ]; then
    warn 'warning: the signature is not checked. Anybody could have made this archive.'
    return 0
  fi
  if [ -n "$key_file" ]; then
    [ -f "$key_file" ] || die 2 "$key_file is not a file"
    SIGNING_KEY=$(head -n 1 "$key_file")
  fi
  case $SIGNING_KEY in
    ssh-ed25519\ *) ;;
    *) die 5 'this copy of install.sh holds no key to check releases with; take one from a release, or give --key FILE' ;;
  esac
  [ -f "$work/SHA256SUMS.sig" ] || die 5 'the signature SHA256SUMS.sig is missing'
  command -v ssh-keygen >/dev/null 2>&1 || die 5 'ssh-keygen is needed to check the signature; install the package openssh-client'
  printf 'releases %s\n' "$SIGNING_KEY" >"$work/allowed"
  ssh-keygen -Y verify -f "$work/allowed" -I releases -n "$NAMESPACE" -s "$work/SHA256SUMS.sig" \
    <"$work/SHA256SUMS" >/dev/null 2>&1 || die 5 'the signature is wrong: this release was not made by the makers of seedpod'
}

verify_checksum() {
  [ -f "$work/SHA256SUMS" ] || die 5 'the list SHA256SUMS is missing'
  wanted=$(awk -v name="$name" '$2 == name || $2 == "*" name { print $1; exit }' "$work/SHA256SUMS")
  [ -n "$wanted" ] || die 5 "SHA256SUMS does not name $name"
  found=$(sha256sum "$archive" | cut -d ' ' -f 1)
  [ "$wanted" = "$found" ] || die 5 "$name is damaged: its checksum is not the signed one"
}

unpack() {
  mkdir "$work/unpacked"
  tar -xzf "$archive" -C "$work/unpacked" --no-same-owner || die 1 'the archive cannot be unpacked; is the disk full?'
  fresh=$work/unpacked/seedpod
  [ -f "$fresh/seedpod" ] || die 5 'the archive holds no program'
  chmod 0755 "$fresh/seedpod"
  "$fresh/seedpod" --version >/dev/null 2>&1 || die 1 'the program does not run on this machine'
}

# undo COMMAND…: remembered, and done last first when a later step fails.
undo() { undo_list="$*
$undo_list"; }

clean_up() {
  status=$?
  trap - EXIT INT TERM HUP
  if [ "$status" != 0 ] && [ -n "$undo_list" ]; then
    warn 'undoing what was done so far'
    printf '%s' "$undo_list" | while IFS= read -r line; do
      [ -z "$line" ] || sh -c "$line" || true
    done
  fi
  [ -z "$work" ] || rm -rf -- "$work"
  exit "$status"
}

make_user() {
  [ "$mode" = system ] || return 0
  if ! getent group seedpod >/dev/null 2>&1; then
    groupadd --system seedpod
    undo 'groupdel seedpod 2>/dev/null'
  fi
  if ! getent passwd seedpod >/dev/null 2>&1; then
    useradd --system --gid seedpod --home-dir "$state" --no-create-home --shell /usr/sbin/nologin --comment seedpod seedpod
    undo 'userdel seedpod 2>/dev/null'
  fi
}

# Data that an earlier installation left belongs to the user of this one.
adopt_data() {
  if [ "$mode" = system ] && [ -d "$state" ] && [ "$(stat -c %U "$state")" != seedpod ]; then
    chown -R seedpod:seedpod "$state"
  fi
}

# make_folder PATH MODE: owned by whoever the pod runs as.
make_folder() {
  if [ ! -d "$1" ]; then
    mkdir -p -- "$1"
    undo "rmdir -- '$1' 2>/dev/null"
    chmod "$2" "$1"
    if [ "$mode" = system ]; then chown seedpod:seedpod "$1"; fi
  fi
}

# put FILE PLACE MODE: in one move, so that there is always a whole file; the old one comes back
# when a later step fails.
put() {
  mkdir -p -- "$(dirname -- "$2")"
  if [ -e "$2" ]; then
    cp -p -- "$2" "$work/before.$(basename -- "$2")"
    undo "cp -p -- '$work/before.$(basename -- "$2")' '$2'"
  else
    undo "rm -f -- '$2'"
  fi
  cp -- "$1" "$2.new" || { rm -f -- "$2.new"; die 1 "$2 cannot be written; is the disk full?"; }
  chmod "$3" "$2.new"
  mv -f -- "$2.new" "$2"
}

install_service() {
  [ "$service" = yes ] || return 0
  if [ "$mode" = user ]; then
    sed "s|@PROGRAM@|$program|" "$fresh/seedpod.user.service" >"$work/unit"
  else
    sed "s|^ExecStart=/usr/bin/seedpod|ExecStart=$program|" "$fresh/seedpod.service" >"$work/unit"
  fi
  put "$work/unit" "$unit" 0644
  manager daemon-reload
}

start_service() {
  [ "$service" = yes ] && [ "$start" = yes ] || return 0
  if [ ! -d /run/systemd/system ]; then
    say "No service manager runs here; start the pod with: $program"
    return 0
  fi
  manager enable --quiet seedpod.service
  manager restart seedpod.service || die 1 'the pod does not start; its log: journalctl -u seedpod'
}

show_link() {
  [ "$start" = yes ] && [ "$service" = yes ] && [ -d /run/systemd/system ] || return 0
  "$program" setup-link 2>/dev/null || say 'The pod runs. Its address: see /etc/seedpod/seedpod.toml'
}

install() {
  refuse_packaged
  find_architecture
  if [ -n "$archive" ]; then take_file; else
    if [ "$dry_run" = yes ]; then
      say "would download seedpod ${version:-of the channel $channel} for $architecture from $RELEASES"
      say "would check the signature, then the checksum"
      say "would install $program, $settings, $state, $unit"
      return 0
    fi
    download
  fi
  verify_signature
  verify_checksum
  unpack
  if [ -x "$program" ] && cmp -s "$fresh/seedpod" "$program"; then
    say "seedpod $("$program" --version | awk '{ print $NF }') is installed already."
    return 0
  fi
  if [ "$dry_run" = yes ]; then
    say "would install $program, $settings, $state, $unit"
    return 0
  fi
  make_user
  adopt_data
  make_folder "$state" 0700
  make_folder "$cache" 0700
  make_folder "$settings" 0750
  if [ ! -e "$settings/seedpod.toml" ]; then
    put "$fresh/seedpod.toml" "$settings/seedpod.toml" 0640
    if [ "$mode" = system ]; then chown root:seedpod "$settings/seedpod.toml"; fi
  fi
  put "$fresh/seedpod" "$program" 0755
  install_service
  start_service
  undo_list=''
  say "seedpod is installed: $program"
  show_link
}

uninstall() {
  if [ "$mode" = system ] && [ ! -e "$program" ] && [ -e /usr/bin/seedpod ]; then
    die 1 '/usr/bin/seedpod belongs to a package; remove it with the package manager'
  fi
  if [ "$purge" = yes ] && [ "$yes" = no ] && [ "$dry_run" = no ]; then
    [ -t 0 ] || die 2 'removing the data needs a terminal to ask, or --yes'
    printf 'Everything people wrote here will be gone. Type "remove %s" to go on: ' "$state"
    read -r answer
    [ "$answer" = "remove $state" ] || die 2 'nothing was removed'
  fi
  step manager disable --now --quiet seedpod.service || true
  step rm -f -- "$unit" "$program"
  step manager daemon-reload
  if [ "$purge" = yes ]; then
    step rm -rf -- "$state" "$cache" "$settings"
  else
    step rm -rf -- "$cache"
    if [ -d "$state" ]; then
      say "The data stays in $state ($(du -sh "$state" 2>/dev/null | cut -f 1)), the settings in $settings."
    fi
  fi
  if [ "$mode" = system ]; then
    if getent passwd seedpod >/dev/null 2>&1; then step userdel seedpod; fi
    if getent group seedpod >/dev/null 2>&1; then step groupdel seedpod; fi
  fi
  say 'seedpod is removed.'
}

main() {
  read_options "$@"
  set_places
  work='' undo_list=''
  trap clean_up EXIT
  trap 'exit 130' INT TERM HUP
  work=$(mktemp -d)
  if [ "$action" = uninstall ]; then uninstall; else install; fi
}

main "$@"
