"""Word's own styles for comments, which python-docx names and no file need have: without them a comment is printed as
large as the text it is about."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACE = W.strip("{}")
_SIZE = '<w:sz w:val="21"/><w:szCs w:val="21"/>'
# id that python-docx writes -> (Word's name for the style, its definition)
_STYLES = {
    "CommentText": (
        "annotation text",
        '<w:style xmlns:w="{0}" w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>{1}<w:pPr>'
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" '
        'w:firstLine="0"/><w:jc w:val="left"/></w:pPr><w:rPr><w:spacing w:val="0"/>' + _SIZE + "</w:rPr></w:style>",
    ),
    "CommentReference": (
        "annotation reference",
        '<w:style xmlns:w="{0}" w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        "{2}<w:rPr>" + _SIZE + "</w:rPr></w:style>",
    ),
}


def dress_comments(document: Any) -> None:
    """Comments stand in those styles, under the ids that they have in this file; the styles it lacks are added."""
    from docx.oxml import parse_xml

    bases = [_based_on_default(document.styles.element, kind) for kind in ("paragraph", "character")]
    names = document.styles.element.iterfind(f"{W}style/{W}name")  # a style need not say its kind
    ids = {name.get(W + "val"): name.getparent().get(W + "styleId") for name in names}
    for identity, (name, xml) in _STYLES.items():
        known = ids.get(name)
        if known is None:
            document.styles.element.append(parse_xml(xml.format(_NAMESPACE, *bases)))
        elif known != identity:
            for root in (document.element, document.part._comments_part.element):
                for use in root.iter(W + "pStyle", W + "rStyle"):
                    if use.get(W + "val") == identity:
                        use.set(W + "val", known)


def _based_on_default(styles: Any, kind: str) -> str:
    """The last default style of that kind counts (ECMA-376 Part 1, 17.7.4.17); read from the XML, where a damaged style
    may say no kind or one that there is not."""
    defaults = [s for s in styles.iterfind(f"{W}style") if s.get(W + "type") == kind and s.get(W + "default") in _ON]
    identity = defaults[-1].get(W + "styleId") if defaults else None
    return f'<w:basedOn w:val="{escape(identity, {chr(34): "&quot;"})}"/>' if identity else ""


_ON = ("1", "true", "on")
