"""The page as an application: its routes, how a handler gets what was sent, and how a fault is shown."""

from __future__ import annotations

import functools
import importlib
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from drafter.errors import TOO_MUCH, InputError, place_of
from drafter.folders import inputs_noted
from drafter.web.folder import Changed, Folder
from drafter.web.guard import Guard
from drafter.web.jobs import Jobs
from drafter.web.view import View
from drafter.web.warm import Traffic

if TYPE_CHECKING:
    from drafter.web.bank_changes import Otherwise
    from drafter.web.preview import Worded

_HERE = Path(__file__).parent
_ROOMS = {  # the first word of an address -> the module that answers it
    **dict.fromkeys(("", "example", "blank", "file", "away", "undo", "help", "said"), "start"),
    **dict.fromkeys(("ledger", "bring", "newer", "import"), "drafting"),
    "returns": "returning",
    "review": "review",
    **dict.fromkeys(("templates", "phrases", "job"), "office"),
    "wording": "wording",
}


@dataclass
class Sent:
    """What a request brought: the values of its address and its form, and its files as (name, bytes)."""

    values: dict[str, list[str]]
    files: dict[str, list[tuple[str, bytes]]]
    partial: bool  # asked for by htmx: a part of a page, not a whole one
    path: str = ""  # what was asked for
    made: dict[tuple[str, ...], Any] = field(default_factory=dict)  # what was made for it, to be made once

    def one(self, key: str, default: str = "") -> str:
        """The last value of that name: a form's over the address's."""
        return self.values.get(key, [default])[-1]

    def number(self, key: str, default: int) -> int:
        """The value of that name as a small whole number from 1."""
        value = self.one(key)
        return max(1, int(value)) if value.isdecimal() and len(value) < 6 else default

    def file(self, key: str) -> tuple[str, bytes]:
        """The file of that name. Raises InputError where none was chosen."""
        found = self.files.get(key)
        if not found:
            raise InputError("没有选文件。请先选一个文件，再按按钮。")
        return found[0]


@dataclass
class Desk:
    """What every handler works with."""

    folder: Folder
    view: View
    jobs: Jobs
    worded: dict[str, Worded] = field(default_factory=dict)  # ledger -> how the bank words it, as it was shown last
    shown: dict[tuple[str, str], str] = field(default_factory=dict)  # (ledger, hash) -> its text, as a page had it
    said: dict[str, Response] = field(default_factory=dict)  # the answers to what was sent, by their address
    fresh: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)  # -> its hash, what a choice changed
    bank_changed: list[Otherwise] = field(default_factory=list)  # what the last change of the bank words otherwise
    traffic: Traffic = field(default_factory=Traffic)

    def remember(self, name: str, seen: str, text: str) -> None:
        """Keep a ledger's text as a page shows it: a form made from it may come back when the file has changed."""
        self.shown.pop((name, seen), None)
        self.shown[name, seen] = text
        while len(self.shown) > _STATES:
            self.shown.pop(next(iter(self.shown)))

    def state(self, name: str, seen: str) -> str | None:
        """The ledger's text as it was when its hash was that."""
        kept = self.folder.state(name, seen) if (name, seen) not in self.shown else None
        return kept.decode("utf-8-sig", "replace") if kept is not None else self.shown.get((name, seen))

    def answer(self, page: Response) -> Response:
        """The answer to what was sent as a page with an address of its own: going back to it, and asking for it again,
        sends nothing anew."""
        key = secrets.token_urlsafe(9)
        self.said[key] = page
        while len(self.said) > _ANSWERS:
            self.said.pop(next(iter(self.said)))
        return RedirectResponse(f"/said?n={key}", 303)


_SAVE, _SAVED_BY = "/ledger/save", "/ledger"
_STATES = 40  # texts of ledgers that pages were made from
_ANSWERS = 20

Handler = Callable[[Desk, Sent], Response]


def create_app(folder: Path, token: str | None = None, *, port: int = 0) -> Starlette:
    """The application over a working folder. `token`: the secret of the first address, drawn where none is given."""
    desk = Desk(Folder(folder), View(), Jobs())
    answer = _endpoint(desk)
    routes = [
        Mount("/static", StaticFiles(directory=_HERE / "static")),
        Route("/{path:path}", answer, methods=["GET", "POST"]),
    ]
    hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, token=token or secrets.token_urlsafe(24), hosts=hosts)],
        exception_handlers={HTTPException: functools.partial(_no_page, desk)},
    )
    app.state.desk = desk
    return app


def handler_of(path: str, method: str) -> Handler:
    """What answers a path. A room is imported when it is first asked for: the first page waits for none of the others.

    Raises HTTPException (404, 405) where nothing does.
    """
    room = _ROOMS.get(path.split("/")[1])
    module = importlib.import_module(f"drafter.web.{room}") if room else None
    pages, changes = (module.PAGES, module.CHANGES) if module else ({}, {})
    found: Handler | None = (changes if method == "POST" else pages).get(path)
    if found is None:
        raise HTTPException(405 if path in pages or path in changes else 404)
    return found


def _endpoint(desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if request.url.path == _SAVE:
            with desk.traffic.save():
                return await answer(request)
        if request.url.path == _SAVED_BY:  # a page that is loaded again while its last save is under way
            await desk.traffic.saved()
        return await answer(request)

    async def answer(request: Request) -> Response:
        handler = await run_in_threadpool(handler_of, request.url.path, request.method)
        values: dict[str, list[str]] = {}
        files: dict[str, list[tuple[str, bytes]]] = {}
        for key, value in request.query_params.multi_items():
            values.setdefault(key, []).append(value)
        if request.method == "POST":
            form: FormData = await request.form(max_files=200, max_fields=20_000, max_part_size=16 * 2**20)
            for key, field in form.multi_items():
                if isinstance(field, UploadFile):
                    if field.filename:
                        files.setdefault(key, []).append((field.filename, await field.read()))
                else:
                    values.setdefault(key, []).append(field)
        sent = Sent(values, files, request.headers.get("hx-request") == "true", request.url.path)
        with desk.traffic.request():
            response = await run_in_threadpool(_answered, desk, handler, sent)
        if request.method == "POST" and not sent.partial and isinstance(response, HTMLResponse):
            return desk.answer(response)
        return response

    return endpoint


def _answered(desk: Desk, handler: Handler, sent: Sent) -> Response:
    """What the handler answers; what cannot be used, and what was changed outside, as a page of its own.

    A request is a call of its own: what an earlier one read may well be what this one writes.
    """
    try:
        with inputs_noted():
            return handler(desk, sent)
    except Changed as changed:
        return desk.view.page(
            "changed.html",
            sent,
            status=409,
            name=changed.name,
            theirs="" if changed.name.endswith((".yaml", ".yml")) else changed.text or "",
            back=_ledger_of(desk, sent),
            gone=changed.text is None,
            differences=_differences(sent, changed.text or ""),
        )
    except InputError as error:
        return _fault(desk, sent, 422, [desk.folder.without_root(m) for m in error.messages])
    except (RecursionError, MemoryError):
        return _fault(desk, sent, 422, [TOO_MUCH])
    except Exception as error:
        if os.environ.get("DRAFTER_DEBUG"):
            raise
        fault = f"程序出错，没有做完：{type(error).__name__}{place_of(error)}。请把这句话连同所用的文件交给维护人员。"
        return _fault(desk, sent, 500, [fault])


def _fault(desk: Desk, sent: Sent, status: int, messages: list[str]) -> Response:
    """What could not be done, and why; those of a ledger's places in people's words, each with its place."""
    from drafter.web.preview import placed_faults

    places, said = placed_faults(messages)
    back = _ledger_of(desk, sent)
    whole = not sent.partial
    return desk.view.page("fault.html", sent, status=status, messages=said, places=places, whole=whole, back=back)


def _ledger_of(desk: Desk, sent: Sent) -> str:
    """The ledger that a request was about, to go back to; empty for none, and where its own page is what failed."""
    if sent.path == "/ledger":
        return ""
    try:
        known = desk.folder.names("ledger")
    except InputError:
        return ""
    return next((name for name in (sent.one("name"), sent.one("ledger")) if name in known), "")


def _differences(sent: Sent, now: str) -> list[tuple[str, str, str]]:
    """The places of a form where the file says something else now: (place, what it says, what was typed)."""
    from drafter.web.forms import PREFIX, field_at, spoken, tree
    from drafter.yamlnodes import SyntaxFault

    try:
        root = tree(now)
    except SyntaxFault:
        return []
    found = []
    for path, values in ((key.removeprefix(PREFIX), v) for key, v in sent.values.items() if key.startswith(PREFIX)):
        field, typed = field_at(root, path), values[-1].replace("\r\n", "\n").strip()
        value = field.value.strip() if field else ""
        if value != typed:
            found.append((spoken(path), value, typed))
    return found


def _no_page(desk: Desk, request: Request, error: Any) -> Response:
    sent = Sent({}, {}, request.headers.get("hx-request") == "true")
    message = "没有这一页。" if error.status_code == 404 else "这个请求不能用。请返回首页重试。"
    return _fault(desk, sent, error.status_code, [message])
