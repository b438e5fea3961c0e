#!/usr/bin/env python3
"""Checks every #include of src/ and include/ against the module table of ARCHITECTURE.md.

    layers_test.py ROOT

A module may include the public headers of the modules in its column "may use", its own private headers, and in its
.cpp files fmt and the libraries of its column "third-party headers". The folders and CMakeLists.txt have to agree
with the table. A module whose row says "pure" has no headers that reach files, streams or the system; only `system`
and the files in MAY_REACH_SYSTEM include the system's headers, and only `system` reads the clock. Within a module no
folders include each other in a circle: a public header belongs to the folder of the source of its name, and what lies
in the module's own folder counts as a folder.

Prints one problem a line and exits 1 if there is any; finding nothing to check is a problem.
"""
import functools
import pathlib
import re
import sys

# What each library of the table brings: its headers and its CMake targets.
LIBRARIES = {
    "CLI11": (r"CLI/.*", {"CLI11::CLI11"}),
    "GMime": (r"gmime/.*", {"PkgConfig::gmime"}),
    "JSON": (r"nlohmann/.*", {"nlohmann_json::nlohmann_json"}),
    "curl": (r"curl/.*", {"CURL::libcurl"}),
    "libarchive": (r"archive(_entry)?\.h", {"LibArchive::LibArchive"}),
    "ncursesw": (r"(ncursesw/)?(curses|ncurses|term)\.h", {"PkgConfig::ncursesw"}),
    "pugixml": (r"pugi(xml|config)\.hpp", {"pugixml::pugixml"}),
    "SQLiteCpp": (r"SQLiteCpp/.*|sqlite3(ext)?\.h", {"SQLiteCpp", "SQLite::SQLite3"}),
    "toml++": (r"toml\+\+/.*", {"tomlplusplus::tomlplusplus"}),
    "utf8proc": (r"utf8proc\.h", {"PkgConfig::utf8proc"}),
}
FMT = r"fmt/.*"
# The one library that people's mistakes have to be shown with, so its types may cross between files of one module.
IN_PRIVATE_HEADERS = {("config", "toml++")}

STANDARD = set("""
    algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits
    clocale cmath codecvt compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint
    cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception execution filesystem forward_list fstream
    functional future initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map memory
    memory_resource mutex new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator
    semaphore set shared_mutex source_location span sstream stack stdexcept stop_token streambuf string string_view
    strstream syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility
    valarray variant vector version""".split())
SYSTEM = set("""
    arpa/inet.h dirent.h fcntl.h locale.h langinfo.h netdb.h netinet/in.h poll.h pwd.h signal.h stdio.h stdlib.h dlfcn.h spawn.h sys/file.h
    sys/ioctl.h sys/mman.h sys/socket.h sys/stat.h sys/statfs.h sys/statvfs.h sys/types.h sys/vfs.h sys/wait.h termios.h time.h unistd.h wchar.h linux/magic.h""".split())
# Memory is within a program: how it is had from the system changes no result.
REACHES_SYSTEM = SYSTEM | {"csignal"}
REACHES_OUT = (SYSTEM - {"sys/mman.h"}) | {"cstdio", "filesystem", "fstream", "future", "iostream", "thread"}

# Where a module other than `system` talks to the operating system, each with its reason.
MAY_REACH_SYSTEM = {
    "src/core/addresses/web_address.cpp",  # reads numeric addresses
    "src/main/main.cpp",  # says that a closed pipe is no signal
    "src/net/http_transport.cpp",  # looks at the sockets that libcurl opens
    "src/net/mail_transport.cpp",  # waits for them
    "src/store/database/database.cpp",  # asks what file system a database is on, and who may write to it
    "src/store/database/database_file.cpp",
    "src/store/keeping/backup.cpp",
    "src/store/salvage/salvage.cpp",
    "src/store/user/user_store.cpp",
    "src/app/doctor/checks.cpp",  # asks who may write to a folder
}
CLOCK = re.compile(
    r"\b(?:system|steady|high_resolution|utc|file)_clock\s*::\s*now\b|\b(?:gettimeofday|clock_gettime|localtime(?:_r)?)\s*\("
    r"|\bstd\s*::\s*time\s*\(|(?<![\w.:>])time\s*\(\s*(?:nullptr|NULL|0)\s*\)")

# Folders of tests/ that mirror no module.
OTHER_TESTS = {"architecture", "bench", "binary", "fuzz", "install", "support"}

TOKEN = re.compile(
    r'''(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))
      | (?P<raw>\b(?:u8|[uUL])?R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)")
      | "(?:[^"\\\n]|\\.)*"
      | \b[0-9][\w']*
      | '(?:[^'\\\n]|\\.)+' ''', re.DOTALL | re.VERBOSE)
DIRECTIVE = re.compile(
    r"""^[ \t\v\f]*(?:\#|%:)[ \t\v\f]*(?:include|include_next|import)\b(.*)$
      | ^[ \t]*(?:export[ \t]+)?import[ \t]*([<":\w][^()]*);""", re.MULTILINE | re.VERBOSE)


class Module:
    def __init__(self, name, owns, may_use, libraries):
        self.name = name
        self.pure = bool(re.search(r"\bpure\b", owns))
        self.may_use = may_use
        self.libraries = libraries


def names(cell):
    return [name for name in re.split(r"[,\s]+", cell.replace("`", "")) if name not in ("", "–", "-")]


def module_table(root, problems):
    """The rows of ARCHITECTURE.md's table, by name, in order."""
    document = root / "ARCHITECTURE.md"
    text = document.read_text(encoding="utf-8") if document.is_file() else ""
    table = re.search(r"^\| *module *\|[^\n]*\n\|[-| ]+\|\n((?:\|[^\n]*\n)+)", text, re.MULTILINE)
    modules = {}
    for row in table.group(1).splitlines() if table else []:
        cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
        if len(cells) != 4:
            problems.append(f"ARCHITECTURE.md: a row of the module table has {len(cells)} cells: {row}")
            continue
        name, owns, may_use, libraries = cells
        name = name.strip("`")
        all_but = re.fullmatch(r"all(?: but (.+))?", may_use)
        named = names((all_but[1] or "") if all_but else may_use)
        allowed = [other for other in modules if other not in named] if all_but else named
        for other in named:
            if other not in modules:
                problems.append(f"ARCHITECTURE.md: {name} names {other}, which is no row above it")
        for library in names(libraries):
            if library not in LIBRARIES:
                problems.append(f"ARCHITECTURE.md: {name} names the unknown library {library}")
        modules[name] = Module(name, owns, set(allowed), set(names(libraries)))
    if not modules:
        problems.append("ARCHITECTURE.md: there is no module table")
    return modules


def subfolders(folder):
    return {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()


def check_folders(root, modules, problems):
    with_headers = modules.keys() - {"main"}
    for folder, expected, extra in (("src", modules.keys(), set()), ("include/papercup", with_headers, set()),
                                    ("tests", with_headers, OTHER_TESTS)):
        found = subfolders(root / folder)
        problems += [f"{folder}/{name}: the folder is missing" for name in sorted(expected - found)]
        problems += [f"{folder}/{name}: no such module in the table" for name in sorted(found - expected - extra)]
    for path in sorted((root / "include").glob("*")) if (root / "include").is_dir() else []:
        if path.name != "papercup":
            problems.append(f"include/{path.name}: only include/papercup may be here")


def check_cmake(root, modules, problems):
    file = root / "CMakeLists.txt"
    text = re.sub(r"#.*", "", file.read_text(encoding="utf-8")) if file.is_file() else ""
    built = set()
    for call in re.findall(r"^papercup_module\(([^)]*)\)", text, re.MULTILINE):
        name, depends, targets = re.fullmatch(r"\s*(\w+)(?:\s+DEPENDS\s+(.*?))?(?:\s+LIBRARIES\s+(.*?))?(?:\s+TESTS_USE\s+.*?)?\s*", call, re.DOTALL).groups()
        built.add(name)
        module = modules.get(name)
        if module is None:
            problems.append(f"CMakeLists.txt: {name} is no module of the table")
            continue
        if set((depends or "").split()) != module.may_use:
            problems.append(f"CMakeLists.txt: {name} depends on [{depends or ''}], the table says {sorted(module.may_use)}")
        expected = set().union(*(LIBRARIES[library][1] for library in module.libraries if library in LIBRARIES))
        if set((targets or "").split()) != expected:
            problems.append(f"CMakeLists.txt: {name} links [{targets or ''}], the table asks for {sorted(expected)}")
    for name in sorted(modules.keys() - built - {"main"}):
        problems.append(f"CMakeLists.txt: papercup_module({name} ...) is missing")
    if "main" in modules:
        linked = re.search(r"target_link_libraries\(\s*papercup\s+PRIVATE([^)]*)\)", text)
        linked = set(linked.group(1).split()) if linked else set()
        if linked != {f"papercup_{name}" for name in modules["main"].may_use} | {"papercup_warnings"}:
            problems.append(f"CMakeLists.txt: the program links {sorted(linked)}, the table says {sorted(modules['main'].may_use)}")


@functools.lru_cache(maxsize=None)
def included_names(text):
    """What a source file includes: ('"' or '<', name), or (None, the line) if it cannot be read."""
    return tuple(read_includes(text))


@functools.lru_cache(maxsize=None)
def reads_clock(text):
    return bool(CLOCK.search(TOKEN.sub(" ", text)))


def read_includes(text):
    text = re.sub(r"\\[ \t]*\r?\n", "", text)
    text = TOKEN.sub(lambda token: " " if token["comment"] else '""' if token["raw"] else token[0], text)
    for directive in DIRECTIVE.finditer(text):
        argument = (directive[1] or f"import {directive[2]}").strip()
        header = re.fullmatch(r'"([^"]+)"|<([^<>]+)>', argument)
        if header is None:
            yield None, argument
        else:
            yield ('"', header[1]) if header[1] else ("<", header[2])


def reachable(edges, start):
    """The folders that are included by `start`, directly or not, and itself."""
    found, waiting = {start}, [start]
    while waiting:
        for folder in edges.get(waiting.pop(), {}):
            if folder not in found:
                found.add(folder)
                waiting.append(folder)
    return found


class Checker:
    """Judges the includes of one tree."""

    def __init__(self, root, modules, problems):
        self.root = root
        self.modules = modules
        self.problems = problems
        self.include_count = 0
        self.edges = {}  # by module: folders that include from folders, with a file that does

    def place(self, path):
        """(module, 'public' or 'private') of a file in the tree, or None."""
        parts = path.relative_to(self.root).parts if path.is_relative_to(self.root) else ()
        if len(parts) > 3 and parts[:2] == ("include", "papercup"):
            return parts[2], "public"
        if len(parts) > 2 and parts[0] == "src":
            return parts[1], "private"
        return None

    def check_file(self, path):
        shown = path.relative_to(self.root).as_posix()
        place = self.place(path)
        folder = path.parent.relative_to(self.root).as_posix()
        if place is None or path.suffix not in (".cpp", ".hpp") or path.is_symlink():
            self.problems.append(f"{shown}: only .hpp and .cpp files in a module's folder belong here")
            return None
        # src/<module> may have folders, one level deep; what is public has none.
        is_module_folder = folder == f"include/papercup/{place[0]}" or re.fullmatch(f"src/{place[0]}(/\\w+)?", folder)
        if not is_module_folder or (place[1] == "public" and path.suffix != ".hpp"):
            self.problems.append(f"{shown}: a file of this kind is not looked for in {folder}")
        module = self.modules.get(place[0])
        if module is None:
            return None
        found = 0
        text = path.read_text(encoding="utf-8")
        if module.name != "system" and reads_clock(text):
            self.problems.append(f"{shown}: only system reads the clock")
        for bracket, name in included_names(text):
            found += 1
            self.note_edge(path, place, bracket, name)
            if name in REACHES_SYSTEM and module.name != "system" and shown not in MAY_REACH_SYSTEM:
                self.problems.append(f"{shown}: <{name}> is for system")
            problem = self.problem_of(path, module, place[1], bracket, name)
            if problem:
                self.problems.append(f"{shown}: {problem}")
        self.include_count += found
        return found

    def folder_of(self, path):
        """(module, folder) of a file: a public header's is that of the source of its name, if there is one."""
        module, kind = self.place(path)
        if kind == "private":
            return module, path.parent.relative_to(self.root / "src" / module).as_posix()
        return module, self.source_folders(module).get(path.stem)

    @functools.cache
    def source_folders(self, module):
        base = self.root / "src" / module
        return {source.stem: source.parent.relative_to(base).as_posix() for source in base.rglob("*.cpp")}

    def note_edge(self, path, place, bracket, name):
        target = self.resolve(path, bracket, name) if bracket else None
        if target is None or self.place(target) is None or self.place(target)[0] != place[0]:
            return
        module, start = self.folder_of(path)
        end = self.folder_of(target)[1]
        if start and end and start != end:
            self.edges.setdefault(module, {}).setdefault(start, {})[end] = path.relative_to(self.root).as_posix()

    def circles(self):
        """One problem a pair of folders on a circle of includes."""
        for module, edges in sorted(self.edges.items()):
            for start in sorted(edges):
                for end, file in sorted(edges[start].items()):
                    if start in reachable(edges, end):
                        yield f"{file}: a circle of folders of {module} goes through {start} -> {end}"

    def problem_of(self, path, module, visibility, bracket, name):
        if bracket is None:
            return f"cannot tell what is included by: {name}"
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            return f'"{name}" is a path; name the header as "papercup/<module>/x.hpp"'
        target = self.resolve(path, bracket, name)
        if target is not None:
            return self.project_problem(module, visibility, target, name)
        return self.library_problem(path, module, visibility, name)

    def resolve(self, path, bracket, name):
        """The file of the project that a compiler would take, with links followed."""
        folders = [path.parent] if bracket == '"' else []
        for folder in [*folders, self.root / "include", self.root / "src"]:
            if (folder / name).exists():
                return (folder / name).resolve()
        return None

    def project_problem(self, module, visibility, target, name):
        place = self.place(target)
        if place is None:
            return f'"{name}" is outside include/papercup and src'
        owner, kind = place
        if target.suffix != ".hpp":
            return f'"{name}" is no header'
        if kind == "private" and owner != module.name:
            return f'"{name}" is private to {owner}'
        if kind == "private" and visibility == "public":
            return f'a public header includes the private "{name}"'
        if owner != module.name and owner not in module.may_use:
            return f'{module.name} may not use {owner} ("{name}")'
        return None

    def library_problem(self, path, module, visibility, name):
        if name in STANDARD or name in SYSTEM:
            if module.pure and name in REACHES_OUT:
                return f"{module.name} is pure and <{name}> is not"
            if name in SYSTEM and path.suffix != ".cpp":
                return f"the system's <{name}> belongs in .cpp files only"
            return None
        library = next((library for library, (pattern, _) in LIBRARIES.items() if re.fullmatch(pattern, name)), None)
        if name.startswith("papercup/"):
            return f'"{name}" does not exist'
        if library is None and not re.fullmatch(FMT, name):
            return f"<{name}> belongs to no known library"
        if visibility == "public":
            return f"third-party <{name}> in a public header"
        if library is not None and library not in module.libraries:
            return f"{module.name} may not use {library} (<{name}>)"
        if path.suffix != ".cpp" and (module.name, library) not in IN_PRIVATE_HEADERS:
            return f"third-party <{name}> belongs in .cpp files only"
        return None


def check(root):
    """All problems of the tree at root, and how many includes were looked at."""
    root = root.resolve()
    problems = []
    modules = module_table(root, problems)
    check_folders(root, modules, problems)
    check_cmake(root, modules, problems)
    checker = Checker(root, modules, problems)
    counts = dict.fromkeys(modules, 0)
    for folder in ("include", "src"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_dir() and not path.is_symlink():
                continue
            found = checker.check_file(path)
            place = checker.place(path)
            if found and place:
                counts[place[0]] += found
    problems += checker.circles()
    problems += [f"{name}: nothing to check, no include in its files" for name, count in counts.items() if count == 0]
    if checker.include_count == 0:
        problems.append("nothing to check: no include found")
    return problems, checker.include_count


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    problems, count = check(pathlib.Path(sys.argv[1]))
    for problem in problems:
        print(problem)
    print(f"{count} includes checked, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
