#!/usr/bin/env python3
"""Fetches with the real binary from a stand-in for arXiv on this machine.

    fetch_test.py --papercup PROGRAM

Whatever the stand-in does, the store has to end with exactly its papers, and the stand-in must not be asked faster than
the pace.
"""
import argparse
import datetime
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import arxiv_stand_in  # noqa: E402

PROGRAM = None
INTERVAL = 0.1  # seconds


class Fetch(unittest.TestCase):
    NOW = "2026-11-24T12:00:00Z"

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.home = pathlib.Path(self.folder.name)
        self.arxiv = arxiv_stand_in.start(self.NOW, first=datetime.date(2026, 11, 2), per_day=30)
        self.addCleanup(self.arxiv.server_close)
        self.addCleanup(self.arxiv.shutdown)
        (self.home / "config/focus").mkdir(parents=True)
        (self.home / "config/config.toml").write_text(self.arxiv.config(INTERVAL))
        (self.home / "config/focus/rewards.toml").write_text("about = 'reward models'\ncategories = ['cs.LG', 'cs.CL']\n")

    def be_at(self, moment):
        self.NOW = moment
        self.arxiv.control("now", moment)

    def environment(self):
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": self.NOW,
                "PAPERCUP_DATA": str(self.home / "data"), "PAPERCUP_CONFIG": str(self.home / "config"),
                "XDG_STATE_HOME": str(self.home / "state"),
                # What a sanitizer reports is no ordinary failure.
                "ASAN_OPTIONS": "exitcode=99", "UBSAN_OPTIONS": "exitcode=99"}

    def run_papercup(self, *arguments, code=0):
        run = subprocess.run([PROGRAM, *arguments], env=self.environment(), capture_output=True, text=True, timeout=120,
                             stdin=subprocess.DEVNULL, check=False)
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        return run

    def stored(self):
        lines = self.run_papercup("query", "--format", "jsonl").stdout.splitlines()
        return {paper["id"]: paper for paper in map(json.loads, lines)}

    def expected(self, since, until, categories=("cs.LG", "cs.CL")):
        """What was listed in these categories on these days."""
        since, until = datetime.date.fromisoformat(since), datetime.date.fromisoformat(until)
        return {paper.id for paper in self.arxiv.arxiv.archive.papers
                if since <= paper.listed <= until and set(paper.categories) & set(categories)}

    def assert_has_lists(self, since, until):
        stored = self.stored()
        missing = self.expected(since, until) - set(stored)
        self.assertFalse(missing, f"{len(missing)} papers are missing")
        for name, paper in stored.items():
            original = self.arxiv.arxiv.archive.by_id[name]
            self.assertEqual(paper["title"], original.title)
            self.assertEqual(paper["authors"], original.authors)
            self.assertEqual(paper.get("comment", ""), original.comment)
        return stored

    def assert_polite(self):
        times = [row["time"] for row in self.arxiv.log]
        gaps = [after - before for before, after in zip(times, times[1:])]
        self.assertGreaterEqual(min(gaps, default=INTERVAL), INTERVAL * 0.95)

    def test_first_fetch_has_five_lists(self):
        run = self.run_papercup("fetch")
        stored = self.assert_has_lists("2026-11-18", "2026-11-24")
        self.assertRegex(run.stdout, r"cs.LG: \d+ new, .*list of Tue 24 Nov 2026")
        self.assertEqual(run.stderr, "")
        self.assert_polite()
        listed = [paper for paper in stored.values() if paper.get("announced") == "2026-11-24"]
        self.assertTrue(listed)
        self.assertFalse([paper for paper in listed if paper.get("announced_estimated")])

    def test_a_fortnight_away_over_a_holiday(self):
        self.run_papercup("fetch")
        self.be_at("2026-12-08T12:00:00Z")
        self.run_papercup("fetch")
        self.assert_has_lists("2026-11-18", "2026-12-08")
        self.assert_polite()

    def test_on_a_weekend_the_last_list_comes_from_the_query_api(self):
        self.be_at("2026-11-28T12:00:00Z")
        run = self.run_papercup("fetch")
        self.assert_has_lists("2026-11-20", "2026-11-26")
        self.assertIn("list of Thu 26 Nov 2026", run.stdout)
        requests = len(self.arxiv.log)
        self.run_papercup("fetch", "--if-due")
        self.assertEqual(len(self.arxiv.log), requests)

    def test_faults_that_pass(self):
        for fault in ["nothing", "truncated", "html", "500", "reset", "no-entries"]:
            with self.subTest(fault):
                self.arxiv.control("faults", ",".join(["ok", "ok", fault, "ok", fault]))
                self.run_papercup("fetch", "--category", "cs.LG", "--category", "cs.CL")
                self.assert_has_lists("2026-11-18", "2026-11-24")
                (self.home / "data/papers.db").unlink()

    def test_refusals_end_the_run_and_hold_the_next(self):
        for fault in ["429", "rate", "503"]:
            with self.subTest(fault):
                self.arxiv.control("faults", f"ok,{fault}")
                before = len(self.arxiv.log)
                self.run_papercup("fetch", code=4)
                self.assertEqual(len(self.arxiv.log), before + 2)
                (self.home / "state/papercup/pace").unlink()
        self.run_papercup("fetch")
        self.assert_has_lists("2026-11-18", "2026-11-24")

    def test_a_denial_is_not_repeated(self):
        self.arxiv.control("faults", "403")
        run = self.run_papercup("fetch", "--category", "cs.LG", code=1)
        self.assertEqual(len(self.arxiv.log), 1)
        self.assertIn("denied", run.stderr)

    def test_two_processes_share_the_pace_and_lose_nothing(self):
        first = subprocess.Popen([PROGRAM, "fetch"], env=self.environment(), stdout=subprocess.DEVNULL)
        self.run_papercup("fetch")
        self.assertEqual(first.wait(timeout=60), 0)
        self.assert_has_lists("2026-11-18", "2026-11-24")
        self.assert_polite()

    def test_interrupted_it_keeps_what_came_and_goes_on(self):
        process = subprocess.Popen([PROGRAM, "fetch"], env=self.environment(), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        while len(self.arxiv.log) < 3:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        self.assertTrue(self.stored())
        self.run_papercup("fetch")
        self.assert_has_lists("2026-11-18", "2026-11-24")

    def test_killed_it_goes_on(self):
        for requests in (1, 3, 5):
            process = subprocess.Popen([PROGRAM, "fetch"], env=self.environment(), stdout=subprocess.DEVNULL)
            while len(self.arxiv.log) < requests:
                time.sleep(0.01)
            process.kill()
            process.wait()
        self.run_papercup("fetch")
        self.assert_has_lists("2026-11-18", "2026-11-24")

    def test_nobody_there(self):
        (self.home / "config/config.toml").write_text('[arxiv]\napi_url = "http://127.0.0.1:9/"\n'
                                                      'feed_url = "http://127.0.0.1:9/"\n'
                                                      'oai_url = "http://127.0.0.1:9/"\nmin_interval = 0.01\n')
        run = self.run_papercup("fetch", code=4)
        self.assertIn("127.0.0.1", run.stderr)

    def test_it_says_who_asks(self):
        with open(self.home / "config/config.toml", "a", encoding="utf-8") as config:
            config.write('contact = "me@example.org"\n')
        self.run_papercup("fetch")
        self.assertRegex(self.arxiv.log[0]["user_agent"], r"^papercup/[0-9.]+ \(me@example.org\)$")


def main():
    global PROGRAM
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papercup", required=True)
    arguments, rest = parser.parse_known_args()
    PROGRAM = os.path.abspath(arguments.papercup)
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
