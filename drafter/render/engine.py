"""docxtpl's template, spared the work that a notice does not need, and strict where docxtpl mends in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

_NOTES = (".footnotes+xml", ".endnotes+xml")


class NoticeTemplate(DocxTemplate):  # type: ignore[misc]
    """Headers and footers without tags stay as they are; document properties are set by `writer` and hold no tags."""

    def get_headers_footers(self, uri: str) -> Iterator[tuple[str, Any]]:
        """(relationship id, part) of the headers or footers that hold a brace, and so perhaps a tag."""
        for identity, part in super().get_headers_footers(uri):
            if b"{" in part.blob:
                yield identity, part

    def fix_tables(self, xml: str) -> Any:
        """The body's tree; XML that is not well formed is an error here, where docxtpl drops what it cannot read."""
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def render_footnotes(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Footnotes and endnotes."""
        for part in self.docx.part.package.parts:
            if part.content_type.endswith(_NOTES) and b"{" in part.blob:
                xml = self.render_xml_part(self.patch_xml(part.blob.decode("utf-8")), part, context, jinja_env)
                part._blob = xml.encode("utf-8")

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Nothing to do."""
