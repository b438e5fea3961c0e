#!/usr/bin/env python3
"""Installs the build into an empty folder and runs the program from there.

    install_test.py --cmake CMAKE --build FOLDER --version X.Y.Z
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

EXPECTED = ["bin/papercup", "share/bash-completion/completions/papercup", "share/fish/vendor_completions.d/papercup.fish",
            *(f"share/man/man1/papercup-{command}.1" for command in ("digest", "doctor", "eval", "fetch", "focus", "mail", "query", "triage")),
            "share/man/man1/papercup.1", "share/man/man5/papercup-files.5", "share/papercup/contrib/crontab-line.sh",
            "share/papercup/contrib/papercup-mail.service", "share/papercup/contrib/papercup-mail.timer", "share/zsh/site-functions/_papercup"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--version", required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([args.cmake, "--install", args.build, "--prefix", folder], check=True)
        installed = sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*") if path.is_file())
        if installed != EXPECTED:
            print(f"installed {installed}, expected {EXPECTED}")
            return 1
        run = subprocess.run([f"{folder}/bin/papercup", "--version"], capture_output=True, text=True, check=False)
    if run.returncode != 0 or args.version not in run.stdout:
        print(f"the installed program says: exit {run.returncode}, {run.stdout!r}, {run.stderr!r}")
        return 1
    return program_tests.exit_code(failed=False)


if __name__ == "__main__":
    sys.exit(main())
