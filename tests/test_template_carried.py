"""What a template carries along is named by the check with its place and kept out of drafts, in whichever part of the
document it stands; what would take text with it is refused."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from valid_docx import schema_faults

from drafter.render.lint import check_template
from drafter.work.drafting import Job, draft

BATCH = Path(__file__).parent / "fixtures" / "first_try" / "templates2"
PARTS = {  # part -> (a template that has it, what the check calls it)
    "word/document.xml": ("10_脚注里有变量", "段"),
    "word/header1.xml": ("18_页眉徽标与页面边框", "页眉"),
    "word/footer1.xml": ("10_脚注里有变量", "页脚"),
    "word/footnotes.xml": ("10_脚注里有变量", "脚注"),
    "word/endnotes.xml": ("11_尾注里有变量", "尾注"),
}
FIELDS = ("INCLUDEPICTURE", "INCLUDETEXT", "DDE", "DDEAUTO", "LINK", "IMPORT")
STYLE = (
    '<w:style w:type="character" w:styleId="Tucked"><w:name w:val="Tucked"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Below"><w:name w:val="Below"/><w:basedOn w:val="Tucked"/></w:style>'
)


def run(inner: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def field(code: str) -> str:
    """A field whose code is split as Word splits it, showing 所见."""
    half = len(code) // 2
    return (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run(f'<w:instrText xml:space="preserve"> {code[:half]}</w:instrText>')
        + run(f'<w:instrText xml:space="preserve">{code[half:]} "http://a.invalid/x" </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>所见</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )


Change = Callable[[dict[str, bytes]], None]


def template(folder: Path, name: str, change: Change, settings: str = "") -> tuple[Path, Path]:
    """(the folder of a template of the batch after the change, a ledger that goes with it)."""
    own = folder / "模板"
    own.mkdir(parents=True)
    out = io.BytesIO()
    with zipfile.ZipFile(BATCH / name / "template.docx") as source, zipfile.ZipFile(out, "w") as target:
        parts = {n: source.read(n) for n in source.namelist()}
        change(parts)
        for part, content in parts.items():
            target.writestr(part, content)
    (own / "template.docx").write_bytes(out.getvalue())
    given = BATCH / name / "template.yaml"
    (own / "template.yaml").write_text(
        (given.read_text("utf-8") if given.exists() else "名称: 模板\n") + settings, "utf-8"
    )
    return own, BATCH / json.loads((BATCH / name / "expect.json").read_text("utf-8"))["ledger"]


def added(part: str, markup: str) -> Change:
    """Markup at the end of the last paragraph of a part; at the end of the body in a paragraph of its own."""

    def change(parts: dict[str, bytes]) -> None:
        text = parts[part].decode()
        if part == "word/document.xml":
            at = text.rindex("<w:sectPr")
            parts[part] = f"{text[:at]}<w:p>{markup}</w:p>{text[at:]}".encode()
            return
        at = text.rindex("</w:r></w:p>") + len("</w:r>")
        parts[part] = (text[:at] + markup + text[at:]).encode()

    return change


def related(parts: dict[str, bytes], source: str, kind: str, target: str, external: bool = False) -> None:
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    mode = ' TargetMode="External"' if external else ""
    relation = (
        '<Relationship Id="rIdNew" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'{kind}" Target="{target}"{mode}/></Relationships>'
    )
    parts[rels] = parts.get(rels, empty.encode()).replace(b"</Relationships>", relation.encode())


def told(folder: Path, word: str) -> list[str]:
    return [f"{f.severity} {f.place}" for f in check_template(folder) if word in f.message]


def whole(file: Path) -> str:
    with zipfile.ZipFile(file) as package:
        return "\n".join(package.namelist()) + "".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist()
        )


def drafted(folder: Path, ledger: Path) -> str:
    """Everything in the draft; it is valid."""
    output = folder.parent / "稿.docx"
    assert not draft(Job(ledger, output, str(folder), clean=True)).errors
    assert schema_faults(output.read_bytes()) == []
    return whole(output)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("code", FIELDS)
def test_a_field_that_fetches_is_named_and_shows_what_it_showed(tmp_path: Path, part: str, code: str) -> None:
    name, place = PARTS[part]
    own, ledger = template(tmp_path, name, added(part, field(code)))
    assert [one for one in told(own, f"域 {code} ") if place in one] != []
    text = drafted(own, ledger)
    assert "a.invalid" not in text and "所见" in text


def test_a_field_that_the_settings_keep_stays(tmp_path: Path) -> None:
    name, _ = PARTS["word/footnotes.xml"]
    own, ledger = template(tmp_path, name, added("word/footnotes.xml", field("DDEAUTO")), "保留: [外部内容]\n")
    assert "a.invalid" in drafted(own, ledger)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("properties", ["<w:vanish/>", '<w:rStyle w:val="Below"/>'])
def test_hidden_text_is_named_and_left_out(tmp_path: Path, part: str, properties: str) -> None:
    name, place = PARTS[part]

    def change(parts: dict[str, bytes]) -> None:
        added(part, run("<w:t>内部掌握的话</w:t>", properties))(parts)
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", f"{STYLE}</w:styles>".encode())

    own, ledger = template(tmp_path, name, change)
    assert [one for one in told(own, "隐藏文字") if place in one] != []
    assert "内部掌握的话" not in drafted(own, ledger)


@pytest.mark.parametrize("part", PARTS)
def test_a_tag_in_any_part_is_executed_and_a_wrong_one_is_located_there(tmp_path: Path, part: str) -> None:
    name, place = PARTS[part]
    own, ledger = template(
        tmp_path / "对", name, added(part, run("<w:t>共{{ 问题总</w:t>") + run("<w:t>数 }}个</w:t>"))
    )
    assert re.search("共(?:<[^>]*>)*[1-9](?:<[^>]*>)*个", drafted(own, ledger))
    wrong, ledger = template(tmp_path / "错", name, added(part, run("<w:t>{{ 问题总術 }}</w:t>")))
    assert [one for one in told(wrong, "问题总術") if place in one and one.startswith("error")] != []
    assert any(place in message for message in draft(Job(ledger, tmp_path / "x.docx", str(wrong))).errors)


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "word/footnotes.xml"])
def test_a_file_put_in_whole_is_refused_with_its_place(tmp_path: Path, part: str) -> None:
    name, _ = PARTS[part]

    def change(parts: dict[str, bytes]) -> None:
        text = parts[part].decode()
        at = text.index("<w:p>") if "<w:p>" in text else text.index("<w:p ")
        chunk = (
            '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdNew"/>'
        )
        parts[part] = (text[:at] + chunk + text[at:]).encode()
        related(parts, part, "aFChunk", "chunk.html")
        parts["word/chunk.html"] = "<p>别的文件</p>".encode()

    own, ledger = template(tmp_path, name, change)
    assert [one for one in told(own, "altChunk") if one.startswith("error")] != []
    assert any("altChunk" in message for message in draft(Job(ledger, tmp_path / "x.docx", str(own))).errors)
    assert not (tmp_path / "x.docx").exists()


def _macro(parts: dict[str, bytes]) -> None:
    related(parts, "word/document.xml", "vbaProject", "vbaProject.bin")
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"


def _remote_template(parts: dict[str, bytes]) -> None:
    related(parts, "word/settings.xml", "attachedTemplate", "http://a.invalid/t.dotm", external=True)
    settings = parts["word/settings.xml"].decode()
    at = settings.index(">", settings.index("<w:settings")) + 1
    mark = (
        '<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'r:id="rIdNew"/>'
    )
    zoom = re.search(r"<w:zoom[^>]*/>", settings)
    at = zoom.end() if zoom else at
    parts["word/settings.xml"] = (settings[:at] + mark + settings[at:]).encode()


def _object(part: str) -> Change:
    markup = run(
        '<w:object><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s1" style="width:9pt;height:9pt"/>'
        '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" Type="Embed" ProgID="Package" '
        'ShapeID="s1" DrawAspect="Content" ObjectID="_1" r:id="rIdNew"/></w:object>'
    )

    def change(parts: dict[str, bytes]) -> None:
        added(part, markup)(parts)
        related(parts, part, "oleObject", "embeddings/oleObject1.bin")
        parts["word/embeddings/oleObject1.bin"] = b"\xd0\xcf\x11\xe0"
        types = parts["[Content_Types].xml"].decode()
        kind = '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>'
        if 'Extension="bin"' not in types:
            types = types.replace("<Default ", f"{kind}<Default ", 1)
        parts["[Content_Types].xml"] = types.encode()

    return change


@pytest.mark.parametrize(
    ("part", "change", "word", "gone"),
    [
        ("word/document.xml", _macro, "宏", "vbaProject"),
        ("word/document.xml", _remote_template, "另一个模板", "a.invalid"),
        ("word/document.xml", _object("word/document.xml"), "嵌入的对象", "oleObject1"),
        ("word/header1.xml", _object("word/header1.xml"), "嵌入的对象", "oleObject1"),
        ("word/footnotes.xml", _object("word/footnotes.xml"), "嵌入的对象", "oleObject1"),
    ],
)
def test_programs_and_other_files_are_named_and_kept_out(
    tmp_path: Path, part: str, change: Change, word: str, gone: str
) -> None:
    own, ledger = template(tmp_path, PARTS[part][0], change)
    assert told(own, word) != []
    assert gone not in drafted(own, ledger)
