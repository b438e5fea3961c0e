#!/usr/bin/env python3
"""Shows that layers_test.py can fail: copies the tree, plants wrong things in it, expects to be told of each.

    layers_selftest.py ROOT
"""
import pathlib
import shutil
import sys
import tempfile

import layers_test

# For every module one project header and one third-party header that it may not include.
FORBIDDEN = {
    "core": ("papercup/text/width.hpp", "pugixml.hpp"),
    "system": ("papercup/net/http_transport.hpp", "curl/curl.h"),
    "text": ("papercup/rank/model.hpp", "sqlite3.h"),
    "net": ("papercup/arxiv/client.hpp", "pugixml.hpp"),
    "arxiv": ("papercup/store/store.hpp", "SQLiteCpp/SQLiteCpp.h"),
    "library": ("papercup/store/store.hpp", "pugixml.hpp"),
    "store": ("papercup/arxiv/xml_feed.hpp", "nlohmann/json.hpp"),
    "rank": ("papercup/store/store.hpp", "utf8proc.h"),
    "digest": ("papercup/render/style.hpp", "archive.h"),
    "render": ("papercup/store/store.hpp", "toml++/toml.h"),
    "config": ("papercup/text/width.hpp", "CLI/CLI.hpp"),
    "cli": ("papercup/rank/model.hpp", "SQLiteCpp/Database.h"),
    "app": ("papercup/cli/environment.hpp", "CLI/CLI.hpp"),
    "main": ("papercup/store/store.hpp", "CLI/CLI.hpp"),
}
# More headers that may not be included: what cli reaches through app, and what is private to its module.
ALSO_FORBIDDEN = [("cli", "papercup/net/http_transport.hpp"), ("cli", "papercup/arxiv/client.hpp"),
                  ("cli", "core/tables/table.hpp")]
# Ways to write an include that must not get around the check; each goes into a .cpp file of its own in rank.
EVASIONS = [
    '#  include "papercup/store/store.hpp"',
    '# /* */ include /* */ "papercup/store/store.hpp" // fine',
    '%:include "papercup/store/store.hpp"',
    '#inclu\\\nde "papercup/store/store.hpp"',
    "#include <papercup/store/store.hpp>",
    '#include "../store/schema.hpp"',
    '#include "../../include/papercup/store/store.hpp"',
    '#include "./../store/schema.hpp"',
    '#include "/usr/include/sqlite3.h"',
    '#include "sqlite3.h"',
    '#include <curl/curl.h>',
    "#include <never_heard_of.hpp>",
    "#include <fstream>",
    "#include <unistd.h>",
    '#define STORE "papercup/store/store.hpp"\n#include STORE',
    'import "papercup/store/store.hpp";',
    'const char* opening = "/*";\n#include "papercup/store/store.hpp"\nconst char* closing = "*/";',
    'const char* raw = R"x(/*)x";\n#include "papercup/store/store.hpp"\n// */',
    'constexpr int kMany = 1\'000;\n#include "papercup/store/store.hpp"\nconstexpr char kQuote = \'"\';',
    '#if 0\n#include "papercup/store/store.hpp"\n#endif',
]


class Tree:
    """A copy of what the check reads; `planted` changes one file and puts it back."""

    def __init__(self, source, folder):
        self.root = pathlib.Path(folder)
        for name in ("ARCHITECTURE.md", "CMakeLists.txt"):
            shutil.copy(source / name, self.root / name)
        for name in ("src", "include"):
            shutil.copytree(source / name, self.root / name)
        for path in (source / "tests").iterdir():
            if path.is_dir() and path.name != "__pycache__":
                (self.root / "tests" / path.name).mkdir(parents=True)

    def problems_with(self, name, text):
        """Problems that name the file while it has this text; None for text removes the file."""
        path = self.root / name
        before = path.read_bytes() if path.exists() else None
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
        problems, _ = layers_test.check(self.root)
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        return problems

    def check_planted(self, failures, wrong, harmless, word):
        """Plants each (folder, suffix, line) as a file of its own and expects to be told of the wrong ones by name; of the harmless ones
        nothing that has the word in it. Returns how many there are."""
        planted = []
        for number, (folder, suffix, line) in enumerate(wrong + harmless):
            planted.append((f"{folder}/planted_{number}{suffix}", line))
            (self.root / planted[-1][0]).write_text(line + "\n", encoding="utf-8")
        problems, _ = layers_test.check(self.root)
        for name, line in planted[:len(wrong)]:
            expect_planted(failures, f"{line!r} in {name}", problems, f"{name}:")
        for name, line in planted[len(wrong):]:
            if any(problem.startswith(f"{name}:") and word in problem for problem in problems):
                failures.append(f"harmless, but the check complained: {line!r} in {name}")
        for name, _ in planted:
            (self.root / name).unlink()
        return len(planted)

    def text(self, name):
        return (self.root / name).read_text(encoding="utf-8")


def expect_planted(failures, what, problems, names_file):
    if not any(problem.startswith(names_file) for problem in problems):
        failures.append(f"not noticed: {what}; the check said {problems}")


def check_includes(tree, failures):
    """Each wrong include in a file of its own, all of them at once."""
    wrong = []
    for module, headers in FORBIDDEN.items():
        wrong += [(f"src/{module}", ".cpp", f'#include "{headers[0]}"'), (f"src/{module}", ".cpp", f"#include <{headers[1]}>")]
        if module != "main":
            public = f"include/papercup/{module}"
            wrong += [(public, ".hpp", "#include <fmt/format.h>"), (public, ".hpp", f'#include "{headers[0]}"'),
                      (f"src/{module}", ".hpp", "#include <pugixml.hpp>")]
    wrong += [(f"src/{module}", ".cpp", f'#include "{header}"') for module, header in ALSO_FORBIDDEN]
    wrong += [("src/rank", ".cpp", evasion) for evasion in EVASIONS]
    harmless = '// #include <sqlite3.h>\n/*\n#include <sqlite3.h>\n*/\nconst char* text = R"(\n#include <sqlite3.h>\n)";'
    return tree.check_planted(failures, wrong, [("src/rank", ".cpp", harmless)], "sqlite3")


# Ways to read the clock, and ones that only look so.
CLOCKS = ["auto t = std::chrono::system_clock::now();", "auto t = steady_clock :: now();", "auto t = std::time(nullptr);",
          "auto t = time(NULL);", "clock_gettime(CLOCK_REALTIME, &t);", "localtime_r(&t, &local);"]
NO_CLOCKS = ["// std::chrono::system_clock::now()", 'const char* t = "system_clock::now()";', "auto t = clock.now();",
             "auto t = std::chrono::system_clock::to_time_t(moment);", "auto t = row.time(0);"]


def check_system(tree, failures):
    wrong = [("src/rank", ".cpp", line) for line in CLOCKS]
    wrong += [("src/render", ".cpp", "#include <unistd.h>"), ("src/cli", ".cpp", "#include <csignal>"),
              ("src/arxiv", ".cpp", "#include <sys/stat.h>")]
    return tree.check_planted(failures, wrong, [("src/rank", ".cpp", line) for line in NO_CLOCKS], "clock")


def check_circles(tree, failures):
    """Circles of two and of three folders, by private headers and by a public one."""
    (tree.root / "src/text/left").mkdir()
    (tree.root / "src/text/right").mkdir()
    plain = '#include "papercup/core/date.hpp"\n'
    circles = [
        {"src/text/left/a.hpp": '#include "text/right/b.hpp"\n', "src/text/right/b.hpp": '#include "text/left/a.hpp"\n'},
        {"src/text/left/a.hpp": '#include "text/right/b.hpp"\n', "src/text/right/b.hpp": '#include "text/c.hpp"\n',
         "src/text/c.hpp": '#include "text/left/a.hpp"\n'},
        {"src/text/left/a.cpp": plain, "include/papercup/text/a.hpp": plain, "src/text/right/b.hpp": '#include "papercup/text/a.hpp"\n',
         "src/text/left/c.cpp": '#include "text/right/b.hpp"\n'},
    ]
    for files in circles:
        for name, text in files.items():
            (tree.root / name).write_text(text, encoding="utf-8")
        if not any("a circle of folders of text" in problem for problem in layers_test.check(tree.root)[0]):
            failures.append(f"not noticed: a circle of folders through {sorted(files)}")
        last = next(reversed(files))
        (tree.root / last).write_text(plain, encoding="utf-8")
        if any("a circle" in problem for problem in layers_test.check(tree.root)[0]):
            failures.append(f"told of a circle that was cut in {last}")
        for name in files:
            (tree.root / name).unlink()
    return 2 * len(circles)


def check_folders(tree, failures):
    count = 0
    for folder in ("src/unheard", "include/papercup/unheard", "tests/unheard"):
        (tree.root / folder).mkdir()
        expect_planted(failures, f"the folder {folder}", layers_test.check(tree.root)[0], folder)
        (tree.root / folder).rmdir()
        count += 1
    for folder in ("src/rank", "include/papercup/rank", "tests/rank"):
        (tree.root / folder).rename(tree.root / "elsewhere")
        expect_planted(failures, f"{folder} is gone", layers_test.check(tree.root)[0], folder)
        (tree.root / "elsewhere").rename(tree.root / folder)
        count += 1
    for file in ("src/rank/planted.inc", "src/planted.cpp", "include/papercup/planted.hpp"):
        expect_planted(failures, f"the file {file}", tree.problems_with(file, '#include "papercup/core/date.hpp"\n'), file)
        count += 1
    return count


def check_lists(tree, failures):
    cmake, architecture = tree.text("CMakeLists.txt"), tree.text("ARCHITECTURE.md")
    changes = [
        ("CMakeLists.txt", cmake.replace("papercup_module(rank DEPENDS core", "papercup_module(rank DEPENDS store core")),
        ("CMakeLists.txt", cmake.replace("papercup_module(rank ", "papercup_module(ranking ")),
        ("CMakeLists.txt", cmake.replace("LIBRARIES CLI11::CLI11", "LIBRARIES CLI11::CLI11 SQLiteCpp")),
        ("CMakeLists.txt", cmake.replace("papercup PRIVATE papercup_cli", "papercup PRIVATE papercup_cli papercup_store")),
        ("CMakeLists.txt", None),
        ("ARCHITECTURE.md", architecture.replace("| rank |", "| ranking |")),
        ("ARCHITECTURE.md", architecture.replace("| module |", "| modules |")),
        ("ARCHITECTURE.md", None),
    ]
    for name, text in changes:
        if text == tree.text(name):
            failures.append(f"the change of {name} changes nothing")
        if not tree.problems_with(name, text):
            failures.append(f"not noticed: a change of {name}")
    return len(changes)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        if not layers_test.check(pathlib.Path(folder))[0]:
            failures.append("an empty tree passes")
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(pathlib.Path(sys.argv[1]), folder)
        before, _ = layers_test.check(tree.root)
        failures += [f"before anything is planted: {problem}" for problem in before]
        listed = set(layers_test.module_table(tree.root, []))
        if listed != FORBIDDEN.keys():
            failures.append(f"FORBIDDEN has no entry for, or too many for: {sorted(listed ^ FORBIDDEN.keys())}")
        planted = 0 if failures else sum(
            check(tree, failures) for check in (check_includes, check_system, check_folders, check_lists, check_circles))
    for failure in failures:
        print(failure)
    print(f"{planted} wrong trees checked, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
