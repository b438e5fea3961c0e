#!/usr/bin/env python3
"""Every command against folders that are missing, of somebody else, read-only, half-made or on a full disk.

    storage_states_test.py --papercup PROGRAM

As root the commands run as another user, for whom permissions count; disks and mounts need root too, and are skipped without it.
"""
import contextlib
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from program_tests import SANITIZERS, run_tests  # noqa: E402

PROGRAM = None
USAGE, STORAGE = 2, 5  # exit codes
NOBODY = 65534
IS_ROOT = os.geteuid() == 0
PAPER = "2611.90417"
DIGESTED = "2611.92077"  # the first of a digest

# Commands that only read the data folder, with arguments that give a result; the others with the reason why they are not here.
READING = {
    "digest": ["--since", "2026-11-20", "--format", "jsonl"],
    "why": [PAPER],
    "query": ["cat:cs.LG", "--focus", "mine", "--format", "ids"],
    "search": ["reward"],
    "similar": [PAPER],
    "show": [PAPER],
    "saved": ["--format", "ids"],
    "status": [],
    "focus list": [],
    "focus show": [],
    "focus learn": ["list.bib"],
    "doctor": [],
    "eval": [],
    "marks export": ["-"],
    "backup": ["-"],
    "prune": ["--dry-run"],
    "mail": ["--dry-run"],
}
# Those that are of use before there is any data.
FIRST = {"focus list", "focus learn"}
OTHERS = {
    **dict.fromkeys(["triage", "open"], "needs a terminal or a browser"),
    **dict.fromkeys(["like", "dislike", "save", "done", "unmark", "init", "fetch", "import", "marks import", "focus rename",
                     "focus remove", "focus split"], "writes"),
    **dict.fromkeys(["focus new", "focus edit", "focus check", "config path", "config show", "config check", "completion", "help"],
                    "does not open the data folder"),
}


class StorageStates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.top = pathlib.Path(folder.name)
        cls.top.chmod(0o755)
        cls.program = cls.top / "papercup"
        shutil.copy(PROGRAM, cls.program)
        cls.program.chmod(0o755)
        cls.prepared = cls.top / "prepared"
        (cls.prepared / "config/focus").mkdir(parents=True)
        shutil.copy(PROJECT / "data/sample/focus.toml", cls.prepared / "config/focus/mine.toml")
        (cls.prepared / "list.bib").write_text(f"@misc{{a, title={{Some title of words}}, eprint={{{PAPER}}}, archivePrefix={{arXiv}}}}\n")
        for arguments in (["import", PROJECT / "data/sample/2026-11-24.xml"], ["save", PAPER], ["like", PAPER],
                          ["digest", "--channel", "morning"]):
            run = subprocess.run([cls.program, *arguments], env=cls.environment(cls.prepared), capture_output=True, check=False)
            assert run.returncode == 0, run.stderr
        (cls.prepared / "data").chmod(0o755)  # others read it here, which papercup leaves to its owner to allow
        cls.expected = {}

    @staticmethod
    def environment(home, **variables):
        return {"PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": "2026-11-24T12:00:00Z",
                "XDG_DATA_HOME": str(home / "xdg"), "PAPERCUP_DATA": str(home / "data"), "PAPERCUP_CONFIG": str(home / "config"),
                **SANITIZERS, **variables}

    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=self.top)
        self.addCleanup(folder.cleanup)
        pathlib.Path(folder.name).chmod(0o777)
        self.home = pathlib.Path(folder.name) / "home"
        shutil.copytree(self.prepared, self.home)
        self.home.chmod(0o777)
        self.data = self.home / "data"
        (self.data / "reader.db").chmod(0o644)

    def run_as(self, user, arguments, **variables):
        who = {"user": user, "group": user, "extra_groups": []} if user is not None and IS_ROOT else {}
        return subprocess.run([self.program, *arguments], env=self.environment(self.home, **variables), cwd=self.home, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=60, check=False, **who)

    def papercup(self, *arguments, **variables):
        """As somebody to whom the data folder does not belong."""
        return self.run_as(NOBODY, arguments, **variables)

    def each_reading_command(self, **variables):
        for command, arguments in READING.items():
            yield command, self.papercup(*command.split(), *arguments, **variables)

    def state_of(self, folder):
        return sorted((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in folder.iterdir())

    def comparable(self, command, run):
        """What is printed, but for what depends on the folder's state."""
        if command == "backup":
            return run.stdout[:512].rstrip(b"\0")[:9]
        if command in ("doctor", "status"):
            return b""
        return run.stdout.replace(str(self.home / "sound").encode(), b"").replace(str(self.home).encode(), b"")

    def assert_reads_all(self, **variables):
        if not self.expected:
            shutil.copytree(self.prepared, self.home / "sound")
            for command, arguments in READING.items():
                run = subprocess.run([self.program, *command.split(), *arguments], env=self.environment(self.home / "sound"), cwd=self.home,
                                     capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
                self.assertEqual(run.returncode, 0, (command, run.stderr))
                self.expected[command] = self.comparable(command, run)
        before = self.state_of(self.data)
        for command, run in self.each_reading_command(**variables):
            with self.subTest(command=command):
                self.assertIn(run.returncode, (0, STORAGE) if command == "doctor" else (0,), run.stderr.decode())
                self.assertEqual(self.comparable(command, run), self.expected[command])
        self.assertEqual(self.state_of(self.data), before)

    def protect(self):
        for path in self.data.iterdir():
            path.chmod(0o444)
        self.data.chmod(0o555)
        self.addCleanup(self.data.chmod, 0o755)

    @contextlib.contextmanager
    def writer(self, name):
        """A process that has a database open and has just written to it, as far as anybody can see."""
        connection = sqlite3.connect(self.data / name)
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("PRAGMA user_version").fetchone()
        connection.execute("CREATE TABLE written_later(x)")
        connection.execute("DROP TABLE written_later")
        connection.commit()
        yield connection
        connection.close()

    # What this test is about.

    def test_every_command_is_in_one_of_the_tables(self):
        text = self.run_as(None, ["help", "all"]).stdout.decode()
        groups = "".join(re.findall(r"^(?:every day|look|set up|rest)\n((?:  .*\n)+)", text, re.MULTILINE))
        commands = set(re.findall(r"^  ([a-z]+(?: [a-z]+)?) {2,}\S", groups, re.MULTILINE))
        self.assertGreater(len(commands), 25)
        self.assertEqual(commands, READING.keys() | OTHERS.keys())

    # A folder of another user, and read-only ones.

    def test_a_folder_that_may_only_be_read_is_read_by_every_command(self):
        self.protect()
        self.assert_reads_all()

    def test_so_is_one_with_a_log_and_its_index(self):
        with self.writer("papers.db"), self.writer("reader.db"):
            self.assertTrue((self.data / "papers.db-shm").exists())
            self.protect()
            self.assert_reads_all()

    def test_and_one_with_a_log_and_no_index_whose_content_counts(self):
        with self.writer("papers.db") as papers, self.writer("reader.db"):
            papers.execute("UPDATE paper SET title = 'A title that only the log has' WHERE id = ?", (PAPER,))
            papers.commit()
            copy = self.home / "copy"
            shutil.copytree(self.data, copy)
        for index in copy.glob("*-shm"):
            index.unlink()
        self.data = copy
        self.protect()
        self.assertIn("only the log has", self.papercup("show", PAPER, PAPERCUP_DATA=str(copy)).stdout.decode())
        before = self.state_of(copy)
        for _, run in self.each_reading_command(PAPERCUP_DATA=str(copy)):
            self.assertIn(run.returncode, (0, STORAGE), run.stderr.decode())
        self.assertEqual(self.state_of(copy), before)

    def test_and_one_without_a_log(self):
        for name in "papers.db", "reader.db":
            connection = sqlite3.connect(self.data / name)
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.close()
        self.protect()
        self.assert_reads_all()

    def test_only_a_file_of_another_user_leaves_nothing_of_ours_beside_it(self):
        if not IS_ROOT:
            self.skipTest("needs root, to be two users")
        for path in self.data.iterdir():
            path.chmod(0o644)
        self.data.chmod(0o777)
        self.assert_reads_all()

    def test_a_mount_that_is_read_only(self):
        if not IS_ROOT or subprocess.run(["mount", "--bind", self.data, self.data], capture_output=True, check=False).returncode != 0:
            self.skipTest("needs root, to mount")
        self.addCleanup(subprocess.run, ["umount", self.data], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", self.data], check=True)
        self.assert_reads_all()
        run = self.run_as(None, ["save", PAPER])
        self.assertEqual(run.returncode, STORAGE)
        self.assertIn("cannot be written to: Read-only file system", run.stderr.decode())

    def test_marks_say_that_they_cannot_be_written(self):
        self.protect()
        for arguments in (["save", PAPER], ["like", PAPER], ["unmark", PAPER], ["import", "list.bib"], ["marks", "import", "/dev/null"]):
            run = self.papercup(*arguments)
            self.assertEqual(run.returncode, STORAGE, arguments)
            self.assertRegex(run.stderr.decode(), r"(reader|papers)\.db cannot be written to: ")

    def test_a_digest_that_cannot_be_recorded_is_shown(self):
        self.protect()
        run = self.papercup("digest", "--channel", "evening")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn(DIGESTED, run.stdout.decode())
        self.assertIn("does not count as shown", run.stderr.decode())

    def test_papers_can_be_looked_up_where_the_marks_are_private(self):
        (self.data / "reader.db").chmod(0)
        self.data.chmod(0o755)
        if not IS_ROOT:
            self.addCleanup((self.data / "reader.db").chmod, 0o644)
        for arguments in (["show", PAPER], ["search", "reward"], ["similar", PAPER], ["query", "cat:cs.LG"],
                          ["query", "--focus-file", "config/focus/mine.toml"], ["digest", "--focus-file", "config/focus/mine.toml"]):
            run = self.papercup(*arguments)
            self.assertEqual(run.returncode, 0, (arguments, run.stderr))
            self.assertNotEqual(run.stdout, b"")
        for arguments in (["saved"], ["digest"], ["marks", "export", "m.jsonl"], ["backup", "b.tar"]):
            run = self.papercup(*arguments)
            self.assertEqual(run.returncode, STORAGE, arguments)
            self.assertIn("reader.db cannot be read: Permission denied", run.stderr.decode())
        self.assertFalse((self.home / "m.jsonl").exists() or (self.home / "b.tar").exists())
        doctor = self.papercup("doctor").stdout.decode()
        self.assertIn("TROUBLE  reader.db: ", doctor)
        self.assertNotIn("begin anew", doctor)

    def test_an_old_schema_that_cannot_be_brought_up_says_so(self):
        connection = sqlite3.connect(self.data / "papers.db")
        connection.execute("PRAGMA user_version = 1")
        connection.close()
        self.protect()
        run = self.papercup("query")
        self.assertEqual(run.returncode, STORAGE)
        self.assertIn("has schema 1", run.stderr.decode())

    def test_features_of_another_form_stop_the_ranking_alone(self):
        connection = sqlite3.connect(self.data / "papers.db")
        connection.execute("UPDATE feature_form SET form = 1")
        connection.commit()
        connection.close()
        self.protect()
        for arguments in (["show", PAPER], ["search", "reward"], ["query", "cat:cs.LG"], ["saved"], ["marks", "export", "-"]):
            run = self.papercup(*arguments)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertNotEqual(run.stdout, b"")
        run = self.papercup("digest")
        self.assertEqual(run.returncode, STORAGE)
        self.assertIn("cannot be prepared for this papercup's ranking", run.stderr.decode())

    # Folders that cannot be looked into.

    def unreachable_folders(self):
        closed = self.home / "closed"
        shutil.copytree(self.prepared / "data", closed)
        closed.chmod(0)
        self.addCleanup(closed.chmod, 0o755)
        dangling = self.home / "dangling"
        dangling.symlink_to("not-mounted/data")
        loop = self.home / "loop"
        loop.symlink_to("loop")
        return {closed: "Permission denied", closed / "in it": "Permission denied", dangling: "is a link to not-mounted/data, which does not exist",
                self.home / "list.bib": "Not a directory", loop: "Too many levels of symbolic links"}

    def test_a_data_folder_that_cannot_be_looked_into_is_not_empty(self):
        export = self.home / "m.jsonl"
        for folder, reason in self.unreachable_folders().items():
            for command, run in self.each_reading_command(PAPERCUP_DATA=str(folder)):
                with self.subTest(command=command, folder=folder):
                    said = run.stdout.decode() if command == "doctor" else run.stderr.decode()
                    self.assertEqual(run.returncode, STORAGE, (run.stdout[:300], run.stderr))
                    self.assertIn(reason, said)
            export.write_text("eight marks\n")
            self.assertEqual(self.papercup("marks", "export", str(export), PAPERCUP_DATA=str(folder)).returncode, STORAGE)
            self.assertEqual(export.read_text(), "eight marks\n")

    def test_the_same_without_a_name_for_it(self):
        (self.home / "xdg").mkdir()
        (self.home / "xdg/papercup").symlink_to("not-mounted")
        variables = {"PAPERCUP_DATA": ""}
        for command, run in self.each_reading_command(**variables):
            with self.subTest(command=command):
                self.assertEqual(run.returncode, STORAGE, (run.stdout[:300], run.stderr))

    def test_a_folder_that_is_named_and_does_not_exist_is_a_mistake_for_who_reads(self):
        nowhere = self.home / "nowhere"
        for command, arguments in READING.items():
            for named in ({"PAPERCUP_DATA": str(nowhere)}, {}):
                option = [] if named else ["--data", str(nowhere)]
                with self.subTest(command=command, named=named):
                    run = self.papercup(*option, *command.split(), *arguments, **named)
                    self.assertFalse(nowhere.exists())
                    if command in FIRST:
                        self.assertEqual(run.returncode, 0, run.stderr)
                        continue
                    self.assertEqual(run.returncode, USAGE, (run.stdout[:300], run.stderr))
                    self.assertIn(f"the data folder {nowhere} does not exist ({'PAPERCUP_DATA' if named else '--data'})",
                                  (run.stdout if command == "doctor" else run.stderr).decode())
        run = self.papercup("--data", str(nowhere), "digest", "--channel", "evening")
        self.assertEqual(run.returncode, USAGE)
        self.assertFalse(nowhere.exists())

    def test_and_is_made_by_who_writes(self):
        for at, arguments in enumerate((["import", str(PROJECT / "data/sample/2026-11-24.xml")], ["save", PAPER], ["marks", "import", "/dev/null"])):
            run = self.papercup("--data", str(self.home / f"new{at}"), *arguments)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertTrue((self.home / f"new{at}").is_dir())

    def test_without_a_name_a_missing_folder_is_an_empty_store(self):
        for command, run in self.each_reading_command(PAPERCUP_DATA=""):
            expected = {"why": (1,), "similar": (1, 2), "show": (1,), "backup": (1,), "doctor": (0,)}.get(command, (0,))
            self.assertIn(run.returncode, expected, (command, run.stderr))
        self.assertFalse((self.home / "xdg").exists())

    def test_a_configuration_that_cannot_be_looked_into_is_not_missing(self):
        config = self.home / "closed"
        for path, reason in self.unreachable_folders().items():
            for command in ("digest", "config check", "config show", "focus list", "focus check", "status", "prune", "mail --dry-run", "doctor", "eval"):
                with self.subTest(command=command, path=path):
                    run = self.papercup(*command.split(), PAPERCUP_CONFIG=str(path))
                    self.assertEqual(run.returncode, USAGE, (run.stdout, run.stderr))
                    said = (run.stdout + run.stderr).decode()
                    self.assertIn(reason, said)
                    self.assertNotIn("No focus yet", said)
                    self.assertNotIn("no faults", said)
        self.assertTrue(config.exists())

    def test_a_folder_of_foci_that_cannot_be_read(self):
        foci = self.home / "config/focus"
        for state in ("closed", "a file", "dangling"):
            shutil.rmtree(foci)
            if state == "a file":
                foci.write_text("")
            elif state == "dangling":
                foci.symlink_to("elsewhere")
            else:
                foci.mkdir(mode=0)
            for command in ("digest", "config check", "focus list", "focus check", "doctor", "focus new x"):
                with self.subTest(command=command, state=state):
                    run = self.papercup(*command.split())
                    self.assertIn(run.returncode, (USAGE, STORAGE) if command == "focus new x" else (USAGE,), (run.stdout, run.stderr))
                    self.assertNotIn("No focus yet", run.stderr.decode())
                    self.assertNotIn("no faults", run.stdout.decode())
            foci.unlink() if not foci.is_dir() or foci.is_symlink() else None
            foci.mkdir(exist_ok=True)
            foci.chmod(0o755)

    def test_config_toml_that_leads_nowhere_or_is_closed(self):
        config = self.home / "config/config.toml"
        for state in "dangling", "closed":
            if state == "dangling":
                config.symlink_to("gone.toml")
            else:
                config.unlink()
                config.write_text("[digest]\n")
                config.chmod(0)
            for command in ("digest", "config check", "config show", "doctor"):
                run = self.papercup(*command.split())
                self.assertEqual(run.returncode, USAGE, (command, run.stdout, run.stderr))
                self.assertIn("config.toml", (run.stdout + run.stderr).decode())
        init = self.papercup("init", "--about", "Words.", "--category", "cs.LG", "--no-fetch", "--name", "other")
        self.assertEqual(init.returncode, STORAGE if IS_ROOT else 0, init.stderr)

    def test_a_focus_file_that_cannot_be_read_stops_itself_alone(self):
        (self.home / "config/focus/closed.toml").write_text('about = "Words."\n')
        (self.home / "config/focus/closed.toml").chmod(0)
        (self.home / "config/focus/gone.toml").symlink_to("nowhere.toml")
        run = self.papercup("digest")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn(DIGESTED, run.stdout.decode())
        self.assertIn("closed.toml: Permission denied", run.stderr.decode())
        self.assertIn("gone.toml is a link to nowhere.toml", run.stderr.decode())
        run = self.papercup("digest", "--focus-file", "config/focus/closed.toml")
        self.assertEqual(run.returncode, USAGE)
        self.assertIn("Permission denied", run.stderr.decode())

    def test_a_configuration_folder_that_is_named_and_does_not_exist(self):
        nowhere = str(self.home / "nowhere")
        for command in ("digest", "config check", "config show", "focus list", "prune", "doctor", "mail --dry-run"):
            run = self.papercup(*command.split(), PAPERCUP_CONFIG=nowhere)
            self.assertEqual(run.returncode, USAGE, (command, run.stdout, run.stderr))
            self.assertIn(f"the configuration folder {nowhere} does not exist (PAPERCUP_CONFIG)", (run.stdout + run.stderr).decode())
        run = self.papercup("--config", nowhere, "query")
        self.assertEqual(run.returncode, USAGE)
        self.assertIn(f"the configuration folder {nowhere} does not exist (--config)", run.stderr.decode())
        run = self.papercup("--config", nowhere, "focus", "new", "x")
        self.assertEqual(run.returncode, 0, run.stderr)

    # State folders.

    def test_a_state_folder_that_cannot_be_written_to_takes_only_the_fetching(self):
        closed = self.home / "state"
        closed.mkdir(mode=0o555)
        if IS_ROOT:
            for path in (self.data, *self.data.iterdir()):
                os.chown(path, NOBODY, NOBODY)
        garbage = self.home / "garbage/papercup"
        garbage.mkdir(parents=True)
        (garbage / "pace").write_text("")
        (garbage / "pace.lock").mkdir()
        for variables in ({"XDG_STATE_HOME": str(closed)}, {"XDG_STATE_HOME": str(self.home / "list.bib")}, {"XDG_STATE_HOME": str(garbage.parent)}):
            run = self.run_as(NOBODY, ["digest", "--fetch"], **variables)
            self.assertEqual(run.returncode, 0, run.stderr)
            lines = run.stdout.decode().splitlines()
            self.assertRegex(lines[0] + lines[1], "Not fetched: .*(cannot ?make ?the ?folder|cannot ?be ?written ?to)")
            self.assertIn(DIGESTED, run.stdout.decode())
            run = self.run_as(NOBODY, ["fetch"], **variables)
            self.assertEqual(run.returncode, STORAGE, run.stderr)
            self.assertIn("pace_dir", run.stderr.decode())
            self.assertEqual(self.papercup("status", **variables).returncode, 0)
        run = self.papercup("doctor", XDG_STATE_HOME=str(closed))
        self.assertIn("so nothing can be fetched", run.stdout.decode())

    def test_mails_go_out_all_the_same_and_the_reason_is_told(self):
        (self.home / "config/config.toml").write_text(
            '[mail]\nfrom = "a@example.org"\nto = ["b@example.org"]\ncommand = "cat >> sent"\nsend_by = "06:00"\n')
        (self.home / "state").write_text("a file where the folder should be")
        run = self.run_as(None, ["mail"], XDG_STATE_HOME=str(self.home / "state"))
        self.assertEqual(run.returncode, STORAGE, run.stderr)
        self.assertIn("pace_dir", run.stderr.decode())
        self.assertIn(DIGESTED, (self.home / "sent").read_text())

    def test_what_a_full_disk_leaves_in_the_state_folder_is_no_hindrance(self):
        state = self.home / "state/papercup"
        state.mkdir(parents=True)
        for content in "", "garbage\n", "1 2\n":
            (state / "pace").write_text(content)
            (state / "pace.lock").write_text(content)
            run = self.run_as(None, ["status"], XDG_STATE_HOME=str(state.parent))
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertNotIn("wait", run.stderr.decode())

    # Databases of 0 bytes, and full disks.

    def test_a_database_of_no_bytes_is_an_empty_one(self):
        for name, expected in ("reader.db", ""), ("papers.db", PAPER + "\n"):
            shutil.copy(self.prepared / "data" / name, self.home / "kept")
            for leftover in ("", "-wal", "-shm", "-journal"):
                (self.data / name).write_bytes(b"")
                if leftover:
                    (self.data / (name + leftover)).write_bytes(b"")
            self.data.chmod(0o777)
            before = sorted(path.name for path in self.data.iterdir())
            for command, run in self.each_reading_command():
                expected_codes = (0, 1, STORAGE) if name == "papers.db" or command == "doctor" else (0,)
                self.assertIn(run.returncode, expected_codes, (command, run.stderr))
                self.assertNotIn(b"another program", run.stdout + run.stderr)
            self.assertEqual(sorted(path.name for path in self.data.iterdir()), before)
            self.assertRegex(self.papercup("doctor").stdout.decode(), f"note     {name}: empty")
            self.assertEqual(self.run_as(None, ["saved", "--format", "ids"]).stdout.decode(), expected)
            made = ["save", PAPER] if name == "reader.db" else ["import", PROJECT / "data/sample/2026-11-24.xml"]
            run = self.run_as(None, made)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertIn(PAPER, self.run_as(None, ["query", f"id:{PAPER}", "--format", "ids"]).stdout.decode())
            shutil.copy(self.home / "kept", self.data / name)

    @contextlib.contextmanager
    def small_disk(self, kibibytes):
        disk = self.home / "disk"
        disk.mkdir()
        if not IS_ROOT or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", disk], capture_output=True,
                                         check=False).returncode != 0:
            self.skipTest("needs root, to mount")
        try:
            yield disk
        finally:
            subprocess.run(["umount", disk], check=True)

    def test_a_backup_onto_a_full_disk_leaves_nothing_there_and_names_that_disk(self):
        with self.small_disk(64) as disk:
            run = self.run_as(None, ["backup", str(disk / "a.tar")])
            self.assertEqual(run.returncode, STORAGE, run.stderr)
            self.assertIn(f"{disk}: No space left on device", run.stderr.decode())
            self.assertEqual(list(disk.iterdir()), [])

    def test_a_full_disk_during_the_first_mark_keeps_nothing_from_being_read(self):
        with self.small_disk(4096) as disk:
            shutil.copy(self.prepared / "data/papers.db", disk)
            for room in (0, 4096, 20_000, 40_000, 70_000, 130_000):
                with open(disk / "filler", "wb", buffering=0) as filler, contextlib.suppress(OSError):
                    while filler.write(b"x" * 4096):
                        pass
                os.truncate(disk / "filler", (disk / "filler").stat().st_size - room)
                run = self.run_as(None, ["save", PAPER], PAPERCUP_DATA=str(disk))
                self.assertIn(run.returncode, (0, STORAGE), (room, run.stderr))
                saved = PAPER + "\n" if run.returncode == 0 else ""
                for arguments in (["show", PAPER], ["saved", "--format", "ids"], ["digest"], ["query"], ["status"], ["marks", "export", "-"]):
                    read = self.run_as(None, arguments, PAPERCUP_DATA=str(disk))
                    self.assertEqual(read.returncode, 0, (room, arguments, read.stderr))
                self.assertEqual(self.run_as(None, ["saved", "--format", "ids"], PAPERCUP_DATA=str(disk)).stdout.decode(), saved)
                (disk / "filler").unlink()
                run = self.run_as(None, ["save", PAPER], PAPERCUP_DATA=str(disk))
                self.assertEqual(run.returncode, 0, (room, run.stderr))
                for path in disk.glob("reader.db*"):
                    path.unlink()


def take_program(path):
    global PROGRAM
    PROGRAM = path


if __name__ == "__main__":
    run_tests(__doc__, take_program)
