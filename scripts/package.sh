#!/usr/bin/env bash
# Makes packages of the last commit: for Debian 12, and a tarball for other Linux systems.
#
#     scripts/package.sh [--output FOLDER]      FOLDER is build/packages unless you say otherwise
#
# leaves there, X.Y.Z being the version that CMakeLists.txt names:
#
#     papercup_X.Y.Z-0upstream1_amd64.deb           for Debian 12, checked with lintian
#     papercup-dbgsym_X.Y.Z-0upstream1_amd64.deb    its debug symbols
#     papercup_X.Y.Z-0upstream1.dsc, two tarballs   its source package
#     papercup-X.Y.Z-x86_64-linux.tar.gz            for other systems, see contrib/install.sh
#     SHA256SUMS                                    of all of these
#
# Installs what that takes (as root or through sudo). The same commit gives the same bytes, in whatever folder and at
# whatever time it is built: every date in the packages is that of the commit. Takes about eight minutes of one processor.
# scripts/test-packages.sh installs the result in bare systems.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 022

output=build/packages
if [[ "${1:-}" == --output ]]; then
  output=${2:?--output needs a folder}
  shift 2
fi
[[ $# -eq 0 ]] || { echo "package.sh: '$1' is no option of it; there is --output FOLDER" >&2; exit 2; }

commit=$(git rev-parse --verify HEAD 2>/dev/null) ||
  { echo "package.sh: packages are made of a commit, and this is no checkout of git" >&2; exit 1; }
[[ -z "$(git status --porcelain)" ]] ||
  echo "package.sh: there are changes that are not committed; they are left out" >&2

scripts/install-deps.sh --build-only
scripts/install-deps.sh build-essential debhelper lintian patchelf

export LC_ALL=C.UTF-8 TZ=UTC SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct "$commit")
version=$(scripts/version.sh)
mkdir -p "$output"
output=$(cd "$output" && pwd)
work="$output/work"
source="$work/papercup-$version"
rm -rf "$work" && mkdir -p "$work"

# What upstream and what Debian adds, as Debian's source packages keep them apart.
git archive --format=tar --prefix="papercup-$version/" "$commit" -- . ':!debian' | gzip -9n >"$work/papercup_$version.orig.tar.gz"
git archive --format=tar --prefix="papercup-$version/" "$commit" | tar -x -C "$work"

# A revision that is older than any of Debian's own would be.
cat >"$source/debian/changelog" <<CHANGES
papercup ($version-0upstream1) unstable; urgency=medium

  * Version $version, whose changes /usr/share/doc/papercup/changelog.gz lists.

 -- $(sed -n 's/^Maintainer: //p' debian/control)  $(date -R -d "@$SOURCE_DATE_EPOCH")
CHANGES

(cd "$source" && dpkg-buildpackage --no-sign --build=full)
lintian --pedantic --fail-on error,warning "$work"/*.changes

scripts/package-tarball.sh "$source" "$work/papercup-$version-$(uname -m)-linux.tar.gz"

results=("$work"/*.deb "$work"/*.dsc "$work"/*.tar.*)
rm -f "$output"/papercup* "$output/SHA256SUMS"
mv "${results[@]}" "$output"
rm -rf "$work"
(cd "$output" && sha256sum papercup* | tee SHA256SUMS)
