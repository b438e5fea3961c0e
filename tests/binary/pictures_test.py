#!/usr/bin/env python3
"""Makes data/pictures/triage.svg anew and compares it with the one that is there, so that the documentation shows what the
program shows. The pictures of the page depend on fonts and browser; of them it is tested that they are there, small, and
as wide as they are made.

    pictures_test.py --papercup PROGRAM

scripts/make-pictures.py makes what is out of date.
"""
import difflib
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PICTURES = PROJECT / "data/pictures"
program = None


def shown_text(svg):
    """The texts of a picture, in its order."""
    return re.findall(r"<text [^>]*>([^<]*)</text>", svg)


class Pictures(unittest.TestCase):
    def test_the_screen_of_triage_is_that_of_today(self):
        if not shutil.which("tmux"):
            self.skipTest("tmux is not installed")
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([PROJECT / "scripts/make-pictures.py", "--papercup", program, "--only", "triage", "--output", folder],
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            made = pathlib.Path(folder, "triage.svg").read_text(encoding="utf-8")
        kept = (PICTURES / "triage.svg").read_text(encoding="utf-8")
        self.assertIn("Reward Models Forget What They Were Not Asked", shown_text(kept))
        differences = difflib.unified_diff(shown_text(kept), shown_text(made), "data/pictures/triage.svg", "of today", lineterm="")
        self.assertEqual("\n".join(differences), "", "scripts/make-pictures.py --only triage makes it anew")
        self.assertEqual(made, kept, "the texts are those, their places or colours are not")

    def test_the_screen_is_a_small_picture(self):
        self.assertLess((PICTURES / "triage.svg").stat().st_size, 40_000)

    def test_the_page_is_there_in_light_and_dark(self):
        for scheme in ("light", "dark"):
            picture = (PICTURES / f"page-{scheme}.png").read_bytes()
            self.assertLess(len(picture), 150_000)
            self.assertEqual(picture[:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual(struct.unpack(">I", picture[16:20]), (1000,))


if __name__ == "__main__":
    def take(path):
        global program
        program = path
    program_tests.run_tests(__doc__, take)
