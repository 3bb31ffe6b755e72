"""Fixtures shared by all tests. Real reports are used where they are at hand; elsewhere those tests skip."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    import httpx

# Commands are run as an office runs them, from compiled modules: without these each would compile the program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long one example takes depends on the machine and what else runs there: it is no fault.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real published reports."""
    folder = Path(os.environ.get("DRAFTER_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip("no corpus of real reports here")
    return folder


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root folder."""
    return Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder of the page."""
    return tmp_path


@pytest.fixture
def client(folder: Path) -> "Iterator[httpx.Client]":
    """Who visits the page over that folder."""
    from web_server import served, visiting

    with served(folder) as address, visiting(address) as client:
        yield client
