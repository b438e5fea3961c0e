#!/usr/bin/python3
"""arxiv-sanity-lite's published recipe in scikit-learn: what papercup's ranking is compared with.

TF-IDF of the 20,000 most frequent words and pairs of words of title, abstract and authors (in at least five papers and
at most a tenth of them, sublinear, length 1), and a linear support vector machine between the papers a reader likes and
all others, both sides weighing the same, C 0.01. A description alone is a document to be near to.

  peer_recipe.py prepare PAPERS.jsonl FEATURES    reads papers, makes their vectors, writes them
  peer_recipe.py rank FEATURES LIKES              reads vectors and likes (an identifier a line), learns, ranks all papers

Both print one JSON object with the seconds of each step. Needs Debian's python3-sklearn:
scripts/install-deps.sh python3-sklearn
"""
import json
import pickle
import sys
import time

import numpy as np


def text(paper):
    return " ".join([paper["title"], paper["abstract"], *paper["authors"]])


def vectorizer():
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        strip_accents="unicode", stop_words="english", token_pattern=r"(?u)\b[a-zA-Z_][a-zA-Z0-9_]+\b",
        ngram_range=(1, 2), max_features=20000, sublinear_tf=True, norm="l2", smooth_idf=True, max_df=0.1, min_df=5)


def learn_from_likes(vectors, likes):
    """Weights of a model that tells the rows `likes` from all other rows."""
    from sklearn.svm import LinearSVC

    is_like = np.zeros(vectors.shape[0])
    is_like[likes] = 1
    model = LinearSVC(class_weight="balanced", C=0.01, max_iter=10000, tol=1e-6)
    return model.fit(vectors, is_like).coef_[0]


def learn_from_description(fitted_vectorizer, about):
    return fitted_vectorizer.transform([about]).toarray()[0]


class Steps:
    """Seconds of steps that follow each other."""

    def __init__(self):
        self.seconds, self.since = {}, time.perf_counter()

    def done(self, name):
        now = time.perf_counter()
        self.seconds[name] = round(now - self.since, 4)
        self.since = now


def prepare(papers_file, features_file):
    steps = Steps()
    with open(papers_file, encoding="utf-8") as lines:
        papers = [json.loads(line) for line in lines]
    steps.done("read")
    vectors = vectorizer().fit_transform(map(text, papers)).astype(np.float32)
    steps.done("vectorise")
    with open(features_file, "wb") as file:
        pickle.dump(([paper["id"] for paper in papers], vectors), file, protocol=4)
    steps.done("write")
    return steps.seconds


def rank(features_file, likes_file):
    steps = Steps()
    with open(features_file, "rb") as file:
        ids, vectors = pickle.load(file)
    with open(likes_file, encoding="utf-8") as lines:
        likes = {line.strip() for line in lines}
    steps.done("read")
    weights = learn_from_likes(vectors, [row for row, identifier in enumerate(ids) if identifier in likes])
    steps.done("train")
    np.argsort(-(vectors @ weights))
    steps.done("score")
    return steps.seconds


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("prepare", "rank"):
        sys.exit(__doc__)
    print(json.dumps({"prepare": prepare, "rank": rank}[sys.argv[1]](*sys.argv[2:])))
