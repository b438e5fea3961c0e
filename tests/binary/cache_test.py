#!/usr/bin/env python3
"""Looks whether what the real binary keeps, in its cache folder and of what papers state, ever changes an answer.

    cache_test.py --papercup PROGRAM [--kills N] [--seed S]

Papers are imported and changed, and the imports are killed (SIGKILL) at random moments; after each the ranking with the
cache has to be the one without, and what was kept of papers' statements what looking at all of them finds. The same with a disk that is full, a home that does not exist, and programs at work together.
"""
import argparse
import contextlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

PROGRAM, KILLS, SEED = None, 50, 1
FOCUS = 'about = "Reward models from human preferences."\ncategories = ["cs.LG"]\nlikes = ["2611.90003", "2611.90010"]\n'
WORDS = "reward model preference policy comet galaxy lattice proof graph kernel noise sample human rater dwarf".split()


def paper(random_, number, version=1):
    words = random_.choices(WORDS, k=12)
    statement = random_.choice(["", "", f" Code: https://github.com/ada/comet{number}.", " Our code will be released.", " We replicate and extend an earlier study. It holds."])
    return json.dumps({"id": f"2611.9{number:04}", "version": version, "title": " ".join(words[:4]).capitalize(),
                       "abstract": " ".join(words) + f" word{random_.randrange(300)}." + statement,
                       "comment": random_.choice(["", "Accepted at ICML 2026", "8 pages"]), "authors": ["Ada Byron"], "categories": ["cs.LG"],
                       "published": "2026-11-20T12:00:00Z", "announced": f"2026-11-{16 + random_.randrange(8)}"}) + "\n"


class CacheTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.cache = self.home / ".cache/papercup"
        focus = self.home / ".config/papercup/focus"
        focus.mkdir(parents=True)
        (focus / "rewards.toml").write_text(FOCUS)
        self.random = random.Random(SEED)
        self.papers(range(300))

    def start(self, *arguments, home=None, **variables):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C.UTF-8",
                       **program_tests.SANITIZERS, **variables}
        return subprocess.Popen([PROGRAM, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run_program(self, *arguments, **variables):
        process = self.start(*arguments, **variables)
        output, errors = process.communicate(timeout=200)
        self.assertEqual(process.returncode, 0, errors)
        self.assertEqual(errors, "")
        return output

    def papers(self, numbers, version=1):
        file = self.home / "papers.jsonl"
        file.write_text("".join(paper(self.random, number, version) for number in numbers))
        self.run_program("import", str(file), "--quiet")

    def ranking(self, *more, **variables):
        return self.run_program("query", "--focus", "rewards", "--sort", "score", "--format", "jsonl", "--fields", "id,score,one_in",
                                *more, **variables)

    def without_cache(self, *more):
        return self.ranking(*more, XDG_CACHE_HOME="/dev/null/x")

    def statements(self, *place):
        return {signal: self.run_program("query", "--has", signal, "--as-of", "2027-06-01", "--sort", "id", "--format", "ids", *place)
                for signal in ("code", "venue", "replication", "promise")}

    def statements_of_all(self):
        """What papers state by a copy of the store that knows nothing of it yet."""
        copy = self.home / "copy"
        shutil.copytree(self.home / ".local/share/papercup", copy)
        with contextlib.closing(sqlite3.connect(copy / "papers.db")) as database, database:
            database.execute("DELETE FROM paper_signal")
            database.execute("UPDATE signal_rules SET found_up_to = 0")
        found = self.statements("--data", str(copy))
        shutil.rmtree(copy)
        return found

    def check_answer(self, what):
        self.assertEqual(self.ranking(), self.without_cache(), what)
        for limit in ("7", "200"):
            self.assertEqual(self.ranking("--limit", limit), self.without_cache("--limit", limit), what)
        stated = self.statements()
        self.assertEqual(stated, self.statements_of_all(), what)
        self.assertTrue(all(stated.values()), stated)

    def test_imports_that_are_killed(self):
        self.check_answer("before")
        durations = []
        for kill in range(KILLS):
            changed = self.random.sample(range(320), 20)
            file = self.home / "changed.jsonl"
            file.write_text("".join(paper(self.random, number, 2 + kill) for number in changed))
            started = time.monotonic()
            process = self.start("import", str(file), "--quiet")
            if kill % 10 == 0:
                process.communicate(timeout=200)
                durations.append(time.monotonic() - started)
            else:
                time.sleep(self.random.uniform(0, 1.2 * max(durations)))
                process.kill()
                process.communicate()
            if kill % 3 == 0:
                self.check_answer(f"after kill {kill}")
        self.check_answer("after all")
        day = "2026-11-19"
        self.assertEqual(self.ranking("--as-of", day), self.without_cache("--as-of", day))

    def test_programs_at_work_together(self):
        self.papers(range(50), 2)
        right = self.without_cache()
        shutil.rmtree(self.cache)
        several = [self.start("query", "--focus", "rewards", "--sort", "score", "--format", "jsonl", "--fields", "id,score,one_in")
                   for _ in range(6)]
        for process in several:
            output, errors = process.communicate(timeout=200)
            self.assertEqual((output, errors), (right, ""))
        self.assertEqual({file.name.split("-")[0] for file in self.cache.iterdir()}, {"model", "levels", "frequency", "draw"},
                         "no draft is left")
        self.check_answer("afterwards")

    def test_a_disk_that_is_full(self):
        small = self.home / "small"
        small.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small)], capture_output=True, check=False)
        if mounted.returncode != 0:
            self.skipTest("a file system in memory cannot be mounted here")
        with contextlib.ExitStack() as stack:
            stack.callback(subprocess.run, ["umount", str(small)], check=True)
            right = self.without_cache()
            for _ in range(2):
                self.assertEqual(self.ranking(XDG_CACHE_HOME=str(small)), right)
            kept = [file for file in (small / "papercup").iterdir() if file.name.startswith(".")]
            self.assertEqual(kept, [], "no draft is left")

    def test_a_home_that_does_not_exist_is_not_made(self):
        missing = self.home / "missing"
        self.ranking(XDG_CACHE_HOME=str(missing / ".cache"))
        self.assertFalse(missing.exists())


def main():
    global PROGRAM, KILLS, SEED
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments, others = parser.parse_known_args()
    PROGRAM, KILLS, SEED = os.path.abspath(arguments.papercup), arguments.kills, arguments.seed
    program_tests.run_unittest(others)


if __name__ == "__main__":
    main()
