"""The main program of a file of tests that drive the built papercup."""
import argparse
import os
import sys
import unittest


def run_tests(description, take_program, **options):
    """Gives the path after --papercup to `take_program`, and runs the file's tests with unittest's other arguments."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    arguments, rest = parser.parse_known_args()
    take_program(os.path.abspath(arguments.papercup))
    unittest.main(argv=[sys.argv[0], *rest], **options)
