#!/usr/bin/env python3
"""What only the built programs show: that papercup is given its terminal, network, shell and pager, and the manual's maker.

    main_test.py --papercup BINARY --manual BINARY
"""
import argparse
import fcntl
import os
import pathlib
import pty
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import unittest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests/support"))
import program_tests  # noqa: E402

PROGRAMS = {}
FOCUS = 'about = "Reward models."\ncategories = ["cs.LG"]\n'
NOW = "2026-11-24T12:00:00Z"
PATIENCE = 60  # seconds, after which something that should have come is missing


class SilentServer:
    """Takes connections and answers nothing; the address is `place`."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.place = "127.0.0.1:%d" % self.socket.getsockname()[1]
        self.is_connected = threading.Event()
        threading.Thread(target=self.take, daemon=True).start()

    def take(self):
        try:
            self.kept, _ = self.socket.accept()
        except OSError:
            return
        self.is_connected.set()

    def close(self):
        self.socket.close()
        if self.is_connected.is_set():
            self.kept.close()


class MainTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.configure("")
        (self.home / "config/focus").mkdir()
        (self.home / "config/focus/rewards.toml").write_text(FOCUS)
        self.variables = {"HOME": str(self.home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": NOW,
                          "PAPERCUP_DATA": str(self.home / "data"), "PAPERCUP_CONFIG": str(self.home / "config"),
                          "XDG_STATE_HOME": str(self.home / "state"), "TERM": "xterm-256color",
                          **program_tests.SANITIZERS}

    def configure(self, text):
        (self.home / "config").mkdir(exist_ok=True)
        (self.home / "config/config.toml").write_text(text)

    def run_papercup(self, *arguments, code=0, **options):
        run = subprocess.run([PROGRAMS["papercup"], *arguments], env=self.variables, capture_output=True, text=True, timeout=PATIENCE,
                             check=False, **{"stdin": subprocess.DEVNULL, **options})
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        return run

    def import_sample(self):
        self.run_papercup("import", *sorted(str(file) for file in (PROJECT / "data/sample").glob("*.xml")))

    def interrupted_at(self, server, *arguments):
        """What is said on stderr if the reader ends a command that waits for a server."""
        process = subprocess.Popen([PROGRAMS["papercup"], *arguments], env=self.variables, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.assertTrue(server.is_connected.wait(PATIENCE))
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, 130, errors)
        return errors

    def test_papers_are_read_from_standard_input(self):
        feed = sorted((PROJECT / "data/sample").glob("*.xml"))[0]
        with open(feed, encoding="utf-8") as stdin:
            self.assertIn("new", self.run_papercup("import", "-", stdin=stdin).stdout)

    def test_a_reader_who_goes_ends_it_without_a_signal(self):
        self.import_sample()
        read, write = os.pipe()
        os.close(read)
        run = subprocess.run([PROGRAMS["papercup"], "query", "--format", "jsonl"], env=self.variables, stdout=write,
                             stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
        os.close(write)
        self.assertGreaterEqual(run.returncode, 0, "ended by a signal")

    def test_a_full_disk_behind_standard_output_is_an_error(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            run = subprocess.run([PROGRAMS["papercup"], "--help"], env=self.variables, stdout=full, stderr=subprocess.PIPE, text=True,
                                 timeout=PATIENCE, check=False)
        self.assertEqual(run.returncode, 5, run.stderr)
        self.assertIn("cannot write to standard output", run.stderr)

    def test_arxiv_is_asked_over_the_network_until_the_reader_interrupts(self):
        server = SilentServer()
        self.addCleanup(server.close)
        self.configure(f'[arxiv]\nfeed_url = "http://{server.place}/atom"\napi_url = "http://{server.place}/api/query"\n'
                       f'oai_url = "http://{server.place}/oai"\n')
        self.assertIn("interrupted", self.interrupted_at(server, "fetch"))

    def test_a_mail_server_is_asked_until_the_reader_interrupts(self):
        server = SilentServer()
        self.addCleanup(server.close)
        self.configure(f'[mail]\nserver = "{server.place}"\nsecurity = "none"\nfrom = "ada@example.org"\nto = ["ada@example.org"]\n')
        self.assertIn("interrupted", self.interrupted_at(server, "doctor", "--mail"))

    def test_a_password_comes_from_a_command_of_the_shell(self):
        server = SilentServer()
        self.addCleanup(server.close)
        self.configure(f'[mail]\nserver = "{server.place}"\nsecurity = "none"\nfrom = "ada@example.org"\nto = ["ada@example.org"]\n'
                       f'user = "ada"\npassword_command = "echo asked > {self.home}/asked; echo secret"\n')
        self.interrupted_at(server, "doctor", "--mail")
        self.assertEqual((self.home / "asked").read_text(), "asked\n")

    def test_a_mail_is_sent_from_this_machine(self):
        self.import_sample()
        text = self.run_papercup("digest", "--focus-file", str(PROJECT / "data/sample/focus.toml"), "--format", "email").stdout
        self.assertIn(socket.gethostname().split(".")[0], text.split("\n\n")[0])

    def on_terminal(self, *arguments, keys=b"", awaited=b"", **variables):
        """What a command writes on a terminal of 24 lines; the keys are pressed when it has written `awaited`."""
        process, terminal = pty.fork()
        if process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(PROGRAMS["papercup"], [PROGRAMS["papercup"], *arguments], {**self.variables, **variables})
        written = b""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if keys and awaited in written:
                os.write(terminal, keys)
                keys = b""
            if not select.select([terminal], [], [], 1)[0]:
                continue
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            written += piece
        else:
            os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        os.close(terminal)
        self.assertEqual(os.waitstatus_to_exitcode(status), 0, written)
        return written

    def test_what_is_longer_than_the_terminal_is_paged(self):
        self.import_sample()
        page = self.home / "page"
        self.on_terminal("digest", "--focus-file", str(PROJECT / "data/sample/focus.toml"), "--top", "9", PAGER=f"cat > '{page}'")
        self.assertIn("Reward Models Forget", page.read_text())

    def test_triage_takes_the_whole_terminal(self):
        self.import_sample()
        self.assertIn(b"\x1b[?1049h", self.on_terminal("triage", awaited=b"\x1b[?1049h", keys=b"q"))

    def test_the_manual_is_made_of_what_the_program_says(self):
        run = subprocess.run([PROGRAMS["manual"]], input=(PROJECT / "man/papercup.1.in").read_text(), capture_output=True, text=True,
                             timeout=PATIENCE, check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("\\-\\-verbose", run.stdout)
        dated = subprocess.run([PROGRAMS["manual"], "2026-11-24"], input="@VERSION@ of @DATE@\n@TOPIC exit@\n", capture_output=True, text=True,
                               timeout=PATIENCE, check=True)
        self.assertIn(" of 2026-11-24\n", dated.stdout)

    def test_a_manual_that_cannot_be_made_fails_the_build(self):
        with open("/dev/full", "w", encoding="utf-8") as full, open(PROJECT / "man/papercup.1.in", encoding="utf-8") as page:
            run = subprocess.run([PROGRAMS["manual"]], stdin=page, stdout=full, text=True, timeout=PATIENCE, check=False)
        self.assertEqual(run.returncode, 1)
        run = subprocess.run([PROGRAMS["manual"]], input="a page\n", capture_output=True, text=True, timeout=PATIENCE,
                             check=False)
        self.assertEqual(run.returncode, 1)
        self.assertIn("has no @VERSION@", run.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--manual", required=True)
    arguments, rest = parser.parse_known_args()
    PROGRAMS.update(papercup=os.path.abspath(arguments.papercup), manual=os.path.abspath(arguments.manual))
    program_tests.run_unittest(rest)


if __name__ == "__main__":
    main()
