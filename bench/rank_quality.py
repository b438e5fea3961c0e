#!/usr/bin/python3
"""Measures how well a ranker finds the papers that real readers picked, day by day.

For every topic (a public reading list: its description and its picks, in order of announcement):
  - the earliest 40 % of the picks are the training pool; k of them (drawn with a fixed seed) are the likes;
  - the as-of day T is the announcement day of the last pick in the pool: nothing announced later may be used;
  - every later day with at least one pick is a test day (the first 60): all papers announced that day are
    ranked, and the picks should be on top.
Per test day: AUC, recall@10 (= hits in the top 10 / min(10, picks)), nDCG@10. Averaged over days, then topics.
k = 0 means that only the description (`about`) is known.

  rank_quality.py baseline --corpus C --topics T --out B.json         arxiv-sanity-lite's published recipe, in scikit-learn
  rank_quality.py run --papercup BIN --corpus C --topics T --baseline B.json [--k 0,1,3,10,30] [--json OUT]

With --window 5,20 a ranker has only what a reader has who began to fetch shortly before T: the papers of the last 5, and of
the last 20, days with lists up to T, and the likes, as if fetched by their ids. `all` is everything before T, the default.
(A baseline with windows learns from these papers only, but its vocabulary is of the whole corpus, which favours it.)

With --half a|b only one half of the topics, by a hash of their names: to tune on one and to judge on the other.

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
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import numpy as np

import peer_recipe
from window_stores import WindowStores

MIN_CANDIDATES, MAX_DAYS, POOL_SHARE = 100, 60, 0.4
ALL = "all"  # the window that begins with the corpus


def read_lines(path):
    if path.endswith(".zst"):
        return subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout
    return open(path, encoding="utf-8")


class Corpus:
    """Papers ordered by day of announcement and id; a row is a place in that order."""

    def __init__(self, path):
        papers = []
        for line in read_lines(path):
            paper = json.loads(line)
            papers.append((paper["announced"], paper["id"], line))
        papers.sort()
        self.ids = [p[1] for p in papers]
        self.lines = [p[2] for p in papers]
        self.row = {identifier: i for i, identifier in enumerate(self.ids)}
        self.day_names, self.day = np.unique([p[0] for p in papers], return_inverse=True)
        self.rows_of_day = np.split(np.arange(len(papers)), np.flatnonzero(np.diff(self.day)) + 1)


def split(corpus, picks, k):
    """rows of the k likes, index of day T, {test day: rows of its picks}"""
    rows = sorted(corpus.row[i] for i in picks if i in corpus.row)
    pool = rows[: max(int(len(rows) * POOL_SHARE), k)]
    chosen = np.random.RandomState(0).choice(len(pool), min(k, len(pool)), replace=False) if k else []
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


def cases(args, topics):
    return [(t, k) for t in topics for k in args.k if k > 0 or t["about"]]


def baseline(args, corpus, topics):
    started = time.time()
    vectorizer = peer_recipe.vectorizer()
    x = vectorizer.fit_transform(peer_recipe.text(json.loads(line)) for line in corpus.lines).astype(np.float32)
    print(f"features: {x.shape[0]} papers, {time.time() - started:.0f} s", file=sys.stderr)
    results = {}
    for t, k in cases(args, topics):
        likes, last, tests = split(corpus, t["picks"], k)
        for window in args.window:
            if k == 0:
                w = peer_recipe.learn_from_description(vectorizer, t["about"])
            else:
                first = first_row(corpus, last, window)
                known = [r for r in likes if r < first] + list(range(first, int(np.searchsorted(corpus.day, last + 1))))
                w = peer_recipe.learn_from_likes(x[known], np.searchsorted(known, likes))
            key = result_key(t["name"], k, window)
            results[key] = evaluate(corpus, tests, lambda day, rows: x[rows] @ w)
            print(key, *("%.3f" % v for v in results[key]), file=sys.stderr, flush=True)
    with open(args.out, "w") as out:
        json.dump(results, out, indent=0)


def bootstrap_ratio(rows, draws=2000):
    """95 % interval of the ratio of mean recall@10, resampling topics in pairs"""
    if not all(b for _, _, b in rows):
        return float("nan"), float("nan")
    pairs = np.array([(g[1], b[1]) for _, g, b in rows])
    picks = np.random.RandomState(1).randint(0, len(pairs), (draws, len(pairs)))
    sums = pairs[picks].sum(axis=1)
    return tuple(float(v) for v in np.percentile(sums[:, 0] / sums[:, 1], [2.5, 97.5]))


class Run:
    """One program on one corpus, driven through its command line."""

    def __init__(self, args, corpus, work):
        self.args, self.corpus, self.work = args, corpus, work
        self.stores = WindowStores(args.papercup, corpus, os.path.join(work, "windows"))
        self.spent = []

    def import_everything(self):
        data = os.path.join(self.work, "data")
        if os.path.exists(data):
            return
        started, fresh = time.time(), tempfile.mkdtemp(prefix="import-", dir=self.work)
        subprocess.run([self.args.papercup, "--data", fresh, "import", self.args.corpus], check=True, stdout=subprocess.DEVNULL)
        os.rename(fresh, data)
        print(f"import: {time.time() - started:.1f} s", file=sys.stderr)

    def topic(self, topic):
        """{(k, window): metrics}"""
        found = {}
        for _, k in cases(self.args, [topic]):
            likes, last, tests = split(self.corpus, topic["picks"], k)
            windows = [w for w in self.args.window if w != ALL]
            stores = self.stores.build(last, list(tests), windows) if windows else {}
            for window in self.args.window:
                with self._store(stores, window, likes, last) as data:
                    score = self._query(data, topic, k, likes, last, tests)
                found[k, window] = evaluate(
                    self.corpus, tests, lambda day, rows: [score[self.corpus.ids[r]] for r in rows])
        print(topic["name"], file=sys.stderr, flush=True)
        return found

    def _store(self, stores, window, likes, last):
        if window == ALL:
            return contextlib.nullcontext(os.path.join(self.work, "data"))
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
        ours = np.mean([g for _, g, _ in table[k]], axis=0)
        base = np.mean([b for _, _, b in table[k]], axis=0) if all(b for _, _, b in table[k]) else [float("nan")] * 3
        low, high = bootstrap_ratio(table[k])
        report[k] = {"ours": list(map(float, ours)), "baseline": list(map(float, base)), "ratio": float(ours[1] / base[1]),
                     "ratio_low": low, "ratio_high": high}
        print(f"{k:>3} {len(table[k]):>6}  {ours[0]:.4f} {ours[1]:.4f} {ours[2]:.4f}             {base[0]:.4f} {base[1]:.4f} {base[2]:.4f}"
              f"   {ours[1] / base[1]:.3f} [{low:.3f}, {high:.3f}]")
    return {"k": report, "topics": {f"{n}/{k}": [g, b] for k in table for n, g, b in table[k]}}


def run(args, corpus, topics):
    work = args.work or tempfile.mkdtemp(prefix="rank-quality-")
    os.makedirs(work, exist_ok=True)
    runner = Run(args, corpus, work)
    if ALL in args.window:
        runner.import_everything()
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        found = list(pool.map(runner.topic, topics))
    known = json.load(open(args.baseline)) if args.baseline else {}
    report = {}
    for window in args.window:
        # Where the baseline was not measured with this window it is that of everything stored.
        has_window = all(result_key(t["name"], k, window) in known for t, k in cases(args, topics))
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
            json.dump({"query_median_s": float(np.median(runner.spent)), "windows": report}, out, indent=1)
    if not args.work:
        shutil.rmtree(work)


def in_half(topic, half):
    return half is None or hashlib.sha256(topic["name"].encode()).digest()[0] % 2 == "ab".index(half)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("mode", choices=["baseline", "run"])
    ap.add_argument("--corpus", required=True)
    ap.add_argument("--topics", required=True)
    ap.add_argument("--k", default="0,1,3,10,30", type=lambda s: [int(v) for v in s.split(",")])
    ap.add_argument("--window", default=[ALL], type=lambda s: [v if v == ALL else int(v) for v in s.split(",")],
                    help="days with lists that are stored before T, e.g. 5,20,all")
    ap.add_argument("--half", choices=["a", "b"], help="one half of the topics, by a hash of the name")
    ap.add_argument("--jobs", type=int, default=1, help="topics at a time")
    ap.add_argument("--out")
    ap.add_argument("--papercup")
    ap.add_argument("--baseline")
    ap.add_argument("--work", help="folder that keeps the imported stores between runs (to be removed when imports change)")
    ap.add_argument("--about", action="store_true", help="give the description also where k > 0")
    ap.add_argument("--json")
    args = ap.parse_args()
    needed = {"baseline": "out", "run": "papercup"}[args.mode]
    if not getattr(args, needed):
        ap.error(f"{args.mode} needs --{needed}")
    with open(args.topics, encoding="utf-8") as file:
        topics = [t for t in json.load(file) if in_half(t, args.half)]
    (baseline if args.mode == "baseline" else run)(args, Corpus(args.corpus), topics)


if __name__ == "__main__":
    main()
