#!/usr/bin/python3
"""Measures how well a ranker finds the papers that real readers picked, day by day.

For every topic (a public reading list: its description and its picks, in order of announcement):
  - the earliest 40 % of the picks are the training pool; k of them (drawn with a fixed seed) are the likes;
  - the as-of day T is the announcement day of the last pick in the pool: nothing announced later may be used;
  - every later day with at least one pick is a test day (the first 60): all papers announced that day are
    ranked, and the picks should be on top.
Per test day: AUC, recall@10 (= hits in the top 10 / min(10, picks)), nDCG@10. Averaged over days, then topics.
k = 0 means that only the description (`about`) is known. A list with fewer than --min-days test days at a k is left out there.

  rank_quality.py baseline --corpus C --topics T --out B.json         arxiv-sanity-lite's published recipe, in scikit-learn
  rank_quality.py run --papercup BIN --corpus C --topics T --baseline B.json [--k 0,1,3,10,30] [--json OUT]
  rank_quality.py pool --topics T... --results OUT...                 tables of what several runs with --json found

--topics takes several files, and --baseline as many. With --draws N the k likes are drawn N times and everything is averaged,
for the baseline as well (k = 0 has one draw). With --no-authors both see the papers without authors, for lists that are one
author's own later papers.

With --window 5,20 a ranker has only what a reader has who began to fetch shortly before T: the papers of the last 5, and of
the last 20, days with lists up to T, and the likes, as if fetched by their ids. `all` is everything before T, the default.
(A baseline with windows learns from these papers only, but its vocabulary is of the whole corpus, which favours it.)

With --half tune|verify only one half of the topics, to tune on one and to judge by the other. Lists of one source, or that share
a tenth of the shorter one, are in one half (rank_lists.py). The halves are of all lists of --among (by default of --topics): to
have the same ones in every run, name all files there. `pool` prints tables of all lists and of either half (pooled_tables.py):
the ratio of the means with a 95 % interval from drawing lists, the lists won and lost, the ratio of misses, the ratio on lists
where the baseline has less than 0.9, nDCG@10, and the five worst lists.

The program under test is driven only through its command line:
  BIN --data DIR import C                                              (once; with windows once a topic and window)
  BIN --data DIR query --focus-file F --as-of T --since D1 --until D2 --sort score --limit 0 --format jsonl --fields id,announced,score
where F is a focus file with `name`, `about`, `likes`; D1 and D2 lie after T, and every paper announced from D1 to D2 is in the answer.
Needs zstd and Debian's python3-numpy; `baseline` also needs python3-sklearn.
"""
import argparse
import collections
import concurrent.futures
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import numpy as np

import peer_recipe
import pooled_tables
import rank_lists
from window_stores import WindowStores

MIN_CANDIDATES, MAX_DAYS, POOL_SHARE = 100, 60, 0.4
ALL = "all"  # the window that begins with the corpus


def read_lines(path):
    if path.endswith(".zst"):
        return subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout
    return open(path, encoding="utf-8")


class Corpus:
    """Papers ordered by day of announcement and id; a row is a place in that order."""

    def __init__(self, path, has_authors=True):
        papers, self.categories = [], {}
        for line in read_lines(path):
            paper = json.loads(line)
            self.categories[paper["id"]] = paper["categories"]
            if not has_authors:
                paper["authors"] = []
                line = json.dumps(paper) + "\n"
            papers.append((paper["announced"], paper["id"], line))
        papers.sort()
        self.ids = [p[1] for p in papers]
        self.lines = [p[2] for p in papers]
        self.row = {identifier: i for i, identifier in enumerate(self.ids)}
        self.day_names, self.day = np.unique([p[0] for p in papers], return_inverse=True)
        self.rows_of_day = np.split(np.arange(len(papers)), np.flatnonzero(np.diff(self.day)) + 1)


def split(corpus, picks, k, draw=0):
    """rows of the k likes, index of day T, {test day: rows of its picks}"""
    rows = sorted(corpus.row[i] for i in picks if i in corpus.row)
    pool = rows[: max(int(len(rows) * POOL_SHARE), k)]
    chosen = np.random.RandomState(draw).choice(len(pool), min(k, len(pool)), replace=False) if k else []
    last = int(corpus.day[pool[-1]])
    tests = collections.defaultdict(list)
    for r in rows:
        if corpus.day[r] > last and len(corpus.rows_of_day[corpus.day[r]]) >= MIN_CANDIDATES:
            tests[int(corpus.day[r])].append(r)
    return [pool[i] for i in sorted(chosen)], last, dict(sorted(tests.items())[:MAX_DAYS])


def day_metrics(scores, is_pick):
    order = np.argsort(-scores, kind="stable")
    hits = is_pick[order]
    n_pick, n = int(is_pick.sum()), len(scores)
    ranks = np.flatnonzero(hits)
    auc = 1 - (ranks - np.arange(n_pick)).mean() / (n - n_pick)
    ideal = (1 / np.log2(np.arange(2, 2 + min(10, n_pick)))).sum()
    return auc, hits[:10].sum() / min(10, n_pick), (hits[:10] / np.log2(np.arange(2, 12))).sum() / ideal


def evaluate(corpus, tests, score_rows):
    """score_rows(day index, rows) -> array of scores; ties are broken by arrival order, as given"""
    out = []
    for day, picks in tests.items():
        rows = corpus.rows_of_day[day]
        out.append(day_metrics(np.asarray(score_rows(day, rows), dtype=float), np.isin(rows, picks)))
    return [float(x) for x in np.mean(out, axis=0)]


def first_row(corpus, last, window):
    return 0 if window == ALL else int(corpus.rows_of_day[max(last + 1 - window, 0)][0])


def result_key(name, k, window):
    return f"{name}/{k}" + ("" if window == ALL else f"@{window}")


def cases(args, corpus, topics):
    """(topic, k) for which there is something to learn from and to judge by"""
    return [(t, k) for t in topics for k in args.k
            if (k > 0 or t["about"]) and len(split(corpus, t["picks"], k)[2]) >= args.min_days]


def draws(args, k):
    return range(args.draws if k > 0 else 1)


def mean_of(measures):
    return [float(value) for value in np.mean(measures, axis=0)]


def baseline(args, corpus, topics):
    started = time.time()
    vectorizer = peer_recipe.vectorizer()
    x = vectorizer.fit_transform(peer_recipe.text(json.loads(line)) for line in corpus.lines).astype(np.float32)
    print(f"features: {x.shape[0]} papers, {time.time() - started:.0f} s", file=sys.stderr)
    results = {}
    for t, k in cases(args, corpus, topics):
        for window in args.window:
            found = []
            for draw in draws(args, k):
                likes, last, tests = split(corpus, t["picks"], k, draw)
                if k == 0:
                    w = peer_recipe.learn_from_description(vectorizer, t["about"])
                else:
                    first = first_row(corpus, last, window)
                    known = [r for r in likes if r < first] + list(range(first, int(np.searchsorted(corpus.day, last + 1))))
                    w = peer_recipe.learn_from_likes(x[known], np.searchsorted(known, likes))
                found.append(evaluate(corpus, tests, lambda day, rows: x[rows] @ w))
            key = result_key(t["name"], k, window)
            results[key] = mean_of(found)
            print(key, *("%.3f" % v for v in results[key]), file=sys.stderr, flush=True)
    with open(args.out, "w") as out:
        json.dump(results, out, indent=0)


class Run:
    """One program on one corpus, driven through its command line."""

    def __init__(self, args, corpus, work):
        self.args, self.corpus, self.work = args, corpus, work
        self.stores = WindowStores(args.papercup, corpus, os.path.join(work, "windows-without-authors" if args.no_authors else "windows"))
        self.data = os.path.join(work, "data-without-authors" if args.no_authors else "data")
        self.spent = []

    def import_everything(self):
        if os.path.exists(self.data):
            return
        started, fresh = time.time(), tempfile.mkdtemp(prefix="import-", dir=self.work)
        source = self.args.corpus
        if self.args.no_authors:
            source = os.path.join(self.work, "corpus.jsonl")
            with open(source, "w", encoding="utf-8") as file:
                file.writelines(self.corpus.lines)
        subprocess.run([self.args.papercup, "--data", fresh, "import", source], check=True, stdout=subprocess.DEVNULL)
        os.rename(fresh, self.data)
        print(f"import: {time.time() - started:.1f} s", file=sys.stderr)

    def topic(self, topic):
        """{(k, window): metrics}"""
        found = collections.defaultdict(list)
        for _, k in cases(self.args, self.corpus, [topic]):
            for draw in draws(self.args, k):
                likes, last, tests = split(self.corpus, topic["picks"], k, draw)
                windows = [w for w in self.args.window if w != ALL]
                stores = self.stores.build(last, list(tests), windows) if windows else {}
                for window in self.args.window:
                    with self._store(stores, window, likes, last) as data:
                        score = self._query(data, topic, k, likes, last, tests)
                    found[k, window].append(evaluate(
                        self.corpus, tests, lambda day, rows: [score[self.corpus.ids[r]] for r in rows]))
        print(topic["name"], file=sys.stderr, flush=True)
        return {case: mean_of(measures) for case, measures in found.items()}

    def _store(self, stores, window, likes, last):
        if window == ALL:
            return contextlib.nullcontext(self.data)
        older = [r for r in likes if r < first_row(self.corpus, last, window)]
        return self.stores.with_papers(stores[window], older)

    def _query(self, data, topic, k, likes, last, tests):
        names = self.corpus.day_names
        with tempfile.NamedTemporaryFile("w", suffix=".toml", dir=self.work, encoding="utf-8") as focus:
            focus.write(f'name = {json.dumps(topic["name"])}\n'
                        f'about = {json.dumps(topic["about"] if k == 0 or self.args.about else "")}\n'
                        f'likes = {json.dumps([self.corpus.ids[r] for r in likes])}\n')
            focus.flush()
            started = time.time()
            answer = subprocess.run(
                [self.args.papercup, "--data", data, "query", "--focus-file", focus.name, "--as-of", str(names[last]),
                 "--since", str(names[min(tests)]), "--until", str(names[max(tests)]), "--sort", "score",
                 "--limit", "0", "--format", "jsonl", "--fields", "id,announced,score"],
                stdout=subprocess.PIPE, text=True, check=True)
            self.spent.append(time.time() - started)
        score = {d["id"]: d["score"] for d in map(json.loads, answer.stdout.splitlines())}
        missing = sum(self.corpus.ids[r] not in score for d in tests for r in self.corpus.rows_of_day[d])
        if missing:
            sys.exit(f'{topic["name"]}: {missing} candidates are missing from the answer')
        return score


def print_table(args, window, table, note):
    """The means of a window's rows, {k: [(topic, metrics, baseline's metrics or None)]}; returns them for --json."""
    if args.window != [ALL]:
        print(f"\nstored: {'everything' if window == ALL else f'the last {window} days with lists up to T, and the likes'}{note}")
    print(f"{'k':>3} {'topics':>6}  {'AUC':>6} {'rec@10':>6} {'nDCG':>6}   baseline: {'AUC':>6} {'rec@10':>6} {'nDCG':>6}   recall ratio [95 %]")
    report = {}
    for k in sorted(table):
        known = [pooled_tables.Row(n, g, b) for n, g, b in table[k] if b]
        ours = mean_of([g for _, g, b in table[k] if b or not known])
        report[k] = {"ours": ours}
        line = f"{k:>3} {len(known or table[k]):>6}  {ours[0]:.4f} {ours[1]:.4f} {ours[2]:.4f}"
        if known:
            base = mean_of([row.peer for row in known])
            low, high = pooled_tables.interval(known, pooled_tables.RECALL)
            report[k] |= {"baseline": base, "ratio": ours[1] / base[1], "ratio_low": low, "ratio_high": high}
            line += (f"             {base[0]:.4f} {base[1]:.4f} {base[2]:.4f}   {ours[1] / base[1]:.3f} [{low:.3f}, {high:.3f}]")
        print(line)
        if known and len(known) < len(table[k]):
            print(f"    without {len(table[k]) - len(known)} topics that the baseline does not have at this k")
    return {"k": report, "topics": {f"{n}/{k}": [g, b] for k in table for n, g, b in table[k]}}


def run(args, corpus, topics):
    work = args.work or tempfile.mkdtemp(prefix="rank-quality-")
    os.makedirs(work, exist_ok=True)
    runner = Run(args, corpus, work)
    if ALL in args.window:
        runner.import_everything()
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        found = list(pool.map(runner.topic, topics))
    known = merged(args.baseline)
    report = {}
    for window in args.window:
        # Where the baseline was not measured with this window it is that of everything stored.
        has_window = all(result_key(t["name"], k, window) in known for t, k in cases(args, corpus, topics))
        table = collections.defaultdict(list)
        for t, results in zip(topics, found):
            for k in (k for k, w in results if w == window):
                base = known.get(result_key(t["name"], k, window if has_window else ALL))
                table[k].append((t["name"], results[k, window], base))
        note = "" if has_window or not known else "; the baseline has everything before T"
        report[str(window)] = print_table(args, window, table, note)
    print(f"query: median {np.median(runner.spent):.2f} s, max {max(runner.spent):.2f} s over {len(runner.spent)} calls"
          + (f", {args.jobs} at a time" if args.jobs > 1 else ""))
    if args.json:
        with open(args.json, "w") as out:
            outside = [t["name"] for t in topics
                       if rank_lists.is_outside_computer_science(t["picks"], corpus.categories)]
            json.dump({"query_median_s": float(np.median(runner.spent)), "outside": outside, "windows": report}, out, indent=1)
    if not args.work:
        shutil.rmtree(work)


def merged(paths):
    together = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            together |= json.load(file)
    return together


def read_lists(paths):
    lists = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            lists += json.load(file)
    return lists


def pool(args, lists):
    """Prints tables of results that runs with --json left, for each window and kind of lists."""
    kind = {entry["name"]: rank_lists.kind_of(entry) for entry in lists}
    rows, outside = collections.defaultdict(list), set()
    for path in args.results:
        with open(path, encoding="utf-8") as file:
            results = json.load(file)
        outside |= set(results["outside"])
        for window, found in results["windows"].items():
            for key, (ours, peer) in found["topics"].items():
                name, k = key.rsplit("/", 1)
                if peer and name in kind:
                    rows[window, kind[name]].append((int(k), pooled_tables.Row(name, ours, peer)))
    half_of = rank_lists.halves(lists)
    for (window, of_kind), found in sorted(rows.items()):
        print(f"## {of_kind}" + ("" if window == ALL else f", the last {window} days stored") + "\n")
        print(pooled_tables.tables(found, half_of, outside))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("mode", choices=["baseline", "run", "pool"])
    ap.add_argument("--corpus")
    ap.add_argument("--topics", required=True, nargs="+")
    ap.add_argument("--k", default="0,1,3,10,30", type=lambda s: [int(v) for v in s.split(",")])
    ap.add_argument("--window", default=[ALL], type=lambda s: [v if v == ALL else int(v) for v in s.split(",")],
                    help="days with lists that are stored before T, e.g. 5,20,all")
    ap.add_argument("--half", choices=rank_lists.HALVES, help="one half of the topics")
    ap.add_argument("--among", nargs="+", default=[], help="the files of all lists, of which the halves are")
    ap.add_argument("--min-days", type=int, default=1, help="topics with fewer test days are left out")
    ap.add_argument("--draws", type=int, default=1, help="draws of the likes to average")
    ap.add_argument("--no-authors", action="store_true", help="papers without authors, for both")
    ap.add_argument("--jobs", type=int, default=1, help="topics at a time")
    ap.add_argument("--out")
    ap.add_argument("--papercup")
    ap.add_argument("--baseline", nargs="+", default=[])
    ap.add_argument("--results", nargs="+", help="what runs wrote with --json")
    ap.add_argument("--work", help="folder that keeps the imported stores between runs (to be removed when imports change)")
    ap.add_argument("--about", action="store_true", help="give the description also where k > 0")
    ap.add_argument("--json")
    args = ap.parse_args()
    needed = {"baseline": ["corpus", "out"], "run": ["corpus", "papercup"], "pool": ["results"]}[args.mode]
    for option in needed:
        if not getattr(args, option):
            ap.error(f"{args.mode} needs --{option}")
    topics = read_lists(args.topics)
    if args.half:
        half_of = rank_lists.halves(read_lists(args.among or args.topics))
        topics = [t for t in topics if half_of.get(t["name"]) == args.half]
    if args.mode == "pool":
        pool(args, topics)
    else:
        (baseline if args.mode == "baseline" else run)(args, Corpus(args.corpus, not args.no_authors), topics)


if __name__ == "__main__":
    main()
