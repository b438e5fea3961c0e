#!/usr/bin/env python3
"""How the time and memory of ranking grow with stored papers, likes, foci, days and digests: prints a table a kind, as in
bench/SPEED.md.

    bench/growth.py --corpus PAPERS.jsonl[.zst] [--papercup PROGRAM] [--papers 20000,50000,...] [--likes 1,3,...]
                    [--foci 1,5,...] [--days 1,7,...] [--digests 65,...] [--store FOLDER]... [--times 5] [--work FOLDER]

The stores have the last papers of the corpus; --store adds a store that exists, of which papers.db is not written to. The likes are the
last papers before the newest ten days with "language model" in the title, beside a description of a line. Whole processes, medians of
the times and the most memory; the files have been read before, so that they are in the page cache. "Again" is with the scores
that the first run kept. Digests of former days are copies of one that the program recorded. PROGRAM is
build/release/papercup unless given. Needs zstd and sqlite3 of Python; about 3 KB of disk a paper.
"""
import argparse
import glob
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile

import measure

HERE = os.path.dirname(os.path.abspath(__file__))
ABOUT = "Language models: training, evaluation, long contexts and what they know."
LIKES = 30
NEWEST_DAYS = 10


def numbers(text):
    return [int(part) for part in text.split(",") if part]


class Bench:
    def __init__(self, args, work):
        self.args, self.work, self.runs = args, work, 0

    def import_last(self, papers):
        store = os.path.join(self.work, f"last-{papers}")
        if not os.path.exists(store):
            reader = ["zstd", "-dc", self.args.corpus] if self.args.corpus.endswith(".zst") else ["cat", self.args.corpus]
            with subprocess.Popen(reader, stdout=subprocess.PIPE) as lines, \
                    subprocess.Popen(["tail", "-n", str(papers)], stdin=lines.stdout, stdout=subprocess.PIPE) as last:
                subprocess.run([self.args.papercup, "--data", store, "import", "-"], stdin=last.stdout, check=True,
                               stdout=subprocess.DEVNULL)
        return store

    def case(self, store, likes, foci=1):
        """A folder with the store's papers, a reader of its own and a focus, or so many of it."""
        self.runs += 1
        folder = os.path.join(self.work, f"case-{self.runs}")
        os.makedirs(os.path.join(folder, "config", "focus"))
        os.makedirs(os.path.join(folder, "data"))
        os.symlink(os.path.join(os.path.abspath(store), "papers.db"), os.path.join(folder, "data", "papers.db"))
        with sqlite3.connect(f"file:{store}/papers.db?mode=ro", uri=True) as papers:
            count, newest = papers.execute("SELECT count(*), max(announced) FROM paper").fetchone()
            liked = [row[0] for row in papers.execute(
                "SELECT id FROM paper WHERE announced <= ? AND title LIKE '%language model%' ORDER BY announced DESC, key DESC"
                " LIMIT ?", (newest - NEWEST_DAYS, likes + self.args.times + 1))]
        if len(liked) < likes + self.args.times + 1:
            sys.exit(f"{store} has only {len(liked)} papers to like")
        for number in range(foci):
            name = f"bench{number}.toml" if number else "bench.toml"
            with open(os.path.join(folder, "config", "focus", name), "w", encoding="utf-8") as focus:
                focus.write(f"about = {json.dumps(ABOUT)}\nlikes = {json.dumps(liked[:likes])}\n")
        return Case(self.args, folder, count, newest, liked[likes:])


class Case:
    def __init__(self, args, folder, papers, newest, more):
        self.args, self.folder, self.papers, self.newest, self.more = args, folder, papers, newest, more

    def command(self, *arguments):
        return [self.args.papercup, "--data", os.path.join(self.folder, "data"), "--config",
                os.path.join(self.folder, "config"), *arguments]

    def run(self, *arguments):
        with open(os.devnull, "wb") as nowhere:
            return measure.run(self.command(*arguments), nowhere)

    def measured(self, arguments, before=lambda: None):
        runs = []
        for _ in range(self.args.times + 1):
            before()
            runs.append(self.run(*arguments))
        return summary(runs)

    def digest_kept(self):
        return self.measured(["digest", "--focus", "bench", "--no-fetch", "--peek"])

    def digest_after_mark(self):
        # A channel of its own each, so that all have the same papers to show; and the last one's model is kept.
        runs = []
        for number, paper in enumerate(self.more):
            self.run("like", paper, "--focus", "bench")
            runs.append(self.run("digest", "--focus", "bench", "--no-fetch", "--channel", f"channel{number}"))
        return summary(runs)

    def query(self, *more):
        return self.measured(["query", "--focus", "bench", "--sort", "score", "--limit", "20", *more])

    def query_first(self, *more):
        def forget_scores():
            for file in glob.glob(os.path.join(os.environ["XDG_CACHE_HOME"], "papercup", "scores-*")):
                os.remove(file)
        return self.measured(["query", "--focus", "bench", "--sort", "score", "--limit", "20", *more], forget_scores)

    def digest_of_all(self):
        return self.measured(["digest", "--no-fetch", "--peek"])

    def status(self):
        return self.measured(["status"])

    def repeat_digest(self, times):
        """Records the newest digest so many times as one of the terminal, a day earlier each time."""
        self.run("digest", "--no-fetch", "--channel", "bench")
        with sqlite3.connect(os.path.join(self.folder, "data", "reader.db")) as reader:
            columns = {table: [column[1] for column in reader.execute(f"PRAGMA table_info({table})")]
                       for (table,) in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
            parts = [table for table, names in columns.items() if table.startswith("digest_") and "digest" in names]
            (number,) = reader.execute("SELECT max(number) FROM digest").fetchone()
            for past in range(1, times + 1):
                rest = [name for name in columns["digest"] if name not in ("number", "channel", "day", "shown")]
                copy = reader.execute(
                    f"INSERT INTO digest(channel, day, shown, {', '.join(rest)}) SELECT 'terminal', day - ?, shown - 86400 * ?,"
                    f" {', '.join(rest)} FROM digest WHERE number = ?", (past, past, number)).lastrowid
                for table in parts:
                    others = ", ".join(name for name in columns[table] if name != "digest")
                    reader.execute(f"INSERT INTO {table}(digest, {others}) SELECT ?, {others} FROM {table} WHERE digest = ?", (copy, number))

    def similar(self):
        return self.measured(["similar", self.more[0], "--limit", "20"])

    def done(self):
        shutil.rmtree(self.folder)


def summary(runs):
    """The median of the seconds and the most of the megabytes, without the first run, which reads the files."""
    return statistics.median(seconds for seconds, _ in runs[1:]), max(megabytes for _, megabytes in runs[1:])


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def shown(measured):
    seconds, megabytes = measured
    return f"{seconds:.3f} s, {megabytes:.0f} MB"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--papercup", default=os.path.join(HERE, "..", "build", "release", "papercup"))
    parser.add_argument("--papers", type=numbers, default=[20_000, 50_000, 100_000, 196_500])
    parser.add_argument("--likes", type=numbers, default=[1, 3, 10, 30, 100, 300])
    parser.add_argument("--foci", type=numbers, default=[1, 5, 20])
    parser.add_argument("--days", type=numbers, default=[1, 7, 30, 90, 365])
    parser.add_argument("--digests", type=numbers, default=[65, 260, 1300])
    parser.add_argument("--store", action="append", default=[])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--work")
    args = parser.parse_args()
    args.papercup = os.path.abspath(args.papercup)
    work = args.work or tempfile.mkdtemp(prefix="growth-")
    os.makedirs(work, exist_ok=True)
    for name in [name for name in os.environ if name.startswith("PAPERCUP_")]:
        del os.environ[name]
    os.environ["XDG_CACHE_HOME"] = os.path.join(work, "cache")
    bench = Bench(args, work)
    stores = [bench.import_last(papers) for papers in args.papers]

    row("papers", "digest, model kept", "digest after a like", "query --sort score", "again", "similar")
    row(*["---"] * 6)
    for store in stores + args.store:
        case = bench.case(store, LIKES)
        after = case.digest_after_mark()
        row(f"{case.papers:,}", shown(case.digest_kept()), shown(after), shown(case.query_first()), shown(case.query()),
            shown(case.similar()))
        case.done()
    print()
    row("likes", "digest, model kept", "digest after a like", "query --sort score", "again")
    row(*["---"] * 5)
    for likes in args.likes:
        case = bench.case(stores[-1], likes)
        after = case.digest_after_mark()
        row(likes, shown(case.digest_kept()), shown(after), shown(case.query_first()), shown(case.query()))
        case.done()
    print()
    row("foci", "digest, models kept", "status")
    row(*["---"] * 3)
    for foci in args.foci:
        case = bench.case(stores[-1], LIKES, foci)
        row(foci, shown(case.digest_of_all()), shown(case.status()))
        case.done()
    print()
    row("digests shown", "digest, models kept, 5 foci", "status")
    row(*["---"] * 3)
    for digests in args.digests:
        case = bench.case(stores[-1], LIKES, 5)
        case.repeat_digest(digests)
        row(digests, shown(case.digest_of_all()), shown(case.status()))
        case.done()
    print()
    row("days", "query --sort score --since", "digest --since")
    row(*["---"] * 3)
    case = bench.case(stores[-1], LIKES)
    case.digest_after_mark()
    for days in args.days:
        since = ["--since", sqlite3.connect(":memory:").execute(
            "SELECT date(?, 'unixepoch')", ((case.newest - days + 1) * 86400,)).fetchone()[0]]
        row(days, shown(case.query_first(*since)),
            shown(case.measured(["digest", "--focus", "bench", "--no-fetch", "--peek", *since])))
    case.done()
    if not args.work:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
