"""A problem with its measures, in a template's layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drafter.compose.bare import bare_title
from drafter.compose.text import Page, Pieces, missing, paragraphs_of
from drafter.ledger.model import FILL, AspectEntry, Ledger, MeasureEntry, ProblemEntry, Wording
from drafter.patterns import pattern
from drafter.report import Aspect, Passage, Point, Problem
from drafter.template import Layout
from drafter.text.headings import RESULT_LABEL
from drafter.text.ordinals import numbered, numbered_below

NONE = "无"
_BELOW_ASPECTS = "①"  # 一、（一）1.（1）①: the next level, where measures would be numbered as their 具体表现 is
_RESULT_LABEL = pattern(r"^[^：:。]{0,8}(?:成效|成果|结果|效果)\s*[：:】\]]")
_SLOTS = pattern(r"(\{(?:状态|序号)\})")
_STATUS_SLOT = pattern(r"[（(]?\{状态\}[）)]?")
_TO_INNER_QUOTES = str.maketrans("“”", "‘’")


@dataclass
class ProblemWriter:
    """Lays down problems one after another; the numbers run through the whole notice."""

    ledger: Ledger
    layout: Layout
    page: Page
    lead: Callable[[Wording | None, str], Passage | None]
    supply: Callable[[list[tuple[str, MeasureEntry]], str, str], list[Passage | None]]  # leads where asked for
    count: int = 0
    outer: int = 1  # the number of the section or the 方面 they stand in, for forms of two levels
    _named: tuple[str, str, bool] = ("", "", False)  # whose measures are written: title, path, whether leads are asked

    def problem(self, index: int, entry: ProblemEntry) -> Problem:
        """`index`: the problem's place in 问题, for the trace."""
        self.count += 1
        path = f"问题[{index}]"
        title = bare_title(entry.printed_title)
        key = "公开表述" if entry.public_title else "表述"
        form = self.layout.problem
        if form and form == self.layout.group and any(p.aspect for p in self.ledger.problems):
            form = "1."
        pieces = Pieces().add(numbered_below(form, self.outer, self.count), "count", "问题序号")
        wording = self._wording(entry.wording)
        heading = self._heading(pieces, wording, title, f"{path}.{key}", entry.status)
        self._named = (title, f"{path}.{key}", FILL in (entry.leads, self.ledger.notice.leads))
        label, measures = self._measures(entry, path, self.layout.measure, not entry.aspects)
        measure_form = self.layout.measure if self.layout.measure != self.layout.aspect else _BELOW_ASPECTS
        aspect_form = _free_form(self.layout.aspect, entry.aspects)
        aspects = tuple(
            self._aspect(a, i, f"{path}.具体表现[{i}]", aspect_form, measure_form) for i, a in enumerate(entry.aspects)
        )
        return Problem(
            number=str(self.count),
            title=title,
            heading=heading,
            group=entry.aspect or entry.part,
            label=label,
            measures=measures,
            aspects=aspects,
            result=self._result(entry.result, path),
        )

    def _aspect(self, entry: AspectEntry, index: int, path: str, own_form: str, form: str) -> Aspect:
        pieces = Pieces().add(numbered_below(own_form, self.count, index + 1), "count", "具体表现序号")
        title = bare_title(entry.title)
        self._named = (title, f"{path}.表述", self._named[2])
        heading = self._heading(pieces, self.layout.aspect_heading, title, f"{path}.表述")
        label, measures = self._measures(entry, path, form, True)
        return Aspect(str(index + 1), title, heading, label, measures, self._result(entry.result, path))

    def _wording(self, own: str | None) -> str:
        """How the problem's heading is worded: its own way, which shows the status where the template's does."""
        usual = self.layout.problem_heading
        if not own or "{表述}" not in own:
            return usual
        status = _STATUS_SLOT.search(usual)
        shown = "{状态}" in own or own.rstrip("。")[-1] in "）)"
        return own if status is None or shown else own.rstrip("。") + usual[status.start() :]

    def _heading(self, pieces: Pieces, form: str, title: str, ref: str, status: str | None = None) -> Passage:
        before, _, after = (form if status else _STATUS_SLOT.sub("", form)).partition("{表述}")
        if before.endswith("“"):
            title = title.translate(_TO_INNER_QUOTES)
        if title.endswith("问题"):
            after = after.replace("问题", "", 1)
        self._fill(pieces, before, ref, status)
        self._fill(pieces.add(title, "ledger", ref), after, ref, status)
        return self.page.paragraph(pieces)

    def _fill(self, pieces: Pieces, form: str, ref: str, status: str | None) -> None:
        for part in _SLOTS.split(form):
            if part == "{状态}":
                said = next((said for one, said in self.layout.status_words.items() if one == status), status)
                pieces.add(said or "", "ledger", f"{ref.rpartition('.')[0]}.状态")
            elif part == "{序号}":
                pieces.add(str(self.count), "count", "问题序号")
            else:
                pieces.add(part, "template", "版式.问题标题")

    def _measures(
        self, entry: ProblemEntry | AspectEntry, path: str, form: str, required: bool
    ) -> tuple[Passage | None, tuple[Point, ...]]:
        entries, own_label = entry.measures, entry.label
        text = None if own_label == NONE else own_label or self.layout.label
        inline = (entry.measures_run or self.layout.measures) == "内联"
        headed = (entry.heading_place or self.layout.heading_place) == "同段"
        led = (entry.label_place or self.layout.label_place or ("同段" if inline else "独段")) == "同段"
        if not entries and not required:
            return None, ()
        shown = [(i, measure) for i, measure in enumerate(entries) if measure.public]
        label = None
        if text:
            if led and text[-1].isalnum():  # with a paragraph of its own it may be a heading
                text += "："
            pieces = Pieces()
            pieces.add(text, "ledger" if own_label else "template", f"{path}.标签" if own_label else "版式.标签")
            label = self._lay(pieces, headed)
        if not shown:
            pieces = Pieces().add(missing("整改措施"), "missing", f"{path}.措施")
            return label, (Point((self._lay(pieces, led if label else headed),)),)
        points: list[Point] = []
        number = 0
        single = len(shown) == 1 and not self.layout.number_single_measure
        title, title_path, asked = self._named
        planned = _plans_are_leads([measure for _, measure in shown])
        if asked:
            shown = [(i, _asking(measure, planned)) for i, measure in shown]
        if not planned:
            shown = [(i, m.model_copy(update={"lead": NONE}) if m.lead is None else m) for i, m in shown]
        supplied = self.supply([(f"{path}.措施[{i}]", measure) for i, measure in shown], title, title_path)
        for (i, measure), own_lead in zip(shown, supplied, strict=True):
            if measure.ordinal == NONE or (single and not measure.ordinal):
                ordinal = None
            else:
                number += 1
                ordinal = measure.ordinal or numbered(form, number) or None
            # without a number nothing else than its paragraph tells where a measure begins
            joined = (inline and ordinal is not None) if points else led if label else headed
            points.append(self._measure(measure, ordinal, f"{path}.措施[{i}]", joined, own_lead))
        return label, tuple(points)

    def _measure(
        self, entry: MeasureEntry, ordinal: str | None, path: str, joined: bool, supplied: Passage | None
    ) -> Point:
        pieces = Pieces().add(ordinal or "", "count", "措施序号")
        lead = supplied if entry.lead == FILL else self.lead(entry.lead, path)
        if lead:
            pieces.join(lead).add("。", "template", "句号")
        elif entry.lead is None and (phrase := plan_as_lead(entry.plan)):
            pieces.add(phrase, "ledger", f"{path}.计划").add("。", "template", "句号")
            lead = Passage(phrase)
        if not entry.content:
            wanted = "整改进展" if entry.plan else "措施内容"
            pieces.add(missing(wanted), "missing", f"{path}.内容").close()
            return Point((self._lay(pieces, joined),), ordinal, lead.text if lead else None)
        first, *rest = [part.strip() for part in entry.content.split("\n") if part.strip()]
        pieces.add(first, "ledger", f"{path}.内容").close()
        passages = [self._lay(pieces, joined)]
        for part in rest:
            passages += paragraphs_of(self.page, part, f"{path}.内容")
        return Point(tuple(passages), ordinal, lead.text if lead else None)

    def _lay(self, pieces: Pieces, joined: bool) -> Passage:
        return self.page.inline(pieces) if joined else self.page.paragraph(pieces)

    def _result(self, text: str | None, path: str) -> tuple[Passage, ...]:
        if not text:
            return ()
        pieces = Pieces()
        own, _, below = text.strip().partition("\n")
        if below and RESULT_LABEL.fullmatch(own.strip()):
            label = self.page.paragraph(pieces.add(own.strip(), "ledger", f"{path}.成效"))
            return (label, *paragraphs_of(self.page, below, f"{path}.成效"))
        if not _RESULT_LABEL.match(text):
            pieces.add(self.layout.result_label, "template", "版式.成效标签")
            if self.layout.result_label_place == "独段":
                label = self.page.paragraph(pieces)
                return (label, *paragraphs_of(self.page, text, f"{path}.成效"))
        if self.layout.result_place == "接排":
            first, *rest = [part.strip() for part in text.split("\n") if part.strip()]
            pieces.add(first, "ledger", f"{path}.成效").close()
            later = (p for part in rest for p in paragraphs_of(self.page, part, f"{path}.成效"))
            return (self.page.inline(pieces), *later)
        return paragraphs_of(self.page, text, f"{path}.成效", first=pieces)


def _asking(entry: MeasureEntry, planned: bool) -> MeasureEntry:
    """The measure as it is where its problem, or the whole notice, asks for leads and it has none. `planned`: plans
    stand as leads there."""
    bare = entry.lead is None and entry.content and not (planned and plan_as_lead(entry.plan))
    return entry.model_copy(update={"lead": FILL}) if bare else entry


def _plans_are_leads(measures: list[MeasureEntry]) -> bool:
    """Plans stand as leads before all of a problem's measures that have plans and no leads, or before none: two that
    are alike are printed alike."""
    return all(plan_as_lead(measure.plan) for measure in measures if measure.plan and measure.lead is None)


_LONGEST_LEAD = 20
_NO_LEAD = pattern(r"[0-9０-９《》。；;，,：:\n]|拟|将|计划|年底前|月底前")


def plan_as_lead(plan: str | None) -> str | None:
    """A short plan without figures and dates (建立周调度机制) may stand as 提法 before what was done."""
    phrase = (plan or "").strip().rstrip("。；;")
    return phrase if 4 <= len(phrase) <= _LONGEST_LEAD and not _NO_LEAD.search(phrase) else None


def _free_form(form: str, aspects: list[AspectEntry]) -> str:
    """The template's numbering of 具体表现, or another where the measures below have that very numbering."""
    own = {m.ordinal for a in aspects for m in a.measures if m.ordinal}
    return next((f for f in (form, "（1）", "①", "1.") if numbered(f, 1) not in own), form)
