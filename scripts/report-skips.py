#!/usr/bin/env python3
"""Passes on what ctest prints and, before its summary, says how many tests were skipped and why.

    ctest --output-junit FILE ... | scripts/report-skips.py FILE

A Python test says `skipped: NAME: reason` (tests/support/program_tests.py), a test of GoogleTest what follows GTEST_SKIP().
"""
import collections
import pathlib
import re
import sys
import xml.etree.ElementTree

SUMMARY = re.compile(r"\d+% tests passed")
PYTHON = re.compile(r"^skipped: (.*?): (.*)$", re.M)
GOOGLE_TEST = re.compile(r": Skipped\n(.+)$", re.M)


def reasons_of(test):
    """What was skipped in a test, by reason; the whole test has no name."""
    text = test.findtext("system-out") or ""
    found = collections.defaultdict(list)
    for name, reason in PYTHON.findall(text):
        found[reason].append(name)
    for reason in GOOGLE_TEST.findall(text):
        found[reason] = []
    return found or {"it is disabled" if test.get("status") == "disabled" else "it did not say why": []}


def report(file):
    def is_skipped(test):
        mark = test.find("skipped")
        # What ctest could not start has no such message: it has failed.
        return test.get("status") == "disabled" or mark is not None and mark.get("message", "").startswith("SKIP_")

    skipped = [test for test in xml.etree.ElementTree.parse(file).iter("testcase") if is_skipped(test)]
    if not skipped:
        return "No test was skipped.\n"
    by_reason = collections.defaultdict(list)
    for test in skipped:
        for reason, names in reasons_of(test).items():
            by_reason[reason].append(test.get("name") + (f" ({len(names)} of its tests)" if len(names) > 1 else ""))
    lines = [f"{len(skipped)} test{'s were' if len(skipped) > 1 else ' was'} skipped, wholly or in part:\n"]
    for reason, names in by_reason.items():
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        lines.append(f"    {reason}: {', '.join(names[:3])}{more}\n")
    return "".join(lines)


def main():
    file = pathlib.Path(sys.argv[1])
    summary = []
    for line in sys.stdin:
        if summary or SUMMARY.match(line):
            summary.append(line)
        else:
            sys.stdout.write(line)
            sys.stdout.flush()
    # Without a summary ctest has run nothing.
    if summary:
        sys.stdout.writelines([report(file), "\n", *summary])


if __name__ == "__main__":
    main()
