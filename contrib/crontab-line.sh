#!/bin/sh
# Prints a crontab line that runs papercup mail every hour, at a minute of this machine's and this user's own, so that
# not everybody asks arXiv at the same minute:
#
#     (crontab -l 2>/dev/null; contrib/crontab-line.sh) | crontab -
#
# An argument names the program where it is not in the PATH.
set -eu

program=${1:-$(command -v papercup || true)}
if [ -z "$program" ]; then
  echo "crontab-line.sh: papercup is not in the PATH; name it: crontab-line.sh /path/to/papercup" >&2
  exit 1
fi

# Any number that others do not have; the machine's identity never leaves it but as a minute.
identity=$(cat /etc/machine-id 2>/dev/null || hostname)
minute=$(($(printf '%s %s' "$identity" "$(id -u)" | cksum | cut -d' ' -f1) % 60))
echo "$minute * * * * \"$program\" mail -q"
