"""The parts of a notice in their order: title, preamble, 组织领导, 整改进展, 下一步, contact, signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count as count_from
from itertools import groupby
from typing import TYPE_CHECKING

from drafter.compose.bare import bare_lead
from drafter.compose.facts import inspected_body
from drafter.compose.notes import notes_inside, notes_on
from drafter.compose.problems import ProblemWriter
from drafter.compose.stages import stage_figures
from drafter.compose.text import Page, Pieces, kinded, missing, paragraphs_of
from drafter.ledger.edition import INSIDE, MARK, Edition, edition_of
from drafter.ledger.model import (
    FILL,
    BlockEntry,
    Leadership,
    Ledger,
    MeasureEntry,
    NextSteps,
    OtherPart,
    PhraseRef,
    PointEntry,
    Wording,
)
from drafter.ledger.shape import texts_at
from drafter.patterns import pattern
from drafter.report import ANNEXES, Block, Contact, Inspection, OriginKind, Passage, Point, Report, Role, Section
from drafter.template import Manifest, OwnSection
from drafter.template.forms import DISCLOSES, NUMBER, SLOT, completed, without
from drafter.text.dates import chinese_date
from drafter.text.ordinals import numbered, numbered_below, strip_ordinal
from drafter.text.sentences import full_sentences

if TYPE_CHECKING:
    from drafter.compose.fill import FilledBlock
    from drafter.ledger.merge import Since
    from drafter.phrases.bank import Bank

NONE = "无"  # what a writer puts where the template's own text shall not be printed


def compose(
    ledger: Ledger,
    manifest: Manifest,
    bank: Callable[[], Bank],
    since: Since | None = None,
    like: int = 0,
    edition: Edition = "社会",
    record: dict[str, str] | None = None,
) -> Report:
    """The notice that a ledger says, in a template's numbering and wording.

    `since`: what is new since the notice before (通报.上期); it is said at the head of 整改进展.
    `like`: another drawing among equally good phrases; 0 is the unit's own.
    `edition`: 党内 prints everything in its internal wording, 社会 what is public.
    `bank` is called only where the ledger leaves wording open. Internal fields and problems with 公开: 否 stay out;
    a missing fact becomes 【待补：…】. `record` takes what the bank's words were drawn by, as 用语记录 keeps it.
    Raises InputError where a {词条: ID} names no entry.
    """
    said = edition_of(ledger, edition)
    composer = _Composer(said, manifest, bank, since, like)
    report = composer.report()
    if record is not None:
        record |= composer.record
    if edition != INSIDE:
        return report
    return replace(report, range=MARK, notes=(*report.notes, *notes_inside(ledger, said, report)))


@dataclass
class _Composer:
    ledger: Ledger
    manifest: Manifest
    load_bank: Callable[[], Bank]
    since: Since | None = None
    like: int = 0
    page: Page = field(default_factory=Page)
    used: frozenset[str] = frozenset()
    led: list[str] = field(default_factory=list)  # the leads that stand in openings and closings
    subject_numbers: Iterator[int] | None = None  # of sections, while the two subjects take numbers among them
    section_number: int = 1  # of the section that is laid down, for forms of two levels
    stripped: list[str] = field(default_factory=list)  # what the writer typed and the template prints anyway
    unled: list[str] = field(default_factory=list)  # paths of problems that asked for leads and got none
    record: dict[str, str] = field(default_factory=dict)  # what the parts were worded with

    @cached_property
    def bank(self) -> Bank:
        return self.load_bank()

    @cached_property
    def writer(self) -> ProblemWriter:
        return ProblemWriter(self.ledger, self.manifest.layout, self.page, self.lead, self.supply)

    def supply(self, measures: list[tuple[str, MeasureEntry]], title: str, title_path: str) -> list[Passage | None]:
        """Leads out of the bank for the measures of a problem that ask for one (提法: 补)."""
        if not any(measure.lead == FILL for _, measure in measures):
            return [None] * len(measures)
        from drafter.compose import fill

        asking = [fill.Asking(m, path, title, title_path) if m.lead == FILL else None for path, m in measures]
        leads = fill.leads_for_all(asking, self.ledger, self.bank, self.used)
        self.used |= {o.ref for lead in leads if lead for o in lead.origins if o.kind == "phrase"}
        if any(one and not lead for one, lead in zip(asking, leads, strict=True)):
            self.unled.append(title_path.rpartition(".")[0])
        return leads

    def report(self) -> Report:
        tour = self.ledger.tour
        target = next((value for _, value in inspected_body(self.ledger) if value), None)
        title = self.title()
        preamble = self.preamble()
        sections = tuple(self.sections())
        contact = self.contact()
        sections += self.annexes()
        signers, date_line = self.signature()
        report = Report(
            title_lines=title,
            document_number=self.ledger.notice.document_number,
            preamble=preamble,
            inspection=Inspection(tour.team, target, tour.start, tour.end, tour.feedback, tour.deployer),
            sections=sections,
            contact=contact,
            signers=signers,
            date=self.ledger.notice.date,
            date_line=date_line,
        )
        return replace(report, notes=tuple(notes_on(self.ledger, report, self.stripped, self.unled)))

    # --- title and preamble ---

    def title(self) -> tuple[Passage, ...]:
        if given := self.ledger.notice.title:
            lines = [line.strip() for line in given.split("\n") if line.strip()]
            return tuple(self.page.paragraph(Pieces().add(line, "ledger", "通报.标题")) for line in lines)
        tour, unit = self.ledger.tour, self.ledger.unit
        if self.manifest.title_form:
            return (self.page.paragraph(self.formed_title(self.manifest.title_form)),)
        pieces = Pieces().fact(unit.name, "单位.名称", "单位名称").add("关于", "template", "标题")
        pieces.fact(tour.deployer or tour.team, "巡视.部署", "作出部署的党委")
        pieces.add(f"{tour.named}整改进展情况的通报", "template", "标题")
        return (self.page.paragraph(pieces),)

    def formed_title(self, form: str) -> Pieces:
        """The title as the template words it (标题写法), its slots filled."""
        tour, unit = self.ledger.tour, self.ledger.unit
        facts = {
            "{单位}": (unit.name, "单位.名称", "单位名称"),
            "{部署}": (tour.deployer, "巡视.部署", "作出部署的党委"),
            "{巡视组}": (tour.team, "巡视.巡视组", f"{tour.word}组"),
            "{类别}": (tour.named, "巡视.类别", "巡视或巡察"),
        }
        pieces = Pieces()
        for part in re.split(r"(\{[^{}]*\})", form):
            if part in facts:
                pieces.fact(*facts[part])
            else:
                pieces.add(part, "template", "标题写法")
        return pieces

    def preamble(self) -> tuple[Passage, ...]:
        notice = self.ledger.notice
        if isinstance(notice.preamble, str):
            return paragraphs_of(self.page, notice.preamble, "通报.导语")
        from drafter.compose import fill

        if notice.preamble is None and (forms := self.manifest.opening_form):
            return self.worded_preamble(forms)
        pieces = Pieces()
        if isinstance(notice.preamble, PhraseRef):
            pieces.join(fill.pinned(notice.preamble.id, self.ledger, self.bank, "通报.导语"))
        else:
            pieces.join(fill.formula("导语", self.ledger, self.bank))
        return (self.page.paragraph(self.disclosed(pieces)),)

    def disclosed(self, pieces: Pieces) -> Pieces:
        """With the sentence that makes it public: the ledger's own, the one that it pins, or the phrasebank's."""
        from drafter.compose import fill

        own = self.ledger.notice.disclosure
        if isinstance(own, str):
            return pieces.add(own, "ledger", "通报.公开说明").close()
        if isinstance(own, PhraseRef):
            return pieces.join(fill.pinned(own.id, self.ledger, self.bank, "通报.公开说明"))
        return pieces.join(fill.formula("公开", self.ledger, self.bank))

    def worded_preamble(self, forms: Sequence[str]) -> tuple[Passage, ...]:
        """导语 as the template words it; what the ledger says of the publication stands in place of the template's."""
        from drafter.compose import fill

        if self.ledger.notice.disclosure is not None:
            forms = ["".join(s for s in _sentences(form) if not DISCLOSES.search(s)) for form in forms]
        paragraphs = [Pieces().join(fill.worded(form, "导语写法", self.ledger)) for form in forms if form]
        if not any(DISCLOSES.search(form) for form in forms):
            paragraphs[-1:] = [self.disclosed(paragraphs[-1] if paragraphs else Pieces())]
        return tuple(map(self.page.paragraph, paragraphs))

    # --- sections ---

    def sections(self) -> Iterator[Section]:
        titles, given = self.manifest.titles, self.ledger.notice.headings
        roles: tuple[tuple[Role, str | None, str, str], ...] = (
            ("leadership", given.leadership, titles.leadership, "组织领导"),
            ("progress", given.progress, titles.progress, "整改进展"),
            ("next_steps", given.next_steps, titles.next_steps, "下一步"),
        )
        heading: Passage | None
        count = count_from(1)
        yield from self.others("导语", count)
        for role, own, default, key in roles:
            entry = self.ledger.leadership if role == "leadership" else self.ledger.next_steps
            if role == "progress" and (parts := self.parts()):
                for part, members in parts:
                    heading = self.section_heading(next(count), part, f"问题[{members[0]}].部分")
                    yield Section(role, heading, tuple(self.progress(part, members)), level=1)
            elif role == "progress" or not _left_out(entry):
                heading = None
                named = own or kinded(default, self.ledger.tour)
                subjects = role == "leadership" and self.manifest.layout.subject_sections
                self.subject_numbers = count if subjects else None
                if named != NONE and not (subjects and self.begins_with_subject()):
                    heading = self.section_heading(next(count), named, key, given=bool(own))
                blocks = tuple(self.progress() if role == "progress" else self.wording(role, entry, key))
                self.subject_numbers = None
                for section in _by_subject(blocks) if subjects else [blocks]:
                    head = section[0].heading if subjects and section[0].heading else heading
                    plain = tuple(replace(b, heading=None, title=None) for b in section) if subjects else section
                    yield Section(role, head, plain, level=1 if head else None)
            yield from self.others(key, count)

    def section_heading(self, number: int, title: str, key: str, given: bool | None = None) -> Passage:
        """一、…: `given` by the notice's own 小标题, or else by the template; None for a path of the ledger."""
        self.section_number = number
        pieces = Pieces().add(numbered(self.manifest.layout.section, number), "template", "版式.节")
        if given is None:
            return self.page.paragraph(pieces.add(title, "ledger", key))
        kind: OriginKind = "ledger" if given else "template"
        return self.page.paragraph(pieces.add(title, kind, f"通报.小标题.{key}" if given else f"小标题.{key}"))

    def others(self, after: str, count: Iterator[int]) -> Iterator[Section]:
        """The office's own sections behind one of the usual parts: those that the template declares, in its order,
        then what else the ledger has."""
        declared = {strip_ordinal(o.entry).strip() for o in self.manifest.others}
        for own in self.manifest.others:
            if own.after == after and (section := self.own_section(own, count)):
                yield section
        for i, part in enumerate(self.ledger.others):
            if part.after == after and strip_ordinal(part.title or "").strip() not in declared:
                yield self.other_section(part, i, part.title, count)

    def own_section(self, own: OwnSection, count: Iterator[int]) -> Section | None:
        """A section that the template declares; None where the ledger has nothing for it and it may be left out."""
        title = kinded(own.title, self.ledger.tour)
        wanted = strip_ordinal(own.entry).strip()
        given = ((i, p) for i, p in enumerate(self.ledger.others) if strip_ordinal(p.title or "").strip() == wanted)
        found = next(((i, p) for i, p in given if p.paragraphs), None)
        if found and not own.path:
            return self.other_section(found[1], found[0], title, count)
        key = ".".join(own.path)
        texts = texts_at(self.ledger, own.path) if own.path else []
        if not texts and not own.required:
            return None
        heading = self.section_heading(next(count), title, own.title, given=False)
        passages = tuple(p for text in texts for p in paragraphs_of(self.page, text, key))
        if not texts:
            ref = key or f"其他部分.{own.entry}"
            passages = (self.page.paragraph(Pieces().add(missing(own.title), "missing", ref).close()),)
        return Section("other", heading, (Block(overview=passages),), level=1)

    def other_section(self, part: OtherPart, index: int, title: str | None, count: Iterator[int]) -> Section:
        path = f"其他部分[{index}]"
        heading = None
        if title and title != NONE:
            heading = self.section_heading(next(count), title, f"{path}.标题")
        several = len(part.paragraphs) > 1
        texts = tuple(
            p
            for n, text in enumerate(part.paragraphs)
            for p in paragraphs_of(self.page, text, f"{path}.段落[{n}]", among=several)
        )
        return Section("other", heading, (Block(overview=texts),), level=1 if heading else None)

    def parts(self) -> list[tuple[str, list[int]]]:
        """(title, indexes of its problems) of each section of 整改进展, where there are several."""
        if not all(problem.part for _, problem in self.ledger.printed_problems()):
            return []
        grouped = groupby(self.ledger.printed_problems(), key=lambda item: item[1].part)
        return [(str(part), [i for i, _ in members]) for part, members in grouped]

    def wording(self, role: Role, entry: Leadership | NextSteps, key: str) -> Iterator[Block]:
        """An opening or a closing: the writer's own words where given, the phrasebank's in the gaps."""
        if _complete(entry):
            if entry.overview or entry.points:
                yield self.own_block(entry.overview, _written(entry.points), key)
        else:
            for filled in self.filled(role):
                yield replace(filled, overview=()) if entry.overview == NONE else filled
        for i, block in enumerate(entry.blocks):
            yield self.headed_block(block, i, f"{key}.板块[{i}]")

    def filled(self, role: Role) -> Iterator[Block]:
        from drafter.compose import fill

        if role == "next_steps":
            filled = [fill.closing(self.ledger, self.bank, self.used, self.like, self.manifest.annex, self.led)]
        elif self.manifest.layout.two_subjects and not self.ledger.leadership.points:
            filled = list(fill.two_subject_opening(self.ledger, self.bank, self.used, self.like))
        else:
            filled = [fill.opening(self.ledger, self.bank, self.used, self.like)]
        for i, block in enumerate(filled, 1):
            self.used |= block.phrases
            self.led += [point.lead.text for point in block.points if point.lead]
            self.record |= block.record
            yield self.filled_block(block, i, "下一步" if role == "next_steps" else "组织领导")

    def begins_with_subject(self) -> bool:
        """Whether the opening has nothing before the first of its two subjects."""
        entry = self.ledger.leadership
        if _complete(entry):
            return bool(entry.blocks) and not entry.overview and not entry.points
        return self.manifest.layout.two_subjects and not entry.points

    def block_number(self, number: int) -> str:
        """The number of a subheading: among the sections where the two subjects have sections of their own."""
        layout = self.manifest.layout
        if self.subject_numbers is not None:
            return numbered(layout.section, next(self.subject_numbers))
        return numbered_below(layout.group if layout.block is None else layout.block, self.section_number, number)

    def point_form(self, path: str) -> str:
        layout = self.manifest.layout
        return layout.point if layout.next_point is None or not path.startswith("下一步") else layout.next_point

    def filled_block(self, block: FilledBlock, number: int, key: str) -> Block:
        form, place = self.point_form(key), self.lead_place(key)
        heading = None
        if block.title:
            pieces = Pieces().add(self.block_number(number), "template", "版式.分组")
            heading = self.page.paragraph(pieces.join(block.title))
        title = block.title.text if block.title else None
        overview = tuple(self.page.paragraph(Pieces().join(p)) for p in block.overview)
        points: list[Point] = []
        for i, point in enumerate(block.points, 1):
            ordinal = numbered_below(form, self.section_number, i) or None
            pieces = Pieces().add(ordinal or "", "template", "版式.要点")
            before: tuple[Passage, ...] = ()
            if point.lead:
                before, pieces = self.after_lead(pieces.join(point.lead), place if point.content else "同段")
            if point.content:
                pieces.join(point.content)
            passages = before + self.split(pieces, joined=self.joins(before, bool(points), bool(overview), key))
            points.append(Point(passages, ordinal, point.lead.text if point.lead else None, title))
        return Block(heading, title, overview, tuple(points))

    def split(self, pieces: Pieces, joined: bool = False) -> tuple[Passage, ...]:
        """One paragraph for each line of the pieces; `joined` goes on in the current one."""
        whole = self.page.inline(pieces) if joined else self.page.paragraph(pieces)
        if "\n" not in whole.text:
            return (whole,)
        out, start = [], 0
        for i, part in enumerate(whole.text.split("\n")):
            end = start + len(part)
            inside = [o for o in whole.origins if o.start < end and o.end > start]
            own = [o._replace(start=max(o.start, start) - start, end=min(o.end, end) - start) for o in inside]
            cut = Pieces(part, own)
            out.append(self.page.paragraph(cut) if i else Passage(part, whole.line, 0, tuple(cut.origins)))
            start = end + 1
        return tuple(out)

    def own_block(self, overview: Wording | None, points: list[PointEntry], path: str) -> Block:
        printed = isinstance(overview, str) and overview != NONE
        texts = paragraphs_of(self.page, overview, f"{path}.概述") if isinstance(overview, str) and printed else ()
        written = tuple(self.own_point(p, i, f"{path}.要点[{i}]", bool(texts)) for i, p in enumerate(points))
        return Block(overview=texts, points=written)

    def headed_block(self, block: BlockEntry, index: int, path: str) -> Block:
        pieces = Pieces()
        title = block.title
        if title and not title.endswith("。"):
            pieces.add(self.block_number(index + 1), "template", "版式.分组")
        heading = self.page.paragraph(pieces.add(title, "ledger", f"{path}.标题")) if title else None
        own = self.own_block(block.overview, block.points, path)
        group = title.rstrip("。") if title else None
        points = tuple(Point(p.passages, p.ordinal, p.lead, group) for p in own.points)
        return Block(heading, group, own.overview, points)

    def own_point(self, point: PointEntry, index: int, path: str, led: bool) -> Point:
        ordinal = numbered_below(self.point_form(path), self.section_number, index + 1) or None
        pieces = Pieces().add(ordinal or "", "template", "版式.要点")
        lead = self.lead(point.lead, path)
        before: tuple[Passage, ...] = ()
        if lead:
            before, pieces = self.after_lead(pieces.join(lead), self.lead_place(path))
        joined = self.joins(before, index > 0, led, path)
        if not point.content:
            pieces.add(missing("要点内容"), "missing", f"{path}.内容").close()
            last = self.page.inline(pieces) if joined else self.page.paragraph(pieces)
            return Point((*before, last), ordinal, lead.text if lead else None)
        first, _, rest = point.content.partition("\n")
        pieces.add(first.strip(), "ledger", f"{path}.内容").close()
        passages = (*before, self.page.inline(pieces) if joined else self.page.paragraph(pieces))
        return Point((*passages, *paragraphs_of(self.page, rest, f"{path}.内容")), ordinal, lead.text if lead else None)

    def lead_place(self, path: str) -> str:
        layout = self.manifest.layout
        return (layout.next_point_lead if path.startswith("下一步") else None) or layout.point_lead

    def after_lead(self, pieces: Pieces, place: str) -> tuple[tuple[Passage, ...], Pieces]:
        """(the lead's own paragraph, where the template gives it one; what the content goes on from)."""
        if place == "同段":
            return (), pieces.add("。", "template", "句号")
        if place == "独段句号":
            pieces.add("。", "template", "句号")
        return (self.page.paragraph(pieces),), Pieces()

    def joins(self, before: Sequence[Passage], later: bool, led: bool, path: str) -> bool:
        """Whether a point goes on in the paragraph before it: of the point before, or of the overview that leads it."""
        layout = self.manifest.layout.points
        if path.startswith("下一步"):
            layout = self.manifest.layout.next_points or layout
        return not before and ((layout != "分段" and later) or (layout == "接排" and led))

    def lead(self, lead: Wording | None, path: str) -> Passage | None:
        """A lead phrase without its closing 。, from the ledger or the entry it pins."""
        if lead is None or lead == NONE:
            return None
        if isinstance(lead, PhraseRef):
            from drafter.compose import fill

            passage = fill.pinned(lead.id, self.ledger, self.bank, f"{path}.提法")
            self.used |= {lead.id}
            return passage
        text = bare_lead(lead)
        if text != lead.rstrip("。"):
            self.stripped.append(f"{path}.提法 自带序号“{lead}”，序号由模板排，印出的是“{text}”")
        return fact_passage(text, f"{path}.提法")

    def progress(self, part: str | None = None, members_only: Sequence[int] | None = None) -> Iterator[Block]:
        """The blocks of 整改进展; of one `part` of it, where it is written in several sections."""
        writer = self.writer
        problems = list(self.ledger.printed_problems())
        first = members_only is None or problems[0][0] == members_only[0]  # what is said once is said there
        if members_only is not None:
            problems = [item for item in problems if item[0] in members_only]
        grouped = any(p.aspect for _, p in problems)
        overview: tuple[Passage, ...] = ()
        if not first:
            pass
        elif self.ledger.progress_overview:
            overview = paragraphs_of(self.page, self.ledger.progress_overview, "进展概述")
        elif self.manifest.layout.stage_figures and problems and all(p.status for _, p in problems):
            overview = (self.page.paragraph(stage_figures([p.status for _, p in problems], len(self.ledger.problems))),)
        if first and self.since and (news := self.news([i for i, _ in problems], self.since)).text:
            overview = (*overview, self.page.paragraph(news))
        if not problems:
            pieces = Pieces().add(missing("反馈问题及整改措施"), "missing", "问题")
            yield Block(overview=(*overview, self.page.paragraph(pieces)))
            return
        if part and (text := self.ledger.group_overviews.get(part)):
            overview = (*overview, *paragraphs_of(self.page, text, f"方面概述.{part}"))
        if overview and grouped:
            yield Block(overview=overview)
            overview = ()
        form = self.manifest.layout.group
        number = 0
        for aspect, members in groupby(problems, key=lambda item: item[1].aspect):
            heading = None
            if aspect:
                number += 1
                pieces = Pieces().add(numbered_below(form, self.section_number, number), "template", "版式.分组")
                index = next(i for i, p in problems if p.aspect == aspect)
                heading = self.page.paragraph(pieces.add(aspect, "ledger", f"问题[{index}].方面"))
                if text := self.ledger.group_overviews.get(aspect):
                    overview = paragraphs_of(self.page, text, f"方面概述.{aspect}")
            writer.outer = number or self.section_number
            if self.manifest.layout.restart:
                writer.count = 0
            written = tuple(writer.problem(i, p) for i, p in members)
            yield Block(heading, aspect, overview, (), written)
            overview = ()

    def news(self, printed: list[int], since: Since) -> Pieces:
        """What is new since the notice before, counted over the printed problems; empty where nothing is."""
        found = [(number, since.of(index)) for number, index in enumerate(printed, 1)]
        pieces = Pieces()
        for what, numbers in (
            ("新列入问题", [n for n, p in found if p.previous is None]),
            ("新完成整改的问题", [n for n, p in found if p.completed]),
            ("数字有更新的问题", [n for n, p in found if p.figures]),
        ):
            if numbers:
                self.counted(pieces, what, len(numbers), "个", numbers)
        fresh = [(n, len(p.new_measures)) for n, p in found if p.new_measures and p.previous is not None]
        if fresh:
            self.counted(pieces, "新增整改措施", sum(m for _, m in fresh), "条", [n for n, _ in fresh])
        return pieces.add("。", "template", "句号") if pieces.text else pieces

    def counted(self, pieces: Pieces, what: str, count: int, unit: str, numbers: list[int]) -> None:
        pieces.add("，" if pieces.text else "与上期通报相比，", "template", "通报.上期").add(
            what, "template", "通报.上期"
        )
        pieces.add(str(count), "count", what).add(f"{unit}（第", "template", "通报.上期")
        pieces.add("、".join(map(str, numbers)), "count", what).add("个问题）", "template", "通报.上期")

    # --- the end ---

    def contact(self) -> Contact:
        entry = self.ledger.contact
        fields = (entry.phone, entry.address, entry.postcode, entry.email, entry.hours)
        tabled = self.manifest.layout.contact_lines == "表格"
        if entry.full_text:
            lines = [line.strip() for line in entry.full_text.split("\n") if line.strip()]
            if tabled:  # the template prints each item by its variable
                lines = [line for line in lines if not any(value and value in line for value in fields)]
                rows = [line for line in lines if _ROW.fullmatch(line)]
                self.stripped += [
                    f"联系方式.全文 的“{row}”没有另印：联系方式排列是表格，请核对 template.docx 的表里有这一行"
                    for row in rows
                ]
                lines = [line for line in lines if line not in rows]
            passages = tuple(self.page.paragraph(Pieces().add(line, "ledger", "联系方式.全文")) for line in lines)
            return Contact(passages, *fields)
        from drafter.compose import fill

        if forms := self.manifest.contact_form:
            return Contact(tuple(self.worded_contact(forms, tabled)), *fields)
        pieces = Pieces().join(fill.formula("监督", self.ledger, self.bank))
        items = [
            Pieces().add("电话：", "template", "联系方式").fact(entry.phone, "联系方式.电话", "监督电话"),
            Pieces().add("地址：", "template", "联系方式").fact(entry.address, "联系方式.地址", "联系地址"),
            Pieces().add("邮编：", "template", "联系方式").add(entry.postcode or "", "ledger", "联系方式.邮编"),
            Pieces().add("电子邮箱：", "template", "联系方式").fact(entry.email, "联系方式.邮箱", "电子邮箱"),
            Pieces().add("受理时间：", "template", "联系方式").add(entry.hours or "", "ledger", "联系方式.受理时间"),
        ]
        items = [item for item in items if not item.text.endswith(("：", f"：{NONE}"))]
        if tabled:
            return Contact((self.page.paragraph(pieces),), *fields)
        if self.manifest.layout.contact_lines == "分行":
            return Contact((self.page.paragraph(pieces), *map(self.page.paragraph, items)), *fields)
        pieces.add("联系方式：", "template", "联系方式")
        for i, item in enumerate(items):
            pieces.add("；" if i else "", "template", "联系方式").join(Passage(item.text, origins=tuple(item.origins)))
        return Contact((self.page.paragraph(pieces.add("。", "template", "句号")),), *fields)

    def worded_contact(self, forms: Sequence[str], tabled: bool) -> Iterator[Passage]:
        """The contact as the template words it, without what this office does not have."""
        from drafter.compose import fill

        entry = self.ledger.contact
        known = {"电话": entry.phone, "地址": entry.address, "邮编": entry.postcode, "邮箱": entry.email,
                 "受理时间": entry.hours}  # fmt: skip
        gone = [name for name, value in known.items() if value == NONE or (not value and name in _OPTIONAL)]
        worded = {name for form in forms for name in SLOT.findall(form)}
        given = [name for name, value in known.items() if value and value != NONE and name not in worded]
        for form in forms if tabled else completed(forms, [_ITEMS[name] for name in given]):
            line = without(form, gone)
            if not line or (tabled and any(name in known for name in SLOT.findall(line))):
                continue
            pieces = Pieces()
            if line.startswith(number := f"{{{NUMBER}}}"):
                line = line.removeprefix(number)
                pieces.add(numbered(self.manifest.layout.section, self.section_number + 1), "template", "版式.节")
            yield self.page.paragraph(pieces.join(fill.worded(line, "联系方式写法", self.ledger)))

    def annexes(self) -> tuple[Section, ...]:
        """附件：1.… 2.…, as a reader takes it: a section that is none of the text, a point each."""
        names = self.ledger.notice.annexes
        points = []
        for i, name in enumerate(names):
            pieces = Pieces().add(f"{i + 1}.", "count", "附件序号") if len(names) > 1 else Pieces()
            passage = self.page.paragraph(pieces.add(name, "ledger", f"通报.附件[{i}]"))
            points.append(Point((passage,), str(i + 1) if len(names) > 1 else None, name, None))
        head = Pieces().add(ANNEXES, "template", "附件")
        heading = Passage(head.text, origins=tuple(head.origins))
        return (Section("other", heading, (Block(points=tuple(points)),)),) if points else ()

    def signature(self) -> tuple[tuple[Passage, ...], Passage]:
        notice = self.ledger.notice
        names = [(name, f"通报.落款[{i}]") for i, name in enumerate(notice.signers)]
        if not names and self.ledger.unit.name:
            names = [(self.ledger.unit.name, "单位.名称")]
        if names:
            signers = tuple(self.page.paragraph(Pieces().add(name, "ledger", ref)) for name, ref in names)
        else:
            signers = (self.page.paragraph(Pieces().add(missing("落款单位"), "missing", "通报.落款")),)
        date = chinese_date(notice.date) if notice.date else None
        return signers, self.page.paragraph(Pieces().fact(date, "通报.成文日期", "成文日期"))


_OPTIONAL = ("邮编", "受理时间")  # what a contact may do without
_ITEMS = {  # how a fact is told that the template's form has no slot for
    "电话": "电话：{电话}", "地址": "地址：{地址}", "邮编": "邮编：{邮编}", "邮箱": "电子邮箱：{邮箱}",
    "受理时间": "受理时间：{受理时间}",
}  # fmt: skip
_ROW = pattern(r"[^：:。，；]{2,12}[：:][^：:。；]{1,60}")  # 受理单位：…: a row of the table that the template has


def _sentences(text: str) -> list[str]:
    return [span.of(text) for span in full_sentences(text)]


def _by_subject(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """Blocks gathered into sections: each with a heading begins one."""
    out: list[list[Block]] = []
    for block in blocks:
        if block.heading is not None or not out:
            out.append([])
        out[-1].append(block)
    return [tuple(section) for section in out]


def fact_passage(text: str, ref: str) -> Passage:
    """A passage that is one fact of the ledger."""
    pieces = Pieces().add(text, "ledger", ref)
    return Passage(text, origins=tuple(pieces.origins))


def _written(points: list[PointEntry]) -> list[PointEntry]:
    """The points to print; a single 内容: 无 says that there are none."""
    return [] if len(points) == 1 and points[0].lead is None and points[0].content == NONE else points


def _left_out(entry: Leadership | NextSteps) -> bool:
    """Whether the writer wants no such part at all: 概述: 无 and 要点: [{内容: 无}]."""
    return entry.overview == NONE and bool(entry.points) and not _written(entry.points) and not entry.blocks


def _complete(entry: Leadership | NextSteps) -> bool:
    """Whether the writer has worded everything, so that the phrasebank is not asked."""
    if entry.blocks:
        return all(not isinstance(e, PhraseRef) for e in [entry.overview, *(p.lead for p in entry.points)])
    return (
        isinstance(entry.overview, str)
        and bool(entry.points)
        and all(p.content and isinstance(p.lead, str) for p in _written(entry.points))
    )
