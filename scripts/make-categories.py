#!/usr/bin/env python3
"""Makes data/categories.tsv from arXiv's category taxonomy.

    make-categories.py TAXONOMY > data/categories.tsv

TAXONOMY is a tab-separated table of the definitions in arxiv-base (arxiv/taxonomy/definitions.py), a row a category,
with at least the columns id, name, archive, archive_name, group_name, status (active, inactive, subsumed), canonical_id
and oai_set. An inactive row must be a whole archive: arXiv used some as categories before dividing them.
"""

import csv
import sys

COLUMNS = ["id", "name", "archive", "archive_name", "group_name", "status", "canonical_id", "oai_set"]
STATUS = {"active": "active", "subsumed": "subsumed", "inactive": "archive"}
HEADER = """\
# arXiv's categories, one a row, with the names arXiv gives them.
# Source: arXiv's category taxonomy, arxiv-base arxiv/taxonomy/definitions.py. Made by scripts/make-categories.py.
# status: active; subsumed (an old archive, now canonical_id); archive (used as a category before it was divided).
# canonical_id: of an alias pair and of a subsumed name the name arXiv prefers, else the id itself.
# oai_set: the set in arXiv's OAI-PMH interface; empty where there is none.
"""


def read_taxonomy(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows:
        sys.exit(f"{path}: no categories")
    missing = [column for column in COLUMNS if column not in rows[0]]
    if missing:
        sys.exit(f"{path}: no column {', '.join(missing)}")
    return rows


def check(rows):
    ids = {row["id"] for row in rows}
    if len(ids) != len(rows):
        sys.exit("an id stands twice")
    for row in rows:
        if row["canonical_id"] not in ids:
            sys.exit(f"{row['id']}: its canonical id {row['canonical_id']} is not in the table")
        if row["status"] not in STATUS:
            sys.exit(f"{row['id']}: unknown status {row['status']}")
        if row["status"] == "inactive" and row["id"] != row["archive"]:
            sys.exit(f"{row['id']}: inactive, but not an archive")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = read_taxonomy(sys.argv[1])
    check(rows)
    print(HEADER, end="")
    print(*COLUMNS, sep="\t")
    for row in rows:
        print(*(STATUS[row[column]] if column == "status" else row[column] for column in COLUMNS), sep="\t")


if __name__ == "__main__":
    main()
