#!/usr/bin/env bash
# Installs, uses, upgrades and removes the packages that scripts/package.sh has made, in bare Debian systems of their own.
#
#     scripts/test-packages.sh [--packages FOLDER] [--systems FOLDER]
#
# Packages are looked for in build/packages. The bare systems (Debian 12 and, where the mirror has it, 13) are made with
# debootstrap from this machine's own mirror and kept in build/systems, 400 MB, for the next time; each test works in a
# fresh copy. Takes root, the network, and five minutes, most of which the bare systems take. Exits with 77, and says why,
# where it cannot run, and with 1 if anything is not as it should be.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=build/packages systems=build/systems
while (($# > 0)); do
  case $1 in
    --packages) packages=${2:?--packages needs a folder}; shift 2 ;;
    --systems) systems=${2:?--systems needs a folder}; shift 2 ;;
    *) echo "test-packages.sh: '$1' is no option of it; there are --packages and --systems" >&2; exit 2 ;;
  esac
done

skip() { echo "test-packages.sh: skipped: $1" >&2; exit 77; }
fail() { echo "FAILED: $1" >&2; exit 1; }
[[ $(id -u) -eq 0 ]] || skip "making and entering a system of its own takes root"
scripts/install-deps.sh debootstrap || skip "there is no debootstrap"

version=$(scripts/version.sh)
deb=$(realpath "$packages/papercup_$version-0upstream1_$(dpkg --print-architecture).deb")
tarball=$(realpath "$packages/papercup-$version-$(uname -m)-linux.tar.gz")
for file in "$deb" "$tarball"; do
  [[ -f "$file" ]] || fail "there is no $file; scripts/package.sh makes it"
done

mkdir -p "$systems"
systems=$(realpath "$systems")
mirror=$(grep -hoE 'https?://[^ ]*/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1) || true
mirror=${mirror:-http://deb.debian.org/debian}
root=$(mktemp -d "$systems/test.XXXXXX")
trap remove_system EXIT

remove_system() {
  ! mountpoint -q "$root/proc" || umount "$root/proc"
  rm -rf --one-file-system "$root"
}

# Whether the bare system of a release is there, after trying to make it.
have_system() { # RELEASE
  [[ ! -f "$systems/$1.tar" ]] || return 0
  rm -rf "${systems:?}/$1"
  echo "Making a bare system of $1" >&2
  debootstrap --variant=minbase "$1" "$systems/$1" "$mirror" >"$systems/$1.log" 2>&1 || return 1
  tar -C "$systems/$1" -cf "$systems/$1.part" .
  mv "$systems/$1.part" "$systems/$1.tar"
  rm -rf "${systems:?}/$1"
}

# A fresh system in $root, with a reader whose name is ada.
enter_system() { # RELEASE
  remove_system
  mkdir "$root"
  tar -C "$root" -xf "$systems/$1.tar"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  # The loader finds the libraries beside a program by /proc/self/exe.
  mount -t proc proc "$root/proc"
  as_root useradd --create-home ada
}

as_root() { chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
  LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_ada() { chroot --userspec=ada:ada "$root" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/home/ada LC_ALL=C.UTF-8 "$@"; }

# What the system has of papercup, outside the reader's home.
remains() { (cd "$root" && find . -path ./proc -prune -o -path ./home -prune -o -name '*papercup*' -print | sort); }
# Every file of the reader's, with its bytes.
data_of_ada() { (cd "$root/home/ada" && find . -type f -exec sha256sum {} + | sort); }

# Imports the sample and shows its digest; PROGRAM and SAMPLE are inside the system.
use_sample() { # PROGRAM SAMPLE
  as_ada mkdir -p /home/ada/.config/papercup/focus
  as_ada cp "$2/focus.toml" /home/ada/.config/papercup/focus/preference-learning.toml
  as_ada sh -c "'$1' import '$2'/*.xml*" >/dev/null || fail "$1 does not import the sample"
  local digest
  digest=$(as_ada "$1" digest --focus-file "$2/focus.toml") || fail "$1 makes no digest of the sample"
  [[ "$digest" == *2611.90417* ]] || fail "the digest of the sample is: $digest"
}

test_deb() {
  enter_system bookworm
  # The same package as if it were an older one.
  dpkg-deb -R "$deb" "$root/older"
  sed -i 's/^Version: .*/Version: 0.0.1-0upstream1/' "$root/older/DEBIAN/control"
  dpkg-deb -b --root-owner-group "$root/older" "$root/older.deb" >/dev/null
  cp "$deb" "$root/newer.deb"
  rm -r "$root/older"
  local before
  before=$(remains)
  as_root apt-get -qq update || fail "the package lists cannot be fetched"
  as_root apt-get -qq -y --no-install-recommends install /older.deb >"$root/apt.log" 2>&1 ||
    fail "the package is not installed: $(cat "$root/apt.log")"
  use_sample papercup /usr/share/doc/papercup/examples/sample
  as_ada papercup like 2611.90417 >/dev/null || fail "a paper cannot be liked"
  local data marks
  data=$(data_of_ada)
  [[ -n "$data" ]] || fail "papercup has stored nothing"

  as_root apt-get -qq -y --no-install-recommends install /newer.deb >"$root/apt.log" 2>&1 ||
    fail "it cannot be upgraded: $(cat "$root/apt.log")"
  # shellcheck disable=SC2016  # dpkg's variable
  [[ "$(as_root dpkg-query -W -f='${Version}' papercup)" == "$version-0upstream1" ]] || fail "the upgrade has another version"
  [[ -z "$(as_root dpkg --verify papercup)" ]] || fail "installed files differ from the package"
  [[ "$(data_of_ada)" == "$data" ]] || fail "the upgrade has changed the reader's files"
  marks=$(as_ada papercup marks export -) || fail "marks cannot be exported"
  [[ "$marks" == *2611.90417* ]] || fail "the mark is lost after the upgrade: $marks"
  for file in share/bash-completion/completions/papercup share/zsh/vendor-completions/_papercup \
    share/fish/vendor_completions.d/papercup.fish lib/systemd/user/papercup-mail.service lib/systemd/user/papercup-mail.timer \
    share/man/man1/papercup.1.gz share/man/man1/papercup-mail.1.gz share/doc/papercup/README.md.gz \
    share/doc/papercup/examples/crontab-line.sh share/doc/papercup/copyright share/doc/papercup/changelog.Debian.gz; do
    [[ -f "$root/usr/$file" ]] || fail "the package has no /usr/$file"
  done
  [[ "$(as_ada /usr/share/doc/papercup/examples/crontab-line.sh)" == *' * * * * "/usr/bin/papercup" mail -q' ]] ||
    fail "the crontab script does not find the program"
  [[ ! -e "$root/etc/systemd/user/timers.target.wants/papercup-mail.timer" ]] || fail "the timer is enabled unasked"

  data=$(data_of_ada)
  as_root apt-get -qq -y remove papercup >"$root/apt.log" 2>&1 || fail "it cannot be removed: $(cat "$root/apt.log")"
  # apt knows nothing of a package any more that has left no configuration.
  as_root dpkg --purge papercup >"$root/apt.log" 2>&1 || fail "it cannot be purged: $(cat "$root/apt.log")"
  rm "$root"/*.deb "$root/apt.log"
  [[ "$(remains)" == "$before" ]] || fail "after purging there remain: $(remains)"
  [[ "$(data_of_ada)" == "$data" ]] || fail "removing it has changed the reader's files"
  echo "ok: the package installs, upgrades an older one, and goes without touching the reader's files"
}

# scripts/quickstart.sh beside the package, asked and answered on a terminal.
test_quickstart() {
  enter_system bookworm
  mkdir "$root/home/ada/source"
  tar -c --exclude=./build --exclude=./.git . | tar -x -C "$root/home/ada/source"
  cp "$deb" "$root/home/ada/"
  as_root apt-get -qq update || fail "the package lists cannot be fetched"
  local shown
  # The terminal is this machine's, and reaches the system as an open file.
  export root
  # shellcheck disable=SC2016  # sh's variable
  shown=$(printf 'y\n' | script -qec 'chroot "$root" /usr/bin/env -i PATH="/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C.UTF-8 \
    /home/ada/source/scripts/quickstart.sh' /dev/null) || fail "quickstart.sh fails: $shown"
  [[ "$shown" == *"Install it, instead of building?"* ]] || fail "quickstart.sh does not offer the package: $shown"
  [[ "$shown" == *2611.90417* && "$shown" == *"papercup init"* ]] || fail "quickstart.sh shows no digest: $shown"
  [[ ! -d "$root/home/ada/source/build" ]] || fail "quickstart.sh has built something"
  echo "ok: quickstart.sh offers the package beside it, installs it, and shows the digest"
}

test_tarball() { # RELEASE
  enter_system "$1"
  local name begin end
  name=$(basename "$tarball" .tar.gz)
  (cd "$(dirname "$tarball")" && sha256sum --quiet -c "$name.tar.gz.sha256") || fail "the checksum is wrong"
  cp "$tarball" "$root/home/ada/"
  begin=$(date +%s%N)
  as_ada tar -C /home/ada -xf "/home/ada/$name.tar.gz"
  use_sample "/home/ada/$name/bin/papercup" "/home/ada/$name/share/doc/papercup/examples/sample"
  end=$(date +%s%N)
  local milliseconds=$(((end - begin) / 1000000))
  ((milliseconds < 20000)) || fail "the first digest takes $milliseconds ms from unpacking"
  # Only what belongs to the loader comes from the system.
  local foreign
  foreign=$(as_ada ldd "/home/ada/$name/bin/papercup" | grep '=>' | grep -v "/home/ada/$name/" |
    grep -vE '^\s*lib(c|m|resolv|dl|rt|pthread)\.so') || true
  [[ -z "$foreign" ]] || fail "the tarball lacks libraries: $foreign"

  local places paths
  places=("$root/home/ada" "$root/usr/local")
  paths=$(find "${places[@]}" | sort)
  for prefix in /home/ada/.local /home/ada/with/another; do
    as_ada sh "/home/ada/$name/install.sh" --prefix "$prefix" >/dev/null || fail "install.sh fails for $prefix"
    as_ada sh "/home/ada/$name/install.sh" --prefix "$prefix" >/dev/null || fail "install.sh does not replace itself"
    use_sample "$prefix/bin/papercup" "$prefix/share/doc/papercup/examples/sample"
  done
  as_root sh "/home/ada/$name/install.sh" >/dev/null || fail "install.sh fails for root"
  use_sample papercup /usr/local/share/doc/papercup/examples/sample
  for prefix in /usr/local /home/ada/.local /home/ada/with/another; do
    as_root sh "$prefix/lib/papercup/uninstall.sh" >/dev/null || fail "uninstall.sh fails below $prefix"
  done
  rmdir "$root/home/ada/with/another" "$root/home/ada/with" || fail "uninstall.sh leaves something behind"
  paths=$(diff <(echo "$paths") <(find "${places[@]}" | sort)) || fail "before installing and after uninstalling: $paths"
  echo "ok: the tarball on $1: first digest $milliseconds ms from unpacking; install.sh and uninstall.sh leave nothing behind"
}

have_system bookworm || skip "debootstrap cannot make a system of bookworm, see $systems/bookworm.log"
test_deb
test_quickstart
test_tarball bookworm
if have_system trixie; then
  test_tarball trixie
else
  echo "skipped: the tarball on trixie, of which debootstrap makes no system, see $systems/trixie.log" >&2
fi
