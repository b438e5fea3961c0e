#!/usr/bin/env python3
"""Runs command lines through the real binary and compares what they print.

    golden_test.py --papercup PROGRAM [--update] FOLDER...

A case is a file FOLDER/*.txt of lines as a terminal shows them: `$ ` and a shell command, then its standard output,
its standard error with `! ` before every line, and `[N]` where the exit code is N and not 0. A line that begins with
`# ` before the first command says what the case shows. Every case starts in a folder of its own in which `sample` is
data/sample, with a store that holds the papers of data/sample, on 24 November 2026, 12:00 UTC. The folder's path is
written HOME, and the version that CMakeLists.txt names X.Y.Z.

--update writes what was printed into the cases; read the difference before you commit it.
"""
import argparse
import difflib
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402, F401 (an environment of the test's own)

PROJECT = pathlib.Path(__file__).resolve().parents[2]
NOW = "2026-11-24T12:00:00Z"
VERSION = subprocess.run([PROJECT / "scripts/version.sh"], capture_output=True, text=True, check=True).stdout.strip()


def environment(program, home):
    return {"PATH": f"{program.parent}:/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "PAPERCUP_DATA": str(home / "data"), "PAPERCUP_CONFIG": str(home / "config"), "PAPERCUP_NOW": NOW}


def prepare_store(program, home):
    feeds = sorted((PROJECT / "data/sample").glob("*.xml"))
    home.mkdir()
    subprocess.run([program, "-q", "import", *feeds], env=environment(program, home), check=True, capture_output=True)


def transcript_of(command, home, program):
    run = subprocess.run(["/bin/sh", "-c", command], cwd=home, env=environment(program, home), capture_output=True,
                         stdin=subprocess.DEVNULL, timeout=60, check=False)

    def shown(output):
        text = output.decode("utf-8", "replace")
        if shlex.quote(str(home)) != str(home):  # the temporary folder has such a name, and papercup quotes it for a shell
            text = re.sub(rf"'{re.escape(str(home))}([^']*)'", r"HOME\1", text)
        text = re.sub(rf'(papercup |version="){re.escape(VERSION)}\b', r"\1X.Y.Z", text)
        return text.replace(str(home), "HOME").splitlines()

    lines = [f"$ {command}"]
    lines += shown(run.stdout)
    lines += [f"! {line}" for line in shown(run.stderr)]
    lines += [f"[{run.returncode}]"] if run.returncode else []
    return lines


def run_case(case, prepared, program):
    """What the case's file should be."""
    written = case.read_text(encoding="utf-8").splitlines()
    commands = [line[2:] for line in written if line.startswith("$ ")]
    if not commands:
        return None
    first = next(at for at, line in enumerate(written) if line.startswith("$ "))
    lines = written[:first]
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder) / "home"
        shutil.copytree(prepared, home)
        (home / "sample").symlink_to(PROJECT / "data/sample")
        for command in commands:
            lines += transcript_of(command, home, program)
    return written, lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    program = args.papercup.resolve()

    cases = [case for folder in args.folders for case in sorted(folder.glob("*.txt"))]
    failures = 0 if cases else 1
    with tempfile.TemporaryDirectory() as folder:
        prepared = pathlib.Path(folder) / "prepared"
        prepare_store(program, prepared)
        for case in cases:
            result = run_case(case, prepared, program)
            if result is None:
                print(f"{case}: no line begins with '$ '")
                failures += 1
            elif result[0] != result[1] and args.update:
                case.write_text("\n".join(result[1]) + "\n", encoding="utf-8")
                print(f"{case}: written anew")
            elif result[0] != result[1]:
                failures += 1
                sys.stdout.writelines(line + "\n" for line in difflib.unified_diff(
                    *result, f"{case}, as it is", "as it was printed", lineterm=""))
    print(f"{len(cases)} cases, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
