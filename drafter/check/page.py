"""Findings as one HTML file to read beside the draft: the notice's text with the words marked, the list, filters.

Nothing is loaded from anywhere: it opens on a machine without a network.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

from drafter.check.marked import Stretch, marked
from drafter.check.model import SEVERITIES, SEVERITY_NAMES, Finding
from drafter.check.privacy import Mask
from drafter.check.registry import FAMILIES
from drafter.check.since import Since
from drafter.check.table import counts, heading_of
from drafter.own import GENERATOR
from drafter.report import Report
from drafter.text.normal import in_one_line, visible

_STYLE = """
*{box-sizing:border-box}
body{margin:0;font:16px/1.8 "Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;color:#222}
header{position:sticky;top:0;background:#fff;border-bottom:1px solid #ccc;padding:.5em 1em;z-index:2}
header h1{font-size:1.05em;margin:0 1em 0 0;display:inline-block}
fieldset{display:inline-block;border:0;padding:0;margin:0 1.2em 0 0}legend{float:left;margin-right:.5em;color:#666}
label{margin-right:.7em;white-space:nowrap}
main{display:flex;align-items:flex-start}
#text{flex:3;padding:1em 1.5em;min-width:0;font-family:FangSong,"Noto Serif CJK SC",serif}
#list{flex:2;position:sticky;top:4.6em;max-height:calc(100vh - 4.8em);overflow:auto}
#list{border-left:1px solid #ccc;padding:.6em 1em;min-width:16em}
#text p{margin:.35em 0;text-indent:2em;overflow-wrap:anywhere}#text p.h{font-weight:bold}
#text p.aside{color:#888;font-size:.9em}
#text .no{color:#999;font-size:.75em;margin-right:.4em;text-indent:0;user-select:none}
mark{background:none;border-bottom:2px solid;cursor:pointer;padding:0}
mark.error{background:#fde0de;border-color:#c62828}mark.warning{background:#fff2cc;border-color:#e69100}
mark.info{background:#e3f1fb;border-color:#2f80c0}mark.off{background:none;border-color:transparent;cursor:auto}
mark.hit{outline:2px solid #222}#text mark.no{border:0;padding:0 .25em;color:#000}
article{border-left:4px solid;padding:.1em .6em;margin:.5em 0;background:#fafafa;cursor:pointer}
article.error{border-color:#c62828}article.warning{border-color:#e69100}article.info{border-color:#2f80c0}
article.hit{background:#eee}article p{margin:.1em 0;overflow-wrap:anywhere}article small{color:#666}
#list h2{font-size:.95em;margin:1em 0 .2em;color:#444}.off-item{display:none}
.remarks{margin:.2em 0;color:#7a4b00}.remarks p,.since p{margin:.15em 0;overflow-wrap:anywhere}
.since{padding:.4em 1.5em 1em;border-top:1px solid #ccc}.since h2{font-size:1.05em}
.since del{color:#a33}.since ins{color:#175}
@media (max-width:640px){
 header{position:static}header h1{display:block;overflow-wrap:anywhere}fieldset{display:block;margin:.3em 0}
 legend{float:none}main{flex-direction:column;align-items:stretch}
 #list{order:-1;position:static;max-height:none;min-width:0;border-left:0;padding:.4em .8em}
 #text{padding:.6em .8em}.since{padding:.4em .8em}
}
@media print{header fieldset{display:none}main{display:block}#list{position:static;max-height:none;border:0}}
"""

_SCRIPT = """
(function(){
var boxes=document.querySelectorAll('input[type=checkbox]');
function on(id){var a=document.getElementById('f'+id);return a&&!a.classList.contains('off-item');}
function refresh(){
  var sev={},fam={};
  boxes.forEach(function(b){(b.name==='severity'?sev:fam)[b.value]=b.checked;});
  document.querySelectorAll('article').forEach(function(a){
    a.classList.toggle('off-item',!(sev[a.dataset.severity]&&fam[a.dataset.family]));});
  document.querySelectorAll('#list h2').forEach(function(h){
    var n=h.nextElementSibling,any=false;
    while(n&&n.tagName==='ARTICLE'){any=any||!n.classList.contains('off-item');n=n.nextElementSibling;}
    h.classList.toggle('off-item',!any);});
  document.querySelectorAll('mark').forEach(function(m){
    var best=null,order=['error','warning','info'];
    m.dataset.ids.split(' ').forEach(function(id){
      if(on(id)){var s=document.getElementById('f'+id).dataset.severity;
        if(best===null||order.indexOf(s)<order.indexOf(best))best=s;}});
    m.className=best||'off';});
}
function show(id,from){
  document.querySelectorAll('.hit').forEach(function(e){e.classList.remove('hit');});
  var a=document.getElementById('f'+id);if(!a)return;a.classList.add('hit');
  var first=null;
  document.querySelectorAll('mark').forEach(function(m){
    if(m.dataset.ids.split(' ').indexOf(id)>=0){m.classList.add('hit');first=first||m;}});
  if(from==='list'){if(first)first.scrollIntoView({block:'center'});}
  else a.scrollIntoView({block:'nearest'});
}
boxes.forEach(function(b){b.addEventListener('change',refresh);});
document.addEventListener('click',function(e){
  var m=e.target.closest('mark');
  if(m&&!m.classList.contains('off')){show(m.dataset.ids.split(' ').filter(on)[0],'text');return;}
  var a=e.target.closest('article');if(a)show(a.id.slice(1),'list');});
refresh();
})();
"""


def page(
    file: str,
    report: Report,
    findings: Sequence[Finding],
    mask: Mask | None = None,
    remarks: Sequence[str] = (),
    since: Since | None = None,
) -> str:
    """The whole HTML file. `remarks` (rules that are off or milder, findings accepted) stand above the findings."""
    numbered = list(enumerate(findings))
    said = f'<div class="remarks">{"".join(f"<p>{escaped(r)}</p>" for r in remarks)}</div>' if remarks else ""
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">' + GENERATOR,
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>审核：{escaped(in_one_line(file))}</title><style>{_STYLE}</style></head><body>",
            f"<header><h1>{escaped(in_one_line(file))}</h1><span>{counts(findings)}</span><br>{_filters(findings)}</header>",
            f'<main><section id="text">{"".join(_paragraphs(report, numbered, mask or Mask()))}</section>',
            f'<aside id="list">{said}{"".join(_list(numbered)) or "<p>没有发现问题</p>"}</aside></main>',
            _since(since) if since else "",
            f"<script>{_SCRIPT}</script></body></html>",
        ]
    )


def _since(since: Since) -> str:
    """What became of the earlier version, below the text."""
    lines = [
        f"<p>已解决{len(since.settled)}处，新出现{len(since.new)}处，仍在{since.remaining}处。</p>",
        *(f"<p>已解决：{escaped(f.code)} {escaped(f.message)}</p>" for f in since.settled),
        *(f"<p>新出现：{escaped(f.code)} {escaped(f.message)}</p>" for f in since.new),
        f"<h2>改动的句子（{len(since.changes)}句）</h2>" if since.changes else "<p>没有改动的句子。</p>",
    ]
    for change in since.changes:
        line = f"第{change.line}段 " if change.line else ""
        before = f"<del>{escaped(change.before)}</del> " if change.before else "（新增）"
        after = f"<ins>{escaped(change.after)}</ins>" if change.after else "（删去）"
        lines.append(f"<p>{line}{before}{after}</p>")
    return f'<section class="since"><h2>与“{escaped(in_one_line(since.file))}”相比</h2>{"".join(lines)}</section>'


def pages(files: Iterable[tuple[str, Sequence[Finding], Sequence[str], str]]) -> str:
    """One HTML file for a whole folder: (file, its findings, why it could not be read, a remark) of each."""
    rows, parts = [], []
    for number, (file, findings, faults, remark) in enumerate(files):
        said, file = "没有读出" if faults else counts(findings), in_one_line(file)
        rows.append(f'<li><a href="#n{number}">{escaped(file)}</a> {said}</li>')
        body = "".join(f"<p>{escaped(fault)}</p>" for fault in faults) or "".join(_list(list(enumerate(findings))))
        if remark:
            body = f'<div class="remarks"><p>{escaped(remark)}</p></div>{body}'
        parts.append(f'<section id="n{number}"><h1>{escaped(file)}</h1>{body or "<p>没有发现问题</p>"}</section>')
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">' + GENERATOR,
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>审核汇总</title><style>{_STYLE}</style></head><body>",
            f'<div id="text"><h1>审核汇总</h1><ol>{"".join(rows)}</ol>{"".join(parts)}</div></body></html>',
        ]
    )


def escaped(text: str) -> str:
    """The text as HTML, with the control characters that HTML does not allow shown by their codes."""
    return html.escape(visible(text))


def _filters(findings: Sequence[Finding]) -> str:
    families = {f.family for f in findings}
    severities = "".join(_box("severity", s, SEVERITY_NAMES[s]) for s in SEVERITIES)
    kinds = "".join(_box("family", code, f"{code} {name}") for code, name in FAMILIES.items() if code in families)
    return f"<fieldset><legend>级别</legend>{severities}</fieldset><fieldset><legend>类别</legend>{kinds}</fieldset>"


def _box(name: str, value: str, label: str) -> str:
    return f'<label><input type="checkbox" name="{name}" value="{value}" checked> {label}</label>'


def _list(numbered: Sequence[tuple[int, Finding]]) -> Iterator[str]:
    heading = None
    for number, f in numbered:
        if heading_of(f) != heading:
            heading = heading_of(f)
            yield f"<h2>{escaped(heading)}</h2>"
        line = f" 第{f.where.paragraph}段" if f.where.paragraph else ""
        excerpt = f"<p><small>原文：{escaped(f.excerpt)}</small></p>" if f.excerpt else ""
        hint = f"<p><small>建议：{escaped(f.suggestion)}</small></p>" if f.suggestion else ""
        basis = f"<p><small>依据：{escaped(f.grounds)}</small></p>" if f.basis else ""
        places = (
            f"<p><small>全部位置：第{'、'.join(map(str, f.lines))}段</small></p>" if f.count > 1 and f.lines else ""
        )
        severity = f.severity or "info"
        yield (
            f'<article id="f{number}" class="{severity}" data-severity="{severity}" data-family="{escaped(f.family)}">'
            f"<p><small>{SEVERITY_NAMES[severity]} {f.code}{line}</small></p><p>{escaped(in_one_line(f.message))}</p>"
            f"{excerpt}{hint}{places}{basis}</article>"
        )


def _paragraphs(report: Report, numbered: Sequence[tuple[int, Finding]], mask: Mask) -> Iterator[str]:
    """The text of the notice with its marks."""
    for line in marked(report, numbered, mask):
        kind = "aside" if line.aside else "h" if line.heading else ""
        number = _mark(line.whole, "no ") if line.whole.ids else f'<span class="no">{line.number}</span>'
        yield f'<p class="{kind}">{number}{"".join(_mark(piece) for piece in line.pieces)}</p>'


def _mark(piece: Stretch, kind: str = "") -> str:
    if not piece.ids:
        return escaped(piece.text)
    return f'<mark class="{kind}{piece.grade}" data-ids="{" ".join(map(str, piece.ids))}">{escaped(piece.text)}</mark>'
