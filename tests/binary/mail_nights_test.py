#!/usr/bin/env python3
"""Lets an hourly mail job run through many nights in which everything goes wrong, and counts what arrived.

    mail_nights_test.py --papercup PROGRAM [--nights N] [--seed S]

In each night the job is started some times, twice at once, killed (SIGKILL) at any moment, with a list that is late, a
server that refuses, hangs up, or cuts the line before or after the end of a message. In the end, at the server and in the
ledger: no mail went twice to a recipient, each arrived or is named as uncertain or refused in a later one that arrived,
and no paper was shown twice.
"""
import argparse
import collections
import datetime
import email
import email.policy
import logging
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

try:
    import arxiv_stand_in
    import mail_server
except ImportError as error:
    program_tests.end_without(error)

FIRST = datetime.date(2026, 10, 5)
EPOCH = datetime.date(1970, 1, 1)
# Of each focus; both get the first one.
RECIPIENTS = {"rewards": ["ada@example.org", "bea@example.org"], "robots": ["ada@example.org", "cleo@example.org"]}
FAULTS = ["connect", "hang-up", "auth-later", "data", "after-data-later", "cut-before", "cut-after", "lose-after", "after-data",
          "hold", "hold-taken"]


class Installation:
    """A reader's machine, with a mail server and arXiv beside it."""

    def __init__(self, program, folder, nights):
        self.program, self.home = program, pathlib.Path(folder)
        self.arxiv = arxiv_stand_in.start(self.stamp(FIRST, 5), first=FIRST - datetime.timedelta(days=20), per_day=16,
                                          last=FIRST + datetime.timedelta(days=nights + 10))
        self.server = mail_server.MailServer()
        self.server.hold = 0.3
        (self.home / "config/focus").mkdir(parents=True)
        (self.home / "password").write_text(mail_server.PASSWORD)
        (self.home / "config/config.toml").write_text(
            self.arxiv.config(0.001) + self.server.config(self.home / "password", 'to = ["ada@example.org"]\n'))
        for stem, about, categories in (("rewards", "reward models", "['cs.LG', 'cs.CL']"), ("robots", "robots", "['cs.RO']")):
            (self.home / f"config/focus/{stem}.toml").write_text(
                f"about = '{about}'\ncategories = {categories}\nto = ['{RECIPIENTS[stem][1]}']\n")
        self.now = None

    @staticmethod
    def stamp(day, hour, minute=0):
        return f"{day}T{hour:02}:{minute:02}:00Z"

    def be_at(self, day, hour, minute=0):
        self.now = self.stamp(day, hour, minute)
        self.arxiv.control("now", self.now)

    def start(self):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                       "PAPERCUP_NOW": self.now, "PAPERCUP_DATA": str(self.home / "data"),
                       "PAPERCUP_CONFIG": str(self.home / "config"), "XDG_STATE_HOME": str(self.home / "state")}
        return subprocess.Popen([self.program, "mail"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self):
        process = self.start()
        output = process.communicate(timeout=120)[0].decode()
        return process.returncode, output

    def rows(self, sql):
        with sqlite3.connect(self.home / "data/reader.db") as connection:
            return connection.execute(sql).fetchall()

    def stop(self):
        self.server.stop()
        self.arxiv.shutdown()
        self.arxiv.server_close()


def check(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")


def kill_while_handing_over(installation, processes, fault, counts):
    """The worst moment, which chance alone hardly hits: the server has the whole message, and nobody has the answer."""
    installation.server.faults = [fault]
    taken = len(installation.server.transactions)

    def is_handed_over():
        return len(installation.server.transactions) > taken

    program_tests.wait_until(lambda: is_handed_over() or all(process.poll() is not None for process in processes),
                             "a message or the end of the job")
    if is_handed_over() and any(process.poll() is None for process in processes):
        counts["kills at the end"] += 1
        for process in processes:
            process.kill()


def night(installation, day, chance, counts):
    for hour in sorted(chance.sample(range(5, 23), chance.randint(2, 4))):
        installation.be_at(day, hour, chance.randrange(60))
        if chance.random() < 0.2:
            installation.arxiv.control("faults", "list:stale-list")
            counts["late lists"] += 1
        if chance.random() < 0.6:
            installation.server.faults = chance.choices([*FAULTS, "none"], k=chance.randint(1, 3))
            counts["faults"] += 1
        installation.server.recipients = {"bea@example.org": "450 later"} if chance.random() < 0.1 else {}
        processes = [installation.start()]
        if chance.random() < 0.3:
            processes.append(installation.start())
            counts["double runs"] += 1
        if chance.random() < 0.15:
            kill_while_handing_over(installation, processes, chance.choice(["hold", "hold-taken"]), counts)
        for process in processes:
            if chance.random() < 0.4:
                time.sleep(chance.uniform(0, 0.5))  # so that it is killed at any moment of its work
                counts["kills"] += process.poll() is None
                process.kill()
        for process in processes:
            output = process.communicate(timeout=120)[0].decode()
            check(process.returncode in (0, 1, 4, -9), f"exit code {process.returncode} at {installation.now}: {output}")
            counts[f"exit {process.returncode}"] += 1
            counts["runs"] += 1
        check(installation.rows("PRAGMA integrity_check")[0][0] == "ok", "reader.db is damaged")


def settle(installation, day):
    """Days without faults, until whatever was lost has been named."""
    installation.server.faults, installation.server.recipients = [], {}
    installation.arxiv.control("faults", "")
    for later in range(6):
        installation.be_at(day + datetime.timedelta(days=later), 12)
        code, output = installation.run()
        check(code in (0, 1), f"exit code {code} without a fault: {output}")


def parts(message):
    """(what the mail says of lost ones, its own digest) of its text."""
    text = email.message_from_bytes(message, policy=email.policy.default).get_body(("plain",)).get_content()
    heading = re.search(r"^(rewards|robots) · ", text, re.MULTILINE)
    return text[:heading.start()], text[heading.start():]


def papers_in(text):
    return re.findall(r"arxiv\.org/abs/(\S+)", text)


def judge(installation, counts):
    arrived = collections.defaultdict(list)
    for recipient, message in installation.server.accepted:
        name = email.message_from_bytes(message, policy=email.policy.default)["Message-ID"]
        arrived[recipient, name.strip("<>").split(".")[1], name.strip("<>").split(".")[0]].append(message)
    twice = {key: len(messages) for key, messages in arrived.items() if len(messages) > 1}
    check(not twice, f"sent twice: {twice}")
    ledger = installation.rows("SELECT number, focus, day, recipient, state, named_in, mail_batch.digest FROM mail_batch"
                               " JOIN mail_delivery ON batch = number ORDER BY number")
    days = {number: str(EPOCH + datetime.timedelta(days=day)) for number, _, day, *_ in ledger}
    check(len(ledger) > 20, "there is hardly anything in the ledger")
    known = set()
    for number, focus, _, recipient, state, named_in, digest in ledger:
        key = (recipient, focus, days[number])
        known.add(key)
        counts[state] += 1
        check(state in ("sent", "uncertain", "refused"), f"{key} is {state}")
        if state == "sent":
            check(key in arrived, f"{key} is called sent and did not arrive")
            continue
        counts["uncertain, arrived"] += state == "uncertain" and key in arrived
        check(state == "uncertain" or key not in arrived, f"{key} is called refused and arrived")
        naming = arrived.get((recipient, focus, days.get(named_in)))
        check(naming, f"{key} is {state} and was named in no mail that arrived")
        day = datetime.date.fromisoformat(days[number]).strftime("%a %-d %b")
        lost, _ = parts(naming[0])
        check(f"The mail of {day}" in lost, f"{key} is not named in the mail that should")
        listed = {row[0] for row in installation.rows(
            f"SELECT paper FROM digest_section JOIN digest_paper ON digest_paper.digest = digest_section.digest"
            f" AND section = position WHERE digest_section.digest = {digest} AND focus = '{focus}'")}
        check(listed <= set(papers_in(lost)), f"papers of {key} are not named")
    check(set(arrived) <= known, f"arrived, and not in the ledger: {set(arrived) - known}")
    for focus, recipients in RECIPIENTS.items():
        check({key[2] for key in known if key[:2] == (recipients[0], focus)} ==
              {key[2] for key in known if key[:2] == (recipients[1], focus)}, f"{focus}: not the same days for everybody")
        for recipient in recipients:
            shown = collections.Counter()
            for key, messages in arrived.items():
                if key[:2] == (recipient, focus):
                    shown.update(papers_in(parts(messages[0])[1]))
            check(shown and max(shown.values()) == 1, f"{focus}: a paper was shown twice to {recipient}")
    return {key[1:] for key in known}


def main():
    logging.disable()
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--nights", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    program, chance = os.path.abspath(arguments.papercup), random.Random(arguments.seed)
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(program, folder, arguments.nights)
        try:
            for number in range(arguments.nights):
                night(installation, FIRST + datetime.timedelta(days=number), chance, counts)
            settle(installation, FIRST + datetime.timedelta(days=arguments.nights))
            batches = judge(installation, counts)
        finally:
            installation.stop()
    print(f"seed {arguments.seed}, {arguments.nights} nights: {len(batches)} batches, "
          + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    check(counts["kills"] and counts["kills at the end"] and counts["uncertain"] and counts["faults"] and counts["double runs"], "nothing went wrong")


if __name__ == "__main__":
    main()
