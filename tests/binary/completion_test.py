#!/usr/bin/env python3
"""Lets bash, fish and zsh complete command lines by the scripts of `papercup completion`.

    completion_test.py --papercup BINARY

A shell that is not installed is left out, with a message.
"""
import argparse
import os
import pathlib
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

# What the last word of a command line can become: all of these, and none of those.
CASES = (
    ("papercup di", {"digest", "dislike"}, {"done"}),
    ("papercup focus ", {"check", "edit", "list", "new", "show"}, {"focus"}),
    ("papercup focus edit ", {"comets", "rewards"}, {"edit"}),
    ("papercup digest --fo", {"--focus", "--focus-file", "--format"}, {"--coffee"}),
    ("papercup digest --format j", {"json", "jsonl"}, {"text"}),
    ("papercup --data /tmp query --sort ", {"date", "score", "relevance", "id"}, set()),
    ("papercup query --category cs.L", {"cs.LG", "cs.LO"}, {"cs.CL"}),
    ("papercup query --category astro-", {"astro-ph", "astro-ph.CO", "astro-ph.GA"}, {"cs"}),
    ("papercup like --focus ", {"comets", "rewards"}, set()),
    ("papercup query --has ", {"code", "replication", "withdrawn"}, {"title"}),
    ("papercup query --has=wi", {"withdrawn", "withdrawal_mention"}, {"code"}),
    ("papercup digest --format=j", {"json", "jsonl"}, {"text"}),
    ("papercup digest --format=json --focus=", {"comets", "rewards"}, {"json"}),
    ("papercup --format=json focus edit ", {"comets", "rewards"}, {"edit"}),
    ("papercup query --fields ", {"id", "title"}, {"code"}),
    ("papercup query --fields id,ti", {"id,title"}, {"id"}),
    ("papercup query --fields=id,title,ab", {"id,title,abstract"}, {"id"}),
    ("papercup eval --ranker ", {"default", "centroid", "svm"}, set()),
    ("papercup eval --ranker default,c", {"default,centroid"}, {"svm"}),
    ("papercup init --like ref", {"references.bib"}, {"comets"}),
    ("papercup init --focus ", {"comets", "rewards"}, set()),
    ("papercup import ref", {"references.bib"}, set()),
    ("papercup focus learn ref", {"references.bib"}, set()),
    ("papercup focus re", {"remove", "rename"}, {"list"}),
    ("papercup focus rename ", {"comets", "rewards"}, set()),
    ("papercup focus remove ", {"comets", "rewards"}, set()),
    ("papercup focus split ", {"comets", "rewards"}, set()),
    ("papercup init --na", set(), {"--name"}),
    ("papercup completion ", {"bash", "fish", "zsh"}, set()),
)
# A line, and what is shown beside a choice by the shells that show more than words.
TITLES = (("papercup query --category cs.L", "Machine Learning"), ("papercup query --category econ", "all of Economics"),
          ("papercup focus re", "call a focus something else"))
# The words as readline divides them: "=" is one.
BASH = r"""source "$SCRIPT"
IFS=' ' read -r -a COMP_WORDS <<< "${LINE//=/ = }"
[[ $LINE == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
_papercup
printf '%s\n' "${COMPREPLY[@]}"
"""
END = "end of choices"
# The line is typed, tab makes its choices, which compadd is given and which go into a file, and ^T ends it; zle works on a
# terminal only.
ZSH = r"""fpath=("$FOLDER" $fpath); autoload -U compinit; compinit -D -u; unset zle_bracketed_paste
compadd() { [[ $@ == (|* )-[a-zA-Z12]#[OAD]\ * ]] && { builtin compadd "$@"; return }
  local -a hits; builtin compadd -O hits "$@"; print -rl -- $hits >> $CHOICES; builtin compadd "$@" }
finish() { print -n -- "\r\n$END\r\n"; exit }
setopt extendedglob; zle -N finish; bindkey '^T' finish
"""


def by_bash(line, environment):
    done = subprocess.run(["bash", "--norc", "-c", BASH], env={**environment, "LINE": line}, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr.replace("bash: ", "").strip(), done.stderr
    return done.stdout.split(), ""


def by_fish(line, environment):
    done = subprocess.run(["fish", "--no-config", "-c", 'source "$SCRIPT"; complete -C "$LINE"'], env={**environment, "LINE": line},
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return [choice.split("\t")[0] for choice in done.stdout.splitlines()], done.stdout


def by_zsh(line, environment):
    pid, fd = pty.fork()
    if pid == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], {**environment, "TERM": "dumb", "COLUMNS": "200", "END": END})
    os.write(fd, ZSH.encode() + line.encode() + b"\t\x14")
    written = b""
    end = time.monotonic() + 20
    while END.encode() not in written and time.monotonic() < end:
        ready, _, _ = select.select([fd], [], [], 0.2)
        try:
            written += os.read(fd, 65536) if ready else b""
        except OSError:
            break
    os.close(fd)
    os.waitpid(pid, 0)
    assert END.encode() in written, written
    choices = pathlib.Path(environment["CHOICES"])
    offered = choices.read_text(encoding="utf-8").split() if choices.exists() else []
    choices.unlink(missing_ok=True)
    return offered, written.decode("utf-8", "replace")


def last_part(choice):
    """Of "--fields=id,title" the word that is completed: shells differ in how much of the argument they repeat."""
    return choice.split("=")[-1].split(",")[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    papercup = pathlib.Path(parser.parse_args().papercup).resolve()
    failures = tried = 0
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "config/focus").mkdir(parents=True)
        (place / "references.bib").write_text("", encoding="utf-8")
        os.chdir(place)
        for stem in ("rewards", "comets"):
            (place / f"config/focus/{stem}.toml").write_text('about = "x"\n', encoding="utf-8")
        environment = {"HOME": folder, "PATH": f"{papercup.parent}:{os.environ['PATH']}", "PAPERCUP_CONFIG": f"{folder}/config",
                       "PAPERCUP_DATA": f"{folder}/data", "FOLDER": folder, "LC_ALL": "C.UTF-8", "CHOICES": f"{folder}/choices"}
        for shell, complete in (("bash", by_bash), ("fish", by_fish), ("zsh", by_zsh)):
            if shutil.which(shell) is None:
                program_tests.skip(f"completion in {shell}", f"{shell} is not installed")
                continue
            script = place / ("_papercup" if shell == "zsh" else f"papercup.{shell}")
            script.write_bytes(subprocess.run([papercup, "completion", shell], env=environment, capture_output=True, check=True).stdout)
            for line, wanted, unwanted in CASES:
                offered = {last_part(choice) for choice in complete(line, {**environment, "SCRIPT": str(script)})[0]}
                tried += 1
                if not {last_part(choice) for choice in wanted} <= offered or unwanted & offered:
                    failures += 1
                    print(f"{shell}: {line!r} offers {sorted(offered)}, not {sorted(wanted)}")
            for line, title in TITLES if shell != "bash" else ():
                tried += 1
                if title not in complete(line, {**environment, "SCRIPT": str(script)})[1]:
                    failures += 1
                    print(f"{shell}: {line!r} does not show {title!r}")
    print(f"{tried} command lines, {failures} failures")
    return program_tests.exit_code(failures or not tried)


if __name__ == "__main__":
    sys.exit(main())
