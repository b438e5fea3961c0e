#!/usr/bin/env python3
"""Drives `papercup triage` on a terminal of its own (a pty): keys become marks that survive kill -9, the screen follows
the terminal's size, text from papers steers nothing, and the terminal is given back.

    triage_test.py --papercup BINARY
"""
import argparse
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402, F401 (an environment of the test's own)

PATIENCE = 20  # seconds, after which something that should have come is missing

FOCUS = 'about = "Reward models."\ncategories = ["cs.LG"]\n'


def paper(number, title):
    return {"id": f"2611.9{number:04}", "title": title, "abstract": "Reward models " + "and raters " * 60, "authors": [f"Ada Byron{number}"],
            "categories": ["cs.LG"], "announced": "2026-11-24"}


PAPERS = [paper(1, "Reward models, first"), paper(2, "Reward models \u8ad6\u6587 \u001b[31mred\u009b2J"), paper(3, "Reward models, third")]


class Terminal:
    """A papercup process on a pty, and the text it has written."""

    def __init__(self, place, arguments, rows=24, columns=80, **variables):
        self.written = b""
        environment = {**place.environment, "TERM": "xterm-256color", **variables}
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(place.papercup, [place.papercup, *arguments], environment)
        self.resize(rows, columns)

    def resize(self, rows, columns):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_for(self, text):
        """Until `text` was written since the last call."""
        end = time.monotonic() + PATIENCE
        while text.encode() not in self.written:
            ready, _, _ = select.select([self.fd], [], [], max(end - time.monotonic(), 0))
            try:
                piece = os.read(self.fd, 65536) if ready else b""
            except OSError:
                piece = b""
            if not piece:
                raise AssertionError(f"{text!r} did not appear in {self.written!r}")
            self.written += piece
        shown, self.written = self.written, b""
        return shown

    def press(self, keys):
        os.write(self.fd, keys.encode())

    def end(self):
        """The exit code, or the signal as a negative number."""
        while True:
            try:
                piece = os.read(self.fd, 65536)
            except OSError:
                break
            if not piece:
                break
            self.written += piece
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


class Place:
    def __init__(self, papercup, folder):
        self.papercup = papercup
        self.environment = {"HOME": str(folder), "PATH": os.environ["PATH"], "PAPERCUP_NOW": "2026-11-24T12:00:00Z", "LANG": "C",
                            "PAPERCUP_DATA": f"{folder}/data", "PAPERCUP_CONFIG": f"{folder}/config", "XDG_STATE_HOME": f"{folder}/state"}
        focus = pathlib.Path(folder, "config/focus/rewards.toml")
        focus.parent.mkdir(parents=True)
        focus.write_text(FOCUS, encoding="utf-8")
        self.run("import", "-", text="".join(json.dumps(one) + "\n" for one in PAPERS))

    def run(self, *arguments, text="", code=0):
        done = subprocess.run([self.papercup, *arguments], input=text, capture_output=True, text=True, env=self.environment, check=False)
        assert done.returncode == code, f"{arguments}: exit {done.returncode}, {done.stderr}"
        return done

    def marks(self):
        return [(mark["verb"], mark["id"]) for mark in map(json.loads, self.run("marks", "export", "-").stdout.splitlines())]


def check_marks_survive_kill(place):
    terminal = Terminal(place, ["triage", "--no-fetch"])
    terminal.wait_for("1 of 3")
    terminal.press("l")
    terminal.wait_for("u takes it back")
    terminal.press("s")
    terminal.wait_for("saved")
    os.kill(terminal.pid, signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    marks = place.marks()
    assert [verb for verb, _ in marks] == ["like", "save"], marks
    assert marks[0][1] != marks[1][1], "a like goes on to the next paper"
    # The list does not count as shown: all but the liked paper are new still.
    shown = place.run("digest", "--format", "ids").stdout.split()
    assert sorted(shown + [marks[0][1]]) == [one["id"] for one in PAPERS], shown


def check_screen(place):
    terminal = Terminal(place, ["triage", "--no-fetch"], rows=24, columns=80)
    written = terminal.wait_for(" quit")
    assert b"\x1b[31mred" not in written and b"\xc2\x9b" not in written, "a title steers the terminal"
    terminal.resize(15, 60)
    written = terminal.wait_for(" quit")
    rows = [int(row) for row in re.findall(rb"\x1b\[(\d+)(?:;\d+)?[Hd]", written)]
    assert rows and max(rows) <= 15, f"rows {rows} of 15"
    terminal.press("\x1b[C")  # the right arrow key
    terminal.wait_for("\u8ad6\u6587")  # of the second title, LANG=C or not
    terminal.press("q")
    terminal.wait_for("papercup triage picks up")
    assert terminal.end() == 0
    assert place.marks()[-1][0] == "save", "nothing new was marked"


def check_given_back(place):
    terminal = Terminal(place, ["triage", "--no-fetch"])
    terminal.wait_for("1 of 2")
    terminal.press("d")
    terminal.wait_for("disliked")
    terminal.press("\x03")  # Ctrl-C
    written = terminal.wait_for("the one mark made so far is kept")
    assert b"\x1b[?1049l" in written, "the former screen is back"
    assert terminal.end() == 130
    assert place.marks()[-1][0] == "dislike"


def check_without_colour(place):
    terminal = Terminal(place, ["triage", "--no-fetch", "--since", "7d"], NO_COLOR="1")
    written = terminal.wait_for(" quit")
    terminal.press("q")
    assert terminal.end() == 0
    assert not re.search(rb"\x1b\[(\d+;)*(3[0-7]|38;5;\d+)m", written + terminal.written), written


def check_no_terminal(place):
    done = place.run("triage", code=2)
    assert "triage needs a terminal" in done.stderr and "papercup digest" in done.stderr, done.stderr
    terminal = Terminal(place, ["triage", "--no-fetch", "--since", "7d"], TERM="dumb")
    terminal.wait_for("(TERM=dumb) cannot show a full screen")
    assert terminal.end() == 2


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    papercup = parser.parse_args().papercup
    with tempfile.TemporaryDirectory() as folder:
        place = Place(papercup, folder)
        for check in (check_marks_survive_kill, check_screen, check_given_back, check_without_colour, check_no_terminal):
            check(place)
            print(f"{check.__name__}: ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
