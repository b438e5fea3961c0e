#!/usr/bin/env bash
# Checks the formatting of the sources and runs clang-tidy over them; the first finding of either fails.
#
#     scripts/tidy.sh [--fix-format]
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-deps.sh
scripts/install-deps.sh clang clang-format clang-tidy

mapfile -t sources < <(find bench include src tests -name '*.[ch]pp' | sort)
[[ ${#sources[@]} -gt 0 ]] || { echo "tidy.sh: no sources found" >&2; exit 1; }
if [[ "${1:-}" == "--fix-format" ]]; then
  clang-format -i "${sources[@]}"
else
  clang-format --dry-run -Werror "${sources[@]}"
fi

cmake --preset tidy
cmake --build --preset tidy --parallel
