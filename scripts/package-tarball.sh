#!/usr/bin/env bash
# Packs a build of papercup with the libraries it needs, for Linux systems that lack them; scripts/package.sh calls it.
#
#     scripts/package-tarball.sh SOURCE TARBALL
#
# SOURCE is a source tree in which dpkg-buildpackage has been. TARBALL becomes a folder of the same name with bin, lib,
# share and install.sh, and TARBALL.sha256 its checksum. Of the libraries only those of glibc are the system's: papercup
# runs where glibc is as new as on the machine of the build. SOURCE_DATE_EPOCH is the date of everything.
set -euo pipefail

source=$(cd "${1:?which source tree?}" && pwd)
output=$(realpath "${2:?which tarball?}")
: "${SOURCE_DATE_EPOCH:?is the date of everything}"

name=$(basename "$output" .tar.gz)
parent=$(dirname "$output")
folder="$parent/$name"
libraries="$folder/lib/papercup"
documents="$folder/share/doc/papercup"
rm -rf "$folder"

cmake --install "$source"/obj-* --prefix "$folder" --strip >/dev/null
mv "$folder/share/zsh/vendor-completions" "$folder/share/zsh/site-functions"
install -m 755 "$source/contrib/install.sh" "$folder"

# The libraries of glibc belong to the system's loader.
is_of_glibc() { [[ "$1" =~ ^(ld-linux.*|lib(c|dl|m|pthread|resolv|rt))\.so\. ]]; }

# Copies each library, and the licences of the packages they are from.
mkdir -p "$libraries" "$documents/libraries"
packages=()
while read -r library _ path _; do
  [[ "$path" == /* ]] || continue
  is_of_glibc "$library" && continue
  install -m 644 "$(realpath "$path")" "$libraries/$library"
  # dpkg knows files where they were installed, which may be below /usr since.
  package=$(dpkg-query -S "$(realpath "$path")" 2>/dev/null || dpkg-query -S "$(realpath "$path" | sed 's,^/usr,,')")
  packages+=("${package%%: *}")
done < <(ldd "$folder/bin/papercup" "$source"/obj-*/papercup_loaded_later | sed 's/^[[:space:]]*//' | sort -u)
[[ ${#packages[@]} -gt 0 ]] || { echo "package-tarball.sh: ldd names no library" >&2; exit 1; }

{
  echo "Libraries that papercup brings along in lib/papercup, unchanged from these packages of Debian, whose licences are"
  echo "beside this file. Their sources: https://snapshot.debian.org/ (source package and version)."
  echo
  for package in $(printf '%s\n' "${packages[@]}" | sort -u); do
    install -m 644 "/usr/share/doc/${package%%:*}/copyright" "$documents/libraries/${package%%:*}.copyright"
    dpkg-query -W -f='${binary:Package} ${Version} (source: ${source:Package} ${source:Version})\n' "$package"
  done
} >"$documents/libraries/README"
# The licences that Debian's files only name.
grep -ohE '/usr/share/common-licenses/[A-Za-z]+-[0-9](\.[0-9])?' "$documents"/libraries/*.copyright | sort -u |
  while read -r licence; do
    install -m 644 "$licence" "$documents/libraries/$(basename "$licence")"
  done

# For the libraries of libraries, too, and before LD_LIBRARY_PATH: RPATH, not RUNPATH.
# shellcheck disable=SC2016  # $ORIGIN is the loader's
patchelf --force-rpath --set-rpath '$ORIGIN/../lib/papercup' "$folder/bin/papercup"

(
  cd "$parent"
  tar --create --sort=name --owner=0 --group=0 --numeric-owner --mode='u+w,go-w' --mtime="@$SOURCE_DATE_EPOCH" \
    --format=gnu "$name" | gzip -9n >"$output"
  sha256sum "$name.tar.gz" >"$name.tar.gz.sha256"
  rm -rf "$name"
)
