"""The first page: what lies in the folder, the three ways in, an example in one click; files in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from drafter.errors import InputError
from drafter.shipped import shipped
from drafter.web.view import download

if TYPE_CHECKING:
    from drafter.web.app import Desk, Sent

EXAMPLE = "云岭区委.yaml"
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def home(desk: Desk, sent: Sent) -> Response:
    """/: the three doors."""
    folder = desk.folder
    return desk.view.page(
        "home.html",
        sent,
        folder=str(folder.root),
        ledgers=folder.names("ledger"),
        sheets=folder.names("sheet"),
        notices=folder.names("notice"),
    )


def example(desk: Desk, sent: Sent) -> Response:
    """Put the example ledger into the folder and open it."""
    data = (shipped("examples") / EXAMPLE).read_bytes()
    name = desk.folder.free_name(f"示例-{EXAMPLE}")
    desk.folder.save(name, data, None)
    return desk.view.goto("/ledger", sent, name=name)


def blank(desk: Desk, sent: Sent) -> Response:
    """Put an empty ledger into the folder and open it."""
    from drafter.ledger.skeleton import new_ledger

    name = desk.folder.free_name("台账.yaml")
    desk.folder.save(name, new_ledger().encode(), None)
    return desk.view.goto("/ledger", sent, name=name)


def file(desk: Desk, sent: Sent) -> Response:
    """A file of the folder, to keep or to open in Word."""
    name = sent.one("name")
    data = desk.folder.read(name)
    suffix = desk.folder.path(name).suffix.lower()
    return download(data, name.rpartition("/")[2], _TYPES.get(suffix, "application/octet-stream"))


def undo(desk: Desk, sent: Sent) -> Response:
    """Put back what stood in a file before the last save."""
    name = sent.one("name")
    if not desk.folder.undo(name):
        raise InputError(f"“{name}”：没有可以退回的保存。")
    return desk.view.goto("/ledger", sent, name=name, at=sent.one("at"), template=sent.one("template"))


def help_page(desk: Desk, sent: Sent) -> Response:
    """A page of the guide, as it lies in docs/."""
    from drafter.web.guide import PAGES as GUIDE
    from drafter.web.guide import html_of

    topic = sent.one("topic", next(iter(GUIDE)))
    if topic not in GUIDE:
        raise InputError("没有这一页说明。")
    return desk.view.page("help.html", sent, topic=topic, topics=list(GUIDE), body=html_of(topic))


PAGES = {"/": home, "/file": file, "/help": help_page}
CHANGES = {"/example": example, "/blank": blank, "/undo": undo}
