#!/usr/bin/env python3
"""Makes the pictures of the documentation from the built program and data/sample, and from nothing else.

    make-pictures.py --papercup PROGRAM [--only triage|page] [--output FOLDER]

FOLDER is data/pictures unless given. There are

    triage.svg                      the screen of `papercup triage` as a terminal (tmux) shows it, with its colours, after
                                    one paper has been liked
    page-light.png, page-dark.png   the beginning of the page that `papercup digest --format html` writes, in Chromium

`triage` takes tmux, `page` takes chromium and pngquant (scripts/install-deps.sh tmux chromium pngquant). The SVG has the
same bytes on every machine (tests/binary/pictures_test.py compares them with the program's of today); the PNGs depend on
the machine's fonts and browser.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import xml.sax.saxutils

PROJECT = pathlib.Path(__file__).resolve().parents[1]
NOW = "2026-11-24T12:00:00Z"
PATIENCE = 30  # seconds, after which a screen that should have come is missing

COLUMNS, ROWS = 80, 26
CELL_WIDTH, CELL_HEIGHT, MARGIN, FONT_SIZE = 8.4, 18, 16, 14

# A dark terminal of its own, which is read on light pages and on dark ones.
BACKGROUND, EDGE, INK, SOFT = "#0d1117", "#444c56", "#e6edf3", "#9ba5b0"
COLOURS = {31: "#ff7b72", 32: "#56d364", 33: "#e3b341", 36: "#56d4dd"}

PAGE_WIDTH, PAGE_SCALE = 800, 1.25  # 1000 pixels of the picture
PAGE_PAPERS = 2  # the picture ends below so many
PAGE_COLOURS = 64  # of the palette


def require(program, package):
    if not shutil.which(program):
        sys.exit(f"make-pictures.py: {program} is not installed (scripts/install-deps.sh {package})")


class Reader:
    """A home in which the sample is stored and its focus is the reader's."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAPERCUP_NOW": NOW}
        focus = folder / ".config/papercup/focus/preference-learning.toml"
        focus.parent.mkdir(parents=True)
        shutil.copy(PROJECT / "data/sample/focus.toml", focus)
        self.run("-q", "import", *sorted((PROJECT / "data/sample").glob("*.xml")))

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"make-pictures.py: {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")


# --- the terminal ---------------------------------------------------------------------------------

class Terminal:
    """A program in a tmux of its own."""

    def __init__(self, reader, arguments):
        self.environment, self.socket = reader.environment, str(reader.folder / "tmux")
        settings = reader.folder / "tmux.conf"
        settings.write_text("set -g status off\n")
        self.call("-u", "-f", str(settings), "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), str(reader.program), *arguments)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], env=self.environment, capture_output=True, check=False)

    def call(self, *arguments):
        done = subprocess.run(["tmux", "-S", self.socket, *arguments], env=self.environment, capture_output=True, check=False)
        if done.returncode != 0:
            sys.exit(f"make-pictures.py: tmux {arguments[0]}: {done.stderr.decode().strip()}")
        return done.stdout.decode()

    def press(self, key):
        self.call("send-keys", key)

    def screen(self, *texts):
        """What is on the screen when it has all `texts` and has come to rest, with its escape sequences."""
        end, before = time.monotonic() + PATIENCE, None
        while time.monotonic() < end:
            shown = self.call("capture-pane", "-p", "-e", "-N")
            if shown == before and all(text in without_escapes(shown) for text in texts):
                return shown
            before = shown
            time.sleep(0.3)
        sys.exit(f"make-pictures.py: no screen with {texts} within {PATIENCE} s:\n{without_escapes(before or '')}")


def without_escapes(text):
    return re.sub(r"\x1b\[[\d;]*m", "", text)


# Select Graphic Rendition of ECMA-48 (8.3.117): the style before and after, as far as papercup's screens use it.
def styled(style, code):
    if code == 0:
        return {}
    if code in (1, 2, 4, 7):
        return {**style, {1: "bold", 2: "dim", 4: "underlined", 7: "reversed"}[code]: True}
    if code in COLOURS:
        return {**style, "colour": code}
    if code == 39:
        return {name: value for name, value in style.items() if name != "colour"}
    if code == 49:
        return style
    sys.exit(f"make-pictures.py: the screen has a style (SGR {code}) that the picture cannot show")


def width_of(text):
    return sum(0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def pieces(line, style):
    """([(column, text, style)], the style after the line)"""
    found, column = [], 0
    for part in re.split(r"(\x1b\[[\d;]*m)", line):
        if part.startswith("\x1b"):
            for code in part[2:-1].split(";"):
                style = styled(style, int(code or 0))
            continue
        if part:
            found.append((column, part, style))
        column += width_of(part)
    return found, style


def words(column, text):
    """The parts of a text between which there is more than one space, since SVG makes one of several."""
    for match in re.finditer(r"\S+(?: \S+)*", text):
        yield column + width_of(text[:match.start()]), match[0]


# --- the picture ----------------------------------------------------------------------------------

def number(value):
    return f"{value:.1f}".removesuffix(".0")


def place(column):
    return number(MARGIN + column * CELL_WIDTH)


def svg_text(column, row, text, style):
    look = ""
    if style.get("reversed"):
        look += f' fill="{BACKGROUND}"'
    elif "colour" in style:
        look += f' fill="{COLOURS[style["colour"]]}"'
    elif style.get("dim"):
        look += f' fill="{SOFT}"'
    if style.get("bold"):
        look += ' font-weight="bold"'
    if style.get("underlined"):
        look += ' text-decoration="underline"'
    bottom = number(MARGIN + row * CELL_HEIGHT + 0.74 * CELL_HEIGHT)
    # The length keeps the columns together where the font is narrower or wider than the cell.
    length = number(width_of(text) * CELL_WIDTH)
    return f'<text x="{place(column)}" y="{bottom}" textLength="{length}" lengthAdjust="spacingAndGlyphs"{look}>{xml.sax.saxutils.escape(text)}</text>'


def svg_of(screen, title):
    parts, style = [], {}
    lines = screen.rstrip("\n").split("\n")
    for row, line in enumerate(lines):
        found, style = pieces(line, style)
        for column, text, its_style in found:
            if its_style.get("reversed"):
                top = number(MARGIN + row * CELL_HEIGHT)
                parts.append(f'<rect x="{place(column)}" y="{top}" width="{number(width_of(text) * CELL_WIDTH)}" height="{CELL_HEIGHT}" fill="{INK}"/>')
            parts += [svg_text(at, row, word, its_style) for at, word in words(column, text)]
    width, height = number(2 * MARGIN + COLUMNS * CELL_WIDTH), 2 * MARGIN + ROWS * CELL_HEIGHT
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"\n'
            f'  font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', \'Liberation Mono\', monospace" font-size="{FONT_SIZE}"\n'
            f'  fill="{INK}">\n<title>{xml.sax.saxutils.escape(title)}</title>\n'
            f'<rect x=".5" y=".5" width="{number(float(width) - 1)}" height="{height - 1}" rx="8" fill="{BACKGROUND}" stroke="{EDGE}"/>\n')
    return head + "\n".join(parts) + "\n</svg>\n"


def make_triage(reader, output):
    require("tmux", "tmux")
    with Terminal(reader, ["triage", "--no-fetch"]) as terminal:
        terminal.screen("1 of ", "q quit")
        terminal.press("l")
        screen = terminal.screen("2 of ", "liked ", "q quit")
    picture = output / "triage.svg"
    picture.write_text(svg_of(screen, "The screen of papercup triage: one paper, why it is there, and a key for each judgement"), encoding="utf-8")
    return [picture]


# --- the page -------------------------------------------------------------------------------------

def make_page(reader, output):
    sys.path.insert(0, str(PROJECT / "tests/support"))
    import browser  # pylint: disable=import-outside-toplevel

    require(browser.find_chromium() or "chromium", "chromium")
    require("pngquant", "pngquant")
    file, pictures = reader.folder / "today.html", []
    reader.run("digest", "--focus-file", PROJECT / "data/sample/focus.toml", "--format", "html", "--output", file)
    with browser.Browser(browser.find_chromium()) as running:
        page = browser.Page(running)
        for scheme in ("light", "dark"):
            page.show(PAGE_WIDTH, 1000, scheme, True)
            page.open(file)
            height = page.value(f"Math.floor(document.querySelectorAll('li')[{PAGE_PAPERS}].getBoundingClientRect().top)")
            page.call("Emulation.setDeviceMetricsOverride", width=PAGE_WIDTH, height=height, deviceScaleFactor=PAGE_SCALE, mobile=False)
            picture = output / f"page-{scheme}.png"
            page.screenshot(picture)
            subprocess.run(["pngquant", "--force", "--nofs", "--speed", "1", "--strip", "--output", picture, str(PAGE_COLOURS), picture],
                           check=True)
            pictures.append(picture)
    return pictures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papercup", required=True, type=pathlib.Path)
    parser.add_argument("--only", choices=("triage", "page"))
    parser.add_argument("--output", type=pathlib.Path, default=PROJECT / "data/pictures")
    args = parser.parse_args()
    os.umask(0o022)
    args.output.mkdir(parents=True, exist_ok=True)
    for name, make in (("triage", make_triage), ("page", make_page)):
        if args.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                for picture in make(Reader(args.papercup.resolve(), pathlib.Path(folder)), args.output):
                    print(f"{picture}: {picture.stat().st_size} bytes")


if __name__ == "__main__":
    main()
