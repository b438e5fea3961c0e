#!/usr/bin/python3
"""arxiv-sanity-lite's published recipe in scikit-learn: what papercup's ranking is compared with.

TF-IDF of the 20,000 most frequent words and pairs of words of title, abstract and authors (in at least five papers and
at most a tenth of them, sublinear, length 1), and a linear support vector machine between the papers a reader likes and
all others, both sides weighing the same, C 0.01. A description alone is a document to be near to.

Needs Debian's python3-sklearn: scripts/install-deps.sh python3-sklearn
"""
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
