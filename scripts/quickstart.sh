#!/usr/bin/env bash
# Builds papercup and shows a digest of the invented papers in data/sample.
#
#     scripts/quickstart.sh [--field FIELD]
#
# FIELD is the field that the papers are of: learning (machine learning, unless you say otherwise) or astro (astronomy).
#
# Installs the packages that building takes; where a package of this version is beside this folder or in build/packages, it
# offers to install that instead, which takes seconds. The sample goes into a temporary folder that is removed at the end; your
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

# A Debian package of this version and for this machine.
find_package() {
  local version folder file
  command -v apt-get >/dev/null || return 1
  version=$(scripts/version.sh)
  for folder in .. . build/packages; do
    for file in "$folder/papercup_$version-"*"_$(dpkg --print-architecture).deb"; do
      if [[ -f "$file" ]]; then
        realpath "$file"
        return
      fi
    done
  done
  return 1
}

# Installs a package if there is one and the reader wants it. Without a terminal nobody can be asked.
install_package() {
  local package answer as_root=()
  package=$(find_package) || return 1
  [[ $(id -u) -eq 0 ]] || as_root=(sudo)
  if [[ ! -t 0 ]]; then
    echo "There is a package of this version, which takes seconds, for: apt-get install $package"
    return 1
  fi
  echo "There is a package of this version, which takes seconds: $package"
  read -r -p "Install it, instead of building? [Y/n] " answer || return 1
  [[ "$answer" != [Nn]* ]] || return 1
  "${as_root[@]}" apt-get install -y "$package"
}

build() {
  local cores seconds=400  # of one processor, an estimate
  cores=$(nproc)
  if [[ ! -x build/release/papercup ]]; then
    echo "This installs the packages that building takes, builds papercup into build/release, and shows a digest. On the"
    echo "$cores processors of this machine that takes about $(((seconds / cores + 59) / 60)) minutes, beside what the packages take to arrive."
  fi

  scripts/install-deps.sh --build-only
  cmake --preset release -DPAPERCUP_BUILD_TESTS=OFF
  cmake --build --preset release --parallel
}

if install_package; then
  papercup=papercup
else
  build
  papercup=build/release/papercup
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
in_sample() { "$papercup" --config "$folder" --data "$folder/data" "$@"; }

echo
in_sample import "$sample"/*.xml
echo
in_sample --no-pager digest --focus-file "$sample/focus.toml"
cat <<END

That was a digest of invented papers, ranked for $sample/focus.toml. For your own field:

    $papercup init      four questions, then a week of papers from arXiv and your first digest
    $papercup           from tomorrow: what is new
    $papercup help      everything else
END
