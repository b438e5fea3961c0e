#!/usr/bin/env python3
"""What the commands that write files do to what is there: modes, links, pipes, devices, signals.

    writing_files_test.py --papercup PROGRAM
"""
import fcntl
import io
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import unittest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from program_tests import SANITIZERS, run_tests, wait_until  # noqa: E402

PROGRAM = None
PAPER = "2611.90417"
FAILURE, USAGE, STORAGE = 1, 2, 5  # exit codes
NOBODY = 65534
# Commands that write a file which is named last.
WRITERS = (["marks", "export"], ["backup"], ["digest", "--format", "ids", "--top", "3", "--since", "7d", "--output"])
PRIVATE = WRITERS[:2]


class WritingFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.prepared = pathlib.Path(folder.name)
        (cls.prepared / "config/focus").mkdir(parents=True)
        shutil.copy(PROJECT / "data/sample/focus.toml", cls.prepared / "config/focus/mine.toml")
        for arguments in (["import", PROJECT / "data/sample/2026-11-24.xml"], ["save", PAPER]):
            subprocess.run([PROGRAM, *arguments], env=cls.environment(cls.prepared), capture_output=True, check=True)

    @staticmethod
    def environment(home):
        return {"PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": "2026-11-24T12:00:00Z",
                "PAPERCUP_DATA": str(home / "data"), "PAPERCUP_CONFIG": str(home / "config"), "TMPDIR": str(home / "tmp"),
                **SANITIZERS}

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name) / "home"
        shutil.copytree(self.prepared, self.home)
        (self.home / "tmp").mkdir()
        self.out = self.home / "out"
        self.out.mkdir()
        self.data = self.home / "data"

    def start(self, *arguments, program=None, **options):
        return subprocess.Popen([program or PROGRAM, *arguments], env=self.environment(self.home), cwd=self.out, stderr=subprocess.PIPE,
                                **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, **options})

    def papercup(self, *arguments, code=0, **options):
        process = self.start(*arguments, **options)
        output, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, code, errors)
        return output, errors.decode()

    def names(self):
        return sorted(path.name for path in self.out.iterdir())

    def hidden(self):
        return [name for name in self.names() if name.startswith(".")]

    def each_writer(self):
        for writer in WRITERS:
            yield writer
            for path in self.out.iterdir():
                path.unlink()

    @staticmethod
    def mode(path):
        return stat.S_IMODE(path.stat().st_mode)

    def device(self, minor):
        """A device that takes everything (minor 3) or nothing (7); for root one that nobody misses when it is replaced."""
        if os.geteuid() != 0:
            return {3: "/dev/null", 7: "/dev/full"}[minor]
        device = self.out / f"device{minor}"
        try:
            os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, minor))
            device.write_bytes(b"") if minor == 3 else None
        except OSError:
            self.skipTest("no device can be made here")
        return str(device)

    def test_a_new_file_is_private_if_it_says_what_the_reader_marked(self):
        for writer in self.each_writer():
            for mask in 0o022, 0o077, 0o002, 0:
                self.papercup(*writer, f"new{mask}", umask=mask)
                self.assertEqual(self.mode(self.out / f"new{mask}"), 0o600 if writer in PRIVATE else 0o666 & ~mask)

    def test_a_file_that_is_replaced_keeps_its_mode_and_owner(self):
        for writer in self.each_writer():
            for mode in 0o600, 0o640, 0o644, 0o660, 0o755:
                (self.out / "a").write_text("former\n")
                (self.out / "a").chmod(mode)
                if os.geteuid() == 0:
                    os.chown(self.out / "a", NOBODY, NOBODY)
                self.papercup(*writer, "a")
                self.assertEqual(self.mode(self.out / "a"), mode)
                self.assertNotEqual((self.out / "a").read_bytes(), b"former\n")
                if os.geteuid() == 0:
                    self.assertEqual(((self.out / "a").stat().st_uid, (self.out / "a").stat().st_gid), (NOBODY, NOBODY))
                self.assertEqual(self.names(), ["a"])

    def test_a_link_stays_a_link_and_what_it_leads_to_is_written(self):
        for writer in self.each_writer():
            (self.home / "elsewhere").mkdir(exist_ok=True)
            target = self.home / "elsewhere/target"
            for is_there in True, False:
                target.unlink(missing_ok=True)
                if is_there:
                    target.write_text("former\n")
                (self.out / "second").symlink_to("../elsewhere/target")
                (self.out / "first").symlink_to("second")
                self.papercup(*writer, "first")
                self.assertTrue((self.out / "first").is_symlink() and (self.out / "second").is_symlink())
                self.assertTrue(target.is_file() and not target.is_symlink())
                self.assertNotIn(target.read_bytes(), (b"", b"former\n"))
                self.assertEqual(self.names(), ["first", "second"])
                self.assertEqual(sorted(path.name for path in target.parent.iterdir()), ["target"])
                for name in self.names():
                    (self.out / name).unlink()
            (self.out / "nowhere").symlink_to("no/folder/file")
            self.assertIn("No such file", self.papercup(*writer, "nowhere", code=STORAGE)[1])
            (self.out / "loop").symlink_to("loop")
            self.assertIn("Too many levels", self.papercup(*writer, "loop", code=STORAGE)[1])

    def test_what_is_no_file_is_written_to(self):
        for writer in self.each_writer():
            for minor, code in (3, 0), (7, STORAGE):
                device = self.device(minor)
                self.papercup(*writer, device, code=code)
                self.assertTrue(stat.S_ISCHR(os.stat(device).st_mode))
                (self.out / f"device{minor}").unlink(missing_ok=True)
            os.mkfifo(self.out / "pipe")
            got = []
            reader = threading.Thread(target=lambda found=got: found.append((self.out / "pipe").read_bytes()))
            reader.start()
            self.papercup(*writer, "pipe")
            reader.join()
            self.assertNotEqual(got, [b""])
            self.assertTrue(stat.S_ISFIFO(os.stat(self.out / "pipe").st_mode))
            self.assertEqual(self.names(), ["pipe"])
            self.assertEqual(list((self.home / "tmp").iterdir()), [])

    def test_standard_output_has_several_names_and_is_appended_to(self):
        for writer in self.each_writer():
            for name in "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1":
                self.assertGreater(len(self.papercup(*writer, name)[0]), 5, name)
                with open(self.out / "all", "wb") as output:
                    output.write(b"before\n")
                    output.flush()
                    self.papercup(*writer, name, stdout=output)
                    output.seek(0, os.SEEK_END)
                    output.write(b"after\n")
                content = (self.out / "all").read_bytes()
                self.assertTrue(content.startswith(b"before\n") and content.endswith(b"after\n"), name)
                self.assertGreater(len(content), 20)
                self.assertEqual(self.names(), ["all"])

    def test_a_backup_on_standard_output_is_an_archive(self):
        output, _ = self.papercup("backup", "-")
        with tarfile.open(fileobj=io.BytesIO(output)) as archive:
            self.assertEqual(archive.getnames(), ["reader.db", "reader.db-wal", "papers.db", "papers.db-wal"])
            archive.extractall(self.out / "restored")
        with sqlite3.connect(self.out / "restored/papers.db") as connection:
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        self.assertEqual(list((self.home / "tmp").iterdir()), [])
        for packing in ".gz", ".zst", ".xz", "":
            self.papercup("backup", f"a.tar{packing}")
            listed = subprocess.run(["tar", "-tf", self.out / f"a.tar{packing}"], capture_output=True, text=True, check=True)
            self.assertEqual(listed.stdout.splitlines()[0], "reader.db")
            self.assertEqual(listed.stderr, "")

    def test_a_terminal_gets_no_archive(self):
        master, terminal = os.openpty()
        self.papercup("backup", "-", code=USAGE, stdout=terminal)
        os.close(terminal)
        os.close(master)

    def test_a_folder_is_refused(self):
        (self.out / "folder").mkdir()
        for writer in WRITERS:
            for name in "folder", "folder/", "no/such/file":
                self.papercup(*writer, name, code=USAGE if writer == ["backup"] and name != "no/such/file" else STORAGE)
        self.assertEqual(self.names(), ["folder"])

    def test_what_is_protected_is_left_alone(self):
        if os.geteuid() != 0:
            self.skipTest("needs root, to be another user")
        program = self.home / "papercup"
        shutil.copy(PROGRAM, program)
        program.chmod(0o755)
        for path in (self.home.parent, self.home, self.data, self.out):
            path.chmod(0o777)
        for path in self.data.iterdir():
            path.chmod(0o666)
        for writer in self.each_writer():
            (self.out / "a").write_text("former\n")
            (self.out / "a").chmod(0o444)
            self.papercup(*writer, "a", code=STORAGE, program=program, user=NOBODY, group=NOBODY, extra_groups=[])
            self.assertEqual((self.out / "a").read_text(), "former\n")
            self.assertEqual(self.names(), ["a"])

    def test_an_export_of_nothing_replaces_nothing(self):
        (self.out / "m.jsonl").write_text("eight marks\n")
        (self.out / "empty").write_text("")
        self.papercup("backup", "a.tar.zst")
        full = (self.out / "a.tar.zst").read_bytes()
        for reader in None, b"":
            (self.data / "reader.db").unlink()
            if reader is not None:
                (self.data / "reader.db").write_bytes(reader)
            self.assertIn("there are no marks", self.papercup("marks", "export", "m.jsonl", code=FAILURE)[1])
            self.assertEqual((self.out / "m.jsonl").read_text(), "eight marks\n")
            self.papercup("marks", "export", "empty")
            self.papercup("marks", "export", "new")
            self.assertIn("holds a backup of your marks", self.papercup("backup", "a.tar.zst", code=FAILURE)[1])
            self.assertEqual((self.out / "a.tar.zst").read_bytes(), full)
            self.assertIn("has no marks", self.papercup("backup", "b.tar")[1])
            (self.data / "reader.db").write_bytes(b"")

    def test_a_backup_without_marks_replaces_none_with_marks(self):
        self.papercup("backup", "a.tar.zst")
        full = (self.out / "a.tar.zst").read_bytes()
        with sqlite3.connect(self.data / "reader.db") as connection:
            connection.execute("DELETE FROM mark")
        connection.close()
        self.assertIn("holds a backup of your marks", self.papercup("backup", "a.tar.zst", code=FAILURE)[1])
        self.assertEqual((self.out / "a.tar.zst").read_bytes(), full)
        for _ in range(2):  # whoever has no marks makes a backup every night, too
            self.papercup("backup", "b.tar.zst")
        self.assertEqual([name for name in self.names() if name.startswith(".")], [])

    def test_files_of_the_configuration_are_written_the_same_way(self):
        config = self.home / "config/config.toml"
        (self.home / "dotfiles").mkdir()
        config.symlink_to("../dotfiles/config.toml")
        self.assertIn("is a link to", self.papercup("init", "--about", "Words.", "--category", "cs.LG", "--no-fetch", "--name", "b", code=USAGE)[1])
        (self.home / "dotfiles/config.toml").write_text("")
        self.papercup("init", "--about", "Words.", "--category", "cs.LG", "--no-fetch", "--name", "b")
        self.papercup("focus", "new", "c")
        self.assertEqual(sorted(path.name for path in (self.home / "config/focus").iterdir()), ["b.toml", "c.toml", "mine.toml"])

    # Signals, and what killed runs leave.

    def enlarge(self, megabytes=6):
        with sqlite3.connect(self.data / "papers.db") as connection:
            connection.execute("CREATE TABLE filler(x)")
            connection.executemany("INSERT INTO filler VALUES (randomblob(1000000))", [()] * megabytes)
        connection.close()

    def test_signals_leave_the_former_backup_and_nothing_else(self):
        self.enlarge(40)
        self.papercup("backup", "a.tar")
        former = (self.out / "a.tar").stat().st_mtime_ns
        seen = set()
        for at, number in enumerate([signal.SIGINT, signal.SIGTERM, signal.SIGHUP] * 4):
            process = self.start("backup", "a.tar.xz" if at % 2 else "a.tar")
            # The first three are interrupted as they begin, the others some time after they have made a draft.
            if at >= 3:
                wait_until(lambda: process.poll() is not None or self.hidden(), "a draft")
            time.sleep(0.02 * (1 + at // 3))  # at another moment of its work each time
            hidden = self.hidden()
            process.send_signal(number)
            _, errors = process.communicate(timeout=60)
            seen.update(name.split("-")[0] for name in hidden)
            self.assertIn(process.returncode, (130, -number, 0), errors)
            self.assertEqual(self.hidden(), [], (at, number))
            if process.returncode == 130 and not at % 2:
                self.assertIn("interrupted", errors.decode())
            if process.returncode != 0:
                self.assertNotIn("a.tar.xz", self.names())
            (self.out / "a.tar.xz").unlink(missing_ok=True)
        self.assertTrue(seen, "no backup was at work when it was interrupted")
        self.assertGreaterEqual((self.out / "a.tar").stat().st_mtime_ns, former)
        with tarfile.open(self.out / "a.tar") as archive:
            self.assertEqual(len(archive.getnames()), 4)

    def test_a_limit_to_the_size_of_files_is_told_and_leaves_nothing(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 10, 64 << 10))

        self.enlarge()
        _, errors = self.papercup("backup", "a.tar", code=5, preexec_fn=limit)
        self.assertRegex(errors, "File too large|I/O error")
        self.assertEqual(self.names(), [])

    def test_under_nohup_a_backup_goes_on(self):
        self.enlarge()
        process = self.start("backup", "a.tar.xz", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        wait_until(lambda: process.poll() is not None or self.names(), "a file")
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)

    def test_the_next_run_removes_what_a_killed_one_left_and_nothing_of_a_living_one(self):
        self.enlarge()
        process = self.start("backup", "a.tar.xz")
        wait_until(lambda: process.poll() is not None or any(name.startswith(".a.tar.xz.papercup-") for name in self.names()),
                   "a draft")
        process.kill()
        process.communicate()
        (self.out / ".papercup-backup-abcdef").mkdir()
        (self.out / ".papercup-backup-abcdef/papers.db").write_text("a copy")
        (self.out / ".papercup-backup-of-mine").mkdir()
        (self.out / ".papercup-backup-living").mkdir()
        left = [name for name in self.names() if name.startswith(".a.tar.xz.papercup-")]
        self.assertEqual(len(left), 1)
        long_ago = time.time() - 3600
        for name in [*left, ".papercup-backup-abcdef", ".papercup-backup-of-mine", ".papercup-backup-living"]:
            os.utime(self.out / name, (long_ago, long_ago))
        descriptor = os.open(self.out / ".papercup-backup-living", os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        self.papercup("backup", "a.tar.xz")
        self.assertEqual(self.names(), [".papercup-backup-living", ".papercup-backup-of-mine", "a.tar.xz"])
        os.close(descriptor)


def take_program(path):
    global PROGRAM
    PROGRAM = path


if __name__ == "__main__":
    run_tests(__doc__, take_program)
