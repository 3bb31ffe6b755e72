"""What a template carries along that is no part of a notice: comments, persons, links to other files, programs.

`stripped` keeps it out of drafts, except where template.yaml says so under 保留; the check names it. What would take
text of the office's with it (a whole document embedded as one) is refused instead.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree

from drafter.patterns import pattern
from drafter.render.marks import W
from drafter.render.tags import find_tags, own_content

_CONTENT_TYPES = "[Content_Types].xml"
_LINKS = pattern(r"^\s*(INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|DDE|LINK|IMPORT|RD|DATABASE)\b", re.IGNORECASE)
_KINDS = {  # kind of relation -> (its word in 保留, what the user calls it)
    "comments": ("批注", "批注"),
    "commentsExtended": ("批注", ""),
    "commentsIds": ("批注", ""),
    "commentsExtensible": ("批注", ""),
    "people": ("批注", ""),
    "glossaryDocument": ("构建基块", ""),  # AutoText and what empty controls show: never printed
    "attachedTemplate": ("附加模板", "连着另一个模板文件"),
    "vbaProject": ("宏", "宏（VBA 程序）"),
    "wordVbaData": ("宏", ""),
    "keyMapCustomizations": ("宏", ""),
    "control": ("控件", "ActiveX 控件"),
    "oleObject": ("嵌入对象", "嵌入的对象（OLE）"),
    "package": ("嵌入对象", "嵌入的文件"),
    "mailMergeSource": ("外部内容", "邮件合并的数据源"),
    "recipientData": ("外部内容", "邮件合并的收件人"),
}
_NEVER_KEPT = ("宏", "控件", "构建基块")


class Carried(NamedTuple):
    """One thing found. `refused`: leaving it out would lose text, so the template is not used."""

    element: Any  # where it stands, None where that is no place in the text
    word: str  # under which 保留 keeps it
    what: str
    mend: str
    refused: bool = False


def travelling(parts: dict[str, bytes], stories: dict[str, Any], dropped: Iterable[str] = ()) -> list[Carried]:
    """Everything of that kind. `dropped`: kinds of parts that the package held and its repair has left out."""
    return [*_packaged(parts, dropped), *_written(stories, _hiding_styles(parts))]


def _packaged(parts: dict[str, bytes], dropped: Iterable[str]) -> Iterator[Carried]:
    told: set[str] = set()
    for kind in dropped:
        word, what = _KINDS.get(kind, ("", ""))
        if what and what not in told:
            told.add(what)
            yield Carried(None, word, what, _mend(word))
    for name, data in parts.items():
        if not name.endswith(".rels"):
            continue
        for relation in _relations(data):
            kind = (relation.get("Type") or "").rpartition("/")[2]
            external = relation.get("TargetMode") == "External"
            word, what = _KINDS.get(kind, ("", ""))
            if what and what not in told:
                told.add(what)
                yield Carried(None, word, what, _mend(word))
            elif external and kind not in ("hyperlink", "attachedTemplate") and not word:
                yield Carried(None, "外部内容", f"引用了外部文件 {relation.get('Target')}", _mend("外部内容"))
    core = parts.get("docProps/core.xml")
    if core:
        persons = {"creator": "作者", "lastModifiedBy": "最后修改人", "keywords": "关键词", "description": "备注"}
        for element in etree.fromstring(core):
            title = persons.get(etree.QName(element).localname)
            value = (element.text or "").strip()
            if title and value and value != "python-docx":
                yield Carried(None, "作者", f"文件属性里有{title}“{value[:20]}”", _mend("作者"))


def _mend(word: str) -> str:
    if word in _NEVER_KEPT:
        return "通报里不需要，另存为不带它的 .docx"
    return f"不用处理；要带进通报，在 template.yaml 里写 保留: [{word}]"


def _written(stories: dict[str, Any], hiding: Collection[str]) -> Iterator[Carried]:
    for root in stories.values():
        for element in root.iter(W + "altChunk", W + "subDoc"):
            yield Carried(element, "", "插入了另一个文件的内容（altChunk）", "在 Word 中把那些内容粘贴进来", True)
        for field, code in _fields(root):
            if match := _LINKS.match(code):
                yield Carried(field, "外部内容", f"域 {match[1].upper()} 引用外部内容", _mend("外部内容"))
        for run in root.iter(W + "r"):
            if _hidden(run, hiding) and not _in_a_tag(run):
                text = "".join(t.text or "" for t in run.iter(W + "t"))
                if text.strip():
                    yield Carried(run, "隐藏文字", f"隐藏文字“{text.strip()[:20]}”", _mend("隐藏文字"))


def _hidden(run: Any, hiding: Collection[str]) -> bool:
    """Whether Word hides the run: by its own mark, else by the style of the run or of its paragraph."""
    mark = run.find(f"{W}rPr/{W}vanish")
    if mark is not None:
        return _is_on(mark)
    paragraph = next(run.iterancestors(W + "p"), run)
    styles = (run.find(f"{W}rPr/{W}rStyle"), paragraph.find(f"{W}pPr/{W}pStyle"))
    return any(style is not None and style.get(W + "val") in hiding for style in styles)


def _is_on(mark: Any) -> bool:
    return mark.get(W + "val") not in ("0", "false", "off")


def _hiding_styles(parts: dict[str, bytes]) -> frozenset[str]:
    """The ids of styles that hide their text, by what they say or by the style they are based on."""
    styles = etree.fromstring(parts["word/styles.xml"]).findall(W + "style") if "word/styles.xml" in parts else []
    own, base = {}, {}
    for style in styles:
        mark, on = style.find(f"{W}rPr/{W}vanish"), style.find(W + "basedOn")
        identity = style.get(W + "styleId") or ""
        own[identity] = None if mark is None else _is_on(mark)
        base[identity] = on.get(W + "val") if on is not None else None
    found = set()
    for identity in own:
        chain: list[str] = []
        at: str | None = identity
        while at in own and at not in chain and own[at] is None:
            chain.append(at)
            at = base[at]
        if at is not None and own.get(at):
            found.add(identity)
    return frozenset(found)


def _in_a_tag(run: Any) -> bool:
    """Whether some of the run's text belongs to a tag of its paragraph: a tag that an office hides is executed."""
    paragraph = next(run.iterancestors(W + "p"), run)
    text, spans = "", []
    for content in own_content(paragraph):
        if content.tag == W + "t":
            if content.getparent() is run:
                spans.append((len(text), len(text) + len(content.text or "")))
            text += content.text or ""
    return any(tag.start < end and start < tag.end for tag in find_tags(text) for start, end in spans)


def _fields(root: Any) -> Iterator[tuple[Any, str]]:
    """(element it begins at, its code) of every field, the innermost code first."""
    for simple in root.iter(W + "fldSimple"):
        yield simple, simple.get(W + "instr") or ""
    open_: list[tuple[Any, list[str]]] = []
    for element in root.iter(W + "fldChar", W + "instrText"):
        if element.tag == W + "instrText":
            if open_:
                open_[-1][1].append(element.text or "")
        elif element.get(W + "fldCharType") == "begin":
            open_.append((element, []))
        elif element.get(W + "fldCharType") == "end" and open_:
            start, code = open_.pop()
            yield start, "".join(code)


def stripped(parts: dict[str, bytes], stories: dict[str, Any], keep: Collection[str]) -> dict[str, bytes]:
    """The parts without it; the stories are changed in place."""
    parts = dict(parts)
    for name in [n for n in parts if n.endswith(".rels")]:
        root = etree.fromstring(parts[name])
        changed = False
        for relation in list(root):
            kind = (relation.get("Type") or "").rpartition("/")[2]
            word = _KINDS.get(kind, ("", ""))[0]
            external = relation.get("TargetMode") == "External" and kind not in ("hyperlink", "attachedTemplate")
            word = word or ("外部内容" if external else "")
            if word and (word not in keep or word in _NEVER_KEPT):
                root.remove(relation)
                changed = True
                _forget_reference(stories, parts, name, relation, external)
        if changed:
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    hiding = _hiding_styles(parts)
    for root in stories.values():
        if "外部内容" not in keep:
            for start, code in list(_fields(root)):
                if _LINKS.match(code):
                    _unlink(root, start)
        if "隐藏文字" not in keep:
            for run in [r for r in root.iter(W + "r") if _hidden(r, hiding) and not _in_a_tag(r)]:
                run.getparent().remove(run)
    return parts


_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _forget_reference(
    stories: dict[str, Any], parts: dict[str, bytes], rels: str, relation: Any, external: bool
) -> None:
    """Take away what pointed at a relation that is gone; a picture that stands for an object stays."""
    owner = rels.replace("_rels/", "").removesuffix(".rels")
    identity, target = relation.get("Id"), relation.get("Target") or ""
    if owner == "word/settings.xml" and owner in parts:
        settings: Any = etree.fromstring(parts[owner])
        for element in [e for e in settings.iter() if identity in (e.get(_R + "id"),)]:
            element.getparent().remove(element)
        parts[owner] = etree.tostring(settings, xml_declaration=True, encoding="UTF-8", standalone=True)
    root = stories.get(owner)
    if root is None:
        return
    for element in [
        e for e in root.iter() if isinstance(e.tag, str) and identity in (e.get(_R + "id"), e.get(_R + "link"))
    ]:
        if element.get(_R + "link") == identity and element.get(_R + "embed"):
            del element.attrib[_R + "link"]  # the picture is in the file too
            continue
        holder: Any = element
        if external and not target.startswith("mailto:"):
            things = (W + "drawing", W + "pict", W + "object")
            holder = next((a for a in element.iterancestors() if a.tag in things), element)
        if holder.getparent() is not None and holder is not root:
            holder.getparent().remove(holder)


def _unlink(root: Any, start: Any) -> None:
    """The field's code away, what it shows stays as plain text."""
    if start.tag == W + "fldSimple":
        parent = start.getparent()
        position = parent.index(start)
        for offset, child in enumerate(list(start)):
            parent.insert(position + offset, child)
        parent.remove(start)
        return
    depth, doomed = 0, []
    inside = False
    for element in root.iter(W + "fldChar", W + "instrText"):
        if element is start:
            inside = True
        if not inside:
            continue
        kind = element.get(W + "fldCharType")
        depth += (kind == "begin") - (kind == "end")
        if depth == 1 or (depth == 0 and kind == "end"):
            doomed.append(element)
        if depth == 0:
            break
    for element in doomed:
        run = element.getparent()
        run.remove(element)
        if all(c.tag == W + "rPr" for c in run) and run.getparent() is not None:
            run.getparent().remove(run)


def _relations(data: bytes) -> list[Any]:
    return list(etree.fromstring(data))
