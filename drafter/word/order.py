"""The order in which WordprocessingML wants the properties of a thing, and each of them once: other programs than Word
do not always keep it, and Word calls a file damaged where it is broken. A number out of its bounds is set right too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_SIDES = "top left start bottom right end"
# ECMA-376 Part 1: CT_PPr 17.3.1.26, CT_RPr 17.3.2.28, CT_SectPr 17.6.17, CT_TblPr 17.4.60, CT_TcPr 17.4.70 and what
# has an order of its own in them.
_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings "
    "sectPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
    "headers cellIns cellDel cellMerge tcPrChange",
    "numPr": "ilvl numId numberingChange ins",
    "pBdr": "top left bottom right between bar",
    "pgBorders": "top left bottom right",
    "tblBorders": f"{_SIDES} insideH insideV",
    "tcBorders": f"{_SIDES} insideH insideV tl2br tr2bl",
    "tblCellMar": _SIDES,
    "tcMar": _SIDES,
}
_RANKS = {W + name: {W + n: i for i, n in enumerate(order.split())} for name, order in _ORDERS.items()}
# References in any order, one for each kind of page; a border of another program's own is none of ours.
_SEVERAL = {W + "headerReference", W + "footerReference"}
_RANKS[W + "sectPr"][W + "footerReference"] = 0


def _ranked(properties: Any) -> list[tuple[int, Any]]:
    """Each child with its rank; what has none stays behind the one before it."""
    ranks, last = _RANKS[properties.tag], -1
    out = []
    for child in properties:
        last = ranks.get(child.tag, last)
        out.append((last, child))
    return out


def in_order(root: Any) -> None:
    """Put all properties under `root` into their order; of one said twice the last holds."""
    for properties in root.iter(*_RANKS):
        if not out_of_order(properties):
            continue
        said = {child.tag: child for child in properties}
        kept = [p for p in _ranked(properties) if p[1].tag in _SEVERAL or said[p[1].tag] is p[1]]
        properties[:] = [child for _, child in sorted(kept, key=lambda pair: pair[0])]


def signed(root: Any) -> None:
    """A pitch of characters below zero, which LibreOffice writes as 2**32 less it, as the schema wants it."""
    for grid in root.iter(W + "docGrid"):
        space = grid.get(W + "charSpace", "")
        if space.isdecimal() and 2**31 <= int(space) < 2**32:
            grid.set(W + "charSpace", str(int(space) - 2**32))


def out_of_order(properties: Any) -> bool:
    """Whether its children stand otherwise than the schema wants, or one is said twice."""
    ranks = [rank for rank, _ in _ranked(properties)]
    known = [c.tag for c in properties if c.tag in _RANKS[properties.tag] and c.tag not in _SEVERAL]
    return ranks != sorted(ranks) or len(known) != len(set(known))


def disordered(root: Any) -> Iterator[str]:
    """The names of the properties under `root` whose order is broken."""
    return (p.tag.removeprefix(W) for p in root.iter(*_RANKS) if out_of_order(p))
