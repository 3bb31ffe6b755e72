"""Word files made by hand, part by part, so that a test can hold whatever Word or WPS really writes."""

import io
import zipfile
from collections.abc import Mapping

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:r="{R_NS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" mc:Ignorable="wps"'
)
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer", "theme")


def word_file(body: str, **parts: str) -> bytes:
    """A .docx whose w:body holds `body`; `parts` are the insides of the other parts."""
    unknown = set(parts) - set(_PARTS)
    assert not unknown, unknown
    roots = {"header": "hdr", "footer": "ftr"}
    files = {f"word/{name}.xml": _xml(roots.get(name, name), inside) for name, inside in parts.items()}
    files["word/document.xml"] = word_document(body)
    files["_rels/.rels"] = _relations([("rId1", "officeDocument", "word/document.xml")])
    files["word/_rels/document.xml.rels"] = _relations([(f"r_{name}", name, f"{name}.xml") for name in parts])
    return packed(files)


def word_document(body: str) -> str:
    return _xml("document", f"<w:body>{body}</w:body>")


def packed(files: Mapping[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return data.getvalue()


def p(*runs: str, style: str = "", num: str = "", mark: str = "", more: str = "") -> str:
    """A w:p. `num` is "list/level"; `mark` is what stands in the run properties of its paragraph mark."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        list_id, _, level = num.partition("/")
        properties += f'<w:numPr><w:ilvl w:val="{level or 0}"/><w:numId w:val="{list_id}"/></w:numPr>'
    properties += more + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: list[str]) -> str:
    """A w:tbl; each cell is given as the XML of its paragraphs."""
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def text_box(inside: str) -> str:
    """A run with a text box as Word 2010 and later write it: once for themselves, once for older ones."""
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def level(index: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(abstract: dict[int, str], nums: dict[int, int | str]) -> str:
    """A numbering part: abstract lists (id -> levels) and lists (id -> abstract id, or its whole inside)."""
    out = "".join(f'<w:abstractNum w:abstractNumId="{i}">{inside}</w:abstractNum>' for i, inside in abstract.items())
    for i, inside in nums.items():
        inside = f'<w:abstractNumId w:val="{inside}"/>' if isinstance(inside, int) else inside
        out += f'<w:num w:numId="{i}">{inside}</w:num>'
    return out


def style(style_id: str, name: str, inside: str = "", based_on: str = "", default: bool = False) -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="paragraph"{mark} w:styleId="{style_id}"><w:name w:val="{name}"/>{based}{inside}</w:style>'


def _xml(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_NAMESPACES}>{inside}</w:{root}>'


def _relations(relations: list[tuple[str, str, str]]) -> str:
    rows = "".join(f'<Relationship Id="{i}" Type="{R_NS}/{kind}" Target="{target}"/>' for i, kind, target in relations)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'
