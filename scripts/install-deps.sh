#!/usr/bin/env bash
# Installs the Debian 12 packages that papercup is built and tested with.
#
#     scripts/install-deps.sh                 what building and testing take
#     scripts/install-deps.sh --build-only    what building takes
#     scripts/install-deps.sh PACKAGE...      these instead
#
# Works as root and through sudo; where neither is possible it prints the missing packages and exits 1.
set -euo pipefail

build_packages=(
  g++ cmake ninja-build pkg-config
  libarchive-dev libcli11-dev libcurl4-openssl-dev libfmt-dev libgmime-3.0-dev libpugixml-dev libsqlite3-dev libsqlitecpp-dev libtomlplusplus-dev
  libncurses-dev libutf8proc-dev nlohmann-json3-dev
)
test_packages=(fish jq libgmock-dev libgtest-dev openssl python3 python3-aiosmtpd python3-bibtexparser python3-feedparser sqlite3 zsh zstd)

case "${1:-}" in
  "") packages=("${build_packages[@]}" "${test_packages[@]}") ;;
  --build-only) packages=("${build_packages[@]}") ;;
  -*) echo "install-deps.sh: unknown option $1; --build-only is the only one" >&2; exit 2 ;;
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

if [[ $(id -u) -eq 0 ]]; then
  as_root=(env)
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
  as_root=(sudo env)
else
  explain "installing them needs root or sudo"
fi

echo "Installing ${#missing[@]} Debian packages: ${missing[*]}" >&2
apt_get=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0)
"${apt_get[@]}" update >&2 || explain "the package lists cannot be fetched"
"${apt_get[@]}" install -y --no-install-recommends "${missing[@]}" >&2 || explain "installing them failed"
