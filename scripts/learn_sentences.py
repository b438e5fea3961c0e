#!/usr/bin/env python3
"""Makes data/sentence-weights.tsv: what the cues and places of sentences weigh, learned from sentences judged by hand.

    cmake --build --preset release --target papercup_sentence_features
    build/release/papercup_sentence_features tests/digest/sentence-labels.tsv PAPERS.jsonl.zst > features.tsv
    scripts/learn_sentences.py features.tsv > data/sentence-weights.tsv

PAPERS has the abstracts of the papers in sentence-labels.tsv. A row of features.tsv is a sentence: the paper, the sentence's
number, its label and the names of its features (src/digest/sentence_model.hpp). Multinomial logistic regression over the
kinds result, idea and rest, by gradient descent with a Gaussian prior on every weight but the constant; papers of the half
for learning alone, each with the same weight however long its abstract is. The same input gives the same bytes.
"""

import math
import sys

PRIOR = 2.0  # the strength of the Gaussian prior; the larger, the smaller the weights
STEPS, RATE = 1500, 0.5
LEAST = 4  # features of fewer sentences tell nothing
KINDS = ("r", "i")

# What is too rare in the labels to be learned, but known: result, idea.
BY_HAND = {
    "change": (1.0, 0.0),
    "limitation": (-2.0, -1.0),
    "only": (0.0, 0.0),
    "part_aims": (-1.0, 0.5),
    "part_background": (-3.0, -3.0),
    "part_conclusions": (1.5, -0.5),
    "part_methods": (-2.0, 0.5),
    "part_results": (2.0, -1.0),
    "question": (-2.0, -2.0),
    "release": (-3.0, -3.0),
}

HEADER = """\
# How much each feature of a sentence speaks for a result and for an idea (what a paper proposes or made), against all else.
# The sum over a sentence's features and "always" is the logarithm of the odds: e to it against 1 for anything else. What the
# features are: sentence-cues.tsv and src/digest/sentence_model.hpp. Made by scripts/learn_sentences.py from the {sentences}
# sentences of {papers} abstracts (tests/digest/sentence-labels.tsv); BY_HAND there are not learned.
# feature	result	idea
"""


def is_for_learning(paper):
    return int(paper[-1]) % 2 == 0


def read(path):
    rows = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            paper, _, label, names = line.rstrip("\n").split("\t")
            if is_for_learning(paper):
                rows.append((paper, label.lower(), ["always", *names.split()]))
    if not rows:
        sys.exit(f"{path}: no sentences of papers for learning")
    return rows


def common_names(rows):
    counts = {}
    for _, _, names in rows:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, count in counts.items() if count >= LEAST and name not in BY_HAND)


def fit(rows, names):
    place = {name: i for i, name in enumerate(names)}
    size = {}
    for paper, _, _ in rows:
        size[paper] = size.get(paper, 0) + 1
    scale = len(rows) / len(size)
    data = [
        (
            [place[name] for name in found if name in place],
            [sum(BY_HAND[name][k] for name in found if name in BY_HAND) for k in range(2)],
            [float(label == kind) for kind in KINDS],
            scale / size[paper],
        )
        for paper, label, found in rows
    ]
    weights = [[0.0] * len(names) for _ in KINDS]
    for _ in range(STEPS):
        slopes = [[-PRIOR * w if name != "always" else 0.0 for name, w in zip(names, of)] for of in weights]
        for found, fixed, truth, weight in data:
            odds = [math.exp(fixed[k] + sum(weights[k][i] for i in found)) for k in range(2)]
            for k in range(2):
                error = weight * (truth[k] - odds[k] / (1 + sum(odds)))
                for i in found:
                    slopes[k][i] += error
        for k in range(2):
            for i, slope in enumerate(slopes[k]):
                weights[k][i] += RATE * slope / len(rows) * 4
    return weights


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = read(sys.argv[1])
    names = common_names(rows)
    result, idea = fit(rows, names)
    sys.stdout.write(HEADER.format(sentences=f"{len(rows):,}", papers=len({row[0] for row in rows})))
    table = {name: pair for name, pair in zip(names, zip(result, idea))}
    table.update(BY_HAND)
    for name in sorted(table):
        sys.stdout.write("{}\t{:.2f}\t{:.2f}\n".format(name, *table[name]))


if __name__ == "__main__":
    main()
