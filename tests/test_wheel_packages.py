"""What is installed: every room of the house is in the wheel. A room that the list forgot fails only once installed."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_package_and_every_data_file_is_carried() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    rooms = {".".join(p.parent.relative_to(ROOT).parts) for p in (ROOT / "drafter").rglob("*.py")}
    assert rooms <= set(setup["packages"])
    loose = {
        p
        for p in (ROOT / "drafter").rglob("*")
        if p.is_file() and p.suffix not in (".py", ".pyc") and "__pycache__" not in p.parts
    }
    carried = {
        path
        for package, patterns in setup["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    assert loose <= carried, sorted(map(str, loose - carried))
