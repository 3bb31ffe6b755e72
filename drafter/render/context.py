"""Report -> what a template can say: Chinese names for every printed part, in printed order.

`variables` describes the names for the check of templates and for docs/模板.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from drafter.render.environment import Rows
from drafter.render.faces import Face, faces
from drafter.render.marks import HEADING, OWN_HEADING, indented, marked, printable
from drafter.render.signing import Stand, stands
from drafter.render.title import CAPACITY, break_title
from drafter.render.variables import NEXT_NUMBER
from drafter.report import SENTENCE_END, Aspect, Block, Contact, Passage, Point, Problem, Report, Role, Section
from drafter.template import leads_alone
from drafter.text.dates import chinese_date
from drafter.text.ordinals import numbered

if TYPE_CHECKING:
    from drafter.render.annex import AnnexRow


ANNEX = "整改任务清单"


Faces = Mapping[tuple[int | None, int], tuple[Face, int]]  # (line, start) of a passage -> what its head is set in


class Part(dict[str, Any]):
    """A group of variables; false where all of them are empty, so that {%p if 组织领导 %} does what it says."""

    def __bool__(self) -> bool:
        return any(self.values())


class Line:
    """A printed paragraph. Escaping it (which Jinja does where it is printed) gives its text with marks."""

    __slots__ = ("breaks", "faces", "mark", "passages", "phrases", "stand")

    def __init__(self, passages: list[Passage], phrases: bool, faces: Faces | None = None) -> None:
        self.passages = passages
        self.phrases = phrases
        self.faces = faces or {}
        self.breaks: list[int] = []  # offsets of new lines, of a title
        self.stand: Stand | None = None  # of a signature
        self.mark = ""  # of a section's heading

    def __str__(self) -> str:
        return printable("".join(p.text for p in self.passages))

    def __bool__(self) -> bool:
        return any(p.text for p in self.passages)

    def __html__(self) -> str:
        # Offsets of breaks count from the first passage; only titles have them, and a title line is one passage.
        text = "".join(
            marked(p.text, p.origins, phrases=self.phrases, breaks=self.breaks, face=self.faces.get((p.line, p.start)))
            for p in self.passages
        )
        if self.stand is not None:
            text = indented(text, self.stand)
        text = self.mark + text
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")


class _Flow:
    """Passages in printed order -> lines: neighbours with the same line number are one paragraph."""

    def __init__(self, phrases: bool, faces: Faces) -> None:
        self.phrases = phrases
        self.faces = faces
        self.current: Line | None = None

    def line(self, passage: Passage | None) -> Line | None:
        """A new line for the passage, or None where it went on with the line before."""
        if passage is None or not passage.text:
            return None
        last = self.current.passages[-1].line if self.current else None
        if self.current and last is not None and last == passage.line:
            self.current.passages.append(passage)
            return None
        self.current = Line([passage], self.phrases, self.faces)
        return self.current

    def lines(self, passages: Iterable[Passage]) -> list[Line]:
        return [line for p in passages if (line := self.line(p))]


def build(
    report: Report,
    *,
    clean: bool = False,
    capacity: float = CAPACITY,
    annex_rows: Iterable[AnnexRow] = (),
    extra: Mapping[str, Any] | None = None,
    faced: Collection[Face] = (),
    section: str = "一、",
) -> dict[str, Any]:
    """The context for one report. `capacity` is how many characters of the title fit on a line, `faced` which faces
    the template has, `section` how it numbers sections."""
    flow = _Flow(
        not clean, {(f.passage.line, f.passage.start): (f.face, f.end) for f in faces(report) if f.face in faced}
    )
    title = _title(report, flow, capacity)
    preamble = flow.lines(report.preamble)
    printed = [s for s in report.sections if not s.is_annex_list]
    sections = _sections(printed, flow)
    contact = report.contact or Contact()
    rows = [row.context() for row in annex_rows]
    annexes = _annexes(report, flow, own=bool(rows))
    values = {
        **title,
        "发文字号": _fact(report.document_number, "发文字号"),
        "发布范围": _field(report.range),
        "导语": preamble,
        "组织领导": _without_problems(sections.get("leadership") or _empty()),
        "整改进展": _of_problems(sections.get("progress") or _empty()),
        "下一步": _without_problems(sections.get("next_steps") or _empty()),
        NEXT_NUMBER: _field(numbered(section, sum(s.heading is not None for s in printed) + 1)),
        "联系方式": flow.lines(contact.passages),
        "电话": _fact(contact.phone, "监督电话"),
        "地址": _fact(contact.address, "联系地址"),
        "邮编": _fact(contact.postcode, "邮政编码"),
        "邮箱": _fact(contact.email, "电子邮箱"),
        "受理时间": _fact(contact.hours, "受理时间"),
        **_signature(report, flow),
        "附件": _field("\n".join(map(str, annexes))),
        "附件列表": annexes,
        "问题总数": len(report.problems),
        "任务清单": rows,
        "自定义": Part(extra or {}),
    }
    steps = [0]
    return {key: _counted(value, steps) for key, value in values.items()}


def _counted(value: Any, steps: list[int]) -> Any:
    """The value with lists that count how often they are looped over, all together."""
    if isinstance(value, list):
        return Rows((_counted(item, steps) for item in value), steps)
    if isinstance(value, Part):
        return Part({key: _counted(item, steps) for key, item in value.items()})
    return value


def _field(value: str | None) -> Line:
    return Line([Passage(value or "")], False)


def _fact(value: str | None, what: str) -> Line:
    """A fact that has a place of its own in the template; where the ledger lacks it, that is seen there.

    It stays false, so that {%p if 邮编 %} leaves out what an office does not have.
    """
    return _field(value) if value else Missing(what)


class Missing(Line):
    """【待补：…】, highlighted wherever it is printed."""

    __slots__ = ("said",)

    def __init__(self, what: str) -> None:
        super().__init__([Passage("")], False)
        self.said = f"【待补：{what}】"

    def __str__(self) -> str:
        return self.said

    def __html__(self) -> str:
        return marked(self.said)


def _title(report: Report, flow: _Flow, capacity: float) -> dict[str, Any]:
    lines = [line for p in report.title_lines if (line := _Flow(flow.phrases, {}).line(p))]
    if len(lines) == 1:
        whole = lines[0].passages[0]
        lines[0].breaks = break_title(whole.text, capacity)
        rows = _cut(whole, lines[0].breaks, flow.phrases)
        title: Line | _Stacked = lines[0]
    else:
        rows, title = lines, _Stacked(lines)
    return {"标题": title or Missing("标题"), "标题全文": _fact(printable(report.title or ""), "标题"), "标题行": rows}


class _Stacked:
    """Title lines that the writer set himself, in one paragraph."""

    def __init__(self, rows: list[Line]) -> None:
        self.rows = rows

    def __str__(self) -> str:
        return "".join(map(str, self.rows))

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __html__(self) -> str:
        return "\n".join(row.__html__() for row in self.rows)


def _cut(passage: Passage, breaks: list[int], phrases: bool) -> list[Line]:
    edges = [0, *breaks, len(passage.text)]
    rows = []
    for start, end in pairwise(edges):
        origins = tuple(
            o._replace(start=max(o.start, start) - start, end=min(o.end, end) - start)
            for o in passage.origins
            if o.start < end and o.end > start
        )
        rows.append(Line([Passage(passage.text[start:end], origins=origins)], phrases))
    return rows


def _empty() -> Part:
    return Part(标题=None, 板块=[], 概述=[], 要点=[], 问题=[])


def _section(section: Section, flow: _Flow) -> Part:
    heading = flow.line(section.heading)
    if heading:
        heading.mark = HEADING
    blocks = [_block(block, flow) for block in section.blocks]
    return Part(
        标题=heading,
        板块=blocks,
        概述=[x for b in blocks for x in b["概述"]],
        要点=[x for b in blocks for x in b["要点"]],
        问题=[x for b in blocks for x in b["问题"]],
    )


def _without_problems(section: Part) -> Part:
    """An opening or a closing is all paragraphs: should a problem stand there, it is printed as such."""
    for block in section["板块"]:
        for problem in block.pop("问题"):
            for part in (problem, *problem["具体表现"]):
                heading = [part["标题"]] if part["标题"] else []
                block["段落"] += heading + part["正文"]
                block["分项"].append(Part(提法=None, 正文=heading + part["正文"]))
            block["段落"] += problem["成效"]
            block["分项"].append(Part(提法=None, 正文=problem["成效"]))
    del section["问题"]
    return section


def _of_problems(section: Part) -> Part:
    """The progress is told by problems; its blocks have no points apart."""
    for block in section["板块"]:
        del block["分项"]
    return section


_NAMED: tuple[Role, ...] = ("leadership", "progress", "next_steps")  # the parts a template prints, in its order


def _sections(sections: Iterable[Section], flow: _Flow) -> dict[Role, Part]:
    """The parts that a template knows. What is of another role, of one met before, or out of the usual order is
    printed in its place: at the end of the part before it."""
    out: dict[Role, Part] = {}
    host: Role | None = None
    before: Part | None = None  # what stands before the first part that a template knows
    for section in sections:  # in printed order, which matters to `flow`
        part = _section(section, flow)
        role = section.role
        if role in _NAMED and role not in out and (host is None or _NAMED.index(role) > _NAMED.index(host)):
            out[role] = _joined(before, part) if before else part
            host, before = role, None
        elif host is not None:
            out[host] = _joined(out[host], part)
        else:
            before = _joined(before, part) if before else part
    if before:
        out["progress"] = before
    return out


def _joined(first: Part, second: Part) -> Part:
    """Two sections in one part: the second one's heading stands as one of a block of its own."""
    if second["标题"]:
        second["标题"].mark = OWN_HEADING
        second["板块"].insert(0, Part(标题=second["标题"], 概述=[], 要点=[], 分项=[], 段落=[], 问题=[]))
    return Part({key: first[key] if key == "标题" else first[key] + second[key] for key in first})


def _block(block: Block, flow: _Flow) -> Part:
    heading = flow.line(block.heading)
    overview = flow.lines(block.overview)
    items = [_item(point, flow) for point in block.points]
    points = [line for item in items for line in ([item["提法"]] if item["提法"] else []) + item["正文"]]
    problems = [_problem(problem, flow) for problem in block.problems]
    if heading and (len(heading.passages) > 1 or str(heading)[-1] in SENTENCE_END):
        overview.insert(0, heading)  # a plain sentence, or one that the text goes on from: no heading
        heading = None
    return Part(标题=heading, 概述=overview, 要点=points, 分项=items, 段落=overview + points, 问题=problems)


def _item(point: Point, flow: _Flow) -> Part:
    """A point with its lead apart where that has a paragraph of its own."""
    lines = flow.lines(point.passages)
    alone = len(lines) > 1 and leads_alone(point)
    return Part(提法=lines[0] if alone else None, 正文=lines[1:] if alone else lines)


def _problem(problem: Problem, flow: _Flow) -> Part:
    heading, body = _body(problem, flow)
    aspects = [_aspect(aspect, flow) for aspect in problem.aspects]
    return Part(
        编号=problem.number,
        表述=_field(problem.title),
        方面=_field(problem.group),
        标题=heading,
        **body,
        具体表现=aspects,
        成效=flow.lines(problem.result),
    )


def _aspect(aspect: Aspect, flow: _Flow) -> Part:
    heading, body = _body(aspect, flow)
    result = flow.lines(aspect.result)
    body["正文"] = body["正文"] + result
    return Part(编号=aspect.number, 表述=_field(aspect.title), 标题=heading, **body, 成效=result)


def _body(item: Problem | Aspect, flow: _Flow) -> tuple[Line | None, dict[str, Any]]:
    """(its heading, its label and measures). A heading that text runs on from is body text."""
    heading = flow.line(item.heading)
    label = flow.line(item.label)
    measures = flow.lines(p for measure in item.measures for p in measure.passages)
    if label and len(label.passages) > 1:
        measures.insert(0, label)
        label = None
    if heading and len(heading.passages) > 1:
        measures.insert(0, heading)
        heading = None
    return heading, {"标签": label, "措施": measures, "正文": ([label] if label else []) + measures}


def _annexes(report: Report, flow: _Flow, *, own: bool) -> list[Line]:
    """What comes with the notice, numbered where it is more than one thing; `own`: the list of tasks is among it."""
    lines = [line for s in report.sections if s.is_annex_list for p in s.points for line in flow.lines(p.passages)]
    names = annex_names(report, own=own)
    if len(names) == len(lines):
        return lines
    return [_field(f"{i}.{name}" if len(names) > 1 else name) for i, name in enumerate(names, 1)]


def annex_names(report: Report, *, own: bool) -> list[str]:
    """The names of what comes with the notice, without numbers; the list of tasks last, if it is not among them."""
    names = [point.lead or "" for s in report.sections if s.is_annex_list for point in s.points]
    return [*names, ANNEX] if own and ANNEX not in names else names


def _signature(report: Report, flow: _Flow) -> dict[str, Any]:
    signers = flow.lines(report.signers)
    date = flow.line(report.date_line)
    if date is None and report.date and not report.date_line:
        date = Line([Passage(chinese_date(report.date))], flow.phrases)
    found, of_date = stands([str(s) for s in signers], str(date) if date else None)
    for signer, stand in zip(signers, found, strict=True):
        signer.stand = stand
    if date:
        date.stand = of_date
    return {"落款": signers, "成文日期": date or Missing("成文日期")}
