"""Small PDF files made by hand: lines of Chinese text at given places, or a picture only."""

import base64
import zlib
from collections.abc import Callable, Mapping, Sequence

Placed = tuple[float, float, str]  # left and bottom in points, text


def lzw(data: bytes) -> bytes:
    """Packed by LZW with codes of 9 to 12 bits, each table full cleared (ISO 32000-1, 7.4.4)."""
    bits, count, width, table = 256, 9, 9, {bytes([n]): n for n in range(256)}  # 256: clear the table

    def written(code: int) -> None:
        nonlocal bits, count
        bits, count = bits << width | code, count + width

    known = b""
    for byte in data:
        longer = known + bytes([byte])
        if longer in table:
            known = longer
            continue
        written(table[known])
        table[longer] = len(table) + 2
        width = min(12, (len(table) + 2).bit_length())
        known = bytes([byte])
        if len(table) == 4000:
            written(256)
            width, table = 9, {bytes([n]): n for n in range(256)}
    if known:
        written(table[known])
    written(257)
    spare = -count % 8
    return (bits << spare).to_bytes((count + spare) // 8, "big")


def run_lengths(data: bytes) -> bytes:
    """Packed by runs of one byte and stretches of others (ISO 32000-1, 7.4.5)."""
    out, at = bytearray(), 0
    while at < len(data):
        run = next((n for n in range(1, 128) if data[at + n : at + n + 1] != data[at : at + 1]), 128)
        if run > 1:
            out += bytes([257 - run, data[at]])
        else:
            out += bytes([0, data[at]])
        at += run
    return bytes(out + b"\x80")


FILTERS: Mapping[str, Callable[[bytes], bytes]] = {
    "FlateDecode": zlib.compress,
    "LZWDecode": lzw,
    "RunLengthDecode": run_lengths,
    "ASCII85Decode": lambda data: base64.a85encode(data) + b"~>",
    "ASCIIHexDecode": lambda data: data.hex().encode() + b">",
}


def pdf_file(
    pages: Sequence[Sequence[Placed]], size: int = 16, picture: bool = False, filters: Sequence[str] = ()
) -> bytes:
    """A PDF with the 宋体 that every reader has; `picture` puts one on each page. `filters`: what a reader must undo,
    in that order, to read what a page draws."""
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        "/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4"
        "/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 90>>>>]>>"
    )
    image = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    image += "stream\nx\nendstream"
    objects = ["", "", font, image]
    kids = []
    for page in pages:
        drawn = "".join(
            f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n" for x, y, text in page
        )
        drawn += "q 500 0 0 700 50 50 cm /I1 Do Q\n" if picture else ""
        packed = drawn.encode()
        for name in reversed(filters):
            packed = FILTERS[name](packed)
        told = f"/Filter[{' '.join('/' + name for name in filters)}]" if filters else ""
        objects.append(f"<</Length {len(packed)}{told}>>stream\n{packed.decode('latin-1')}\nendstream")
        resources = "/Font<</F1 3 0 R>>" + ("/XObject<</I1 4 0 R>>" if picture else "")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R/Resources<<{resources}>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = "<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    out, places = "%PDF-1.4\n", []
    for number, inside in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{inside}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size_of_table = len(objects) + 1
    out += f"xref\n0 {size_of_table}\n0000000000 65535 f \n{table}trailer<</Size {size_of_table}/Root 1 0 R>>\n"
    return (out + f"startxref\n{out.index('xref')}\n%%EOF").encode("latin-1")
