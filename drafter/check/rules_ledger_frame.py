"""L4, L5: what the notice says of itself (totals, inspection, title, signature, contact) against the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.check.matching import Matching
from drafter.check.model import Finding, Looked
from drafter.check.registry import rule
from drafter.check.rules_totals import announced_measures, announced_problems
from drafter.ledger.counting import measures_told
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report
from drafter.text.dates import chinese_date
from drafter.text.normal import fold, letters
from drafter.text.numerals import ONE_TO_TEN

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger


@rule(
    "L401",
    slug="ledger-totals",
    title="公布的总数与台账不符",
    severity="error",
    reason="总数按台账里公开的问题和措施数；把不公开的也数进去，读者一数就知道有没公布的。",
    wrong="台账公开34个问题（另有2个不公开），通报写“反馈的36个问题”",
    right="通报写“34个问题”",
)
def totals(matching: Matching, passages: Passages) -> Iterator[Finding]:
    """Announced totals of problems and measures against the ledger's."""
    entries = matching.ledger.problems
    public = [e for e in entries if e.public]
    if not public:
        return
    aspects = sum(len(e.aspects) or 1 for e in public)
    whose = "共有" if matching.inside else "公开的是"
    for announced in announced_problems(passages):
        if announced.total not in {len(public), aspects}:
            hidden = announced.total == len(entries)
            note = "，把不公开的也数进去了" if hidden else ""
            yield Finding.on(
                announced.passage,
                announced.place,
                f"这里说有{announced.total}个问题，台账{whose}{len(public)}个{note}",
                announced.span,
            )
    count, whole = measures_told(public), sum(len(e.all_measures()) for e in entries)
    measures = count.listed
    for announced in announced_measures(passages) if count.known else ():
        if announced.total not in (measures, count.written) and measures:
            hidden = announced.total == whole
            near = hidden or abs(announced.total - measures) <= max(3, announced.total // 10)
            note = "，把不公开的也数进去了" if hidden else ""
            yield Finding.on(
                announced.passage,
                announced.place,
                f"这里说有{announced.total}条整改措施，台账{whose}{measures}条{note}",
                announced.span,
                severity=None if hidden or announced.total < measures else "warning" if near else "info",
            )


def _agree(ours: str, printed: str) -> bool:
    a, b = letters(ours), letters(printed)
    return not a or not b or a in b or b in a


@rule(
    "L501",
    slug="ledger-inspection",
    title="巡视的基本事实与台账不符",
    severity="error",
    reason="巡视组、起止日期、反馈日期以台账为准；沿用旧稿时最容易留下上一轮的。",
    wrong="台账“省委第三巡视组”，导语“省委第五巡视组”",
    right="两处一致",
)
def inspection_facts(report: Report, ledger: Ledger) -> Iterator[Finding | Looked]:
    """Team, days and kind of the inspection in the preamble against the ledger."""
    facts, tour = report.inspection, ledger.tour
    if not report.preamble:
        return
    text = "".join(p.text for p in report.preamble)
    passage, place = report.preamble[0], Place("导语", "preamble")
    if tour.team and facts.team:
        yield Looked("ledger-inspection")
    if tour.team and facts.team and not _agree(tour.team, facts.team):
        message = f"巡视组台账是“{tour.team}”，这里是“{facts.team}”"
        yield Finding.on(passage, place, message, _words(passage, facts.team))
    days = (("开始", tour.start, facts.start), ("结束", tour.end, facts.end), ("反馈", tour.feedback, facts.feedback))
    for name, ours, printed in days:
        if ours and printed:
            yield Looked("ledger-inspection")
        if ours and printed and ours != printed:
            message = f"巡视{name}日期台账是{chinese_date(ours)}，这里是{chinese_date(printed)}"
            yield Finding.on(passage, place, message, _words(passage, f"{printed.month}月{printed.day}日"))
    other = {"巡视": "巡察", "巡察": "巡视"}.get(tour.kind or "")
    if other and tour.kind and tour.kind not in text and other in text:
        yield Finding.on(passage, place, f"台账的类别是“{tour.kind}”，导语写的是“{other}”", _words(passage, other))


def _words(passage: Passage, words: str) -> tuple[int, int] | None:
    at = fold(passage.text).find(fold(words))
    return (at, at + len(words)) if at >= 0 else None


@rule(
    "L502",
    slug="ledger-heading-and-signature",
    title="标题、地区、落款或日期与台账不符",
    severity="error",
    reason="拿别的单位或上一年的通报改写时，标题和落款里常留下旧的名称和日期。",
    wrong="台账落款“中共江州市云岭区委员会”，通报落款“中共江州市青屿县委员会”",
    right="两处一致",
)
def heading_and_signature(report: Report, ledger: Ledger) -> Iterator[Finding]:
    """Title, region, signers and date against the ledger; silent where the ledger or the notice has none."""
    notice = ledger.notice
    if notice.title and report.title_lines and letters(notice.title) != letters(report.title or ""):
        place = Place("标题", "title", part="heading")
        yield Finding.on(report.title_lines[0], place, f"标题与台账不同，台账是“{''.join(notice.title.split())}”")
    yield from _region(report, ledger)
    yield from _who_inspected(report, ledger)
    printed = {letters(p.text): p for p in report.signers}
    ours = {letters(s): s for s in notice.signers}
    place = Place("落款", "signers")
    if printed and ours:
        for key in [k for k in ours if k not in printed]:
            yield Finding.on(report.signers[0], place, f"落款里没有台账的“{ours[key]}”")
        for key in [k for k in printed if k not in ours]:
            yield Finding.on(printed[key], place, f"台账的落款里没有“{printed[key].text.strip()}”")
    if notice.date and report.date and report.date_line and notice.date != report.date:
        message = f"成文日期台账是{chinese_date(notice.date)}，这里是{chinese_date(report.date)}"
        yield Finding.on(report.date_line, Place("成文日期", "date"), message)


_TOLD = pattern(rf"(中央|自治区党委|[省市县区州]委)(?:第[{ONE_TO_TEN}\d]+)?(巡[视察])(?!工作领导小组)")
_DEPLOYED = pattern(
    r"(?:根据|按照)(?P<who>[^,。;]{0,12}?(?P<level>中央|自治区党委|[省市县区州]委))[^,。;]{0,8}?统一(?:部署|安排)"
)


def _who_inspected(report: Report, ledger: Ledger) -> Iterator[Finding]:
    """Whose inspection of whom it was, in the title and the preamble, against the ledger."""
    tour = ledger.tour
    level = re.search(r"中央|自治区党委|[省市县区州]委", f"{tour.deployer or ''}{tour.team or ''}")
    title = _TOLD.search("".join((report.title or "").split()))
    if title and level and not ledger.notice.title and report.title_lines:
        kind = tour.kind or title[2]
        if (title[1], title[2]) != (level[0], kind):
            message = f"台账是“{level[0]}{kind}”，标题写的是“{title[1]}{title[2]}”"
            place = Place("标题", "title", part="heading")
            yield Finding.on(report.title_lines[0], place, message, _words(report.title_lines[0], title[0]))
    if not report.preamble:
        return
    passage, place = report.preamble[0], Place("导语", "preamble")
    deployed = _DEPLOYED.search(fold(passage.text))
    other_level = (
        deployed and level and deployed["level"] not in (tour.deployer or "") and deployed["level"] != level[0]
    )
    if deployed and (other_level or _of_elsewhere(deployed["who"], tour.deployer or "")):
        message = f"台账的部署机关是“{tour.deployer or (level and level[0])}”，导语写的是“{deployed[0]}”"
        yield Finding.on(passage, place, message, deployed.span())
    target = report.inspection.target
    ours = [t for t in (tour.target, ledger.unit.region, ledger.unit.name) if t]
    if target and ours and not any(_alike(t, target) for t in ours):
        message = f"台账的巡视对象是“{ours[0]}”，导语写的是“{target}”"
        yield Finding.on(passage, place, message, _words(passage, target), suggestion="核对是否抄自外地。")


def _of_elsewhere(printed: str, ours: str) -> bool:
    """云岭县委 for 青禾县委: both name their place, and not the same."""
    a, b = letters(printed), letters(ours)
    return min(len(a), len(b)) >= 4 and not a.endswith(b) and not b.endswith(a)


def _alike(ours: str, printed: str) -> bool:
    """江州市云岭区, 云岭区 and 中共云岭区委员会 are one; 党委（党组） and 领导班子 behind the name decide nothing."""
    a, b = (re.sub(r"^中共|委员会|领导班子|班子|党委|党组|及其.*|委$", "", letters(t)) for t in (ours, printed))
    return not a or not b or a in b or b in a or any(n in a for n in re.findall(r"\w{2,4}?[市区县镇乡旗局]", b)[-1:])


def _region(report: Report, ledger: Ledger) -> Iterator[Finding]:
    """The district of the ledger is named neither in the title nor in the preamble."""
    head = [*report.title_lines, *report.preamble]
    names = re.findall(r"[一-鿿]{1,8}?(?:自治州|[省市区县旗州盟])", ledger.unit.region or "")
    if not names or not head:
        return
    text = letters("".join(p.text for p in [*head, *report.signers]))
    last = names[-1]
    if letters(last) not in text and letters(last.rstrip("省市区县旗州盟")) not in text:
        place = Place("标题", "title") if report.title_lines else Place("导语", "preamble")
        message = f"标题、导语和落款里都没有台账的地区“{last}”"
        yield Finding.on(head[0], place, message, suggestion="核对是否抄自外地。", severity="warning")


@rule(
    "L503",
    slug="ledger-contact",
    title="监督联系方式与台账不符",
    severity="error",
    reason="电话、地址错一个字，群众就找不到人；沿用旧稿时会留下别人的电话。",
    wrong="台账电话0555-5550100，通报印的是0555-5550700",
    right="两处一致",
)
def contact_differs(report: Report, ledger: Ledger) -> Iterator[Finding | Looked]:
    """Phone, address, postcode, e-mail and hours against the ledger; also those that the notice leaves out."""
    ours, contact = ledger.contact, report.contact
    if contact is None or not contact.passages:
        return
    place = Place("监督联系方式", "contact")
    whole = letters(contact.text)
    fields = (
        ("电话", ours.phone, contact.phone),
        ("地址", ours.address, contact.address),
        ("邮编", ours.postcode, contact.postcode),
        ("邮箱", ours.email, contact.email),
        ("受理时间", ours.hours, contact.hours),
    )
    for name, expected, printed in fields:
        if not expected or expected == "无":  # 无: not given to the public
            continue
        yield Looked("ledger-contact")
        if letters(expected) in whole:
            continue
        passage = next((p for p in contact.passages if printed and printed in p.text), contact.passages[-1])
        what = f"这里是“{printed}”" if printed else "通报没有印"
        span = _words(passage, printed) if printed else None
        yield Finding.on(passage, place, f"{name}台账是“{expected}”，{what}", span, suggestion="以台账为准核对。")
