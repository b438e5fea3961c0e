#!/usr/bin/env python3
"""Compares `papercup query` with an independent filter of the same JSON Lines.

The filter follows the documented query grammar and shares no code with the program: its own parser, its own
tokens (unicodedata), its own category names (from data/categories.tsv). Every query has to give exactly the
same set of identifiers.

    query_oracle.py --papercup BIN --corpus papers.jsonl.zst [--every N] [--random N] [--seed S]

Only every N-th paper is used (1: all). Exits 77 (skipped) where the corpus is absent.
"""
import argparse
import csv
import functools
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tokens(text):
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.category(c).startswith("M"))
    folded = unicodedata.normalize("NFKC", folded).casefold()
    return "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in folded).split()


# --- the papers ---------------------------------------------------------------------------------

class Paper:
    def __init__(self, record):
        self.id = record["id"]
        self.categories = record.get("categories", [])
        self.announced = record.get("announced")
        self.published = record.get("published")
        self.columns = {
            "ti": [tokens(record["title"])],
            "abs": [tokens(record["abstract"])],
            "au": [tokens(author) for author in record.get("authors", [])],
            "co": [tokens(record.get("comment", ""))],
            "jr": [tokens(record.get("journal_ref", ""))],
        }
        self.sets = {field: set().union(*runs) if runs else set() for field, runs in self.columns.items()}


def category_names():
    """category -> all its names, by the canonical id of the taxonomy"""
    lines = [l for l in (ROOT / "data/categories.tsv").read_text(encoding="utf-8").splitlines() if not l.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    by_canonical = {}
    for row in rows:
        by_canonical.setdefault(row["canonical_id"], set()).add(row["id"])
    return {name: names for names in by_canonical.values() for name in names}


NAMES = category_names()


def names_of(category):
    return NAMES.get(category, {category})


# --- the filter ---------------------------------------------------------------------------------

def contains(run, wanted, last_is_prefix):
    for start in range(len(run) - len(wanted) + 1):
        piece = run[start:start + len(wanted)]
        if piece[:-1] == wanted[:-1] and (piece[-1].startswith(wanted[-1]) if last_is_prefix else piece[-1] == wanted[-1]):
            return True
    return False


def name_orders(text):
    """Names that a phrase for authors stands for beside itself: lists of (token, whether it begins a word)"""
    words = []
    for part in re.split(r"[ \t\r\n.,_-]", text):
        found = tokens(part)
        is_initial = len(found) == 1 and len(found[0]) == 1 and unicodedata.category(found[0]) == "Ll"
        words += [(token, is_initial) for token in found]
    if len(words) < 2:
        return []
    orders = [words]
    initials = [begins for _, begins in words]
    given = initials.index(True) if True in initials else len(words)
    if "," in text:
        given = sum(len(tokens(part)) for part in re.split(r"[ \t\r\n.,_-]", text[:text.index(",")]))
    elif not all(initials[given:]):
        given = 0
    return orders + [words[given:] + words[:given]] if 0 < given < len(words) else orders


def has_name(run, words):
    return any(all(token.startswith(word) if begins else token == word for token, (word, begins) in zip(run[start:], words))
               for start in range(len(run) - len(words) + 1))


def text_filter(field, text, is_prefix):
    if field in ("au", "all") and not is_prefix:
        literal, orders = literal_filter(field, text, is_prefix), name_orders(text)
        return lambda paper: literal(paper) or any(has_name(run, words) for words in orders for run in paper.columns["au"])
    return literal_filter(field, text, is_prefix)


def literal_filter(field, text, is_prefix):
    wanted = tokens(text)
    fields = ["ti", "abs", "au", "co", "jr"] if field == "all" else [field]
    needed = set(wanted[:-1] if is_prefix else wanted)

    def test(paper):
        return any(needed <= paper.sets[f] and any(contains(run, wanted, is_prefix) for run in paper.columns[f]) for f in fields)
    return test


def category_filter(text, is_prefix):
    if is_prefix:
        return lambda paper: any(name.startswith(text) for c in paper.categories for name in names_of(c))
    return lambda paper: any(c in names_of(text) for c in paper.categories)


def padded(text, end):
    digits = text.replace("-", "")
    if len(digits) == 4:
        digits += "12" if end else "01"
    if len(digits) == 6:
        digits += "31" if end else "01"
    if len(digits) == 8:
        digits += "2359" if end else "0000"
    return digits


def range_filter(field, first, last):
    low, high = padded(first, False), padded(last, True)

    def test(paper):
        value = paper.published if field == "submittedDate" else paper.announced
        if value is None:
            return False
        digits = re.sub(r"\D", "", value)[:12].ljust(12, "0")
        return low <= digits <= high
    return test


# --- the grammar --------------------------------------------------------------------------------

LEXEME = re.compile(r'\s*(\(|\)|(?:(?:ti|au|abs|co|jr|cat|id|all):)?"[^"]*"\*?|(?:submittedDate|announced):\[[^\]]*\]'
                    r'|(?:ti|au|abs|co|jr|cat|id|all):(?=\()|[^\s()"]+)')


class Parser:
    def __init__(self, text):
        self.lexemes, at = [], 0
        while text[at:].strip():
            found = LEXEME.match(text, at)
            self.lexemes.append(found.group(1))
            at = found.end()
        self.at = 0

    def peek(self, ahead=0):
        return self.lexemes[self.at + ahead] if self.at + ahead < len(self.lexemes) else None

    def take(self):
        self.at += 1
        return self.lexemes[self.at - 1]

    def parse(self):
        result = self.disjunction("all")
        assert self.peek() is None, self.lexemes
        return result

    def disjunction(self, field):
        parts = [self.conjunction(field)]
        while self.peek() not in (None, ")"):
            if self.peek() == "OR":
                self.take()
            parts.append(self.conjunction(field))
        return parts[0] if len(parts) == 1 else lambda paper: any(part(paper) for part in parts)

    def conjunction(self, field):
        parts = [self.exclusion(field)]
        while self.peek() == "AND" and self.peek(1) != "NOT":
            self.take()
            parts.append(self.exclusion(field))
        return parts[0] if len(parts) == 1 else lambda paper: all(part(paper) for part in parts)

    def exclusion(self, field):
        result = self.primary(field)
        while self.peek() in ("NOT", "ANDNOT") or (self.peek() == "AND" and self.peek(1) == "NOT"):
            if self.take() == "AND":
                self.take()
            result = (lambda keep, drop: lambda paper: keep(paper) and not drop(paper))(result, self.primary(field))
        return result

    def primary(self, field):
        lexeme = self.take()
        if lexeme == "NOT":
            inner = self.primary(field)
            return lambda paper: not inner(paper)
        own = re.fullmatch(r"(ti|au|abs|co|jr|cat|id|all):(.*)", lexeme, re.S)
        if own:
            field, lexeme = own.groups()
            lexeme = lexeme or self.take()
        if lexeme == "(":
            result = self.disjunction(field)
            assert self.take() == ")"
            return result
        dates = re.fullmatch(r"(submittedDate|announced):\[(\S+) TO (\S+)\]", lexeme)
        if dates:
            return range_filter(*dates.groups())
        is_prefix = lexeme.endswith("*")
        text = lexeme.rstrip("*").strip('"')
        if field == "cat":
            return category_filter(text, is_prefix)
        if field == "id":
            return (lambda paper: paper.id.startswith(text)) if is_prefix else (lambda paper: paper.id == text)
        return text_filter(field, text, is_prefix)


# --- the queries --------------------------------------------------------------------------------

FIXED = [
    "cat:cs.LG", "cat:cs.NA", "cat:math.NA", "cat:math.MP", "cat:math-ph", "cat:eess.SY", "cat:cs.SY", "cat:stat.TH", "cat:math.ST",
    "cat:cs.IT", "cat:q-fin.EC", "cat:econ.GN", "cat:cmp-lg", "cat:cs", "cat:cs.*", "cat:math.*", "cat:hep-th", "cat:astro-ph.*", "cat:cond-mat.s*",
    "diffusion", "ti:diffusion", 'ti:"diffusion model"', 'all:"large language model"', "abs:convex*", "ti:graph-based", 'ti:"neural net"*',
    'au:"Li"', "au:zhang", 'au:"yang li"', "au:wang_wei", "au:müller", "au:MULLER", "au:Erd*", 'au:"Y. Li"', 'au:"Li, Y"', 'au:"Wang, Wei"', "au:li_y",
    'au:"J. van"', 'all:"J. Kim"', "au:o'brien", 'au:"D. Kim" ANDNOT au:"Daniel Kim"', "co:neurips", 'co:"accepted at"', "jr:physical",
    "ti:transformer AND cat:cs.CV", "ti:transformer ANDNOT cat:cs.CV", "ti:transformer AND NOT cat:cs.CV", "ti:transformer NOT cat:cs.CV",
    "ti:quantum OR ti:entanglement AND cat:cs.LG", "(ti:quantum OR ti:entanglement) AND cat:cs.LG", "ti:quantum ti:graph",
    "ti:quantum AND ti:error NOT ti:code OR ti:robot", "ti:robot ti:quantum AND cat:quant-ph NOT abs:noise",
    "NOT abs:the", "NOT (cat:cs.* OR cat:stat.*) AND abs:learning", "ti:(robot OR drone) AND cat:cs.RO", "((ti:a))", "ti:reward AND (abs:human OR abs:preference*) ANDNOT (cat:cs.CL OR cat:cs.CV)",
    "announced:[20250401 TO 20250430]", "announced:[2025-06-02 TO 2025-06-02] AND cat:cs.*", "announced:[2026 TO 2026] AND ti:agents",
    "submittedDate:[20260801 TO 20260810]", "submittedDate:[202608011200 TO 202608021200] AND cat:cs.AI", "announced:[202605 TO 202606] AND au:kim",
    "id:2503.11655", "id:2503.116*", "abs:β", "ti:Schrödinger", "ti:schrodinger", "all:γ NOT cat:astro-ph.*", "ti:3d", "ti:3D*", "abs:o'brien", "ti:C++", "ti:k-means OR abs:\"k means\"",
]


def random_query(rng, papers, depth=0):
    if depth < 3 and rng.random() < 0.55:
        count = rng.randint(2, 3)
        parts = [random_query(rng, papers, depth + 1) for _ in range(count)]
        operators = [rng.choice([" AND ", " OR ", " ANDNOT ", " NOT ", " AND NOT ", " "]) for _ in range(count - 1)]
        text = parts[0] + "".join(o + p for o, p in zip(operators, parts[1:]))
        return f"({text})" if rng.random() < 0.5 else text
    paper = rng.choice(papers)
    field = rng.choice(["ti", "abs", "au", "cat", "all", "co", "date"])
    if field == "cat":
        category = rng.choice(paper.categories or ["cs.LG"])
        return f"cat:{category}" if rng.random() < 0.7 else f"cat:{category.split('.')[0]}.*"
    if field == "date":
        return f"announced:[{paper.announced[:4]}{paper.announced[5:7]} TO {paper.announced.replace('-', '')}]"
    runs = [run for run in paper.columns["ti" if field == "all" else field] if run]
    if not runs:
        return "ti:learning"
    run = rng.choice(runs)
    start = rng.randrange(len(run))
    prefix = "" if field == "all" else field + ":"
    if rng.random() < 0.3:
        return f'{prefix}"{" ".join(run[start:start + rng.randint(1, 3)])}"'
    if rng.random() < 0.2:
        return f"{prefix}{run[start][:3]}*"
    return (prefix or "all:") + run[start]


# --- the comparison -----------------------------------------------------------------------------

def read_lines(path):
    if path.suffix == ".zst":
        return subprocess.run(["zstd", "-dcq", str(path)], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8").splitlines()
    return path.read_text(encoding="utf-8").splitlines()


def answer(binary, data, arguments):
    run = subprocess.run([binary, "--data", data, "query", *arguments, "--format", "ids", "--limit", "0"],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode != 0:
        return f"exit {run.returncode}: {run.stderr.strip()}"
    found = run.stdout.split()
    return set(found) if len(found) == len(set(found)) else "an identifier twice"


def option_cases(papers):
    """(arguments, filter) of the options beside EXPR"""
    return [
        (["--category", "cs.NA"], category_filter("math.NA", False)),
        (["--category", "cs.RO", "--category", "quant-ph"], lambda p: category_filter("cs.RO", False)(p) or category_filter("quant-ph", False)(p)),
        (["--category", "math"], category_filter("math.", True)),
        (["--category", "hep-ph", "--since", "2026-01-05", "--until", "2026-01-09"],
         lambda p: "hep-ph" in p.categories and "2026-01-05" <= p.announced <= "2026-01-09"),
        (["--author", "yang li"], text_filter("au", "yang li", False)),
        (["--author", "Kim, J."], text_filter("au", "Kim, J.", False)),
        (["--category", "cs.LG", "ti:diffusion"], lambda p: "cs.LG" in p.categories and "diffusion" in p.sets["ti"]),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--corpus", required=True, type=pathlib.Path)
    parser.add_argument("--every", type=int, default=20)
    parser.add_argument("--random", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not args.corpus.exists():
        program_tests.skip("query_oracle", f"{args.corpus} is absent")
        return program_tests.SKIPPED
    lines = read_lines(args.corpus)[::args.every]
    papers = [Paper(json.loads(line)) for line in lines]
    rng = random.Random(args.seed)
    cases = [([query], Parser(query).parse()) for query in FIXED]
    cases += [([query], Parser(query).parse()) for query in (random_query(rng, papers) for _ in range(args.random))]
    cases += option_cases(papers)
    wrong = nonempty = 0
    with tempfile.TemporaryDirectory() as folder:
        corpus = pathlib.Path(folder, "papers.jsonl")
        corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
        subprocess.run([args.papercup, "--data", folder, "import", str(corpus)], check=True, stdout=subprocess.DEVNULL)
        for arguments, wanted in cases:
            expected = {paper.id for paper in papers if wanted(paper)}
            got = answer(args.papercup, folder, arguments)
            nonempty += bool(expected)
            if got != expected:
                wrong += 1
                detail = got if isinstance(got, str) else f"missing {sorted(expected - got)[:3]}, too many {sorted(got - expected)[:3]}"
                print(f"DIFFERS {arguments}: {len(expected)} expected; {detail}")
    print(f"{len(cases)} queries over {len(papers)} papers, {nonempty} with an answer, {wrong} differ")
    return 1 if wrong or nonempty < len(cases) // 3 else 0


if __name__ == "__main__":
    sys.exit(main())
