#!/usr/bin/env python3
"""Opens the HTML part of mails in a headless Chromium, as a phone and as a desktop, in light and dark, and reads the whole
message with Python's parser: a digest of data/sample, and papers whose texts try to break out. Every text has to be told
from the background that the message gives it: not every mail program has a dark one of its own.

    mail_page_test.py --papercup BIN [--screenshots FOLDER]

The browser's part is skipped where there is no Chromium.
"""
import argparse
import email
import email.policy
import itertools
import pathlib
import re
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests/support"))
import browser
import hostile_papers
import program_tests

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
HEADERS = {"from", "to", "subject", "date", "message-id", "list-id", "auto-submitted", "user-agent", "mime-version", "content-type"}


def write_mails(binary, folder):
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": "2026-11-24T12:00:00Z",
                   "PAPERCUP_DATA": str(folder / "data"), "PAPERCUP_CONFIG": str(folder / "config")}

    def run(*arguments, **options):
        return subprocess.run([binary, *arguments], env=environment, capture_output=True, timeout=120, check=True, **options).stdout

    focus = folder / "focus.toml"
    focus.write_text((PROJECT / "data/sample/focus.toml").read_text())
    run("-q", "import", *sorted(map(str, (PROJECT / "data/sample").glob("*.xml"))))
    mails = {"sample": run("digest", "--focus-file", str(focus), "--format", "email", "--top", "12")}
    run("-q", "import", "-", input=hostile_papers.json_lines())
    hostile = folder / "hostile.toml"
    hostile.write_text("name = '<b>x</b>\u202e\"'\nabout = 'preference'\n")
    mails["hostile"] = run("digest", "--focus-file", str(hostile), "--since", "2000-01-01", "--top", "200", "--format", "email")
    return mails


def check_message(name, raw):
    """The HTML part of a message that is as it should be."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert not [part.defects for part in message.walk() if part.defects]
    assert {header.lower() for header in message.keys()} <= HEADERS, message.keys()
    assert not re.search(rb"[^\r]\n|\r[^\n]|[\x80-\xff]", raw) and max(map(len, raw.split(b"\r\n"))) < 999
    text, page = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    links = re.findall(r'href="([^"]*)"', page)
    assert len(links) >= 12 and all(link.startswith("https://") for link in links), links[:3]
    if name == "hostile":
        assert len(set(re.findall(r"2611\.97\d+", text))) > 10, "there is nothing hostile in it"
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text + page)
    return page


def check_page(page, width, scheme):
    requests = [event["params"]["request"]["url"] for event in page.events if event["method"] == "Network.requestWillBeSent"]
    assert len(requests) == 1 and requests[0].startswith("file:"), f"requests: {requests}"
    told = [event for event in page.events if event["method"] in ("Page.javascriptDialogOpening", "Log.entryAdded",
                                                                  "Runtime.exceptionThrown")]
    assert not told, told[:2]
    wide = page.call("Page.getLayoutMetrics")["cssContentSize"]["width"]
    assert wide <= width, f"{wide} wide"
    assert page.value("document.querySelectorAll('script, img, iframe, object, embed, form, link, base, svg').length") == 0
    bright = page.value("getComputedStyle(document.body).color.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)")
    assert (bright > 600) == (scheme == "dark"), f"text of brightness {bright} in {scheme}"
    page.check_contrast()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--screenshots", type=pathlib.Path)
    args = parser.parse_args()
    program = browser.find_chromium()
    if args.screenshots:
        args.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pages = {}
        for name, raw in write_mails(args.papercup, folder).items():
            pages[name] = folder / f"{name}.html"
            pages[name].write_text(check_message(name, raw), encoding="utf-8")
        if program is None:
            program_tests.skip("the browser's views of 2 messages", browser.MISSING)
            return program_tests.SKIPPED
        failed = done = 0
        with browser.Browser(program) as running:
            page = browser.Page(running)
            for name, size, scheme in itertools.product(pages, SIZES, ("light", "dark")):
                done += 1
                page.show(*SIZES[size], scheme, True)
                page.open(pages[name])
                if args.screenshots:
                    page.screenshot(args.screenshots / f"{name}-{size}-{scheme}.png")
                try:
                    check_page(page, SIZES[size][0], scheme)
                except AssertionError as error:
                    failed += 1
                    print(f"FAILED {name}, {size}, {scheme}: {error}")
    print(f"2 messages read, {done} views, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
