"""How much the tests notice: small faults are put into the code, one at a time, and the tests that reach them are run.

    python tools/mutate.py --count 200 --seed 2026 --jobs 2 -o mutants.json

The mutants are drawn with a fixed seed from `text/`, from the ledger's matching and merging, and from `check/`. Each
is run against the tests that come by its statement (marked, and the suite run once; those that pass without it, the
forty most specific and those that write down what is told), in a copy of the project that stands alone, without the
corpus. What no test notices is listed with its place. Not a
part of CI: it takes half an hour, and it forks, so it runs on Linux. With --tests only those files are used: quicker,
and a lower bound, as what the other tests would notice counts as unnoticed.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
TARGETS = ("drafter/text", "drafter/check", "drafter/ledger/match*.py", "drafter/ledger/merge*.py")
COPIED = ("drafter", "tests", "templates", "phrasebank", "examples", "docs", "tools", "pyproject.toml", "README.md")
MOST_TESTS = 40  # of those that reach the line: the most specific ones first
TELLING = ("test_check_told", "test_text_told", "test_check_reports", "test_check_batches")  # last, and always
MOST_CASES = 12  # of a test with parameters: where more of them reach the line, all of them are run
REACHED = "__reached__"
FIRST = 5  # of those, tried before the others
LONGEST = 60  # seconds of the processor for one test: a mutant that never ends is noticed
HEAVY = ("docx", "docxtpl", "hypothesis", "lxml.etree", "openpyxl", "pydantic", "rapidfuzz.process", "typer", "yaml")

Change = Callable[[], None]
Place = tuple[int, str, Change]

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


class Mutant(NamedTuple):
    """One fault: in `path`, the `at`-th place of that kind, as printed by `what`."""

    path: str
    line: int
    what: str
    at: int


def main() -> None:
    arguments = _arguments()
    mutants = drawn(arguments.count, arguments.seed)
    if arguments.only:
        listed = json.loads(arguments.only.read_text("utf-8"))
        mutants = [Mutant(*item["mutant"]) for item in listed if not item["killed"]]
    with tempfile.TemporaryDirectory() as folder:
        trees = [_tree(Path(folder) / str(n)) for n in range(arguments.jobs)]
        reached = _reached(mutants, _tree(Path(folder) / "marked"), arguments.jobs, arguments.tests)
        results = _run(mutants, reached, trees)
    if arguments.output:
        arguments.output.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
    killed = sum(bool(result["killed"]) for result in results)
    for result in results:
        if not result["killed"]:
            print("survived", result["where"], result["what"], f"({result['tests']} tests)")
    print(f"{killed} of {len(results)} killed: {killed / max(1, len(results)):.1%}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tests", nargs="*", default=[], help="the test files to use; all of them if left out")
    parser.add_argument("--only", type=Path, help="an earlier result: only what survived then")
    parser.add_argument("-o", "--output", type=Path)
    return parser.parse_args()


# --- the faults ------------------------------------------------------------------------------------------------------


def drawn(count: int, seed: int) -> list[Mutant]:
    """As many mutants, a file in proportion to the places it offers, at most one a line."""
    every = {(mutant.path, mutant.line): mutant for path in _targets() for mutant in _shuffled(path, seed)}
    listed = [every[key] for key in sorted(every)]
    return sorted(random.Random(seed).sample(listed, min(count, len(listed))))


def _targets() -> list[Path]:
    found: list[Path] = []
    for target in TARGETS:
        place = ROOT / target
        found += sorted(place.rglob("*.py")) if place.is_dir() else sorted(ROOT.glob(target))
    return found


def _shuffled(path: Path, seed: int) -> list[Mutant]:
    mutants = mutants_of(path)
    random.Random(f"{seed} {path.relative_to(ROOT)}").shuffle(mutants)
    return mutants


def mutants_of(path: Path) -> list[Mutant]:
    tree = ast.parse(path.read_text("utf-8"))
    name = str(path.relative_to(ROOT))
    return [Mutant(name, line, what, at) for at, (line, what, _) in enumerate(_places(tree))]


def mutated(source: str, at: int) -> str:
    """The source with its `at`-th fault."""
    tree = ast.parse(source)
    for number, (_, _, change) in enumerate(_places(tree)):
        if number == at:
            change()
            return ast.unparse(ast.fix_missing_locations(tree))
    raise IndexError(at)


def _places(tree: ast.Module) -> Iterator[Place]:
    """Every place where one small change makes another program: its line, what is changed, the change itself."""
    skipped = _not_run(tree)
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        yield from _operators(node)
        yield from _values(node)
        yield from _statements(node)


def _not_run(tree: ast.Module) -> set[int]:
    """Annotations, decorators, the texts of f-strings and what only type checkers read."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            parts += [node.returns, *node.decorator_list]
        elif isinstance(node, ast.ClassDef):
            parts += node.decorator_list
        elif isinstance(node, ast.arg | ast.AnnAssign):
            parts.append(node.annotation)
        elif isinstance(node, ast.JoinedStr) or _for_type_checkers(node):
            parts.append(node)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript | ast.BinOp):
            union = isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.BitOr)
            if union or (isinstance(node.value, ast.Subscript) and node.col_offset == 0):
                parts.append(node)  # a type alias
        for part in filter(None, parts):
            skipped |= {id(inner) for inner in ast.walk(part)}
    return skipped


def _for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _operators(node: ast.AST) -> Iterator[Place]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            if other := SWAPPED.get(type(operator)):
                yield (
                    node.lineno,
                    f"{_short(node)}: {_name(operator)} → {other.__name__}",
                    _setting(node.ops, index, other()),
                )
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPPED:
        other = SWAPPED[type(node.op)]
        if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
            return  # words are joined, not counted
        yield node.lineno, f"{_short(node)}: {_name(node.op)} → {other.__name__}", _attribute(node, "op", other())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.lineno, f"{_short(node)}: not dropped", _bare(node)


def _values(node: ast.AST) -> Iterator[Place]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield node.lineno, f"{node.value} → {not node.value}", _attribute(node, "value", not node.value)
        elif isinstance(node.value, int):
            yield node.lineno, f"{node.value} → {node.value + 1}", _attribute(node, "value", node.value + 1)
    elif isinstance(node, ast.Slice) and node.lower is not None:
        yield node.lineno or 0, f"[{_short(node)}]: without its beginning", _attribute(node, "lower", None)


def _statements(node: ast.AST) -> Iterator[Place]:
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield node.lineno, f"if {_short(node.test)}: never", _attribute(node, "test", ast.Constant(False))
    elif isinstance(node, ast.Return) and node.value is not None and not _is_nothing(node.value):
        yield node.lineno, f"return {_short(node.value)} → None", _attribute(node, "value", ast.Constant(None))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield node.ifs[0].lineno, f"if {_short(node.ifs[0])}: always", _attribute(node, "ifs", [])
    for field in ("body", "orelse"):
        statements = getattr(node, field, None)
        if not isinstance(statements, list) or isinstance(node, ast.Module | ast.ClassDef):
            continue
        for index, statement in enumerate(statements):
            if isinstance(statement, ast.Continue):
                yield statement.lineno, "continue → break", _setting(statements, index, ast.Break())
            elif isinstance(statement, ast.Break):
                yield statement.lineno, "break → continue", _setting(statements, index, ast.Continue())
            elif isinstance(statement, ast.AugAssign) or (
                isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant | ast.Yield)
            ):
                yield statement.lineno, f"{_short(statement)}: left out", _setting(statements, index, ast.Pass())


def _is_nothing(value: ast.expr) -> bool:
    """None, and False, for which None is as good."""
    return isinstance(value, ast.Constant) and (value.value is None or value.value is False)


def _setting(items: list[Any], index: int, new: object) -> Change:
    def change() -> None:
        items[index] = new

    return change


def _attribute(node: ast.AST, name: str, new: object) -> Change:
    def change() -> None:
        setattr(node, name, new)

    return change


def _bare(node: ast.UnaryOp) -> Change:
    """`not x` becomes `bool(x)`."""

    def change() -> None:
        node.operand = ast.UnaryOp(ast.Not(), copy.deepcopy(node.operand))

    return change


def _name(operator: ast.AST) -> str:
    return type(operator).__name__


def _short(node: ast.AST) -> str:
    return ast.unparse(node).replace("\n", " ")[:70]


# --- the tests -------------------------------------------------------------------------------------------------------


def _tree(folder: Path) -> Path:
    """A copy of the project, with nothing beside it."""
    folder.mkdir()
    for name in COPIED:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(place, folder / name)
    return folder


def _environment(tree: Path) -> dict[str, str]:
    # The command runs in the test's own process: what it reaches is seen, and a fault in it is met.
    return {**os.environ, "PYTHONPATH": str(tree), "DRAFTER_CORPUS": str(tree / "none"), "DRAFTER_IN_PROCESS": "1"}


PROBE = f'''
"""Which of the marked places each test comes by; pytest loads it as a plugin."""
import json, os, time
seen = set()

def {REACHED}(mark):
    seen.add(mark)

def pytest_runtest_setup(item):
    seen.clear()

def pytest_runtest_teardown(item):
    with open(f"{{os.environ['MARKS']}}.{{os.getpid()}}", "a") as file:
        print(json.dumps([item.nodeid, sorted(seen)]), file=file)
'''


def _reached(mutants: Sequence[Mutant], tree: Path, jobs: int, files: Sequence[str] = ()) -> dict[Mutant, list[str]]:
    """The tests to run for each fault: the most specific of those that come by its place, then those that tell all.

    The places are marked by a call and the suite is run once: that costs nothing, where tracing every line takes
    hours. What runs on import is reached by whatever runs a function of its file.
    """
    (tree / "mutate_probe.py").write_text(PROBE, "utf-8")
    for path in {mutant.path for mutant in mutants}:
        place = tree / path
        marks = {n: mutant.line for n, mutant in enumerate(mutants) if mutant.path == path}
        place.write_text(_marked(place.read_text("utf-8"), marks), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(jobs), "--ignore-glob=*/test_web*", "-p", "no:cov"]
    command += ["-p", "mutate_probe", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-m", "not slow", *files]
    subprocess.run(command, cwd=tree, env={**_environment(tree), "MARKS": str(tree / "marks")}, check=False)
    tests: dict[int, set[str]] = defaultdict(set)
    size: Counter[str] = Counter()
    telling: set[str] = set()
    for file in sorted(tree.glob("marks.*")):
        for line in file.read_text("utf-8").splitlines():
            test, marks_met = json.loads(line)
            size.update({_function(test): len(marks_met)})
            if Path(test.partition("::")[0]).stem in TELLING:
                telling.add(_function(test))
            for mark in marks_met:
                tests[mark].add(test)
    return {mutant: _ordered(tests[n], size, telling) for n, mutant in enumerate(mutants)}


def _ordered(tests: set[str], size: Counter[str], telling: set[str]) -> list[str]:
    cases: dict[str, list[str]] = defaultdict(list)
    for test in tests:
        cases[_function(test)].append(test)
    ranked = sorted(cases.keys() - telling, key=lambda function: (size[function], function))[:MOST_TESTS]
    chosen = [test for name in ranked for test in (sorted(cases[name]) if len(cases[name]) <= MOST_CASES else [name])]
    return [*chosen, *sorted(telling)]


def _marked(source: str, marks: dict[int, int]) -> str:
    """The source in which each line of `marks` is told of before it runs; one that runs on import by its functions."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for mark, line in marks.items():
        statements, at = _statement(tree, line)
        if statements is not None:
            statements.insert(at, _call(mark))
        else:
            for function in functions:
                function.body.insert(1 if ast.get_docstring(function) else 0, _call(mark))
    behind = sum(isinstance(n, ast.ImportFrom) and n.module == "__future__" for n in tree.body)
    behind += ast.get_docstring(tree) is not None
    tree.body.insert(behind, ast.parse(f"from mutate_probe import {REACHED}").body[0])
    return ast.unparse(ast.fix_missing_locations(tree))


def _statement(tree: ast.Module, line: int) -> tuple[list[ast.stmt] | None, int]:
    """The innermost statement inside a function that holds the line: its list and its place in it; None on import."""
    found: tuple[list[ast.stmt] | None, int] = (None, 0)
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, inside = waiting.pop()
        inside = inside or isinstance(node, ast.FunctionDef)
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            items = getattr(node, field, None)
            for at, item in enumerate(items if isinstance(items, list) else ()):
                first = getattr(item, "lineno", 0) or getattr(getattr(item, "pattern", None), "lineno", 0)
                last = getattr(item, "end_lineno", 0) or max(
                    (s.end_lineno or 0 for s in getattr(item, "body", ())), default=0
                )
                if first <= line <= last:
                    if inside and isinstance(item, ast.stmt):
                        found = (items, at)
                    waiting.append((item, inside))
    return found


def _call(mark: int) -> ast.Expr:
    return ast.Expr(ast.Call(ast.Name(REACHED, ast.Load()), [ast.Constant(mark)], []))


def _function(test: str) -> str:
    """The test without its parameters."""
    return test.partition("[")[0]


def _run(mutants: list[Mutant], reached: dict[Mutant, list[str]], trees: list[Path]) -> list[dict[str, object]]:
    """Each tree has a process of its own, which forks for each mutant: libraries are imported once."""
    waiting = [(mutant, reached[mutant]) for mutant in mutants]
    context = multiprocessing.get_context("fork")
    tasks: multiprocessing.SimpleQueue[Any] = context.SimpleQueue()
    done: multiprocessing.SimpleQueue[Any] = context.SimpleQueue()
    workers = [context.Process(target=_serve, args=(tree, tasks, done)) for tree in trees]
    for worker in workers:
        worker.start()
    for task in (*waiting, *[None] * len(trees)):
        tasks.put(task)
    results = sorted((done.get() for _ in mutants), key=lambda result: result["mutant"])
    for worker in workers:
        worker.join()
    return results


def _serve(tree: Path, tasks: Any, done: Any) -> None:
    os.chdir(tree)
    os.environ.update(_environment(tree))
    sys.path[:0] = [str(tree), str(tree / "tests")]
    for name in HEAVY:
        importlib.import_module(name)
    sound: dict[str, bool] = {}  # whether a test passes without a fault: only then can it notice one
    while (task := tasks.get()) is not None:
        mutant, tests = task
        by = _noticed_by(mutant, tests, tree, sound)
        where = f"{mutant.path}:{mutant.line}"
        print("killed  " if by else "SURVIVED", where, mutant.what, f"({len(tests)} tests)", flush=True)
        result = {"where": where, "what": mutant.what, "tests": len(tests), "killed": bool(by), "by": by}
        done.put({**result, "mutant": list(mutant)})


def _noticed_by(mutant: Mutant, tests: list[str], tree: Path, sound: dict[str, bool]) -> str | None:
    """The test that fails with the fault and passes without it. Most faults fall at the first few tests."""
    for some in (tests[:FIRST], tests[FIRST:]):
        while some := [test for test in some if sound.get(test, True)]:
            unsound = {test for test in sound if not sound[test]}
            with _faulty(mutant, tree):
                failing = _failing(some, unsound)
            if failing is None:
                break
            for test in failing or some:  # where none is named, the files of some could not even be read
                if test not in sound:
                    sound[test] = _failing([test], set()) is None
                if sound[test]:
                    return test
    return None


@contextlib.contextmanager
def _faulty(mutant: Mutant, tree: Path) -> Iterator[None]:
    """The tree with the fault. The file's time is new at each change, so that no compiled copy of it is taken."""
    path = tree / mutant.path
    source = path.read_text("utf-8")
    try:
        path.write_text(mutated(source, mutant.at), "utf-8")
        os.utime(path, (time.time() + mutant.line, time.time() + 1000 + mutant.at))
        yield
    finally:
        path.write_text(source, "utf-8")
        os.utime(path)


class _Named:
    """Leaves the name of the test that is run in a file, and ends the process where one takes too long."""

    def __init__(self, file: int) -> None:
        self.file = file

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        os.ftruncate(self.file, 0)
        os.pwrite(self.file, nodeid.encode(), 0)
        signal.setitimer(signal.ITIMER_PROF, LONGEST)


def _failing(tests: list[str], but: set[str]) -> list[str] | None:
    """The first of the tests that fails or does not end, run in a process of their own; empty if none even began."""
    with tempfile.TemporaryFile() as last:
        child = os.fork()
        if not child:
            os.setsid()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            signal.alarm(20 * LONGEST)  # one that waits takes no time of the processor
            options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:cov", "--hypothesis-seed=0"]
            options += ["-m", "not slow"]  # they reach every line and notice little: without them the figure is lower
            options += [part for test in but for part in ("--deselect", test)]
            code = 1
            try:
                code = int(pytest.main([*options, *tests], plugins=[_Named(last.fileno())]))
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what the tests started
        if os.waitstatus_to_exitcode(status) in (0, 5):
            return None
        last.seek(0)
        name = last.read().decode()
        return [name] if name else []


if __name__ == "__main__":
    main()
