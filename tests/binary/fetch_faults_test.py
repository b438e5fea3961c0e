#!/usr/bin/env python3
"""Each way in which arXiv has been seen to fail, one test a way, with the real binary over the real transport.

    fetch_faults_test.py --papercup PROGRAM

Faults are scripted at a stand-in for arXiv on this machine. Whatever it does, the store has to end with exactly its papers;
where a run cannot get over a fault by itself, the next one has to.
"""
import datetime
import pathlib
import sys
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from fetching_reader import FetchingReader, run_tests  # noqa: E402

KINDS = ("list", "ids", "window")  # of requests
ATTEMPTS = 4  # that an answer which is none is asked for


class FaultTest(FetchingReader):
    def script(self, *faults):
        self.assertNotIn("error", self.arxiv.control("faults", ",".join(faults)))

    def faults_met(self):
        return [row["fault"] for row in self.arxiv.log if row["fault"] != "ok"]

    def gets_over(self, fault, kinds=KINDS, times=2):
        """One run ends with everything, though each kind of request meets the fault."""
        for kind in kinds:
            with self.subTest(kind):
                self.forget_everything()
                self.arxiv.log.clear()
                self.script(*[f"{kind}:{fault}"] * times)
                self.run_papercup("fetch")
                self.assertEqual(self.faults_met(), [fault] * times)
                self.assert_exactly_first_fetch()
                self.assert_polite()

    def next_run_gets_over(self, fault, kinds=KINDS, code=4, times=ATTEMPTS):
        """A run ends with `code`, and the next one with everything."""
        for kind in kinds:
            with self.subTest(kind):
                self.forget_everything()
                self.arxiv.log.clear()
                self.script(*[f"{kind}:{fault}"] * times)
                self.run_papercup("fetch", code=code)
                self.assertEqual(self.faults_met(), [fault] * times, "not asked as often as it should be")
                self.script()
                self.run_papercup("fetch")
                self.assert_exactly_first_fetch()
                self.assert_polite()


class Refusals(FaultTest):
    def refused(self, fault, hold, kinds=KINDS):
        """Every kind of request is refused once; everything is held for so many seconds, and up to a tenth more."""
        for kind in kinds:
            with self.subTest(kind):
                self.forget_everything()
                self.arxiv.log.clear()
                self.script(f"{kind}:{fault}")
                run = self.run_papercup("fetch", code=4)
                self.assertIn("arXiv asks to wait", run.stderr)
                self.assertEqual(self.arxiv.log[-1]["fault"], fault, "asked again after a refusal")
                held = self.pace()["hold_until"] - self.arxiv.log[-1]["time"]
                self.assertGreaterEqual(held, hold - 1)
                self.assertLessEqual(held, hold * 1.1 + 2)
                self.forget_hold()
                self.run_papercup("fetch")
                self.assert_exactly_first_fetch()

    def test_429_without_retry_after(self):
        self.refused("429", 60)

    def test_200_with_rate_exceeded(self):
        self.refused("rate", 60)

    def test_503_with_retry_after_0_which_is_taken_as_absent(self):
        self.refused("503", 60)

    def test_429_with_retry_after_in_seconds(self):
        self.refused("429-after", 90)

    def test_503_with_retry_after_as_a_date(self):
        self.refused("503-date", 120)

    def test_the_next_process_waits_for_the_end_of_a_hold(self):
        self.script("list:429")
        self.run_papercup("fetch", code=4)
        requests = len(self.arxiv.log)
        # All but two seconds of it have gone by.
        file = self.home / "state/papercup/pace"
        fields = file.read_text(encoding="ascii").split()
        hold_until = time.time() + 2
        fields[1] = str(int(hold_until * 1000))
        file.write_text(" ".join(fields) + "\n", encoding="ascii")
        run = self.run_papercup("fetch")
        self.assertIn("arXiv asked to wait: continuing in 2 s", run.stderr)
        self.assertGreaterEqual(self.arxiv.log[requests]["time"], hold_until - 0.01)
        self.assert_exactly_first_fetch()

    def test_holds_double_while_arxiv_goes_on_refusing(self):
        for hold in (60, 120, 240, 480, 600, 600):
            self.script("list:429")
            self.run_papercup("fetch", code=4)
            self.assertAlmostEqual(self.pace()["hold_until"] - time.time(), hold * 1.05, delta=hold * 0.05 + 2)
            file = self.home / "state/papercup/pace"
            fields = file.read_text(encoding="ascii").split()
            fields[1] = "0"
            file.write_text(" ".join(fields) + "\n", encoding="ascii")
        self.run_papercup("fetch")
        self.assertEqual(self.pace()["refusals"], 0)
        self.assert_exactly_first_fetch()

    def test_403_stops_at_once_and_says_why(self):
        for kind in KINDS:
            with self.subTest(kind):
                self.forget_everything()
                self.arxiv.log.clear()
                self.script(f"{kind}:403")
                run = self.run_papercup("fetch", code=1)
                self.assertEqual(self.arxiv.log[-1]["fault"], "403", "asked again after a denial")
                self.assertIn("(status 403)", run.stderr)
                self.assertIn("Do not ask again before you know why: https://info.arxiv.org/denied.html", run.stderr)
                self.script()
                self.run_papercup("fetch")
                self.assert_exactly_first_fetch()


class EmptyAndShort(FaultTest):
    def test_no_entries_though_there_are_hits(self):
        self.gets_over("no-entries", ["ids", "window"])

    def test_no_entries_again_and_again(self):
        # In all page sizes.
        self.next_run_gets_over("no-entries", ["window"], times=4 * ATTEMPTS * len(self.CATEGORIES))

    def test_a_list_without_entries_is_not_taken_for_a_quiet_day(self):
        self.script("list:no-entries", "list:no-entries")
        run = self.run_papercup("fetch")
        self.assertIn("the feed still has", run.stdout)
        self.be_at("2026-11-24T13:30:00Z")
        self.run_papercup("fetch", "--if-due")
        self.assert_exactly_first_fetch()

    def test_a_total_of_zero_for_a_query_with_hits(self):
        self.next_run_gets_over("zero", ["window"], times=2)

    def test_a_total_of_zero_once(self):
        self.gets_over("zero", ["window"], times=1)

    def test_an_empty_body(self):
        self.gets_over("nothing")

    def test_an_empty_body_again_and_again(self):
        self.next_run_gets_over("nothing", ["list"])

    def test_a_short_page(self):
        self.gets_over("short", ["ids", "window"])

    def test_pages_that_never_have_more_than_60_entries(self):
        self.arxiv.rule = lambda path, query: "at-most-60" if "submittedDate:" in query else None
        self.run_papercup("fetch")
        self.assert_exactly_first_fetch()

    def test_pages_that_are_always_short_are_told(self):
        self.arxiv.rule = lambda path, query: "short" if "submittedDate:" in query else None
        told = "".join(self.run_papercup("fetch", code=None).stderr for _ in range(3 * len(self.CATEGORIES)))
        self.assertRegex(told, r"cs.LG: arXiv counts \d+ papers submitted from .* and gave \d+\n")


class Totals(FaultTest):
    def test_a_total_that_is_larger_than_what_there_is(self):
        self.gets_over("total-more", ["ids", "window"])

    def test_a_total_that_is_always_too_large(self):
        # Nothing tells it from papers that are withheld: three runs ask for them, then it is told and left.
        self.arxiv.rule = lambda path, query: "total-more" if "submittedDate:" in query else None
        runs = [self.run_papercup("fetch", code=None) for _ in range(3 * len(self.CATEGORIES))]
        self.assertEqual(runs[-1].returncode, 0, runs[-1].stderr)
        self.assertTrue(any("papers submitted from" in run.stderr for run in runs))
        self.assert_exactly_first_fetch()

    def test_a_total_that_shrinks(self):
        self.gets_over("total-less", ["ids", "window"])

    def test_a_total_that_counts_unknown_ids(self):
        self.arxiv.arxiv.counts_unknown = True
        (self.home / "config/focus/more.toml").write_text("likes = ['2611.99999']\n")
        self.run_papercup("fetch")
        self.assert_exactly_first_fetch()
        requests = len(self.arxiv.log)
        self.run_papercup("fetch", "--if-due")
        self.assertEqual(len(self.arxiv.log), requests, "asked again for what arXiv does not know")


class BrokenAnswers(FaultTest):
    def test_an_error_feed(self):
        self.next_run_gets_over("error-feed", ["window"], code=1, times=1)

    def test_an_error_feed_with_status_200(self):
        self.next_run_gets_over("error-feed-200", ["window"], code=1, times=1)

    def test_malformed_xml(self):
        self.gets_over("malformed")

    def test_malformed_xml_again_and_again(self):
        self.next_run_gets_over("malformed", ["list"])

    def test_truncated_xml(self):
        self.gets_over("truncated")

    def test_truncated_xml_again_and_again(self):
        self.next_run_gets_over("truncated", ["list"])

    def test_an_error_page_of_html(self):
        self.gets_over("html")

    def test_an_error_page_of_html_again_and_again(self):
        self.next_run_gets_over("html", ["list"])

    def test_xml_under_a_wrong_content_type(self):
        self.gets_over("wrong-type")

    def test_a_servers_error(self):
        self.gets_over("500")

    def test_a_page_size_that_always_fails(self):
        self.arxiv.rule = lambda path, query: "500" if "max_results=200" in query and "submittedDate:" in query else None
        self.run_papercup("fetch")
        self.assert_exactly_first_fetch()

    def test_406(self):
        self.gets_over("406")

    def test_every_request_has_accept_since_without_it_arxiv_answers_406(self):
        request = urllib.request.Request(self.arxiv.address + "/atom/cs.LG")
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request, timeout=10)
        self.assertEqual(caught.exception.code, 406)
        caught.exception.close()
        self.arxiv.log.clear()
        self.run_papercup("fetch")
        self.assertEqual({row["accept"] for row in self.arxiv.log}, {"*/*"})
        self.assert_exactly_first_fetch()


class Connections(FaultTest):
    def test_a_reset(self):
        self.gets_over("reset")

    def test_a_reset_again_and_again(self):
        self.next_run_gets_over("reset", ["list"])

    def test_a_slow_body(self):
        self.gets_over("slow")


class Order(FaultTest):
    """With several pages a window."""

    PER_DAY = 120

    def test_there_are_several_pages(self):
        self.run_papercup("fetch")
        self.assertTrue([row for row in self.arxiv.log if "start=200" in row["query"]])
        self.assert_exactly_first_fetch()

    def shifted(self, fault):
        self.gets_over(fault, ["window"], times=0)
        self.forget_everything()
        self.script("window:ok", f"window:{fault}")
        self.run_papercup("fetch")
        self.assertIn(fault, self.faults_met())
        self.assert_exactly_first_fetch()

    def test_duplicates_within_a_page(self):
        self.gets_over("twice", ["list", "window"])

    def test_reordered_entries_within_a_page(self):
        self.gets_over("shuffled", ["list", "window"])

    def test_duplicates_between_pages(self):
        self.shifted("row-came")

    def test_rows_that_fall_between_pages(self):
        self.shifted("row-gone")

    def test_an_order_that_changes_between_pages(self):
        self.shifted("other-order")


class StaleFeeds(FaultTest):
    def papers_listed_on(self, day):
        archive = self.arxiv.arxiv.archive
        return {paper.id for category in self.CATEGORIES for paper, _ in archive.list_of(category, datetime.date.fromisoformat(day))}

    def test_a_feed_that_repeats_the_previous_batch_under_a_fresh_date(self):
        self.be_at("2026-11-23T12:00:00Z")
        self.FIRST_LIST = "2026-11-17"
        self.run_papercup("fetch")
        self.assert_exactly_first_fetch()
        self.be_at("2026-11-24T12:00:00Z")
        self.script(*["list:stale-list"] * len(self.CATEGORIES))
        self.run_papercup("fetch")
        self.be_at("2026-11-24T13:30:00Z")
        self.run_papercup("fetch")
        stored = self.assert_exactly_first_fetch(also=self.papers_listed_on("2026-11-23"))
        for name in self.expected("2026-11-23", "2026-11-23"):
            self.assertEqual(stored[name]["announced"], "2026-11-23", name)

    def test_such_a_feed_at_the_first_fetch(self):
        self.script(*["list:stale-list"] * len(self.CATEGORIES))
        run = self.run_papercup("fetch")
        self.assertRegex(run.stdout, r"cs.LG: .*; the feed repeats Mon 23 Nov \(\d+ of \d+ (ids already here|papers were submitted for it or before)\)")
        self.be_at("2026-11-24T13:30:00Z")
        self.run_papercup("fetch")
        self.assert_exactly_first_fetch(also=self.papers_listed_on("2026-11-23"))


class OaiPmh(FaultTest):
    CATEGORIES = ("cs.LG",)
    HARVEST = ("fetch", "--source", "oai", "--category", "cs.LG", "--since", "2026-11-18")

    def assert_harvested(self):
        archive = self.arxiv.arxiv.archive
        since = datetime.date(2026, 11, 17)
        expected = {paper.id for paper in archive.visible(self.arxiv.arxiv.now) if "cs.LG" in paper.categories
                    and (paper.listed >= since or (paper.replaced and since <= paper.replaced <= datetime.date(2026, 11, 24)))}
        self.assertGreater(len(expected), self.arxiv.arxiv.OAI_PAGE)
        self.assertEqual(set(self.stored()), expected)

    def test_faults_that_pass(self):
        for fault in ("500", "nothing", "truncated", "malformed", "html", "wrong-type", "reset", "slow", "406"):
            with self.subTest(fault):
                self.forget_everything()
                self.script(f"oai:{fault}", "oai:ok", f"oai:{fault}")
                self.run_papercup(*self.HARVEST)
                self.assert_harvested()

    def test_an_error_under_status_200(self):
        for place in ([], ["oai:ok"]):
            with self.subTest(place):
                self.forget_everything()
                self.script(*place, "oai:oai-error")
                run = self.run_papercup(*self.HARVEST, code=1)
                self.assertIn("until is too late (badArgument)", run.stderr)
                self.run_papercup(*self.HARVEST)
                self.assert_harvested()

    def test_an_expired_token(self):
        self.script("oai:ok", "oai:bad-token")
        self.run_papercup(*self.HARVEST)
        self.assert_harvested()

    def test_a_stale_no_records_match(self):
        # Caches keep it until midnight UTC.
        self.script("oai:no-records")
        run = self.run_papercup(*self.HARVEST, code=4)
        self.assertIn("arXiv says that nothing changed", run.stderr)
        self.assertEqual(self.stored(), {})
        self.run_papercup(*self.HARVEST)
        self.assert_harvested()

    def test_no_records_match_in_the_middle_of_a_harvest(self):
        self.script("oai:ok", "oai:no-records")
        self.run_papercup(*self.HARVEST)
        self.assert_harvested()

    def test_no_records_match_where_there_are_none(self):
        self.be_at("2026-11-22T12:00:00Z")  # a Sunday: the last papers were submitted on Friday
        self.run_papercup("fetch", "--source", "oai", "--category", "cs.LG", "--since", "2026-11-22")
        self.assertEqual(self.stored(), {})


if __name__ == "__main__":
    run_tests(__doc__)
