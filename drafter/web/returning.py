"""What comes back for a ledger (a newer sheet, the departments' workbooks, an edited draft): each difference to be
taken over or left, each disagreement to be decided, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from starlette.responses import Response

from drafter.errors import InputError
from drafter.ledger.apart import new_lines_apart
from drafter.ledger.differences import Difference, differences, with_taken
from drafter.ledger.merge import Changes
from drafter.ledger.path import steps_of
from drafter.ledger.workbook_bytes import packed
from drafter.patterns import pattern
from drafter.text.statuses import Status
from drafter.web import forms
from drafter.web.drafting import open_ledger, refuse_unreadable, remember_columns, remembered_columns, without_path
from drafter.web.preview import own_bank
from drafter.web.view import XLSX, download
from drafter.work.files import write_atomically

if TYPE_CHECKING:
    from drafter.ledger.conflicts import Conflict, Decision
    from drafter.web.app import Desk, Sent
    from drafter.web.drafting import Open
    from drafter.work.merging import Merging

_NUMERAL = pattern(r"[\d.,]\d|\d[\d.,]")  # inside a figure nothing is told apart
_INNER = str.maketrans("“”", "‘’")  # inside quotation marks
KEEP, NOTE, OWN = "keep", "note", "own"  # a disagreement: as the ledger has it, kept in 内部备注 too, in own words


class Split(NamedTuple):
    """A value and the other one: what both begin with, what is this one's own, what both end with."""

    head: str
    own: str
    tail: str


@dataclass(frozen=True)
class Shown:
    """A difference as the page lists it."""

    difference: Difference
    where: str
    old: Split
    new: Split
    names: tuple[str, ...] = ()  # the files that it came from, where several came back
    printed: bool = False  # the ledger has nothing there: `old` is what the draft printed, made of other fields

    @property
    def fills(self) -> bool:
        """Whether it replaces nothing."""
        return not (self.difference.old or self.printed)


@dataclass(frozen=True)
class Asked:
    """A disagreement as the page lists it. `note`: the path of the 内部备注 that keeps what was sent; else empty."""

    conflict: Conflict
    note: str
    alike: str = ""  # the problem that has the number already that was sent: taking it makes two of them


class Cell(NamedTuple):
    """A cell of a sheet whose status is none, to be answered by a choice. `key`: what the page sends it as."""

    key: str
    where: str
    said: str


class Unread(NamedTuple):
    """A file that was not merged: what is wrong with it, and what of that can be answered here."""

    name: str
    messages: list[str]
    cells: list[Cell]


@dataclass(frozen=True)
class Returned:
    """What came back, compared with the ledger. `groups`: problem or part -> its differences."""

    sources: list[str]
    unread: list[Unread]
    answers: dict[str, str]
    differences: list[Difference]
    asked: list[Asked]
    notes: list[str]
    merging: Merging

    @property
    def groups(self) -> dict[str, list[Shown]]:
        kept = {asked.note for asked in self.asked}
        printed = {change.path: change.printed for change in self.merging.changes.of("措辞") if change.path}
        found: dict[str, list[Shown]] = {}
        for one in self.differences:
            if one.path not in kept:
                group, where = _place(one.path)
                whole = printed.get(one.path.rpartition("[")[0], "") if one.kind == "增" else ""
                drafted = "" if one.old else printed.get(one.path, "")
                apart = _apart(one.old or drafted, one.new)
                found.setdefault(group, []).append(
                    Shown(one, where, *apart, _senders(one.path, self.merging.names), bool(drafted or whole))
                )
        return found


def _senders(path: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Who sent what stands at a path, in it, or in what holds it."""
    holding = next((at for at in (path, path.rpartition(".")[0]) if at in names), "")
    inside = [holding] if holding else [at for at in names if at.startswith((f"{path}.", f"{path}["))]
    return tuple(dict.fromkeys(name for at in inside for name in names[at]))


def bring(desk: Desk, sent: Sent) -> Response:
    """/returns/bring: the files that came back, put into the folder."""
    sent.file("file")  # at least one
    wrong = sent.one("instead")  # what a mended one takes the place of is not left lying beside it
    if wrong and desk.folder.exists(wrong):
        desk.folder.put_away(wrong)
    saved = [desk.folder.keep(name, data) for name, data in sent.files["file"]]
    saved = [*sent.values.get("source", []), *saved]
    answers: dict[str, Any] = {key: values for key, values in sent.values.items() if key.startswith(_CELL)}
    return desk.view.goto("/returns", sent, name=sent.one("name"), source=list(dict.fromkeys(saved)), **answers)


def into(desk: Desk, sent: Sent) -> Response:
    """/returns/into: a sheet whose account was seen, put beside a ledger that has its problems already."""
    remember_columns(desk, sent)
    return desk.view.goto("/returns", sent, name=sent.one("into"), source=[sent.one("name")])


def returns(desk: Desk, sent: Sent) -> Response:
    """/returns: the differences and disagreements, to be accepted or refused."""
    from drafter.ledger.conflicts import NOTHING

    opened = open_ledger(desk, sent)
    found = _returned(desk, opened, sent)
    titles = {
        f"问题[{row.index}]": f"问题{row.number}“{row.title.translate(_INNER)}”" for row in forms.rows(opened.root)
    }
    return desk.view.page(
        "returns.html",
        sent,
        name=opened.name,
        seen=opened.seen,
        returned=found,
        titles=titles,
        ways={"keep": KEEP, "note": NOTE, "own": OWN},
        nothing=NOTHING,
        statuses=get_args(Status),
        undecided=sum(1 for one in found.asked if len(one.conflict.answers) > 1),
        doubling=sum(1 for one in found.asked if one.alike and len(one.conflict.answers) == 1),
    )


def take(desk: Desk, sent: Sent) -> Response:
    """/returns/take: take over what was ticked, and what was decided."""
    from drafter.ledger.conflicts import decided

    opened = open_ledger(desk, sent)
    found = _returned(desk, opened, sent)
    wanted = set(sent.values.get("take", []))
    wanted |= {asked.note for asked in found.asked if sent.one(f"settle:{asked.conflict.path}") == NOTE}
    taken = [one.path for one in found.differences if one.path in wanted]
    text = with_taken(opened.text, found.differences, wanted)
    decisions = _decisions(found.asked, sent)
    text, settled = decided(text, opened.name, decisions) if decisions else (text, None)
    apart = 0
    if not any(source.endswith(".docx") for source in found.sources):
        text, apart = new_lines_apart(opened.text, text)
    refuse_unreadable(text, opened)
    desk.folder.save(opened.name, text.encode(), sent.one("seen"))
    places = list(dict.fromkeys([*taken, *(decision.path for decision in decisions)]))
    said = [f"已采用：{forms.listed(places)}" if places else "没有选要采用的，台账没有改动"]
    said += [f"{apart}条措施收到的是一格写了几件事的，一件拆成一条"] if apart else []
    said += [f"{change.where} {change.text}" for change in (settled.of("没有动") if settled else [])]
    desk.view.tell("；".join(said))
    return desk.view.goto("/ledger", sent, name=opened.name, at=places[0] if places else "")


def table(desk: Desk, sent: Sent) -> Response:
    """/returns/table: what is to be decided as a workbook, for those who decide it elsewhere."""
    found = _returned(desk, open_ledger(desk, sent), sent)
    return download(found.merging.table(), f"{Path(sent.one('name')).stem}-要定的事.xlsx", XLSX)


def _returned(desk: Desk, opened: Open, sent: Sent) -> Returned:
    """Raises InputError where a file cannot be read, or the files do not go together."""
    from drafter.work.merging import Merging, merge_files, sources_in
    from drafter.work.returning import return_draft

    sources = sent.values.get("source", [])
    if not sources:
        raise InputError("没有选文件。请先选填回的表，再按按钮。")
    ledger, paths = desk.folder.path(opened.name), [desk.folder.path(source) for source in sources]
    answers = {key: values[-1] for key, values in sent.values.items() if key.startswith(_CELL) and values[-1]}
    faults: dict[Path, list[str]] = {}
    if [path.suffix.lower() for path in paths] == [".docx"]:
        text, changes = return_draft(ledger, paths[0], phrasebank=own_bank(desk.folder))
        merging = Merging(text, changes, (), [], several=False)
    else:
        read = [_answered(desk, source, path, answers) for source, path in zip(sources, paths, strict=True)]
        try:
            merging = merge_files(ledger, sources_in(read, []), remembered_columns(desk), faults)
        except InputError:
            if not faults:
                raise
            merging = Merging(opened.text, Changes(), (), [], several=False)
    told = [
        f"{change.where}：{change.text}" for kind in _TOLD for change in merging.changes.of(kind) if not change.open
    ]
    notes = [desk.folder.without_root(note) for note in (*merging.notes, *told)]
    if len(paths) == 1:
        notes = [without_path(note, paths[0]) for note in notes]
    found = differences(opened.text, merging.text)
    kept = {one.path for one in found}
    notes_of = [(conflict, _note_of(conflict)) for conflict in merging.conflicts]
    asked = [Asked(c, note if note in kept else "", _alike(opened, c)) for c, note in notes_of]
    unread = [_unread(path, messages) for path, messages in faults.items()]
    return Returned(sources, unread, answers, found, asked, notes, merging)


_CELL = "cell:"  # cell:整改台账-财务股.xlsx|整改台账|G2
_NO_STATUS = pattern(
    r"工作表“(?P<sheet>[^“”]{1,40})”(?P<cell>[A-Z]{1,3}\d{1,7})：“(?P<said>[^“”]{0,60})”"
    r"不对，应是 (?P<which>[^。]{1,60}) 之一"
)


def _unread(path: Path, messages: list[str]) -> Unread:
    """What is wrong with a file; a status that is none is asked for."""
    cells = []
    for message in messages:
        asked = _NO_STATUS.search(message)
        if asked and set(asked["which"].split("、")) == set(get_args(Status)):
            key = f"{_CELL}{path.name}|{asked['sheet']}|{asked['cell']}"
            cells.append(Cell(key, asked["cell"], asked["said"]))
    said = [without_path(message, path) for message in messages]
    return Unread(path.name, [m for m in said if not (cells and m.startswith("这里的内容不对"))], cells)


def _answered(desk: Desk, source: str, path: Path, answers: dict[str, str]) -> Path:
    """The file that is read: what came back, or a copy of it with the statuses that were chosen for its cells."""
    from openpyxl import load_workbook

    mine = [(key.split("|"), value) for key, value in answers.items() if key.startswith(f"{_CELL}{path.name}|")]
    if not mine or path.suffix.lower() != ".xlsx":
        return path
    book = load_workbook(path)
    for parts, value in mine:
        if len(parts) == 3 and parts[1] in book.sheetnames and value in get_args(Status):
            book[parts[1]][parts[2]] = value
    copy = desk.folder.private("returned") / path.name
    copy.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(copy, packed(book))
    return copy


_TOLD = (
    "未收回",
    "没有动",
    "问题缺少",
    "措施缺少",
    "具体表现",
    "措辞",
    "清空",
)  # of what an update says, what no difference shows


def _alike(opened: Open, conflict: Conflict) -> str:
    """The problem that has the number already that somebody sent for another one."""
    from drafter.ledger.load import load_ledger_text
    from drafter.ledger.match import numbered_alike
    from drafter.ledger.merge import label

    if conflict.item != "编号":
        return ""
    problems, index = load_ledger_text(opened.text, opened.name).problems, int(steps_of(conflict.path)[1])
    twins = (numbered_alike(problems, index, answer.text) for answer in conflict.answers)
    return next((label(problems[twin]) for twin in twins if twin is not None), "")


def _note_of(conflict: Conflict) -> str:
    """Where an update keeps what was sent and not taken over."""
    problem = conflict.path.partition(".")[0]
    return f"{problem}.内部备注.待核·{conflict.item}"


def _decisions(asked: list[Asked], sent: Sent) -> list[Decision]:
    """Those that differ from what the ledger has. Raises InputError for own words that are not there."""
    from drafter.ledger.conflicts import Decision

    found, faults = [], []
    for conflict in (one.conflict for one in asked):
        choice = sent.one(f"settle:{conflict.path}", KEEP)
        own = sent.one(f"own:{conflict.path}").replace("\r\n", "\n").strip()
        said = {str(number): answer.text for number, answer in enumerate(conflict.answers)} | {OWN: own}
        if choice == OWN and not own:
            faults.append(f"{conflict.where} {conflict.item}：选了“另写”，但没有写。")
        elif choice in said and said[choice] != conflict.now:
            found.append(Decision(conflict.path, conflict.item, conflict.now, said[choice]))
    if faults:
        raise InputError(*faults)
    return found


def _place(path: str) -> tuple[str, str]:
    """The problem or part that a place belongs to, and where in it."""
    match steps_of(path):
        case ["问题", int(index), *inner]:
            group = f"问题[{index}]"
            return group, forms.spoken(path.removeprefix(f"{group}.")) if inner else "整个问题"
        case [str(part), *inner]:
            return part, forms.spoken(path.removeprefix(part).lstrip(".")) if inner else part
    return "", path


def _apart(old: str, new: str) -> tuple[Split, Split]:
    """What two values have in common before and behind, whole figures, so that the eye goes to the rest."""
    head = _shared(old, new)
    while head and any(_NUMERAL.match(text[head - 1 : head + 1]) for text in (old, new)):
        head -= 1
    tail = _shared(old[head:][::-1], new[head:][::-1])
    while tail and any(_NUMERAL.match(text[len(text) - tail - 1 :][:2]) for text in (old, new)):
        tail -= 1
    was, now = (Split(t[:head], t[head : len(t) - tail], t[len(t) - tail :]) for t in (old, new))
    return was, now


def _shared(one: str, other: str) -> int:
    """How many signs both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


PAGES = {"/returns": returns, "/returns/table": table}
CHANGES = {"/returns/bring": bring, "/returns/into": into, "/returns/take": take}
