#!/bin/sh
# Installs papercup from the unpacked tarball that this script is in.
#
#     ./install.sh [--prefix FOLDER]
#
# FOLDER is /usr/local for root and ~/.local for everybody else, unless you say otherwise. What is put there is listed in
# FOLDER/lib/papercup/files; FOLDER/lib/papercup/uninstall.sh removes it again. Your papers, marks and configuration are
# neither read nor written. Without installing anything, bin/papercup works where it was unpacked.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
user=$(id -u)
if [ "$user" -eq 0 ]; then prefix=/usr/local; else prefix=${HOME:?}/.local; fi
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) sed -n '2,/^set /{/^#/!d;s/^# \{0,1\}//;p;}' "$0"; exit ;;
    --prefix) prefix=${2:?--prefix needs a folder}; shift 2 ;;
    --prefix=*) prefix=${1#--prefix=}; shift ;;
    *) echo "install.sh: '$1' is no option of it; there is --prefix FOLDER" >&2; exit 2 ;;
  esac
done

# What does not run here is not installed.
"$here/bin/papercup" --version >/dev/null || {
  echo "install.sh: the program does not run on this system; it takes a glibc as new as that of Debian 12 (2.36)." >&2
  exit 1
}
if ! mkdir -p "$prefix" 2>/dev/null || [ ! -w "$prefix" ]; then
  echo "install.sh: $prefix cannot be written to. Run it as root, or name another place: ./install.sh --prefix ~/.local" >&2
  exit 1
fi
prefix=$(cd "$prefix" && pwd)
if [ "$prefix" = "$here" ]; then
  echo "install.sh: $prefix is the unpacked tarball itself; name another place." >&2
  exit 2
fi

# An older version goes first: it may have had other files.
if [ -f "$prefix/lib/papercup/uninstall.sh" ]; then sh "$prefix/lib/papercup/uninstall.sh" >/dev/null; fi

# Where systemd looks for units that a user may enable.
units=lib/systemd/user
if [ "$prefix" = "${HOME:-}/.local" ]; then units=share/systemd/user; fi

own=lib/papercup
folders= # those that were not there before
make_folder() {
  [ ! -d "$prefix/$1" ] || return 0
  make_folder "$(dirname "$1")"
  mkdir "$prefix/$1"
  if [ -d "$prefix/$own" ]; then
    # shellcheck disable=SC2086  # their names have no blanks
    printf '%s\n' $folders "$1" >>"$prefix/$own/folders"
    folders=
  else
    folders="$folders $1"
  fi
}

copy() { # FILE PLACE, both without the folder before them
  make_folder "$(dirname "$2")"
  # A new file, since a program that runs keeps the old one.
  rm -f "$prefix/$2"
  cp "$here/$1" "$prefix/$2"
  printf '%s\n' "$2" >>"$prefix/$own/files"
}

make_folder "$own"
: >"$prefix/$own/files"
(cd "$here" && find bin lib share -type f | sort) | while IFS= read -r file; do
  case $file in
    lib/systemd/user/*) copy "$file" "$units/${file##*/}" ;;
    *) copy "$file" "$file" ;;
  esac
done

# systemd looks for programs in the system's folders only.
service="$prefix/$units/papercup-mail.service"
sed "s|^ExecStart=papercup |ExecStart=\"$prefix/bin/papercup\" |" "$service" >"$service.new"
mv "$service.new" "$service"

cat >"$prefix/lib/papercup/uninstall.sh" <<'UNINSTALL'
#!/bin/sh
# Removes what install.sh put below this folder. Papers, marks and configuration stay:
# ~/.local/share/papercup, ~/.local/state/papercup and ~/.config/papercup.
set -eu
cd "$(dirname "$0")/../.."
while IFS= read -r file; do rm -f "$file"; done <lib/papercup/files
rm lib/papercup/files lib/papercup/uninstall.sh
# Folders that were made for it, unless others use them now; the innermost first.
if [ -f lib/papercup/folders ]; then
  folders=$(sort -r lib/papercup/folders)
  rm lib/papercup/folders
  for folder in $folders; do rmdir "$folder" 2>/dev/null || true; done
fi
echo "papercup is removed from $(pwd). Your papers, marks and configuration are where they were."
UNINSTALL
chmod 755 "$prefix/lib/papercup/uninstall.sh"

echo "Installed below $prefix; to remove it again: sh $prefix/lib/papercup/uninstall.sh"
case ":$PATH:" in
  *":$prefix/bin:"*) echo "Now: papercup init" ;;
  *) echo "Now: $prefix/bin/papercup init, or put $prefix/bin into your PATH first." ;;
esac
