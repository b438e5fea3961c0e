#!/usr/bin/env python3
"""Imports a file, and beside it replays what the import made: how far is the import from the floor?

    import_floor.py --papercup PROGRAM --floor PROGRAM [--bar 1.5] FILE

--floor is the program import_floor of the benchmarks. Both run one after the other on the same disk. Prints the times, the
ratio and what the parts take; exits 1 where the import takes longer than the bar's multiple of the floor.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time


def timed(command, environment):
    """Output, wall time, CPU time and memory in MB of a command that has to succeed."""
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} failed with {process.returncode}")
    return output, time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True, type=pathlib.Path)
    parser.add_argument("--floor", required=True, type=pathlib.Path)
    parser.add_argument("--bar", type=float, default=1.5)
    parser.add_argument("file", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="papercup-floor-") as folder:
        environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8"}
        data = pathlib.Path(folder) / "data"
        said, wall, cpu, memory = timed([arguments.papercup.resolve(), "--data", data, "import", arguments.file.resolve()],
                                        environment)
        print(said, end="")
        print(f"import {wall:.1f} s ({cpu:.1f} s of CPU, {memory:.0f} MB)", flush=True)
        said, *_ = timed([arguments.floor.resolve(), data / "papers.db", pathlib.Path(folder) / "copy.db",
                          arguments.file.resolve()], environment)
        print(said, end="")
    floor, floor_cpu = map(float, re.match(r"floor +([0-9.]+) s, +([0-9.]+) s of CPU", said).groups())
    ratio = wall / floor
    print(f"import / floor = {ratio:.2f} (bar {arguments.bar}); by CPU {cpu / floor_cpu:.2f}")
    sys.exit(0 if ratio <= arguments.bar else 1)


if __name__ == "__main__":
    main()
