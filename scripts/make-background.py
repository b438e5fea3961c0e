#!/usr/bin/env python3
"""Makes data/background-df.tsv: in how many papers of the past each slot of the ranker's features occurs.

    papercup --data DIR import PAPERS.jsonl.zst
    make-background.py DIR/papers.db --until 2025-06-30 > data/background-df.tsv

Reads the packed features that the program has stored (their form is described in src/rank/features/features.cpp), so that the
file fits the program that wrote them: it has to be made anew whenever terms or slots change.
"""

import argparse
import datetime
import sqlite3
import sys
from array import array

SLOTS = 1 << 22
LEAST = 2  # what occurs once tells little more than what has not been seen, and would triple the file
HEADER = """\
# Document frequencies of the ranker's slots in {papers} arXiv papers announced from {since} to {until}.
# Made by scripts/make-background.py. A row a slot that at least {least} papers have: how far it is behind the row
# before (the first: behind slot -1), and how many papers have it.
papers	{papers}
"""


def take_number(data, at):
    number, shift = 0, 0
    while True:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


def count_slots(features, counts):
    at = 0
    for _ in range(3):  # text, authors, categories
        size, at = take_number(features, at)
        high_frequencies, at = take_number(features, at)
        for entry in range(at, at + 3 * size, 3):
            counts[(features[entry] | features[entry + 1] << 8 | features[entry + 2] << 16) >> 2] += 1
        at += 3 * size + high_frequencies
    if at != len(features):
        sys.exit("the features of a paper are damaged, or of another form than this script knows")


def day(number):
    return datetime.date(1970, 1, 1) + datetime.timedelta(days=number)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--until", required=True, type=datetime.date.fromisoformat)
    arguments = parser.parse_args()
    database = sqlite3.connect(f"file:{arguments.database}?mode=ro", uri=True)
    last = (arguments.until - datetime.date(1970, 1, 1)).days
    rows = database.execute(
        "SELECT announced, features FROM paper JOIN paper_features ON paper = key WHERE announced <= ?", (last,))
    counts, papers, first = array("L", bytes(SLOTS * array("L").itemsize)), 0, last
    for announced, features in rows:
        count_slots(features, counts)
        papers, first = papers + 1, min(first, announced)
    if papers == 0:
        sys.exit(f"no paper was announced up to {arguments.until}")
    print(HEADER.format(papers=papers, since=day(first), until=arguments.until, least=LEAST), end="")
    previous = -1
    for slot, count in enumerate(counts):
        if count >= LEAST:
            print(f"{slot - previous}\t{count}")
            previous = slot


main()
