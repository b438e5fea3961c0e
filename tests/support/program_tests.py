"""What the files of tests that drive the built papercup have in common: their environment, and how they end.

Whoever imports this gets an environment that depends on nobody's: see KEPT and SET. A test that cannot run says so by `skip`
(or as unittest does); a file that has skipped any of its tests, and in which nothing failed, ends with SKIPPED, so that
ctest shows it as skipped and not as passed.
"""
import argparse
import os
import sys
import time
import unittest

SKIPPED = 77  # exit code, see papercup_python_test in tests/CMakeLists.txt
DEBIAN_PYTHON = "/usr/bin/python3"  # for which Debian's packages are installed

# As tests/support/test_main.cpp has them.
KEPT = ("PATH", "TMPDIR", "ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH")
SET = {"HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
# What a sanitizer reports is no ordinary failure; for the rest see papercup_join_tests in cmake/PapercupModule.cmake.
SANITIZERS = {"ASAN_OPTIONS": "exitcode=99:intercept_tls_get_addr=0", "UBSAN_OPTIONS": "exitcode=99"}


def make_own_environment():
    for name in set(os.environ) - set(KEPT):
        del os.environ[name]
    os.environ.update(SET)
    os.umask(0o022)


make_own_environment()
skipped = []


def skip(name, reason):
    """Says that a test, or a part of one, is not run; scripts/report-skips.py reads it."""
    skipped.append(name)
    print(f"skipped: {name}: {' '.join(reason.split())}", flush=True)


def exit_code(failed):
    return 1 if failed else SKIPPED if skipped else 0


def end_without(error):
    """After an import has failed: starts again with Debian's Python, or ends as skipped."""
    if os.path.realpath(sys.executable) != os.path.realpath(DEBIAN_PYTHON) and os.path.exists(DEBIAN_PYTHON):
        os.execv(DEBIAN_PYTHON, [DEBIAN_PYTHON, "-B", *sys.argv])
    skip(os.path.basename(sys.argv[0]), f"{error.name} is not installed (python3-{error.name})")
    sys.exit(SKIPPED)


def wait_until(holds, what, seconds=60):
    """Looks again and again; fails if `what` has not come in so many seconds, however busy the machine may be."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.005)


def run_unittest(arguments, **options):
    """Runs the tests of the main program, or those that unittest's `arguments` name, and ends."""
    result = unittest.main(argv=[sys.argv[0], *arguments], exit=False, **options).result
    for test, reason in result.skipped:
        skip(test.id().removeprefix("__main__."), reason)
    if result.testsRun == 0 and not skipped:
        print("no test was run")
    sys.exit(exit_code(not result.wasSuccessful() or result.testsRun + len(skipped) == 0))


def run_tests(description, take_program, **options):
    """Gives the path after --papercup to `take_program`, and runs the file's tests with unittest's other arguments."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    arguments, rest = parser.parse_known_args()
    take_program(os.path.abspath(arguments.papercup))
    run_unittest(rest, **options)
