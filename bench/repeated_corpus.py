#!/usr/bin/env python3
"""Repeats a corpus under new identifiers, as lines for `papercup import -`: how a store of millions of papers is made to
measure. The papers have the words, days and people of the corpus's, so that there are as many of everything on a day as
times the corpus is repeated. The first time they keep their identifiers; later ones are of the years 2070 to 2098, in
which the corpus may have none.

    bench/repeated_corpus.py --corpus papers.jsonl.zst --times 15 | papercup --data FOLDER import -
"""
import argparse
import json
import re
import subprocess
import sys

FIRST_MONTH, LAST_MONTH = 70 * 12, 98 * 12 + 11
NUMBERS_A_MONTH = 99_999
ID = re.compile(r'^\{"id":\s*"([^"]*)"')


def new_id(number):
    month = FIRST_MONTH + number // NUMBERS_A_MONTH
    if month > LAST_MONTH:
        sys.exit("there are not as many identifiers")
    return f"{month // 12:02}{month % 12 + 1:02}.{number % NUMBERS_A_MONTH + 1:05}"


def lines_of(corpus):
    command = ["zstd", "-dc", corpus] if corpus.endswith(".zst") else ["cat", corpus]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        yield from process.stdout
    if process.returncode:
        sys.exit(f"cannot read {corpus}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--corpus", required=True, help="JSON lines as papercup import reads them, plain or .zst")
    parser.add_argument("--times", type=int, required=True)
    options = parser.parse_args()
    number = 0
    for time in range(options.times):
        for line in lines_of(options.corpus):
            match = ID.match(line)
            if not match:
                sys.exit(f"a line that does not begin with its id: {line[:60]}")
            if time and re.match(r"7\d|8\d|9[0-8]", match[1]):
                sys.exit(f"{match[1]} is of the years of the new identifiers")
            if time:
                line = f'{{"id":{json.dumps(new_id(number))}{line[match.end():]}'
                number += 1
            sys.stdout.write(line)


if __name__ == "__main__":
    main()
