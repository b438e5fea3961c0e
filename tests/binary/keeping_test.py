#!/usr/bin/env python3
"""Backs up databases that another process writes to, and restores them over what a killed one has left.

    keeping_test.py --papercup PROGRAM
"""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from program_tests import SANITIZERS, run_tests, wait_until  # noqa: E402

PROGRAM = None
PART = 100  # papers an import, which is one transaction


def lines(first, count):
    return "".join(json.dumps({"id": f"2611.{first + at:05}", "title": f"Title {first + at}", "abstract": "words " * 200,
                               "categories": ["cs.LG"], "announced": "2026-11-24"}) + "\n" for at in range(count)).encode()


class Keeping(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.data = self.home / "data"

    def environment(self):
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                "PAPERCUP_NOW": "2026-11-24T12:00:00Z", "PAPERCUP_DATA": str(self.data),
                "PAPERCUP_CONFIG": str(self.home / "config"), **SANITIZERS}

    def papercup(self, *arguments, stdin=b""):
        run = subprocess.run([PROGRAM, *arguments], env=self.environment(), input=stdin, capture_output=True, timeout=120,
                             check=False)
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        return run.stdout.decode()

    def unpacked(self, archive, folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(archive) as tar:
            tar.extractall(folder)
        for name in "papers.db", "reader.db":
            if (folder / name).exists():
                with sqlite3.connect(folder / name) as connection:
                    self.assertEqual(connection.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        with sqlite3.connect(folder / "papers.db") as connection:
            return connection.execute("SELECT count(*) FROM paper").fetchone()[0]

    def test_each_backup_is_of_one_moment_while_others_write(self):
        self.papercup("import", "-", stdin=lines(10000, PART))
        done, failures = threading.Event(), []

        def write():
            try:
                for number in range(1, 60):
                    self.papercup("import", "-", stdin=lines(10000 + number * PART, PART))
                    self.papercup("save", f"2611.{10000 + number * PART}")
                    if done.is_set():
                        return
            except AssertionError as error:
                failures.append(error)

        writer = threading.Thread(target=write)
        writer.start()
        counts = []
        try:
            while len(set(counts)) < 6 and writer.is_alive():
                self.papercup("backup", str(self.home / "a.tar"))
                counts.append(self.unpacked(self.home / "a.tar", self.home / f"restored{len(counts)}"))
                # What is marked is stored: papers are copied last.
                with sqlite3.connect(self.home / f"restored{len(counts) - 1}/papers.db") as connection:
                    connection.execute("ATTACH ? AS reader", (str(self.home / f"restored{len(counts) - 1}/reader.db"),))
                    if connection.execute("SELECT count(*) FROM reader.sqlite_schema").fetchone()[0]:
                        self.assertEqual(connection.execute(
                            "SELECT count(*) FROM reader.mark WHERE paper NOT IN (SELECT id FROM paper)").fetchone()[0], 0)
        finally:
            done.set()
            writer.join()
        self.assertEqual(failures, [])
        self.assertGreaterEqual(len(set(counts)), 4, "nothing was written meanwhile")
        self.assertEqual(counts, sorted(counts))
        self.assertEqual([count for count in counts if count % PART], [])

    def test_restoring_over_the_log_of_a_killed_process_damages_nothing(self):
        self.papercup("import", "-", stdin=lines(10000, PART))
        self.papercup("save", "2611.10000")
        self.papercup("backup", str(self.home / "a.tar.zst"))
        (self.home / "more.jsonl").write_bytes(lines(20000, 12000))
        log = self.data / "papers.db-wal"
        process = subprocess.Popen([PROGRAM, "import", str(self.home / "more.jsonl")], env=self.environment(),
                                   stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        wait_until(lambda: process.poll() is not None or log.exists() and log.stat().st_size > 1_000_000, "a log")
        process.kill()
        process.wait()
        self.assertGreater(log.stat().st_size, 0)
        subprocess.run(["tar", "-xf", self.home / "a.tar.zst", "-C", self.data], check=True)
        self.assertEqual(self.papercup("query", "--format", "ids").count("\n"), PART)
        self.assertEqual(self.papercup("saved", "--format", "ids"), "2611.10000\n")
        self.assertIn("papers.db: sound", subprocess.run([PROGRAM, "doctor"], env=self.environment(), capture_output=True,
                                                         text=True, check=False).stdout)


def take_program(path):
    global PROGRAM
    PROGRAM = path


if __name__ == "__main__":
    run_tests(__doc__, take_program)
