#!/usr/bin/env bash
# Builds papercup and runs every test, after installing the packages that takes; says what was skipped and why.
#
#     scripts/test.sh [--preset check|dev|asan|clang|release] [--all] [ctest option...]
#
# With asan, the sanitizers, only the tests in which they may find something that others do not show: --all for the rest.
set -euo pipefail
cd "$(dirname "$0")/.."

preset=check
if [[ "${1:-}" == "--preset" ]]; then
  preset=${2:?--preset needs a name, see CMakePresets.json}
  shift 2
fi
left_out=()
[[ "$preset" != asan ]] || left_out=(--label-exclude '^without_sanitizers$')
if [[ "${1:-}" == "--all" ]]; then
  left_out=()
  shift
fi

scripts/install-deps.sh
[[ "$preset" != clang ]] || scripts/install-deps.sh clang
# LLVM names the functions in what the sanitizers report.
[[ "$preset" != asan ]] || scripts/install-deps.sh clang libclang-rt-14-dev llvm
# Not Chromium, of 400 MB, without which two tests are skipped: scripts/install-deps.sh chromium.

# What mail is sent through on a real machine. Unpacked for the tests alone, as installing Exim and cron would start two
# daemons, one of them a mail server, on the machine of whoever runs this.
scripts/install-deps.sh --unpack build/machine exim4-daemon-light msmtp cron libfaketime ||
  echo "test.sh: tests that need one of these are skipped" >&2

cmake --preset "$preset"
cmake --build --preset "$preset" --parallel

# Says before ctest's summary what was skipped.
run_tests() {
  local results="$PWD/build/$preset/test-results.xml"
  rm -f "$results"
  # More than there are processors: many tests wait for the pace of requests or for a timeout.
  ctest --preset "$preset" --parallel $((2 * $(nproc))) "${left_out[@]}" --output-junit "$results" "$@" | scripts/report-skips.py "$results"
}
run_tests "$@"
