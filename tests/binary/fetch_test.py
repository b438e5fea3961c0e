#!/usr/bin/env python3
"""Fetches with the real binary from a stand-in for arXiv on this machine.

    fetch_test.py --papercup PROGRAM

Whatever the stand-in does, the store has to end with exactly its papers, and the stand-in must not be asked faster than
the pace.
"""
import datetime
import pathlib
import re
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import arxiv_stand_in  # noqa: E402
from fetching_reader import INTERVAL, FetchingReader, run_tests  # noqa: E402
from program_tests import wait_until  # noqa: E402

SEEDS = range(1, 11)


class Fetch(FetchingReader):
    def test_first_fetch_has_five_lists(self):
        run = self.run_papercup("fetch")
        stored = self.assert_has_lists("2026-11-18", "2026-11-24")
        self.assertRegex(run.stdout, r"cs.LG: \d+ new, .*list of Tue 24 Nov 2026")
        self.assertEqual(run.stderr, "")
        self.assert_polite()
        listed = [paper for paper in stored.values() if paper.get("announced") == "2026-11-24"]
        self.assertTrue(listed)
        self.assertFalse([paper for paper in listed if paper.get("announced_estimated")])

    def test_a_fortnight_away_over_a_holiday(self):
        self.run_papercup("fetch")
        self.be_at("2026-12-08T12:00:00Z")
        self.run_papercup("fetch")
        self.assert_has_lists("2026-11-18", "2026-12-08")
        self.assert_polite()

    def test_on_a_weekend_the_last_list_comes_from_the_query_api(self):
        self.be_at("2026-11-28T12:00:00Z")
        run = self.run_papercup("fetch")
        self.assert_has_lists("2026-11-20", "2026-11-26")
        self.assertIn("list of Thu 26 Nov 2026", run.stdout)
        requests = len(self.arxiv.log)
        self.run_papercup("fetch", "--if-due")
        self.assertEqual(len(self.arxiv.log), requests)

    def test_faults_that_pass(self):
        for fault in [*arxiv_stand_in.PASSING, "slow", "total-more"]:
            for kind in ("list", "ids", "window"):
                with self.subTest(fault=fault, kind=kind):
                    self.arxiv.control("faults", ",".join([f"{kind}:{fault}"] * 2))
                    self.run_papercup("fetch", "--category", "cs.LG", "--category", "cs.CL")
                    self.assert_has_lists("2026-11-18", "2026-11-24")
                    self.forget_everything()

    def test_faults_at_random(self):
        for seed in SEEDS:
            with self.subTest(seed=seed):
                self.arxiv.control("random", f"{seed},0.35")
                for _ in range(12):
                    run = self.run_papercup("fetch", "-v", code=None)
                    if run.returncode == 0 and "not complete" not in self.run_papercup("digest", "--peek").stdout:
                        break
                    self.assertIn(run.returncode, (0, 4), run.stderr)
                else:
                    self.fail("twelve runs did not come to an end: " + run.stdout + run.stderr)
                self.assert_has_lists("2026-11-18", "2026-11-24")
                self.forget_everything()

    def test_an_empty_answer_is_not_taken_for_nothing(self):
        self.arxiv.control("faults", ",".join(["window:zero"] * 2))
        self.run_papercup("fetch", "--category", "cs.LG", code=4)
        self.run_papercup("fetch", "--category", "cs.LG")
        self.assertFalse(self.expected("2026-11-18", "2026-11-24", ["cs.LG"]) - set(self.stored()))

    def test_a_list_that_repeats_the_one_before_is_asked_for_again(self):
        self.be_at("2026-11-23T12:00:00Z")
        self.run_papercup("fetch")
        self.be_at("2026-11-24T12:00:00Z")
        self.arxiv.control("faults", "list:stale-list,list:stale-list")
        run = self.run_papercup("fetch")
        self.assertIn("the feed repeats Mon 23 Nov (", run.stdout)
        self.assertIn("cs.LG: STALE", self.run_papercup("digest", "--peek").stdout)
        windows = [row["query"] for row in self.arxiv.log if "submittedDate:" in row["query"] and "20261124" in row["query"]]
        self.assertEqual(len(windows), 2, "a late list should cost one window a category")
        requests = len(self.arxiv.log)
        self.run_papercup("fetch", "--if-due")
        self.assertEqual(len(self.arxiv.log), requests, "asked again within an hour")
        self.be_at("2026-11-24T13:30:00Z")
        self.run_papercup("fetch", "--if-due")
        stored = self.assert_has_lists("2026-11-18", "2026-11-24")
        self.assertIn("all lists complete", self.run_papercup("digest", "--peek").stdout)
        for name in self.expected("2026-11-23", "2026-11-23"):
            self.assertEqual(stored[name]["announced"], "2026-11-23", name)

    def held_for_weeks(self):
        """What moderators held for longer than a week, on the first fetch's lists."""
        found = self.expected("2026-11-18", "2026-11-24", held=99) - self.expected("2026-11-18", "2026-11-24", held=8)
        archive = self.arxiv.arxiv.archive
        self.assertTrue([name for name in found if archive.held(archive.by_id[name]) >= 20])
        return found

    def test_a_first_fetch_has_what_moderators_held_for_weeks(self):
        self.run_papercup("fetch")
        self.assertEqual(self.held_for_weeks() - set(self.stored()), set())
        self.assert_exactly_first_fetch()

    def test_the_lists_of_all_categories_come_before_what_was_held(self):
        self.run_papercup("fetch")
        windows = [row["query"].partition("submittedDate:")[2][:12] for row in self.arxiv.log if "submittedDate:" in row["query"]]
        # Of cs.CL and cs.LG: lists by papers of a week before them, then those of the weeks before that.
        self.assertEqual([begin for at, begin in enumerate(windows) if at == 0 or windows[at - 1] != begin],
                         ["[20261111000", "[20261019000"])

    def test_init_leaves_what_was_held_to_the_next_fetch(self):
        focus = ["--name", "rewards", "--about", "reward models", "--category", "cs.LG", "--category", "cs.CL"]
        (self.home / "config/focus/rewards.toml").unlink()
        run = self.run_papercup("init", *focus)
        self.assertIn("Your first digest", run.stdout)
        self.assertFalse([row for row in self.arxiv.log if "[202610190000" in row["query"]])
        self.assertGreater(len(self.held_for_weeks() - set(self.stored())), 0)
        self.run_papercup("fetch", "--if-due")
        self.assert_exactly_first_fetch()
        requests = len(self.arxiv.log)
        self.run_papercup("fetch", "--if-due")
        self.assertEqual(len(self.arxiv.log), requests)

    def test_what_was_submitted_before_the_first_list_is_no_news(self):
        self.run_papercup("fetch")
        first = self.run_papercup("digest", "--channel", "script", "--format", "ids").stdout.split()
        self.assertTrue(first)
        (self.home / "config/focus/grasping.toml").write_text("about = 'grasping'\ncategories = ['cs.RO']\n")
        self.run_papercup("init", "--name", "bandits", "--about", "bandits with ties", "--category", "stat.ML")
        again = ["digest", "--focus", "bandits", "--channel", "other", "--format", "jsonl", "--top", "100"]
        self.run_papercup(*again)
        self.run_papercup("fetch", "--if-due")
        self.assertEqual([line for line in self.run_papercup(*again).stdout.splitlines() if '"announced":"2026-10' in line], [])

    def test_an_unchanged_list_is_not_sent_again(self):
        self.run_papercup("fetch")
        before = len(self.arxiv.log)
        run = self.run_papercup("fetch")
        self.assertEqual(len(self.arxiv.log), before + 2)
        self.assertIn("cs.LG: 0 new, 0 changed, 0 unchanged", run.stdout)

    def test_what_moderators_held_for_weeks_is_found_when_lists_were_missed(self):
        self.run_papercup("fetch")
        self.be_at("2026-12-08T12:00:00Z")
        self.run_papercup("fetch")
        self.assert_has_lists("2026-11-25", "2026-12-08", held=26)

    def test_replacements_of_missed_lists_are_followed(self):
        self.run_papercup("fetch")
        self.be_at("2026-12-08T12:00:00Z")
        self.run_papercup("fetch")
        archive = self.arxiv.arxiv.archive
        replaced = [paper for paper in archive.papers if paper.replaced and paper.id in self.expected("2026-11-18", "2026-11-24")
                    and datetime.date(2026, 11, 25) <= paper.replaced <= datetime.date(2026, 12, 8)]
        self.assertTrue(replaced)
        stored = self.stored()
        for paper in replaced:
            self.assertEqual(stored[paper.id]["version"], 2, paper.id)

    def test_oai_harvests_a_category(self):
        self.arxiv.control("faults", "oai:ok,oai:bad-token")
        self.run_papercup("fetch", "--source", "oai", "--category", "cs.LG", "--since", "2026-11-18")
        self.assertFalse(self.expected("2026-11-18", "2026-11-24", ["cs.LG"], held=99) - set(self.stored()))

    def test_refusals_end_the_run_and_hold_the_next(self):
        for fault in ["429", "rate", "503"]:
            with self.subTest(fault):
                self.arxiv.control("faults", f"ok,{fault}")
                before = len(self.arxiv.log)
                self.run_papercup("fetch", code=4)
                self.assertEqual(len(self.arxiv.log), before + 2)
                self.forget_hold()
        self.run_papercup("fetch")
        self.assert_has_lists("2026-11-18", "2026-11-24")

    def test_a_denial_is_not_repeated(self):
        self.arxiv.control("faults", "403")
        run = self.run_papercup("fetch", "--category", "cs.LG", code=1)
        self.assertEqual(len(self.arxiv.log), 1)
        self.assertIn("denied", run.stderr)

    def test_processes_share_the_pace_and_lose_nothing(self):
        for count in (2, 4):
            with self.subTest(processes=count):
                others = [self.start_papercup("fetch") for _ in range(count - 1)]
                self.run_papercup("fetch")
                for other in others:
                    _, errors = other.communicate(timeout=60)
                    self.assertEqual(other.returncode, 0, errors)
                self.assert_has_lists("2026-11-18", "2026-11-24")
                self.assert_polite()
                self.forget_everything()

    def test_interrupted_it_keeps_what_came_and_goes_on(self):
        (self.home / "config/config.toml").write_text(self.arxiv.config(1))
        process = self.start_papercup("fetch")
        wait_until(lambda: len(self.arxiv.log) >= 3, "the third request")
        # A pause, as nothing shows that the third answer is stored and the second until the next request is waited for.
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        self.assertEqual(errors, "papercup: interrupted\nWhat has been fetched is kept; the next papercup fetch continues from "
                                 "there.\n")
        stored = self.stored()
        told = sum(int(count.replace(",", "")) for count in re.findall(r": ([\d,]+) new, .*, then interrupted\n", output))
        self.assertEqual(told, len(stored))
        self.assertTrue(stored)
        self.assertEqual(len(self.arxiv.log), 3, "asked on after Ctrl-C")
        (self.home / "config/config.toml").write_text(self.arxiv.config(INTERVAL))
        self.run_papercup("fetch")
        self.assert_exactly_first_fetch()

    def test_if_due_asks_nothing_when_nothing_can_be_new(self):
        self.run_papercup("fetch")
        requests = len(self.arxiv.log)
        run = self.run_papercup("fetch", "--if-due")
        self.assertEqual((run.stdout, run.stderr), ("", "papercup: not due: there is nothing to ask arXiv for now\n"))
        self.run_papercup("fetch", "--if-due", "--changed", code=3)
        self.assertEqual(len(self.arxiv.log), requests)
        self.run_papercup("fetch", "--changed", code=3)
        self.be_at("2026-11-25T12:00:00Z")
        self.run_papercup("fetch", "--if-due", "--changed", code=0)

    def test_killed_it_goes_on(self):
        for requests in (1, 3, 5):
            process = self.start_papercup("fetch")
            wait_until(lambda: len(self.arxiv.log) >= requests, f"{requests} requests")
            process.kill()
            process.communicate()
        self.run_papercup("fetch")
        self.assert_has_lists("2026-11-18", "2026-11-24")

    def test_nobody_there(self):
        (self.home / "config/config.toml").write_text('[arxiv]\napi_url = "http://127.0.0.1:9/"\n'
                                                      'feed_url = "http://127.0.0.1:9/"\n'
                                                      'oai_url = "http://127.0.0.1:9/"\nmin_interval = 0.01\n')
        run = self.run_papercup("fetch", code=4)
        self.assertIn("127.0.0.1", run.stderr)

    def test_it_says_who_asks(self):
        with open(self.home / "config/config.toml", "a", encoding="utf-8") as config:
            config.write('contact = "me@example.org"\n')
        self.run_papercup("fetch")
        self.assertRegex(self.arxiv.log[0]["user_agent"], r"^papercup/[0-9.]+ \(me@example.org\)$")


if __name__ == "__main__":
    run_tests(__doc__)
