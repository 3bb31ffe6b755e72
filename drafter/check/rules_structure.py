"""S1: the parts that a notice must have. Which ones an office asks for stands in its template (必备)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.check.model import Finding, Severity, Where
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import SECTION_NAMES, Paragraph, Passage, Place, Report, Role
from drafter.text.dates import written
from drafter.text.normal import fold
from drafter.text.ordinals import strip_ordinal

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger
    from drafter.template import RuleSettings

PARTS = ("标题", "导语", "组织领导", "整改进展", "下一步", "联系方式", "落款", "成文日期")
_PUBLISHED = pattern(r"现将|予以公布|予以公开|通报如下|公布如下")
_SECTIONS: dict[str, Role] = {"组织领导": "leadership", "整改进展": "progress", "下一步": "next_steps"}


def _asked(settings: RuleSettings | None) -> set[str]:
    """The parts that are asked for: all of them unless the template or the office names its own."""
    if settings is None or settings.required is None:
        return set(PARTS)
    return set(settings.required)


def _is_notice(report: Report) -> bool:
    return report.genre == "rectification-notice"


def _missing(
    part: str, there: bool, report: Report, settings: RuleSettings | None, hint: str, name: str | None = None
) -> Iterator[Finding]:
    """A part that is asked for and not there; `name`: what the notice calls it."""
    if _is_notice(report) and part in _asked(settings) and not there:
        yield Finding(f"缺少{name or part}", Where(section=name or part), suggestion=hint)


@rule(
    "S100",
    slug="not-a-notice",
    title="不是整改通报",
    severity="error",
    reason="没有认出导语、标题或问题清单，其余各条无从核对；请确认选对了文件。",
    wrong="把政府工作报告当作通报送来核对",
    right="送来核对的是巡视（巡察）整改进展情况通报",
)
def not_a_notice(report: Report) -> Iterator[Finding]:
    """Another genre of document, or nothing that reads as a notice."""
    if not _is_notice(report):
        what = "没有认出整改通报的导语、标题或问题清单"
        if report.genre == "government-work-report":
            what = "这是政府工作报告"
        yield Finding(f"{what}，不按整改通报核对结构", suggestion="请确认选对了文件。")


@rule(
    "S101",
    slug="missing-section",
    title="缺少部分",
    severity="error",
    reason="通报由组织领导、整改进展、下一步打算三部分组成，缺一部分就不完整。",
    wrong="写完整改进展就是联系方式",
    right="整改进展之后有“三、下一步打算”",
)
def missing_section(report: Report, settings: RuleSettings | None = None) -> Iterator[Finding]:
    """组织领导, 整改进展 or 下一步打算 is not there at all."""
    if not _is_notice(report):
        return
    for part, role in _SECTIONS.items():
        if part in _asked(settings) and report.section(role) is None:
            name = SECTION_NAMES[role]
            hint = "补上这一部分，或核对标题是否写得认不出来。"
            yield Finding(f"缺少“{name}”部分", Where(section=name), suggestion=hint)


@rule(
    "S111",
    slug="missing-own-section",
    title="缺少本单位要求的部分",
    severity="error",
    reason="本单位规定通报里还要有的部分（模板“其他部分”里写了必备的，或规则文件的“必备标题”）。",
    wrong="（规定要有“建章立制情况”）写完整改进展就是下一步打算",
    right="三、建章立制情况",
)
def missing_own_section(report: Report, settings: RuleSettings) -> Iterator[Finding]:
    """A section of the office's own that no heading names; 巡视 and 巡察, widths and spaces do not matter."""
    if not settings.required_headings or not _is_notice(report):
        return
    there = [_plain_heading(s.heading.text) for s in report.sections if s.heading]
    there += [_plain_heading(b.heading.text) for s in report.sections for b in s.blocks if b.heading]
    for title in settings.required_headings:
        if not any(_plain_heading(title) in heading for heading in there):
            hint = "补上这一部分，或核对标题的写法。"
            yield Finding(f"缺少“{title}”部分", Where(section=title), suggestion=hint)


def _plain_heading(text: str) -> str:
    return re.sub(r"\s", "", fold(strip_ordinal(text))).replace("巡察", "巡视").rstrip("。")


@rule(
    "S110",
    slug="progress-unread",
    title="整改进展没有读懂",
    severity="error",
    reason="整改进展部分有文字，却没有认出任何问题，问题和措施都没有核对，不能算通过。",
    wrong="（整改进展部分有几千字，却没有一处问题标题）",
    right="1.关于“产业转型步伐不快”问题的整改。",
)
def progress_unread(report: Report) -> Iterator[Finding]:
    """A progress part with text in which no problem was recognised: nothing of it was checked."""
    if not _is_notice(report) or report.problems:
        return
    for section in report.sections:
        passages = [(p, place) for p, place in section.walk() if place.part != "heading"]
        if section.role != "progress" or not passages:
            continue
        size = sum(len(p.text) for p, _ in passages)
        message = f"整改进展部分有 {size} 字，没有认出任何问题标题，问题和措施都没有核对"
        hint = "核对问题标题的写法，如“1.关于“…”问题的整改。”，每个问题一个标题。"
        yield Finding.on(*passages[0], message, suggestion=hint)


@rule(
    "S102",
    slug="missing-title",
    title="缺少标题",
    severity="error",
    reason="公开的通报要有标题，写明单位和事由。",
    wrong="文件第一行就是“根据省委统一部署……”",
    right="中共江州市云岭区委员会关于巡视整改进展情况的通报",
)
def missing_title(report: Report, settings: RuleSettings | None = None) -> Iterator[Finding]:
    """No title above the preamble."""
    yield from _missing("标题", bool(report.title), report, settings, "在导语前补上标题。")


@rule(
    "S103",
    slug="missing-preamble",
    title="缺少导语",
    severity="error",
    reason="导语交代谁、何时巡视了谁，何时反馈，依据什么公布；没有它，读者不知道整改的是什么。",
    wrong="标题之后直接是“一、组织领导情况”",
    right="根据省委统一部署，2024年3月5日至5月10日，省委第三巡视组对……进行了巡视……现将整改进展情况予以公布。",
)
def missing_preamble(report: Report, settings: RuleSettings | None = None) -> Iterator[Finding]:
    """No paragraph that says who was inspected by whom, and when."""
    hint = "补上巡视时间、巡视组、反馈时间和公布依据。"
    yield from _missing("导语", _has_preamble(report), report, settings, hint)


def _has_preamble(report: Report) -> bool:
    """Whether what stands first says anything that a preamble says."""
    facts = report.inspection
    text = "".join(p.text for p in report.preamble)
    return bool(facts.start or facts.feedback or _PUBLISHED.search(text))


@rule(
    "S104",
    slug="incomplete-preamble",
    title="导语缺少要素",
    severity="warning",
    reason="导语应写明巡视组、巡视起止日期和反馈日期。",
    wrong="省委巡视组对云岭区进行了巡视，并反馈了意见。",
    right="2024年3月5日至5月10日，省委第三巡视组对云岭区进行了巡视，6月20日反馈了意见。",
)
def incomplete_preamble(report: Report, settings: RuleSettings | None = None) -> Iterator[Finding]:
    """The preamble does not name the team, the days of the inspection or the day of the feedback."""
    if not _is_notice(report) or "导语" not in _asked(settings) or not _has_preamble(report):
        return
    facts = report.inspection
    have = {"巡视组": facts.team, "巡视起止日期": facts.start and facts.end, "反馈日期": facts.feedback}
    if missing := [name for name, value in have.items() if not value]:
        message = f"导语没有写明{'、'.join(missing)}"
        yield Finding.on(report.preamble[0], Place("导语", "preamble"), message, suggestion="对照反馈文件补上。")


@rule(
    "S105",
    slug="missing-contact",
    title="缺少监督联系方式",
    severity="error",
    reason="公布整改情况是为了接受监督，必须留下能找到人的联系方式。",
    wrong="欢迎广大干部群众监督。（没有电话、地址、邮箱）",
    right="联系方式：电话0555-5550100；地址：云岭区人民路1号；电子邮箱：jwb@example.com。",
)
def missing_contact(report: Report, settings: RuleSettings | None = None) -> Iterator[Finding]:
    """No contact line at all."""
    hint = "补上电话、地址（邮政信箱）和电子邮箱。"
    yield from _missing("联系方式", report.contact is not None, report, settings, hint, name="监督联系方式")


_POSTCODE = pattern(r"邮(?:政)?编(?:码)?\s?[:：]?\s?(?P<code>(?!\d{6}(?!\d))\d{3,9})(?!\d)")


@rule(
    "S106",
    slug="incomplete-contact",
    title="监督联系方式不全",
    severity="warning",
    reason="电话、通信地址（邮政信箱）、电子邮箱三项各方便一类群众；缺电话为错误，缺地址或邮箱为警告；台账写明“无”（不公布）的不算缺。",
    wrong="联系方式：电话0555-5550100。",
    right="联系方式：电话0555-5550100；地址：云岭区人民路1号；电子邮箱：jwb@example.com。",
)
def incomplete_contact(
    report: Report, settings: RuleSettings | None = None, ledger: Ledger | None = None
) -> Iterator[Finding]:
    """The contact line lacks the phone (error), the address or the e-mail; not what the ledger says is not given to
    the public (邮箱: 无)."""
    contact = report.contact
    if not contact or "联系方式" not in _asked(settings):
        return
    place = Place("监督联系方式", "contact")
    passage = contact.passages[-1] if contact.passages else Passage("")
    if match := _POSTCODE.search(fold(contact.text)):
        message = f"邮政编码“{match['code']}”不是六位"
        yield Finding.on(passage, place, message, severity="error", suggestion="核对邮政编码。")
    asked = settings.contact_items if settings else None
    items = {
        "电话": ("电话", contact.phone),
        "地址": ("通信地址", contact.address),
        "邮编": ("邮政编码", contact.postcode),
        "邮箱": ("电子邮箱", contact.email),
        "受理时间": ("受理时间", contact.hours),
    }
    fields = [items[item] for item in (("电话", "地址", "邮箱") if asked is None else asked)]
    kept = ledger.contact if ledger else None
    not_given = {"通信地址": kept and kept.address == "无", "电子邮箱": kept and kept.email == "无"}
    for name, value in fields:
        if not value and not not_given.get(name):
            severity: Severity | None = "error" if name == "电话" else None
            short = name == "电话" and re.search(r"电话[^\d，。；]{0,6}\d[\d\-—－ ]{2,}", contact.text)
            message = "监督联系方式里电话位数不对" if short else f"监督联系方式缺少{name}"
            yield Finding.on(passage, place, message, suggestion=f"补上{name}。", severity=severity)


@rule(
    "S107",
    slug="missing-signer",
    title="缺少落款",
    severity="error",
    reason="通报由哪个党委（党组）公布，要落款。",
    wrong="联系方式之后只有日期",
    right="中共江州市云岭区委员会",
)
def missing_signer(report: Report, settings: RuleSettings | None = None) -> Iterator[Finding]:
    """No signing body below the text."""
    yield from _missing("落款", bool(report.signers), report, settings, "在正文后补上发文单位。")


@rule(
    "S108",
    slug="missing-date",
    title="缺少成文日期",
    severity="error",
    reason="没有成文日期，“目前”“今年以来”都无所依据。",
    wrong="落款之后没有日期",
    right="2025年1月15日",
)
def missing_date(report: Report, settings: RuleSettings | None = None) -> Iterator[Finding]:
    """No date below the signature, or one that cannot be read."""
    if not _is_notice(report) or "成文日期" not in _asked(settings) or report.date:
        return
    line = report.date_line
    place = Place("成文日期", "date")
    if impossible := _impossible_signing_date(report):
        message = f"成文日期有误，没有“{impossible.text.strip()}”这一天"
        yield Finding.in_source(impossible, message, suggestion="核对成文日期。")
    elif line:
        yield Finding.on(line, place, "成文日期读不出来", suggestion="写成“2025年1月15日”的形式。")
    else:
        yield Finding("缺少成文日期", Where(section="成文日期"), suggestion="在落款后补上成文日期。")


LAST = 4  # paragraphs at the end of a file in which the date of the signature stands


def _impossible_signing_date(report: Report) -> Paragraph | None:
    """2025年6月31日 alone on one of the last lines."""
    body = [p for p in report.paragraphs if p.container == "body" and p.text.strip()]
    for paragraph in reversed(body[-LAST:]):
        folded = fold(paragraph.text).strip()
        dates = written(folded)
        if len(dates) == 1 and not dates[0].exists and dates[0].year and dates[0].end - dates[0].start == len(folded):
            return paragraph
    return None


@rule(
    "S109",
    slug="section-without-heading",
    title="部分没有标题",
    severity="warning",
    reason="其他部分都有“一、二、”标题，这一部分没有，多半是编辑时删掉了。",
    wrong="（整改进展之后直接写“下一步，区委将……”，没有“三、下一步打算”）",
    right="三、下一步打算",
)
def section_without_heading(report: Report) -> Iterator[Finding]:
    """A part whose heading is gone, where the others have theirs."""
    headed = [s for s in report.sections if s.heading]
    if len(headed) < 2:
        return
    for section in report.sections:
        if section.heading is None:
            name = SECTION_NAMES[section.role]
            texts = [*section.overview, *(p for point in section.points for p in point.passages)]
            if not texts:
                continue
            message = f"“{name}”部分没有标题，其他部分都有"
            span = (0, min(len(texts[0].text), 40))
            yield Finding.on(texts[0], Place(name, section.role), message, span, suggestion="补上这一部分的标题。")
