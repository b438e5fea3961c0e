#!/usr/bin/env bash
# Installs the Debian 12 packages that papercup is built and tested with.
#
#     scripts/install-deps.sh                 what building and testing take
#     scripts/install-deps.sh --build-only    what building takes
#     scripts/install-deps.sh PACKAGE...      these instead
#     scripts/install-deps.sh --unpack FOLDER PACKAGE...
#                                             unpacks these, and what they depend on, into FOLDER instead of installing them
#
# Works as root and through sudo; where neither is possible it prints the missing packages and exits 1. To unpack takes
# neither, unless the package lists have to be fetched first, and leaves the machine as it was: no daemon is started, no
# user is added, no alternative is changed.
set -euo pipefail

build_packages=(
  ca-certificates g++ cmake ninja-build pkg-config
  libarchive-dev libcli11-dev libcurl4-openssl-dev libfmt-dev libgmime-3.0-dev libpugixml-dev libsqlite3-dev libsqlitecpp-dev libtomlplusplus-dev
  libncurses-dev libutf8proc-dev nlohmann-json3-dev
)
test_packages=(
  fish groff-base iproute2 jq libgmock-dev libgtest-dev mandoc mount openssl
  python3 python3-aiosmtpd python3-bibtexparser python3-feedparser sqlite3 tmux zsh zstd
)

unpack_into=
case "${1:-}" in
  "") packages=("${build_packages[@]}" "${test_packages[@]}") ;;
  --build-only) packages=("${build_packages[@]}") ;;
  --unpack)
    unpack_into=${2:?--unpack needs a folder}
    packages=("${@:3}")
    ;;
  -*) echo "install-deps.sh: unknown option $1; there are --build-only and --unpack" >&2; exit 2 ;;
  *) packages=("$@") ;;
esac

if ! command -v dpkg-query >/dev/null; then
  echo "This is no Debian system. papercup needs what these packages of Debian 12 contain:" >&2
  echo "    ${packages[*]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ "$status" == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

explain() {
  echo "These Debian packages are missing, and $1:" >&2
  echo "    ${missing[*]}" >&2
  echo "Ask your administrator for them, or run as root: apt-get install ${missing[*]}" >&2
  exit 1
}

find_root() {
  if [[ $(id -u) -eq 0 ]]; then
    as_root=(env)
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
    as_root=(sudo env)
  else
    explain "${1:-installing them} needs root or sudo"
  fi
}

apt_get=(DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0)

install_missing() {
  find_root
  echo "Installing ${#missing[@]} Debian packages: ${missing[*]}" >&2
  "${as_root[@]}" "${apt_get[@]}" update >&2 || explain "the package lists cannot be fetched"
  "${as_root[@]}" "${apt_get[@]}" install -y --no-install-recommends "${missing[@]}" >&2 || explain "installing them failed"
}

# The missing packages and those that they depend on, as files.
download_missing() {
  env "${apt_get[@]}" -o Debug::NoLocking=1 -o Dir::Cache::archives="$1" -o APT::Sandbox::User= \
    install -y --download-only --no-install-recommends "${missing[@]}" >&2
}

unpack_missing() {
  [[ "$(cat "$1/packages" 2>/dev/null)" != "${missing[*]}" ]] || return 0
  echo "Unpacking ${#missing[@]} Debian packages into $1: ${missing[*]}" >&2
  rm -rf "$1"
  local archives
  archives=$(mkdir -p "$1/archives/partial" && cd "$1/archives" && pwd)
  if ! download_missing "$archives"; then
    find_root "fetching the package lists"
    "${as_root[@]}" "${apt_get[@]}" update >&2 || explain "the package lists cannot be fetched"
    download_missing "$archives" || explain "downloading them failed"
  fi
  for archive in "$archives"/*.deb; do
    dpkg -x "$archive" "$1"
  done
  rm -r "$archives"
  echo "${missing[*]}" >"$1/packages"
}

if [[ -n "$unpack_into" ]]; then
  unpack_missing "$unpack_into"
else
  install_missing
fi
