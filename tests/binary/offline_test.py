#!/usr/bin/env python3
"""What papercup does when arXiv cannot be asked: no network, names that nobody knows, ports that refuse, servers that never answer,
answer slowly or hang up, connections that cannot be encrypted, proxies in the way. The digest is there at once, says what it is, and
the next run, with a network again, waits for nothing.

    offline_test.py --papercup BINARY [-k STATE]
"""
import json
import os
import pathlib
import pty
import select
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from fetching_reader import FetchingReader, run_tests  # noqa: E402

# Seconds between requests: long, so that "at once" is told from a single wait for it on the busiest machine. What else may be
# waited for is named by the message, with the number of seconds that papercup has counted.
PACE = 90
AT_ONCE = 30
LONGEST_DIGEST = 20  # seconds for which arXiv is waited for
SLACK = 30  # for what a digest does beside, under sanitizers on a machine that is busy
NEXT_DAY = "2026-11-25T12:00:00Z"


class Listener:
    """A port on this machine; `serve` is given each connection on a thread of its own."""

    def __init__(self, serve=None, backlog=16):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=backlog)
        self.port = self.socket.getsockname()[1]
        self.connections = []
        if serve:
            threading.Thread(target=self._accept, args=(serve,), daemon=True).start()

    def _accept(self, serve):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections.append(connection)
            threading.Thread(target=self._serve, args=(serve, connection), daemon=True).start()

    @staticmethod
    def _serve(serve, connection):
        try:
            serve(connection)
        except OSError:
            pass  # the other side has gone

    def close(self):
        self.socket.close()
        for connection in self.connections:
            connection.close()


def say_nothing(connection):
    connection.recv(65536)


def hang_up(connection):
    connection.recv(65536)
    connection.close()


def reset(connection):
    connection.recv(65536)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def stop_early(connection):
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<feed>")
    connection.close()


def drip(connection):
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b" ")
        time.sleep(0.3)  # as it is slow


def refusing_proxy(status):
    def serve(connection):
        connection.recv(65536)
        connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
        connection.close()
    return serve


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class OfflineTest(FetchingReader):
    """With a store of yesterday."""

    def setUp(self):
        super().setUp()
        self.run_papercup("fetch")
        self.online = (self.home / "config/config.toml").read_text()
        self.be_at(NEXT_DAY)
        self.more_environment = {}
        self.wrapper = []

    def environment(self):
        return {**super().environment(), **getattr(self, "more_environment", {})}

    def listener(self, *arguments, **options):
        made = Listener(*arguments, **options)
        self.addCleanup(made.close)
        return made

    def ask_at(self, feed, api=None, interval=PACE):
        """Where arXiv is from now on; nobody has asked it for a while."""
        self.set_last_request(time.time() - 2 * PACE)
        api = api or feed
        (self.home / "config/config.toml").write_text(
            f'[arxiv]\nfeed_url = "{feed}/atom"\napi_url = "{api}/api/query"\noai_url = "{api}/oai"\nmin_interval = {interval}\n')

    def set_last_request(self, moment):
        state = self.home / "state/papercup/pace"
        _, *others = state.read_text(encoding="ascii").split()
        state.write_text(" ".join([str(int(moment * 1000)), *others]) + "\n", encoding="ascii")

    def be_online(self):
        (self.home / "config/config.toml").write_text(self.online)

    def on_terminal(self, *arguments, keys="", limit=120):
        """What a command prints on a terminal, its exit code, and how long it took."""
        start = time.monotonic()
        child, terminal = pty.fork()
        if child == 0:
            environment = {**self.environment(), "TERM": "dumb", "COLUMNS": "200"}
            try:
                os.execvpe((self.wrapper + [self.PROGRAM])[0], [*self.wrapper, self.PROGRAM, *arguments], environment)
            finally:
                os._exit(127)  # it is no second run of these tests
        os.write(terminal, keys.encode())
        text = b""
        while True:
            ready, _, _ = select.select([terminal], [], [], max(start + limit - time.monotonic(), 0))
            try:
                piece = os.read(terminal, 65536) if ready else b""
            except OSError:
                piece = b""
            if not piece:
                break
            text += piece
        seconds = time.monotonic() - start
        os.close(terminal)
        self.assertLess(seconds, limit, f"no end: {text!r}")
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return text.decode().replace("\r\n", "\n"), code, seconds

    def digest(self, says, at_most=AT_ONCE, at_least=0.0, was_asked=False):
        """`was_asked`: whether arXiv's server got the question, so that it counts as asked."""
        text, code, seconds = self.on_terminal("digest")
        self.assertEqual(code, 0, text)
        self.assertIn("why   ", text, "the stored papers are not shown")
        first = "\n".join(text.splitlines()[:4]) + "\n"
        self.assertRegex(first, "^Not fetched")
        self.assertRegex(first, says)
        self.assertNotIn("not enough time", first)
        self.assertEqual("FAILED" in first, was_asked, first)
        self.assertLess(seconds, at_most, first)
        self.assertGreaterEqual(seconds, at_least, first)
        return text

    def timed(self, *arguments, code, at_most=AT_ONCE):
        start = time.monotonic()
        run = self.run_papercup(*arguments, code=code)
        self.assertLess(time.monotonic() - start, at_most, run.stdout + run.stderr)
        return run

    def everything_says(self, says, at_most=AT_ONCE):
        """The digest and the commands that ask arXiv; then, with a network again, nothing is waited for."""
        before = self.pace()
        self.digest(says, at_most)
        run = self.timed("fetch", code=4, at_most=at_most)
        self.assertEqual(run.stdout, "")
        self.assertRegex(run.stderr, says)
        self.assertEqual(run.stderr.count("papercup:"), 1, run.stderr)
        self.timed("fetch", "--if-due", code=4, at_most=at_most)
        self.assertRegex(self.timed("doctor", "--network", code=4, at_most=at_most).stdout, says)
        self.assertEqual(self.pace(), before, "a request was counted that was none")
        self.assert_nothing_is_remembered()

    def assert_nothing_is_remembered(self):
        lists = json.loads(self.run_papercup("status", "--format", "json").stdout)["categories"]
        self.assertEqual([one["state"] for one in lists], ["waiting"] * len(self.CATEGORIES))
        self.be_online()
        text, _, seconds = self.on_terminal("digest")
        self.assertNotIn("Not fetched", text)
        self.assertLess(seconds, AT_ONCE)
        self.assertIn("2026-11-25", {paper["announced"] for paper in self.stored().values()})


class NoConnection(OfflineTest):
    def test_names_that_nobody_knows(self):
        self.ask_at("https://feeds.invalid", "https://api.invalid")
        self.everything_says(r"cannot find feeds\.invalid: offline\?\n")

    def test_a_port_that_refuses(self):
        port = closed_port()
        self.ask_at(f"http://127.0.0.1:{port}")
        self.everything_says(rf"127\.0\.0\.1:{port} refuses the connection")

    def test_mail_of_an_hourly_job(self):
        self.ask_at(f"http://127.0.0.1:{closed_port()}")
        config = self.home / "config/config.toml"
        config.write_text(config.read_text() + "[mail]\ncommand = 'cat > /dev/null'\nto = 'a@example.org'\nfrom = 'a@example.org'\n")
        self.timed("mail", code=4)
        config.write_text(self.online + "[mail]\ncommand = 'cat > /dev/null'\nto = 'a@example.org'\nfrom = 'a@example.org'\n")
        self.run_papercup("mail")
        self.assertIn("2026-11-25", {paper["announced"] for paper in self.stored().values()})

    def test_init_writes_its_files_and_says_what_next(self):
        self.ask_at(f"http://127.0.0.1:{closed_port()}")
        run = self.timed("init", "--name", "raters", "--about", "Raters.", "--category", "cs.LG", code=4)
        self.assertTrue((self.home / "config/focus/raters.toml").exists())
        self.assertIn("refuses the connection", run.stderr)
        self.assertIn("Next   papercup fetch", run.stdout)

    def test_triage(self):
        self.ask_at(f"http://127.0.0.1:{closed_port()}")
        _, code, seconds = self.on_terminal("triage", keys="q")
        self.assertLess(seconds, AT_ONCE)
        self.assertIn(code, (0, 1, 2))

    def test_the_pace_is_not_waited_for(self):
        for place in (f"http://127.0.0.1:{closed_port()}", "https://feeds.invalid"):
            with self.subTest(place):
                self.ask_at(place)
                self.set_last_request(time.time())
                self.digest("refuses the connection|cannot find feeds.invalid")

    def test_one_server_that_refuses_is_not_the_whole_network(self):
        (self.home / "config/focus/rewards.toml").write_text(
            f"about = 'reward models'\ncategories = {list(self.CATEGORIES)}\nlikes = ['{self.unknown_paper()}']\n")
        port = closed_port()
        self.ask_at(f"http://127.0.0.1:{port}", self.arxiv.address, interval=0.03)
        run = self.timed("fetch", code=4)
        self.assertEqual(run.stderr.count(f"127.0.0.1:{port} refuses the connection"), 1, run.stderr)
        self.assertIn("your papers: 1 new", run.stdout)
        self.assertNotIn("offline", run.stderr)
        self.assert_nothing_is_remembered()

    def unknown_paper(self):
        stored = self.stored()
        return next(paper.id for paper in self.arxiv.arxiv.archive.visible(self.arxiv.arxiv.now) if paper.id not in stored)

    def test_commands_that_read_do_not_ask(self):
        quiet = self.listener(say_nothing)
        self.ask_at(f"http://127.0.0.1:{quiet.port}")
        for command in (["status"], ["query"], ["digest"], ["config", "check"], ["doctor"]):
            with self.subTest(command):
                self.timed(*command, code=0)
        self.assertEqual(quiet.connections, [])

    def test_a_server_whose_queue_is_full(self):
        full = self.listener(backlog=0)
        waiting = []
        for _ in range(4):  # what waits in the queue, which nobody takes
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", full.port))
            waiting.append(one)
            self.addCleanup(one.close)
        self.assertTrue(select.select([], waiting, [], 60)[1], "nothing waits in the queue")
        self.ask_at(f"http://127.0.0.1:{full.port}")
        self.digest(rf"127\.0\.0\.1:{full.port} has taken no connection in 5 s")
        self.assert_nothing_is_remembered()


class NoEncryption(OfflineTest):
    def test_a_server_without_encryption(self):
        plain = self.listener(hang_up)
        self.ask_at(f"https://127.0.0.1:{plain.port}")
        self.everything_says(rf"no safe connection to 127\.0\.0\.1:{plain.port}")

    def server_context(self):
        if not shutil.which("openssl"):
            self.skipTest("there is no openssl")
        certificate, key = self.home / "certificate.pem", self.home / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
                        "-subj", "/CN=localhost", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context

    def test_a_certificate_that_nobody_vouches_for(self):
        context = self.server_context()

        def serve(connection):
            with context.wrap_socket(connection, server_side=True) as safe:
                safe.recv(65536)

        server = self.listener(serve)
        self.ask_at(f"https://localhost:{server.port}")
        self.everything_says(rf"no safe connection to localhost:{server.port}: .*certificate")

    def test_a_certificate_that_a_variable_vouches_for(self):
        context = self.server_context()

        def serve(connection):
            with context.wrap_socket(connection, server_side=True) as safe:
                safe.recv(65536)
                safe.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

        server = self.listener(serve)
        self.ask_at(f"https://localhost:{server.port}", interval=0.03)
        self.more_environment = {"SSL_CERT_FILE": str(self.home / "absent.pem")}
        self.digest(rf"no safe connection to localhost:{server.port}: .*absent\.pem")
        self.more_environment = {"SSL_CERT_FILE": str(self.home / "certificate.pem")}
        self.digest("answered with status 404", was_asked=True)

    def test_a_server_that_never_says_hello(self):
        quiet = self.listener(say_nothing)
        self.ask_at(f"https://127.0.0.1:{quiet.port}")
        self.digest(rf"127\.0\.0\.1:{quiet.port} has taken no connection in 5 s")
        self.assertEqual(len(quiet.connections), 1, "it was tried again")


class Proxies(OfflineTest):
    def by_proxy(self, proxy):
        self.more_environment = {"https_proxy": proxy}
        self.ask_at("https://feeds.invalid", "https://api.invalid")

    def test_a_proxy_that_is_not_there(self):
        port = closed_port()
        self.by_proxy(f"http://me:planted@127.0.0.1:{port}")
        text = self.digest(rf"the proxy 127\.0\.0\.1:{port} on the way to feeds\.invalid refuses the connection")
        self.assertNotIn("planted", text)

    def test_a_proxy_that_nobody_knows(self):
        self.by_proxy("http://me:planted@proxy.invalid:3128")
        self.assertNotIn("planted", self.digest("cannot use the proxy on the way to feeds.invalid"))

    def test_a_proxy_that_is_no_address(self):
        self.by_proxy("http://me:planted@proxy.invalid:port")
        self.assertNotIn("planted", self.digest("cannot use the proxy on the way to feeds.invalid"))

    def test_a_proxy_that_does_not_let_us_through(self):
        for status, says in (("403 Forbidden", "answers with status 403"),
                             ("407 Proxy Authentication Required", r"wants a name and password \(status 407\)")):
            with self.subTest(status):
                proxy = self.listener(refusing_proxy(status))
                self.by_proxy(f"http://me:planted@127.0.0.1:{proxy.port}")
                self.assertNotIn("planted", self.digest(says))


class ServersThatTakeTheConnection(OfflineTest):
    def test_one_that_never_answers(self):
        quiet = self.listener(say_nothing)
        self.ask_at(f"http://127.0.0.1:{quiet.port}")
        self.digest(rf"no answer from http://127\.0\.0\.1:{quiet.port}/atom/cs\.CL in (1\d|20) s", at_most=LONGEST_DIGEST + SLACK,
                    at_least=LONGEST_DIGEST - 1, was_asked=True)

    def test_one_that_answers_byte_by_byte(self):
        slow = self.listener(drip)
        self.ask_at(f"http://127.0.0.1:{slow.port}")
        self.digest(r"has not sent its whole answer in (1\d|20) s", at_most=LONGEST_DIGEST + SLACK, at_least=LONGEST_DIGEST - 1,
                    was_asked=True)

    def test_those_that_hang_up_are_asked_again(self):
        for serve, says in ((hang_up, "no answer from"), (reset, "no answer from"), (stop_early, "no answer from")):
            with self.subTest(serve.__name__):
                server = self.listener(serve)
                self.ask_at(f"http://127.0.0.1:{server.port}", interval=0.03)
                text, code, seconds = self.on_terminal("digest", "--fetch")
                self.assertEqual(code, 0)
                self.assertRegex(text, f"Not fetched.*{says}")
                self.assertLess(seconds, LONGEST_DIGEST + SLACK)
                self.assertGreaterEqual(len(server.connections), 4)

    def test_time_that_runs_out_between_two_attempts(self):
        server = self.listener(hang_up)
        self.ask_at(f"http://127.0.0.1:{server.port}", interval=7)
        self.digest("no answer from", at_most=LONGEST_DIGEST + SLACK, was_asked=True)


@unittest.skipUnless(os.geteuid() == 0 and shutil.which("unshare") and shutil.which("ip"), "needs root, unshare and ip")
class Machines(OfflineTest):
    """In a network of their own."""

    def in_network(self, script):
        command = ["unshare", "--net", "--mount"]
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode != 0:
            self.skipTest("networks of their own cannot be made here")
        self.wrapper = [*command, "sh", "-ec", script + '\nexec "$@"', "sh"]

    def test_a_machine_without_a_network(self):
        self.in_network(":")
        self.ask_at("https://192.0.2.1", "https://192.0.2.2")
        self.digest(r"there is no way to 192\.0\.2\.1: offline\?\n")
        self.ask_at("https://feeds.invalid", "https://api.invalid")
        self.digest(r"cannot find feeds\.invalid: offline\?\n")
        self.assert_nothing_is_remembered_outside()

    def test_a_name_server_that_never_answers(self):
        resolver = self.home / "resolv.conf"
        resolver.write_text("nameserver 127.0.0.1\n")
        # It is a port that the program inherits and leaves alone.
        quiet = ("import os, socket, sys; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('127.0.0.1', 53)); "
                 "s.set_inheritable(True); os.execv(sys.argv[1], sys.argv[1:])")
        self.in_network(f"ip link set lo up\nmount --bind '{resolver}' /etc/resolv.conf\n"
                        f"set -- {sys.executable} -c \"{quiet}\" \"$@\"")
        self.ask_at("https://feeds.invalid.example.org", "https://api.example.org")
        self.digest(r"cannot find feeds\.invalid\.example\.org, as no name server answers: offline\?\n", at_least=4)
        self.assert_nothing_is_remembered_outside()

    def assert_nothing_is_remembered_outside(self):
        self.wrapper = []
        self.assert_nothing_is_remembered()


if __name__ == "__main__":
    run_tests(__doc__)
