#!/usr/bin/env bash
# Makes a release: the version, the date of the changes and of the manual pages, both packages, their checksums, and a tag.
#
#     scripts/release.sh [--for-real] X.Y.Z
#
# Shows what it would do, and changes nothing, unless it is told --for-real. Then it
#
#  1. writes the version into CMakeLists.txt, the version and today's date into CHANGELOG.md's heading, and the date into
#     the manual pages, and commits that;
#  2. runs every test (scripts/test.sh), makes the packages (scripts/package.sh) and tries them in bare systems
#     (scripts/test-packages.sh);
#  3. makes the annotated tag vX.Y.Z, with the changes as its text.
#
# Nothing is pushed: the last lines say how. If a step fails, the commit stays, without a tag; `git reset --hard HEAD~1`
# takes it back. Set PAPERCUP_RELEASE_DATE=YYYY-MM-DD for another date than today's.
set -euo pipefail
cd "$(dirname "$0")/.."

is_for_real=false
if [[ "${1:-}" == --for-real ]]; then
  is_for_real=true
  shift
fi
version=${1:-}
date=${PAPERCUP_RELEASE_DATE:-$(date -u +%F)}

refuse() { echo "release.sh: $1" >&2; exit 2; }
[[ $# -eq 1 && "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || refuse "give the version, as in: scripts/release.sh --for-real 0.2.0"
[[ "$date" =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || refuse "'$date' is no date YYYY-MM-DD"
[[ -z "$(git status --porcelain)" ]] || refuse "there are changes that are not committed; commit or stash them"
! git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null || refuse "there is a tag v$version already"
current=$(scripts/version.sh)
[[ "$(printf '%s\n' "$current" "$version" | sort -V | tail -n 1)" == "$version" ]] || refuse "$version is older than $current"

# The changes of the version, from the heading "## X.Y.Z (unreleased)" to the next one.
heading="## $version (unreleased)"
changes=$(awk -v heading="$heading" '$0 == heading { inside = 1; next } /^## / { inside = 0 } inside' CHANGELOG.md)
[[ "$changes" == *[![:space:]]* ]] || refuse "CHANGELOG.md has no changes under '$heading'"
manual=cmake/PapercupManual.cmake
grep -q '^set(PAPERCUP_MANUAL_DATE "' "$manual" || refuse "$manual has no date of the manual"

edit() {
  sed -i "/^project(/,/)/s/^\( *VERSION \)[0-9.]*/\1$version/" CMakeLists.txt
  sed -i "s/^$heading\$/## $version ($date)/" CHANGELOG.md
  sed -i "s/^set(PAPERCUP_MANUAL_DATE .*/set(PAPERCUP_MANUAL_DATE \"$date\")/" "$manual"
  [[ "$(scripts/version.sh)" == "$version" ]]
  scripts/release-notes.sh "$version" >/dev/null
}

edit
git --no-pager diff --stat
if [[ "$is_for_real" == false ]]; then
  git --no-pager diff --unified=0
  git checkout --quiet -- CMakeLists.txt CHANGELOG.md "$manual"
  echo
  echo "Nothing is changed. scripts/release.sh --for-real $version commits this, runs every test, makes and tries the"
  echo "packages, and makes the tag v$version."
  exit
fi

git commit --quiet --all --message "Release $version"
scripts/test.sh
scripts/package.sh
scripts/test-packages.sh || [[ $? -eq 77 ]]
scripts/release-notes.sh "$version" | git tag --annotate --cleanup=verbatim --file=- "v$version"
cat build/packages/SHA256SUMS
cat <<END

papercup $version is tagged, and its packages are in build/packages. To publish:

    git push origin HEAD v$version


Begin the next version with a heading "## X.Y.Z (unreleased)" in CHANGELOG.md.
END
