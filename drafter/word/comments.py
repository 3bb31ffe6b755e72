"""Word's own styles for comments, which python-docx names and no file need have: without them a comment is printed as
large as the text it is about."""

from __future__ import annotations

from typing import Any

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
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml

    defaults = [document.styles.default(kind) for kind in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER)]
    bases = [f'<w:basedOn w:val="{style.style_id}"/>' if style is not None else "" for style in defaults]
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
