"""A reader with the real program and the stand-in for arXiv, for tests that fetch."""
import datetime
import json
import pathlib
import subprocess
import tempfile
import unittest

import arxiv_stand_in
import program_tests

INTERVAL = 0.03  # seconds between requests


class FetchingReader(unittest.TestCase):
    """Each test has a home, a focus on two categories and a stand-in of its own."""

    PROGRAM = None  # the papercup to test; to be set before the tests run
    NOW = "2026-11-24T12:00:00Z"
    PER_DAY = 30  # papers that the stand-in has a listing day
    FIRST = datetime.date(2026, 11, 2)  # the stand-in's first list
    ARCHIVE = {}  # what else the stand-in's archive is to be like
    CATEGORIES = ("cs.LG", "cs.CL")
    # A first fetch has what was submitted so long before its first list, that of this day.
    FIRST_LIST = "2026-11-18"
    REACH = 30  # days

    @classmethod
    def setUpClass(cls):
        if cls.PROGRAM is None:
            raise unittest.SkipTest("no program was given")

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.arxiv = arxiv_stand_in.start(self.NOW, first=self.FIRST, per_day=self.PER_DAY, **self.ARCHIVE)
        self.addCleanup(self.arxiv.server_close)
        self.addCleanup(self.arxiv.shutdown)
        (self.home / "config/focus").mkdir(parents=True)
        (self.home / "config/config.toml").write_text(self.arxiv.config(INTERVAL))
        (self.home / "config/focus/rewards.toml").write_text(
            f"about = 'reward models'\ncategories = {list(self.CATEGORIES)}\n")

    def be_at(self, moment):
        self.NOW = moment
        self.arxiv.control("now", moment)

    def environment(self):
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": self.NOW,
                "PAPERCUP_DATA": str(self.home / "data"), "PAPERCUP_CONFIG": str(self.home / "config"),
                "XDG_STATE_HOME": str(self.home / "state"), **program_tests.SANITIZERS}

    def run_papercup(self, *arguments, code=0):
        """`code` is the expected exit code; None: any."""
        run = subprocess.run([self.PROGRAM, *arguments], env=self.environment(), capture_output=True, text=True, timeout=120,
                             stdin=subprocess.DEVNULL, check=False)
        if code is not None:
            self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        return run

    def start_papercup(self, *arguments):
        return subprocess.Popen([self.PROGRAM, *arguments], env=self.environment(), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def stored(self):
        lines = self.run_papercup("query", "--format", "jsonl").stdout.splitlines()
        return {paper["id"]: paper for paper in map(json.loads, lines)}

    def expected(self, since, until, categories=CATEGORIES, held=7):
        """What was listed in these categories on these days, but for what moderators held for more than so many days."""
        archive = self.arxiv.arxiv.archive
        since, until = datetime.date.fromisoformat(since), datetime.date.fromisoformat(until)
        return {paper.id for paper in archive.papers
                if since <= paper.listed <= until and set(paper.categories) & set(categories) and archive.held(paper) < held}

    def of_first_fetch(self):
        """Exactly what a first fetch stores: what its windows of submission hold, and the list of the day."""
        arxiv = self.arxiv.arxiv
        begin = arxiv_stand_in.moment(self.FIRST_LIST + "T00:00:00Z") - datetime.timedelta(days=self.REACH)
        today = arxiv.archive.newest_list(arxiv.now)
        listed = {paper.id for category in self.CATEGORIES for paper, _ in arxiv.archive.list_of(category, today)}
        return {paper.id for paper in arxiv.archive.visible(arxiv.now) if set(paper.categories) & set(self.CATEGORIES)
                and (begin <= paper.published <= arxiv.now or paper.id in listed)}

    def assert_has_lists(self, since, until, held=7):
        stored = self.stored()
        missing = self.expected(since, until, held=held) - set(stored)
        self.assertFalse(missing, f"{len(missing)} papers are missing")
        self.assert_true_to_arxiv(stored)
        return stored

    def assert_exactly_first_fetch(self, also=()):
        """`also`: papers that were asked for beside."""
        stored, expected = self.stored(), self.of_first_fetch() | set(also)
        self.assertGreater(len(expected), 5 * self.PER_DAY / 4)
        self.assertEqual(set(stored) - expected, set(), "nobody asked for these")
        self.assertEqual(expected - set(stored), set(), "these are missing")
        self.assert_true_to_arxiv(stored)
        today = str(self.arxiv.arxiv.archive.newest_list(self.arxiv.arxiv.now))
        for name in self.expected(today, today, held=99):
            self.assertEqual((stored[name]["announced"], stored[name].get("announced_estimated")), (today, None), name)
        return stored

    def assert_true_to_arxiv(self, stored):
        for name, paper in stored.items():
            original = self.arxiv.arxiv.archive.by_id[name]
            for field in ("title", "authors", "categories"):
                self.assertEqual(paper[field], getattr(original, field), name)
            self.assertEqual(paper["abstract"].split(), original.abstract.split(), name)
            self.assertEqual(paper.get("comment", ""), original.comment, name)
            self.assertEqual(paper["published"], arxiv_stand_in.stamp(original.published), name)

    def assert_polite(self):
        times = [row["time"] for row in self.arxiv.log]
        gaps = [after - before for before, after in zip(times, times[1:])]
        # Less what a busy machine takes to tell the time.
        self.assertGreaterEqual(min(gaps, default=INTERVAL), INTERVAL - 0.01)

    def pace(self):
        """What is remembered of requests and refusals: moments in seconds."""
        text = (self.home / "state/papercup/pace").read_text(encoding="ascii").split()
        return {"last_request": int(text[0]) / 1000, "hold_until": int(text[1]) / 1000, "refusals": int(text[2])}

    def forget_hold(self):
        """As if the time that arXiv asked to wait had gone by."""
        (self.home / "state/papercup/pace").unlink()

    def forget_everything(self):
        for name in ("data/papers.db", "data/papers.db-wal", "data/papers.db-shm", "state/papercup/pace"):
            (self.home / name).unlink(missing_ok=True)


def run_tests(description):
    """The main program of a file of such tests."""
    def take_program(path):
        FetchingReader.PROGRAM = path

    program_tests.run_tests(description, take_program)
