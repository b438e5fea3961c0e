#!/usr/bin/python3
"""Plants small faults in the sources and tells which of them no test notices.

    scripts/mutate.py                        200 faults drawn from all modules, seed 1
    scripts/mutate.py --count 40 --seed 7    other ones
    scripts/mutate.py src/rank/order.cpp     those of these files, at most 200
    scripts/mutate.py --again --far          those that were not noticed last time, by all tests as they are now
    scripts/mutate.py --list ...             only prints the faults

All faults are built into one set of binaries in build/mutants; PAPERCUP_MUTANT in the environment of a process, or of the
one that started it, switches one of them on. Each test runs once without any, to see which faults it reaches. Each fault is
then tried by the tests that reach it, those of its module first, until one fails or takes much longer than it should. What
is left at the end, with its line, is a fault that the tests would not have noticed, or one that makes no difference.

Takes about an hour on two processors. Needs Debian's python3-clang-14 (scripts/install-deps.sh python3-clang-14).
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import hashlib
import inspect
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

try:
    from clang import cindex
    from clang.cindex import CursorKind
except ModuleNotFoundError:
    sys.exit("mutate.py needs the package python3-clang-14: scripts/install-deps.sh python3-clang-14")

PROJECT = pathlib.Path(__file__).resolve().parent.parent
TREE = PROJECT / "build/mutants"  # a copy of the project, with the faults in it
BUILD = TREE / "build/dev"
FOUND = PROJECT / "build/mutants-found.json"  # the faults of each source, by its digest
KEPT = PROJECT / "build/mutants-kept.json"  # the faults of the last run, and what noticed them

# Tests that look at sources, or replay inputs that found a fault.
UNFIT = re.compile(r"(architecture|fuzz|install)\b")
FAR = re.compile(r"binary\b")  # they drive the whole program, for minutes

# Compiled into the core library. A test may start programs with an environment of its own, so that the ancestors are asked, too.
SWITCH = r"""
#include <fcntl.h>
#include <unistd.h>
#include <bitset>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
namespace {
std::string variable_of_ancestors(const std::string& name) {
  if (const char* own = std::getenv(name.c_str())) return own;
  int process = getppid();
  for (int level = 0; level < 20 && process > 1; ++level) {
    const std::string folder = "/proc/" + std::to_string(process);
    std::ifstream file(folder + "/environ", std::ios::binary);
    std::string entry;
    while (std::getline(file, entry, '\0')) {
      if (entry.rfind(name + "=", 0) == 0) return entry.substr(name.size() + 1);
    }
    std::ifstream stat(folder + "/stat");
    const std::string text((std::istreambuf_iterator<char>(stat)), {});
    std::istringstream rest(text.substr(text.rfind(')') + 1));
    char state = 0;
    if (!(rest >> state >> process)) break;
  }
  return {};
}
const int chosen = std::atoi(variable_of_ancestors("PAPERCUP_MUTANT").c_str());
const std::string log_file = variable_of_ancestors("PAPERCUP_MUTANT_LOG");
std::bitset<100000> reached;
}  // namespace
bool papercup_mutant(int number) {
  if (!log_file.empty() && !reached[static_cast<std::size_t>(number)]) {
    reached[static_cast<std::size_t>(number)] = true;
    const std::string line = std::to_string(number) + "\n";
    const int file = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) {
      if (::write(file, line.data(), line.size()) < 0) std::abort();
      ::close(file);
    }
  }
  return number == chosen;
}
"""


# What a compiler would warn of in a fault; with anything else that it warns of, the fault is left out.
QUIET = "".join(f'#pragma GCC diagnostic ignored "-W{warning}"\n' for warning in (
    "parentheses", "bool-compare", "unused-variable", "unused-but-set-variable", "unused-value", "unused-parameter"))


@dataclasses.dataclass
class Fault:
    file: str  # relative to the project
    start: int  # bytes
    end: int
    line: int
    kind: str
    original: str
    mutant: str
    # How it is written: `form` has {number}, {original} and {mutant}. The original may have other faults in it.
    form: str
    number: int = 0
    noticed_by: str | None = None

    @property
    def module(self):
        return self.file.split("/")[1]

    def __str__(self):
        def short(text):
            text = re.sub(r"\s+", " ", text)
            return text if len(text) <= 70 else text[:67] + "..."

        return f"{self.file}:{self.line}: {self.kind}: {short(self.original)}  ->  {short(self.mutant)}"


class Finder:
    """Finds the places for faults in a source."""

    # What a comparison or a connective becomes.
    OPPOSITES = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&"}
    ASSIGNMENTS = {"=", "+=", "-=", "*=", "/=", "|=", "&="}
    # What makes no difference to what a program does, or cannot be told from its mutant.
    IDLE_CALLS = re.compile(r"\.(reserve|shrink_to_fit)\(")
    SYMMETRIC = re.compile(r"(std::(ranges::)?)?(min|max|gcd|lcm|abs_diff)\b")
    # Types of arguments that nobody swaps by mistake: the ends of a range, and functions.
    NO_MISTAKE = re.compile(r"lambda|iterator")
    RANGE_ENDS = re.compile(r"(begin|end)\(")
    EXPRESSION = "(papercup_mutant({number}) ? ({mutant}) : ({original}))"
    CONDITION = "(papercup_mutant({number}) != static_cast<bool>({original}))"
    STATEMENT = "{{ if (!papercup_mutant({number})) {{ {original}; }} }}"
    JUMPS = {CursorKind.IF_STMT, CursorKind.WHILE_STMT, CursorKind.CONDITIONAL_OPERATOR}

    def __init__(self, file, arguments):
        self.file = file
        self.path = str(PROJECT / file)
        self.text = (PROJECT / file).read_bytes()
        self.faults = []
        # The warnings are those of another compiler.
        unit = cindex.Index.create().parse(self.path, args=[word for word in arguments if not word.startswith("-W")])
        errors = [d for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Error]
        if errors:
            print(f"{file}: {errors[0].spelling}", file=sys.stderr)
        for cursor in unit.cursor.get_children():
            if cursor.location.file and cursor.location.file.name == self.path:
                self.visit(cursor)

    def extent(self, cursor):
        return cursor.extent.start.offset, cursor.extent.end.offset

    def source(self, start, end):
        return self.text[start:end].decode()

    def add(self, cursor, kind, mutant, form):
        start, end = self.extent(cursor)
        original = self.source(start, end)
        if end <= start or cursor.extent.start.file is None or cursor.extent.start.file.name != self.path:
            return
        self.faults.append(Fault(self.file, start, end, cursor.extent.start.line, kind, original, mutant, form))

    def is_constant(self, cursor):
        """Whether what is in it has to be known when it is compiled."""
        if cursor.kind in (CursorKind.STATIC_ASSERT, CursorKind.ENUM_DECL):
            return True
        if cursor.kind in (CursorKind.VAR_DECL, CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.FUNCTION_TEMPLATE,
                           CursorKind.CONSTRUCTOR, CursorKind.FIELD_DECL):
            head = []
            for token in cursor.get_tokens():
                if token.spelling in ("{", "=", "("):
                    break
                head.append(token.spelling)
            return "constexpr" in head or "consteval" in head or "operator" in head and "==" in head
        return False

    def visit(self, cursor):
        if self.is_constant(cursor):
            return
        children = list(cursor.get_children())
        if cursor.kind == CursorKind.CASE_STMT:
            children = children[1:]
        self.operators(cursor, children)
        self.conditions(cursor, children)
        if cursor.kind == CursorKind.COMPOUND_STMT:
            for child in children:
                self.statement(child)
        if cursor.kind == CursorKind.CALL_EXPR:
            self.arguments(cursor)
        for child in children:
            self.visit(child)

    def operator_of(self, left, right):
        """The token between two operands."""
        between = self.source(self.extent(left)[1], self.extent(right)[0]).strip()
        return between if re.fullmatch(r"[<>=!&|+\-*/]+", between) else None

    def operator_of_call(self, children):
        return self.operator_of(children[0], children[2]) if len(children) == 3 else None

    def operators(self, cursor, children):
        if cursor.kind == CursorKind.BINARY_OPERATOR and len(children) == 2:
            left, right = children
        elif cursor.kind == CursorKind.CALL_EXPR and cursor.spelling.startswith("operator") and len(children) == 3:
            left, right = children[0], children[2]
        else:
            return
        operator = self.operator_of(left, right)
        a, b = self.source(*self.extent(left)), self.source(*self.extent(right))
        if operator in self.OPPOSITES:
            kind = "connective" if operator in ("&&", "||") else "comparison"
            self.add(cursor, kind, f"{a} {self.OPPOSITES[operator]} {b}", self.EXPRESSION)
        elif operator in ("+", "-") and b == "1":
            self.add(cursor, "boundary", a, self.EXPRESSION)

    def conditions(self, cursor, children):
        if cursor.kind not in self.JUMPS or not children:
            return
        condition = children[0]
        if not condition.kind.is_expression():
            return
        if cursor.kind == CursorKind.IF_STMT:
            # With an initialiser or a declaration the first child is no condition.
            start = self.extent(cursor)[0]
            if not re.fullmatch(r"if\s*\(\s*", self.source(start, self.extent(condition)[0])):
                return
        text = self.source(*self.extent(condition))
        self.add(condition, "condition", f"!({text})", self.CONDITION)

    def statement(self, cursor):
        start, end = self.extent(cursor)
        text = self.source(start, end)
        children = list(cursor.get_children())
        if cursor.kind == CursorKind.CALL_EXPR and "=" == self.operator_of_call(children):
            kind = "dropped assignment"
        elif cursor.kind == CursorKind.CALL_EXPR and not text.startswith(("throw", "return")) and not self.IDLE_CALLS.search(text):
            kind = "dropped call"
        elif cursor.kind in (CursorKind.BINARY_OPERATOR, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR) and len(children) == 2 and (
                self.operator_of(*children) in self.ASSIGNMENTS):
            kind = "dropped assignment"
        elif cursor.kind == CursorKind.UNARY_OPERATOR and text.startswith(("++", "--")):
            kind = "dropped step"
        else:
            return
        if self.text[end:end + 1] != b";":
            return
        self.faults.append(Fault(self.file, start, end + 1, cursor.extent.start.line, kind, text, "", self.STATEMENT))

    def arguments(self, cursor):
        if cursor.spelling.startswith("operator"):
            return
        given = list(cursor.get_arguments())
        for first, second in zip(given, given[1:]):
            a, b = self.source(*self.extent(first)), self.source(*self.extent(second))
            type_of = lambda cursor: cursor.type.get_canonical().spelling.replace("const ", "").rstrip("& ")
            if not a or not b or a == b or type_of(first) != type_of(second) or self.NO_MISTAKE.search(type_of(first)):
                continue
            start, end = self.extent(cursor)
            head = self.source(start, self.extent(first)[0])
            middle = self.source(self.extent(first)[1], self.extent(second)[0])
            tail = self.source(self.extent(second)[1], end)
            if "(" not in head or "std::move" in a + b or self.SYMMETRIC.match(head) or self.RANGE_ENDS.search(a) and self.RANGE_ENDS.search(b):
                continue
            self.add(cursor, "swapped arguments", f"{head}{b}{middle}{a}{tail}", self.EXPRESSION)
            break


def compile_arguments():
    """Of each source in src, from the dev build."""
    database = PROJECT / "build/dev/compile_commands.json"
    if not database.exists():
        sys.exit("mutate.py: configure first: cmake --preset dev")
    arguments = {}
    for entry in json.loads(database.read_text()):
        file = os.path.relpath(entry["file"], PROJECT)
        if not file.startswith("src/"):
            continue
        words = shlex.split(entry["command"])
        kept = [word for word in words if word.startswith(("-I", "-D", "-std", "-W"))]
        for index, word in enumerate(words):
            if word == "-isystem":
                kept += [word, words[index + 1]]
        arguments[file] = kept
    return arguments


def find(task):
    file, arguments = task
    return [dataclasses.asdict(fault) for fault in Finder(file, arguments).faults]


def find_all(files, arguments):
    """The faults of each file. Reading a source takes seconds, so that what was found is kept."""
    rules = inspect.getsource(Finder).encode()
    digests = {file: hashlib.sha256(rules + (PROJECT / file).read_bytes()).hexdigest() for file in files}
    kept = json.loads(FOUND.read_text()) if FOUND.exists() else {}
    unread = [file for file in files if digests[file] not in kept]
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for file, faults in zip(unread, pool.map(find, [(file, arguments[file]) for file in unread])):
            kept[digests[file]] = faults
            FOUND.write_text(json.dumps(kept))
    return {file: [Fault(**fault) for fault in kept[digests[file]]] for file in files}


def draw(files, arguments, count, seed):
    """As many faults of each module, as far as it has them, the same for the same seed and tree."""
    found = find_all(files, arguments)
    by_module = collections.defaultdict(list)
    for file in files:
        for fault in found[file]:
            by_module[fault.module].append(fault)
    chooser = random.Random(seed)
    for faults in by_module.values():
        chooser.shuffle(faults)
    drawn = []
    while len(drawn) < count and any(by_module.values()):
        for module in sorted(by_module):
            if by_module[module] and len(drawn) < count:
                drawn.append(by_module[module].pop())
    drawn.sort(key=lambda fault: (fault.file, fault.start, -fault.end))
    for number, fault in enumerate(drawn, 1):
        fault.number = number
    return drawn, {module: len(faults) for module, faults in by_module.items()}


def with_faults(text, faults):
    """The text with the faults in it, each of which may be within another."""

    def write(start, end, inside):
        written = ""
        at = start
        inside = list(inside)
        while inside:
            fault = inside.pop(0)
            within = [other for other in inside if other.start >= fault.start and other.end <= fault.end]
            inside = [other for other in inside if other not in within]
            last = fault.end - 1 if fault.form == Finder.STATEMENT else fault.end
            original = write(fault.start, last, within)
            written += text[at:fault.start].decode() + fault.form.format(number=fault.number, original=original, mutant=fault.mutant)
            at = fault.end
        return written + text[at:end].decode()

    return write(0, len(text), faults)


def mutated(file, faults):
    return f"bool papercup_mutant(int number);\n{QUIET}#line 1\n" + with_faults((PROJECT / file).read_bytes(), faults)


def make_tree(faults, arguments):
    """A copy of the project with those faults that compile. Returns them."""
    shutil.rmtree(TREE, ignore_errors=True)
    TREE.mkdir(parents=True)
    files = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=PROJECT, capture_output=True, text=True,
                           check=True).stdout.split()
    for name in files:
        if (PROJECT / name).is_file():
            (TREE / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, TREE / name)
    (TREE / "src/core/papercup_mutant.cpp").write_text(SWITCH)
    by_file = collections.defaultdict(list)
    for fault in faults:
        by_file[fault.file].append(fault)

    def compiling(file):
        left = by_file[file]
        while left:
            (TREE / file).write_text(mutated(file, left))
            words = [word.replace(f"{PROJECT}/src", f"{TREE}/src") for word in arguments[file]]
            done = subprocess.run(["g++", "-fsyntax-only", *words, str(TREE / file)], capture_output=True, text=True, cwd=PROJECT / "build/dev")
            if done.returncode == 0:
                return left
            lines = {int(line) for line in re.findall(re.escape(file) + r":(\d+):\d+: (?:fatal )?error", done.stderr)}
            bad = [fault for fault in left if any(fault.line <= line <= fault.line + fault.original.count("\n") for line in lines)]
            left = [fault for fault in left if fault not in (bad or left[-1:])]
        shutil.copy2(PROJECT / file, TREE / file)
        return []

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return [fault for left in pool.map(compiling, by_file) for fault in left]


def build():
    subprocess.run(["cmake", "--preset", "dev"], cwd=TREE, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "dev", "--parallel"], cwd=TREE, check=True)


@dataclasses.dataclass
class Test:
    name: str
    command: list
    folder: str
    seconds: float = 0
    reaches: frozenset = frozenset()

    @property
    def filter(self):
        """Of GoogleTest; None if the test is a script."""
        return next((word.split("=", 1)[1] for word in self.command if word.startswith("--gtest_filter=")), None)

    def is_of(self, module):
        return self.command[0].endswith(f"papercup_{module}_tests")


def tests_of_build(with_far):
    shown = json.loads(subprocess.run(["ctest", "--test-dir", BUILD, "--show-only=json-v1"], capture_output=True, text=True, check=True).stdout)
    tests = []
    for test in shown["tests"]:
        properties = {p["name"]: p["value"] for p in test.get("properties", [])}
        is_left_out = UNFIT.match(test["name"]) or (FAR.match(test["name"]) and not with_far)
        if "command" in test and not is_left_out:
            tests.append(Test(test["name"], test["command"], properties.get("WORKING_DIRECTORY", str(BUILD))))
    return tests


def run(command, folder, limit, **variables):
    """Whether the command succeeds within so many seconds."""
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **variables}, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        return process.wait(timeout=limit) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()
        return False


def look(test):
    """Runs a test without a fault, and remembers what it reaches and how long it takes."""
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "reached"
        begun = time.monotonic()
        passes = run(test.command, test.folder, 600, PAPERCUP_MUTANT_LOG=str(log))
        test.seconds = time.monotonic() - begun
        test.reaches = frozenset(int(line) for line in log.read_text().split()) if log.exists() else frozenset()
    return passes


def groups_for(fault, tests):
    """The tests that reach a fault, in the order in which they are tried: quick ones of a program in one process, those of the
    fault's module first; then those that take long, each by itself."""
    quick = collections.defaultdict(list)
    slow = []
    for test in tests:
        if fault.number not in test.reaches:
            continue
        if test.filter and test.seconds < 5:
            quick[test.command[0], not test.is_of(fault.module)].append(test)
        else:
            slow.append([test])
    together = [quick[key] for key in sorted(quick, key=lambda key: (key[1], key[0]))]
    return together + sorted(slow, key=lambda group: group[0].seconds)


def noticed_by(fault, tests, budget):
    """The program or test that notices a fault; None if none does within so many seconds."""
    begun = time.monotonic()
    for group in groups_for(fault, tests):
        if time.monotonic() - begun > budget:
            break
        seconds = sum(test.seconds for test in group)
        command = group[0].command
        if len(group) > 1:
            command = [command[0], "--gtest_fail_fast", "--gtest_filter=" + ":".join(test.filter for test in group)]
        if not run(command, group[0].folder, 20 + 5 * seconds, PAPERCUP_MUTANT=str(fault.number)):
            return group[0].name if len(group) == 1 else pathlib.Path(command[0]).name
    return None


def report(faults):
    survivors = [fault for fault in faults if not fault.noticed_by]
    print("\nNot noticed:")
    for fault in survivors:
        print(f"  {fault}")
    print("\nmodule      faults  noticed")
    by_module = collections.defaultdict(list)
    for fault in faults:
        by_module[fault.module].append(bool(fault.noticed_by))
    for module, results in sorted(by_module.items()):
        print(f"{module:10}  {len(results):6}  {sum(results):7}  {100 * sum(results) / len(results):5.1f} %")
    noticed = len(faults) - len(survivors)
    print(f"{'all':10}  {len(faults):6}  {noticed:7}  {100 * noticed / max(1, len(faults)):5.1f} %")


def drawn(options):
    """The faults of a new run, in a tree that has them."""
    arguments = compile_arguments()
    files = [os.path.relpath(file, PROJECT) for file in options.files] or sorted(arguments)
    unknown = [file for file in files if file not in arguments]
    if unknown:
        sys.exit(f"mutate.py: no source of the program: {', '.join(unknown)}")
    faults, left = draw(files, arguments, options.count, options.seed)
    print(f"{len(faults)} faults in {len({fault.file for fault in faults})} files, of {len(faults) + sum(left.values())}")
    if options.list:
        for fault in faults:
            print(fault)
        sys.exit()
    faults = make_tree(faults, arguments)
    print(f"{len(faults)} of them compile", flush=True)
    return faults


def kept():
    """The faults of the last run, in its tree, with the tests of now."""
    if not KEPT.exists():
        sys.exit("mutate.py: there is no last run")
    shutil.rmtree(TREE / "tests")
    shutil.copytree(PROJECT / "tests", TREE / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    return [Fault(**fault) for fault in json.loads(KEPT.read_text())]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="sources in src; all if none are given")
    parser.add_argument("--count", type=int, default=200, help="so many faults")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget", type=float, default=120, help="seconds of tests for each fault")
    parser.add_argument("--again", action="store_true", help="those that the last run left over, by the tests of now")
    parser.add_argument("--far", action="store_true", help="also by tests that drive the whole program, which take minutes")
    parser.add_argument("--list", action="store_true", help="print the faults and end")
    options = parser.parse_args()

    faults = kept() if options.again else drawn(options)
    build()
    tests = tests_of_build(options.far)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        sound = [test for test, passes in zip(tests, pool.map(look, tests)) if passes]
        print(f"{len(sound)} of {len(tests)} tests pass without a fault", flush=True)
        untried = [fault for fault in faults if not fault.noticed_by]
        for fault, test in zip(untried, pool.map(lambda fault: noticed_by(fault, sound, options.budget), untried)):
            fault.noticed_by = test
            print(f"{fault.number:4} {'noticed by ' + test if test else 'NOT NOTICED'}  {fault}", flush=True)
            KEPT.write_text(json.dumps([dataclasses.asdict(fault) for fault in faults]))
    report(faults)


if __name__ == "__main__":
    main()
