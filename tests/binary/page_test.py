#!/usr/bin/env python3
"""Opens the HTML pages that the built program writes in a headless Chromium, as a phone and as a desktop, in light and
dark, with and without JavaScript: papers whose texts try to break out, and a digest of data/sample.

    page_test.py --papercup BIN [--screenshots FOLDER]

Skipped where there is no Chromium.
"""
import argparse
import itertools
import pathlib
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests/support"))
import program_tests  # noqa: E402
import browser
import hostile_papers

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SHOWN = "[...document.querySelectorAll('li')].filter((item) => item.offsetParent).length"
# The selections whose text is wider than the room for it, beside which the browser draws an arrow.
CUT_OFF = """[...document.querySelectorAll('select')].filter((select) => {
  const style = getComputedStyle(select), pen = document.createElement('canvas').getContext('2d');
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 16;
  return pen.measureText(select.selectedOptions[0].text).width > room;
}).map((select) => select.selectedOptions[0].text)"""
BRIGHTNESS = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"


def write_pages(binary, folder):
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": "2026-11-24T12:00:00Z",
                   "PAPERCUP_DATA": str(folder / "data"), "PAPERCUP_CONFIG": str(folder / "config")}

    def run(*arguments, **options):
        return subprocess.run([binary, *arguments], env=environment, capture_output=True, timeout=120, check=True, **options).stdout

    focus = str(PROJECT / "data/sample/focus.toml")
    run("-q", "import", *sorted(map(str, (PROJECT / "data/sample").glob("*.xml"))))
    run("digest", "--focus-file", focus, "--format", "html", "--top", "12", "--output", str(folder / "digest.html"))
    run("-q", "import", "-", input=hostile_papers.json_lines())
    (folder / "query.html").write_bytes(run("query", "--focus-file", focus, "--format", "html", "--limit", "0"))
    (folder / "hostile.html").write_bytes(run("query", "id:2611.97*", "--format", "html"))
    return [folder / name for name in ("digest.html", "query.html", "hostile.html")]


def told(page, *methods):
    return [event["params"] for event in page.events if event["method"] in methods]


def check_loading(page, width, scheme):
    requests = [request["request"]["url"] for request in told(page, "Network.requestWillBeSent")]
    assert len(requests) == 1 and requests[0].startswith("file:"), f"requests: {requests}"
    assert not told(page, "Page.javascriptDialogOpening"), "a script of a feed ran"
    assert not told(page, "Log.entryAdded", "Runtime.exceptionThrown"), told(page, "Log.entryAdded", "Runtime.exceptionThrown")[:2]
    size = page.call("Page.getLayoutMetrics")["cssContentSize"]
    assert size["width"] <= width, f"{size['width']} wide"
    assert (page.value(BRIGHTNESS) < 200) == (scheme == "dark"), "the background is that of the other scheme"


def check_without_script(page):
    assert page.value("document.getElementById('tools').offsetParent === null"), "tools that can do nothing"
    assert page.value(SHOWN) == page.value("document.querySelectorAll('li').length") > 0


def check_with_script(page):
    papers = page.value("document.querySelectorAll('li').length")
    assert page.value(CUT_OFF) == [], f"cut off: {page.value(CUT_OFF)}"
    enter = "words.value = {!r}; words.dispatchEvent(new Event('input')); " + SHOWN
    assert page.value(enter.format("")) == papers > 5
    assert page.value(enter.format("zzqx")) == 0
    title = page.value("document.querySelectorAll('h3')[3].textContent")
    assert 1 <= page.value(enter.format(title.upper()[:40])) < papers, title
    page.value(enter.format(""))
    category = page.value("category.options[2].value")
    chosen = page.value(f"category.value = {category!r}; category.dispatchEvent(new Event('change')); " + SHOWN)
    assert 0 < chosen <= papers and f"({chosen})" in page.value("category.options[2].text")
    page.value("category.value = ''; category.dispatchEvent(new Event('change'))")
    order = "order.value = {!r}; order.dispatchEvent(new Event('change')); [...document.querySelectorAll('h3')].map((h) => h.textContent).join('\\n')"
    given, titled, newest = (page.value(order.format(name)) for name in ("given", "title", "newest"))
    assert given != titled and sorted(given.splitlines()) == sorted(titled.splitlines()) == sorted(newest.splitlines())
    days = page.value("[...document.querySelectorAll('li')].map((item) => item.dataset.day)")
    assert days == sorted(days, reverse=True) and page.value(order.format("given")) == given
    assert page.value("unfold.click(); [...document.querySelectorAll('details')].every((details) => details.open)")
    assert page.call("Page.getLayoutMetrics")["cssContentSize"]["width"] <= page.value("innerWidth"), "unfolded it is too wide"


def check_unfolding(page):
    """by a click, whether there is JavaScript or not"""
    place = page.value("(() => { const r = document.querySelector('summary').getBoundingClientRect(); return [r.x + 5, r.y + 5]; })()")
    for kind in ("mousePressed", "mouseReleased"):
        page.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)
    assert page.value("document.querySelector('details').open"), "the abstract did not unfold"


def check(page, file, size, scheme, scripts, screenshots):
    width, height = SIZES[size]
    page.show(width, height, scheme, scripts)
    page.open(file)
    check_loading(page, width, scheme)
    check_unfolding(page)
    page.check_contrast()
    if screenshots:
        page.screenshot(screenshots / f"{file.stem}-{size}-{scheme}-{'script' if scripts else 'plain'}.png")
    if scripts:
        check_with_script(page)
    else:
        check_without_script(page)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True)
    parser.add_argument("--screenshots", type=pathlib.Path)
    args = parser.parse_args()
    program = browser.find_chromium()
    if program is None:
        program_tests.skip("the browser's views of pages", browser.MISSING)
        return program_tests.SKIPPED
    if args.screenshots:
        args.screenshots.mkdir(parents=True, exist_ok=True)
    failed = done = 0
    with tempfile.TemporaryDirectory() as folder, browser.Browser(program) as running:
        page = browser.Page(running)
        for case in itertools.product(write_pages(args.papercup, pathlib.Path(folder)), SIZES, ("light", "dark"), (True, False)):
            done += 1
            try:
                check(page, *case, args.screenshots)
            except AssertionError as error:
                failed += 1
                print(f"FAILED {case[0].name}, {case[1]}, {case[2]}, {'with' if case[3] else 'without'} JavaScript: {error}")
    print(f"{done} views, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
