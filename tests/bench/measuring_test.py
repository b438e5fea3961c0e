#!/usr/bin/env python3
"""The parts of bench/rank_quality.py that need no program: halves of lists, ratios, tables, draws and measures of days."""
import io
import pathlib
import sys
import types
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "bench")]
import pooled_tables  # noqa: E402
import program_tests  # noqa: E402
import rank_lists  # noqa: E402

try:
    import numpy as np  # noqa: E402
except ImportError as error:
    program_tests.end_without(error)
import rank_quality  # noqa: E402


def reading_list(name, picks, source=None):
    return {"name": name, "source": source or f"{name}/list", "about": "", "picks": list(picks)}


def row(name, ours, peer, ndcg=(0.5, 0.5)):
    return pooled_tables.Row(name, (0.9, ours, ndcg[0]), (0.9, peer, ndcg[1]))


class Halves(unittest.TestCase):
    def test_lists_of_one_owner_or_that_overlap_are_in_one_half(self):
        lists = [reading_list(f"l{i}", range(100 * i, 100 * i + 50)) for i in range(20)]
        lists[3]["picks"] += lists[11]["picks"][:5]  # a tenth of the shorter one
        lists[7]["source"], lists[15]["source"] = "owner/list section 1", "owner/list section 2"
        lists[7]["picks"] += lists[3]["picks"][:20]
        half_of = rank_lists.halves(lists)
        self.assertEqual(len({half_of[name] for name in ("l3", "l7", "l11", "l15")}), 1)
        self.assertEqual(rank_lists.groups(lists)[0], ["l11", "l15", "l3", "l7"])
        self.assertEqual(sum(half == "tune" for half in half_of.values()), 10)

    def test_less_than_a_tenth_in_common_holds_nothing_together(self):
        lists = [reading_list("a", range(50)), reading_list("b", range(46, 96))]
        self.assertEqual(rank_lists.groups(lists), sorted([["a"], ["b"]], key=lambda g: rank_lists._hash(g[0])))

    def test_lists_of_people_are_each_by_itself_and_shared_out_evenly(self):
        people = [reading_list(f"p{i}", range(10 * i, 10 * i + 10), rank_lists.ONE_PERSON_EACH) for i in range(8)]
        lists = people + [reading_list(f"l{i}", range(1000 + 10 * i, 1010 + 10 * i)) for i in range(6)]
        half_of = rank_lists.halves(lists)
        self.assertEqual(len(rank_lists.groups(lists)), 14)
        for kind, count in (("p", 4), ("l", 3)):
            self.assertEqual(sum(half == "verify" for name, half in half_of.items() if name.startswith(kind)), count)

    def test_do_not_depend_on_the_order_of_lists(self):
        lists = [reading_list(f"l{i}", range(7 * i, 7 * i + 8)) for i in range(12)]
        lists += [reading_list(f"m{i}", range(1000 + 10 * i, 1010 + 10 * i)) for i in range(12)]
        self.assertEqual(rank_lists.halves(lists), rank_lists.halves(lists[::-1]))

    def test_most_first_categories_decide_what_is_computer_science(self):
        categories = {"1": ["cs.LG", "hep-ph"], "2": ["hep-ph", "cs.LG"], "3": ["math.AP"], "4": []}
        is_outside = rank_lists.is_outside_computer_science
        self.assertFalse(is_outside(["1", "2", "4"], categories))
        self.assertTrue(is_outside(["1", "2", "3", "unknown"], categories))


class Ratios(unittest.TestCase):
    ROWS = [row("a", 0.8, 0.4), row("b", 0.3, 0.6), row("c", 0.5, 0.0), row("d", 0.95, 0.95)]

    def test_are_of_the_means(self):
        self.assertAlmostEqual(pooled_tables.ratio(self.ROWS, pooled_tables.RECALL), 2.55 / 1.95)
        self.assertAlmostEqual(pooled_tables.ratio_of_misses(self.ROWS), 1.45 / 2.05)

    def test_have_an_interval_around_them_that_is_the_same_every_time(self):
        low, high = pooled_tables.interval(self.ROWS * 5, pooled_tables.RECALL)
        self.assertLess(low, 2.55 / 1.95)
        self.assertGreater(high, 2.55 / 1.95)
        self.assertEqual(pooled_tables.interval(self.ROWS * 5, pooled_tables.RECALL), (low, high))
        same = [row(f"l{i}", 0.6, 0.5) for i in range(9)]
        for bound in pooled_tables.interval(same, pooled_tables.RECALL):
            self.assertAlmostEqual(bound, 1.2)

    def test_have_an_interval_of_draws_that_have_a_ratio(self):
        low, high = pooled_tables.interval([row("a", 0.5, 0.0), row("b", 0.6, 0.5)], pooled_tables.RECALL)
        self.assertAlmostEqual(low, 1.2)
        self.assertAlmostEqual(high, 2.2)
        nothing = pooled_tables.interval([row("a", 0.5, 0.0)], pooled_tables.RECALL)
        self.assertNotEqual(nothing[0], nothing[0])

    def test_count_lists_won_and_lost(self):
        self.assertEqual(pooled_tables.won_and_lost(self.ROWS), (2, 1))

    def test_leave_out_saturated_lists(self):
        self.assertEqual([r.name for r in pooled_tables.unsaturated(self.ROWS)], ["a", "b", "c"])

    def test_name_the_worst_lists_of_those_that_have_a_ratio(self):
        self.assertEqual([r.name for r in pooled_tables.worst(self.ROWS)], ["b", "d", "a"])
        self.assertEqual(len(pooled_tables.worst(self.ROWS * 3)), 5)

    def test_stand_in_tables_of_all_lists_and_of_either_half(self):
        rows = [(1, r) for r in self.ROWS] + [(3, row("a", 0.9, 0.9))]
        text = pooled_tables.tables(rows, {"a": "tune", "b": "verify", "c": "tune", "d": "verify"}, {"c"})
        titles = [line for line in text.splitlines() if line.startswith("###")]
        self.assertEqual(titles, ["### all lists", "### outside computer science", "### half 'tune'", "### half 'verify'"])
        self.assertIn("| 1 | 4 | 0.637, 0.487 | 1.308 [", text)
        self.assertIn("| 3 | 1 | 0.900, 0.900 | 1.000 [1.000, 1.000] | 0, 0 | 1.000 | - | 1.000 [1.000, 1.000] |", text)
        self.assertIn("- k = 1, worst: b 0.30 beside 0.60, ", text)


class Measuring(unittest.TestCase):
    def corpus(self, days, papers):
        rows = days * papers
        ids = [f"p{r}" for r in range(rows)]
        return types.SimpleNamespace(ids=ids, row={name: r for r, name in enumerate(ids)}, day=np.arange(rows) // papers,
                                     rows_of_day=np.split(np.arange(rows), range(papers, rows, papers)))

    def test_a_list_that_ends_with_its_likes_is_left_out(self):
        corpus = self.corpus(4, 120)
        short = {"name": "short", "about": "a", "picks": ["p0", "p1", "p130", "p131"]}
        long = {"name": "long", "about": "", "picks": ["p0", "p1", "p130", "p131", "p250"]}
        args = types.SimpleNamespace(k=[0, 1, 3, 10], min_days=1)
        found = [(t["name"], k) for t, k in rank_quality.cases(args, corpus, [short, long])]
        self.assertEqual(found, [("short", 0), ("short", 1), ("long", 1), ("long", 3)])
        args.min_days = 2
        self.assertEqual([(t["name"], k) for t, k in rank_quality.cases(args, corpus, [short, long])], [("long", 1)])

    def test_draws_differ_and_are_the_same_every_time(self):
        corpus = self.corpus(4, 120)
        picks = [f"p{3 * i}" for i in range(100)]
        draws = [rank_quality.split(corpus, picks, 5, draw)[0] for draw in range(3)]
        self.assertEqual(len({tuple(draw) for draw in draws}), 3)
        self.assertEqual(draws[1], rank_quality.split(corpus, picks, 5, 1)[0])
        self.assertEqual(draws[0], rank_quality.split(corpus, picks, 5)[0])

    def test_a_day_is_measured_by_its_ten_best_papers(self):
        scores, is_pick = np.arange(20.0)[::-1], np.zeros(20, dtype=bool)
        is_pick[[0, 2, 15]] = True
        auc, recall, ndcg = rank_quality.day_metrics(scores, is_pick)
        self.assertAlmostEqual(recall, 2 / 3)
        self.assertAlmostEqual(auc, 1 - (0 + 1 + 13) / 3 / 17)
        self.assertAlmostEqual(ndcg, (1 + 1 / 2) / (1 + 1 / np.log2(3) + 1 / 2))

    def test_topics_that_the_baseline_lacks_are_told(self):
        args = types.SimpleNamespace(window=[rank_quality.ALL])
        out, sys.stdout = sys.stdout, io.StringIO()
        try:
            report = rank_quality.print_table(args, rank_quality.ALL, {1: [("a", [0.9, 0.6, 0.5], [0.9, 0.5, 0.5]),
                                                                           ("b", [0.9, 0.0, 0.0], None)]}, "")
            text = sys.stdout.getvalue()
        finally:
            sys.stdout = out
        self.assertAlmostEqual(report["k"][1]["ratio"], 1.2)
        self.assertIn("without 1 topics that the baseline does not have", text)


if __name__ == "__main__":
    program_tests.run_unittest(sys.argv[1:])
