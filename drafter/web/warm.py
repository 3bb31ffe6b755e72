"""What the first check, the first draft and the first sheet need, made ready once the first page has been shown: it is
then there when it is asked for.

A step at a time, and none while a request is being answered: who works on the page has the machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from drafter.shipped import shipped

if TYPE_CHECKING:
    from drafter.web.app import Desk

_LONGEST_SAVE, _GLANCE = 8.0, 0.01  # seconds
_QUIET = 0.3  # seconds without a request before a step
_ROOMS = (
    "drafter.web.drafting", "drafter.web.review", "drafter.web.preview", "drafter.compose", "drafter.render",
    "drafter.ledger.load", "drafter.ledger.excel_in", "drafter.work.importing", "drafter.read", "drafter.check",
    "drafter.work.checking",
)  # fmt: skip


def warm_up(desk: Desk) -> None:
    """In the background: wait for the first page, then make ready what comes next. What fails here says so when it is
    asked for."""
    threading.Thread(target=_warm, args=(desk,), daemon=True).start()


def _warm(desk: Desk) -> None:
    desk.traffic.begun.wait()
    for step in steps(desk):
        desk.traffic.wait_quiet(_QUIET)
        with contextlib.suppress(Exception):
            step()


def steps(desk: Desk) -> Iterator[Callable[[], object]]:
    """Modules, vocabulary, then the shipped example drafted and checked: every list that a check reads is then read."""
    from drafter.web.office import EXAMPLE

    for room in _ROOMS:
        yield lambda room=room: importlib.import_module(room)  # type: ignore[misc]
    from drafter.check.registry import all_rules
    from drafter.check.runner import Subject, examine
    from drafter.read import report_of
    from drafter.render import render
    from drafter.text.segment import frequency
    from drafter.web import preview

    yield lambda: frequency("整改")
    text = (shipped("examples") / EXAMPLE).read_text(encoding="utf-8")
    drafted: list[Subject] = []

    def draft() -> None:
        report, ledger, template = preview.composed(text, EXAMPLE, desk.folder)
        notice = report_of(render(report, template), f"{EXAMPLE}.docx")
        drafted.append(Subject(notice, None, ledger))

    yield draft
    for rule in all_rules() if drafted else ():
        yield lambda rule=rule: examine(drafted[0], [rule])  # type: ignore[misc]


class Traffic:
    """Which requests are being answered, and since when none is."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self._lock = threading.Lock()
        self._open = 0
        self._saves = 0  # only the loop that answers counts them
        self._last = time.monotonic()

    @contextlib.contextmanager
    def request(self) -> Iterator[None]:
        """While a request is answered."""
        with self._lock:
            self._open += 1
        try:
            yield
        finally:
            with self._lock:
                self._open -= 1
                self._last = time.monotonic()
            self.begun.set()

    @contextlib.contextmanager
    def save(self) -> Iterator[None]:
        """From when a save comes in until it is done."""
        self._saves += 1
        try:
            yield
        finally:
            self._saves -= 1

    async def saved(self) -> None:
        """Until the saves that came in before are done, but no longer than somebody waits for a page."""
        before = time.monotonic()
        while self._saves and time.monotonic() - before < _LONGEST_SAVE:
            await asyncio.sleep(_GLANCE)

    def wait_quiet(self, seconds: float) -> None:
        """Until there was no request for that long."""
        while self._open or time.monotonic() - self._last < seconds:
            time.sleep(seconds / 3)
