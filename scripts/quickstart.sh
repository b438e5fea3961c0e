#!/usr/bin/env bash
# Builds papercup and shows a digest of the invented papers in data/sample.
#
#     scripts/quickstart.sh [--field FIELD]
#
# FIELD is the field that the papers are of: learning (machine learning, unless you say otherwise) or astro (astronomy).
#
# Installs the packages that building takes. The sample goes into a temporary folder that is removed at the end; your
# own papers and configuration are neither read nor written.
set -euo pipefail
cd "$(dirname "$0")/.."

explain() { sed -n '/^# /,/^set /{/^#/!d;s/^# \{0,1\}//;p}' scripts/quickstart.sh; }
refuse() {
  echo "quickstart.sh: $1" >&2
  echo "Fields: learning, astro. scripts/quickstart.sh --help says more." >&2
  exit 2
}

field=learning
while (($# > 0)); do
  case $1 in
    -h | --help) explain; exit ;;
    --field) (($# > 1)) || refuse "--field needs a field"; field=$2; shift 2 ;;
    --field=*) field=${1#--field=}; shift ;;
    *) refuse "'$1' is no option of it" ;;
  esac
done
case $field in
  learning) sample=data/sample ;;
  astro) sample=data/sample/astro ;;
  *) refuse "there is no field '$field'" ;;
esac

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
in_sample() { "$papercup" --config "$folder" --data "$folder/data" "$@"; }

echo
in_sample import "$sample"/*.xml
echo
in_sample digest --focus-file "$sample/focus.toml"
cat <<END

That was a digest of invented papers, ranked for $sample/focus.toml. For your own field:

    $papercup init      four questions, then a week of papers from arXiv and your first digest
    $papercup           from tomorrow: what is new
    $papercup --help    everything else
END
