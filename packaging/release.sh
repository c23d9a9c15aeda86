#!/usr/bin/env bash
# Puts a release folder together from finished programs and signs it:
#   packaging/release.sh --key KEY --url URL --out FOLDER [--channel stable] ARCHITECTURE=PROGRAM…
# KEY is the private half of the Ed25519 key in OpenSSH's format (ssh-keygen -t ed25519); its public
# half is stamped into install.sh, which is copied beside. Sign on a machine without a network.
# SEEDPOD_MAINTAINER, as Name <address>, answers for the packages.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
channel=stable key='' url='' out='' programs=()
while [ $# -gt 0 ]; do
  case $1 in
    --key) key=$2; shift 2 ;;
    --url) url=$2; shift 2 ;;
    --out) out=$2; shift 2 ;;
    --channel) channel=$2; shift 2 ;;
    *=*) programs+=("$1"); shift ;;
    *) echo "release.sh: what is $1?" >&2; exit 2 ;;
  esac
done
if [ -z "$key" ] || [ -z "$url" ] || [ -z "$out" ] || ((${#programs[@]} == 0)); then
  sed -n 2,7p "$0" >&2
  exit 2
fi
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$top/Cargo.toml" | head -n 1)
folder=$out/v$version
mkdir -p "$folder"
for pair in "${programs[@]}"; do
  "$top/packaging/archive.sh" "${pair#*=}" "${pair%%=*}" "$version" "$folder"
  "$top/packaging/deb.sh" "${pair#*=}" "${pair%%=*}" "$version" "$folder"
done
"$top/packaging/sbom.py" >"$folder/seedpod-$version.cdx.json"
(cd "$folder" && sha256sum -- *.tar.gz *.deb *.json >SHA256SUMS)
rm -f "$folder/SHA256SUMS.sig"
ssh-keygen -q -Y sign -f "$key" -n seedpod-release "$folder/SHA256SUMS"
public=$(ssh-keygen -y -f "$key" | cut -d ' ' -f 1,2)
sed "s|^RELEASES='@RELEASES@'|RELEASES='$url'|; s|^SIGNING_KEY='@SIGNING_KEY@'|SIGNING_KEY='$public'|" \
  "$top/install.sh" >"$out/install.sh"
chmod 0755 "$out/install.sh"
printf '%s\n' "$version" >"$out/$channel"
echo "$folder"
