#!/usr/bin/env python3
"""What the commands of a day take with one focus, by one program or by two in turn: prints a table as in bench/SPEED.md.

    bench/daily.py --store FOLDER --topics TOPICS.json [--papercup PROGRAM] [--than PROGRAM [--than-store FOLDER]]
                   [--times 9] [--foci N] [--work FOLDER]

FOLDER holds a papers.db, of which each program gets a copy; one that knows an older schema needs a store of its own
(--than-store). The focus is the first topic of TOPICS.json (see rank_quality.py)
that has 40 picks or more: its description and the first 30 as likes; with --foci there are so many of it. Whole processes with
their start, medians; the first run of each is not counted. "After a like" and "after an import" count the digest alone, not
the like, nor the import of one paper. With --than the last column is the median of the ratios of the times, and says
whether both printed the same. Run it on a machine that does nothing else.
"""
import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
LIKES = 30
PEEK = ["digest", "--no-fetch", "--peek"]
NEW_PAPER = {"title": "A paper that is new", "abstract": "It came with the last list.", "authors": ["Ada Byron"], "categories": ["cs.LG"]}


class Reader:
    """A reader with a program, a copy of the store, foci and a cache folder."""

    def __init__(self, program, store, focus, foci, folder):
        self.program, self.folder, self.imports = os.path.abspath(program), folder, 0
        os.makedirs(os.path.join(folder, "config", "focus"))
        os.makedirs(os.path.join(folder, "data"))
        shutil.copy(os.path.join(store, "papers.db"), os.path.join(folder, "data", "papers.db"))
        for number in range(foci):
            with open(os.path.join(folder, "config", "focus", f"focus{number}.toml"), "w", encoding="utf-8") as file:
                file.write(focus)
        self.environment = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8"}

    def run(self, arguments):
        started = time.perf_counter()
        process = subprocess.Popen([self.program, "--data", os.path.join(self.folder, "data"), "--config", os.path.join(self.folder, "config"),
                                    *arguments], env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT)
        printed = process.stdout.read()
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{self.program} {' '.join(arguments)}: {printed.decode(errors='replace')}")
        return time.perf_counter() - started, usage.ru_maxrss / 1024, printed

    def import_paper(self, day):
        self.imports += 1
        file = os.path.join(self.folder, "new.jsonl")
        with open(file, "w", encoding="utf-8") as lines:
            lines.write(json.dumps({"id": f"2611.9{self.imports:04}", "announced": day, **NEW_PAPER}) + "\n")
        self.run(["import", file])


def focus_of(topics):
    for topic in topics:
        if len(topic["picks"]) >= LIKES + 10 and topic.get("about"):
            picks = [pick if isinstance(pick, str) else pick["id"] for pick in topic["picks"]]
            about = json.dumps(topic["about"])
            return f"about = {about}\ncategories = [\"cs.LG\", \"cs.CV\", \"cs.CL\"]\nlikes = {json.dumps(picks[:LIKES])}\n", picks[LIKES:]
    sys.exit("no topic has enough picks")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True)
    parser.add_argument("--topics", required=True)
    parser.add_argument("--papercup", default=os.path.join(HERE, "..", "build", "release", "papercup"))
    parser.add_argument("--than")
    parser.add_argument("--than-store")
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--foci", type=int, default=1)
    parser.add_argument("--work")
    args = parser.parse_args()
    with open(args.topics, encoding="utf-8") as file:
        loaded = json.load(file)
    focus, others = focus_of(loaded if isinstance(loaded, list) else loaded["topics"])
    with tempfile.TemporaryDirectory(prefix="daily-", dir=args.work) as work:
        programs = [args.papercup] + ([args.than] if args.than else [])
        stores = [args.store, args.than_store or args.store]
        readers = [Reader(program, store, focus, args.foci, os.path.join(work, str(i)))
                   for i, (program, store) in enumerate(zip(programs, stores))]
        last = readers[0].run(["query", "--sort", "date", "--limit", "1", "--format", "jsonl", "--fields", "announced"])[2]
        day = re.search(rb"\d{4}-\d\d-\d\d", last).group().decode()
        name = ["--focus", "focus0"]
        marks = iter(others)

        def nothing(reader):
            del reader

        def like(reader):
            reader.run(["like", liked, *name])

        def new_paper(reader):
            reader.import_paper(day)

        cases = [
            ("`--version`", ["--version"], nothing),
            ("`status`", ["status"], nothing),
            ("`digest --peek`, in a pipe, asked again", PEEK, nothing),
            ("the same with `--as-of` the last day", [*PEEK, "--as-of", day], nothing),
            ("`digest --peek` after an import", PEEK, new_paper),
            ("`digest --peek` after a like", PEEK, like),
            ("`why`, asked again", ["why", others[-1], *name], nothing),
            ("`query --sort score`, all papers, asked again", ["query", *name, "--sort", "score", "--limit", "10"], nothing),
            ("`similar`", ["similar", others[-1]], nothing),
        ]
        print("| command | " + " | ".join("median, most memory" for _ in readers) + (" | ratio |" if args.than else " |"))
        print("|" + "---|" * (len(readers) + (2 if args.than else 1)))
        for title, arguments, prepare in cases:
            runs = [[] for _ in readers]
            same = True
            for _ in range(args.times + 1):
                liked = next(marks) if prepare is like else None
                for reader, its in zip(readers, runs):
                    prepare(reader)
                    its.append(reader.run(arguments))
                same = same and len({its[-1][2] for its in runs}) == 1
            shown = [f"{1000 * statistics.median(run[0] for run in its[1:]):.0f} ms, {max(run[1] for run in its):.0f} MB" for its in runs]
            if args.than:
                ratio = statistics.median(new[0] / old[0] for new, old in zip(runs[0][1:], runs[1][1:]))
                shown.append(f"{ratio:.2f}, {'the same' if same else 'OTHER OUTPUT'}")
            print(f"| {title} | " + " | ".join(shown) + " |", flush=True)


if __name__ == "__main__":
    main()
