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

PAGES = ["papercup.1", "papercup-files.5",
         *(f"papercup-{command}.1" for command in ("digest", "doctor", "eval", "fetch", "focus", "mail", "query", "triage"))]
SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "data/sample"
EXAMPLES = "share/doc/papercup/examples"
EXPECTED = sorted([
    "bin/papercup",
    "lib/systemd/user/papercup-mail.service",
    "lib/systemd/user/papercup-mail.timer",
    "share/bash-completion/completions/papercup",
    "share/doc/papercup/CHANGELOG.md",
    "share/doc/papercup/LICENSE",
    "share/doc/papercup/README.md",
    f"{EXAMPLES}/crontab-line.sh",
    *(f"{EXAMPLES}/sample/{path.relative_to(SAMPLE)}" for path in SAMPLE.rglob("*") if path.is_file()),
    "share/fish/vendor_completions.d/papercup.fish",
    *(f"share/man/man{page[-1]}/{page}" for page in PAGES),
    "share/zsh/site-functions/_papercup",
])


def check_sample(folder):
    """Whether the installed program makes a digest of the installed sample."""
    sample = pathlib.Path(folder, EXAMPLES, "sample")
    program = [f"{folder}/bin/papercup", "--config", f"{folder}/config", "--data", f"{folder}/data"]
    pathlib.Path(folder, "config").mkdir()
    for arguments in ["import", *sorted(sample.glob("*.xml"))], ["digest", "--focus-file", sample / "focus.toml"]:
        run = subprocess.run([*program, *arguments], capture_output=True, text=True, check=False)
        if run.returncode != 0:
            print(f"{arguments[0]} of the sample: exit {run.returncode}, {run.stderr}")
            return False
    if "https://arxiv.org/abs/2611.90417" not in run.stdout:
        print(f"the digest of the sample is {run.stdout!r}")
        return False
    return True


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
        if not check_sample(folder):
            return 1
        run = subprocess.run([f"{folder}/bin/papercup", "--version"], capture_output=True, text=True, check=False)
    if run.returncode != 0 or args.version not in run.stdout:
        print(f"the installed program says: exit {run.returncode}, {run.stdout!r}, {run.stderr!r}")
        return 1
    return program_tests.exit_code(failed=False)


if __name__ == "__main__":
    sys.exit(main())
