"""Small PDF files made by hand: lines of Chinese text at given places, or a picture only."""

from collections.abc import Sequence

Placed = tuple[float, float, str]  # left and bottom in points, text


def pdf_file(pages: Sequence[Sequence[Placed]], size: int = 16, picture: bool = False) -> bytes:
    """A PDF with the 宋体 that every reader has; `picture` puts one on each page."""
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
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
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
