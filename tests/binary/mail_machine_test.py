#!/usr/bin/env python3
"""Mails digests as a machine does it at night: through Exim and msmtp, started by cron, and by units that systemd likes.

    mail_machine_test.py --papercup PROGRAM [CLASS...]

Exim, msmtp, cron and libfaketime are installed, or unpacked into build/machine; they and systemd are skipped if they are
absent, and what needs root without it.
"""
import argparse
import logging
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest
import warnings

import mail_test  # goes on with Debian's Python where it has to
from mail_test import ADA, BEA, CLEO, parsed

import exim_server
import machine
import mail_server
import program_tests

PROJECT = pathlib.Path(__file__).resolve().parents[2]
NOBODY, LATER = "nobody@example.org", "later@example.org"


def body(message):
    """Without what the server has put before it."""
    return message[message.index(b"To: "):].replace(b"\n", b"\r\n").strip()


class EximHome(mail_test.MailHome):
    def make_server(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        os.chmod(folder, 0o755)
        return exim_server.EximServer(folder)

    def configure(self, more=f'to = ["{ADA}"]\n'):
        text = self.arxiv.config(0.01) + self.server.config(self.home / "password", self.SECURITY, more)
        (self.home / "config/config.toml").write_text(text)


@machine.needs("exim4")
class MailThroughExim(EximHome):
    def test_each_recipient_gets_one_mail_over_tls_after_a_login(self):
        for security, day in (("starttls", 24), ("tls", 25)):
            with self.subTest(security):
                self.SECURITY = security
                self.configure(f'to = ["{ADA}", "{BEA}"]\n')
                self.be_at(f"2026-11-{day}T12:00:00Z")
                dry = {}
                self.papercup("fetch")
                for message in self.mail("--dry-run").stdout.split(b"To: ")[1:]:
                    dry[message.split(b"\r\n")[0].decode()] = b"To: " + message.strip()
                self.assertEqual(sorted(dry), [ADA, BEA])
                self.mail()
                self.mail()
                for recipient in ADA, BEA:
                    box = self.server.box(recipient)
                    self.assertEqual(len(box), day - 23)
                    self.assertIn(dry[recipient], [body(message) for message in box])
                    self.assertEqual([part for part in parsed(box[-1]).walk() if part.defects], [])
                    self.assertTrue(all(b"with esmtpsa" in message for message in box))
        self.assertEqual(set(self.ledger().values()), {"sent"})

    def test_refusals_at_rcpt_stop_nobody_else(self):
        self.configure(f'to = ["{ADA}", "{LATER}", "{NOBODY}", "{CLEO}"]\n')
        self.assertIn("550 no such user here", self.mail(code=1).output)
        self.assertEqual(self.states(), {ADA: "sent", CLEO: "sent", LATER: "pending", NOBODY: "refused"})
        self.assertEqual([len(self.server.box(to)) for to in (ADA, CLEO, LATER, NOBODY)], [1, 1, 0, 0])

    def test_a_wrong_password_and_a_server_that_is_down_lose_nothing(self):
        (self.home / "password").write_text("wrong horse\n")
        self.assertIn("535", self.mail(code=1).output)
        self.assertIn("TROUBLE  mail server", self.papercup("doctor", "--mail", code=1).output)
        (self.home / "password").write_text(mail_server.PASSWORD)
        self.server.stop()
        self.be_at("2026-11-24T13:00:00Z")
        self.assertEqual(self.mail(code=4).output, "")
        self.assertEqual(self.states(), {ADA: "pending"})
        self.server.start()
        self.assertIn("the login works", self.papercup("doctor", "--mail").output)
        self.mail()
        self.assertEqual((self.states(), len(self.server.box(ADA))), ({ADA: "sent"}, 1))


@machine.needs("exim4", "msmtp")
class MailThroughMsmtp(EximHome):
    def test_msmtp_as_the_command(self):
        settings = self.home / "msmtprc"
        settings.write_text(f"account default\nhost localhost\nport {self.server.port}\ntls on\ntls_starttls on\n"
                            f"tls_trust_file \"{self.server.certificate}\"\nauth on\nuser {mail_server.USER}\n"
                            f"passwordeval \"cat '{self.home}/password'\"\nfrom papercup@example.org\n")
        settings.chmod(0o600)
        msmtp = machine.starter(self.home, "msmtp")
        (self.home / "config/config.toml").write_text(
            self.arxiv.config(0.01) + f"[mail]\ncommand = \"'{msmtp}' '--file={settings}' -t\"\nto = ['{ADA}']\n")
        self.server.stop()
        self.mail(code=4)
        self.assertEqual(self.states(), {ADA: "pending"})
        self.server.start()
        self.be_at("2026-11-24T13:00:00Z")
        self.mail()
        self.mail()
        self.assertEqual((self.states(), len(self.server.box(ADA))), ({ADA: "sent"}, 1))
        self.assertRegex(parsed(self.server.box(ADA)[0])["Subject"], "^papercup: ")
        (self.home / "password").write_text("wrong horse\n")
        self.be_at("2026-11-25T12:00:00Z")
        self.mail(code=1)
        self.assertEqual(self.states("2026-11-25"), {ADA: "pending"})


# What Debian's cron sees instead of this machine's own jobs; $1 is the table of root, $2 takes the place of sendmail, $3 is
# the moment, $4 libfaketime, $5 cron.
OWN_CRON = """
mount -t tmpfs tmpfs /var/spool
mkdir -p /var/spool/cron
mkdir -m 1730 /var/spool/cron/crontabs
install -m 600 "$1" /var/spool/cron/crontabs/root
[ ! -e /etc/crontab ] || mount --bind /dev/null /etc/crontab
[ ! -e /etc/cron.d ] || mount -t tmpfs tmpfs /etc/cron.d
mount -t tmpfs tmpfs /run
# The other programs of its folder remain, by links to where the folder is still seen.
mkdir /run/programs
mount --bind /usr/sbin /run/programs
mount -t tmpfs tmpfs /usr/sbin
ln -s /run/programs/* /usr/sbin
rm -f /usr/sbin/sendmail
cp "$2" /usr/sbin/sendmail
# Not by the program faketime, which would be the parent of a cron that stays when it is ended.
exec env LD_PRELOAD="$4" FAKETIME="@$3" "$5" -f
"""


MOVED_CLOCK = machine.find_library("*/faketime/libfaketime.so.1")


@unittest.skipUnless(MOVED_CLOCK, "libfaketime: not installed, nor in build/machine")
@machine.needs("cron")
class MailByCron(mail_test.MailHome):
    def run_cron(self, seconds=90):
        """Runs the line that contrib prints, at the minute that it says, until something has come of it."""
        line = subprocess.run([PROJECT / "contrib/crontab-line.sh", mail_test.PROGRAM], capture_output=True, text=True,
                              check=True).stdout
        minute = int(re.fullmatch(r"(\d+) \* \* \* \* \S.* mail -q\n", line)[1])
        table = self.home / "crontab"
        variables = self.environment()
        table.write_text("".join(f"{name}={variables[name]}\n" for name in (
            "HOME", "PAPERCUP_NOW", "PAPERCUP_DATA", "PAPERCUP_CONFIG", "XDG_STATE_HOME")) + line)
        letters = self.home / "letters"
        sendmail = self.home / "sendmail"
        sendmail.write_text(f"#!/bin/sh\ncat >> '{letters}'\n")
        sendmail.chmod(0o755)
        # Two seconds before its minute, by cron's clock alone: jobs do not inherit it.
        before = time.strftime("%Y-%m-%d %H:", time.localtime()) + f"{(minute - 1) % 60:02}:58"
        cron = machine.start(OWN_CRON, table, sendmail, before, MOVED_CLOCK, machine.find("cron"))
        try:
            program_tests.wait_until(lambda: self.server.accepted or letters.exists() or cron.poll() is not None,
                                     "a mail of papercup or of cron", seconds)
            self.assertIsNone(cron.poll(), "cron has ended")
            # What comes after the mail, too.
            program_tests.wait_until(lambda: not machine.has_children(cron.pid), "the end of the job", seconds)
        finally:
            cron.terminate()
            cron.wait(20)
        return letters.read_text() if letters.exists() else ""

    def test_the_line_sends_the_mail_and_says_nothing(self):
        self.assertEqual(self.run_cron(), "")
        self.assertEqual([to for to, _ in self.server.accepted], [ADA])
        self.assertEqual(self.states(), {ADA: "sent"})

    def test_what_somebody_has_to_look_at_is_mailed_by_cron(self):
        (self.home / "password").write_text("wrong horse\n")
        letter = self.run_cron()
        self.assertIn("papercup: the mail server does not take mail from you", letter)
        self.assertNotIn("wrong horse", letter)
        self.assertEqual(self.states(), {ADA: "pending"})


@unittest.skipUnless(shutil.which("systemd-analyze"), "systemd is not installed")
class Units(unittest.TestCase):
    def test_systemd_has_nothing_to_say_about_the_units(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in "papercup-mail.service", "papercup-mail.timer":
                text = (PROJECT / "contrib" / name).read_text()
                # It may not be installed where systemd looks.
                pathlib.Path(folder, name).write_text(re.sub("(?m)^ExecStart=papercup", f"ExecStart={mail_test.PROGRAM}", text))
            run = subprocess.run(["systemd-analyze", "verify", "--man=no", *sorted(map(str, pathlib.Path(folder).iterdir()))],
                                 capture_output=True, text=True, check=False)
            own = [line for line in run.stderr.splitlines() if "papercup" in line]
            self.assertEqual((run.returncode, own), (0, []), run.stderr)
            broken = pathlib.Path(folder, "papercup-mail.timer")
            broken.write_text(broken.read_text().replace("OnCalendar=hourly", "OnCalendar=nightly"))
            run = subprocess.run(["systemd-analyze", "verify", "--man=no", broken], capture_output=True, text=True, check=False)
            self.assertIn("nightly", run.stderr, "the check finds nothing")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    arguments, rest = parser.parse_known_args()
    mail_test.PROGRAM = os.path.abspath(arguments.papercup)
    warnings.simplefilter("ignore")
    logging.disable()
    program_tests.run_unittest(rest, warnings="ignore")


if __name__ == "__main__":
    main()
