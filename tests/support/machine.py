"""Programs of a whole Debian machine that tests mail through: installed ones, or those that scripts/test.sh has unpacked into
build/machine, which bring libraries, accounts and folders with them that this machine may lack.

    machine.find("exim4")                 where it is, or None
    machine.starter(folder, "msmtp")      a script there that starts it
    @machine.needs("exim4")               a test that is skipped if it cannot be run
    machine.start(script, *arguments)     runs a shell script, as root, in which mounts are seen by nobody else
"""
import functools
import os
import pathlib
import shlex
import shutil
import subprocess
import unittest

UNPACKED = pathlib.Path(__file__).resolve().parents[2] / "build/machine"
PLACES = ":".join([*(f"{UNPACKED}/{folder}" for folder in ("usr/sbin", "usr/bin")), os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def find(program):
    return shutil.which(program, path=PLACES)


def find_library(pattern):
    return next((str(path) for root in ("/", UNPACKED) for path in pathlib.Path(root, "usr/lib").glob(pattern)), None)


def libraries():
    """Where else the loader is to look."""
    return ":".join(str(path) for place in ("lib", "usr/lib") for path in sorted((UNPACKED / place).glob("*-linux-gnu*")))


@functools.lru_cache
def can_have_mounts():
    return subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0


def why_not(*programs):
    missing = [program for program in programs if not find(program)]
    if missing:
        return f"{' and '.join(missing)}: not installed, nor in build/machine"
    if os.geteuid() != 0:
        return "needs root"
    return None if can_have_mounts() else "nothing can be mounted here"


def needs(*programs):
    reason = why_not(*programs)
    return unittest.skipIf(reason, reason)


def starter(folder, program):
    script = pathlib.Path(folder, program)
    script.write_text(f'#!/bin/sh\nLD_LIBRARY_PATH={shlex.quote(libraries())} exec {shlex.quote(find(program))} "$@"\n')
    script.chmod(0o755)
    return script


def has_children(pid):
    """Whether a process has some that have not ended."""
    def state_and_parent(folder):
        try:
            return (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            return "Z", "0"  # it has gone meanwhile

    children = [state for state, parent in map(state_and_parent, pathlib.Path("/proc").glob("[0-9]*")) if parent == str(pid)]
    return any(state != "Z" for state in children)


def start(script, *arguments, **options):
    return subprocess.Popen(["unshare", "--mount", "--propagation", "private", "sh", "-ec", script, "sh", *map(str, arguments)],
                            stdin=subprocess.DEVNULL, **options)
