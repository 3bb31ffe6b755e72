"""template check --fix: puts tags together that Word split over runs, and straightens the quotes inside tags."""

from __future__ import annotations

from typing import Any

from lxml import etree

from drafter.errors import InputError
from drafter.render.marks import W
from drafter.render.opened import open_stories
from drafter.render.settle import unite
from drafter.word.package import Package
from drafter.word.repair import parts as repaired_parts
from drafter.word.writer import write_parts


def mended(data: bytes) -> tuple[bytes, int]:
    """(the .docx with those tags mended, how many were). Nothing else in the file changes.

    A file that is no .docx comes back as it is: the check says what is wrong with it.
    """
    try:
        parts = repaired_parts(Package(data, "template.docx"))
        stories = open_stories(parts)
    except (InputError, KeyError, etree.XMLSyntaxError):
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
    while unite(paragraph):
        count += 1
    return count
