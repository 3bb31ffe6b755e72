"""How an office words an opening (导语) and a contact (联系方式), with a slot wherever a notice has a fact of its own.

A form is a paragraph with {部署}, {开始}, {电话} … in it. Made of a notice, it keeps nothing of that notice: what is
no slot and still is its own (a figure, a day, a body, a place) is left out, with the clause or the item it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.report import Contact, Report
from drafter.report.contact import contact_lines
from drafter.template.forms import BRACKETED, DISCLOSES, MARKS, NUMBER, SLOT, closed, in_print, without_items
from drafter.text.bodies import bodies_in
from drafter.text.dates import dates_in, written
from drafter.text.normal import fold
from drafter.text.ordinals import ordinal_at
from drafter.text.places import mentions
from drafter.text.quantities import quantities
from drafter.text.sentences import clauses, full_sentences

_TOLD = {"巡视组"}, {"开始", "反馈"}  # of each one at least, or the form is none of an opening
_KIND = r"巡[视察](?:[“\"‘]?回头看[”\"’]?)?"
_INSPECTED = pattern(
    rf"""
      (?<=开展|进行) (?P<done>了?) (?P<a>[^，,。；;]{{0,24}}{_KIND})(?!组|工作)  # 开展了为期两个月的常规巡视
    | (?<=反馈) (?P<told>了?) (?P<b>(?!了)[^，,。；;]{{1,12}}{_KIND})(?=意见|情况)  # 反馈了巡视“回头看”意见
    | (?P<c>巡[视察][“"‘]回头看[”"’])
    """,
    re.VERBOSE,
)
_TEAM = pattern("巡[视察]组")
_TO = pattern(r"向(?P<whom>[^，,。；;、{}]{1,20}?)(?=(?:进行了?)?(?:集中|书面|正式)?反馈)")
_FED_BACK = pattern(r"^[^。；;]{0,40}?反馈")
_PERIOD = pattern(r"至|到|[-—~–]")
_PLACE_END = pattern(r"(?:[省市区县州旗镇乡]|街道|自治区)$")


def opening_form(report: Report) -> list[str]:
    """The paragraphs of the opening as forms; none where the opening does not say who inspected when."""
    own = _names_of(report)
    lines = [in_print(_opening_line(p.text, report, own)) for p in report.preamble]
    found = {name for line in lines for name in SLOT.findall(line)}
    return [line for line in lines if line] if all(found & names for names in _TOLD) else []


def contact_form(report: Report) -> list[str]:
    """The lines of the contact as forms; none where something of what the notice tells has no place in them. What
    stands in cells is left to the table of the template."""
    contact = report.contact or Contact()
    facts = [(contact.phone, "电话"), (contact.address, "地址"), (contact.postcode, "邮编"), (contact.email, "邮箱"),
             (contact.hours, "受理时间")]  # fmt: skip
    own = _names_of(report)
    lines: list[str] = []
    for line, _ in contact_lines(report):
        form = in_print(_contact_line(line, facts, own))
        if form.startswith("{") and lines and lines[-1][-1] in "：:":
            lines[-1] += form  # a label whose value went to the next line
        elif form:
            lines.append(form)
    found = {name for line in lines for name in SLOT.findall(line)}
    return lines if all(name in found for value, name in facts if value) else []


# --- slots ---------------------------------------------------------------------------------------------------------


class _Found(NamedTuple):
    start: int
    end: int
    slots: str  # {开始}至{结束}


def _put(text: str, found: Iterable[_Found]) -> str:
    """The text with slots in it; of two that overlap, the first named stays."""
    taken: list[_Found] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in taken):
            taken.append(one)
    for one in sorted(taken, reverse=True):
        text = text[: one.start] + one.slots + text[one.end :]
    return text


def _literal(text: str, value: str | None, name: str) -> Iterator[_Found]:
    folded, wanted = fold(text), fold(value or "").strip()
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        yield _Found(at, at + len(wanted), f"{{{name}}}")
        at = folded.find(wanted, at + len(wanted))


def _opening_line(text: str, report: Report, own: frozenset[str]) -> str:
    text = text.strip()
    folded, inspection = fold(text), report.inspection
    found = list(_literal(text, inspection.team, "巡视组"))
    for match in _TO.finditer(text):
        name = "对象" if fold(match["whom"]) == fold(inspection.target or "") else "简称"
        found.append(_Found(match.start("whom"), match.end("whom"), f"{{{name}}}"))
    for one in _literal(text, inspection.target, "对象"):
        committee = _COMMITTEE.match(text, one.end)  # 现将岭川省|委…
        found.append(_Found(one.start, committee.end(), "{简称}") if committee else one)
    for date in dates_in(folded):
        if date.first != date.last and _PERIOD.search(date.text):
            found.append(_Found(date.start, date.end, "{开始}至{结束}"))
        elif _FED_BACK.match(folded[date.end :]):
            found.append(_Found(date.start, date.end, "{反馈}"))
    found += [_Found(b.start, b.end, "{巡视组}") for b in bodies_in(folded) if b.kind == "巡视组"]
    found += [_Found(m.start(), m.end(), "{巡视组}") for m in _TEAM.finditer(text)]
    found += _literal(text, inspection.deployer, "部署")
    for match in _INSPECTED.finditer(text):
        group = next(name for name in "abc" if match[name])
        found.append(_Found(match.start(group), match.end(group), "{巡视}"))
    slotted = _put(text, found).replace("巡察", "巡视")
    return "".join(_told(span.of(slotted), own) for span in full_sentences(slotted))


_COMMITTEE = pattern("委(?!员|托|派)")
_GROUND = pattern("根据|按照|依照|依据")


def _told(sentence: str, own: frozenset[str]) -> str:
    """What a sentence says of the inspection, or that it is made public; nothing else of it, nor what is the notice's
    own. Of what is said of the publication, nothing is left out but what was done before it."""
    parts = [span.of(sentence) for span in clauses(sentence)]
    public = next((i for i, part in enumerate(parts) if DISCLOSES.search(part)), None)
    if public is not None:
        start = next((i for i, part in enumerate(parts) if i == public or _GROUND.match(part.strip())), public)
        return "" if any(_is_own(part, own) for part in parts[start:]) else "".join(parts[start:])
    kept = [part for part in parts if (SLOT.search(part) or "反馈" in part) and not _is_own(part, own)]
    if not any(set(SLOT.findall(part)) & _OF_INSPECTION for part in kept):
        return ""
    return closed(kept, parts[-1])


_OF_INSPECTION = {"部署", "巡视组", "开始", "反馈"}


def _contact_line(text: str, facts: Sequence[tuple[str | None, str]], own: frozenset[str]) -> str:
    text = text.strip()
    heading = ordinal_at(fold(text))
    slotted = _put(text, [one for value, name in facts for one in _literal(text, value, name)])
    if heading and not SLOT.search(slotted) and len(text) < _HEADING and text[-1] not in MARKS:
        rest = text[heading.end :].lstrip("、.． ")
        return "" if _is_own(rest, own) else f"{{{NUMBER}}}{rest}"
    number = text[: heading.end] if heading and slotted.startswith(text[: heading.end]) else ""
    slotted = slotted[len(number) :].replace("巡察", "巡视")
    out = [_said(span.of(slotted), own) for span in full_sentences(slotted)]
    return number + "".join(out) if "".join(out).strip(MARKS) else ""


_HEADING = 16
_LABELLED = pattern(r"[^：:，。；]{2,12}[：:]\s*[^：:\s]")  # 受理单位：…


def _said(sentence: str, own: frozenset[str]) -> str:
    """A sentence of a contact without the items that are one office's own: a number or an address that no slot takes,
    whom to ask for, what is said in brackets of a number. A formula with such an item is left out whole."""
    if not SLOT.search(sentence):
        return "" if _is_own(sentence, own) or _LABELLED.match(sentence.strip()) else sentence
    bare = BRACKETED.sub(lambda m: m[0] if SLOT.search(m[0]) or _ASKS.search(m[0]) else "", sentence)
    kept = without_items(bare, lambda item: _is_own(item, own) or bool(_LABELLED.match(item) and not SLOT.search(item)))
    return kept if SLOT.search(kept) else ""


def _fact(item: str) -> bool:
    """Whether an item is a label with a value that no slot takes."""
    return not SLOT.search(item) and _LABELLED.match(item) is not None


_ASKS = pattern("请|注明")  # （信封请注明“…”）


# --- what is a notice's own ----------------------------------------------------------------------------------------


def _is_own(text: str, own: frozenset[str]) -> bool:
    """Whether words outside of the slots belong to one notice."""
    said = fold(SLOT.sub("", text))
    return (
        any(char.isdigit() for char in said)
        or "@" in said
        or any(name in said for name in own)
        or bool(written(said) or quantities(said) or mentions(said))
        or any(body.text[0] not in _OURS for body in bodies_in(said))
    )


_OURS = "我本该"  # 我局
_UNIT = pattern(r"(?:中共|中国共产党)?(?P<unit>.{2,30}?)(?:委员会|工作委员会|党工?委|党组|党?总支|党?支部)")


def _names_of(report: Report) -> frozenset[str]:
    """The proper names of the notice: its unit, its place, who signs and who inspected, without their level."""
    inspection = report.inspection
    bodies = [fold(text).strip() for text in (inspection.target or "", *(p.text for p in report.signers)) if text]
    names = {body.place for text in (report.title or "", *bodies) for body in bodies_in(fold(text)) if body.place}
    names |= {*bodies, *(match["unit"] for text in bodies if (match := _UNIT.match(text)))}
    names |= {fold(inspection.team)} if inspection.team else set()
    return frozenset(name for whole in names for name in (whole, _PLACE_END.sub("", whole)) if len(name) > 1)
