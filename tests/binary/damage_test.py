#!/usr/bin/env python3
"""Damages databases in all ways, and asks of every command: no crash, no hang, a true error, nothing invented by a salvage.

    damage_test.py --papercup PROGRAM [--stores N] [--seed S] [--every-column] [--jobs N]

Each store is a copy of one that holds papers, marks, digests and mails; in one of its two databases bytes are
flipped, overwritten or cut off, pages are zeroed, swapped or doubled, the log is cut, or a value of a column is made one
that papercup cannot have written. --every-column tries each column with each value instead of some drawn by lot.
"""
import argparse
import concurrent.futures
import hashlib
import itertools
import json
import os
import pathlib
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "data/sample"
PAPER = "2611.90417"
MOST_SECONDS = 60
MOST_MEMORY = 2 << 30
CONFIG = """
[arxiv]
api_url = "http://127.0.0.1:9/api/query"
feed_url = "http://127.0.0.1:9/atom"
oai_url = "http://127.0.0.1:9/oai"
min_interval = 0.001
[mail]
from = "ada@example.org"
command = "cat > /dev/null"
to = ["ada@example.org", "bea@example.org"]
"""
COMMANDS = [
    ["digest", "--no-fetch"],
    ["digest", "--no-fetch", "--peek", "--format", "json"],
    ["why", PAPER],
    ["query", "ti:reward", "--focus", "rewards", "--sort", "score", "--format", "jsonl"],
    ["query", "cat:cs.LG AND all:model", "--has", "code", "--format", "csv"],
    ["search", "reward"],
    ["show", PAPER],
    ["similar", PAPER],
    ["saved", "--format", "json"],
    ["status", "--history"],
    ["status", "--format", "json"],
    ["mail", "--dry-run"],
    ["marks", "export", "-"],
    ["prune", "--dry-run", "--before", "2026-06-01"],
    ["eval"],
    ["backup", "{home}/backup.tar"],
    ["doctor"],
    ["like", "2611.90093", "--focus", "rewards"],
    ["fetch"],
    ["import", str(SAMPLE / "2026-11-24.xml")],
]
# In place of what a column holds; SQL.
HOSTILE_VALUES = [
    "NULL", "-1", "0", "9223372036854775807", "-9223372036854775808", "9e999", "-1e308", "''", "'2611.99999'", "'no such word'",
    "CAST(x'fffe80' AS TEXT)", "CAST(x'6100620a1b5b316d' AS TEXT)", "x'00ff00ff'", "zeroblob(70000)",
    "replace(hex(zeroblob(40000)), '00', 'ab ')",
]
MARK_COLUMNS = "time, ordinal, verb, paper, focus, known, only_verb"


class Finding(Exception):
    pass


def sha(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def marks_in(database):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return set(connection.execute(f"SELECT {MARK_COLUMNS} FROM mark"))


class Reader:
    """A folder in which papercup is at home."""

    def __init__(self, program, home, is_sanitized=False):
        self.program, self.home, self.data, self.is_sanitized = program, home, home / "data", is_sanitized
        self.watched = []  # what runs the program, if anything does

    def run(self, *arguments, stdin=b""):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                       "PAPERCUP_NOW": "2026-11-24T12:00:00Z", "PAPERCUP_DATA": str(self.data),
                       "PAPERCUP_CONFIG": str(self.home / "config"), "XDG_STATE_HOME": str(self.home / "state"),
                       "ASAN_OPTIONS": program_tests.SANITIZERS["ASAN_OPTIONS"]
                       + ":detect_leaks=0:allocator_may_return_null=1:max_allocation_size_mb=2000",
                       "UBSAN_OPTIONS": "exitcode=99:halt_on_error=1"}

        def limit():
            if not self.is_sanitized and not self.watched:
                resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

        return subprocess.run([*self.watched, self.program, *arguments], env=environment, input=stdin, capture_output=True, cwd=self.home,
                              timeout=MOST_SECONDS * (20 if self.watched else 1), check=False, preexec_fn=limit)

    def checked(self, *arguments, stdin=b""):
        run = self.run(*arguments, stdin=stdin)
        if run.returncode != 0:
            raise AssertionError(f"{arguments}: {run.returncode} {run.stderr.decode()}")
        return run

    def make(self):
        (self.home / "config/focus").mkdir(parents=True)
        (self.home / "config/config.toml").write_text(CONFIG)
        shutil.copy(SAMPLE / "focus.toml", self.home / "config/focus/rewards.toml")
        for name in "2026-11-20", "2026-11-23":
            self.checked("import", str(SAMPLE / f"{name}.xml"))
        self.checked("digest", "--no-fetch")
        self.run("mail")
        self.checked("import", str(SAMPLE / "2026-11-24.xml"))
        marks = [{"time": f"2026-11-{day:02}T{hour:02}:{minute:02}:00Z", "ordinal": 0, "verb": verb, "id": paper,
                  **({"focus": "rewards"} if verb in ("like", "dislike") else {})}
                 for day, hour, minute, (verb, paper) in itertools.product(
                     range(1, 24), range(8, 20), range(0, 60, 12),
                     [("save", "2611.90093"), ("like", "2611.90118"), ("done", "2611.90093"), ("like", PAPER)])
                 if (day + hour + minute) % 4 == 0]
        self.checked("marks", "import", "-", stdin="".join(json.dumps(mark) + "\n" for mark in marks).encode())
        for arguments in (["digest", "--no-fetch"], ["mail"], ["digest", "--no-fetch", "--channel", "other"]):
            self.run(*arguments)
        self.checked("like", PAPER, "--focus", "rewards")
        with sqlite3.connect(self.data / "reader.db") as connection:
            counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                      for table in ("mark", "channel", "digest", "digest_paper", "mail_batch", "mail_delivery")}
        if not all(counts.values()):
            raise AssertionError(f"the store has not everything: {counts}")


def tables_of(database):
    """(table, column) of each table that is papercup's own."""
    with sqlite3.connect(database) as connection:
        names = [name for name, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
                 if not name.startswith(("sqlite_", "paper_text"))]
        return [(name, row[1]) for name in names for row in connection.execute(f"PRAGMA table_info({name})")]


def pages_of(database, table):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return {row[0] for row in connection.execute("SELECT pageno FROM dbstat WHERE name = ?", (table,))}


class Damage:
    """What was done to a file: in words, to which pages, and how many rows may differ from true ones by it."""

    def __init__(self, words, pages=None, changed=0):
        self.words, self.pages, self.changed = words, pages, changed


def damage_bytes(path, lot):
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big") or 65536
    count = len(data) // size

    def some_page():
        return lot.randrange(count)

    def some_place():
        return some_page() * size + lot.randrange(size)

    kind = lot.choice(["flip", "run", "truncate", "swap", "zero", "double", "first page", "cell"])
    if kind == "flip":
        places = [some_place() for _ in range(lot.choice([1, 2, 8, 40]))]
        for place in places:
            data[place] = lot.randrange(256)
        damage = Damage(f"flip {len(places)}", {place // size + 1 for place in places}, len(places))
    elif kind == "run":
        begin, length = some_place(), lot.choice([8, 100, 3000, 30000])
        content = bytes(length) if lot.random() < 0.3 else lot.randbytes(length)
        data[begin:begin + length] = content[:len(data) - begin]
        damage = Damage(f"run of {length}", set(range(begin // size + 1, (begin + length) // size + 2)), 1)
    elif kind == "truncate":
        length = lot.choice([lot.randrange(len(data)), 40000, 100, size, 0, len(data) - 1])
        damage = Damage(f"truncate to {length}", set(range(length // size + 1, count + 1)))
        del data[length:]
    elif kind in ("swap", "double"):
        first, second = some_page(), some_page()
        one, other = data[first * size:(first + 1) * size], data[second * size:(second + 1) * size]
        data[second * size:(second + 1) * size] = one
        if kind == "swap":
            data[first * size:(first + 1) * size] = other
        damage = Damage(f"{kind} pages {first + 1} and {second + 1}", {first + 1, second + 1} if first != second else set())
    elif kind == "zero":
        page = some_page()
        data[page * size:(page + 1) * size] = bytes(size)
        damage = Damage(f"zero page {page + 1}", {page + 1})
    elif kind == "first page":
        places = [lot.randrange(200) for _ in range(lot.choice([1, 3, 20]))]
        for place in places:
            data[place] = lot.randrange(256)
        damage = Damage(f"first page at {sorted(places)}", {1})
    else:  # near the head of a page, where its cells are named, or in the head of a cell
        page = some_page() * size
        cells = int.from_bytes(data[page + 3:page + 5], "big")
        at = page + lot.randrange(12)
        if cells and lot.random() < 0.7:
            pointer = page + 8 + 2 * lot.randrange(min(cells, 1000))
            at = page + int.from_bytes(data[pointer:pointer + 2], "big") + lot.randrange(12)
        places = [place for place in (at, at + 1) if place < len(data)]
        for place in places:
            data[place] = lot.randrange(256)
        damage = Damage(f"cell at {at}", {page // size + 1, min(at, len(data) - 1) // size + 1}, 2)
    path.write_bytes(bytes(data))
    return damage


def damage_column(path, table, column, value, lot):
    """Writes the value where the schema would refuse it, too."""
    connection = sqlite3.connect(path, isolation_level=None)
    schema = connection.execute("SELECT rowid, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    connection.execute("PRAGMA writable_schema = ON")
    for row, sql in schema:
        loose = re.sub(r"\bSTRICT\b,?", "", sql).replace("NOT NULL", "").replace(") , WITHOUT", ") WITHOUT")
        if sql.startswith("CREATE TABLE"):
            connection.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (loose.rstrip().rstrip(","), row))
    connection.execute("PRAGMA writable_schema = RESET")
    connection.close()
    connection = sqlite3.connect(path, isolation_level=None)
    rows = "" if lot.random() < 0.5 else f" WHERE abs(random()) % 3 = 0"
    try:
        changed = connection.execute(f"UPDATE OR IGNORE {table} SET {column} = {value}{rows}").rowcount
    except sqlite3.Error:
        changed = 0
    connection.execute("PRAGMA writable_schema = ON")
    for row, sql in schema:
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (sql, row))
    connection.close()
    return Damage(f"{table}.{column} = {value} in {changed} rows", None, changed)


def damage_log(reader, path, lot):
    """A log that a killed process has left, and of which not all is there."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    if path.name == "reader.db":
        for number in range(30):
            connection.execute(f"INSERT INTO mark({MARK_COLUMNS}) VALUES (?, 0, 'save', '2611.90093', '', 0, '')",
                               (1795520000 + number,))
    else:
        connection.execute("UPDATE paper SET comment = comment || ' more'")
    log = path.parent / (path.name + "-wal")
    content, main = log.read_bytes(), path.read_bytes()
    connection.close()
    path.write_bytes(main)
    data = bytearray(content[:lot.randrange(len(content) + 1)])
    if data and lot.random() < 0.5:
        data[lot.randrange(len(data))] ^= 1 << lot.randrange(8)
    log.write_bytes(bytes(data))
    return Damage(f"log of {len(content)} cut to {len(data)}", set(), 30)


def check_command(run, arguments, damaged):
    """The contract of exit codes and messages."""
    out, err = run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace")
    if run.returncode not in (0, 1, 2, 4, 5):
        raise Finding(f"exit code {run.returncode}: {err[-3000:]}")
    if re.search(r"unexpected error|AddressSanitizer|runtime error|terminate called", err):
        raise Finding(err[-3000:])
    if run.returncode in (1, 2, 5) and arguments[0] != "doctor" and "papercup: " not in err:
        raise Finding(f"exit code {run.returncode} without a message: {err}")
    if run.returncode == 5:
        said = out + err
        other = {"reader.db": "papers.db", "papers.db": "reader.db"}[damaged.name]
        first = next((line for line in said.splitlines() if damaged.name in line or f"{other} is" in line), "")
        if damaged.name not in first:
            raise Finding(f"does not name {damaged.name}: {said[-2000:]}")
        if damaged.name == "reader.db" and re.search(r"reader\.db[^\n]*\n[^\n]*(move (it|the file)|delete|begin anew)", said, re.I):
            raise Finding(f"advice that destroys: {said[-2000:]}")
    return run.returncode, "is damaged" in err or "not a database" in err


def check_salvage(reader, damage, true_marks, mark_pages):
    """Returns how many marks came back; nothing may be made up."""
    path, target = reader.data / "reader.db", reader.home / "salvaged"
    before = {file.name: sha(file) for file in reader.data.iterdir()}
    run = reader.run("doctor", "--salvage", str(target))
    if {file.name: sha(file) for file in reader.data.iterdir()} != before:
        raise Finding(f"salvage changed the damaged files: {run.stderr.decode()}")
    if run.returncode not in (0, 5) or b"unexpected error" in run.stderr:
        raise Finding(f"salvage: {run.returncode} {run.stderr.decode()[-3000:]}")
    leaves_marks = damage.pages is not None and not damage.pages & mark_pages
    if run.returncode == 5:
        if (target / "reader.db").exists() or (target / "reader.db.part").exists():
            raise Finding("a salvage that failed leaves a file")
        if leaves_marks and true_marks:
            raise Finding(f"salvage found nothing: {run.stderr.decode()}")
        return 0
    marks = marks_in(target / "reader.db")
    made_up = marks - true_marks
    if len(made_up) > damage.changed:
        raise Finding(f"salvage made marks up: {sorted(made_up)[:3]}")
    if leaves_marks and not true_marks <= marks:
        raise Finding(f"salvage lost {len(true_marks - marks)} marks of sound pages: {run.stdout.decode()}")
    with sqlite3.connect(target / "reader.db") as connection:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise Finding("what was salvaged is damaged")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Finding("what was salvaged has loose rows")
    for name in reader.data.iterdir():
        if name.name.startswith("reader.db"):
            name.unlink()
    shutil.move(target / "reader.db", path)
    for arguments in (["marks", "export", "-"], ["digest", "--no-fetch", "--peek"], ["mail", "--dry-run"], ["status"]):
        again = reader.run(*arguments)
        if again.returncode != 0:
            raise Finding(f"{arguments} with what was salvaged: {again.returncode} {again.stderr.decode()[-2000:]}")
    return len(marks)


class Trial:
    def __init__(self, program, original, number, seed, combination=None):
        self.original, self.number, self.combination = original, number, combination
        self.lot = random.Random(f"{seed} {number}")
        self.program, self.words = program, ""

    def run(self):
        """Returns (exit codes of commands, marks that a salvage brought back or None)."""
        with tempfile.TemporaryDirectory() as folder:
            home = pathlib.Path(folder) / "home"
            shutil.copytree(self.original.home, home)
            reader = Reader(self.program, home, self.original.is_sanitized)
            reader.watched = self.original.watched
            path = home / "data" / self.lot.choice(["papers.db", "reader.db"])
            if self.combination:
                path = home / "data" / self.combination[0]
                damage = damage_column(path, *self.combination[1:], self.lot)
            elif self.lot.random() < 0.1:
                damage = damage_log(reader, path, self.lot)
            elif self.lot.random() < 0.35:
                table, column = self.lot.choice(tables_of(path))
                damage = damage_column(path, table, column, self.lot.choice(HOSTILE_VALUES), self.lot)
            else:
                damage = damage_bytes(path, self.lot)
            self.words = f"{path.name}: {damage.words}"
            return self.check(reader, path, damage)

    def check(self, reader, path, damage):
        backup = reader.home / "before"
        shutil.copytree(reader.data, backup)
        codes, complaints = {}, []
        for arguments in COMMANDS:
            arguments = [argument.format(home=reader.home) for argument in arguments]
            try:
                run = reader.run(*arguments)
            except subprocess.TimeoutExpired:
                raise Finding(f"{arguments} takes longer than {MOST_SECONDS} s")
            try:
                code, complains = check_command(run, arguments, path)
            except Finding as finding:
                raise Finding(f"{arguments}: {finding}")
            codes[" ".join(arguments[:2])] = code
            if complains:
                complaints.append(f"{arguments}: {run.stderr.decode(errors='replace')[:300]}")
            if arguments == ["doctor"] and complaints and code != 5:
                raise Finding(f"doctor finds nothing of {complaints[0]}: {run.stdout.decode()}")
        if path.name != "reader.db":
            return codes, None
        shutil.rmtree(reader.data)
        shutil.copytree(backup, reader.data)
        return codes, check_salvage(reader, damage, marks_in(self.original.data / "reader.db"),
                                    pages_of(self.original.data / "reader.db", "mark"))


def expect(is_so, what):
    if not is_so:
        raise AssertionError(what)


def check_truncated(original):
    """A reader.db that was cut off: what can be done without it is done, and the printed steps bring its marks back."""
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder) / "home"
        shutil.copytree(original.home, home)
        reader = Reader(original.program, home, original.is_sanitized)
        with open(reader.data / "reader.db", "r+b") as file:
            file.truncate(file.seek(0, 2) // 2)
        with open(reader.data / "papers.db-wal", "ab"):  # one that belongs to no damage
            pass
        for arguments in (["query", "ti:reward"], ["query", "--focus-file", str(SAMPLE / "focus.toml"), "--sort", "score"],
                          ["search", "reward"], ["show", PAPER], ["similar", PAPER], ["import", str(SAMPLE / "2026-11-24.xml")]):
            reader.checked(*arguments)
        run = reader.run("fetch")
        expect(run.returncode == 4 and b"without your marks" in run.stderr, f"fetch: {run}")
        for arguments in (["digest", "--no-fetch"], ["saved"], ["mail"], ["marks", "export", "-"], ["like", PAPER], ["doctor"]):
            run = reader.run(*arguments)
            said = (run.stdout + run.stderr).decode()
            expect(run.returncode == 5 and "reader.db" in said and "--salvage" in said, f"{arguments}: {run}")
        run = reader.checked("doctor", "--salvage", str(home / "salvaged"))
        refused = reader.run("doctor", "--salvage", str(home / "salvaged"))
        expect(refused.returncode == 2 and b"already" in refused.stderr, f"a second salvage: {refused}")
        expect("pages are missing" in run.stdout.decode(), run.stdout)
        steps = "\n".join(line for line in run.stdout.decode().splitlines() if line.startswith("    "))
        subprocess.run(["sh", "-e"], input=steps.encode(), check=True)
        expect((reader.data / "damaged/reader.db").exists(), "the damaged file is kept")
        reader.checked("digest", "--no-fetch", "--peek")
        marks, before = marks_in(reader.data / "reader.db"), marks_in(original.data / "reader.db")
        expect(marks and marks <= before, f"{len(marks)} of {len(before)} marks")
        expect(reader.run("doctor").returncode == 0, "doctor finds something in what was salvaged")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--stores", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first store")
    parser.add_argument("--every-column", action="store_true")
    parser.add_argument("--valgrind", action="store_true", help="run each command on a damaged store in it; slow")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    program = os.path.abspath(options.papercup)
    is_sanitized = b"__asan_init" in pathlib.Path(program).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        original = Reader(program, pathlib.Path(folder) / "home", is_sanitized)
        original.home.mkdir()
        original.make()
        check_truncated(original)
        if options.valgrind:
            original.watched = ["valgrind", "-q", "--error-exitcode=99"]
        trials = [Trial(program, original, options.first + number, options.seed) for number in range(options.stores)]
        if options.every_column:
            combinations = [(name, table, column, value) for name in ("papers.db", "reader.db")
                            for table, column in tables_of(original.data / name) for value in HOSTILE_VALUES]
            trials = [Trial(program, original, number, options.seed, combination)
                      for number, combination in enumerate(combinations)]
        counts, salvages, failures, lock = {}, [], [], threading.Lock()

        def attempt(trial):
            try:
                codes, salvaged = trial.run()
            except Finding as finding:
                with lock:
                    failures.append(f"store {trial.number} ({trial.words}): {finding}")
                    print(failures[-1], flush=True)
                return
            with lock:
                for code in codes.values():
                    counts[code] = counts.get(code, 0) + 1
                if salvaged is not None:
                    salvages.append(salvaged)

        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for result in [pool.submit(attempt, trial) for trial in trials]:
                result.result()
    print(f"{len(trials)} stores, exit codes {dict(sorted(counts.items()))}; {len(salvages)} salvages, of which "
          f"{sum(1 for marks in salvages if marks)} brought marks back; {len(failures)} findings")
    # A test in which nothing is damaged, or nothing is salvaged, would be none.
    is_test = bool(counts.get(5)) and bool(counts.get(0)) and any(salvages)
    if not is_test:
        print("nothing was damaged, or nothing was read")
    sys.exit(1 if failures or not is_test else 0)


if __name__ == "__main__":
    main()
