#!/usr/bin/env python3
"""Checks that "1 in N" is as rare as it says, on real papers.

    calibration.py --papercup BIN --corpus papers.jsonl.zst [--every N] [--store FOLDER]

Of every N-th paper (1: all): for 16 foci as of three days, how many of the papers of the following 30 days are said to be 1
in 5, 1 in 20 and 1 in 100, as a ratio to how many there should be; the mean over foci with its standard error. The topics
of a month do change, and what is measured is a sample of a sample: the mean may be off by a tenth, and by a quarter for 1
in 100 (`ALLOWED`).
With --store the imported papers are kept in a folder, and taken from there the next time. Exits 77 (skipped) where the
corpus is absent.
"""
import argparse
import datetime
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

# What is said, and the least and most times as often as said that new papers may pass.
ALLOWED = {5: (0.9, 1.1), 20: (0.9, 1.1), 100: (0.8, 1.25)}
DAYS_AFTER = 30
# Around these days the corpus has the same fields before and after: quantum and condensed-matter physics were gathered from
# November 2025 to February 2026 only, which no sample of the past can tell.
AS_OF = ("2025-08-29", "2026-01-23", "2026-06-12")

# Each as a description, the words that are in the titles of its likes, and its categories.
FOCI = (("Preference learning and reward models for language models", "reward model", ()),
        ("Galaxies and the gas around them", "galax", ("astro-ph",)),
        ("Grasping and manipulation by robots", "manipulation", ()),
        ("Gaussian splatting and view synthesis", "splatting", ("cs.CV", "cs.GR")),
        ("Stars and their planets", "planet", ("astro-ph",)),
        ("Recommender systems for sequences of clicks", "recommendation", ()),
        ("Speech recognition of languages with little data", "speech recognition", ()),
        ("Bugs and their repair by language models", "program repair", ("cs",)),
        ("Federated learning with private data", "federated", ()),
        ("Causal inference from observations", "causal", ()),
        ("Agents that plan and use tools", "agent", ("cs.AI", "cs.CL")),
        ("Video generation by diffusion", "video generation", ()),
        ("Segmentation of medical images", "medical image", ()),
        ("Attacks on language models and defences", "jailbreak", ()),
        ("Retrieval augmented generation", "retrieval", ("cs.IR", "cs.CL")),
        ("Hallucinations of models that see", "hallucination", ()))
LIKES = (0, 1, 5, 30)  # at most, in turn


class Papercup:
    def __init__(self, program, folder):
        self.command = [program, "--data", str(folder)]

    def run(self, *arguments, **options):
        return subprocess.run([*self.command, *arguments], check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8",
                              **options).stdout


def read_corpus(path, every):
    unpack = subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    return [line for number, line in enumerate(unpack.stdout) if number % every == 0]


def likes_of(papers, words, day, most):
    """The latest papers up to that day with these words in their titles."""
    found = [p["id"] for p in papers if p["announced"] <= day and words in p["title"].lower()]
    return found[-most:] if most else []


def passing(papercup, focus, categories, day):
    """{N: how often papers of the days after are 1 in N, as a ratio to 1 / N}"""
    first = datetime.date.fromisoformat(day) + datetime.timedelta(days=1)
    last = first + datetime.timedelta(days=DAYS_AFTER - 1)
    answer = papercup.run("query", "--focus-file", focus, "--as-of", day, "--since", str(first), "--until", str(last),
                          "--limit", "0", "--format", "jsonl", "--fields", "id,one_in",
                          *(option for category in categories for option in ("--category", category)))
    said = [json.loads(line)["one_in"] for line in answer.splitlines()]
    return {number: number * sum(one_in >= number for one_in in said) / len(said) for number in ALLOWED}


def measure(papercup, papers, folder):
    found = []
    for number, (about, words, categories) in enumerate(FOCI):
        ratios, most = [], LIKES[number // len(LIKES)]
        for day in AS_OF:
            focus = folder / "focus.toml"
            focus.write_text(f"name = 'measured'\nabout = {json.dumps(about)}\ncategories = {json.dumps(categories)}\n"
                             f"likes = {json.dumps(likes_of(papers, words, day, most))}\n", encoding="utf-8")
            ratios.append(passing(papercup, focus, categories, day))
        found.append({n: statistics.mean(ratio[n] for ratio in ratios) for n in ALLOWED})
        print(f"{about}; {' '.join(categories) or 'all'}; {most} likes at most:",
              *(f"{ratio:.2f}" for ratio in found[-1].values()), flush=True)
    return found


def report(found):
    """Prints the means, and returns whether all are allowed."""
    is_calibrated = True
    for number, (least, most) in ALLOWED.items():
        ratios = [ratio[number] for ratio in found]
        mean, error = statistics.mean(ratios), statistics.stdev(ratios) / len(ratios) ** 0.5
        is_allowed = least <= mean <= most
        is_calibrated &= is_allowed
        print(f"1 in {number}: {mean:.2f} +- {error:.2f} times as often as said" + ("" if is_allowed else
              f", which is not from {least} to {most}"))
    return is_calibrated


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--store")
    arguments = parser.parse_args()
    if not pathlib.Path(arguments.corpus).exists():
        program_tests.skip("calibration", f"{arguments.corpus} is absent")
        sys.exit(program_tests.SKIPPED)
    lines = read_corpus(arguments.corpus, arguments.every)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        store = pathlib.Path(arguments.store) if arguments.store else folder / "data"
        papercup = Papercup(arguments.papercup, store)
        if not store.exists():
            papercup.run("import", "-", input="".join(lines))
        found = measure(papercup, [json.loads(line) for line in lines], folder)
    sys.exit(0 if report(found) else 1)


if __name__ == "__main__":
    main()
