#!/usr/bin/env python3
"""Runs a command and prints the seconds it took and the megabytes it had at most.

    measure.py [--times N] [--output FILE] COMMAND...

A command of less than this program's own 15 MB is not told from it. With --times the median of the seconds and the most of the megabytes. What the command prints goes to --output, or nowhere.
Exits as the command did where that was not 0.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time


def run(command, output):
    started = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(process.returncode)
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--output", default=os.devnull)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    with open(args.output, "wb") as output:
        runs = [run(args.command, output) for _ in range(args.times)]
    print(f"{statistics.median(seconds for seconds, _ in runs):.3f} {max(megabytes for _, megabytes in runs):.0f}")


if __name__ == "__main__":
    main()
