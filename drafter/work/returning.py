"""update --from 改稿.docx: the draft that a person edited, back in the ledger it was drafted from.

The draft is made again from the ledger as it stands and read by the same reader as the edited file; what differs
between the two readings goes where it came from. Then the result is drafted once more: what comes out otherwise than
the person wrote it (a phrase drawn anew because another was fixed) is fixed too; what still differs is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.errors import InputError
from drafter.ledger.edition import INSIDE, Edition, edition_of
from drafter.ledger.merge import Change, Changes
from drafter.text.normal import squeezed
from drafter.work.fields_back import facts_back

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger
    from drafter.phrases.bank import Bank
    from drafter.report import Report
    from drafter.template import Template

_ROUNDS = 4  # a fixed text may move another one, which is then fixed as well
_SECTIONS = ("leadership", "progress", "next_steps", "other")  # roles of what a notice tells
_CLEARLY_OURS = 0.9  # of the edited draft's paragraphs come out of the template that the ledger names
_CLEARLY_MORE = 0.04  # of them come out of another only
_LEAST_SHARED = 0.3  # of the paragraphs: below that the file is no edited draft of this ledger
_QUOTED = 40
_TOLD = 8  # paragraphs that do not come out as written, each told


class _Version(NamedTuple):
    """A draft, as it was read."""

    report: Report
    ledger: Ledger
    wordings: list[str | None]  # of the problems' headings


@dataclass
class _Drafting:
    """How the draft was made: the same way it is made again."""

    path: Path
    template: str | None
    edition: Edition
    like: int
    bank: Callable[[], Bank]

    def ledger(self, text: str) -> Ledger:
        from drafter.ledger.load import load_ledger_text

        return load_ledger_text(text, str(self.path))

    def found_template(self, ledger: Ledger) -> Template:
        from drafter.template import template_of

        return template_of(self.template, self.path, ledger.notice.template)

    def composed(self, ledger: Ledger, template: Template) -> Report:
        from drafter.compose import compose
        from drafter.ledger.load import Positions
        from drafter.work.drafting import since_previous

        since = since_previous(self.path, ledger, Positions(str(self.path), None))
        return compose(ledger, template.manifest, self.bank, since, self.like, self.edition)

    def composed_of(self, text: str) -> tuple[Ledger, Report]:
        """The ledger of a text, and the notice that it gives."""
        ledger = self.ledger(text)
        return ledger, self.composed(ledger, self.found_template(ledger))

    def with_nearest_template(self, ledger: Ledger, edited: Report) -> _Drafting:
        """The same with the template that the edited draft was made with: the one that the ledger names, unless
        another template gives more of its paragraphs. Title, contact and signature tell nothing: all have the same."""
        from drafter.template import beside, list_templates

        theirs = Counter(_printed(edited, sections_only=True))

        def shared(template: Template) -> int:
            ours = _printed(self.composed(ledger, template), sections_only=True)
            return (Counter(ours) & theirs).total()

        named = self.found_template(ledger)
        of_named = shared(named)
        if of_named >= _CLEARLY_OURS * theirs.total():
            return self
        others = [found.template for found in list_templates(beside(self.path)) if found.template is not None]
        best = max(others, key=shared, default=named)
        more = shared(best) - of_named
        return replace(self, template=str(best.folder)) if more > _CLEARLY_MORE * theirs.total() else self

    def made(self, ledger: Ledger) -> _Version:
        """The draft of that ledger, read."""
        from drafter.read import report_of
        from drafter.render import render
        from drafter.work.drafting import annex_rows

        template = self.found_template(ledger)
        report = self.composed(ledger, template)
        rows = annex_rows(edition_of(ledger, self.edition)) if template.manifest.annex else None
        data = render(report, template, annex_rows=rows, clean=True)
        return _version(report_of(data, "稿.docx", force=True), template)


def _version(report: Report, template: Template) -> _Version:
    from drafter.ledger.from_report import heading_wordings, ledger_from_report

    return _Version(report, ledger_from_report(report, template.manifest.name)[0], heading_wordings(report))


def return_draft(
    ledger: Path,
    edited: Path,
    template: str | None = None,
    edition: Edition | None = None,
    like: int = 0,
    phrasebank: Path | None = None,
) -> tuple[str, Changes]:
    """The ledger's text with what a person changed in its draft, and what is to be said of it.

    `template`, `edition`, `like`, `phrasebank`: how it was drafted; left out, as the ledger and the edited file say.
    Raises InputError where either cannot be read, or the file is no draft of this ledger.
    """
    from drafter.ledger.load import usable_text
    from drafter.ledger.returned import Headed, returned
    from drafter.ledger.source import read_ledger_text
    from drafter.phrases.bank import load_bank
    from drafter.read import read_report
    from drafter.work.checking import edition_found

    text = usable_text(read_ledger_text(ledger), str(ledger))
    report = read_report(edited, force=True)
    found = edition or edition_found(edited, report)
    way = _Drafting(ledger, template, found, like, cache(lambda: load_bank(phrasebank)))
    told: list[Change] = []
    if template is None and (nearest := way.with_nearest_template(way.ledger(text), report)) is not way:
        way = nearest
        name = way.found_template(way.ledger(text)).manifest.name
        told.append(Change("模板", "通报", f"稿子像是用模板“{name}”起草的，已按它比较；不是的，用 --template 写明"))
    theirs = _version(report, way.found_template(way.ledger(text)))
    _refuse_another(edited, ledger, way.made(way.ledger(text)), theirs)
    text, facts = facts_back(text, edition_of(way.ledger(text), found), report, way.composed_of)
    told += facts
    for number in range(_ROUNDS):
        ours = way.ledger(text)
        base = way.made(ours)
        headed = Headed(base.wordings, theirs.wordings)
        back = returned(edition_of(ours, found), base.ledger, theirs.ledger, headed, found == INSIDE)
        told += back.told if number == 0 else _fixed(back.told)
        if not back:
            return text, Changes((*told, *_left(base.report, theirs.report)))
        text = back.applied(text)
    left = _left(way.made(way.ledger(text)).report, theirs.report)
    return text, Changes((*told, *left))


def _fixed(changes: list[Change]) -> Iterator[Change]:
    """Of a later round: what had to be fixed so that it comes out as it is."""
    for change in changes:
        if change.kind == "措辞":
            yield Change("照改稿写定", change.where, change.text)


def _refuse_another(edited: Path, ledger: Path, base: _Version, theirs: _Version) -> None:
    ours, others = _paragraphs(base.report), _paragraphs(theirs.report)
    shared = sum((Counter(ours) & Counter(others)).values())
    if shared < _LEAST_SHARED * min(len(ours), len(others)):
        raise InputError(
            f"{edited}：看不出是由 {ledger} 起草的稿子（{len(others)}段里只有{shared}段相同），没有写出。"
            "起草时用了 --template、--like 或 --for 的，这里也要写上；旧通报请用 drafter import。"
        )


def _printed(report: Report, *, sections_only: bool = False) -> list[str]:
    """The paragraphs of a notice without white space; `sections_only`: those of its sections."""
    lines: dict[int | None, str] = {}
    for passage, place in report.walk():
        if sections_only and place.role not in _SECTIONS:
            continue
        lines[passage.line] = lines.get(passage.line, "") + passage.text
    return [squeezed(text) for text in lines.values()]


def _paragraphs(report: Report) -> list[str]:
    """The body's paragraphs without white space, the title in one."""
    lines = {p.line for p in report.title_lines}
    body = [text for p in report.paragraphs if p.line not in lines and (text := squeezed(p.text))]
    return [squeezed(report.title or ""), *body]


def _left(base: Report, edited: Report) -> Iterator[Change]:
    """Paragraphs that drafting again does not give as the person wrote them."""
    ours, theirs = Counter(_paragraphs(base)), Counter(_paragraphs(edited))
    missing, extra = list((theirs - ours).elements()), list((ours - theirs).elements())
    for text in missing[:_TOLD]:
        yield Change("未收回", "再起草一次还不同的", f"改稿里的“{_short(text)}”没有收回，请在台账里照着改")
    for text in extra[:_TOLD]:
        yield Change("未收回", "再起草一次还不同的", f"仍会印出“{_short(text)}”")
    if (more := max(0, len(missing) - _TOLD) + max(0, len(extra) - _TOLD)) > 0:
        yield Change("未收回", "再起草一次还不同的", f"另有{more}段")


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "…"
