#!/usr/bin/env python3
"""A stand-in for arXiv on this machine, with invented papers.

    arxiv_stand_in.py [--port N] [--now 2026-11-24T12:00:00Z] [--per-day N] [--config DIR]

Serves, on 127.0.0.1, the list of the day (/atom/CATEGORY or ARCHIVE, with ETags), the query API (/api/query: id_list, or
categories with or without a window of submittedDate; cat: compares whole names but for a star) and OAI-PMH (/oai:
ListRecords, with sets of up to three levels), as of a moment that is moved by hand. --config writes a config.toml into a folder that sends
papercup here, so that it can be tried as against the real arXiv:

    tests/support/arxiv_stand_in.py --config /tmp/trial &
    export PAPERCUP_NOW=2026-11-24T12:00:00Z
    papercup --config /tmp/trial --data /tmp/trial/data init

/control/now?2026-11-25T12:00:00Z moves the moment, /control/index?MOMENT lets the query API know only what was submitted
before (nothing: everything again), as when its index lags, /control/log gives the requests so far as JSON,
/control/faults?NAME,NAME answers the next requests with these faults, one each ("ok" is none, "list:NAME" waits for the
next list, as ids:, window: and oai: do for theirs), and /control/random?SEED,SHARE answers a share of all requests with
faults that pass.
"""
import argparse
import datetime
import email.utils
import hashlib
import http.server
import json
import pathlib
import random
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


class BadFeed(Exception):
    pass


class Arxiv:
    """What arXiv would answer."""

    OAI_PAGE = 50

    def __init__(self, archive, now):
        self.archive, self.now = archive, now
        self.counts_unknown = False  # in the total of an id_list, as arXiv has done
        self.indexed_until = None  # the query API knows only what was submitted before

    # --- the list of the day ---

    def feed_of_day(self, category, shown=None):
        """`shown`: the day whose list is shown under today's date."""
        if not self.archive.taxonomy.has_feed(category):
            raise BadFeed(f"Invalid archive or category '{category}'")
        today = eastern_day(self.now)
        day = shown or today
        rows = self.archive.list_of(category, day) if self.archive.calendar.has_list(day) else []
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

    # --- the query API ---

    def query(self, parameters, shift=lambda rows, start: rows):
        """`shift`: what happened to the order of the hits since the page before."""
        start, size = int(parameters.get("start", "0")), int(parameters.get("max_results", "10"))
        if "id_list" in parameters:
            hits = self._papers_of(parameters["id_list"])
        else:
            hits = self._papers_in(parameters.get("search_query", ""))
            by_update = parameters.get("sortBy") == "lastUpdatedDate"
            hits.sort(key=lambda paper: (paper.updated(self.archive.calendar, self.now) if by_update else paper.published),
                      reverse=parameters.get("sortOrder", "descending") == "descending")
        if self.indexed_until:
            hits = [paper for paper in hits if paper.published < self.indexed_until]
        total = len(parameters["id_list"].split(",")) if self.counts_unknown and "id_list" in parameters else len(hits)
        hits = shift(hits, start)
        # As arXiv counts: in pages, whatever the start.
        first = round(start / size) * size
        page = hits[first:first + size]
        text = ATOM_HEAD + (f"<id>https://arxiv.org/api/invented</id>\n<title>arXiv Query: start={start}</title>\n"
                            f"<updated>{stamp(self.now)}</updated>\n"
                            f"<opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>\n"
                            f"<opensearch:totalResults>{total}</opensearch:totalResults>\n"
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
        match = re.fullmatch(r"\((cat:[^ ()]+(?: OR cat:[^ ()]+)*)\)(?: AND submittedDate:\[(\d{12}) TO (\d{12})\])?", query)
        if not match:
            raise BadRequest(f"Invalid query string: '{query}'")
        names = [term[4:] for term in match[1].split(" OR ")]

        def time(text, otherwise):
            return datetime.datetime.strptime(text, "%Y%m%d%H%M").replace(tzinfo=UTC) if text else otherwise

        since = time(match[2], datetime.datetime.min.replace(tzinfo=UTC))
        until = time(match[3], datetime.datetime.max.replace(tzinfo=UTC))

        def is_in(category):
            return any(category.startswith(name[:-1]) if name.endswith("*") else category == name for name in names)

        return [paper for paper in self.archive.visible(self.now)
                if since <= paper.published <= until and any(map(is_in, paper.categories))]

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

    # --- OAI-PMH ---

    def harvest(self, parameters):
        if parameters.get("verb") != "ListRecords":
            return oai_answer('<error code="badVerb">only ListRecords is spoken here</error>')
        token = parameters.get("resumptionToken")
        if token:
            match = re.fullmatch(r"(\d+)\|([^|]*)\|([\d-]*)\|([\d-]+)", token)
            # Tokens are good until midnight UTC.
            if not match or match[4] != f"{self.now:%Y-%m-%d}":
                return oai_answer('<error code="badResumptionToken">it is none, or has expired</error>')
            offset, set_name, since = int(match[1]), match[2], match[3]
        else:
            offset, set_name, since = 0, parameters.get("set", ""), parameters.get("from", "")
        taxonomy = self.archive.taxonomy
        if set_name and set_name not in taxonomy.set_names:
            return oai_answer('<error code="badArgument">Set does not exist</error>')
        hits = sorted((paper for paper in self.archive.visible(self.now)
                       if f"{self._changed(paper):%Y-%m-%d}" >= since
                       and (not set_name or any(set_name in taxonomy.sets_of(name) for name in paper.categories))),
                      key=lambda paper: paper.id)
        if not hits:
            return oai_answer('<error code="noRecordsMatch">nothing</error>')
        text = "".join(self._record(paper) for paper in hits[offset:offset + self.OAI_PAGE])
        end = offset + self.OAI_PAGE
        more = f"{end}|{set_name}|{since}|{self.now:%Y-%m-%d}" if end < len(hits) else ""
        return oai_answer(f"<ListRecords>{text}<resumptionToken>{escape(more)}</resumptionToken></ListRecords>")

    def _changed(self, paper):
        is_replaced = paper.version_at(self.now) > 1
        return eastern(paper.replaced if is_replaced else paper.listed, 0)

    def _record(self, paper):
        names = [name.rpartition(" ") for name in paper.authors]
        updated = paper.updated(self.archive.calendar, self.now)
        return (f"<record><header><identifier>oai:arXiv.org:{paper.id}</identifier>"
                f"<datestamp>{self._changed(paper):%Y-%m-%d}</datestamp></header><metadata>"
                f'<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>{paper.id}</id><created>{updated:%Y-%m-%d}</created>'
                + "<authors>" + "".join(f"<author><keyname>{escape(last)}</keyname><forenames>{escape(first)}</forenames>"
                                        "</author>" for first, _, last in names) + "</authors>"
                f"<title>{escape(paper.title)}</title><categories>{' '.join(paper.categories)}</categories>"
                + (f"<comments>{escape(paper.comment)}</comments>" if paper.comment else "")
                + f"<abstract>{escape(paper.abstract)}</abstract></arXiv></metadata></record>\n")


def oai_answer(content):
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
            f"<responseDate>2026-11-24T12:00:00Z</responseDate><request/>{content}</OAI-PMH>\n")


def error_feed(message):
    return ATOM_HEAD + ("<id>https://arxiv.org/</id><title>arXiv Search Results</title>"
                        "<opensearch:totalResults>1</opensearch:totalResults><entry>"
                        f"<id>https://arxiv.org/api/errors#invented</id><title>Error</title><summary>{escape(message)}"
                        "</summary><author><name>arXiv api core</name></author></entry></feed>\n")


def bad_feed(message):
    return ATOM_HEAD + (f"<id>http://rss.arxiv.org/</id><title>Feed error for query</title><subtitle>{escape(message)}"
                        "</subtitle></feed>\n")


ENTRY = re.compile(rb"<entry>.*?</entry>\n", re.S)


def with_entries(change):
    """A fault that changes which entries a feed has, and nothing else of it."""
    def fault(status, headers, body):
        entries = ENTRY.findall(body)
        if not entries:
            return status, headers, body
        start = body.index(entries[0])
        return status, headers, body[:start] + b"".join(change(entries)) + b"</feed>\n"
    return fault


def with_total(change):
    def fault(status, headers, body):
        return status, headers, re.sub(rb"(totalResults>)(\d+)", lambda m: m[1] + b"%d" % change(int(m[2])), body)
    return fault


# What becomes of the hits between two pages, when papers come and go meanwhile or the order of equals is not kept.
SHIFTS = {
    "row-gone": lambda hits, start: hits[1:] if start else hits,
    "row-came": lambda hits, start: hits[:1] + hits if start else hits,
    "other-order": lambda hits, start: hits[7:] + hits[:7] if start else hits,
}

# Faults as arXiv has shown them: what becomes of an answer (status, headers, body).
FAULTS = {
    "ok": lambda status, headers, body: (status, headers, body),
    "429": lambda status, headers, body: (429, {"Content-Type": "text/plain"}, b"Rate exceeded."),
    "429-after": lambda status, headers, body: (429, {"Retry-After": "90"}, b"Rate exceeded."),
    "rate": lambda status, headers, body: (200, {"Content-Type": "text/plain"}, b"Rate exceeded."),
    "503": lambda status, headers, body: (503, {"Retry-After": "0"}, b"first byte timeout"),
    "503-date": lambda status, headers, body: (503, {"Retry-After": email.utils.formatdate(time.time() + 120, usegmt=True)},
                                               b"busy"),
    "406": lambda status, headers, body: (406, {"Content-Type": "text/plain"}, b"Not Acceptable"),
    "error-feed": lambda status, headers, body: (400, headers, error_feed("Invalid query string: 'x'").encode()),
    "error-feed-200": lambda status, headers, body: (200, headers, error_feed("Invalid query string: 'x'").encode()),
    "403": lambda status, headers, body: (403, {}, b"<html>denied</html>"),
    "500": lambda status, headers, body: (500, {}, b"<html>error</html>"),
    "nothing": lambda status, headers, body: (status, headers, b""),
    "no-entries": with_entries(lambda entries: []),
    "zero": lambda status, headers, body: with_total(lambda total: 0)(*with_entries(lambda entries: [])(status, headers, body)),
    "short": with_entries(lambda entries: entries[:max(1, len(entries) // 2)]),
    "at-most-60": with_entries(lambda entries: entries[:60]),
    "twice": with_entries(lambda entries: entries[:1] + entries),
    "shuffled": with_entries(lambda entries: entries[::-1]),
    "total-more": with_total(lambda total: total + 3),
    "total-less": with_total(lambda total: max(1, total // 2)),
    "truncated": lambda status, headers, body: (status, headers, body[:len(body) * 2 // 3]),
    "malformed": lambda status, headers, body: (status, headers, body.replace(b"</title>", b"</tilte>", 3)),
    "html": lambda status, headers, body: (200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html><p>maintenance</html>"),
    "wrong-type": lambda status, headers, body: (status, {"Content-Type": "text/html"}, body),
    "slow": lambda status, headers, body: (status, {**headers, "X-Slow": "1"}, body),
    # See Handler.answer for these.
    "stale-list": lambda status, headers, body: (status, headers, body),
    **{name: lambda status, headers, body: (status, headers, body) for name in SHIFTS},
    "no-records": lambda status, headers, body: (200, headers, oai_answer('<error code="noRecordsMatch">x</error>').encode()),
    "bad-token": lambda status, headers, body: (200, headers,
                                                oai_answer('<error code="badResumptionToken">x</error>').encode()),
    "oai-error": lambda status, headers, body: (200, headers,
                                                oai_answer('<error code="badArgument">until is too late</error>').encode()),
    "reset": None,
}
# Those after which the next answer to the same question is the truth, so that a fetch gets over them by itself.
PASSING = ["500", "nothing", "no-entries", "short", "twice", "shuffled", "truncated", "malformed", "html", "wrong-type",
           "reset", "total-less"]


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
        if "Accept" not in self.headers:
            self.send(406, {"Content-Type": "text/plain"}, b"Not Acceptable")
            return
        status, body = self.answer(path, dict(urllib.parse.parse_qsl(query)), fault)
        headers = {"Content-Type": "application/atom+xml; charset=utf-8"}
        status, headers, content = FAULTS[fault](status, headers, body.encode())
        if path.startswith("/atom/") and status == 200:
            tag = f'"{hashlib.sha256(content).hexdigest()}"'
            headers = {**headers, "ETag": tag}
            if self.headers.get("If-None-Match") == tag:
                status, content = 304, b""
        self.send(status, headers, content)

    def answer(self, path, parameters, fault):
        arxiv = self.server.arxiv
        try:
            if path.startswith("/atom/"):
                shown = None
                if fault == "stale-list":
                    shown = eastern_day(arxiv.now) - datetime.timedelta(days=1)
                    while not arxiv.archive.calendar.has_list(shown):
                        shown -= datetime.timedelta(days=1)
                return 200, arxiv.feed_of_day(path[6:], shown)
            if path == "/api/query":
                return 200, arxiv.query(parameters, *([SHIFTS[fault]] if fault in SHIFTS else []))
            if path == "/oai":
                return 200, arxiv.harvest(parameters)
        except BadRequest as error:
            return 400, error_feed(str(error))
        except BadFeed as error:
            return 400, bad_feed(str(error))
        return 404, "<html>not found</html>"

    def send(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if "X-Slow" not in headers:
            self.wfile.write(body)
            return
        for at in range(0, len(body), 4096):
            self.wfile.write(body[at:at + 4096])
            self.wfile.flush()
            time.sleep(0.02)  # the fault itself

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port, arxiv):
        super().__init__(("127.0.0.1", port), Handler)
        self.arxiv = arxiv
        self.lock = threading.Lock()
        self.log, self.faults = [], []
        self.chance, self.share = random.Random(0), 0
        self.rule = None  # a function of path and query that names the fault of requests for which none is scripted

    def next_fault(self, path, query, headers):
        with self.lock:
            fault = self.faults.pop(0) if self.faults else "ok"
            # By kind of request: "list:stale-list" is for the next list only.
            if ":" in fault:
                kind, _, name = fault.partition(":")
                is_meant = {"list": path.startswith("/atom/"), "ids": "id_list" in query, "oai": path == "/oai",
                            "window": "submittedDate" in query and "AND" in query}[kind]
                if not is_meant:
                    self.faults.insert(0, fault)
                fault = name if is_meant else "ok"
            if fault == "ok" and not self.faults and self.chance.random() < self.share:
                fault = self.chance.choice(PASSING)
            if fault == "ok" and self.rule:
                fault = self.rule(path, urllib.parse.unquote(query)) or "ok"
            self.log.append({"time": time.time(), "path": path, "query": urllib.parse.unquote(query), "fault": fault,
                             "user_agent": headers.get("User-Agent", ""), "accept": headers.get("Accept", "")})
            return fault

    def control(self, what, value):
        with self.lock:
            if what == "now":
                self.arxiv.now = moment(urllib.parse.unquote(value))
            elif what == "index":
                self.arxiv.indexed_until = moment(urllib.parse.unquote(value)) if value else None
            elif what == "faults":
                names = [name for name in value.split(",") if name]
                unknown = [name for name in names if name.rpartition(":")[2] not in FAULTS]
                if unknown:
                    return json.dumps({"error": f"no faults called {unknown}"})
                self.faults = names
            elif what == "random":
                seed, _, share = value.partition(",")
                self.chance, self.share = random.Random(int(seed)), float(share)
            elif what == "log":
                return json.dumps(self.log)
            return json.dumps({"now": stamp(self.arxiv.now)})

    def handle_error(self, request, client_address):
        """Whoever hangs up, as a process that is killed does, is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

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
