"""docxtpl's template, spared the work that a notice does not need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docxtpl import DocxTemplate


class NoticeTemplate(DocxTemplate):  # type: ignore[misc]
    """Headers and footers without tags stay as they are; document properties are set by `package` and hold no tags."""

    def get_headers_footers(self, uri: str) -> Iterator[tuple[str, Any]]:
        """(relationship id, part) of the headers or footers that hold a brace, and so perhaps a tag."""
        for identity, part in super().get_headers_footers(uri):
            if b"{" in part.blob:
                yield identity, part

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Nothing to do."""
