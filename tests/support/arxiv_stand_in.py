#!/usr/bin/env python3
"""A stand-in for arXiv on this machine, with invented papers.

    arxiv_stand_in.py [--port N] [--now 2026-11-24T12:00:00Z] [--per-day N] [--config DIR]

Serves, on 127.0.0.1, the list of the day (/atom/CATEGORY) and the query API (/api/query: id_list, or categories and a
window of submittedDate), as of a moment that is moved by hand. --config writes a config.toml into a folder that sends
papercup here, so that it can be tried as against the real arXiv:

    tests/support/arxiv_stand_in.py --config /tmp/trial &
    export PAPERCUP_NOW=2026-11-24T12:00:00Z
    papercup --config /tmp/trial --data /tmp/trial/data init

/control/now?2026-11-25T12:00:00Z moves the moment, /control/log gives the requests so far as JSON, and
/control/faults?NAME,NAME answers the next requests with these faults, one each ("ok" is none).
"""
import argparse
import datetime
import email.utils
import http.server
import json
import pathlib
import re
import sys
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from invented_archive import UTC, Archive, eastern, eastern_day  # noqa: E402

ATOM_HEAD = ("<?xml version='1.0' encoding='UTF-8'?>\n"
             '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
             ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">\n')


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class BadRequest(Exception):
    pass


class Arxiv:
    """What arXiv would answer."""

    def __init__(self, archive, now):
        self.archive, self.now = archive, now

    def feed_of_day(self, category):
        today = eastern_day(self.now)
        rows = self.archive.list_of(category, today) if self.archive.calendar.has_list(today) else []
        midnight = stamp(eastern(today, 0))
        text = ATOM_HEAD + (f"<id>http://rss.arxiv.org/atom/{escape(category)}</id>\n"
                            f"<title>{escape(category)} updates on arXiv.org</title>\n<updated>{midnight}</updated>\n")
        for paper, kind in rows:
            name = f"{paper.id}v{paper.version_at(self.now)}"
            text += (f"<entry><id>oai:arXiv.org:{name}</id><title>{escape(paper.title)}</title>"
                     f"<updated>{midnight}</updated>"
                     f'<link href="https://arxiv.org/abs/{paper.id}" rel="alternate" type="text/html"/>'
                     f"<summary>arXiv:{name} Announce Type: {kind} \nAbstract: {escape(paper.abstract)}</summary>"
                     + "".join(f"<category term={quoteattr(category)}/>" for category in paper.categories)
                     + f"<published>{midnight}</published><arxiv:announce_type>{kind}</arxiv:announce_type>"
                     f"<dc:creator>{escape(', '.join(paper.authors))}</dc:creator></entry>\n")
        return text + "</feed>\n"

    def query(self, parameters):
        start, size = int(parameters.get("start", "0")), int(parameters.get("max_results", "10"))
        if "id_list" in parameters:
            hits = self._papers_of(parameters["id_list"])
        else:
            hits = self._papers_in(parameters.get("search_query", ""))
        page = hits[start:start + size]
        text = ATOM_HEAD + (f"<id>https://arxiv.org/api/invented</id>\n<title>arXiv Query: start={start}</title>\n"
                            f"<updated>{stamp(self.now)}</updated>\n"
                            f"<opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>\n"
                            f"<opensearch:totalResults>{len(hits)}</opensearch:totalResults>\n"
                            f"<opensearch:startIndex>{start}</opensearch:startIndex>\n")
        return text + "".join(self._entry(paper) for paper in page) + "</feed>\n"

    def _papers_of(self, id_list):
        ids = [name for name in id_list.split(",") if name]
        for name in ids:
            if not re.fullmatch(r"\d{4}\.\d{4,5}(v\d+)?|[a-z-]+/\d{7}", name):
                raise BadRequest(f"incorrect id format for {name}")
        found = [self.archive.by_id.get(name.partition("v")[0]) for name in ids]
        return [paper for paper in found if paper is not None and eastern(paper.listed, 0) <= self.now]

    def _papers_in(self, query):
        match = re.fullmatch(r"\((cat:[^ ()]+(?: OR cat:[^ ()]+)*)\) AND submittedDate:\[(\d{12}) TO (\d{12})\]", query)
        if not match:
            raise BadRequest(f"Invalid query string: '{query}'")
        names = [term[4:] for term in match[1].split(" OR ")]
        since, until = (datetime.datetime.strptime(text, "%Y%m%d%H%M").replace(tzinfo=UTC) for text in match.group(2, 3))

        def is_in(category):
            return any(category.startswith(name[:-1]) if name.endswith(".*") else category == name for name in names)

        hits = [paper for paper in self.archive.visible(self.now)
                if since <= paper.published <= until and any(map(is_in, paper.categories))]
        return sorted(hits, key=lambda paper: paper.published)

    def _entry(self, paper):
        name = f"{paper.id}v{paper.version_at(self.now)}"
        updated = paper.updated(self.archive.calendar, self.now)
        comment = f"<arxiv:comment>{escape(paper.comment)}</arxiv:comment>" if paper.comment else ""
        return (f"<entry><id>http://arxiv.org/abs/{name}</id><title>{escape(paper.title)}</title>"
                f"<updated>{stamp(updated)}</updated>"
                f'<link href="https://arxiv.org/abs/{name}" rel="alternate" type="text/html"/>'
                f"<summary>{escape(paper.abstract)}</summary>"
                + "".join(f'<category term={quoteattr(category)} scheme="http://arxiv.org/schemas/atom"/>'
                          for category in paper.categories)
                + f"<published>{stamp(paper.published)}</published>{comment}"
                f"<arxiv:primary_category term={quoteattr(paper.categories[0])}/>"
                + "".join(f"<author><name>{escape(author)}</name></author>" for author in paper.authors)
                + "</entry>\n")


def error_feed(message):
    return ATOM_HEAD + ("<id>https://arxiv.org/</id><title>arXiv Search Results</title>"
                        "<opensearch:totalResults>1</opensearch:totalResults><entry>"
                        f"<id>https://arxiv.org/api/errors#invented</id><title>Error</title><summary>{escape(message)}"
                        "</summary><author><name>arXiv api core</name></author></entry></feed>\n")


# Faults as arXiv has shown them: what becomes of an answer (status, headers, body).
FAULTS = {
    "ok": lambda status, headers, body: (status, headers, body),
    "429": lambda status, headers, body: (429, {"Content-Type": "text/plain"}, b"Rate exceeded."),
    "rate": lambda status, headers, body: (200, {"Content-Type": "text/plain"}, b"Rate exceeded."),
    "503": lambda status, headers, body: (503, {"Retry-After": "0"}, b"first byte timeout"),
    "403": lambda status, headers, body: (403, {}, b"<html>denied</html>"),
    "500": lambda status, headers, body: (500, {}, b"<html>error</html>"),
    "nothing": lambda status, headers, body: (status, headers, b""),
    "no-entries": lambda status, headers, body: (status, headers, re.sub(rb"<entry>.*</entry>\n", b"", body, flags=re.S)),
    "truncated": lambda status, headers, body: (status, headers, body[:len(body) * 2 // 3]),
    "html": lambda status, headers, body: (200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html><p>maintenance</html>"),
    "reset": None,
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self):  # noqa: N802, the name that http.server asks for
        path, _, query = self.path.partition("?")
        if path.startswith("/control/"):
            self.send(200, {"Content-Type": "application/json"}, self.server.control(path[9:], query).encode())
            return
        fault = self.server.next_fault(path, query, self.headers)
        if FAULTS[fault] is None:
            self.connection.close()
            self.close_connection = True
            return
        status, body = self.answer(path, dict(urllib.parse.parse_qsl(query)))
        headers = {"Content-Type": "application/atom+xml; charset=utf-8"}
        self.send(*FAULTS[fault](status, headers, body.encode()))

    def answer(self, path, parameters):
        try:
            if path.startswith("/atom/"):
                return 200, self.server.arxiv.feed_of_day(path[6:])
            if path == "/api/query":
                return 200, self.server.arxiv.query(parameters)
        except BadRequest as error:
            return 400, error_feed(str(error))
        return 404, "<html>not found</html>"

    def send(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port, arxiv):
        super().__init__(("127.0.0.1", port), Handler)
        self.arxiv = arxiv
        self.lock = threading.Lock()
        self.log, self.faults = [], []

    def next_fault(self, path, query, headers):
        with self.lock:
            fault = self.faults.pop(0) if self.faults else "ok"
            self.log.append({"time": time.time(), "path": path, "query": urllib.parse.unquote(query), "fault": fault,
                             "user_agent": headers.get("User-Agent", "")})
            return fault

    def control(self, what, value):
        with self.lock:
            if what == "now":
                self.arxiv.now = moment(urllib.parse.unquote(value))
            elif what == "faults":
                names = [name for name in value.split(",") if name]
                unknown = [name for name in names if name not in FAULTS]
                if unknown:
                    return json.dumps({"error": f"no faults called {unknown}"})
                self.faults = names
            elif what == "log":
                return json.dumps(self.log)
            return json.dumps({"now": stamp(self.arxiv.now)})

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def config(self, interval):
        return (f'[arxiv]\napi_url = "{self.address}/api/query"\nfeed_url = "{self.address}/atom"\n'
                f'oai_url = "{self.address}/oai"\nmin_interval = {interval}\n')


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def start(now, port=0, **archive):
    """A server on a thread of its own; `stop` with server.shutdown()."""
    server = Server(port, Arxiv(Archive(**archive), moment(now)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--now", default="2026-11-24T12:00:00Z")
    parser.add_argument("--per-day", type=int, default=24)
    parser.add_argument("--config", type=pathlib.Path)
    arguments = parser.parse_args()
    server = Server(arguments.port, Arxiv(Archive(per_day=arguments.per_day), moment(arguments.now)))
    if arguments.config:
        arguments.config.mkdir(parents=True, exist_ok=True)
        (arguments.config / "config.toml").write_text(server.config(0.2), encoding="utf-8")
    print(f"{email.utils.formatdate()}: serving {len(server.arxiv.archive.papers)} invented papers at {server.address}",
          flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
