"""A package as python-docx and docxtpl can open it: what they stumble over and Word does not is mended in memory.

Mended are dangling relations, missing and foreign content types, strict namespaces, and parts that are broken and
that nobody needs. A package in order comes back as the same bytes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from drafter.word.numbering import W
from drafter.word.package import (
    TYPES,
    Package,
    R,
    Relation,
    is_strict,
    named,
    parsed,
    relations_path,
    transitional,
)

_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_TYPE_OF: dict[str, str] = {  # kind of relation -> content type of the part that it leads to
    "officeDocument": _WML % "document.main",
    **{
        kind: _WML % kind
        for kind in (
            *("styles", "settings", "numbering", "fontTable", "webSettings"),
            *("header", "footer", "footnotes", "endnotes", "comments"),
        )
    },
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "extended-properties": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "custom-properties": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_BY_SUFFIX = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "tif": "image/tiff", "tiff": "image/tiff", "emf": "image/x-emf", "wmf": "image/x-wmf", "xml": "application/xml",
}  # fmt: skip
# Parts whose text is the document's: broken ones are not passed over.
_TOLD = frozenset({"officeDocument", "header", "footer", "footnotes", "endnotes"})
# Parts that python-docx reads as trees, with their roots; it makes new ones where they are missing.
_READ = {
    **{kind: W + kind for kind in ("styles", "settings", "numbering", "comments")},
    "core-properties": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties",
}
# Macros have no place in a .docx, and one that holds them does not open.
_UNWELCOME = frozenset({"vbaProject", "wordVbaData", "attachedToolbars"})
_POINTED_AT = frozenset({"image", "hyperlink", "chart", "oleObject", "package"})
_REFERENCES = (W + "headerReference", W + "footerReference")


def survey(package: Package) -> None:
    """Look through all relations for what is missing or broken; it is in `package.mends` afterwards."""
    for source in _sources(package):
        for relation in package.relations(source).values():
            _judged(package, relation)
    _typed(package, set(package.paths()))
    if elsewhere := sum(_lies_elsewhere(package, r) for r in package.relations(package.main).values()):
        where = "插入的文件，或主控文档的子文档"
        package.mend(package.main, f"有{elsewhere}处内容在另外的文件里（{where}），没有读入", "elsewhere")


def _lies_elsewhere(package: Package, relation: Relation) -> bool:
    """Whether Word shows the text of another file there that is not read: any but a page that the package holds."""
    if relation.kind != "aFChunk":
        return relation.kind == "subDocument"
    content = None if relation.external else package.part(relation.target)
    return content is None or not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def repaired(package: Package) -> bytes:
    """The bytes of a .docx for python-docx. Raises InputError where its text is damaged or it is locked."""
    plan = _Plan(package)
    return plan.written() if plan.changed else package.data


def parts(package: Package) -> dict[str, bytes]:
    """The parts of the repaired package, by path."""
    return _Plan(package).parts


def unwelcome(package: Package) -> list[str]:
    """Kinds of the parts that a repaired package does not hold, as a .docx must not: macros and what goes with them."""
    return [r.kind for r in package.relations(package.main).values() if r.kind in _UNWELCOME]


def _sources(package: Package) -> Iterator[str]:
    """The parts that have relations: the package itself, its document, and every part that something leads to."""
    seen, waiting = set(), [package.main, ""]
    while waiting:
        source = waiting.pop()
        if source.lower() in seen or (source and not package.holds(relations_path(source))):
            continue
        seen.add(source.lower())
        yield source
        waiting += [r.target for r in package.relations(source).values() if not r.external]


def _judged(package: Package, relation: Relation) -> bool:
    """Whether the part that a relation leads to can be kept; what is wrong with it is noted."""
    kind, target = relation.kind, relation.target
    if relation.external:
        return bool(kind)
    if not package.holds(target):
        package.mend(target, f"{named(kind)}（{target or '没有写明位置'}）在文件里找不到", kind)
        return False
    if kind in _TOLD:
        package.xml(target)
    elif kind in _READ or kind == "theme":
        root = package.optional(target, kind)
        if root is not None and (wanted := _READ.get(kind)) and root.tag != wanted:
            package.mend(target, f"{named(kind)}（{target}）里是别的内容", kind)
            return False
        return root is not None
    return bool(kind)


def _typed(package: Package, paths: set[str]) -> tuple[dict[str, str], dict[str, str]]:
    """What [Content_Types].xml says: types by suffix and by path; each part without one is noted."""
    root = package.optional(TYPES, "content-types")
    by_suffix, by_path = {}, {}
    for element in () if root is None else root.iter(_CT + "Default", _CT + "Override"):
        if suffix := element.get("Extension"):
            by_suffix[suffix.lower()] = element.get("ContentType") or ""
        elif path := element.get("PartName"):
            by_path[path.lstrip("/").lower()] = element.get("ContentType") or ""
    typed = {*by_suffix, "rels"}
    for path in sorted(paths - {TYPES}):
        if root is not None and path.lower() not in by_path and _suffix(path) not in typed:
            package.mend(path, f"文件里没有写明 {path} 是什么", "content-types")
    return by_suffix, by_path


def _suffix(path: str) -> str:
    return posixpath.basename(path).rpartition(".")[2].lower()


class _Plan:
    """The parts as they are to be written."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changed = not package.tidy
        self.parts: dict[str, bytes] = {}
        self.kinds: dict[str, str] = {}  # lower path -> kind of the first relation that leads to it
        self.dropped: dict[str, set[str]] = {}  # part -> ids of headers and footers that it lost
        spelled = {path.lower(): path for path in package.paths()}
        for path in package.paths():
            content = package.whole_part(path)
            if content is None:
                package.mend(path, f"{path} 已损坏", "content")
                self.changed = True
            else:
                self._keep(path, content)
        for source in _sources(package):
            self._relate(source, spelled)
        for source, lost in self.dropped.items():
            self._unreferenced(source, lost)
        self._declare()

    def _keep(self, path: str, content: bytes) -> None:
        if path.lower().endswith((".xml", ".rels")) and is_strict(content):
            content = transitional(content)
            self.changed = True
        self.parts[path] = content

    def _relate(self, source: str, spelled: dict[str, str]) -> None:
        """The relations of a part, without those that lead nowhere."""
        kept: dict[str, Relation] = {}
        written = self._elements(source)
        before = self.package.relations(source)
        for identity, relation in before.items():
            there = relation.external or spelled.get(relation.target.lower()) in self.parts
            if relation.kind not in _UNWELCOME and _judged(self.package, relation) and there and identity:
                kept[identity] = relation
            else:
                self._lose(source, identity, relation, kept)
        if not source and not any(r.kind == "officeDocument" for r in kept.values()):
            kept["rIdMain"] = Relation("officeDocument", self.package.main)
        for relation in kept.values():
            if not relation.external:
                self.kinds.setdefault(relation.target.lower(), relation.kind)
        path = relations_path(source)
        as_written = all(self._as_written(written.get(i), r, spelled) for i, r in kept.items())
        if kept == before and as_written and (written or not self.package.holds(path)):
            return
        self.changed = True
        root = etree.Element(_REL + "Relationships", nsmap=cast(dict[str, str], {None: _REL[1:-1]}))
        for identity, relation in kept.items():
            element = written.get(identity)
            kind = R[1:-1] + "/officeDocument" if element is None else element.get("Type") or ""
            target = relation.target if relation.external else "/" + spelled[relation.target.lower()]
            attributes = {"Id": identity, "Type": kind, "Target": target}
            if relation.external:
                attributes["TargetMode"] = "External"
            etree.SubElement(root, _REL + "Relationship", attributes)
        self.parts[spelled.get(path.lower(), path)] = _bytes(root)

    def _as_written(self, element: Any | None, relation: Relation, spelled: dict[str, str]) -> bool:
        """Whether python-docx finds the part by the relation as it stands: same case, forward strokes."""
        if element is None or relation.external:
            return element is not None
        return "\\" not in element.get("Target", "") and spelled[relation.target.lower()] == relation.target

    def _elements(self, source: str) -> dict[str, Any]:
        root = self.package.optional(relations_path(source), "relations")
        return {} if root is None else {e.get("Id") or "": e for e in root.iter("{*}Relationship")}

    def _lose(self, source: str, identity: str, relation: Relation, kept: dict[str, Relation]) -> None:
        """A part that the text may point at stays a link to nowhere; a header goes with what refers to it."""
        if relation.kind in ("header", "footer"):
            self.dropped.setdefault(source, set()).add(identity)
        elif relation.kind in _POINTED_AT and identity:
            kept[identity] = Relation(relation.kind, "NULL", external=True)
        else:
            self.parts.pop(relation.target, None)
            self.changed = True

    def _unreferenced(self, source: str, lost: set[str]) -> None:
        if source not in self.parts:
            return
        root = parsed(self.parts[source])
        for reference in list(root.iter(*_REFERENCES)):
            if reference.get(R + "id") in lost:
                reference.getparent().remove(reference)
        self.parts[source] = _bytes(root)

    def _declare(self) -> None:
        """Every part gets its type: by what leads to it, else as it is declared, else by its suffix."""
        by_suffix, by_path = _typed(self.package, set(self.parts))
        known = dict(by_path)
        for path in self.parts:
            if path in (TYPES,) or path.endswith(".rels"):
                continue
            said = by_path.get(path.lower()) or by_suffix.get(_suffix(path))
            wanted = _TYPE_OF.get(self.kinds.get(path.lower(), "")) or said or _BY_SUFFIX.get(_suffix(path))
            known[path.lower()] = wanted or "application/octet-stream"
            self.changed |= known[path.lower()] != said
        self.changed |= by_suffix.get("rels") != _RELATIONS_TYPE
        root = etree.Element(_CT + "Types", nsmap=cast(dict[str, str], {None: _CT[1:-1]}))
        etree.SubElement(root, _CT + "Default", {"Extension": "rels", "ContentType": _RELATIONS_TYPE})
        for path in self.parts:
            if path != TYPES and not path.endswith(".rels"):
                override = {"PartName": f"/{path}", "ContentType": known[path.lower()]}
                etree.SubElement(root, _CT + "Override", override)
        if self.changed:
            self.parts.pop(next((p for p in self.parts if p.lower() == TYPES.lower()), TYPES), None)
            self.parts[TYPES] = _bytes(root)

    def written(self) -> bytes:
        from drafter.word.writer import write_parts

        return write_parts(self.parts, compress=False)


def _bytes(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
