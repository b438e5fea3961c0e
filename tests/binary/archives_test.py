#!/usr/bin/env python3
"""Fetches by every name of arXiv's taxonomy, with the real binary from a stand-in for arXiv on this machine.

    archives_test.py --papercup PROGRAM

Some names mean two things (astro-ph is an archive, and was a category before it was divided), and arXiv's interfaces
differ in what they understand by a name: a question that is asked wrongly is answered with nothing, which looks the same
as a category in which nothing happens.
"""
import datetime
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from arxiv_stand_in import UTC  # noqa: E402
from fetching_reader import FetchingReader, run_tests  # noqa: E402
from invented_archive import Archive, Paper  # noqa: E402


class EveryName(FetchingReader):
    """Of each active category two papers that are in no other; of each past one, one of 1994."""

    PER_DAY = 4
    ARCHIVE = {"every_category": True}
    SOURCES = ("api", "feed", "oai")

    def setUp(self):
        super().setUp()
        config = self.home / "config/config.toml"
        config.write_text(config.read_text().replace("min_interval = 0.03", "min_interval = 0.0"))
        self.taxonomy = self.arxiv.arxiv.archive.taxonomy
        self.assertGreater(len(self.taxonomy.active), 150)
        self.assertEqual(len(self.taxonomy.past), 21)
        self.assertGreater(len(self.taxonomy.divided), 10)

    def fetch(self, names, *options):
        """What is stored after a fetch of these names, by category."""
        self.forget_everything()
        self.arxiv.log.clear()
        run = self.run_papercup("fetch", *(word for name in names for word in ("--category", name)), *options)
        self.assertEqual(run.stderr, "")
        found = {}
        for paper in self.stored().values():
            for category in paper["categories"]:
                found.setdefault(category, set()).add(paper["id"])
        return found

    def of(self, category, since):
        """The papers of a category that were listed since a day, as the stand-in has them."""
        names = self.taxonomy.aliases(category)
        return {paper.id for paper in self.arxiv.arxiv.archive.visible(self.arxiv.arxiv.now)
                if paper.listed >= since and names & set(paper.categories)}

    def assert_has(self, found, category, since):
        expected = self.of(category, since)
        self.assertTrue(expected, category)
        stored = set().union(*(found.get(name, set()) for name in self.taxonomy.aliases(category)))
        self.assertEqual(expected - stored, set(), category)

    def since(self, source):
        """The first of the lists that a first fetch brings."""
        return Archive.OF_EVERY_CATEGORY[1 if source == "feed" else 0]

    def test_every_category_of_today(self):
        for source in self.SOURCES:
            found = self.fetch(self.taxonomy.active, "--source", source)
            for name in self.taxonomy.active:
                with self.subTest(source=source, name=name):
                    self.assert_has(found, name, self.since(source))

    def test_every_archive_has_its_divisions(self):
        for source in self.SOURCES:
            found = self.fetch(self.taxonomy.divided, "--source", source)
            for name in self.taxonomy.divided:
                divisions = [division for division in self.taxonomy.active if division.startswith(name + ".")]
                self.assertGreater(len(divisions), 2)
                for division in divisions:
                    with self.subTest(source=source, archive=name, division=division):
                        self.assert_has(found, division, self.since(source))

    def test_every_name_of_the_past(self):
        past, year = self.taxonomy.past, ("--since", "1994-02-01", "--until", "1994-03-01")
        for source, options in {"api": year, "oai": ("--since", "1994-02-01"), "feed": ()}.items():
            found = self.fetch(past, "--source", source, *options)
            for name in past:
                with self.subTest(source=source, name=name):
                    if source != "feed":
                        self.assertIn(f"{name}/9402999", found.get(name, ()))
                    if source != "api":
                        today = self.taxonomy.canonical(name)
                        divisions = [other for other in self.taxonomy.active if other.startswith(today + ".")] or [today]
                        for division in divisions:
                            self.assert_has(found, division, Archive.OF_EVERY_CATEGORY[1])

    def test_a_category_asked_for_by_itself_brings_no_other(self):
        for source in self.SOURCES:
            for name in ("hep-th", "math.NA", "cmp-lg", "physics.acc-ph"):
                with self.subTest(source=source, name=name):
                    self.assertTrue(self.fetch([name], "--source", source))
                    for paper in self.stored().values():
                        self.assertTrue(self.taxonomy.aliases(name) & set(paper["categories"]), paper)

    def test_sets_are_named_with_their_groups(self):
        for name, oai_set in {"physics": "physics:physics", "astro-ph": "physics:astro-ph", "cs": "cs:cs", "cs.LG": "cs:cs:LG",
                              "nlin": "physics:nlin", "hep-th": "physics:hep-th", "cs.NA": "math:math:NA"}.items():
            self.fetch([name], "--source", "oai")
            self.assertIn(f"set={oai_set}&", self.arxiv.log[0]["query"])

    def test_an_archive_is_asked_for_with_its_divisions(self):
        self.fetch(["astro-ph"])
        questions = [row["query"] for row in self.arxiv.log if "search_query" in row["query"]]
        self.assertTrue(questions)
        for question in questions:
            self.assertIn("search_query=(cat:astro-ph OR cat:astro-ph.*)", question)


class Archives(FetchingReader):
    """A reader whose focus names an archive that was a category, of which only the divisions are alive."""

    CATEGORIES = ("astro-ph",)

    def of_lists(self, since, until):
        since, until = datetime.date.fromisoformat(since), datetime.date.fromisoformat(until)
        found = {paper.id for paper in self.arxiv.arxiv.archive.papers
                 if since <= paper.listed <= until and paper.categories[0].startswith("astro-ph.")}
        self.assertGreater(len(found), 2)
        return found

    def check(self):
        return self.run_papercup("status", "--check", code=None).stdout

    def test_lists_of_the_day_missed_lists_and_replacements(self):
        archive = self.arxiv.arxiv.archive
        replaced = next(paper for paper in archive.papers if paper.id in self.of_lists("2026-11-24", "2026-11-24"))
        replaced.replaced = datetime.date(2026, 12, 3)
        self.run_papercup("fetch")
        self.assertEqual(self.of_lists("2026-11-18", "2026-11-24") - set(self.stored()), set())
        self.assertEqual(self.check(), "all is well\n")
        self.be_at("2026-12-08T12:00:00Z")
        self.run_papercup("fetch")
        stored = self.stored()
        self.assertEqual(self.of_lists("2026-11-18", "2026-12-08") - set(stored), set())
        self.assertEqual(stored[replaced.id]["version"], 2)
        self.assertEqual(self.check(), "all is well\n")
        self.assertIn(replaced.id, self.run_papercup("query", "--category", "astro-ph", "--format", "ids").stdout)

    def test_the_list_of_the_day_counts_what_the_archive_has(self):
        self.run_papercup("fetch")
        status = json.loads(self.run_papercup("status", "--format", "json").stdout)["categories"]
        kinds = [kind for _, kind in self.arxiv.arxiv.archive.list_of("astro-ph", datetime.date(2026, 11, 24))]
        self.assertIn("new", kinds)
        self.assertEqual([(row["category"], row["state"], row["new"]) for row in status],
                         [("astro-ph", "fresh", kinds.count("new"))])

    def test_a_month_asked_for(self):
        self.run_papercup("fetch", "--since", "21d")
        self.assertEqual(self.of_lists("2026-11-04", "2026-11-24") - set(self.stored()), set())

    def test_papers_that_only_a_list_told_are_completed_by_the_next_run(self):
        self.arxiv.control("faults", ",".join(["ids:500"] * 4))
        self.run_papercup("fetch", "--source", "feed", code=4)
        self.be_at("2026-11-25T12:00:00Z")
        self.run_papercup("fetch", "--source", "feed")
        stored = self.stored()
        for name in self.of_lists("2026-11-24", "2026-11-24"):
            self.assertIn("published", stored[name], name)

    def test_the_archives_own_name_in_a_query_is_hinted_at(self):
        self.run_papercup("fetch")
        for archive in ("astro-ph", "cond-mat", "q-bio"):
            run = self.run_papercup("query", f"cat:{archive}")
            self.assertIn(f"papercup: cat:{archive} matches only papers from before the archive was divided, as at arXiv; "
                          f"cat:{archive}.* is the whole archive", run.stderr)
        for query in ("cat:astro-ph.*", "cat:astro-ph OR cat:astro-ph.*", "cat:astro-ph*", "cat:hep-th", "cat:cmp-lg"):
            self.assertNotIn("before the archive", self.run_papercup("query", query).stderr, query)


class EmptyAnswers(FetchingReader):
    """The query API's index lags behind, as far as a whole category."""

    def lag(self, until):
        self.arxiv.control("index", until)

    def check(self):
        run = self.run_papercup("status", "--check", code=None)
        return run.returncode, run.stdout

    def assert_well_after_the_index_is_right_again(self, since, until, now):
        self.lag("")
        self.be_at(now)
        self.run_papercup("fetch", "--if-due")
        self.assert_has_lists(since, until)
        self.assertEqual(self.check(), (0, "all is well\n"))
        self.assertIn("all lists complete", self.run_papercup("digest", "--peek").stdout)

    def test_the_feed_knows_better(self):
        self.lag("2026-11-08T00:00:00Z")
        run = self.run_papercup("fetch")
        self.assertIn("arXiv's query API has no papers for lists that had some, such as 2611.", run.stdout)
        code, text = self.check()
        self.assertEqual(code, 1)
        self.assertIn("arXiv's query API has no papers", text)
        self.assertIn("4 older lists are missing", text)
        digest = self.run_papercup("digest", "--peek").stdout
        self.assertIn("not complete", digest.splitlines()[0])
        requests = len(self.arxiv.log)
        self.run_papercup("fetch", "--if-due")
        self.assertEqual(len(self.arxiv.log), requests, "asked again within an hour")
        self.assert_well_after_the_index_is_right_again("2026-11-18", "2026-11-24", "2026-11-24T13:30:00Z")

    def test_it_does_not_ask_for_more_each_time(self):
        self.lag("2026-11-08T00:00:00Z")
        counts = []
        for hour in range(12, 18):
            self.be_at(f"2026-11-24T{hour}:30:00Z")
            before = len(self.arxiv.log)
            self.run_papercup("fetch", "--if-due")
            counts.append(len(self.arxiv.log) - before)
        self.assertLessEqual(max(counts[2:]), counts[1], counts)

    def test_oai_knows_better_where_there_is_no_feed(self):
        self.be_at("2026-11-28T12:00:00Z")  # a Saturday
        self.lag("2026-11-08T00:00:00Z")
        run = self.run_papercup("fetch")
        self.assertIn("arXiv's query API has no papers, but OAI-PMH has some", run.stdout)
        self.assertEqual(self.check()[0], 1)
        self.assert_well_after_the_index_is_right_again("2026-11-20", "2026-11-26", "2026-11-28T14:00:00Z")

    def test_days_asked_for(self):
        self.lag("2026-11-08T00:00:00Z")
        self.run_papercup("fetch", "--since", "2026-11-16")
        self.assertEqual(self.check()[0], 1)
        self.assert_well_after_the_index_is_right_again("2026-11-16", "2026-11-24", "2026-11-24T14:00:00Z")

    def test_it_has_the_first_of_the_missed_lists_only(self):
        self.run_papercup("fetch")
        self.be_at("2026-12-04T12:00:00Z")
        self.lag("2026-11-27T12:00:00Z")
        run = self.run_papercup("fetch")
        self.assertRegex(run.stdout, r"no papers for the list of \w+ \d+ \w+, and lists of cs\.\w\w usually have \d+")
        code, text = self.check()
        self.assertEqual(code, 1)
        self.assertIn("older lists are missing", text)
        self.assert_well_after_the_index_is_right_again("2026-11-25", "2026-12-04", "2026-12-04T14:00:00Z")

    def test_an_empty_feed_of_a_busy_category(self):
        self.run_papercup("fetch")
        self.be_at("2026-11-25T12:00:00Z")
        self.lag("2026-11-23T12:00:00Z")
        self.arxiv.control("faults", ",".join(["list:no-entries"] * 2))
        self.run_papercup("fetch")
        self.assertRegex(self.run_papercup("status").stdout, r"the feed still has no papers, and lists of cs\.LG usually have \d+")
        self.assert_well_after_the_index_is_right_again("2026-11-18", "2026-11-25", "2026-11-25T14:00:00Z")

    def test_a_category_in_which_little_happens_is_well(self):
        published = datetime.datetime(2026, 10, 8, 12, tzinfo=UTC)
        quiet = Paper("2610.99001", "A Glance at the Literature", "It is quiet here.", ["Ada Abelsen"], ["cs.GL"], published,
                      datetime.date(2026, 10, 9), replaced=datetime.date(2026, 11, 23))  # OAI-PMH tells of that alone
        self.arxiv.arxiv.archive.papers.append(quiet)
        self.arxiv.arxiv.archive.by_id[quiet.id] = quiet
        (self.home / "config/focus/rewards.toml").write_text("about = 'literature'\ncategories = ['cs.GL']\n")
        for now in ("2026-11-24T12:00:00Z", "2026-11-25T12:00:00Z", "2026-12-04T12:00:00Z", "2026-12-05T12:00:00Z"):
            self.be_at(now)
            run = self.run_papercup("fetch", "--if-due")
            self.assertEqual(run.stderr.replace("papercup: not due: there is nothing to ask arXiv for now\n", ""), "")
            self.assertEqual(self.check(), (0, "all is well\n"), now)
        self.assertTrue([row for row in self.arxiv.log if row["path"] == "/oai"], "nobody else was asked")


if __name__ == "__main__":
    run_tests(__doc__)
