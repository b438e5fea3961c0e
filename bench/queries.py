#!/usr/bin/env python3
"""What questions to a store take, by one program or by two in turn: prints a table as in bench/SPEED.md.

    bench/queries.py --store FOLDER [--papercup PROGRAM] [--than PROGRAM [--than-store FOLDER]] [--times 9] [--focus FILE]

FOLDER holds a papers.db. With --than, each question is asked of both programs in turn, so that what else the machine
does falls on both; the last column is the median of the ratios of their processor times, and says whether they printed
the same. A program that knows an older schema needs a store of its own (--than-store). Whole processes with their start,
medians of the times and the most memory; the first run of each is not counted. With a focus file, what it scores is
asked for too.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
QUESTIONS = [
    ["--version"],
    ["search", "sagittarius"],
    ["search", "sagittarius", "--limit", "1"],
    ["search", "qubit", "rydberg"],
    ["search", "sagittarius", "-model"],
    ["search", "the", "sagittarius"],
    ["search", "sagittarius", "--category", "astro-ph.GA"],
    ["search", "sagittarius", "--since", "2026-01-01"],
    ["search", "the", "model"],
    ["query", "cat:math.HO", "--format", "ids"],
    ["query", "--category", "math.HO"],
    ["query", "cat:cs.LG AND abs:rydberg"],
    ["query", "(cat:cs.LG OR cat:quant-ph) AND abs:rydberg AND NOT ti:atom"],
    ["query", "au:smith_j"],
    ["query", 'au:"Smith, J" AND abs:galaxy'],
    ["query", "id:2606.0001*"],
    ["query", "announced:[20260601 TO 20260601] AND cat:cs.LG"],
    ["query", "submittedDate:[20260601 TO 20260602] AND cat:cs.*"],
    ["query", "sagittarius", "--sort", "relevance"],
    ["query", "--has", "code"],
    ["query", "--has", "promise"],
    ["query", "--has", "venue", "--has", "data", "--format", "ids"],
    ["query", "--has", "replication", "--category", "cs.LG"],
]


class Asked:
    """The runs of one program."""

    def __init__(self, program, store, config):
        self.program, self.store, self.config, self.runs, self.printed = program, store, config, [], set()

    def ask(self, question):
        started = time.perf_counter()
        process = subprocess.Popen([self.program, "--data", self.store, "--config", self.config, *question],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        printed = process.stdout.read()
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{self.program} {' '.join(question)}: {printed.decode(errors='replace')}")
        self.printed.add(printed)
        self.runs.append((time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))

    def shown(self):
        runs = self.runs[1:]
        return (f"{statistics.median(run[0] for run in runs):.3f} s, {statistics.median(run[1] for run in runs):.3f} s, "
                f"{max(run[2] for run in runs):.0f} MB")


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def measure(question, programs, times):
    asked = [Asked(*program) for program in programs]
    for _ in range(times + 1):
        for one in asked:
            one.ask(question)
    cells = ["`" + " ".join(question) + "`", *(one.shown() for one in asked)]
    if len(asked) == 2:
        ratio = statistics.median(new[1] / old[1] for new, old in zip(asked[0].runs[1:], asked[1].runs[1:]))
        same = "the same" if asked[0].printed == asked[1].printed else "OTHER OUTPUT"
        cells.append(f"{ratio:.2f}, {same}")
    row(*cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True)
    parser.add_argument("--papercup", default=os.path.join(HERE, "..", "build", "release", "papercup"))
    parser.add_argument("--than")
    parser.add_argument("--than-store")
    parser.add_argument("--focus")
    parser.add_argument("--times", type=int, default=9)
    args = parser.parse_args()
    for name in [name for name in os.environ if name.startswith("PAPERCUP_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="queries-") as config:
        programs = [(os.path.abspath(args.papercup), args.store, config)]
        if args.than:
            programs.append((os.path.abspath(args.than), args.than_store or args.store, config))
        some = subprocess.run([*programs[0][:1], "--data", args.store, "--config", config, "query", "--sort", "id", "--limit", "1",
                               "--format", "ids"], check=True, capture_output=True, text=True).stdout.strip()
        questions = QUESTIONS + [["similar", some], ["similar", some, "--category", "cs.LG"]]
        if args.focus:
            questions.append(["query", "--focus-file", os.path.abspath(args.focus), "--sort", "score"])
        row("question", *("wall, processor, memory" for _ in programs), *(["ratio"] if args.than else []))
        row(*["---"] * (len(programs) + (2 if args.than else 1)))
        for question in questions:
            measure(question, programs, args.times)


if __name__ == "__main__":
    main()
