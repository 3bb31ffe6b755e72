"""Fixtures shared by all tests. Real reports are used where they are at hand; elsewhere those tests skip."""

import os
from pathlib import Path

import pytest


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
