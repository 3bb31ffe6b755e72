"""The first page: what lies in the folder, the three ways in, an example in one click; files in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response

from drafter.errors import InputError
from drafter.folders import PUT_AWAY
from drafter.shipped import shipped
from drafter.web.view import DOCX, XLSX, download, query

if TYPE_CHECKING:
    from drafter.web.app import Desk, Sent

_BACK = ("/templates", "/phrases", "/wording", "/review")  # the pages that a save is taken back from, beside the ledger
EXAMPLE = "云岭区委.yaml"
_TYPES = {
    ".docx": DOCX,
    ".xlsx": XLSX,
}


def home(desk: Desk, sent: Sent) -> Response:
    """/: the three doors."""
    folder = desk.folder
    ledgers = folder.names("ledger")
    return desk.view.page(
        "home.html",
        sent,
        folder=str(folder.root),
        ledgers=ledgers,
        sheets=folder.names("sheet"),
        notices=folder.names("notice"),
        changed=folder.changed,
        away=folder.away(),
        read_from={name: origin.source for name in ledgers if (origin := folder.origin(name))},
        returned={name: _sent_for(ledgers, name) for name in folder.names("sheet") if _is_form(folder.path(name))},
    )


def _is_form(path: Path) -> bool:
    """Whether a sheet is one that this tool gave out to be filled in, by the names of its sheets."""
    from drafter.errors import InputError
    from drafter.folders import contents
    from drafter.ledger.excel_layout import INSTRUCTIONS_SHEET, MAIN_SHEET
    from drafter.word.package import Package

    if path.suffix.lower() != ".xlsx":
        return False
    try:
        names = (Package(contents(path), str(path), "excel").part("xl/workbook.xml") or b"").decode("utf-8", "replace")
    except (OSError, InputError):
        return False  # who reads it will say what is wrong
    return f'"{INSTRUCTIONS_SHEET}"' in names and f'"{MAIN_SHEET}"' in names


def _sent_for(ledgers: list[str], sheet: str) -> str:
    """The ledger that a sheet was given out for: by its name, else the only one; empty where that is not known."""
    named = [name for name in ledgers if Path(sheet).stem.startswith(Path(name).stem)]
    found = named or ledgers
    return max(found, key=len) if named else found[0] if len(found) == 1 else ""


def example(desk: Desk, sent: Sent) -> Response:
    """Put the example ledger into the folder and open it."""
    data = (shipped("examples") / EXAMPLE).read_bytes()
    name = desk.folder.free_name(f"示例-{EXAMPLE}")
    desk.folder.save(name, data, None)
    return desk.view.goto("/ledger", sent, name=name)


def blank(desk: Desk, sent: Sent) -> Response:
    """Put an empty ledger into the folder and open it; for a template that was named, with its own sections."""
    from drafter.work.adopting import ledger_for

    name = desk.folder.free_name("台账.yaml")
    template = desk.folder.template(sent.one("template"))
    desk.folder.save(name, ledger_for(template, desk.folder.template_folders()).encode(), None)
    return desk.view.goto("/ledger", sent, name=name)


def file(desk: Desk, sent: Sent) -> Response:
    """A file of the folder, to keep or to open in Word."""
    name = sent.one("name")
    data = desk.folder.read(name)
    suffix = desk.folder.path(name).suffix.lower()
    return download(data, name.rpartition("/")[2], _TYPES.get(suffix, "application/octet-stream"))


def put_away(desk: Desk, sent: Sent) -> Response:
    """/away: a file that is not needed any more goes into 回收; with `out`, it comes back."""
    name = sent.one("name")
    if sent.one("out"):
        back = desk.folder.take_out(name)
        desk.view.tell(f"已放回：{back}")
    else:
        desk.folder.put_away(name)
        desk.view.tell(f"已收进“{PUT_AWAY}”：{name}。要用时在本页最下面放回")
    return desk.view.goto("/", sent, part="files")


def undo(desk: Desk, sent: Sent) -> Response:
    """Put back what stood in a file before the last save; with `to` forward, what was taken back."""
    from drafter.web import forms

    name, back, forward = sent.one("name"), sent.one("back"), sent.one("to") == "forward"
    before = desk.folder.read(name) if desk.folder.exists(name) else b""
    if not desk.folder.step(name, "redo" if forward else "undo", sent.one("seen") or None):
        raise InputError(f"“{name}”：没有可以{'恢复' if forward else '退回'}的保存。")
    places = [] if back else forms.changed_places(before, desk.folder.read(name))
    done = "已恢复一次保存" if forward else "已退回一次保存"
    way = {key: sent.one(key) for key in ("at", "template", "edition")}
    if "通报.模板" in places:
        way["template"] = ""  # the ledger's own again
    way["at"] = place = way["at"] or next(iter(places), "")
    if places and not any(_within(place, path) for path in places):  # the form that is shown stays, and says where
        to = "/ledger?" + query({**way, "name": name, "at": places[0]})
        desk.view.tell(f"{done}：{forms.listed(places)}", to)
    else:
        way["at"] = next((path for path in places if _within(place, path)), place)
        desk.view.tell(f"{done}：{forms.listed(places)}" if places else done)
    again = "step-forward" if forward else "step-back"
    if back in _BACK:
        kept = {key: sent.one(key) for key in ("template", "q", "saved", "ledger", "edition")}
        return desk.view.goto(back, sent, part=again, name=name if back == "/review" else "", **kept)
    return desk.view.goto("/ledger", sent, part=again, name=name, **way)


def _within(shown: str, path: str) -> bool:
    """Whether a place stands in the form that is shown: 问题[3], or a part by its name."""
    from drafter.web.forms import PARTS

    above = PARTS.get(shown, (shown,))
    return any(path == key or path.startswith((f"{key}.", f"{key}[")) for key in above)


def help_page(desk: Desk, sent: Sent) -> Response:
    """A topic of the guide: what to click, or a page on the command line."""
    from drafter.web.guide import FIRST, html_of, manuals, tasks, topics

    topic = sent.one("topic", next(iter(topics())))
    if topic not in topics():
        raise InputError("没有这一页说明。")
    first = FIRST.get(topic, "")
    return desk.view.page(
        "help.html", sent, topic=topic, tasks=tasks(), manuals=manuals(), first=first, body=html_of(topic)
    )


def said(desk: Desk, sent: Sent) -> Response:
    """/said: the answer to what was sent, as often as it is looked at."""
    found = desk.said.get(sent.one("n"))
    if found is None:
        raise InputError("这一页是前面一次操作的结果，已经不在了（起草助手重新打开过）。做好的都在文件夹里，没有丢。")
    return found


PAGES = {"/": home, "/said": said, "/file": file, "/help": help_page}
CHANGES = {"/example": example, "/blank": blank, "/away": put_away, "/undo": undo}
