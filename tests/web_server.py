"""The page on a real port, in a thread, and a client that holds its cookie."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path

import httpx
import uvicorn

from drafter.folders import inputs_noted
from drafter.web.app import create_app
from drafter.web.serve import _listen

TOKEN = "secret"


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the folder; gives http://127.0.0.1:PORT."""
    listener = _listen(None)
    port = listener.getsockname()[1]
    config = uvicorn.Config(
        create_app(folder, TOKEN, port=port), log_level="critical", access_log=False, lifespan="off"
    )
    server = uvicorn.Server(config)
    with inputs_noted():  # as in `drafter page`, which is one call of the command line
        call = copy_context()
    thread = threading.Thread(target=call.run, args=(server.run, [listener]), daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the page did not start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


@contextlib.contextmanager
def visiting(address: str, *, token: bool = True, follow: bool = True) -> Iterator[httpx.Client]:
    """A client of that address; with the token it has the cookie already."""
    with httpx.Client(base_url=address, follow_redirects=follow, timeout=60, trust_env=False) as client:
        if token:
            client.get("/", params={"t": TOKEN})
        yield client
