#!/usr/bin/env python3
"""What is secret stays so: the key for the query API, names and passwords in addresses and of proxies, the mail password. No command
prints them, whatever goes wrong; nothing that is stored has them; and where a server redirects to another, they stay behind.

    secrets_test.py --papercup BINARY
"""
import http.server
import os
import pathlib
import re
import socket
import sys
import tarfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from fetching_reader import INTERVAL, FetchingReader, run_tests  # noqa: E402

PLANTED = "plantedsecret"
# Every key of config.toml with a value that has a secret in it, or none if it cannot have one. {host} is the stand-in.
VALUES = {
    "arxiv": {
        "api_url": f"http://ada:{PLANTED}@{{host}}/api/query?key={PLANTED}", "feed_url": f"http://ada:{PLANTED}@{{host}}/atom",
        "oai_url": f"http://{PLANTED}@{{host}}/oai", "contact": None, "api_key_header": "X-Key", "api_key": PLANTED,
        "min_interval": INTERVAL, "pace_dir": None},
    "digest": {"coffee": None, "per_day": None, "floor": None, "variety": None, "explore": None, "ranker": None, "days": None},
    "mail": {
        "server": "127.0.0.1:{mail}", "security": "none", "user": "ada", "password_file": None,
        "password_command": f"echo {PLANTED}", "password_env": None, "ca_file": None, "command": None, "from": "a@example.org",
        "to": "a@example.org", "unsubscribe": None, "send_empty": None, "send_by": None}}
# Every command with arguments; the first stored paper is {id}.
COMMANDS = {
    "digest": ["--fetch", "-v"], "triage": [], "like": ["{id}"], "dislike": ["{id}"], "save": ["{id}"], "done": ["{id}"],
    "unmark": ["{id}"], "open": ["{id}"], "why": ["{id}"], "query": ["--limit", "3", "-v"], "search": ["reward"], "similar": ["{id}"],
    "show": ["{id}"], "saved": [], "status": ["--format", "json"], "init": ["--name", "other", "--about", "x", "--category", "cs.LG"],
    "fetch": ["-v"], "import": ["/dev/null"], "focus list": [], "focus show": ["rewards"], "focus new": ["third"],
    "focus edit": ["rewards"], "focus check": [], "focus learn": ["/dev/null"], "config path": [], "config show": [],
    "config check": [], "mail": ["-v"], "doctor": ["--network", "--mail", "-v"], "eval": [], "marks export": ["marks.jsonl"],
    "marks import": ["marks.jsonl"], "backup": ["backup.tar"], "prune": ["--dry-run"], "completion": ["bash"],
    "help": ["reading"], "focus rename": ["third", "fourth"], "focus split": ["fourth"], "focus remove": ["fourth", "--yes"]}


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def toml(value):
    return f'"{value}"' if isinstance(value, str) else str(value)


class SecretsTest(FetchingReader):
    more_environment = {}

    def environment(self):
        return {**super().environment(), "BROWSER": "true", "EDITOR": "true", **self.more_environment}

    def run_papercup(self, *arguments, code=0):
        run = super().run_papercup(*arguments, code=code)
        self.assertNotIn(PLANTED, run.stdout + run.stderr, arguments)
        return run

    def configure(self, host, mail_port=1, **changes):
        text = ""
        for section, keys in VALUES.items():
            text += f"[{section}]\n"
            for key, value in {**keys, **changes.get(section, {})}.items():
                if isinstance(value, str):
                    value = value.format(host=host, mail=mail_port)
                if value is not None:
                    text += f"{key} = {toml(value)}\n"
        (self.home / "config/config.toml").write_text(text)

    def host(self):
        return self.arxiv.address.removeprefix("http://")


class Output(SecretsTest):
    def every_command(self, code=None):
        paper = next(iter(self.stored()), "2611.90417")
        os.chdir(self.home)
        for name, arguments in COMMANDS.items():
            with self.subTest(name):
                self.run_papercup(*name.split(), *[argument.format(id=paper) for argument in arguments], code=code)

    def assert_nothing_stored(self):
        """But for config.toml."""
        files = [file for file in self.home.rglob("*") if file.is_file() and file.name != "config.toml"]
        self.assertGreater(len(files), 3)
        for file in files:
            self.assertNotIn(PLANTED.encode(), file.read_bytes(), file)

    def test_there_is_a_value_for_every_key(self):
        shown = self.run_papercup("config", "show").stdout
        for section, lines in re.findall(r"^\[(\w+)\]\n((?:\w.*\n)+)", shown, re.M):
            self.assertEqual(re.findall(r"^(\w+) =", lines, re.M), list(VALUES[section]), "say whether the new key can be secret")

    def test_there_is_a_line_for_every_command(self):
        text = self.run_papercup("help", "all").stdout
        groups = re.findall(r"^(?:every day|look|set up|rest)\n((?:  .*\n)+)", text, re.M)
        names = re.findall(r"^  (\w+(?: \w+)?)  +\w", "".join(groups), re.M)
        self.assertEqual(sorted(names), sorted(COMMANDS))

    def test_of_any_command_while_all_is_well(self):
        self.configure(self.host(), closed_port())
        self.run_papercup("fetch")
        self.every_command()
        self.assert_nothing_stored()
        with tarfile.open(self.home / "backup.tar") as backup:
            for member in backup:
                self.assertNotIn(PLANTED.encode(), backup.extractfile(member).read(), member.name)

    def test_of_any_command_while_nobody_answers(self):
        self.run_papercup("fetch")
        self.be_at("2026-11-25T12:00:00Z")
        self.configure(f"127.0.0.1:{closed_port()}", closed_port())
        self.every_command()
        self.assert_nothing_stored()

    def test_of_what_arxiv_does_wrong(self):
        self.configure(self.host())
        for fault in ("500", "403", "429", "406", "nothing", "html", "malformed", "truncated", "reset", "no-entries", "error-feed"):
            for source in ("auto", "api", "oai"):
                with self.subTest(f"{fault} {source}"):
                    self.forget_everything()
                    self.arxiv.rule = lambda path, query, fault=fault: fault
                    self.run_papercup("fetch", "-v", "--source", source, "--category", "cs.LG", code=None)
                    self.run_papercup("status")
                    self.run_papercup("status", "--format", "json")
        self.assert_nothing_stored()

    def test_of_a_mail_that_cannot_be_sent(self):
        self.configure(self.host())
        self.run_papercup("fetch")
        (self.home / "password").write_text(PLANTED + "\n")
        os.chmod(self.home / "password", 0o600)
        self.more_environment = {"MAIL_PASSWORD": PLANTED}
        none = {"password_command": None}
        to_command = {"server": None, "security": None, "user": None, **none}
        for settings in ({}, {"password_command": f"echo {PLANTED}; exit 1"}, {"password_file": str(self.home / "password"), **none},
                         {"password_env": "MAIL_PASSWORD", **none}, {"command": f"sh -c 'exit 75' --password {PLANTED}", **to_command},
                         {"command": f"SMTP_PASSWORD={PLANTED} /does/not/exist", **to_command},
                         {"command": f"/does/not/exist -uada:{PLANTED}", **to_command},
                         {"command": f"sh -c 'exit 75; : --user ada:{PLANTED}'", **to_command},
                         {"command": f"/does/not/exist -H 'Authorization: Bearer {PLANTED}'", **to_command}):
            with self.subTest(settings):
                self.configure(self.host(), closed_port(), mail=settings)
                for command in (["mail", "-v"], ["mail", "--dry-run"], ["doctor", "--mail"], ["doctor"], ["config", "show"],
                                ["config", "check"]):
                    self.run_papercup(*command, code=None)

    def test_of_proxies(self):
        self.run_papercup("fetch")
        self.be_at("2026-11-25T12:00:00Z")
        for proxy in (f"http://ada:{PLANTED}@127.0.0.1:{closed_port()}", f"ada:{PLANTED}@proxy.invalid:1", f"ftp://ada:{PLANTED}@127.0.0.1:1",
                      f"http://ada:{PLANTED}@127.0.0.1:x", f"socks5://ada:{PLANTED}@127.0.0.1:{closed_port()}"):
            with self.subTest(proxy):
                self.more_environment = {"http_proxy": proxy, "https_proxy": proxy, "all_proxy": proxy}
                self.run_papercup("fetch", "-v", code=4)
                self.run_papercup("digest", "--fetch")
                self.run_papercup("doctor", "--network", code=4)

    def test_of_lines_that_are_no_toml(self):
        for line in (f"api_key = {PLANTED}", f"api_key = '{PLANTED}", f"api_key = ['{PLANTED}']", f"api_key '{PLANTED}'",
                     f'api_key = "{PLANTED}\\q"', f"api_url = 'ftp://ada:{PLANTED}@a.org'", f"api_url = 'https://ada:{PLANTED}/@a.org'",
                     f'api_key = "{PLANTED}\\n"', f"feed_url = 'http://ada:{PLANTED}@a.org'"):
            with self.subTest(line):
                (self.home / "config/config.toml").write_text("[arxiv]\n" + line + "\n")
                for command in (["config", "check"], ["config", "show"], ["digest"], ["doctor"]):
                    self.run_papercup(*command, code=None)


class StrippedMailServer:
    """Whoever stands between a mail server and its clients: takes passwords, and knows of no encryption."""

    def __init__(self, starttls):
        self.starttls, self.lines = starttls, []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb", buffering=0) as stream:
                try:
                    self._talk(stream)
                except OSError:
                    pass

    def _talk(self, stream):
        stream.write(b"220 hello\r\n")
        for line in stream:
            self.lines.append(line.decode("ascii", "replace"))
            word = line.split()[0].upper() if line.split() else b""
            answers = {b"EHLO": b"250-hello\r\n250-AUTH PLAIN LOGIN\r\n" + self.starttls + b"250 SIZE 1000000\r\n", b"STARTTLS": b"454 not now\r\n",
                       b"QUIT": b"221 bye\r\n"}
            stream.write(answers.get(word, b"250 ok\r\n"))
            if word == b"QUIT":
                return


class Mail(SecretsTest):
    def test_nothing_is_said_to_a_server_without_the_encryption_that_was_asked_for(self):
        self.configure(self.host())
        self.run_papercup("fetch")
        for starttls in (b"", b"250-STARTTLS\r\n"):
            with self.subTest(starttls):
                server = StrippedMailServer(starttls)
                self.addCleanup(server.socket.close)
                self.configure(self.host(), server.port, mail={"security": "starttls"})
                run = self.run_papercup("mail", "-v", code=1)
                self.assertIn("does not take mail from you", run.stderr)
                self.run_papercup("doctor", "--mail", code=1)
                self.assertTrue(server.lines)
                said = {line.split()[0].upper() for line in server.lines}
                self.assertLessEqual(said, {"EHLO", "HELO", "STARTTLS", "QUIT"}, server.lines)


class Recorder(http.server.ThreadingHTTPServer):
    """Answers by its table of paths, and notes what it was sent."""

    daemon_threads = True

    def __init__(self, host):
        super().__init__((host, 0), RecordingHandler)
        self.answers, self.requests = {}, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://{self.server_address[0]}:{self.server_address[1]}"


class RecordingHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.requests.append((self.path, dict(self.headers), time.time()))
        path = self.path.split("?")[0]
        status, location = self.server.answers.get(path, (404, None))
        if callable(location):
            location = location(self.path)
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Set-Cookie", "visitor=1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Redirects(SecretsTest):
    CATEGORIES = ("cs.LG",)

    def setUp(self):
        super().setUp()
        self.front = self.recorder("127.0.0.1")

    def recorder(self, host):
        made = Recorder(host)
        self.addCleanup(made.server_close)
        self.addCleanup(made.shutdown)
        return made

    def ask_front(self, **more):
        settings = {"api_url": f"http://ada:{PLANTED}@{{host}}/api/query", "contact": "me@example.org", **more}
        self.configure(self.front.address.removeprefix("http://"), arxiv=settings)

    def assert_knows_nothing(self, requests):
        self.assertTrue(requests)
        for _, headers, _ in requests:
            text = str({name.lower(): value for name, value in headers.items()})
            for secret in (PLANTED, "x-key", "me@example.org", "authorization", "cookie", "referer"):
                self.assertNotIn(secret, text)
            self.assertIn("papercup/", text)

    def assert_paced(self, *servers):
        times = sorted(at for server in servers for _, _, at in server.requests)
        gaps = [after - before for before, after in zip(times, times[1:])]
        self.assertGreaterEqual(min(gaps), INTERVAL - 0.01)

    def test_to_another_server_take_no_secrets_along(self):
        other = self.recorder("127.0.0.2")
        for path in ("/api/query", "/atom/cs.LG", "/oai"):
            self.front.answers[path] = (302, lambda path: other.address + path)
        self.ask_front()
        for source in ("feed", "api", "oai"):
            self.run_papercup("fetch", "--source", source, code=4)
        self.run_papercup("doctor", "--network", code=4)
        self.assert_knows_nothing(other.requests)
        self.assert_paced(self.front, other)
        sent = [headers for path, headers, _ in self.front.requests if path.startswith("/api")]
        self.assertTrue(sent)
        for headers in sent:
            self.assertEqual(headers.get("X-Key"), PLANTED)
            self.assertIn("me@example.org", headers["User-Agent"])
            self.assertIn("Authorization", headers)
        self.assertFalse([1 for _, headers, _ in self.front.requests if "Cookie" in headers])

    def test_to_another_port_or_name_of_this_machine_are_to_another_server(self):
        for host in ("127.0.0.1", "localhost"):
            with self.subTest(host):
                other = self.recorder("127.0.0.1")
                self.front.answers["/api/query"] = (302, other.address.replace("127.0.0.1", host) + "/x")
                self.ask_front()
                self.run_papercup("fetch", "--source", "api", code=4)
                self.assert_knows_nothing(other.requests)

    def test_to_the_same_server_keep_them(self):
        self.front.answers["/api/query"] = (302, "/elsewhere?x=1")
        self.ask_front()
        self.run_papercup("fetch", "--source", "api", code=4)
        sent = [headers for path, headers, _ in self.front.requests if path.startswith("/elsewhere")]
        self.assertTrue(sent)
        self.assertEqual({headers.get("X-Key") for headers in sent}, {PLANTED})
        self.assertEqual({"Authorization" in headers for headers in sent}, {True})
        self.assert_paced(self.front)

    def test_for_good_are_told_once_and_learnt(self):
        target = self.arxiv.address
        for path in ("/api/query", "/atom/cs.LG", "/oai"):
            self.front.answers[path] = (301, lambda path: target + path)
        self.ask_front()
        run = self.run_papercup("fetch")
        self.assertEqual(set(self.stored()), self.of_first_fetch())
        for key, path in (("feed_url", "/atom"), ("api_url", "/api/query")):
            self.assertEqual(run.stderr.count(f'set {key} = "{target}{path}" under [arxiv]'), 1, run.stderr)
            self.assertEqual(len([1 for asked, _, _ in self.front.requests if asked.startswith(path)]), 1)
        report = self.run_papercup("doctor", "--network", code=None).stdout
        self.assertIn(f'Set oai_url = "{target}/oai" under [arxiv]', report)

    def test_that_lead_nowhere_are_told_and_end(self):
        port = closed_port()
        for location, says in (("file:///etc/passwd", "no address with http or https"), ("gopher://127.0.0.1/x", "no address"),
                               ("http://192.0.2.1/atom", "which is not encrypted"), ("/atom/cs.LG", "in a circle"),
                               (None, "without saying where"), (f"http://127.0.0.1:{port}/", f"127.0.0.1:{port} refuses the connection"),
                               ("//[::1", "no address")):
            with self.subTest(location):
                self.front.requests.clear()
                self.front.answers["/atom/cs.LG"] = (302, location)
                self.ask_front()
                run = self.run_papercup("fetch", "--category", "cs.LG", "--source", "feed", code=None)
                self.assertIn(run.returncode, (1, 4))
                self.assertIn(says, run.stderr)
                self.assertEqual(len(self.front.requests), 1)

    def test_without_end_are_left_after_some(self):
        for number in range(20):
            self.front.answers[f"/{number}"] = (302, f"/{number + 1}")
        self.front.answers["/atom/cs.LG"] = (302, "/0")
        self.ask_front()
        run = self.run_papercup("fetch", "--source", "feed", code=1)
        self.assertIn("more than 5 times", run.stderr)
        self.assertEqual(len(self.front.requests), 6)
        self.assert_paced(self.front)


if __name__ == "__main__":
    run_tests(__doc__)
