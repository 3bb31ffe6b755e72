"""What the page makes ready behind the first page, so that the first check is as quick as the next."""

from __future__ import annotations

import threading
from itertools import islice
from pathlib import Path

from drafter.web.app import create_app
from drafter.web.warm import Traffic, steps


def test_every_step_of_getting_ready_can_be_done_and_the_example_is_checked_in_the_end(tmp_path: Path) -> None:
    ready = steps(create_app(tmp_path).state.desk)
    done = [step() for step in islice(ready, 16)]  # the rooms, the segmenter, the draft, and the first rules
    assert done[-1] is not None and not list(tmp_path.iterdir())
    assert next(ready, None) is not None


def test_nothing_is_made_ready_while_a_request_is_answered() -> None:
    traffic, came = Traffic(), threading.Event()
    with traffic.request():
        waiting = threading.Thread(target=lambda: (traffic.wait_quiet(0.01), came.set()), daemon=True)
        waiting.start()
        assert not came.wait(0.1) and not traffic.begun.is_set()
    assert came.wait(10) and traffic.begun.is_set()
