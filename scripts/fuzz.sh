#!/usr/bin/env bash
# Runs every fuzzer of tests/fuzz for some seconds each, starting from its corpus.
#
#     scripts/fuzz.sh [SECONDS] [NAME...]      60 seconds and all of them without arguments
#
# New inputs collect under build/fuzz/corpus; an input that breaks a parser is left in build/fuzz/found, to be
# put into tests/fuzz/corpus/<name> together with the repair.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
shift || true
names=("$@")
if [[ ${#names[@]} -eq 0 ]]; then
  for source in tests/fuzz/*_fuzz.cpp; do
    [[ -e "$source" ]] || { echo "fuzz.sh: no fuzzers found" >&2; exit 1; }
    names+=("$(basename "$source" _fuzz.cpp)")
  done
fi

scripts/install-deps.sh
scripts/install-deps.sh clang

cmake --preset fuzz
for name in "${names[@]}"; do
  cmake --build --preset fuzz --parallel --target "papercup_fuzz_$name"
done

failed=()
for name in "${names[@]}"; do
  collected="build/fuzz/corpus/$name"
  mkdir -p "$collected" build/fuzz/found
  echo "== $name: $seconds seconds"
  "build/fuzz/tests/fuzz/papercup_fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/found/$name-" "$collected" "tests/fuzz/corpus/$name" || failed+=("$name")
done

if [[ ${#failed[@]} -gt 0 ]]; then
  echo "found something: ${failed[*]}; the inputs are in build/fuzz/found" >&2
  exit 1
fi
echo "found nothing: ${names[*]}"
