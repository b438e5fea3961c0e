#!/usr/bin/env python3
"""What the tests skip is seen: by the exit code of a Python test, and in what scripts/report-skips.py says of all."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

import program_tests

REPORT = pathlib.Path(__file__).resolve().parents[2] / "scripts/report-skips.py"

TESTS = """
import os, sys, unittest
sys.path.insert(0, {support!r})
import program_tests

class Some(unittest.TestCase):
    def test_runs(self):
        self.assertEqual(os.environ.get("http_proxy"), None)

    def test_is_skipped(self):
        self.skipTest("no exim:\\n here")

    def test_fails(self):
        self.fail()

program_tests.run_unittest(sys.argv[1:])
"""

RESULTS = """<testsuite>
<testcase name="good" status="run"><system-out>skipped: nothing: it passed</system-out></testcase>
<testcase name="bad" status="fail"><failure message=""/><system-out/></testcase>
<testcase name="missing" status="notrun"><skipped message="Unable to find executable"/><system-out/></testcase>
<testcase name="mail" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/><system-out>
skipped: A.b: no exim
skipped: A.c: no exim
skipped: A.d: needs root: x</system-out></testcase>
<testcase name="Feeds.One" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/><system-out>
feeds_test.cpp:78: Skipped
no feeds

[  SKIPPED ] Feeds.One (0 ms)</system-out></testcase>
<testcase name="silent" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/><system-out/></testcase>
<testcase name="off" status="disabled"><system-out>Disabled</system-out></testcase>
</testsuite>"""


class PythonTests(unittest.TestCase):
    def run_tests(self, *names):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "some_test.py")
            file.write_text(TESTS.format(support=str(pathlib.Path(program_tests.__file__).parent)), encoding="utf-8")
            return subprocess.run([sys.executable, "-B", file, *names], env={"http_proxy": "http://127.0.0.1:9"}, capture_output=True,
                                  text=True, check=False)

    def test_what_is_skipped_in_part_has_a_code_of_its_own(self):
        run = self.run_tests("Some.test_runs", "Some.test_is_skipped")
        self.assertEqual((run.returncode, run.stdout), (77, "skipped: Some.test_is_skipped: no exim: here\n"), run.stderr)

    def test_what_runs_wholly_passes(self):
        run = self.run_tests("Some.test_runs")
        self.assertEqual((run.returncode, run.stdout), (0, ""), run.stderr)

    def test_a_failure_is_more_than_a_skip(self):
        self.assertEqual(self.run_tests("Some.test_is_skipped", "Some.test_fails").returncode, 1)

    def test_to_run_nothing_is_a_failure(self):
        self.assertEqual(self.run_tests("-k", "no such test").returncode, 1)


class Report(unittest.TestCase):
    def report(self, output, results):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "results.xml")
            file.write_text(results, encoding="utf-8")
            return subprocess.run([sys.executable, "-B", REPORT, file], input=output, capture_output=True, text=True, check=True).stdout

    def test_a_line_a_reason_stands_before_the_summary(self):
        self.assertEqual(self.report("1/7 Test #1: good\n\n60% tests passed, 2 tests failed out of 6\n\nTotal Test time\n", RESULTS),
                         "1/7 Test #1: good\n\n"
                         "4 tests were skipped, wholly or in part:\n"
                         "    no exim: mail (2 of its tests)\n"
                         "    needs root: x: mail\n"
                         "    no feeds: Feeds.One\n"
                         "    it did not say why: silent\n"
                         "    it is disabled: off\n\n"
                         "60% tests passed, 2 tests failed out of 6\n\nTotal Test time\n")

    def test_nothing_skipped_is_said_as_well(self):
        self.assertEqual(self.report("100% tests passed\n", "<testsuite><testcase name='a' status='run'/></testsuite>"),
                         "No test was skipped.\n\n100% tests passed\n")

    def test_what_runs_no_test_has_no_report(self):
        self.assertEqual(self.report("Total Tests: 2\n", ""), "Total Tests: 2\n")


if __name__ == "__main__":
    program_tests.run_unittest(sys.argv[1:])
