"""pdfminer within bounds: what a stream unpacks to and what a page draws are measured before pdfminer takes them.

Needs the extra `pdf`; drafter.read.pdf imports it where a .pdf is read.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFStream,
    int_value,
    stream_value,
)
from pdfminer.psparser import PSKeyword

from drafter.patterns import pattern

MAX_UNPACKED = 64 << 20  # bytes of one stream; a Chinese font of 30,000 characters has 10 to 20 MB
MAX_SLOW = 4 << 20  # bytes for what pdfminer does in Python: a predictor, a torn stream
MAX_PACKED = 128 << 10  # bytes of a stream packed by LZW or run lengths, which grow up to 1,400 times
MAX_ROW = 1 << 20  # bytes of a row of a predictor
MAX_TOKENS = 600_000  # operators and operands of a page: some 6 s; a full page of text has up to 20,000
_PIECE = 1024
_COMPRESSING = (*LITERALS_FLATE_DECODE, *LITERALS_LZW_DECODE, *LITERALS_RUNLENGTH_DECODE)
_TOKEN = pattern(rb"[()<>\[\]{}/%]|[^\s()<>\[\]{}/%]+")  # 12, Tj, (


class TooMuch(Exception):
    """The file would unpack to, or draw, more than any notice."""


class _Stream(PDFStream):
    """A stream that is measured before it is unpacked. Raises TooMuch."""

    def decode(self) -> None:
        filters = self.get_filters()
        packed = [name for name, _ in filters if name in _COMPRESSING]
        if len(packed) > 1 or any(_row_of(params) > MAX_ROW for _, params in filters):
            raise TooMuch
        if packed:
            self._refuse_bomb(packed[0], self._as_packed(filters), any("Predictor" in (p or {}) for _, p in filters))
        super().decode()

    def _as_packed(self, filters: list[tuple[Any, Any]]) -> bytes:
        """The bytes that the packing filter gets: deciphered, and no longer written as text."""
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for name, _ in filters:
            if name in LITERALS_ASCII85_DECODE:
                data = ascii85decode(data)
            elif name in LITERALS_ASCIIHEX_DECODE:
                data = asciihexdecode(data)
            else:
                break
        return data

    def _refuse_bomb(self, packing: Any, data: bytes, predicted: bool) -> None:
        if packing not in LITERALS_FLATE_DECODE:
            if len(data) > MAX_PACKED:
                raise TooMuch
            return
        size, whole = _unpacked_size(data)
        if size > (MAX_UNPACKED if whole and not predicted else MAX_SLOW):
            raise TooMuch


def _row_of(params: Any) -> int:
    """The bytes of a row, as a predictor's parameters have it; 0 without."""
    if not isinstance(params, dict) or "Predictor" not in params:
        return 0
    return int_value(params.get("Colors", 1)) * int_value(params.get("Columns", 1))


def _unpacked_size(data: bytes) -> tuple[int, bool]:
    """(what a deflated stream unpacks to, looked at up to the bound; whether it is whole as far as that)."""
    engine, size = zlib.decompressobj(), 0
    for at in range(0, len(data), _PIECE):
        try:
            size += len(engine.decompress(data[at : at + _PIECE]))
        except zlib.error:
            return size, False
        if size > MAX_UNPACKED or engine.eof:
            break
    return size, size > MAX_UNPACKED or engine.eof


class Parser(PDFParser):
    """A parser whose streams are bounded."""

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        super().do_keyword(pos, token)
        if token is self.KEYWORD_STREAM and self.curstack and isinstance(self.curstack[-1][1], PDFStream):
            at, stream = self.curstack.pop()
            assert isinstance(stream, PDFStream)
            self.push((at, _Stream(stream.attrs, stream.rawdata or b"", stream.decipher)))


class Interpreter(PDFPageInterpreter):
    """An interpreter that reads no more of a page than a page holds, what is drawn again and again counted each time.

    Raises TooMuch.
    """

    def __init__(self, resources: PDFResourceManager, device: Any) -> None:
        super().__init__(resources, device)
        self._drawn = [0]  # shared with the interpreters of the forms on the page

    def begin_page(self) -> None:
        self._drawn[0] = 0

    def dup(self) -> Interpreter:
        inner = Interpreter(self.rsrcmgr, self.device)
        inner._drawn = self._drawn
        return inner

    def execute(self, streams: Sequence[object]) -> None:
        for stream in streams:
            for _ in _TOKEN.finditer(stream_value(stream).get_data()):
                self._drawn[0] += 1
                if self._drawn[0] > MAX_TOKENS:
                    raise TooMuch
        super().execute(streams)
