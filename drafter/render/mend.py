"""template check --fix: puts tags together that Word split over runs, and straightens the quotes inside tags."""

from __future__ import annotations

import zipfile
from typing import Any

from lxml import etree

from drafter.render.marks import XML_SPACE, W
from drafter.render.tags import find_tags, own_content, read_stories
from drafter.word.writer import read_parts, write_parts

_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def mended(data: bytes) -> tuple[bytes, int]:
    """(the .docx with those tags mended, how many were). Nothing else in the file changes.

    A file that is no .docx comes back as it is: the check says what is wrong with it.
    """
    try:
        parts: dict[str, str | bytes] = dict(read_parts(data))
        stories = read_stories(data)
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        return data, 0
    total = 0
    for name, root in stories.items():
        count = sum(_mend_paragraph(p) for p in root.iter(W + "p"))
        if count:
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            total += count
    return (write_parts(parts) if total else data), total


def _mend_paragraph(paragraph: Any) -> int:
    count = 0
    while _mend_one(paragraph):
        count += 1
    return count


def _mend_one(paragraph: Any) -> bool:
    """Mend the first tag that needs it."""
    texts = [t for t in own_content(paragraph)]
    if any(t.tag != W + "t" for t in texts):
        texts = [t for t in texts if t.tag == W + "t"]
    spans, position = [], 0
    for text in texts:
        spans.append((position, position + len(text.text or "")))
        position = spans[-1][1]
    for tag in find_tags("".join(t.text or "" for t in texts)):
        inside = [i for i, (start, end) in enumerate(spans) if start < tag.end and end > tag.start]
        straight = tag.text if tag.kind == "#" else tag.text.translate(_STRAIGHT)
        if len({texts[i].getparent() for i in inside}) < 2 and straight == tag.text:
            continue
        first, last = inside[0], inside[-1]
        before = (texts[first].text or "")[: tag.start - spans[first][0]]
        after = (texts[last].text or "")[tag.end - spans[last][0] :]
        for i in inside[1:]:
            texts[i].text = ""
        if first == last:
            _set(texts[first], before + straight + after)
        else:
            _set(texts[first], before + straight)
            _set(texts[last], after)
        for i in inside[1:]:
            _drop_if_empty(texts[i])
        return True
    return False


def _set(text: Any, value: str) -> None:
    text.text = value
    text.set(XML_SPACE, "preserve")


def _drop_if_empty(text: Any) -> None:
    run = text.getparent()
    if not text.text:
        run.remove(text)
    if all(child.tag == W + "rPr" for child in run):
        run.getparent().remove(run)
