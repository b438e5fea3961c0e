#!/usr/bin/env python3
"""Compares the signals that papercup finds in papers of the corpus with what a person found there.

Prints precision and recall of every signal, for the papers by which the rules were made and for those that were held out, and the
papers on which both differ. Fails where a signal is stated falsely too often: a false statement is worse than none.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

LEAST_PRECISION, LEAST_RECALL = 0.93, 0.80  # over both parts, of each signal
PARTS = ("tuning", "held-out")


def judged_papers(file: pathlib.Path) -> dict:
    papers = {}
    for line in file.read_text().splitlines():
        if line.startswith("#"):
            continue
        paper, part, signals = line.split("\t")
        papers[paper] = (part, set(signals.split()))
    return papers


def lines_of(corpus: pathlib.Path, papers: dict) -> list:
    found = []
    with subprocess.Popen(["zstd", "-dcq", str(corpus)], stdout=subprocess.PIPE, text=True) as stream:
        for line in stream.stdout:
            if line.split('"', 4)[3] in papers:
                found.append(line)
    return found


def found_signals(papercup: str, lines: list) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        command = [papercup, "--data", folder, "--config", folder]
        subprocess.run([*command, "import", "-"], input="".join(lines), text=True, check=True, capture_output=True)
        output = subprocess.run([*command, "query", "--format", "jsonl", "--fields", "id,signals"], text=True, check=True,
                                capture_output=True).stdout
    return {paper["id"]: paper["signals"] for paper in map(json.loads, output.splitlines())}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--corpus", required=True, type=pathlib.Path)
    parser.add_argument("--judged", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    if not arguments.corpus.exists():
        program_tests.skip("judged_signals", f"{arguments.corpus} is absent")
        return program_tests.SKIPPED
    judged = judged_papers(arguments.judged)
    found = found_signals(arguments.papercup, lines_of(arguments.corpus, judged))
    if len(found) != len(judged) or len(judged) < 300:
        print(f"{len(judged)} papers are judged, {len(found)} are in the corpus")
        return 1
    counts = collections.defaultdict(collections.Counter)
    for paper, (part, wanted) in sorted(judged.items()):
        given = {kind for kind in found[paper] if kind not in ("doi", "version")}
        for kind in sorted(wanted | given):
            outcome = "right" if kind in wanted and kind in given else "missed" if kind in wanted else "false"
            counts[kind, part][outcome] += 1
            if outcome != "right":
                print(f"{paper} ({part}) {kind} {outcome} {json.dumps(found[paper].get(kind, ''))}")
    failed = False
    for kind in sorted({kind for kind, _ in counts}):
        total = sum((counts[kind, part] for part in PARTS), collections.Counter())
        for part, count in [*((part, counts[kind, part]) for part in PARTS), ("all", total)]:
            given, wanted = count["right"] + count["false"], count["right"] + count["missed"]
            precision = count["right"] / given if given else 1
            recall = count["right"] / wanted if wanted else 1
            print(f"{kind:18} {part:8} {wanted:3} stated, {given:3} found, precision {precision:.3f}, recall {recall:.3f}")
        failed = failed or precision < LEAST_PRECISION or recall < LEAST_RECALL
    return 1 if failed or not counts else 0


if __name__ == "__main__":
    sys.exit(main())
