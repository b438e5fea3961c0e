#!/usr/bin/env python3
"""Reads what the built program writes in every format back with other people's parsers.

A store of invented papers whose texts try to break out (tests/support/hostile_papers.py) and of the papers of
data/sample is given out by query, with and without a focus, and by digest; what the parsers read has to be what the
JSON Lines say.

    formats_test.py --papercup BIN
"""
import argparse
import base64
import csv
import hashlib
import html.parser
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests/support"))
import program_tests  # noqa: E402

try:
    import bibtexparser
    import feedparser
    import hostile_papers
except ImportError as error:
    program_tests.end_without(error)

FORMULA = re.compile(r"^['  ]*[=+\-@\t\r＝＋－＠]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

# Of a command that a paper's own text names, never with anything else of that text.
DEFINITION = r"\\(providecommand|ProvideTextCommandDefault)\{\\[A-Za-z]+\}(\[\d\])?\{[!-~]*\}"


class Papercup:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder

    def run(self, *arguments, **options):
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": "2026-11-24T12:00:00Z",
                       "PAPERCUP_DATA": str(self.folder / "data"), "PAPERCUP_CONFIG": str(self.folder / "config")}
        run = subprocess.run([self.binary, *arguments], env=environment, capture_output=True, timeout=120, check=False, **options)
        assert run.returncode == 0, f"{arguments}: exit {run.returncode}: {run.stderr.decode()[:500]}"
        return run.stdout

    def given_out(self, command, form):
        return self.run(*command, "--format", form).decode("utf-8")


def parse_csv(text):
    """The rows, each a dictionary, with the apostrophes before formulas taken off as the documentation says."""
    assert text.endswith("\r\n"), "the last line is not ended"
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    header, numbers = rows[0], {"version", "score", "match", "one_in", "rank"}
    assert all(len(row) == len(header) for row in rows), "rows of different lengths"
    for row in rows:
        for column, cell in zip(header, row):
            assert column in numbers or not FORMULA.match(cell) or cell.startswith("'"), f"{cell[:50]!r} is a formula"
    return [{column: cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell for column, cell in zip(header, row)}
            for row in rows[1:]]


def check_csv(text, papers):
    rows = parse_csv(text)
    assert len(rows) == len(papers), f"{len(rows)} rows"
    for row, paper in zip(rows, papers):
        for key in ("id", "title", "abstract", "comment", "journal_ref", "doi", "license", "announced", "url"):
            assert row[key] == paper.get(key, ""), f"{key}: {row[key][:60]!r} is not {paper.get(key, '')[:60]!r}"
        assert row["authors"] == "; ".join(paper["authors"])
        assert row["categories"] == " ".join(paper["categories"])
        for key in ("version", "score", "match", "rank"):
            assert (float(row[key]) if row.get(key) else None) == paper.get(key), key


def check_bibtex(text, papers):
    database = bibtexparser.loads(text)
    assert len(database.entries) == len(papers), f"{len(database.entries)} entries"
    assert len(database.entries_dict) == len(papers), "keys are not unique"
    assert not database.comments and not database.strings, "more than entries"
    for preamble in database.preambles:
        assert re.fullmatch(DEFINITION, preamble), f"{preamble!r} is none of the program's own"
    assert len(set(database.preambles)) == len(database.preambles), "a command is defined twice"
    by_id = {entry["eprint"]: entry for entry in database.entries}
    for paper in papers:
        entry = by_id[paper["id"]]
        assert entry["ENTRYTYPE"] == "misc" and entry["archiveprefix"] == "arXiv"
        assert re.fullmatch(r"[a-z0-9]+-[a-z0-9.-]+", entry["ID"]), entry["ID"]
        assert re.fullmatch(r"(19|20)\d\d", entry["year"]) and entry["url"] == paper["url"]
        # Names that show nothing are left out; of more than 200 ten are named "and others".
        named = [author for author in paper["authors"] if re.search(r"\w", author)]
        expected = 11 if len(named) > 200 else len(named)
        assert len(re.split(r" and (?![^{]*})", entry["author"])) == expected if named else True, entry["author"]
        # What pdfLaTeX would not set is written as commands.
        if not re.search(r'[\\{}$&%#_^<>|~"]|[^ -~]', paper["title"]):
            assert entry["title"].strip("{}") == paper["title"], entry["title"]
    tex = next(paper for paper in papers if "mathcal" in paper["title"])
    assert "$\\mathcal{O}(\\sqrt{T})$" in by_id[tex["id"]]["title"], "TeX was changed"


ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def shown(text):
    """Whether a text is shown as it was stored: without TeX, and with something to see."""
    return not re.search(r"[\ufffe\uffff\\{}$^_~`]|--|''", text) and re.search(r"\w", text)


def check_atom(text, papers):
    feed = xml.etree.ElementTree.fromstring(text.encode("utf-8"))
    assert feed.tag == ATOM + "feed"
    for element in (feed, *feed.iter(ATOM + "entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, f"{name} of {element.tag}"
        assert re.match(r"urn:uuid:|https://arxiv.org/abs/", element.find(ATOM + "id").text)
        assert MOMENT.fullmatch(element.find(ATOM + "updated").text)
        assert all(name.text and name.text.strip() for name in element.iter(ATOM + "name"))
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None, "a feed needs an author"
    for link in feed.iter(ATOM + "link"):
        assert re.fullmatch(r"https?://[!-;=?-Z_a-z~\[\]]+", link.get("href")), link.get("href")
    read = feedparser.parse(text.encode("utf-8"))
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10" and len(read.entries) == len(papers)
    for entry, paper in zip(read.entries, papers):
        assert entry.id == entry.link == paper["url"]
        moment = paper.get("updated") or paper.get("published") or paper.get("announced")
        assert not moment or entry.updated.startswith(moment), f"{paper['id']}: {entry.updated}"
        if shown(paper["title"]):
            raw = feed.find(f"{ATOM}entry[{ATOM}id='{paper['url']}']/{ATOM}title").text
            assert raw == paper["title"].strip(), f"{raw!r} is not {paper['title']!r}"
        assert "<script" not in entry.content[0].value and "onerror" not in re.sub(r">[^<]*<", "", entry.content[0].value)


class PageReader(html.parser.HTMLParser):
    """What a page is made of: its elements, the text of some, and the addresses that it names."""

    VOID = {"meta", "link", "input", "rect", "line", "br"}

    def __init__(self):
        super().__init__()
        self.open, self.elements, self.texts, self.problems = [], [], {}, []

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        if len(set(names)) != len(names):
            self.problems.append(f"an attribute twice in {tag}")
        self.problems += [f"{name} in {tag}" for name in names if name.startswith("on") or name in ("style", "srcset", "background")]
        self.elements.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        for tag in set(self.open):
            self.texts[tag][-1] += data


def digest_of(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


def check_html(text, papers):
    # Near-duplicates are named under the paper that they stand under; lists for programs have them all.
    named = " ".join(re.findall(r"by the same authors: ([^<]*)", text))
    papers = [paper for paper in papers if paper["id"] not in named]
    page = PageReader()
    page.feed(text)
    page.close()
    assert not page.problems and not page.open, page.problems[:3] or page.open
    counts = {tag: sum(name == tag for name, _ in page.elements) for tag in ("script", "style", "h1", "main", "article", "svg", "iframe", "img", "form")}
    assert counts == {"script": 1, "style": 1, "h1": 1, "main": 1, "article": len(papers), "svg": 1, "iframe": 0, "img": 0, "form": 0}, counts
    policy = next(attributes["content"] for tag, attributes in page.elements if attributes.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    for kind in ("style", "script"):
        assert f"{kind}-src '{digest_of(page.texts[kind][0])}'" in policy, f"html_page.cpp needs the hash {digest_of(page.texts[kind][0])} of {kind}"
    for tag, attributes in page.elements:
        assert "src" not in attributes, f"{tag} loads something"
        address = attributes.get("href", "")
        # Links lead to arXiv, to publications, and to what papers state: their code and data.
        assert not address or re.match(r"https?://[A-Za-z0-9][A-Za-z0-9.:-]*(/[!-;=?-~]*)?$" if tag == "a" else r"data:image/svg", address), address
    titles = page.texts["h3"]
    for title, paper in zip(titles, papers):
        if shown(paper["title"]):
            assert title == paper["title"].strip(), f"{title!r} is not {paper['title']!r}"


def check_text(text, papers):
    assert not CONTROLS.search(text), "a control character came through"
    assert papers


CHECKS = {"csv": check_csv, "atom": check_atom, "bibtex": check_bibtex, "html": check_html, "text": check_text, "markdown": check_text}


def failures(papercup):
    focus = str(PROJECT / "data/sample/focus.toml")
    commands = {"query": ["query", "--limit", "0"],
                "query with a focus": ["query", "--limit", "0", "--focus-file", focus, "--category", "cs", "--category", "stat"],
                "digest": ["digest", "--focus-file", focus, "--top", "500"]}
    for name, command in commands.items():
        papers = [json.loads(line) for line in papercup.given_out(command, "jsonl").splitlines()]
        assert len(papers) > 30, f"{name} gives {len(papers)} papers"
        for form, check in CHECKS.items():
            try:
                text = papercup.given_out(command, form)
                assert not CONTROLS.search(text.replace("\r\n", "\n")), "a control character came through"
                check(text, papers)
            except Exception as error:  # whatever a parser of somebody else's throws
                yield f"{name} as {form}: {type(error).__name__}: {error}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        papercup = Papercup(args.papercup, pathlib.Path(folder))
        papercup.run("-q", "import", *sorted(map(str, (PROJECT / "data/sample").glob("*.xml"))))
        papercup.run("import", "-", input=hostile_papers.json_lines())
        found = list(failures(papercup))
    for failure in found:
        print(f"FAILED {failure}")
    print(f"{len(CHECKS)} formats, {len(found)} failures")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
