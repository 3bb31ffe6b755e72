"""A workbook as bytes: without openpyxl's temporary files, and the same every time."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from drafter.patterns import pattern

if TYPE_CHECKING:
    from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can hold
_MODIFIED = pattern(rb"<dcterms:(created|modified)([^>]*)>[^<]*</dcterms:\1>")


def packed(book: Workbook) -> bytes:
    """The bytes of the workbook's file.

    openpyxl writes each sheet to the system's temporary folder first, which may be full or read-only where the user's
    own is not, and leaves the sheet there when the program is killed: here the sheets stay in memory.
    """
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):  # type: ignore[misc]  # openpyxl has no types
        def write_worksheet(self, ws: WorksheetWriter) -> None:
            ws._drawing = SpreadsheetDrawing()
            ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
            writer = WorksheetWriter(ws, io.BytesIO())
            writer.write()
            ws._rels = writer._rels
            self._archive.writestr(ws.path[1:], writer.read())
            self.manifest.append(ws)

    buffer = io.BytesIO()
    InMemory(book, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED)).save()
    return same_every_time(buffer.getvalue())


def same_every_time(data: bytes) -> bytes:
    """The archive without the time of day: dates of its entries and of the document's properties are fixed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"<dcterms:\1\2>1980-01-01T00:00:00Z</dcterms:\1>", content)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()
