"""What departments send back, one file or a folder, put into the ledger; and what of it somebody has to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drafter.errors import InputError
from drafter.folders import contents
from drafter.ledger.conflicts import Conflict, Sent, decided, merge_sent
from drafter.ledger.merge import Changes
from drafter.ledger.model import Ledger
from drafter.ledger.source import read_ledger_text
from drafter.own import apart
from drafter.text.normal import in_one_line
from drafter.work.importing import SHEETS, reported_by

_LEDGERS = (*SHEETS, ".yaml", ".yml")
_DRAFTS = (".docx", ".docm")


@dataclass(frozen=True)
class Merging:
    """The updated text, what was done, what is to be decided, what the readers of sheets have to say."""

    text: str
    changes: Changes
    conflicts: tuple[Conflict, ...]
    notes: list[str]
    several: bool  # more than one came back
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # path -> the files that it came from

    def undecided(self, table: Path | None) -> Iterator[str]:
        """For the screen. What one department sends is told with the changes; of several, what they disagree on is
        listed. `table`: where it is written to."""
        if not self.conflicts:
            return
        how = f"已写入 {table}，选好后用 --from {table} 写回" if table else "加 --conflicts 待定.xlsx 得到可以填的表"
        if table or self.several:
            yield f"要定的有{len(self.conflicts)}处（{how}）："
        if self.several:
            yield from (f"  {number}. {conflict.line()}" for number, conflict in enumerate(self.conflicts, 1))

    def table(self) -> bytes:
        from drafter.ledger.excel_conflicts import write_conflicts

        return write_conflicts(self.conflicts)


def sources_in(given: list[Path], leave: list[Path]) -> list[Path]:
    """The files of a --from, folders opened, in the order of their names. `leave`: files that lie in a folder for
    another reason. Raises InputError for a folder without any, and for drafts beside ledgers."""
    from drafter.work.gate import same_file

    out: list[Path] = []
    for path in given:
        if not path.is_dir():
            out.append(path)
            continue
        inside = [p for p in sorted(path.iterdir()) if p.suffix.lower() in _LEDGERS]
        inside = [p for p in inside if not p.name.startswith((".", "~$"))]
        inside = apart(inside).files
        inside = [p for p in inside if not any(same_file(p, other) for other in leave)]
        if not inside:
            raise InputError(f"{path}：文件夹里没有填回的台账（{'、'.join(_LEDGERS[:3])}、.yaml）。")
        out += inside
    if len(out) > 1 and (drafts := [p for p in out if p.suffix.lower() in _DRAFTS]):
        raise InputError(f"{drafts[0]}：改过的稿子一次收回一份，请单独写 --from {drafts[0].name}。")
    return out


def merge_files(
    ledger: Path, sources: list[Path], mapping: list[str], unread: dict[Path, list[str]] | None = None
) -> Merging:
    """The ledger with what these files hold. Raises InputError where one of them cannot be read; nothing is merged
    then. `unread` takes those that cannot be read, with what is wrong, where the others are to be merged all the same.
    """
    text = read_ledger_text(ledger)
    if tables := [path for path in sources if path.suffix.lower() in SHEETS and _is_table(path)]:
        if len(sources) > 1:
            raise InputError(f"{tables[0]}：填好的待定表请单独写回，不和别的文件一起。")
        return _decided(ledger, text, tables[0])
    sent, notes, faults = [], [], []
    for path in sources:
        try:
            found = reported_by(path, mapping)
        except InputError as error:
            faults += error.messages
            if unread is not None:
                unread[path] = error.messages
            continue
        sent.append(Sent(in_one_line(path.name), found.ledger, found.given))
        notes += [note if path.name in note or len(sources) == 1 else f"{path.name}：{note}" for note in found.notes]
    if faults and (unread is None or not sent):
        raise InputError(*faults)
    sources = [path for path in sources if path not in (unread or {})]
    merged = merge_sent(text, str(ledger), _named_apart(sources, sent))
    return Merging(merged.text, merged.changes, merged.conflicts, notes, len(sent) > 1, merged.names)


def shared_problems(ledger: Path, newer: Ledger) -> int:
    """How many of the newer ledger's problems that ledger has; none where it cannot be read."""
    from drafter.ledger.load import load_ledger
    from drafter.ledger.match import match_problems

    try:
        return len(match_problems(load_ledger(ledger).problems, newer.problems))
    except InputError:
        return 0


def _named_apart(sources: list[Path], sent: list[Sent]) -> list[Sent]:
    """Files of one name in several folders are told by their folders too."""
    names = [one.name for one in sent]
    return [
        one._replace(name=f"{path.parent.name}/{one.name}") if names.count(one.name) > 1 else one
        for path, one in zip(sources, sent, strict=True)
    ]


def _is_table(path: Path) -> bool:
    """Seen by the name of its sheet, without reading the sheets."""
    from drafter.ledger.excel_conflicts import TITLE
    from drafter.word.package import Package

    if path.suffix.lower() != ".xlsx":
        return False
    try:
        names = Package(contents(path), str(path), "excel").part("xl/workbook.xml") or b""
    except (OSError, InputError):
        return False  # who reads it will say what is wrong
    return TITLE in names.decode("utf-8", "replace")


def _decided(ledger: Path, text: str, table: Path) -> Merging:
    from drafter.ledger.excel_conflicts import read_decisions
    from drafter.ledger.excel_sheet import read_workbook

    result, changes = decided(text, str(ledger), read_decisions(str(table), read_workbook(table)))
    notes = [] if changes else [f"{table}：“采用”一列没有填，台账没有变。"]
    return Merging(result, changes, (), notes, False)
