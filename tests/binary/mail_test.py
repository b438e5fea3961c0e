#!/usr/bin/env python3
"""Mails digests with the real binary to a mail server on this machine, with TLS and a login, and reads them back.

    mail_test.py --papercup PROGRAM

What the ledger says and what the server has accepted have to agree, whatever goes wrong between the two.
"""
import datetime
import email
import email.policy
import html.parser
import json
import logging
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

try:
    import arxiv_stand_in
    import mail_server
except ImportError as error:
    program_tests.end_without(error)

PROGRAM = None
ADA, BEA, CLEO = "ada@example.org", "bea@example.org", "cleo@example.org"


def parsed(message):
    return email.message_from_bytes(message, policy=email.policy.default)


class Page(html.parser.HTMLParser):
    """What an html part would do to its reader."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.loads, self.text = set(), [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            if name == "href":
                self.links.append(value)
            if name in ("src", "srcset", "background", "data", "poster", "action") or name.startswith("on"):
                self.loads.append(f"{name}={value}")
            if name == "style" and "url(" in (value or ""):
                self.loads.append(value)

    def handle_data(self, data):
        self.text += data


class MailHome(unittest.TestCase):
    """A reader's machine, with arXiv and a mail server beside it."""
    NOW = "2026-11-24T12:00:00Z"
    SECURITY = "starttls"

    def setUp(self):
        self.NOW = type(self).NOW
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.arxiv = arxiv_stand_in.start(self.NOW, first=datetime.date(2026, 11, 2), per_day=30)
        self.addCleanup(self.arxiv.server_close)
        self.addCleanup(self.arxiv.shutdown)
        self.server = self.make_server()
        self.addCleanup(self.server.stop)
        (self.home / "config/focus").mkdir(parents=True)
        (self.home / "password").write_text(mail_server.PASSWORD + "\n")
        (self.home / "password").chmod(0o600)
        self.configure()
        self.write_focus("rewards", "about = 'reward models'\ncategories = ['cs.LG', 'cs.CL']\n")

    def make_server(self):
        return mail_server.MailServer(self.SECURITY)

    def configure(self, more=f'to = ["{ADA}"]\n'):
        text = self.arxiv.config(0.01) + self.server.config(self.home / "password", more)
        (self.home / "config/config.toml").write_text(text)

    def write_focus(self, stem, text):
        (self.home / f"config/focus/{stem}.toml").write_text(text)

    def be_at(self, moment):
        self.NOW = moment
        self.arxiv.control("now", moment)

    def environment(self, more=None):
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": self.NOW,
                "PAPERCUP_DATA": str(self.home / "data"), "PAPERCUP_CONFIG": str(self.home / "config"),
                "XDG_STATE_HOME": str(self.home / "state"), **program_tests.SANITIZERS, **(more or {})}

    def papercup(self, *arguments, code=0, variables=None):
        run = subprocess.run([PROGRAM, *arguments], env=self.environment(variables), capture_output=True, timeout=120,
                             stdin=subprocess.DEVNULL, check=False)
        run.output = run.stdout.decode("utf-8") + run.stderr.decode("utf-8")
        self.assertEqual(run.returncode, code, run.output)
        self.assertNotIn(mail_server.PASSWORD, run.output)
        return run

    def mail(self, *arguments, code=0, variables=None):
        return self.papercup("mail", *arguments, code=code, variables=variables)

    def ledger(self, day=None):
        """{(focus, day, recipient): state}"""
        with sqlite3.connect(self.home / "data/reader.db") as connection:
            rows = connection.execute("SELECT focus, day, recipient, state FROM mail_batch JOIN mail_delivery"
                                      " ON batch = number ORDER BY number").fetchall()
        epoch = datetime.date(1970, 1, 1)
        rows = {(focus, str(epoch + datetime.timedelta(days=at)), recipient): state for focus, at, recipient, state in rows}
        return {key: state for key, state in rows.items() if day in (None, key[1])}

    def states(self, day=None):
        """{recipient: state} of the only focus."""
        return {recipient: state for (_, _, recipient), state in self.ledger(day).items()}

    def accepted_by(self, recipient):
        return [parsed(message) for to, message in self.server.accepted if to == recipient]


class Mail(MailHome):
    # --- the message ---

    def test_the_message_is_what_mail_programs_expect(self):
        self.configure(f'to = ["{ADA}"]\nfrom = "L. Sørby <papercup@lab.example.org>"\nunsubscribe = "mailto:{ADA}"\n')
        run = self.mail()
        self.assertEqual(run.output, "")
        (recipient, raw), = self.server.accepted
        self.assertEqual(recipient, ADA)
        self.assertNotRegex(raw, rb"[^\r]\n|\r[^\n]|[\x80-\xff]")
        self.assertLess(max(map(len, raw.split(b"\r\n"))), 999)
        message = parsed(raw)
        self.assertEqual([part for part in message.walk() if part.defects], [])
        self.assertRegex(message["Subject"], r"^papercup: \d+ of \d+, \d+ min, rewards$")
        self.assertEqual(message["From"].addresses[0].display_name, "L. Sørby")
        self.assertEqual(message["To"], ADA)
        self.assertEqual(message["Date"].datetime.isoformat(), "2026-11-24T12:00:00+00:00")
        self.assertRegex(message["Message-ID"], r"^<2026-11-24\.rewards\.[0-9a-f]{16}@lab\.example\.org>$")
        self.assertEqual(message["List-Id"], "<rewards.papercup.lab.example.org>")
        self.assertEqual(message["List-Unsubscribe"], f"<mailto:{ADA}>")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        self.assertEqual([part.get_content_type() for part in message.walk()],
                         ["multipart/alternative", "text/plain", "text/html"])
        text = message.get_body(("plain",)).get_content()
        page = Page(message.get_body(("html",)).get_content())
        for body in text, page.text:
            self.assertIn("rewards · ", body)
            self.assertIn("Thank you to arXiv", body)
            self.assertNotIn("close the tab", body)
        ids = re.findall(r"https://arxiv\.org/abs/(\S+)", text)
        self.assertTrue(ids)
        self.assertEqual([link.rpartition("/")[2] for link in page.links], ids)
        self.assertFalse(page.tags & {"script", "img", "link", "iframe", "object", "form", "base"})
        self.assertEqual(page.loads, [])
        self.assertEqual(self.server.senders, ["papercup@lab.example.org"])
        self.assertEqual((self.server.encrypted, self.server.authenticated), ([True], [True]))

    def test_dry_run_shows_what_is_sent_and_leaves_no_trace(self):
        self.papercup("fetch")
        dry = self.mail("--dry-run").stdout
        self.assertEqual(self.server.connections, 0)
        self.assertEqual(dry, self.mail("--dry-run").stdout)
        self.mail()
        # The server ends the last line, which a message may leave open.
        self.assertEqual(self.server.accepted[0][1].strip(), dry.strip())
        self.assertEqual(self.papercup("mail", "--dry-run").stdout, b"")

    def test_hostile_papers_cannot_break_a_message(self):
        hostile = ["\r\nBcc: eve@example.org\r\n\r\nbody", "=?utf-8?q?=0D=0ABcc:_eve@example.org?=", "</title><script>alert(1)</script>",
                   "\n.\nQUIT\nMAIL FROM:<eve@example.org>\n", "--=_papercup_0000000000000000--", "\u202egnp.exe \x1b]0;x\x07\x00",
                   "\"><img src=http://e.example/x onerror=alert(1)>", "x" * 3000, "From me", "😀" * 300]
        lines = [json.dumps({"id": f"2611.9{n:04}", "title": f"reward {text}", "abstract": f"reward models {text}",
                             "authors": [text, f"Ada {text}"], "categories": ["cs.LG", text[:20]], "comment": text,
                             "announced": "2026-11-24"}) for n, text in enumerate(hostile)]
        subprocess.run([PROGRAM, "import", "-"], input="\n".join(lines).encode(), env=self.environment(), check=True,
                       capture_output=True)
        self.write_focus("rewards", "name = \"reward\\r\\nBcc: eve@example.org\"\nabout = 'reward models'\n")
        self.mail()
        message, = self.accepted_by(ADA)
        self.assertEqual([recipients for recipients in self.server.transactions], [[ADA]])
        self.assertEqual([part for part in message.walk() if part.defects], [])
        self.assertEqual(len(list(message.walk())), 3)
        self.assertEqual(set(map(str.lower, message.keys())),
                         {"to", "from", "subject", "date", "message-id", "list-id", "auto-submitted", "user-agent",
                          "mime-version", "content-type"})
        page = Page(message.get_body(("html",)).get_content())
        self.assertEqual(page.loads, [])
        self.assertFalse(page.tags & {"script", "img"})
        self.assertEqual([link for link in page.links if not link.startswith("https://arxiv.org/abs/2611.9")], [])
        text = message.get_body(("plain",)).get_content()
        self.assertNotRegex(text + page.text, "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]")
        self.assertIn("reward From me", text)

    def test_email_is_a_format_of_digest(self):
        self.papercup("fetch")
        message = parsed(self.papercup("digest", "--format", "email").stdout)
        self.assertEqual(message["To"], ADA)
        self.assertRegex(message["Subject"], "^papercup: ")
        self.assertEqual([part for part in message.walk() if part.defects], [])
        self.assertEqual(len(list(message.walk())), 3)

    # --- idempotence and recipients ---

    def test_a_list_is_mailed_once_to_each_recipient(self):
        self.configure(f'to = ["{ADA}", "Bea <{BEA}>", "ADA@example.org"]\n')
        self.write_focus("rewards", f"about = 'reward models'\ncategories = ['cs.LG', 'cs.CL']\nto = ['{CLEO}']\n")
        for hour in range(12, 20):
            self.be_at(f"2026-11-24T{hour}:00:00Z")
            self.mail()
        self.assertEqual(sorted(to for to, _ in self.server.accepted), [ADA, BEA, CLEO])
        self.assertEqual(sorted(self.server.transactions), [[ADA], [BEA], [CLEO]])
        self.assertEqual(len({parsed(message)["Message-ID"] for _, message in self.server.accepted}), 1)
        self.be_at("2026-11-25T12:00:00Z")
        self.mail()
        self.assertEqual(len(self.server.accepted), 6)
        first, second = self.accepted_by(ADA)
        ids = [set(re.findall(r"arxiv\.org/abs/(\S+)", mail.get_body(("plain",)).get_content())) for mail in (first, second)]
        self.assertFalse(ids[0] & ids[1])

    def test_to_sends_to_others_and_not_twice(self):
        self.mail("--to", BEA)
        self.assertEqual([to for to, _ in self.server.accepted], [BEA])
        self.mail("--to", BEA)
        self.mail()
        self.assertEqual([to for to, _ in self.server.accepted], [BEA, ADA])
        self.assertEqual(self.server.accepted[0][1].replace(b"bea", b"ada"), self.server.accepted[1][1])

    def test_two_runs_at_once_send_one_mail(self):
        self.papercup("fetch")
        self.server.faults, self.server.hold = ["hold"], 1.0
        first = subprocess.Popen([PROGRAM, "mail"], env=self.environment(), stderr=subprocess.PIPE, text=True)
        while not self.server.transactions:
            self.assertIsNone(first.poll())
        second = self.mail()
        self.assertIn("another papercup mail is at work", second.output)
        self.assertEqual(first.communicate()[1], "")
        self.assertEqual(first.returncode, 0)
        self.assertEqual(len(self.server.accepted), 1)

    def test_killed_while_the_message_is_handed_over_it_is_uncertain(self):
        self.papercup("fetch")
        self.server.faults, self.server.hold = ["hold"], 1.0
        run = subprocess.Popen([PROGRAM, "mail"], env=self.environment())
        while not self.server.transactions:
            self.assertIsNone(run.poll())
        self.assertEqual(self.states(), {ADA: "sending"})
        run.kill()
        run.wait()
        self.be_at("2026-11-24T13:00:00Z")
        self.assertIn("may not have arrived", self.mail().output)
        self.assertEqual(self.states(), {ADA: "uncertain"})
        self.assert_next_mail_names_the_last("may not have arrived")

    def assert_next_mail_names_the_last(self, words, recipient=ADA):
        before = len(self.accepted_by(recipient))
        lost = {row for row in self.papers_of("2026-11-24")}
        self.assertTrue(lost)
        self.be_at("2026-11-25T12:00:00Z")
        self.mail()
        message = self.accepted_by(recipient)[before:]
        self.assertEqual(len(message), 1)
        for kind in "plain", "html":
            text = message[0].get_body((kind,)).get_content()
            self.assertIn("The mail of Tue 24 Nov", text)
            self.assertIn(words, re.sub(r"\s+", " ", text))
            self.assertLessEqual(lost, set(re.findall(r"arxiv\.org/abs/(\d+\.\d+)", text)))
        self.be_at("2026-11-26T12:00:00Z")
        self.mail()
        message = self.accepted_by(recipient)[-1]
        self.assertNotIn("The mail of Tue 24 Nov", message.get_body(("plain",)).get_content())

    def papers_of(self, day):
        number = (datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).days
        with sqlite3.connect(self.home / "data/reader.db") as connection:
            return [row[0] for row in connection.execute(
                "SELECT paper FROM mail_batch JOIN digest_paper ON digest_paper.digest = mail_batch.digest WHERE day = ?",
                (number,))]

    # --- what goes wrong at the server ---

    def assert_is_retried(self, fault, code=4, quiet=True):
        self.server.faults = [fault]
        run = self.mail(code=code)
        self.assertEqual(run.output == "", quiet, run.output)
        self.assertEqual(self.states(), {ADA: "pending"})
        self.assertEqual(self.server.accepted, [])
        self.be_at("2026-11-24T13:00:00Z")
        self.mail()
        self.assertEqual(self.states(), {ADA: "sent"})
        self.assertEqual([to for to, _ in self.server.accepted], [ADA])

    def test_refused_at_connection(self):
        self.assert_is_retried("connect")

    def test_hung_up_on(self):
        self.assert_is_retried("hang-up")

    def test_refused_at_login(self):
        self.assert_is_retried("auth", code=1, quiet=False)

    def test_login_deferred(self):
        self.assert_is_retried("auth-later")

    def test_sender_refused(self):
        self.assert_is_retried("sender", code=1, quiet=False)

    def test_data_refused_for_now(self):
        self.assert_is_retried("data")

    def test_message_refused_for_now_after_its_end(self):
        self.assert_is_retried("after-data-later")

    def test_cut_before_the_end_of_the_message(self):
        self.assert_is_retried("cut-before")

    def test_nobody_listens(self):
        self.server.close()
        run = self.mail(code=4)
        self.assertEqual(run.output, "")
        self.assertEqual(self.states(), {ADA: "pending"})
        self.server.open()
        self.mail()
        self.assertEqual(self.states(), {ADA: "sent"})

    def test_message_refused_for_good_after_its_end(self):
        self.server.faults = ["after-data"]
        self.assertIn("554 5.6.0", self.mail(code=1).output)
        self.assertEqual(self.states(), {ADA: "refused"})
        self.mail()
        self.assertEqual(self.server.transactions, [[ADA]])
        self.assert_next_mail_names_the_last("was refused")

    def test_cut_after_the_end_of_the_message_it_is_never_sent_again(self):
        for fault, arrives in (("cut-after", 1), ("lose-after", 0)):
            with self.subTest(fault):
                self.setUp()
                self.server.faults = [fault]
                self.assertIn("may not have arrived", self.mail(code=1).output)
                self.assertEqual(self.states(), {ADA: "uncertain"})
                for hour in range(13, 16):
                    self.be_at(f"2026-11-24T{hour}:00:00Z")
                    self.mail()
                self.assertEqual(len(self.server.accepted), arrives)
                self.assert_next_mail_names_the_last("may not have arrived")

    def test_one_of_three_recipients_is_refused_and_the_others_get_it(self):
        for answer, state, code in (("550 5.1.1 no such user", "refused", 1), ("450 4.2.1 mailbox busy", "pending", 4)):
            with self.subTest(answer):
                self.setUp()
                self.configure(f'to = ["{ADA}", "{BEA}", "{CLEO}"]\n')
                self.server.recipients[BEA] = answer
                run = self.mail(code=code)
                self.assertEqual(answer in run.output, state == "refused", run.output)
                self.assertEqual(self.states(), {ADA: "sent", BEA: state, CLEO: "sent"})
                self.assertEqual([to for to, _ in self.server.accepted], [ADA, CLEO])
                del self.server.recipients[BEA]
                self.be_at("2026-11-24T13:00:00Z")
                self.mail()
                expected = [ADA, CLEO] + ([BEA] if state == "pending" else [])
                self.assertEqual([to for to, _ in self.server.accepted], expected)

    def test_a_certificate_that_nobody_vouches_for_is_refused(self):
        text = (self.home / "config/config.toml").read_text()
        (self.home / "config/config.toml").write_text(re.sub("ca_file.*\n", "", text))
        self.assertIn("certificate", self.mail(code=1).output)
        self.assertEqual(self.server.transactions, [])
        self.assertEqual(self.states(), {ADA: "pending"})
        # As curl's users say it.
        self.mail(variables={"CURL_CA_BUNDLE": str(self.server.certificate)})
        self.assertEqual(self.states(), {ADA: "sent"})

    def test_a_server_that_is_down_is_told_of_once_it_has_been_for_hours(self):
        self.mail("--to", ADA)
        self.server.close()
        heard = []
        for hour in range(0, 30):
            moment = datetime.datetime(2026, 11, 25, 6) + datetime.timedelta(hours=hour)
            self.be_at(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
            output = self.mail(code=4).output
            heard += [hour] if "takes nothing" in output else []
        self.assertEqual(heard, [6, 29])
        self.server.open()
        self.be_at("2026-11-26T12:30:00Z")
        self.assertEqual(self.mail().output, "")
        self.assertEqual(set(self.ledger().values()), {"sent"})
        self.assertEqual(len(self.accepted_by(ADA)), 3)

    # --- passwords ---

    def test_passwords_from_a_command_a_variable_and_systemd(self):
        text = (self.home / "config/config.toml").read_text()
        credentials = self.home / "credentials"
        credentials.mkdir()
        (credentials / "papercup-mail-password").write_text(mail_server.PASSWORD)
        places = [("password_command = \"printf 'correct %s\\\\n' horse\"", {}),
                  ('password_env = "MAIL_PASSWORD"', {"MAIL_PASSWORD": mail_server.PASSWORD}),
                  ("", {"CREDENTIALS_DIRECTORY": str(credentials)})]
        for day, (line, variables) in zip((24, 25, 26), places):
            self.be_at(f"2026-11-{day}T12:00:00Z")
            (self.home / "config/config.toml").write_text(re.sub("password_file.*", lambda _: line, text))
            self.mail(variables=variables)
            self.assertEqual(len(self.server.accepted), day - 23)
        self.be_at("2026-11-30T12:00:00Z")
        self.assertIn("no password", self.mail(code=1).output)
        (self.home / "config/config.toml").write_text(re.sub("password_file.*", 'password_command = "false"', text))
        self.mail("--dry-run")  # asks for no password
        self.assertEqual(len(self.server.accepted), 3)

    def test_a_wrong_password_is_told_of_once_a_day_and_never_printed(self):
        (self.home / "password").write_text("wrong horse\n")
        outputs = [self.mail("-v", code=1).output]
        self.assertIn("535", outputs[0])
        self.assertNotIn("wrong horse", outputs[0])
        self.be_at("2026-11-24T14:00:00Z")
        self.assertEqual(self.mail(code=1).output, "")
        self.assertNotIn(b"horse", (self.home / "data/reader.db").read_bytes())

    def test_a_command_takes_the_message(self):
        box = self.home / "box"
        text = (self.home / "config/config.toml").read_text()
        for number, (day, exit_code, state) in enumerate(((24, 0, "sent"), (25, 75, "pending"), (26, 67, "refused"))):
            command = f"cat > '{box}{number}'; exit {exit_code}"
            (self.home / "config/config.toml").write_text(
                text.partition("[mail]")[0] + f'[mail]\nto = "{ADA}"\ncommand = "{command}"\n')
            self.be_at(f"2026-11-{day}T12:00:00Z")
            self.mail(code={0: 0, 75: 4, 67: 1}[exit_code])
            self.assertEqual(self.states(f"2026-11-{day}"), {ADA: state})
            self.assertEqual(parsed((self.home / f"box{number}").read_bytes())["To"], ADA)
            if state == "pending":
                (self.home / "config/config.toml").write_text(
                    text.partition("[mail]")[0] + f'[mail]\nto = "{ADA}"\ncommand = "true"\n')
                self.mail()

    # --- when ---

    def late_list(self, moment):
        """A run at this moment, when arXiv still shows the list before."""
        self.be_at(moment)
        self.arxiv.control("faults", ",".join(["list:stale-list"] * 2))
        run = subprocess.run([PROGRAM, "mail", "-v"], env=self.environment(), capture_output=True, text=True, check=False)
        self.assertIn(run.returncode, (0, 4), run.stderr)
        return run.stdout

    def test_it_waits_for_all_lists_and_at_send_by_no_longer(self):
        self.assertIn("waits for cs.CL, cs.LG, until 09:00", self.late_list("2026-11-24T06:00:00Z"))
        self.assertIn("waits for", self.late_list("2026-11-24T08:59:00Z"))
        self.assertEqual(self.server.accepted, [])
        self.late_list("2026-11-24T09:00:00Z")
        message, = self.accepted_by(ADA)
        self.assertRegex(message["Subject"], r"\(cs.CL, cs.LG missing\)")
        self.assertRegex(message.get_body(("plain",)).get_content(), r"cs\.LG: (STALE|waiting)")
        self.be_at("2026-11-24T12:00:00Z")
        self.mail()
        self.assertEqual(len(self.server.accepted), 1)

    def test_a_broken_focus_is_a_line_in_the_mails_of_the_others(self):
        self.write_focus("robots", "about = \ncategories = 7\n")
        self.assertIn("robots", self.mail().output)
        message, = self.accepted_by(ADA)
        self.assertIn("The focus robots is left out", message.get_body(("plain",)).get_content())
        self.be_at("2026-11-24T13:00:00Z")
        self.assertEqual(self.mail().output, "")

    def test_empty_mails_are_sent_as_wished(self):
        # Nothing has anything to do with it.
        for wish, quiet_day in (("never", 0), ("quiet", 1), ("always", 1)):
            with self.subTest(wish):
                self.setUp()
                self.write_focus("rewards", "about = 'zzyzx quuxification'\ncategories = ['cs.LG']\n")
                self.configure(f'to = ["{ADA}"]\nsend_empty = "{wish}"\n')
                self.mail()
                self.assertEqual(len(self.server.accepted), quiet_day)
                if quiet_day:
                    self.assertRegex(self.accepted_by(ADA)[0]["Subject"], r"papercup: 0 of \d+, rewards")

    def test_it_says_what_is_not_configured(self):
        (self.home / "config/config.toml").write_text(self.arxiv.config(0.01))
        self.assertIn("not configured", self.mail(code=2).output)
        self.configure("")
        self.assertIn("nobody gets mail", self.mail(code=2).output)
        self.assertIn("not an address", self.mail("--to", "nobody", code=2).output)


class MailOverTls(Mail):
    """The same from the first byte encrypted."""
    SECURITY = "tls"


def load_tests(loader, _tests, _pattern):
    suite = loader.loadTestsFromTestCase(Mail)
    for name in ("test_the_message_is_what_mail_programs_expect", "test_refused_at_login",
                 "test_cut_after_the_end_of_the_message_it_is_never_sent_again", "test_cut_before_the_end_of_the_message"):
        suite.addTest(MailOverTls(name))
    return suite


def take_program(path):
    global PROGRAM
    PROGRAM = path


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # aiosmtpd warns of logins without STARTTLS and of its own past
    logging.disable()
    program_tests.run_tests(__doc__, take_program, warnings="ignore")
