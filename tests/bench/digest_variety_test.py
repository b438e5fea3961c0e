#!/usr/bin/env python3
"""The parts of bench/digest_variety.py that need no program: parts of descriptions, papers on them, windows and measures."""
import json
import pathlib
import sys
import types
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "bench")]
import program_tests  # noqa: E402

try:
    import numpy  # noqa: E402,F401
except ImportError as error:
    program_tests.end_without(error)
import digest_variety  # noqa: E402


def text(title, abstract=""):
    return digest_variety.Text({"title": title, "abstract": abstract})


class Parts(unittest.TestCase):
    def test_are_the_items_of_a_description(self):
        self.assertEqual(digest_variety.parts("Glaciers: ice flow, moulins and the crevasses."),
                         [{digest_variety.stem(word) for word in words}
                          for words in (["glaciers"], ["ice", "flow"], ["moulins"], ["crevasses"])])

    def test_forms_of_a_word_are_one(self):
        for one, other in (("quantization", "quantized"), ("glaciers", "glacier"), ("behaviour", "behavior")):
            self.assertEqual(digest_variety.stem(one), digest_variety.stem(other))

    def test_a_paper_is_on_a_part_by_its_title_or_two_sentences(self):
        part, = digest_variety.parts("ice flow")
        self.assertTrue(text("The flow of ice").is_mainly_on(part))
        self.assertFalse(text("Rivers", "Ice may flow. So does silt.").is_mainly_on(part))
        self.assertTrue(text("Rivers", "Ice may flow. The flow of ice is slow.").is_mainly_on(part))
        self.assertFalse(text("Ice in rivers, and how lakes, ponds, wells, springs and seas flow").is_mainly_on(part))

    def test_of_a_long_part_two_thirds_are_enough(self):
        part, = digest_variety.parts("slow glacier flow models")
        self.assertFalse(text("Slow glaciers").is_mainly_on(part))
        self.assertTrue(text("Flow of slow glaciers").is_mainly_on(part))


class Windows(unittest.TestCase):
    def test_are_days_and_weeks_with_a_pick(self):
        found = digest_variety.windows(None, {3, 4, 14})
        self.assertEqual(found["day"], [(3, 3), (4, 4), (14, 14)])
        self.assertEqual(found["week"], [(3, 7)])
        self.assertEqual(digest_variety.windows(None, {3, 9, 12})["week"], [(3, 7), (8, 12)])


class Measured(unittest.TestCase):
    def setUp(self):
        titles = {"a": "Ice flow", "b": "Moulins", "c": "Comets"}
        self.corpus = types.SimpleNamespace(
            ids=list(titles), row={name: i for i, name in enumerate(titles)}, day=[5, 5, 6],
            lines=[json.dumps({"title": title, "abstract": ""}) for title in titles.values()])

    def test_are_recall_subtopics_and_parts_of_the_window(self):
        measures = digest_variety.Measures(self.corpus, "ice flow; moulins", {"a", "b", "c"}, [{"a", "c"}, {"b"}])
        measures.add((5, 5), [["a"], ["a", "b"]])
        means = measures.means()
        self.assertEqual(list(means["recall"]), [0.5, 1])
        self.assertEqual(list(means["subtopics"]), [0.5, 1])
        self.assertEqual(measures.shown, [1, 2])

    def test_are_none_of_a_window_without_picks(self):
        measures = digest_variety.Measures(self.corpus, "ice flow", {"c"})
        measures.add((5, 5), [["a"], ["a"]])
        self.assertEqual(measures.means(), {})


if __name__ == "__main__":
    program_tests.run_unittest(sys.argv[1:])
