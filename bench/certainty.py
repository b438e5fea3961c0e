#!/usr/bin/python3
"""Measures what `why` and `status` say of how sure a ranking is: the shares of digest::share_found (src/digest/teaching.cpp),
and the table "How sure a ranking is" of RANKING.md.

Public reading lists in the protocol of rank_quality.py (whose files and store it takes; authors are seen, of lists of
authors, too): for each number of likes, one draw, and with the description and without it,
  - recall@10 on the first 30 test days, the mean over days, then over lists that have so many likes;
  - which share of the ten best of each of the first 10 test days are among the ten best without the middle one of the likes
    (where that leaves something to rank by).
Authors' lists with fewer than two test days are left out.

  certainty.py --papercup BIN --corpus C --topics T... --data DIR [--likes 0,1,2,3,5,10,20,30] [--author-likes 1,3,10]
               [--json OUT]

DIR has the corpus imported (`papercup --data DIR import C`). Prints a row for each number of likes, in brackets the halves of
the lists, tune and verify, as rank_lists.py makes them. Needs Debian's python3-numpy.
"""
import argparse
import collections
import json
import subprocess
import tempfile

import numpy as np

import rank_lists
import rank_quality

DAYS, DAYS_OF_TEN = 30, 10
LEAST_DAYS = {"topics": 1, "authors": 2}


class Rankings:
    """The papers of days, best first, as one program ranks them."""

    def __init__(self, args, corpus):
        self.args, self.corpus = args, corpus

    def of(self, about, likes, last, days):
        """{day: its rows, the best first}, by a focus as of the day `last`; days are indexes"""
        names = self.corpus.day_names
        with tempfile.NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as focus:
            focus.write(f"name = 'measured'\nabout = {json.dumps(about)}\n"
                        f"likes = {json.dumps([self.corpus.ids[r] for r in likes])}\n")
            focus.flush()
            answer = subprocess.run(
                [self.args.papercup, "--data", self.args.data, "query", "--focus-file", focus.name, "--as-of", str(names[last]),
                 "--since", str(names[min(days)]), "--until", str(names[max(days)]), "--sort", "score", "--limit", "0",
                 "--format", "jsonl", "--fields", "id"], stdout=subprocess.PIPE, text=True, check=True)
        ranked = collections.defaultdict(list)
        for line in answer.stdout.splitlines():
            row = self.corpus.row[json.loads(line)["id"]]
            ranked[int(self.corpus.day[row])].append(row)
        return ranked


def recall(ranked, tests):
    return float(np.mean([len(set(ranked[day][:10]) & set(picks)) / min(10, len(picks)) for day, picks in tests.items()]))


def share_that_stays(ranked, other, days):
    return float(np.mean([len(set(ranked[day][:10]) & set(other[day][:10])) / 10 for day in days]))


def measure(rankings, topic, k, about):
    """{"recall": share, "stay": share}, or nothing if the list has too few likes or test days"""
    likes, last, tests = rank_quality.split(rankings.corpus, topic["picks"], k)
    if len(likes) < k or len(tests) < LEAST_DAYS[rank_lists.kind_of(topic)]:
        return None
    tests = dict(list(tests.items())[:DAYS])
    ranked = rankings.of(about, likes, last, tests)
    found = {"recall": recall(ranked, tests)}
    fewer = likes[:k // 2] + likes[k // 2 + 1:]
    if k > 0 and (fewer or about):
        days = list(tests)[:DAYS_OF_TEN]
        found["stay"] = share_that_stays(ranked, rankings.of(about, fewer, last, days), days)
    return found


def measure_all(args, topics):
    """[{"kind", "half", "k", "described", "recall", "stay"}]"""
    half_of = rank_lists.halves(topics)
    rankings, rows = Rankings(args, rank_quality.Corpus(args.corpus)), []
    for topic in topics:
        kind = rank_lists.kind_of(topic)
        for k in args.likes if kind == "topics" else args.author_likes:
            for about in sorted({topic["about"], ""} if k > 0 else {topic["about"]} - {""}):
                if found := measure(rankings, topic, k, about):
                    rows.append({"name": topic["name"], "kind": kind, "half": half_of[topic["name"]], "k": k,
                                 "described": bool(about)} | found)
        print(topic["name"], flush=True)
    return rows


def mean(rows, name):
    return np.mean([row[name] for row in rows if name in row] or [np.nan])


def report(rows):
    for kind, described in (("topics", True), ("topics", False), ("authors", False)):
        print(f"\n{kind}, {'with a description' if described else 'without'}: "
              "likes, lists, recall@10 (tune, verify), ten best that stay")
        of_kind = [row for row in rows if (row["kind"], row["described"]) == (kind, described)]
        for k in sorted({row["k"] for row in of_kind}):
            here = [row for row in of_kind if row["k"] == k]
            halves = ", ".join(f"{mean([row for row in here if row['half'] == half], 'recall'):.3f}" for half in rank_lists.HALVES)
            print(f"{k:>3} {len(here):>3}  {mean(here, 'recall'):.3f} ({halves})  {mean(here, 'stay'):.3f}")


def numbers(text):
    return [int(number) for number in text.split(",")]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--papercup", required=True)
    ap.add_argument("--corpus", required=True)
    ap.add_argument("--data", required=True, help="a data folder that has the corpus")
    ap.add_argument("--topics", required=True, nargs="+", help="the files of all lists, of which the halves are")
    ap.add_argument("--likes", default=[0, 1, 2, 3, 5, 10, 20, 30], type=numbers, help="numbers of likes for lists of topics")
    ap.add_argument("--author-likes", default=[1, 3, 10], type=numbers, help="numbers of likes for lists of authors")
    ap.add_argument("--json", help="a file to keep what was found of each list")
    args = ap.parse_args()
    rows = measure_all(args, rank_quality.read_lists(args.topics))
    if args.json:
        with open(args.json, "w", encoding="utf-8") as out:
            json.dump(rows, out, indent=0)
    report(rows)


if __name__ == "__main__":
    main()
