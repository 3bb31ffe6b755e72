"""The office's own templates in the working folder: which of them have faults that no draft survives, and one that is
not needed any more put away, and back."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import InputError
from drafter.folders import PUT_AWAY
from drafter.web import forms
from drafter.web.view import called

if TYPE_CHECKING:
    from drafter.template import Found
    from drafter.web.app import Desk, Sent

AWAY = f"{PUT_AWAY}/模板"  # where templates lie that were put away


def broken(desk: Desk, found: list[Found]) -> dict[str, int]:
    """Of the templates that were found, those of this folder that no draft can be made in -> how many errors."""
    return {one.name: number for one in found if (number := errors_of(desk, one.folder))}


def errors_of(desk: Desk, folder: Path) -> int:
    """How many errors a template has; none for one that came along."""
    return _errors(folder, _stamp(folder)) if desk.folder.root in folder.resolve().parents else 0


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    files = [folder / name for name in ("template.docx", "template.yaml")]
    return tuple((f.name, (state := f.stat()).st_mtime_ns, state.st_size) for f in files if f.is_file())


@lru_cache(maxsize=64)
def _errors(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> int:
    from drafter.render.lint import check_template

    return sum(fault.severity == "error" for fault in check_template(folder))


def put_away(desk: Desk, name: str, file: str) -> None:
    """Move an own template, of which `file` is the Word file, out of the way. Refused while a ledger is drafted in
    it."""
    if not file:
        raise InputError(f"“{name}”是自带的模板，不能收起。")
    if users := [ledger for ledger in desk.folder.names("ledger") if _named_in(desk, ledger) == name]:
        said = "、".join(f"“{called(ledger)}”" for ledger in users)
        raise InputError(f"{said}用的是“{name}”。请先打开台账换一个模板，再来收起。")
    desk.folder.move_folder(file.rpartition("/")[0], AWAY)


def _named_in(desk: Desk, ledger: str) -> str:
    from drafter.ledger.source import decode
    from drafter.yamlnodes import SyntaxFault

    try:
        return forms.text_at(forms.tree(decode(desk.folder.read(ledger), ledger)), "通报.模板")
    except (InputError, SyntaxFault):
        return ""


def away(desk: Desk) -> list[str]:
    """The templates that were put away."""
    folder = desk.folder.root / AWAY
    return sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []


def take_out(desk: Desk, name: str) -> str:
    """Put one back; gives the name that was free."""
    if name not in away(desk):
        raise InputError(f"“{name}”：已经不在“{PUT_AWAY}”里了。请刷新后再看。")
    return desk.folder.move_folder(f"{AWAY}/{name}", "templates")


def notice_dropped(desk: Desk, file_name: str, data: bytes) -> Path | None:
    """The file as it lies in the folder, where it is a finished notice that has no place to fill in; None for what may
    be a template."""
    from drafter.read import read_report
    from drafter.render.opened import open_template

    try:
        opened = open_template(data)
    except InputError:
        return None  # the check says what it is
    if any(paragraph.tags or "{" in paragraph.text or "｛" in paragraph.text for paragraph in opened.paragraphs):
        return None
    path = desk.folder.path(desk.folder.keep(file_name, data))
    return path if read_report(path).genre == "rectification-notice" else None


def refused(desk: Desk, sent: Sent, template: str, way: dict[str, str]) -> dict[str, object] | None:
    """What is said where a notice cannot be drafted in that template; None where it can."""
    from drafter.template import list_templates

    found = list_templates(desk.folder.template_folders())
    wrong = broken(desk, found)
    if template not in wrong:
        return None
    good = [one.name for one in found if one.template and one.name not in wrong]
    return {"name": sent.one("name"), "wrong": template, "errors": wrong[template], "good": good, **way}
