#!/usr/bin/env python3
"""Checks what must hold for every ranking, on real papers.

    ranking_properties.py --papercup BIN --corpus papers.jsonl.zst [--every N] [--foci N] [--seed S]

Of every N-th paper (1: all), for invented foci of all kinds:
  - the points of every explanation sum to the score, and the list is ordered by it;
  - the order in which papers were imported changes no byte of an answer;
  - papers that are announced later change no byte of a digest of an earlier day;
  - a focus with nothing, with one stop word, in Chinese, of 100 kB, with 1,000 likes or with likes that are not
    stored gives a ranking or says why there is none.
Exits 77 (skipped) where the corpus is absent.
"""
import argparse
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

FIELDS = "id,score,rank,why"
failures = []


def check(condition, text):
    if not condition:
        failures.append(text)
        print("FAILED", text, flush=True)


def read_corpus(path, every):
    unpack = subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE)
    return [line for number, line in enumerate(io.TextIOWrapper(unpack.stdout, "utf-8")) if number % every == 0]


class Papercup:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def run(self, *arguments, **options):
        return subprocess.run([self.program, "--data", str(self.folder), *arguments], capture_output=True, check=False,
                              text=True, encoding="utf-8", timeout=250, **options)

    def store(self, lines):
        done = self.run("import", "-", input="".join(lines))
        check(done.returncode == 0, f"import: {done.stderr}")

    def ranked(self, focus, *arguments):
        return self.run("query", "--focus-file", focus, "--sort", "score", "--format", "jsonl", *arguments)


def toml(focus):
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" if key != "keywords" else
                   "keywords = [" + ", ".join(f'{{ term = {json.dumps(term, ensure_ascii=False)}, weight = {weight} }}'
                                              for term, weight in value) + "]\n"
                   for key, value in focus.items())


def invented_focus(papers, dice):
    some = lambda count: dice.sample(papers, count)
    words = lambda count: " ".join(dice.choice(dice.choice(papers)["abstract"].split()) for _ in range(count))
    focus = {"name": "invented"}
    if dice.random() < 0.7:
        focus["about"] = words(dice.randrange(1, 40)).replace("\\", "")
    if dice.random() < 0.6:
        focus["keywords"] = [(words(dice.randrange(1, 3)).replace("\\", ""), dice.choice([1.0, 0.5, -1.0]))
                             for _ in range(dice.randrange(1, 4))]
    if dice.random() < 0.5:
        focus["authors"] = [dice.choice(p["authors"] or ["A. Byron"]) for p in some(2)]
    if dice.random() < 0.8:
        focus["likes"] = sorted(p["id"] for p in some(dice.choice([1, 2, 5, 30])))
    if dice.random() < 0.4:
        focus["dislikes"] = sorted({p["id"] for p in some(dice.randrange(1, 5))} - set(focus.get("likes", [])))
    if dice.random() < 0.3:
        focus["categories"] = dice.sample(["cs.LG", "cs.CL", "hep-th", "astro-ph.GA", "cs"], 2)
    return focus


def check_sums(answer, name):
    lines = [json.loads(line) for line in answer.splitlines()]
    for rank, line in enumerate(lines, 1):
        total = sum(reason["points"] for reason in line["why"])
        check(abs(total - line["score"]) < 1e-9, f"{name}: {line['id']}: points sum to {total}, score {line['score']}")
        check(line["rank"] == rank, f"{name}: {line['id']} has rank {line['rank']}, place {rank}")
    scores = [line["score"] for line in lines]
    check(scores == sorted(scores, reverse=True), f"{name}: not in the order of scores")
    return len(lines)


def odd_foci(papers):
    ids = [p["id"] for p in papers]
    return {
        "nothing": ({"name": "odd"}, "says nothing to rank by"),
        "empty about": ({"about": ""}, "says nothing to rank by"),
        "one stop word": ({"about": "the"}, "says nothing to rank by"),
        "Chinese": ({"about": "强化学习与人类偏好"}, ""),
        "100 kB": ({"about": " ".join(p["abstract"] for p in papers[:150])[:100_000].replace("\\", "")}, ""),
        "1,000 likes": ({"likes": ids[:1000]}, ""),
        "likes that are not stored": ({"about": "reward model", "likes": ["2611.95551", "2611.95552"]}, "2 of 2 likes are not stored"),
        "only likes that are not stored": ({"likes": ["2611.95551"]}, "says nothing to rank by"),
        "only an author": ({"authors": [next(p["authors"][0] for p in papers if p["authors"])]}, ""),
        "only what is unwanted": ({"keywords": [("survey", -1.0)]}, ""),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--every", type=int, default=60)
    parser.add_argument("--foci", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if not pathlib.Path(arguments.corpus).exists():
        program_tests.skip("ranking_properties", f"{arguments.corpus} is absent")
        sys.exit(program_tests.SKIPPED)
    dice = random.Random(arguments.seed)
    lines = read_corpus(arguments.corpus, arguments.every)
    papers = [json.loads(line) for line in lines]
    days = sorted({p["announced"] for p in papers})
    day = days[len(days) // 2]
    early = [line for line, p in zip(lines, papers) if p["announced"] <= day]
    early_papers = [p for p in papers if p["announced"] <= day]
    explained = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        ordered, shuffled, partial = (Papercup(arguments.papercup, folder / name)
                                      for name in ("ordered", "shuffled", "partial"))
        ordered.store(lines)
        shuffled.store(dice.sample(lines, len(lines)))
        partial.store(early)
        for number in range(arguments.foci):
            file = folder / "focus.toml"
            file.write_text(toml(invented_focus(early_papers, dice)), encoding="utf-8")
            whole = ordered.ranked(file, "--as-of", day, "--fields", FIELDS)
            check(whole.returncode == 0, f"focus {number}: {whole.stderr}")
            explained += check_sums(whole.stdout, f"focus {number}")
            check(shuffled.ranked(file, "--as-of", day, "--fields", FIELDS).stdout == whole.stdout,
                  f"focus {number}: the order of import matters:\n{file.read_text(encoding='utf-8')}")
            as_of = ["digest", "--focus-file", file, "--as-of", day, "--format", "json"]
            before, after = partial.run(*as_of), ordered.run(*as_of)
            check(before.returncode == 0 and before.stdout == after.stdout,
                  f"focus {number}: later papers change the digest of {day}")
        for name, (focus, note) in odd_foci(early_papers).items():
            file = folder / "focus.toml"
            file.write_text(toml(focus), encoding="utf-8")
            answer = ordered.ranked(file, "--fields", FIELDS, "--limit", "200")
            check(answer.returncode == 0, f"{name}: exit {answer.returncode}: {answer.stderr}")
            check(note in answer.stderr, f"{name}: no word of '{note}' in: {answer.stderr}")
            check(bool(note) or not answer.stderr, f"{name}: {answer.stderr}")
            explained += check_sums(answer.stdout, name)
    print(f"{len(papers)} papers, {arguments.foci} foci, {explained} explanations, {len(failures)} failures")
    sys.exit(1 if failures or explained == 0 else 0)


main()
