#!/usr/bin/env bash
# Builds papercup and shows a digest of the invented papers in data/sample.
#
# Installs the packages that building takes. The sample goes into a temporary folder that is removed at the end; your
# own papers and configuration are neither read nor written.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-deps.sh --build-only

cores=$(nproc)
seconds=400  # of one processor, an estimate
if [[ ! -x build/release/papercup ]]; then
  echo "Building papercup takes about $(((seconds / cores + 59) / 60)) minutes on the $cores processors of this machine."
fi

cmake --preset release -DPAPERCUP_BUILD_TESTS=OFF
cmake --build --preset release --parallel

papercup=build/release/papercup
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sample() { "$papercup" --config "$folder" --data "$folder/data" "$@"; }

echo
sample import data/sample/*.xml
echo
sample digest --focus-file data/sample/focus.toml
cat <<END

That was a digest of invented papers, ranked for data/sample/focus.toml. For your own field:

    $papercup init      four questions, then a week of papers from arXiv and your first digest
    $papercup           from tomorrow: what is new
    $papercup --help    everything else
END
