#!/usr/bin/env bash
# Prints the changes of a released version from CHANGELOG.md, as the text of its tag and of its page.
#
#     scripts/release-notes.sh X.Y.Z
set -euo pipefail
cd "$(dirname "$0")/.."

version=${1:?which version?}
notes=$(awk -v version="$version" '
  /^## / { inside = ($2 == version && $3 ~ /^\([0-9-]+\)$/) ; if (inside) date = $3; next }
  inside { text = text $0 "\n" }
  END { if (text != "") printf "papercup %s %s\n%s", version, date, text }' CHANGELOG.md)
[[ -n "$notes" ]] || { echo "release-notes.sh: CHANGELOG.md has no section '## $version (YYYY-MM-DD)' with changes" >&2; exit 1; }
echo "$notes"
