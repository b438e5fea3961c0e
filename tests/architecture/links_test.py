#!/usr/bin/env python3
"""Follows the links and pictures of the project's Markdown to files and headings of the project.

    links_test.py

Addresses on the network are not asked for; that each begins with https:// is tested.
"""
import pathlib
import re
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
LEAST = 4  # links there are at least
TARGET = re.compile(r"""\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|\b(?:src|srcset|href)="([^"]+)\"""")
CODE = re.compile(r"^```[^`]*^```$|^    .*$|`[^`\n]*`", re.M)


def documents():
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=PROJECT, capture_output=True, text=True, check=False).stdout.split()
    return [PROJECT / name for name in listed] or sorted(PROJECT.glob("*.md"))


def slug(heading):
    """The anchor that GitHub gives a heading."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)|`", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(path):
    return {slug(match[1]) for match in re.finditer(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.M)}


def fault(document, target):
    """What is wrong with a link, or nothing."""
    if re.match(r"[a-z]+:", target):
        return None if target.startswith(("https://", "mailto:")) else "is neither https nor of the project"
    name, _, anchor = target.partition("#")
    path = (document.parent / name).resolve() if name else document
    if PROJECT not in path.parents or not path.exists():
        return "leads to nothing"
    if anchor and anchor not in anchors(path):
        return "leads to no heading"
    return None


def main():
    links, faults = 0, []
    for document in documents():
        text = CODE.sub("", document.read_text(encoding="utf-8"))
        for match in TARGET.finditer(text):
            links += 1
            target = match[1] or match[2]
            if why := fault(document, target):
                faults.append(f"{document.relative_to(PROJECT)}: {target} {why}")
    print(*faults, f"{links} links, {len(faults)} faults", sep="\n")
    return 1 if faults or links < LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
