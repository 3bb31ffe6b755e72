"""规范表: the table of wrong and right ways of writing, the office's own rows over it, and a box to try a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response

from drafter.errors import InputError
from drafter.web.folder import NORMS, RULES, digest

if TYPE_CHECKING:
    from drafter.check.model import Finding
    from drafter.web.app import Desk, Sent

LANGUAGE = ("T", "V", "N103", "N2", "N3", "N4")  # rules that look at wording, and at the figures and days of a sentence
MOST = 100  # rows that one page shows
LONGEST = 2000  # characters that are tried
GRADES = ("错误", "警告", "提示", "关闭")
_SHORTEST = 2  # characters of a word that is no slip
EDITED = ("类", "错", "对", "前非", "后非", "级", "改")  # what the form of a row holds


@dataclass(frozen=True)
class OwnTable:
    """The office's rows. `name`: the file they are kept in, `seen` the hash it was read with; `inline`: rows that
    stand in 规则.yaml itself."""

    name: str
    seen: str
    rows: list[dict[str, str]]
    inline: list[dict[str, str]]
    named: bool  # 规则.yaml names the file already

    @property
    def kept_elsewhere(self) -> bool:
        """The file is one that the page shows and does not write."""
        return Path(self.name).suffix.lower() != ".csv"


def _own(desk: Desk) -> OwnTable:
    from drafter.check.norms import read_own
    from drafter.template import load_rules

    rules = desk.folder.rules()
    settings = load_rules(rules) if rules else None
    named = settings.norms_file if settings else ""
    path = desk.folder.path(named or NORMS)
    found = path.is_file() and bool(named)
    return OwnTable(
        named or NORMS,
        digest(path.read_bytes()) if path.is_file() else "",
        read_own(path) if found else [],
        list(settings.norms) if settings else [],
        bool(named),
    )


def wording(desk: Desk, sent: Sent) -> Response:
    """/wording: the table, searched; and what the rules on language say of a sentence that is tried."""
    from drafter.check.norms import shown

    own = _own(desk)
    rows = shown([*own.rows, *own.inline])
    word, group, text = sent.one("q").strip(), sent.one("group"), sent.one("text").strip()[:LONGEST]
    found = [
        s
        for s in rows
        if (not group or (s.row.get("类") or "用字") == group)
        and (not word or any(word in s.row.get(k, "") for k in ("编号", "错", "对", "误例", "正例")))
    ]
    pages = max(1, -(-len(found) // MOST))
    page = min(pages, sent.number("page", 1))
    return desk.view.page(
        "wording.html",
        sent,
        text=text,
        findings=_tried(desk, text) if text else [],
        q=word,
        group=group,
        groups=list(dict.fromkeys(s.row.get("类") or "用字" for s in rows)),
        grades=GRADES,
        found=found[(page - 1) * MOST : page * MOST],
        page=page,
        pages=pages,
        most=MOST,
        total=len(found),
        own=own,
        steps=desk.folder.steps(own.name),
        editable={row.get("编号") for row in own.rows},
    )


def _tried(desk: Desk, text: str) -> list[Finding]:
    """What the rules on language find in a text, by the office's own rules where it has some: one finding a place."""
    from drafter.check import check
    from drafter.check.causes import same_words
    from drafter.check.model import SEVERITIES
    from drafter.check.settings import rule_settings
    from drafter.report import Block, Passage, Report, Section

    passages = tuple(Passage(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    report = Report(sections=(Section("progress", blocks=(Block(overview=passages),)),))
    found = check(report, settings=rule_settings(None, desk.folder.rules()))
    of_language = [f for f in found if f.code.startswith(LANGUAGE)]
    ranked = sorted(of_language, key=lambda f: (SEVERITIES.index(f.severity or "info"), not f.edits))
    kept: list[Finding] = []
    for finding in ranked:
        if not any(same_words(finding, other) for other in kept):
            kept.append(finding)
    return [f for f in of_language if f in kept]


def change(desk: Desk, sent: Sent) -> Response:
    """/wording/change: an office's own say over a row: its grade, what is right, or that it is not used."""
    from drafter.check.norms import shown

    own, key = _own(desk), sent.one("id")
    before = next((s for s in shown([*own.rows, *own.inline]) if s.row["编号"] == key), None)
    if before is None:
        raise InputError("没有这一行，可能已在别处删去。请重新查找。")
    wanted = {name: sent.one(name).strip() for name in EDITED}
    changed = {name: value for name, value in wanted.items() if value and value != before.row.get(name, "")}
    kept = next((row for row in own.rows if row.get("编号") == key), {"编号": key})
    rows = [row for row in own.rows if row.get("编号") != key]
    _write(desk, sent, own, [*rows, {**kept, **changed}])
    off = "，审核时不再报它" if changed.get("级") == "关闭" else ""
    return _back(desk, sent, f"已存：{_row_said(before.row)}{off}")


def add(desk: Desk, sent: Sent) -> Response:
    """/wording/add: a row of the office's own."""
    own = _own(desk)
    wrong, right, kept = sent.one("错").strip(), sent.one("对").strip(), sent.one("照写").strip()
    if kept and len(kept) < _SHORTEST:
        raise InputError("照写的词至少两个字。")
    if kept:
        wrong, right = kept, ""
    elif not wrong or not right or wrong == right:
        raise InputError("请写上不规范的写法和规范的写法，两个不能一样。")
    taken = {row.get("编号") for row in (*own.rows, *own.inline)}
    key = next(name for n in range(1, len(taken) + 2) if (name := f"自{n:03d}") not in taken)
    row = {"编号": key, "级": "警告", **{name: value for name in EDITED if (value := sent.one(name).strip())}}
    if kept:
        row = {"编号": key, "错": kept, "级": GRADES[-1]}
    _write(desk, sent, own, [*own.rows, row])
    said = f"“{kept}”照写，不当作错字、重字报" if kept else _row_said(row)
    desk.view.tell(f"已加上：{said}。审核时照用；要去掉，按“退回上一次保存”，或点那一行的“改”再删去")
    return desk.view.goto("/wording", sent, q=wrong, text=sent.one("text"))


def drop(desk: Desk, sent: Sent) -> Response:
    """/wording/drop: take an own row out; a built-in one is again as it ships."""
    own, key = _own(desk), sent.one("id")
    rows = [row for row in own.rows if row.get("编号") != key]
    if len(rows) == len(own.rows):
        raise InputError("没有这一行，可能已在别处删去。请重新查找。")
    gone = next(row for row in own.rows if row.get("编号") == key)
    _write(desk, sent, own, rows)
    return _back(desk, sent, f"已去掉本单位的这一行{_row_said(gone)}")


def _row_said(row: dict[str, str]) -> str:
    """A row in a message; empty where it names neither way of writing."""
    wrong, right = row.get("错", ""), row.get("对", "")
    return f"“{wrong}”应为“{right}”" if wrong and right else ""


def _back(desk: Desk, sent: Sent, told: str) -> Response:
    """To the rows that were looked at, with what was done."""
    desk.view.tell(f"{told.removesuffix('：')}。要换回去，按“退回上一次保存”")
    return desk.view.goto("/wording", sent, q=sent.one("q"), group=sent.one("group"), page=sent.one("page"))


def _write(desk: Desk, sent: Sent, own: OwnTable, rows: list[dict[str, str]]) -> None:
    """Write the office's rows, and the line of 规则.yaml that makes them hold. Raises InputError for a row of no use
    and Changed where the file was changed outside."""
    from drafter.check.norms import csv_of

    if own.kept_elsewhere:
        raise InputError(f"本单位的规范表在“{own.name}”里，请在 Excel 里改，再回到这一页。")
    desk.folder.save(own.name, csv_of(rows), sent.one("seen") or None)
    if not own.named:
        _name_in_rules(desk)


def _name_in_rules(desk: Desk) -> None:
    from drafter.yamlnodes import SyntaxFault, parse_nodes

    before = desk.folder.read(RULES) if desk.folder.exists(RULES) else None
    text = (
        before.decode("utf-8-sig") if before is not None else "# 本单位的审核规则；可写的项见说明里的“模板里能写什么”\n"
    )
    text = text if text.endswith("\n") or not text else f"{text}\n"
    text += f"规范表文件: {NORMS}\n"
    try:
        root = parse_nodes(text)
    except SyntaxFault:
        root = None
    if root is None or root.pairs is None:
        raise InputError(f"“{RULES}”里加不进一行，请用记事本在最后写上：规范表文件: {NORMS}")
    desk.folder.save(RULES, text.encode(), digest(before) if before is not None else None)


PAGES = {"/wording": wording}
CHANGES = {"/wording/change": change, "/wording/add": add, "/wording/drop": drop}
