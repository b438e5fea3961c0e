#!/usr/bin/env python3
"""Feeds the built program broken and malicious files and looks at what it leaves behind.

Every case states its exit code, a part of the message, and how many papers the store may hold afterwards. A
store with two good papers comes first; whatever happens, they stay and the database stays sound.

    hostile_import_test.py --papercup BIN [--feeds FOLDER]
"""
import argparse
import gzip
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import program_tests  # noqa: E402

MEMORY_LIMIT_KIB = 2 * 1024 * 1024


def paper(number, **changes):
    record = {"id": f"2611.9{number:04d}", "title": f"Paper {number}", "abstract": "Nothing much.", "authors": ["A. Nobody"],
              "categories": ["cs.LG"], "announced": "2026-11-24"}
    record.update(changes)
    return json.dumps(record, ensure_ascii=False)


def atom(entries, head=""):
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>arXiv Query: x</title><id>https://arxiv.org/api/x</id>{entries}</feed>")


def entry(number, title="A Title", authors="<author><name>A. Nobody</name></author>"):
    return (f"<entry><id>http://arxiv.org/abs/2611.9{number:04d}v1</id><title>{title}</title><summary>Text.</summary>"
            f'<published>2026-11-20T10:00:00Z</published><updated>2026-11-20T10:00:00Z</updated>{authors}'
            f'<category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/></entry>')


LAUGHS = "<!DOCTYPE lolz [" + '<!ENTITY lol "lol">' + "".join(
    f'<!ENTITY lol{i} "{("&lol" + (str(i - 1) if i > 1 else "") + ";") * 10}">' for i in range(1, 10)) + "]>\n"
EXTERNAL = '<!DOCTYPE feed [<!ENTITY secret SYSTEM "file:///etc/hostname">]>\n'


# name, bytes, exit code (None: 0 or 1), part of stderr, papers added (None: any number)
CASES = [
    ("empty file", b"", 1, "empty", 0),
    ("html page", b"<!DOCTYPE html><html><body>Sorry</body></html>", 1, "HTML", 0),
    ("rate exceeded", b"Rate exceeded.", 4, "Rate exceeded", 0),
    ("plain words", b"hello world\n", 1, "", 0),
    ("nul bytes", b"\x00" * 4096, 1, "", 0),
    ("random bytes", bytes((i * 7919 + i * i) % 256 for i in range(8192)), 1, "", 0),
    ("truncated xml", atom(entry(100) + entry(101)).encode()[:-40], 1, "line", 0),
    ("truncated gzip", gzip.compress("\n".join(paper(i) for i in range(200, 1200)).encode())[:-2000], 1, "", 0),
    ("entity bomb", atom(entry(102, "&lol9;"), LAUGHS).encode(), 1, "document type", 0),
    ("external entity", atom(entry(103, "&secret;"), EXTERNAL).encode(), 1, "document type", 0),
    ("xml with nul", atom(entry(104, "a\x00b")).encode(), 1, "", 0),
    ("deep xml", b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<a>" * 200000, 1, "", 0),
    ("broken utf-8 in xml", atom(entry(105, "caf@")).encode().replace(b"@", b"\xe9"), None, "", None),
    ("latin-1 declared", atom(entry(106, "café")).replace("UTF-8", "ISO-8859-1").encode("latin-1"), 0, "", 1),
    ("utf-16", atom(entry(107)).replace("UTF-8", "UTF-16").encode("utf-16"), 0, "", 1),
    ("bad line among good ones", "\n".join([paper(300), "{oops", paper(301)]).encode(), 0, "line 2", 2),
    ("truncated last line", ("\n".join([paper(302), paper(303)])[:-30]).encode(), 0, "line 2", 1),
    ("nul in a line", (paper(304) + "\n").encode() + b'{"id":"2611.90305","title":"a\x00b","abstract":"c"}\n', 0, "line 2", 1),
    ("escaped nul", paper(306, title="a\x00b").encode(), 0, "", 1),
    ("bad utf-8 in a line", (paper(307) + "\n").encode() + b'{"id":"2611.90308","title":"caf\xe9","abstract":"c"}\n', 0, "line 2", 1),
    ("no identifier", ('{"title":"x","abstract":"y"}\n' + paper(309)).encode(), 0, "line 1", 1),
    ("impossible identifier", (paper(310).replace("2611.", "2613.") + "\n" + paper(311)).encode(), 0, "line 1", 1),
    ("wrong types", (paper(312, authors="A. Nobody", title=7) + "\n" + paper(313)).encode(), 0, "line 1", 1),
    ("only bad lines", b"{oops\n{oops\n", 1, "", 0),
    ("a line of 50 MB", (paper(314) + "\n").encode() + b'{"id":"2611.90315","title":"' + b"x" * 50_000_000 + b'"}\n' + paper(316).encode(), 0, "line 2", 2),
    ("100,000 authors", paper(317, authors=[f"Author {i}" for i in range(100_000)]).encode(), 0, "", 1),
    ("100,000 authors in xml", atom(entry(318, authors="<author><name>A. Nobody</name></author>" * 100_000)).encode(), 0, "", 1),
    ("deep json", (paper(319) + "\n" + "[" * 1_000_000 + "\n" + paper(320)).encode(), 0, "line 2", 2),
    ("escape sequences", paper(321, title="\x1b[2J\x1b]0;owned\x07 title").encode(), 0, "", 1),
    ("sql in a title", paper(322, title="'); DROP TABLE paper; --", authors=["Robert'); DROP TABLE paper;--"]).encode(), 0, "", 1),
]


class Store:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder

    def run(self, *arguments, **options):
        limited = ["sh", "-c", f'ulimit -v {MEMORY_LIMIT_KIB} 2>/dev/null; exec "$@"', "sh"] if options.pop("limited", False) else []
        return subprocess.run([*limited, self.binary, "--data", str(self.folder), *arguments], capture_output=True, timeout=300, **options)

    def papers(self):
        connection = sqlite3.connect(self.folder / "papers.db")
        try:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), "integrity_check"
            connection.execute("INSERT INTO paper_text(paper_text) VALUES('integrity-check')")
            connection.rollback()
            return connection.execute("SELECT count(*) FROM paper").fetchone()[0]
        finally:
            connection.close()


def check(store, name, content, code, message, added, limited):
    path = store.folder / "hostile.bin"
    path.write_bytes(content)
    before = store.papers()
    started = time.monotonic()
    run = store.run("import", str(path), limited=limited)
    spent = time.monotonic() - started
    errors, after = run.stderr.decode("utf-8", "replace"), store.papers()
    faults = []
    if run.returncode not in ((0, 1) if code is None else (code,)):
        faults.append(f"exit {run.returncode}, not {code}")
    if message not in errors:
        faults.append(f"no {message!r} in the message")
    if run.returncode != 0 and not errors.startswith("papercup: "):
        faults.append("no clear error")
    if added is not None and after - before != added:
        faults.append(f"{after - before} papers added, not {added}")
    if "\x1b" in errors + run.stdout.decode("utf-8", "replace"):
        faults.append("an escape sequence came through")
    if spent > 120:
        faults.append(f"took {spent:.0f} s")
    if faults:
        print(f"FAILED {name}: {'; '.join(faults)}\n    {errors.strip()[:600]}")
    return not faults


def check_stdin_and_pipe(store):
    run = store.run("import", "-", input=paper(400).encode())
    return run.returncode == 0 and store.run("query", "id:2611.90400", "--format", "ids").stdout == b"2611.90400\n"


def check_outputs(store):
    """what hostile text looks like when it comes out again"""
    text = store.run("query", "--limit", "0", "--width", "80").stdout + store.run("show", "2611.90321", "2611.90322").stdout
    lines = store.run("query", "--limit", "0", "--format", "jsonl").stdout.decode("utf-8").splitlines()
    return b"\x1b" not in text and b"\x07" not in text and len({json.loads(line)["id"] for line in lines}) == len(lines) == store.papers()


def check_feeds(store, feeds):
    good = True
    for path in sorted(p for p in feeds.rglob("*") if p.is_file()):
        run = store.run("import", str(path))
        refused = path.parent.name == "html" or "error" in path.name or "id_abc" in path.name
        if (run.returncode == 0) == refused or (refused and not run.stderr.startswith(b"papercup: ")):
            good = False
            print(f"FAILED {path.name}: exit {run.returncode}: {run.stderr.decode('utf-8', 'replace')[:300]}")
    store.papers()
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--feeds", type=pathlib.Path)
    parser.add_argument("--limit-memory", action="store_true", help="cap the address space; not for address-sanitised builds")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(args.papercup, pathlib.Path(folder))
        first = store.run("import", "-", input="\n".join([paper(1), paper(2)]).encode())
        assert first.returncode == 0 and store.papers() == 2, first.stderr
        results = [check(store, *case, args.limit_memory) for case in CASES]
        results += [check_stdin_and_pipe(store), check_outputs(store)]
        kept = store.run("query", "id:2611.90001 OR id:2611.90002", "--sort", "id", "--format", "ids").stdout.split()
        results.append(kept == [b"2611.90001", b"2611.90002"])
        if args.feeds and args.feeds.exists():
            results.append(check_feeds(store, args.feeds))
        else:
            program_tests.skip("captured feeds", f"{args.feeds} is absent")
    print(f"{len(results)} hostile cases, {results.count(False)} failed")
    return program_tests.exit_code(not all(results))


if __name__ == "__main__":
    sys.exit(main())
