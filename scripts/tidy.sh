#!/usr/bin/env bash
# Checks the formatting of the sources and runs clang-tidy over them; the first finding of either fails.
#
#     scripts/tidy.sh                     the whole tree, which takes an hour or two
#     scripts/tidy.sh --changed [BASE]    what differs from BASE (origin/main), committed or not
#     scripts/tidy.sh --recent COUNT      the COUNT sources of the program that changed last
#     scripts/tidy.sh --fix-format ...    formats in place of complaining, as the first argument
#
# clang-tidy sees each source by itself, without precompiled headers, so that it finds missing includes, too. It reads the
# sources of the program; tests and benchmarks are only checked for their formatting.
set -euo pipefail
cd "$(dirname "$0")/.."

format=(--dry-run -Werror)
if [[ "${1:-}" == "--fix-format" ]]; then
  format=(-i)
  shift
fi

scripts/install-deps.sh
scripts/install-deps.sh clang clang-format clang-tidy

all_sources() { find bench include scripts src tests -name '*.[ch]pp' | sort; }

# Files that git says have changed, the newest first, without those that are gone.
existing() { awk 'NF && !seen[$0]++' | while read -r file; do [[ ! -f "$file" ]] || echo "$file"; done; }
changed_since() {
  { git diff --name-only "$1" && git ls-files --others --exclude-standard; } | grep -E '\.[ch]pp$' | existing
}
changed_last() {
  git log --format= --name-only --no-renames -- include src | grep -E '\.[ch]pp$' | existing | head -n "$1" || true
}

# For a header, a source that includes it: the one of its name or else the first.
as_source() {
  local header including
  while read -r file; do
    case "$file" in
      src/*.cpp) echo "$file" ;;
      src/*.hpp | include/*.hpp)
        header=${file#*/}
        including=$(grep -rlF --include='*.cpp' "#include \"$header\"" src | sort || true)
        { grep -E "/$(basename "$header" .hpp)\.cpp$" <<<"$including" || echo "$including"; } | head -n 1
        ;;
    esac
  done | awk 'NF && !seen[$0]++'
}

case "${1:-}" in
  "") mapfile -t sources < <(all_sources) ;;
  --changed)
    base=$(git merge-base HEAD "${2:-origin/main}" 2>/dev/null) || { echo "tidy.sh: there is no ${2:-origin/main}" >&2; exit 1; }
    mapfile -t sources < <(changed_since "$base")
    ;;
  --recent)
    mapfile -t sources < <(changed_last "${2:?--recent needs a count}")
    ;;
  *) echo "tidy.sh: unknown option $1" >&2; exit 2 ;;
esac
if [[ ${#sources[@]} -eq 0 ]]; then
  [[ -n "${1:-}" ]] || { echo "tidy.sh: no sources found" >&2; exit 1; }
  echo "tidy.sh: nothing has changed"
  exit 0
fi

clang-format "${format[@]}" "${sources[@]}"

cmake --preset tidy
if [[ -z "${1:-}" ]]; then
  cmake --build --preset tidy --parallel
  exit
fi
mapfile -t read_sources < <(printf '%s\n' "${sources[@]}" | as_source)
[[ ${#read_sources[@]} -gt 0 ]] || exit 0
echo "clang-tidy reads ${#read_sources[@]} sources"
printf '%s\0' "${read_sources[@]}" |
  xargs -0 -n 1 -P "$(nproc)" clang-tidy -p build/tidy --quiet --warnings-as-errors='*'
