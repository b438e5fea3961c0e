#!/usr/bin/env python3
"""Runs what README.md, the manual pages, contrib and every command's --help tell people to type, as it is written.

    documents_test.py --papercup PROGRAM [-v]

Blocks of a document run in its order in one home, after `papercup init`; examples of --help each in a copy of a home in
which init, a digest and some marks have been made, and mail is set up. A new block or example is tested without being
listed here. Nothing in a command is changed; what it takes for granted comes from its surroundings:

  - `papercup` on the PATH is the program behind a script that points the config.toml which init has written at a stand-in
    for arXiv and a mail server on this machine. init fetches right after it has written its files, so that it is run with
    --no-fetch and the fetch and the digest follow;
  - files, foci, identifiers and folders that a command names exist (`provide`), and what a query looks for is in PAPERS;
  - programs that reach out of the home (crontab, systemctl, ssh, curl, apt, a browser, an editor) are scripts (SHIMS);
  - what the manual has in /usr/share is in contrib here;
  - packages that a command installs, which have to be of this version, hold a script that says that it was run;
  - questions are answered as they are asked (TYPED).

NOT_RUN and OUTPUT list the blocks that are not run, with the reason.
"""
import argparse
import hashlib
import io
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import termios
import time
import warnings
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

try:
    import arxiv_stand_in
    import mail_server
except ImportError as error:
    program_tests.end_without(error)

warnings.simplefilter("ignore", DeprecationWarning)  # of aiosmtpd
PROJECT = pathlib.Path(__file__).resolve().parents[2]
NOW = "2026-11-24T12:00:00Z"
LONGEST = 60  # seconds that a block may take

# Beginnings of blocks that are not run.
NOT_RUN = {
    "scripts/quickstart.sh": "installs packages and builds",
    "scripts/test.sh": "builds and runs all tests",
    "./install.sh [": "is for the tarball; scripts/test-packages.sh runs it",
}
# And of blocks that show what is printed.
OUTPUT = ["2 papers marked;"]

# Sentences that say that a command came to nothing.
CAME_TO_NOTHING = ["no stored paper matches", "nothing is stored", "Nothing is stored", "Nothing to read:", "has no mark", "No focus yet",
                   "is not stored", "nothing was written", "LISTS ARE MISSING", "unknown key", "command not found"]

PAPERS = [
    {"id": "2611.98001", "title": "Diffusion Samplers That Stop Early", "categories": ["cs.LG"], "abstract": "Guidance schedules end early."},
    {"id": "2611.98002", "title": "Bandits With Ties", "categories": ["stat.ML"], "abstract": "Regret bounds for bandits that use ties."},
    {"id": "2611.98003", "title": "Raters and Their Words", "categories": ["cs.CL"],
     "abstract": "Preference data of raters trains reward models; reward hacking is rare.", "comment": "Code: https://github.com/nobody/raters"},
    {"id": "2611.98004", "title": "Dark Matter in a Small Galaxy", "categories": ["astro-ph.GA"], "abstract": "Few stars, much mass."},
    {"id": "2611.98005", "title": "Percolation on a Crooked Lattice", "categories": ["math.PR"], "abstract": "Clusters end early."},
    {"id": "2611.98006", "title": "Ferns Under Stress", "categories": ["q-bio.MN"], "abstract": "Gene regulation in ferns is slow."},
    {"id": "2611.98007", "title": "Glass at Noon", "categories": ["cond-mat.soft"], "abstract": "Two phase transitions of one glass."},
]

# What somebody types when this is on the screen.
TYPED = [
    ("What do you work on?", "Learning from human preferences: reward models, DPO, reward hacking.\n"),
    ("Which arXiv categories?", "machine learning, robotics\n1 3\n"),
    ("Papers you already like:", "2611.90417\n"),
    ("A contact address for", "\n"),
    ("[y/N]", "y\n"),
    ("quit", "q"),  # of triage
]

SHIMS = {
    "less": 'exec cat "$@"',
    "crontab": 'test "$1" = -l && exec cat "$HOME/crontab"; '
               'cat > "$HOME/crontab.new" && cat "$HOME/crontab.new" >> "$HOME/crontab.history" && mv "$HOME/crontab.new" "$HOME/crontab"',
    "sudo": 'exec "$@"',
    "apt": 'for last; do :; done; case "$1,$last" in install,./*) test -e "$last";; remove,papercup|purge,papercup) ;; *) exit 100;; esac',
    "apt-get": 'exec apt "$@"',
    "man": 'case "$1" in papercup|papercup-*) ;; *) exit 16;; esac',
    "systemctl": 'echo "$@" >> "$HOME/systemctl"',
    "sendmail": 'cat > "$HOME/sent-by-command"; grep -q "^Subject: " "$HOME/sent-by-command"',
    "ssh": 'shift; exec "$@"',
    "curl": """for url; do :; done; exec python3 - "$url" "$ARXIV" <<'END'
import sys, urllib.request
address = sys.argv[1].replace("https://rss.arxiv.org", sys.argv[2])
with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": "*/*"})) as answer:
    sys.stdout.buffer.write(answer.read())
END""",
    "xdg-open": 'echo "$1" >> "$HOME/opened"',
    "w3m": 'echo "$1" >> "$HOME/opened"',
    "nano": 'test -w "$1"',
    "sensible-editor": 'test -w "$1"',
    "papercup": '''
config="$HOME/.config/papercup/config.toml"
point() {
  test -f "$config" || return 0
  sed -i -e "s/smtp\\.example\\.org:587/localhost:$MAIL_PORT/" -e "s/^# \\[arxiv\\]\\$/[arxiv]/" "$config"
  grep -q "^api_url" "$config" ||
    sed -i "s|^\\[arxiv\\]\\$|&\\napi_url = \\"$ARXIV/api/query\\"\\nfeed_url = \\"$ARXIV/atom\\"\\noai_url = \\"$ARXIV/oai\\"\\nmin_interval = 0|" "$config"
}
point
if [ "$1" != init ]; then exec "$PAPERCUP" "$@"; fi
case "$*" in *--help*) exec "$PAPERCUP" "$@";; esac
"$PAPERCUP" "$@" --no-fetch || exit
point
"$PAPERCUP" fetch && exec "$PAPERCUP"
''',
}

BIB = "@article{a, title={Reward Models Forget}, eprint={2611.90417}, archivePrefix={arXiv}, year={2026}}\n"
RIS = "TY  - JOUR\nTI  - Reward Models Forget\nUR  - https://arxiv.org/abs/2611.90417\nPY  - 2026\nER  - \n"
FOCUS = 'about = "Reward models from human preferences."\ncategories = ["cs.LG", "cs.CL"]\n'
# Likes of two interests, as focus split needs.
LIKED = [{"id": f"2611.97{place}0{number}", "title": f"{title}, part {number}", "abstract": f"{title} of kind {number}.",
          "announced": "2026-11-20", "categories": ["cs.LG"]}
         for place, title in ((1, "Reward models learn human preferences"), (2, "Robots grasp objects with dexterous hands"))
         for number in range(1, 5)]
MIXED_FOCUS = FOCUS + f"likes = {[paper['id'] for paper in LIKED]}\n"
KAGGLE = {"id": "2611.98101", "authors": "Nomen Nescio", "title": "Bulk Metadata", "categories": "cs.LG", "abstract": "An abstract.",
          "versions": [{"version": "v1", "created": "Mon, 2 Nov 2026 10:00:00 GMT"}], "update_date": "2026-11-03",
          "authors_parsed": [["Nescio", "Nomen", ""]]}
# What a package is called: papercup_0.1.0_amd64.deb, papercup-0.1.0-x86_64-linux.tar.gz.
PACKAGE = re.compile(r"\bpapercup[-_](\d+(?:\.\d+)*)[-_]\w+(?:-\w+)*\.(?:deb|tar\.[a-z]+)\b")
VERSION = re.search(r"^ *VERSION (\d[\d.]*)$", (PROJECT / "CMakeLists.txt").read_text(), re.M)[1]
INSTALLER = b'#!/bin/sh\necho "$@" >> "$HOME/installed"\n'
ID = re.compile(r"\b(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})\b")


def lines_of_papers(papers):
    return "".join(json.dumps({"authors": ["Nomen Nescio"], "announced": "2026-11-24", "categories": ["cs.LG"], **paper}) + "\n" for paper in papers)


# --- what the documents say ---------------------------------------------------------------------

class Block:
    def __init__(self, place, text, language=""):
        self.place, self.text, self.language = place, text.strip("\n"), language

    @property
    def first(self):
        return self.text.split("\n", 1)[0]

    def commands(self):
        """What is typed: of a screen the lines after its prompts."""
        if not self.first.startswith("$ "):
            return self.text
        return "\n".join(line[2:] for line in self.text.split("\n") if line.startswith("$ "))


def blocks_of_markdown(path):
    blocks, lines, at = [], path.read_text(encoding="utf-8").split("\n"), 0
    while at < len(lines):
        fence = re.match(r"```(\w*)$", lines[at])
        is_indented = lines[at].startswith("    ") and (at == 0 or not lines[at - 1].strip())
        start = at
        if fence:
            end = lines.index("```", at + 1)
            blocks.append(Block(f"{path.name}:{start + 1}", "\n".join(lines[at + 1:end]), fence[1]))
            at = end
        elif is_indented:
            while at < len(lines) and (lines[at].startswith("    ") or not lines[at].strip()):
                at += 1
            blocks.append(Block(f"{path.name}:{start + 1}", "\n".join(line[4:] for line in lines[start:at])))
            continue
        at += 1
    return blocks


def without_roff(text):
    text = re.sub(r"\\f[BIR]", "", text)
    return text.replace("\\-", "-").replace("\\(dq", '"').replace("\\(/o", "ø").replace("\\e", "\\")


def blocks_of_manual(path):
    """Those between .nf and .fi, and the commands under EXAMPLES."""
    text = path.read_text(encoding="utf-8").replace("/usr/share/doc/papercup/examples/crontab", "contrib/crontab")
    found = [(match.start(), match[1]) for match in re.finditer(r"^\.nf\n(.*?)^\.fi$", text, re.M | re.S)]
    examples = re.search(r"^\.SH EXAMPLES\n(.*?)(?=^\.SH )", text, re.M | re.S)
    if examples:
        found += [(examples.start(1) + match.start(), match[1]) for match in re.finditer(r"^\.TP\n\.B (.*)$", examples[1], re.M)]
    return [Block(f"{path.name}:{text[:place].count(chr(10)) + 1}", "\n".join(line.strip() for line in without_roff(block).split("\n")),
                  "toml" if block.startswith("name = ") else "")
            for place, block in sorted(found)]


def blocks_of_comments(path):
    text = path.read_text(encoding="utf-8")
    return [Block(f"{path.name}:{text[:match.start()].count(chr(10)) + 1}", re.sub(r"^#     ", "", match[0], flags=re.M))
            for match in re.finditer(r"(?:^#     .*\n)+", text, re.M)]


def examples_of_help(program):
    def text_of(*command):
        return subprocess.run([program, *command, "--help"], capture_output=True, text=True, check=True, env={"COLUMNS": "200"}).stdout

    general = subprocess.run([program, "help", "all"], capture_output=True, text=True, check=True, env={"COLUMNS": "200"}).stdout
    names = [match[1] for match in re.finditer(r"^  ([a-z]+(?: [a-z]+)?)  +\S", general.split("\noptions")[0], re.M)]
    examples = []
    for name in [None, *names]:
        text = text_of(*name.split()) if name else general
        section = text.split("\nexamples\n")[1]
        examples += [Block(f"papercup {name or ''} --help", match[1]) for match in re.finditer(r"^  (\S.*)\n      \S", section, re.M)]
    return names, examples


# --- where they run -----------------------------------------------------------------------------

class Surroundings:
    """arXiv, a mail server and the programs that commands start."""

    def __init__(self, program):
        self.program = program
        self.arxiv = arxiv_stand_in.start(NOW, per_day=12)
        mail_server.USER = "ada@example.org"
        self.mail = mail_server.MailServer()
        self.folder = tempfile.TemporaryDirectory()
        self.bin = pathlib.Path(self.folder.name) / "bin"
        self.bin.mkdir()
        for name, script in SHIMS.items():
            (self.bin / name).write_text(f"#!/bin/sh\n{script}\n")
            (self.bin / name).chmod(0o755)

    def close(self):
        self.arxiv.shutdown()
        self.arxiv.server_close()
        self.mail.stop()
        self.folder.cleanup()

    def new_home(self, model=None):
        home = pathlib.Path(tempfile.mkdtemp(dir=self.folder.name))
        if model:
            shutil.copytree(model.path, home, dirs_exist_ok=True, symlinks=True)
        return Home(self, home)


class Home:
    def __init__(self, surroundings, path):
        self.surroundings, self.path = surroundings, path
        self.config = path / ".config/papercup"
        for name in ("contrib", "data", "scripts"):
            if not (path / name).exists():
                (path / name).symlink_to(PROJECT / name)
        # fish makes this folder when it is first started.
        (path / ".config/fish/completions").mkdir(parents=True, exist_ok=True)

    def environment(self):
        return {"PATH": f"{self.surroundings.bin}:/usr/bin:/bin", "HOME": str(self.path), "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "xterm",
                "PAGER": "cat", "PAPERCUP_NOW": NOW, "PAPERCUP": str(self.surroundings.program), "ARXIV": self.surroundings.arxiv.address,
                "MAIL_PORT": str(self.surroundings.mail.port), "SSL_CERT_FILE": str(self.surroundings.mail.certificate),
                "https_proxy": "http://127.0.0.1:9", **program_tests.SANITIZERS}

    def import_papers(self, papers):
        subprocess.run([self.surroundings.program, "-q", "import", "-"], input=lines_of_papers(papers).encode(), env=self.environment(),
                       check=True, capture_output=True)

    def prepare(self):
        subprocess.run([self.surroundings.program, "-q", "import", *sorted((PROJECT / "data/sample").glob("*.xml"))], env=self.environment(),
                       check=True, capture_output=True)
        self.import_papers(PAPERS)

    def write_focus(self, stem, text):
        (self.config / "focus").mkdir(parents=True, exist_ok=True)
        file = self.config / f"focus/{stem}.toml"
        if not file.exists():
            file.write_text(text, encoding="utf-8")

    def provide(self, text):
        """What these commands take for granted."""
        self.provide_packages(text)
        self.provide_files(text)
        for stem in re.findall(r"focus split (\S+)", text):
            self.write_focus(stem, MIXED_FOCUS)
            self.import_papers(LIKED)
        for stem in re.findall(r"--focus (\S+)|focus (?:show|edit|check|rename|remove) (\S+)", text):
            name = "".join(stem)
            if not re.search(rf"focus learn [^|]*--focus {re.escape(name)}\b(?![^|]*--ids)", text):
                self.write_focus(name, FOCUS)
        named = [paper for paper in ID.findall(text) if not paper.startswith("2611.9")]
        if named:
            self.import_papers([{"id": paper, "title": f"Reward Models, {paper}", "abstract": "Reward models of preferences."} for paper in named])
        if re.search(r"--(?:config|data) DIR\b", text):
            shutil.copytree(self.config, self.path / "DIR", dirs_exist_ok=True)

    def provide_packages(self, text):
        for match in PACKAGE.finditer(text):
            name, file = match[0], self.path / match[0]
            if name.endswith(".deb"):
                file.write_bytes(b"")
                continue
            with tarfile.open(file, "w:" + name.rsplit(".", 1)[1]) as archive:
                entry = tarfile.TarInfo(re.sub(r"\.tar\.[a-z]+$", "", name) + "/install.sh")
                entry.mode, entry.size = 0o755, len(INSTALLER)
                archive.addfile(entry, io.BytesIO(INSTALLER))
            sums = f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {name}\n"
            (self.path / f"{name}.sha256").write_text(sums)
            (self.path / "SHA256SUMS").write_text(sums)

    def provide_files(self, text):
        for name in re.findall(r"(?<![\w/~.])[\w-]+(?:\.[\w-]+)+", text):
            file = self.path / name
            if file.exists():
                continue
            if name.endswith(".bib"):
                file.write_text(BIB)
            elif name.endswith(".ris"):
                file.write_text(RIS)
            elif name.endswith(".toml"):
                file.write_text(FOCUS)
            elif name.endswith(".xml"):
                shutil.copy(sorted((PROJECT / "data/sample").glob("*.xml"))[0], file)
            elif name.endswith(".json.zip"):
                with zipfile.ZipFile(file, "w") as archive:
                    archive.writestr(name[:-4], json.dumps(KAGGLE) + "\n")
            elif name.endswith(".jsonl.zst"):
                subprocess.run(["zstd", "-q", "-o", file], input=lines_of_papers(PAPERS).encode(), check=True)
            elif name.endswith(".jsonl"):
                file.write_text('{"time":"2026-11-23T08:00:00Z","verb":"save","id":"2611.90417"}\n')
            elif ".tar" in name and f"backup {name}" not in text and f"tar -xf {name}" in text:
                subprocess.run([self.surroundings.program, "-q", "backup", file], env=self.environment(), check=True)

    def run(self, commands):
        """(exit code, what was printed), on a terminal."""
        pid, screen = pty.fork()
        if pid == 0:
            os.chdir(self.path)
            os.execve("/bin/bash", ["bash", "-c", "set -o pipefail; trap 'exit $?' ERR\n" + commands + "\n"], self.environment())
        termios.tcsetwinsize(screen, (40, 80))
        printed, answered, end = b"", {}, time.monotonic() + LONGEST
        # A password has no question; it is typed when nothing else happens.
        is_secret_typed = not re.search(r"^[^|#]*\bcat > ", commands, re.M)
        while time.monotonic() < end:
            if not select.select([screen], [], [], 1)[0]:
                if not is_secret_typed:
                    os.write(screen, f"{mail_server.PASSWORD}\n\x04".encode())
                    is_secret_typed = True
                continue
            try:
                piece = os.read(screen, 65536)
            except OSError:
                break
            if not piece:
                break
            printed += piece
            text = printed.decode("utf-8", "replace")
            for question, answer in TYPED:
                place = text.find(question, answered.get(question, 0))
                if place < 0 or (answer == "q" and "triage" not in commands):
                    continue
                answered[question] = place + len(question) if answer != "q" else len(text) + 1_000_000
                os.write(screen, answer.encode())
        else:
            os.kill(pid, signal.SIGKILL)
            printed += b"\n(still running after %d s)\n" % LONGEST
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.close(screen)
        return code, printed.decode("utf-8", "replace").replace("\r\n", "\n")


# --- the test -----------------------------------------------------------------------------------

class Documents:
    def __init__(self, program, is_verbose):
        self.surroundings, self.is_verbose = Surroundings(program), is_verbose
        self.failures, self.commands = [], 0

    def fail(self, block, why, printed=""):
        self.failures.append(block.place)
        print(f"FAILED {block.place}: {why}\n    " + block.text.replace("\n", "\n    ") + "\n" + printed[-3000:])

    def is_program(self, home, word):
        word = word.lstrip("(")
        return re.match(r"[A-Z]+=", word) is not None or subprocess.run(
            ["bash", "-c", 'type -- "$1" || test -e "$1"', "bash", word], env=home.environment(), cwd=home.path, capture_output=True,
            check=False).returncode == 0

    def try_block(self, home, block):
        if block.language == "toml":
            name = re.search(r'^name = "(.*)"', block.text, re.M)
            home.write_focus(name[1] if name else "shown", block.text)
            home.provide(block.text)
            block = Block(block.place, f"papercup focus check {name[1] if name else 'shown'}")
        if any(block.text.startswith(beginning) for beginning in [*NOT_RUN, *OUTPUT]):
            return
        if not self.is_program(home, block.commands().split()[0]):
            self.fail(block, "does not begin with a command; list what shows output in OUTPUT")
            return
        self.commands += 1
        others = sorted({match[1] for match in PACKAGE.finditer(block.text)} - {VERSION})
        if others:
            self.fail(block, f"names a package of version {others[0]}; this is {VERSION}")
            return
        if re.search(r"(^|\s)/(tmp|var|home)/", block.commands()):
            self.fail(block, "writes outside of the home, where it may find what an earlier run has left")
            return
        home.provide(block.commands())
        code, printed = home.run(block.commands())
        if self.is_verbose:
            print(f"--- {block.place}: {code}\n{block.commands()}\n{printed}")
        nothing = [sentence for sentence in CAME_TO_NOTHING if sentence in printed]
        if code != 0:
            self.fail(block, f"exit code {code}", printed)
        elif nothing:
            self.fail(block, f"it says '{nothing[0]}'", printed)

    def try_document(self, blocks, home):
        for block in blocks:
            self.try_block(home, block)

    def begin(self, home):
        """init, a digest on a terminal and marks as README has them, mail as its manual page."""
        home.prepare()
        mail = next(block for block in blocks_of_manual(PROJECT / "man/papercup-mail.1.in") if "[mail]" in block.text)
        mail = Block(mail.place, mail.text.removeprefix("papercup init\n"))
        self.try_document([Block("a first day", "papercup init\npapercup like 3\npapercup save 1 2\npapercup saved"), mail], home)

    def run(self):
        readme = blocks_of_markdown(PROJECT / "README.md")
        mail_page = blocks_of_manual(PROJECT / "man/papercup-mail.1.in")
        page = [block for path in sorted((PROJECT / "man").glob("*.in")) if path.name != "papercup-mail.1.in" for block in blocks_of_manual(path)]
        contrib = [block for path in sorted((PROJECT / "contrib").iterdir()) for block in blocks_of_comments(path)]
        names, examples = examples_of_help(self.surroundings.program)
        for what, found, least in (("README.md", readme, 5), ("papercup-mail.1.in", mail_page, 3), ("other pages of man", page, 4),
                                   ("contrib", contrib, 2), ("--help", examples, 2 * len(names)), ("commands", names, 30)):
            if len(found) < least:
                self.fail(Block(what, ""), f"only {len(found)} blocks found")
        home = self.surroundings.new_home()
        home.prepare()
        self.try_document(readme, home)
        if not (home.path / "sent-by-command").exists():
            self.fail(Block("mail", ""), "no mail was given to the command")
        self.check_crontab(home)
        home = self.surroundings.new_home()
        home.prepare()
        self.try_document(mail_page, home)
        self.check_mail(home)
        model = self.surroundings.new_home()
        self.begin(model)
        self.try_document(page + contrib, self.surroundings.new_home(model))
        for example in examples:
            self.try_document([example], self.surroundings.new_home(model))
        print(f"{self.commands} blocks and examples of {len(names)} commands, {len(self.failures)} failures")

    def check_mail(self, home):
        """The documented way ends with a mail that arrives and a job for every hour."""
        if not self.surroundings.mail.accepted:
            self.fail(Block("mail", ""), "no mail was sent")
        self.check_crontab(home)
        self.surroundings.mail.accepted.clear()

    def check_crontab(self, home):
        crontab = home.path / "crontab.history"
        if not crontab.exists() or not re.search(r"^\d+ \* \* \* \* .*papercup\" mail -q$", crontab.read_text(), re.M):
            self.fail(Block("crontab", ""), "no line for papercup mail")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True, type=pathlib.Path)
    parser.add_argument("-v", action="store_true", help="show what every command prints")
    args = parser.parse_args()
    for needed in ("bash", "jq", "zstd", "tar"):
        if not shutil.which(needed):
            program_tests.skip("documents_test", f"{needed} is not installed")
            return program_tests.SKIPPED
    documents = Documents(args.papercup.resolve(), args.v)
    try:
        documents.run()
    finally:
        documents.surroundings.close()
    return 1 if documents.failures else 0


if __name__ == "__main__":
    sys.exit(main())
