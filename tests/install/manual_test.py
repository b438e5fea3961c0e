#!/usr/bin/env python3
"""Looks at the pages of the manual that the build has made, with the programs that show them.

    manual_test.py --pages FOLDER
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

FOLDER = pathlib.Path()
LONGEST = 300  # lines of 80 columns that papercup(1) may have
NAMES = {"papercup.1", "papercup-digest.1", "papercup-triage.1", "papercup-query.1", "papercup-focus.1", "papercup-fetch.1", "papercup-mail.1",
         "papercup-eval.1", "papercup-doctor.1", "papercup-files.5"}


def pages():
    return sorted(FOLDER.glob("*.[0-9]"))


def complaints_of_mandoc(page):
    run = subprocess.run(["mandoc", "-Tlint", "-Wwarning", page], capture_output=True, text=True, check=False)
    # Other pages are not installed where this is tested.
    return [line for line in (run.stdout + run.stderr).splitlines() if not re.search(r"STYLE:|referenced manual not found", line)]


def complaints_of_groff(page):
    run = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-k", page], capture_output=True, text=True, check=False)
    return run.stderr.splitlines()


def shown(page):
    run = subprocess.run(["groff", "-man", "-Tutf8", "-k", "-rLL=80n", "-P-cbou", page], capture_output=True, text=True, check=True)
    return run.stdout


def broken_page(folder):
    page = pathlib.Path(folder) / "broken.1"
    page.write_text('.TH BROKEN 1 "2026-11-24" "papercup" "User Commands"\n.SH NAME\nbroken \\- a page\n.SH DESCRIPTION\n.XX\n.RE\n\\*[nothing]\n')
    return page


class ManualTest(unittest.TestCase):
    def test_every_page_is_made(self):
        self.assertEqual({page.name for page in pages()}, NAMES)

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_mandoc_complains_of_nothing_but_style(self):
        for page in pages():
            with self.subTest(page.name):
                self.assertEqual(complaints_of_mandoc(page), [])
        with tempfile.TemporaryDirectory() as folder:
            self.assertTrue(complaints_of_mandoc(broken_page(folder)), "a lint that cannot fail")

    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_groff_complains_of_nothing(self):
        for page in pages():
            with self.subTest(page.name):
                self.assertEqual(complaints_of_groff(page), [])
        with tempfile.TemporaryDirectory() as folder:
            self.assertTrue(complaints_of_groff(broken_page(folder)), "a check that cannot fail")

    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_the_first_page_is_short(self):
        lines = shown(FOLDER / "papercup.1").splitlines()
        self.assertIn("papercup - today's arXiv papers", "\n".join(lines))
        self.assertLessEqual(len(lines), LONGEST)
        # A command that is to be copied is not broken.
        self.assertLessEqual(max(len(line) for line in lines if not line.lstrip().startswith("papercup ")), 80)
        self.assertLessEqual(len((FOLDER / "papercup.1").read_text(encoding="utf-8").splitlines()), LONGEST)

    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_commands_can_be_copied(self):
        self.assertIn("papercup query 'cat:astro-ph.GA AND ti:\"dark matter\"' --since 7d --format jsonl", shown(FOLDER / "papercup-query.1"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", required=True)
    arguments, rest = parser.parse_known_args()
    FOLDER = pathlib.Path(arguments.pages)
    program_tests.run_unittest(rest)
