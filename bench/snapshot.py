#!/usr/bin/env python3
"""Makes a snapshot in the form of Kaggle's "arxiv-metadata-oai-snapshot.json" by repeating papers under new identifiers.

    snapshot.py --lines N FILE > SNAPSHOT

FILE is JSON Lines in papercup's own form, plain or packed by zstd (read through the program zstd). Every round over it
changes the identifiers and one word of each title, so that no paper is another's version, and the text stays as long and as
mixed as that of real papers. Identifiers have the form of 2031 to 2060, which arXiv has not issued.
"""
import argparse
import datetime
import json
import pathlib
import subprocess
import sys

MONTHS = [f"{year:02}{month:02}" for year in range(31, 61) for month in range(1, 13)]
A_MONTH = 25_000


def lines_of(file):
    if file.suffix != ".zst":
        with file.open(encoding="utf-8") as lines:
            yield from lines
        return
    with subprocess.Popen(["zstd", "-dcq", file], stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        yield from process.stdout


def snapshot_line(paper, number, copy):
    month, inside = divmod(number, A_MONTH)
    name = f"{MONTHS[month]}.{inside + 1:05}"
    authors = paper.get("authors", [])
    first = datetime.date(2031 + month // 12, 1 + month % 12, 1 + number % 28)
    days = [first + datetime.timedelta(days=later) for later in range(paper.get("version", 1))]
    versions = [{"version": f"v{version}", "created": f"{day:%a, %-d %b %Y} 12:18:42 GMT"} for version, day in enumerate(days, 1)]
    return json.dumps({
        "id": name, "submitter": authors[0] if authors else "", "authors": ", ".join(authors),
        "title": paper["title"] + (f" copy{copy}" if copy else ""), "comments": paper.get("comment"),
        "journal-ref": paper.get("journal_ref"), "doi": None, "report-no": None,
        "categories": " ".join(paper.get("categories", [])), "license": paper.get("license"),
        "abstract": "  " + paper.get("abstract", "") + "\n", "versions": versions, "update_date": f"{days[-1]}",
        "authors_parsed": [[name.rpartition(" ")[2], name.rpartition(" ")[0], ""] for name in authors]}, ensure_ascii=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("file", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.lines > len(MONTHS) * A_MONTH:
        sys.exit(f"at most {len(MONTHS) * A_MONTH} lines have identifiers")
    number = copy = 0
    while number < arguments.lines:
        before = number
        for line in lines_of(arguments.file):
            if number == arguments.lines:
                break
            sys.stdout.write(snapshot_line(json.loads(line), number, copy) + "\n")
            number += 1
        if number == before:
            sys.exit(f"{arguments.file} has no papers")
        copy += 1


if __name__ == "__main__":
    main()
