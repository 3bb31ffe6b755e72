"""The notice as it would be printed, each stretch of it leading to where it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.compose.facts import UNTOLD
from drafter.compose.held import SEED
from drafter.errors import InputError
from drafter.ledger.load import Positions, load_ledger_text
from drafter.patterns import pattern
from drafter.web.forms import spoken

if TYPE_CHECKING:
    from drafter.ledger.edition import Edition
    from drafter.ledger.merge import Since
    from drafter.ledger.model import Ledger
    from drafter.phrases.bank import Bank
    from drafter.report import Report
    from drafter.template import Template
    from drafter.web.folder import Folder

_UNTOLD = f"【待补：{UNTOLD}】"
_MARK = pattern("【待补[^】]*】")


class Piece(NamedTuple):
    """A stretch of one origin: ledger, phrase, count, template or missing, or words of the bank that join the facts of
    a part (`joined`); `ref` is its ledger path or phrase id, `place` the ledger path where the bank's words can be put
    otherwise."""

    text: str
    kind: str
    ref: str
    place: str = ""


@dataclass(frozen=True)
class Printed:
    """A paragraph of the preview. `part` says how it looks (heading, group, point, measure …)."""

    part: str
    role: str
    problem: str | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


class Worded(NamedTuple):
    """Which words of the phrasebank stand at which places of a notice that was shown."""

    of: tuple[str, str, str]  # the hash of the ledger, the template, the edition
    entries: dict[str, str]


class Missing(NamedTuple):
    """A fact that is still missing, and the ledger path where it belongs; `wording`: not a fact, another wording of
    what stands there is asked for."""

    text: str
    path: str
    wording: bool = False

    @property
    def what(self) -> str:
        """The fact alone: 巡视组."""
        return self.text.removeprefix("待补：").removeprefix("待补:")

    @property
    def where(self) -> str:
        """The place in people's words."""
        return spoken(self.path)


def composed(
    text: str,
    name: str,
    folder: Folder,
    template: str = "",
    edition: Edition = "社会",
    record: dict[str, str] | None = None,
) -> tuple[Report, Ledger, Template]:
    """The notice that the ledger's text gives, in the template named or its own. `record` takes what its parts were
    drawn by.

    Raises InputError where the ledger or the template cannot be used.
    """
    from drafter.compose import compose
    from drafter.template import template_of

    ledger = load_ledger_text(text, name)
    found = template_of(folder.template(template), folder.path(name), ledger.notice.template)
    since = _since(ledger, name, folder)
    return compose(ledger, found.manifest, bank_of(folder), since, edition=edition, record=record), ledger, found


class Standing(NamedTuple):
    """What the notice says of how far the problems are, all together."""

    given: bool  # 进展概述 is written, whatever it says
    printed: str = ""  # what the template counts and prints where it is not
    proposed: str = ""  # what could stand there, by the statuses in the ledger
    unknown: int = 0  # problems without a status
    unfinished: str = ""  # 推进中3个、长期坚持3个, where the notice says it nowhere
    wrong: tuple[str, ...] = ()  # counts in 进展概述 that the statuses in the ledger do not give


def standing(entry: Ledger, template: Template, edition: Edition) -> Standing:
    """Of the notice that a ledger gives in that template."""
    from drafter.compose.stages import STATUSES, proposed_overview
    from drafter.ledger.edition import edition_of

    shown = edition_of(entry, edition)
    statuses = [problem.status for _, problem in shown.printed_problems()]
    proposed = proposed_overview(shown) or ""
    layout = template.manifest.layout
    printed = proposed if layout.stage_figures else ""
    told = bool(shown.progress_overview) or bool(printed) or "{状态}" in layout.problem_heading
    counted = [f"{s}{n}个" for s in STATUSES if s != "已完成" and (n := statuses.count(s))]
    unfinished = "" if told else "、".join(counted)
    given = shown.progress_overview or ""
    wrong = tuple(_counted_otherwise(given, shown)) if given else ()
    return Standing(bool(given), printed, proposed, statuses.count(None), unfinished, wrong)


def _counted_otherwise(text: str, ledger: Ledger) -> Iterator[str]:
    """What the check will say of the counts by status in a text."""
    from drafter.check.matching import Matching
    from drafter.check.model import Finding
    from drafter.check.rules_ledger_statuses import status_counts_of_the_ledger
    from drafter.check.stretches import stretches
    from drafter.report import Passage, Place, Report

    said = stretches([(Passage(line), Place("整改进展", "progress")) for line in text.splitlines()])
    for found in status_counts_of_the_ledger(Matching(ledger, Report()), said):
        if isinstance(found, Finding):
            yield found.message


def record_of(ledger: Ledger, drawn: dict[str, str]) -> dict[str, str]:
    """What holds from now on, as the ledger keeps it."""
    from drafter.compose.variety import Variety

    return {SEED: Variety(ledger).seed, **drawn}


def changed_record(before: dict[str, str], now: dict[str, str], but: str = "") -> list[str]:
    """The places of the parts that are worded otherwise, beside the one that holds the place `but`."""
    chosen = but.rpartition(".")[0] if "要点[" in but else but
    places = (place for place in now if place in before and before[place] != now[place])
    return [place for place in places if place not in (chosen, SEED) and not place.endswith("要点")]


def _since(ledger: Ledger, name: str, folder: Folder) -> Since | None:
    if not ledger.notice.previous:
        return None
    from drafter.work.drafting import since_previous

    folder.path(ledger.notice.previous)  # nowhere outside
    return since_previous(folder.path(name), ledger, Positions(name, None))


def own_bank(folder: Folder) -> Path | None:
    """The folder's own phrasebank."""
    return next((own for name in ("phrasebank", "词条库") if (own := folder.root / name).is_dir()), None)


def bank_of(folder: Folder) -> Callable[[], Bank]:
    """The office's phrasebank where the folder has one, else the shipped one; read once while unchanged."""
    own = own_bank(folder)
    files = [(p.name, p.stat()) for p in own.glob("*.yaml")] if own else []
    stamp = tuple(sorted((name, state.st_mtime_ns, state.st_size, state.st_ino) for name, state in files))
    return lambda: _bank(own, stamp)


@lru_cache(maxsize=4)
def _bank(folder: Path | None, stamp: tuple[tuple[str, int, int, int], ...]) -> Bank:
    from drafter.phrases.bank import load_bank

    return load_bank(folder)


def printed(report: Report, ledger: Ledger) -> list[Printed]:
    """The notice paragraph by paragraph, every stretch with its origin."""
    from drafter.compose.wordings import SECTIONS, wordings

    out: list[Printed] = []
    worded, line = wordings(report, ledger), None
    for passage, place in report.walk():
        pieces, at = [], 0
        mine = worded.get(id(passage), [])
        for origin in sorted(passage.origins):
            if origin.start > at:
                pieces.append(Piece(passage.text[at : origin.start], "template", ""))
            start = max(at, origin.start)
            if origin.end > start:
                kind, ref = str(origin.kind), origin.ref
                open_ = kind == "phrase" or passage.text[start : origin.end] == _UNTOLD
                path = next((w.path for w in mine if w.start <= start < w.end), "") if open_ else ""
                if not path and kind in ("phrase", "count") and place.role in SECTIONS:  # joins the facts of its part
                    kind, ref = "joined", SECTIONS[place.role]
                pieces += _pieces(passage.text[start : origin.end], kind, ref, path)
            at = max(at, origin.end)
        if at < len(passage.text):
            pieces.append(Piece(passage.text[at:], "template", ""))
        if out and passage.start and passage.line == line:  # goes on in the same paragraph
            out[-1] = replace(out[-1], pieces=(*out[-1].pieces, *pieces))
        else:
            out.append(Printed(place.part, place.role or "", place.problem, tuple(pieces)))
        line = passage.line
    return out


def _pieces(text: str, kind: str, ref: str, place: str) -> list[Piece]:
    """A stretch as it is, or, of what the ledger says, with what it still waits for apart."""
    if kind != "ledger":
        return [Piece(text, kind, ref, place)]
    marks = [(m.start(), m.end()) for m in _MARK.finditer(text)]
    cuts = [0, *(at for mark in marks for at in mark), len(text)]
    starts = {start for start, _ in marks}
    parts = ((a, text[a:b]) for a, b in pairwise(cuts) if b > a)
    return [Piece(part, "missing" if at in starts else kind, ref, place) for at, part in parts]


def of_problem(paragraphs: list[Printed], index: int) -> list[Printed]:
    """The paragraphs that print one problem of the ledger; none where it is not printed."""
    path = f"问题[{index}]."
    numbers = {p.problem for p in paragraphs if p.problem and any(piece.ref.startswith(path) for piece in p.pieces)}
    return [p for p in paragraphs if p.problem in numbers]


def entries_of(paragraphs: list[Printed]) -> dict[str, str]:
    """Place -> the phrasebank's words there."""
    found: dict[str, str] = {}
    for piece in (piece for paragraph in paragraphs for piece in paragraph.pieces if piece.place):
        found[piece.place] = found.get(piece.place, "") + piece.text
    return found


def missing(paragraphs: list[Printed]) -> list[Missing]:
    """What is still to be filled in, in printed order; what is missing in several sentences is one fact."""
    found = []
    for paragraph in paragraphs:
        for piece in paragraph.pieces:
            marks = [piece.text] if piece.kind == "missing" else _MARK.findall(piece.text)
            place, wording = (piece.place, True) if piece.kind == "missing" and piece.place else (piece.ref, False)
            found += [Missing(mark.strip("【】"), place, wording) for mark in marks]
    return list(dict.fromkeys(found))


def faults_of(error: InputError, name: str) -> list[str]:
    """What is wrong with a ledger, without the file's name before each line."""
    return [message.removeprefix(f"{name}:").removeprefix(f"{name}：") for message in error.messages]


_PLACED = pattern(r"^\d+: (?P<path>[^：\s]+)：")  # 13: 巡视.结束：应写成日期


def placed_faults(messages: list[str]) -> tuple[list[str], list[str]]:
    """The ledger's places that messages are about (empty for none), and the messages in people's words."""
    found = [_PLACED.match(message) for message in messages]
    said = [f"{spoken(m['path'])}：{t[m.end() :]}" if m else t for m, t in zip(found, messages, strict=True)]
    return [m["path"] if m else "" for m in found], said
