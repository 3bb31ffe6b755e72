"""The sheet to sign as an HTML file: read on a telephone, printed on A4; nothing is loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.page import escaped
from drafter.check.sheet import STEP_COLUMNS, STEPS, STEPS_BASIS, TECHNICAL, TITLE, Part, Sheet
from drafter.own import GENERATOR
from drafter.text.numerals import to_chinese

_STYLE = """
*{box-sizing:border-box}
body{margin:0 auto;max-width:60em;padding:1em 1.2em 3em;color:#222;background:#fff;
 font:16px/1.7 "Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif}
h1{font-size:1.5em;text-align:center;margin:.4em 0 .8em}h2{font-size:1.1em;margin:1.6em 0 .5em}
dl{display:grid;grid-template-columns:6em 1fr;gap:.2em .8em;margin:0}dt{color:#666}dd{margin:0;overflow-wrap:anywhere}
.verdict{border:2px solid;border-radius:4px;padding:.6em .9em;margin:1em 0;font-weight:bold}
.verdict.error{border-color:#c62828;background:#fde0de}.verdict.warning{border-color:#e69100;background:#fff2cc}
.verdict.ready{border-color:#2e7d32;background:#e6f4e7}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #aaa;padding:.35em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f3f3f3;font-weight:bold}td p{margin:.1em 0}tr{break-inside:avoid}
tr.error td:first-child{border-left:5px solid #c62828}tr.warning td:first-child{border-left:5px solid #e69100}
tr.info td:first-child{border-left:5px solid #2f80c0}
ul{margin:.2em 0;padding-left:1.4em}.none{color:#666;margin:.2em 0}
.technical{margin-top:2.5em;border-top:1px solid #ccc;color:#666;font-size:.8em}.technical p{margin:.5em 0}
.narrow{width:4.2em}.middle{width:10em}.sign td{height:4.2em}
@media (max-width:640px){
 body{padding:.6em .8em 2em}dl{grid-template-columns:1fr}dt{margin-top:.4em}
 table,tbody,tr,td{display:block;width:auto}thead{display:none}
 tr{border:1px solid #aaa;margin:.6em 0}td{border:0;border-bottom:1px solid #eee;padding:.3em .6em;height:auto}
 td[data-name]:before{content:attr(data-name) "：";color:#666}td:empty:after{content:"　"}
 tr td:first-child{border-left:0}tr.error{border-left:5px solid #c62828}tr.warning{border-left:5px solid #e69100}
 tr.info{border-left:5px solid #2f80c0}tr[class] td:first-child{border-left:0}
 .sign td{height:auto;min-height:2.6em}
}
@media print{@page{size:A4;margin:20mm 18mm}body{padding:0;max-width:none;font-size:12pt}}
"""
_NARROW = {"序号", "级别", "步骤"}
_MIDDLE = {"位置", "谁定的", "放宽", "签名"}


def sheet_page(sheet: Sheet) -> str:
    """The whole HTML file."""
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">' + GENERATOR,
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{TITLE}</title><style>{_STYLE}</style></head><body><h1>{TITLE}</h1>",
            f"<dl>{_pairs(sheet.facts)}</dl>",
            f'<p class="verdict {sheet.grade}">{escaped(sheet.verdict)}</p>',
            *(f"<h2>{heading}</h2>{body}" for heading, body in _parts(sheet)),
            f'<section class="technical"><p>{TECHNICAL}</p><dl>{_pairs(sheet.technical)}</dl></section>',
            "</body></html>",
        ]
    )


def _pairs(said: tuple[tuple[str, str], ...]) -> str:
    return "".join(f"<dt>{escaped(name)}</dt><dd>{escaped(value)}</dd>" for name, value in said)


def numbered(sheet: Sheet) -> Iterator[tuple[str, Part]]:
    """(一、发现…, the part) for each part; what is signed comes last and is numbered by its caller."""
    for number, part in enumerate(sheet.parts, 1):
        yield f"{to_chinese(number)}、{part.heading}", part


def _parts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for heading, part in numbered(sheet):
        yield escaped(heading), _table(part) if part.rows else f'<p class="none">{escaped(part.nothing)}</p>'
    yield f"{to_chinese(len(sheet.parts) + 1)}、签字", f'<p class="none">{escaped(STEPS_BASIS)}</p>{_steps()}'


def _table(part: Part) -> str:
    if not part.columns:
        return "<ul>" + "".join(f"<li>{escaped(row.cells[0])}</li>" for row in part.rows) + "</ul>"
    rows = "".join(
        f'<tr class="{row.grade}">'
        + "".join(_cell(name, cell) for name, cell in zip(part.columns, row.cells, strict=True))
        + "</tr>"
        for row in part.rows
    )
    return f"<table>{_head(part.columns)}<tbody>{rows}</tbody></table>"


def _head(columns: tuple[str, ...]) -> str:
    def kind(name: str) -> str:
        return ' class="narrow"' if name in _NARROW else ' class="middle"' if name in _MIDDLE else ""

    return "<thead><tr>" + "".join(f"<th{kind(c)}>{escaped(c)}</th>" for c in columns) + "</tr></thead>"


def _cell(name: str, text: str) -> str:
    lines = "".join(f"<p>{escaped(line)}</p>" for line in text.split("\n")) if "\n" in text else escaped(text)
    return f'<td data-name="{escaped(name)}">{lines}</td>'


def _steps() -> str:
    rows = "".join(
        "<tr>" + "".join(_cell(n, c) for n, c in zip(STEP_COLUMNS, (*step, "", "", ""), strict=True)) + "</tr>"
        for step in STEPS
    )
    return f'<table class="sign">{_head(STEP_COLUMNS)}<tbody>{rows}</tbody></table>'
