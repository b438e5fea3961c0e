#!/usr/bin/env python3
"""Kills a fetch again and again, and compares what is stored in the end with what an undisturbed fetch stores.

    fetch_kill_test.py --papercup PROGRAM [--kills N] [--papers N] [--seed S]

A fetch of N papers from a stand-in on this machine is killed (SIGKILL) after random times and started again; after each
kill the database has to be sound. The papers, and what is known of them, have to be those of a fetch that was left alone.
"""
import argparse
import datetime
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402, F401 (an environment of the test's own)
import arxiv_stand_in  # noqa: E402

NOW = "2026-11-24T12:00:00Z"
FETCH = ["fetch", "--category", "cs.LG", "--category", "cs.CL", "--category", "cs.RO", "--category", "stat.ML", "--since",
         "2026-10-27"]


class Reader:
    def __init__(self, program, folder, config):
        self.program, self.folder = program, folder
        (folder / "config").mkdir(parents=True)
        (folder / "config/config.toml").write_text(config)
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TZ": "UTC", "PAPERCUP_NOW": NOW,
                            "PAPERCUP_DATA": str(folder / "data"), "PAPERCUP_CONFIG": str(folder / "config"),
                            "XDG_STATE_HOME": str(folder / "state"), "LC_ALL": "C.UTF-8"}

    def start(self, arguments):
        return subprocess.Popen([self.program, *arguments], env=self.environment, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True)

    def check(self):
        database = self.folder / "data/papers.db"
        if not database.exists():
            return
        with sqlite3.connect(database) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            sys.exit(f"the database is damaged: {verdict}")

    def papers(self):
        run = subprocess.run([self.program, "query", "--sort", "id", "--format", "jsonl"], env=self.environment,
                             capture_output=True, text=True, check=True)
        return run.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--papers", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.papercup)
    chance = random.Random(arguments.seed)
    # Of 20 listing days.
    arxiv = arxiv_stand_in.start(NOW, first=datetime.date(2026, 10, 1), per_day=arguments.papers // 20)
    with tempfile.TemporaryDirectory() as folder:
        left_alone = Reader(program, pathlib.Path(folder) / "alone", arxiv.config(0.02))
        started = time.monotonic()
        process = left_alone.start(FETCH)
        if process.wait() != 0:
            sys.exit(f"the undisturbed fetch failed: {process.stderr.read()}")
        duration = time.monotonic() - started
        killed = Reader(program, pathlib.Path(folder) / "killed", arxiv.config(0.02))
        kills = 0
        while kills < arguments.kills:
            process = killed.start(FETCH)
            # So that it is killed at any moment of its work.
            time.sleep(chance.uniform(0, min(duration, 1.5 * duration / arguments.kills + 0.1)))
            kills += process.poll() is None
            process.kill()
            process.communicate()
            killed.check()
            if process.returncode == 0:
                # It got through all the same: from the beginning.
                for file in (killed.folder / "data").iterdir():
                    file.unlink()
        process = killed.start(FETCH)
        if process.wait() != 0:
            sys.exit(f"the last fetch failed: {process.stderr.read()}")
        killed.check()
        expected, stored = left_alone.papers(), killed.papers()
        if expected != stored:
            missing = set(expected.splitlines()) - set(stored.splitlines())
            sys.exit(f"{len(missing)} lines differ, such as {sorted(missing)[:1]}")
        count = len(stored.splitlines())
    print(f"{kills} kills of a fetch of {count} papers ({duration:.1f} s undisturbed): nothing lost, nothing damaged")
    sys.exit(0 if count > arguments.papers // 2 else 1)


main()
