#!/usr/bin/env bash
# Prints papercup's version, which stands in CMakeLists.txt alone.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n '/^project(/,/)/s/^ *VERSION \([0-9][0-9.]*\).*/\1/p' CMakeLists.txt)
[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] ||
  { echo "version.sh: project() in CMakeLists.txt has no VERSION X.Y.Z" >&2; exit 1; }
echo "$version"
