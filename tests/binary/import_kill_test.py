#!/usr/bin/env python3
"""Breaks off the import of a snapshot with the real binary, and looks how the next one goes on.

    import_kill_test.py --papercup PROGRAM [--lines N] [--kills N] [--seed S]

The import is killed (SIGKILL) at random moments and started again, interrupted (SIGINT), and given disks that are too
small (as root: a disk of its own is mounted). What is stored in the end has to be what an undisturbed import stores.
"""
import argparse
import contextlib
import gzip
import json
import os
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

PROGRAM, LINES, KILLS, SEED = None, 45_000, 8, 1
STEP = 10_000  # entries a transaction


def line(number):
    words = random.Random(number)
    return json.dumps({"id": f"3101.{number + 1:05}", "title": f"Paper {number} of {words.randrange(100)}", "authors": "Ada Byron",
                       "abstract": " ".join(f"word{words.randrange(5000)}" for _ in range(20)), "categories": "cs.LG cs.CL",
                       "versions": [{"version": "v1", "created": "Mon, 6 Jan 2031 12:00:00 GMT"}],
                       "update_date": "2031-01-06", "authors_parsed": [["Byron", "Ada", ""]]}) + "\n"


def content_of(database):
    """All rows that an import writes, with what the full-text index finds."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise AssertionError(f"the database is damaged: {verdict}")
        connection.execute("INSERT INTO paper_text(paper_text) VALUES ('integrity-check')")
        tables = ["paper", "paper_category", "paper_features", "paper_signal", "paper_version", "announcement", "arrival",
                  "import_task"]
        rows = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2" if table != "arrival" else
                                          "SELECT * FROM arrival").fetchall() for table in tables}
        for word in ("word7", "word4321", "paper", "30000"):
            rows[word] = connection.execute("SELECT rowid FROM paper_text WHERE paper_text MATCH ? ORDER BY rowid",
                                            (word,)).fetchall()
        return rows


class ImportTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared_folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.shared_folder.cleanup)
        cls.home = pathlib.Path(cls.shared_folder.name)
        cls.file = cls.home / "snapshot.json"
        cls.file.write_text("".join(map(line, range(LINES))))
        started = time.monotonic()
        cls.finish(cls.start(cls.home / "alone"))
        cls.duration = time.monotonic() - started
        cls.expected = content_of(cls.home / "alone/papers.db")
        if len(cls.expected["paper"]) != LINES or cls.expected["import_task"] or not cls.expected["30000"]:
            raise AssertionError("an undisturbed import does not store the snapshot")

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"

    @classmethod
    def start(cls, data, file=None):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(cls.home), "LC_ALL": "C.UTF-8", "PAPERCUP_DATA": str(data),
                       **program_tests.SANITIZERS}
        return subprocess.Popen([PROGRAM, "import", str(file or cls.file)], env=environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    @staticmethod
    def finish(process, code=0):
        output, errors = process.communicate(timeout=500)
        if process.returncode != code:
            raise AssertionError(f"ended with {process.returncode}, not {code}: {output}{errors}")
        return output + errors

    def stored(self):
        database = self.data / "papers.db"
        if not database.exists():
            return 0
        with contextlib.closing(sqlite3.connect(database, timeout=60)) as connection:
            has_papers = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'import_task'").fetchone()[0]
            return connection.execute("SELECT count(*) FROM paper").fetchone()[0] if has_papers else 0

    def check_sound(self):
        if self.stored() > 0:
            content_of(self.data / "papers.db")

    def check_whole(self):
        content = content_of(self.data / "papers.db")
        for name, rows in self.expected.items():
            self.assertEqual(content[name], rows, name)

    def break_off(self, after, how=signal.SIGKILL):
        """Ends an import once so many papers are stored."""
        process = self.start(self.data)
        program_tests.wait_until(lambda: process.poll() is not None or self.stored() >= after, f"{after} papers", 500)
        process.send_signal(how)
        return process

    def test_killed_at_random_moments_it_goes_on_where_it_was(self):
        chance = random.Random(SEED)
        kills = went_on = 0
        while kills < KILLS:
            before = self.stored()
            process = self.start(self.data)
            time.sleep(chance.uniform(0, 0.6 * self.duration))  # so that it is killed at any moment of its work
            process.kill()
            said = process.communicate()[1]
            # It got through all the same, or to its last paper: from the beginning.
            if process.returncode == 0 or self.stored() == LINES:
                for file in self.data.iterdir():
                    file.unlink()
                continue
            kills += 1
            self.check_sound()
            self.assertEqual(self.stored() % STEP, 0)
            self.assertGreaterEqual(self.stored(), before)
            if before > 0 and said:
                self.assertIn(f"resuming at entry {before + 1:,}", said)
                went_on += 1
        print(f"{kills} kills of an import of {LINES:,} papers ({self.duration:.1f} s undisturbed), {went_on} after it had "
              "gone on from an earlier one", file=sys.stderr)
        self.assertGreater(went_on, 0)
        self.finish(self.start(self.data))
        self.check_whole()

    def test_killed_once_it_reads_the_rest_alone(self):
        self.finish(self.break_off(STEP), -signal.SIGKILL)
        before = self.stored()
        said = self.finish(self.start(self.data))
        self.assertIn(f"resuming at entry {before + 1:,}; those before are stored", said)
        self.assertIn(f"{LINES - before:,} papers: {LINES - before:,} new", said)
        self.check_whole()
        self.assertIn(f"{LINES:,} papers: 0 new, 0 changed, {LINES:,} unchanged", self.finish(self.start(self.data)))

    def test_interrupted_it_ends_between_two_steps(self):
        said = self.finish(self.break_off(STEP, signal.SIGINT), 130)
        before = self.stored()
        self.assertIn(f"the first {before:,} entries are stored; the same command continues from there", said)
        self.assertIn("interrupted", said)
        self.assertGreaterEqual(before, STEP)
        self.assertLess(before, LINES)
        self.assertIn(f"resuming at entry {before + 1:,}", self.finish(self.start(self.data)))
        self.check_whole()

    def test_another_snapshot_under_the_same_name_is_read_from_its_beginning(self):
        file = self.data.parent / "snapshot.json"
        file.write_bytes(self.file.read_bytes())
        process = self.start(self.data, file)
        program_tests.wait_until(lambda: process.poll() is not None or self.stored() >= STEP, f"{STEP} papers", 500)
        process.kill()
        process.communicate()
        same_size = file.read_bytes().replace(b"Paper 3 ", b"Paper 4 ", 1)
        state = file.stat()
        file.write_bytes(same_size)
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
        said = self.finish(self.start(self.data, file))
        self.assertNotIn("resuming", said)
        self.assertIn(f"{LINES:,} papers: ", said)

    def test_a_packed_file_that_ends_early_keeps_its_steps_and_says_so_again(self):
        packed = gzip.compress(self.file.read_bytes(), 1)
        file = self.data.parent / "snapshot.json.gz"
        file.write_bytes(packed[:len(packed) * 3 // 4])
        self.finish(self.start(self.data, file), 1)
        before = self.stored()
        self.assertGreaterEqual(before, STEP)
        self.assertIn("resuming at", self.finish(self.start(self.data, file), 1))
        file.write_bytes(packed)
        self.assertIn(f"{before:,} unchanged", self.finish(self.start(self.data, file)))
        self.check_whole()

    def test_a_full_disk_leaves_a_sound_database_and_the_next_import_goes_on(self):
        disk = self.data.parent / "disk"
        disk.mkdir()
        size = (self.home / "alone/papers.db").stat().st_size
        mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], capture_output=True)
        if mount.returncode != 0:
            self.skipTest("needs root, to mount")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        self.data = disk / "data"
        said = self.finish(self.start(self.data), 5)
        before = self.stored()
        self.check_sound()
        self.assertIn("is full", said)
        self.assertGreaterEqual(before, STEP)
        self.assertEqual(before % STEP, 0)
        self.assertIn(f"the first {before:,} entries are stored; the same command continues from there", said)
        subprocess.run(["mount", "-o", f"remount,size={10 * size}", disk], check=True)
        self.assertIn(f"resuming at entry {before + 1:,}", self.finish(self.start(self.data)))
        self.check_whole()

    def test_a_disk_without_room_for_a_single_step(self):
        disk = self.data.parent / "disk"
        disk.mkdir()
        mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True)
        if mount.returncode != 0:
            self.skipTest("needs root, to mount")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        self.data = disk / "data"
        said = self.finish(self.start(self.data), 5)
        self.assertTrue(re.search(r"full", said), said)
        self.assertEqual(self.stored(), 0)


def main():
    global PROGRAM, LINES, KILLS, SEED
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments, rest = parser.parse_known_args()
    PROGRAM, LINES, KILLS, SEED = os.path.abspath(arguments.papercup), arguments.lines, arguments.kills, arguments.seed
    program_tests.run_unittest(rest)


if __name__ == "__main__":
    main()
