#!/usr/bin/python3
"""Measures what the variety of digests gives and costs: each digest is made with `[digest] variety` and without it.

Of public reading lists, in the protocol of rank_quality.py (whose files of lists and store it takes): for each list with a
description, at 0 and 3 likes, the digest of ten papers of each test day, and of each week (five days with lists) that has a
pick, as of T. It has to keep
  - recall@10: picks among the ten / min(10, picks), the mean over digests, then over lists;
and may show more of
  - parts: items of the description (what commas, semicolons, colons and "and" divide) that a paper of the ten is mainly on.
    By words, whatever the ranker thinks: all words of a part (two thirds, if there are more than two) stand near to each other
    in the title, or in two sentences of the abstract.
Of foci that name several things: the first clauses of the descriptions of four lists drawn at random, again and again, so that
it is known which thing a pick belongs to:
  - subtopics: lists with a pick among the ten / lists with a pick that day or week (subtopic recall; Zhai, Cohen and Lafferty,
    "Beyond independent relevance", SIGIR 2003), and parts and recall as above.

  digest_variety.py --papercup BIN --corpus C --topics T... --data DIR [--half tune|verify] [--among T...]

DIR has the corpus imported (`papercup --data DIR import C`). Prints for days and weeks the values without variety, and the
ratio of those with it. Needs Debian's python3-numpy.
"""
import argparse
import collections
import json
import math
import os
import random
import re
import subprocess
import tempfile

import numpy as np

import rank_lists
import rank_quality

DAYS, WEEKS, LIST_DAYS_OF_WEEK = 20, 8, 5
MIXES, LISTS_OF_MIX = 12, 4
STOP_WORDS = set("the a an of for and or to in on with by without from that as is are be their its over at into using via".split())
ENDINGS = ("isation", "ization", "ising", "izing", "ised", "ized", "ises", "izes", "ise", "ize", "ings", "ing", "ions", "ion",
           "ies", "es", "ed", "ors", "or", "s", "y", "e", "al", "ic")


def stem(word):
    """Cuts the first ending that leaves four letters."""
    word = word.lower().replace("our", "or")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[:-len(ending)]
    return word


def stems(text):
    found = [stem(word) for word in re.findall(r"[A-Za-z0-9]+", text) if word.lower() not in STOP_WORDS]
    return [word for word in found if len(word) > 1]


def parts(about):
    """Items of a description, each as a set of stems."""
    items = re.split(r"[,:;.()\[\]/\n]|\band\b|\bor\b|&", about)
    return [words for words in (frozenset(stems(item)) for item in items) if words]


def stand_near(sentence, words):
    needed = len(words) if len(words) <= 2 else math.ceil(2 * len(words) / 3)
    places = [(i, word) for i, word in enumerate(sentence) if word in words]
    return any(len({word for i, word in places[n:] if i < places[n][0] + len(words) + 3}) >= needed for n in range(len(places)))


class Text:
    """A paper's title and the sentences of its abstract as stems."""

    def __init__(self, paper):
        self.title = stems(paper["title"])
        self.sentences = [stems(sentence) for sentence in re.split(r"(?<=[.;!?])\s+", paper["abstract"])]

    def is_mainly_on(self, words):
        return stand_near(self.title, words) or sum(stand_near(sentence, words) for sentence in self.sentences) >= 2


class Digests:
    """The ids of digests of ten papers, with variety and without it."""

    def __init__(self, args, corpus, work):
        self.args, self.corpus, self.work = args, corpus, work
        for folder, setting in (("varied", "true"), ("plain", "false")):
            os.makedirs(os.path.join(work, folder))
            with open(os.path.join(work, folder, "config.toml"), "w") as file:
                file.write(f"[digest]\nvariety = {setting}\n")

    def of(self, name, about, likes, last, first_day, last_day):
        focus, names = os.path.join(self.work, "focus.toml"), self.corpus.day_names
        with open(focus, "w", encoding="utf-8") as file:
            file.write(f"name = {json.dumps(name)}\nabout = {json.dumps(about)}\n"
                       f"likes = {json.dumps([self.corpus.ids[r] for r in likes])}\n")
        return [self._ids(folder, focus, names[last], names[first_day], names[last_day]) for folder in ("plain", "varied")]

    def _ids(self, config, focus, as_of, since, until):
        answer = subprocess.run(
            [self.args.papercup, "--data", self.args.data, "--config", os.path.join(self.work, config), "digest", "--no-fetch",
             "--focus-file", focus, "--as-of", as_of, "--since", since, "--until", until, "--top", "10", "--format", "ids"],
            stdout=subprocess.PIPE, text=True, check=True)
        return answer.stdout.split()


def windows(corpus, days):
    """{"day": [(first, last)], "week": ...} over days with a pick, by their indexes"""
    first, end = min(days), max(days) + 1
    weeks = [(d, d + LIST_DAYS_OF_WEEK - 1) for d in range(first, end - LIST_DAYS_OF_WEEK + 1, LIST_DAYS_OF_WEEK)]
    with_pick = [w for w in weeks if any(w[0] <= d <= w[1] for d in days)]
    return {"day": [(d, d) for d in sorted(days)[:DAYS]], "week": with_pick[:WEEKS]}


class Measures:
    """Sums over digests of one focus, without variety and with it."""

    def __init__(self, corpus, about, picks, subtopics=()):
        self.corpus, self.parts, self.picks, self.subtopics = corpus, parts(about), picks, subtopics
        self.values = collections.defaultdict(list)  # measure: [(plain, varied)]
        self.shown = [0, 0]                          # parts, in all digests

    def add(self, window, lists):
        day_of = lambda pick: int(self.corpus.day[self.corpus.row[pick]])  # noqa: E731
        here = {pick for pick in self.picks if window[0] <= day_of(pick) <= window[1]}
        if here:
            self.values["recall"].append([len(here & set(ids)) / min(10, len(here)) for ids in lists])
        subtopics = [here & topic for topic in self.subtopics if here & topic]
        if len(subtopics) > 1:
            self.values["subtopics"].append([sum(bool(topic & set(ids)) for topic in subtopics) / len(subtopics) for ids in lists])
        for i, ids in enumerate(lists):
            texts = [Text(json.loads(self.corpus.lines[self.corpus.row[identifier]])) for identifier in ids]
            self.shown[i] += sum(any(text.is_mainly_on(part) for text in texts) for part in self.parts)

    def means(self):
        return {measure: np.mean(values, axis=0) for measure, values in self.values.items()}


def foci_of_lists(corpus, topics, k):
    for topic in topics:
        likes, last, tests = rank_quality.split(corpus, topic["picks"], k)
        if tests:
            later = {pick for pick in topic["picks"] if pick in corpus.row and corpus.day[corpus.row[pick]] > last}
            yield topic["name"], topic["about"], likes, last, set(tests), later, ()


def foci_of_mixes(corpus, topics):
    dice = random.Random(5)
    for number in range(MIXES):
        mixed = dice.sample(topics, LISTS_OF_MIX)
        last = max(rank_quality.split(corpus, topic["picks"], 0)[1] for topic in mixed)
        subtopics = [{pick for pick in topic["picks"] if pick in corpus.row and corpus.day[corpus.row[pick]] > last} for topic in mixed]
        picks = set().union(*subtopics)
        days = collections.Counter(day for topic in subtopics for day in {int(corpus.day[corpus.row[pick]]) for pick in topic})
        several = {day for day, lists in days.items() if lists > 1 and len(corpus.rows_of_day[day]) >= rank_quality.MIN_CANDIDATES}
        if several:
            about = "; ".join(topic["about"].split(":")[0].rstrip(".") for topic in mixed) + "."
            yield f"mix {number}", about, [], last, several, picks, subtopics


def report(title, foci, digests, corpus):
    found = collections.defaultdict(list)
    for name, about, likes, last, days, picks, subtopics in foci:
        for kind, of_kind in windows(corpus, days).items():
            measures = Measures(corpus, about, picks, subtopics)
            for window in of_kind:
                measures.add(window, digests.of(name, about, likes, last, *window))
            found[kind].append(measures)
    for kind, measured in found.items():
        text = f"{title}, {kind}s, {len(measured)} foci:"
        for measure in ("recall", "subtopics"):
            values = [means[measure] for means in (one.means() for one in measured) if measure in means]
            if values:
                plain, varied = np.mean(values, axis=0)
                won, lost = (sum(sign * (v[1] - v[0]) > 1e-9 for v in values) for sign in (1, -1))
                text += f"  {measure} {plain:.3f}, ratio {varied / plain:.3f} (won {won}, lost {lost})"
        plain, varied = np.sum([one.shown for one in measured], axis=0)
        print(f"{text}  parts {plain} -> {varied}, ratio {varied / plain:.3f}", flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--papercup", required=True)
    ap.add_argument("--corpus", required=True)
    ap.add_argument("--data", required=True, help="a data folder that has the corpus")
    ap.add_argument("--topics", required=True, nargs="+")
    ap.add_argument("--half", choices=rank_lists.HALVES)
    ap.add_argument("--among", nargs="+", default=[], help="the files of all lists, of which the halves are")
    args = ap.parse_args()
    topics = rank_quality.read_lists(args.topics)
    if args.half:
        half_of = rank_lists.halves(rank_quality.read_lists(args.among or args.topics))
        topics = [topic for topic in topics if half_of.get(topic["name"]) == args.half]
    topics = [topic for topic in topics if topic["about"]]
    corpus = rank_quality.Corpus(args.corpus)
    with tempfile.TemporaryDirectory(prefix="digest-variety-") as work:
        digests = Digests(args, corpus, work)
        report("lists, description", foci_of_lists(corpus, topics, 0), digests, corpus)
        report("lists, description and 3 likes", foci_of_lists(corpus, topics, 3), digests, corpus)
        report("four lists in one, descriptions", foci_of_mixes(corpus, topics), digests, corpus)


if __name__ == "__main__":
    main()
