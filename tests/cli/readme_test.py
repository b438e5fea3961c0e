#!/usr/bin/env python3
"""Runs the first command line of README.md and compares what it prints with what stands there.

    readme_test.py --papercup PROGRAM [--update]

--update writes what was printed into README.md.
"""
import argparse
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402, F401 (an environment of the test's own)

PROJECT = pathlib.Path(__file__).resolve().parents[2]
README = PROJECT / "README.md"
NOW = "2026-11-24T12:00:00Z"


def on_terminal(line, environment):
    """What the line prints on a terminal, which says more than in a pipe."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(PROJECT)
        os.execve("/bin/sh", ["sh", "-c", line], environment)
    written = b""
    while True:
        try:
            piece = os.read(fd, 65536)
        except OSError:
            break
        if not piece:
            break
        written += piece
    os.waitpid(pid, 0)
    os.close(fd)
    return written.decode().replace("\r\n", "\n")


def printed(program, line):
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": f"{program.parent}:/usr/bin:/bin", "HOME": home, "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": NOW}
        subprocess.run([program, "-q", "import", *sorted((PROJECT / "data/sample").glob("*.xml"))], env=environment, check=True,
                       capture_output=True)
        return on_terminal(line, {**environment, "TERM": "dumb", "COLUMNS": "80"})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    text = README.read_text(encoding="utf-8")
    block = re.search(r"^    \$ (papercup .*)\n((?:    .*\n|\n)+?)(?=\n*\S)", text, re.MULTILINE)
    if not block:
        print("README.md does not begin with a command line and what it prints")
        return 1
    shown = "".join(f"    {line}\n" if line else "\n" for line in printed(pathlib.Path(args.papercup).resolve(), block[1]).splitlines())
    if shown.strip("\n") == block[2].strip("\n"):
        return 0
    if args.update:
        README.write_text(text[:block.start(2)] + shown + "\n" + text[block.end(2):].lstrip("\n"), encoding="utf-8")
        print("README.md: written anew")
        return 0
    print(f"README.md does not show what `{block[1]}` prints (--update writes it):\n{shown}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
