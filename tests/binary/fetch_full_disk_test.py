#!/usr/bin/env python3
"""A disk that becomes full while papers are fetched, with the real binary on a real file system.

    fetch_full_disk_test.py --papercup PROGRAM

The file system is a small one in memory; to mount it takes root, or a user namespace. Where there is neither, the tests are
skipped.
"""
import contextlib
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from fetching_reader import FetchingReader, run_tests  # noqa: E402

STORAGE = 5  # the exit code
KIB = 1024


def can_mount():
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False).returncode != 0:
            return False
        subprocess.run(["umount", folder], check=True)
    return True


class FullDisk(FetchingReader):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not can_mount():
            raise unittest.SkipTest("a file system in memory cannot be mounted here")

    @contextlib.contextmanager
    def small_disk(self, name, kibibytes):
        """An empty folder of the reader's on a disk of its own."""
        folder = self.home / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", folder], check=True)
        try:
            yield
        finally:
            subprocess.run(["umount", folder], check=True)

    def give_room(self, name):
        subprocess.run(["mount", "-o", "remount,size=64m", self.home / name], check=True)

    def assert_sound(self):
        """On another disk, as SQLite itself wants room to open a database."""
        with tempfile.TemporaryDirectory() as folder:
            for file in (self.home / "data").glob("papers.db*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, folder)
            with sqlite3.connect(pathlib.Path(folder) / "papers.db") as connection:
                self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])

    def assert_is_told(self, file):
        run = self.run_papercup("fetch", code=STORAGE)
        self.assertRegex(run.stderr, f"the disk with .*{file}.* is full")
        self.assertIn("Make room", run.stderr)

    def test_the_database_stays_sound_and_the_next_run_goes_on(self):
        self.run_papercup("fetch")
        whole = sum(file.stat().st_size for file in (self.home / "data").iterdir()) // KIB
        for share in (0.02, 0.2, 0.4, 0.6, 0.8, 1.0):
            with self.subTest(share=share), self.small_disk("data", max(16, int(whole * share))):
                self.assert_is_told("papers.db")
                self.assert_sound()
                self.assert_is_told("papers.db")
                self.assert_sound()
                self.give_room("data")
                self.run_papercup("fetch")
                self.assert_sound()
                self.assert_exactly_first_fetch()

    def test_without_room_for_the_pace_nothing_is_asked(self):
        with self.small_disk("state", 4):
            (self.home / "state/papercup").mkdir()
            (self.home / "state/papercup/filler").write_bytes(b"x" * 4 * KIB)
            self.assert_is_told("pace")
            self.assertEqual(self.arxiv.log, [])
            self.give_room("state")
            self.run_papercup("fetch")
            self.assert_exactly_first_fetch()


if __name__ == "__main__":
    run_tests(__doc__)
