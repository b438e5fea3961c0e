#!/usr/bin/env python3
"""The parts of bench/certainty.py that need no program: what a ranking is compared with, and the table."""
import contextlib
import io
import pathlib
import sys
import types
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "bench")]
import program_tests  # noqa: E402

try:
    import numpy as np  # noqa: E402
except ImportError as error:
    program_tests.end_without(error)
import certainty  # noqa: E402

DAYS, PAPERS = 20, 100


def corpus():
    """Days of papers whose rows are 100 times the day and on."""
    rows = [list(range(day * PAPERS, (day + 1) * PAPERS)) for day in range(DAYS)]
    ids = [str(row) for row in range(DAYS * PAPERS)]
    return types.SimpleNamespace(ids=ids, row={name: i for i, name in enumerate(ids)}, rows_of_day=rows,
                                 day=np.repeat(np.arange(DAYS), PAPERS), day_names=[str(day) for day in range(DAYS)])


class FixedRankings:
    """Papers in order of their rows; with two likes the order of the second half of each ten is another."""

    def __init__(self):
        self.corpus, self.asked = corpus(), []

    def of(self, about, likes, last, days):
        self.asked.append((about, list(likes), last, list(days)))
        best = {day: self.corpus.rows_of_day[day] for day in days}
        return best if len(likes) != 2 else {day: rows[:5] + rows[20:] + rows[5:20] for day, rows in best.items()}


def reading_list(picks, source="somebody/list"):
    return {"name": "l", "source": source, "about": "ice", "picks": [str(pick) for pick in picks]}


class Measure(unittest.TestCase):
    PICKS = [0, 1, 100, 205, 300, 350]  # by the first 40 % the ranking is asked as of day 0

    def test_recall_is_the_mean_over_days_of_picks_among_the_ten_best(self):
        found = certainty.measure(FixedRankings(), reading_list(self.PICKS), 0, "ice")
        self.assertEqual(found, {"recall": (1 + 1 + 0.5) / 3})

    def test_what_stays_is_asked_of_a_ranking_without_the_middle_like(self):
        rankings = FixedRankings()
        found = certainty.measure(rankings, reading_list(self.PICKS), 3, "")
        self.assertEqual(found, {"recall": (1 + 0.5) / 2, "stay": 0.5})
        (_, likes, last, days), (_, fewer, as_of, asked) = rankings.asked
        self.assertEqual((likes, last, days), ([0, 1, 100], 1, [2, 3]))
        self.assertEqual((fewer, as_of, asked), ([0, 100], 1, [2, 3]))

    def test_one_like_without_a_description_leaves_nothing_to_compare_with(self):
        self.assertNotIn("stay", certainty.measure(FixedRankings(), reading_list(self.PICKS), 1, ""))
        self.assertIn("stay", certainty.measure(FixedRankings(), reading_list(self.PICKS), 1, "ice"))

    def test_lists_with_too_little_are_left_out(self):
        self.assertIsNone(certainty.measure(FixedRankings(), reading_list(self.PICKS), 7, ""))
        authors = reading_list([0, 1, 100], certainty.rank_lists.ONE_PERSON_EACH)
        self.assertIsNone(certainty.measure(FixedRankings(), authors, 2, ""))
        self.assertIsNotNone(certainty.measure(FixedRankings(), reading_list([0, 1, 100]), 2, ""))


class Report(unittest.TestCase):
    def test_has_the_means_of_all_and_of_the_halves(self):
        row = {"kind": "topics", "described": True, "k": 3}
        rows = [row | {"half": "tune", "recall": 0.5, "stay": 0.75}, row | {"half": "verify", "recall": 1}]
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            certainty.report(rows)
        self.assertIn("  3   2  0.750 (0.500, 1.000)  0.750\n", printed.getvalue())


if __name__ == "__main__":
    unittest.main()
