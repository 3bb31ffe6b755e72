"""整改任务清单: the table of tasks after the notice, for templates that ask for it (it prints internal fields)."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafter.render.context import ANNEX
from drafter.render.marks import W, marked, printable
from drafter.render.signing import SIGNATURE_STYLES

HEADERS = ("序号", "问题", "措施", "牵头单位", "时限", "状态")
_WIDTHS = (6, 19, 34, 14, 17, 10)  # hundredths of the line; 2024年12月31日 takes one line also where figures have gaps


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One problem of the list; several measures are numbered."""

    number: str
    problem: str
    measures: tuple[str, ...] = ()
    lead_unit: str = ""
    deadline: str = ""
    status: str = ""

    @property
    def measures_text(self) -> str:
        if len(self.measures) < 2:
            return "".join(self.measures)
        return "\n".join(f"{i}.{text}" for i, text in enumerate(self.measures, 1))

    def cells(self) -> tuple[str, ...]:
        """In the order of HEADERS."""
        return (self.number, self.problem, self.measures_text, self.lead_unit, self.deadline, self.status)

    def context(self) -> dict[str, Any]:
        """For a template with a table of its own: {%tr for 行 in 任务清单 %}."""
        return dict(zip(HEADERS, (printable(cell) for cell in self.cells()), strict=True))


def append(body: Any, rows: Sequence[AnnexRow], styles: Mapping[str, str], number: str = "") -> None:
    """Put the table behind the text, in a landscape section of its own: GB/T 9704—2012 §7.3.6, 附件 with its number in
    the first line, the title centred in the third; 版记, if there is one behind the signature, after it. `styles`:
    style name -> id.

    Cells carry the same marks as the text: they are resolved with it.
    """
    upright = body.find(W + "sectPr")
    if upright is None:
        upright = _new("sectPr")
    else:
        body.remove(upright)
    across = _landscape(upright)
    imprint = _behind_the_signature(body, styles)
    for child in imprint:
        body.remove(child)
    _end_of_section(body, upright)
    body.append(_paragraph(f"附件{number}", styles.get("附件标记")))
    body.append(_paragraph("", styles.get("空行", styles.get("附件标记"))))
    title = _paragraph(ANNEX, styles.get("附件标题"))
    if "附件标题" not in styles:
        _sub(_sub(title, "pPr"), "jc", val="center")
        title.insert(0, title[-1])
    body.append(title)
    body.append(_table(rows, styles, _text_width(across)))
    body.append(_paragraph("", styles.get("表格文字")))  # Word wants a paragraph after a table at the end
    if imprint:
        _end_of_section(body, across)
        if imprint[0].tag == W + "tbl":  # LibreOffice begins no page with a table that follows one
            body.append(_paragraph("", styles.get("表格文字")))
        body.extend(imprint)
        if imprint[-1].tag == W + "tbl":
            body.append(_paragraph("", styles.get("表格文字")))
        body.append(copy.deepcopy(upright))
    else:
        body.append(across)


def _behind_the_signature(body: Any, styles: Mapping[str, str]) -> list[Any]:
    """What follows the last line of the signature, where that prints or draws something."""
    children = list(body)
    ours = {styles[name] for name in SIGNATURE_STYLES if name in styles}
    used = [child.find(f"{W}pPr/{W}pStyle") if child.tag == W + "p" else None for child in children]
    signed = [i for i, style in enumerate(used) if style is not None and style.get(W + "val") in ours]
    behind = children[signed[-1] + 1 :] if signed else []
    shown = (e for child in behind for e in child.iter(W + "t", W + "tbl", W + "pBdr", W + "drawing", W + "pict"))
    return behind if next(shown, None) is not None else []


def _end_of_section(body: Any, section: Any) -> None:
    """The text's section ends in its last paragraph: no empty page where the text fills its last one."""
    last = body[-1] if len(body) else None
    if last is None or last.tag != W + "p" or last.find(f"{W}pPr/{W}sectPr") is not None:
        last = _new("p")
        body.append(last)
    properties = last.find(W + "pPr")
    if properties is None:
        properties = _new("pPr")
        last.insert(0, properties)
    properties.append(section)


def _landscape(upright: Any) -> Any:
    """The same section turned by a right angle, its margins with it: the binding edge becomes the top."""
    across = copy.deepcopy(upright)
    size, margins = across.find(W + "pgSz"), across.find(W + "pgMar")
    if size is not None:
        width, height = size.get(W + "w"), size.get(W + "h")
        size.set(W + "w", height)
        size.set(W + "h", width)
        size.set(W + "orient", "landscape")
    if margins is not None:
        old = {side: margins.get(W + side) for side in ("top", "right", "bottom", "left")}
        for side, source in (("top", "left"), ("right", "top"), ("bottom", "right"), ("left", "bottom")):
            margins.set(W + side, old[source])
        margins.set(W + "footer", str(max(0, int(old["right"]) - 567)))
    for kind in across.findall(W + "type"):
        across.remove(kind)
    return across


def _text_width(section: Any) -> int:
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    if size is None or margins is None:
        return 12700
    return int(size.get(W + "w")) - int(margins.get(W + "left")) - int(margins.get(W + "right"))


def _table(rows: Sequence[AnnexRow], styles: Mapping[str, str], line: int) -> Any:
    widths = [line * share // 100 for share in _WIDTHS]
    table = _new("tbl")
    properties = _sub(table, "tblPr")
    if "任务清单表" in styles:
        _sub(properties, "tblStyle", val=styles["任务清单表"])
    _sub(properties, "tblW", w=str(sum(widths)), type="dxa")
    borders = _sub(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _sub(borders, side, val="single", sz="4", space="0", color="auto")
    _sub(properties, "tblLayout", type="fixed")
    grid = _sub(table, "tblGrid")
    for width in widths:
        _sub(grid, "gridCol", w=str(width))
    table.append(_row(HEADERS, widths, styles.get("表头"), header=True))
    for row in rows:
        table.append(_row([marked(cell) for cell in row.cells()], widths, styles.get("表格文字")))
    return table


def _row(cells: Sequence[str], widths: Sequence[int], style: str | None, *, header: bool = False) -> Any:
    row = _new("tr")
    properties = _sub(row, "trPr")
    _sub(properties, "cantSplit")
    if header:
        _sub(properties, "tblHeader")
    for text, width in zip(cells, widths, strict=True):
        cell = _sub(row, "tc")
        cell_properties = _sub(cell, "tcPr")
        _sub(cell_properties, "tcW", w=str(width), type="dxa")
        _sub(cell_properties, "vAlign", val="center")
        for line in text.split("\n"):
            cell.append(_paragraph(line, style))
    return row


def _paragraph(text: str, style: str | None) -> Any:
    paragraph = _new("p")
    if style:
        _sub(_sub(paragraph, "pPr"), "pStyle", val=style)
    if text:
        _sub(_sub(paragraph, "r"), "t").text = text
    return paragraph


def _new(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(f"w:{name}")


def _sub(parent: Any, name: str, **attributes: str) -> Any:
    child = parent.makeelement(W + name, {W + key: value for key, value in attributes.items()})
    parent.append(child)
    return child
