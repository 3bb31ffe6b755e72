"""Finding, listing, copying and previewing templates; a template out of a finished notice."""

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from notices import full_report
from test_render_report import BUILT_IN, W, office_copy, printed

from drafter.cli import run
from drafter.errors import InputError
from drafter.render import render
from drafter.render.lint import check_template
from drafter.template import (
    Manifest,
    builtin_folder,
    find_template,
    list_templates,
    load_manifest,
    manifest_yaml,
    template_of,
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office's own folder, far from the project."""
    folder = tmp_path / "某 办公室"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DRAFTER_TEMPLATES", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    return folder


def test_the_five_built_in_templates_are_found_from_any_folder() -> None:
    assert {f.name for f in list_templates()} == set(BUILT_IN)
    assert find_template(None).manifest.name == "分段式"
    assert all(f.source == "内置" and f.template for f in list_templates())


def test_an_offices_template_goes_before_a_built_in_one_of_the_same_name(elsewhere: Path) -> None:
    (elsewhere / "templates").mkdir()
    own = office_copy(elsewhere / "templates" / "分段式", "括号式")
    assert find_template("分段式").folder.resolve() == own.folder.resolve()
    assert [f.source for f in list_templates() if f.name == "分段式"] == ["templates"]


def test_templates_are_found_in_the_folders_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "公用").mkdir()
    office_copy(tmp_path / "公用" / "本局")
    monkeypatch.setenv("DRAFTER_TEMPLATES", str(tmp_path / "公用"))
    assert find_template("本局").folder == tmp_path / "公用" / "本局"


def test_templates_are_found_in_the_users_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "drafter" / "templates"
    folder.mkdir(parents=True)
    office_copy(folder / "自用")
    assert find_template("自用").folder == folder / "自用"


def test_a_template_is_found_by_the_name_in_its_settings(elsewhere: Path) -> None:
    (elsewhere / "templates").mkdir()
    own = office_copy(elsewhere / "templates" / "a")
    settings = own.folder / "template.yaml"
    settings.write_text(settings.read_text("utf-8").replace("名称: 分段式", "名称: 区委办"), "utf-8")
    assert find_template("区委办").folder == Path("templates/a")


def test_an_unknown_template_names_the_nearest_one() -> None:
    with pytest.raises(InputError, match=r"台账\.yaml：通报\.模板：没有叫“分断式”的模板，是不是“分段式”"):
        template_of(None, Path("台账.yaml"), "分断式")
    with pytest.raises(InputError, match="没有叫“分断式”的模板，是不是“分段式”"):
        find_template("分断式")


def test_every_fault_of_the_settings_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(
        "名称: 本局\n版式:\n  节: 第部分\n  问题标题: 关于问题的整改。\n  标前: 整改情况：\n"
        "必备: [标题, 附件]\n附任务清单: 要\n",
        "utf-8",
    )
    with pytest.raises(InputError) as caught:
        load_manifest(file)
    told = "\n".join(caught.value.messages)
    for expected in (
        "第3行 版式.节：“第部分”应写成这种序号的第一个",
        "第4行 版式.问题标题：要有 {表述}",
        "第5行 版式.标前：没有这个设置，是不是“标签”",
        "第6行 必备：没有“附件”这个部分",
        "第7行 附任务清单：应写 是 或 否",
    ):
        assert expected in told
    assert all(m.startswith(str(file)) for m in caught.value.messages)


@pytest.mark.parametrize("text", ["", "- 一\n", "名称: [", "名称: 甲\n名称: 乙\n"])
def test_settings_that_are_no_settings_are_refused_in_chinese(tmp_path: Path, text: str) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load_manifest(file)
    assert "template.yaml" in caught.value.messages[0]


def test_settings_saved_by_notepad_are_read(tmp_path: Path) -> None:
    file = tmp_path / "template.yaml"
    file.write_bytes("名称: 本局\n附任务清单: 是\n".encode("gb18030"))
    assert load_manifest(file).annex is True
    file.write_bytes(b"\xef\xbb\xbf" + "名称: 本局\n".encode())
    assert load_manifest(file).name == "本局"


@pytest.mark.parametrize("name", BUILT_IN)
def test_settings_written_out_are_read_back_the_same(tmp_path: Path, name: str) -> None:
    manifest = find_template(name).manifest
    file = tmp_path / "template.yaml"
    file.write_text(manifest_yaml(manifest), "utf-8")
    assert load_manifest(file) == manifest


def test_a_settings_file_with_only_a_name_is_enough() -> None:
    assert Manifest.model_validate({"名称": "本局"}).layout.measure == "一是"


# --- commands ---


def test_list_shows_names_descriptions_and_where_from(capsys: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    (elsewhere / "templates").mkdir()
    office_copy(elsewhere / "templates" / "本局")
    assert run(["template", "list"]) == 0
    out = capsys.readouterr().out
    assert "分段式\t内置\t" in out and "本局\ttemplates\t" in out
    assert run(["template", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {e["name"] for e in listed} == {*BUILT_IN, "本局"}


def test_list_says_what_is_wrong_with_a_template_that_cannot_be_used(
    capsys: pytest.CaptureFixture[str], elsewhere: Path
) -> None:
    (elsewhere / "templates").mkdir()
    own = office_copy(elsewhere / "templates" / "坏的")
    (own.folder / "template.yaml").write_text("名称: [", "utf-8")
    assert run(["template", "list"]) == 0
    assert "坏的\ttemplates\t不能用：" in capsys.readouterr().out


def test_a_new_template_is_a_copy_under_its_own_name_that_passes_the_check(elsewhere: Path) -> None:
    assert run(["template", "new", "区委办", "--from", "内联式"]) == 0
    folder = elsewhere / "templates" / "区委办"
    assert find_template("区委办").manifest.name == "区委办"
    assert find_template("区委办").manifest.layout.measures == "内联"
    assert (folder / "template.docx").read_bytes() == find_template("内联式").docx.read_bytes()
    assert "# " in (folder / "template.yaml").read_text("utf-8")
    assert run(["template", "check", "区委办"]) == 0


def test_a_new_template_never_overwrites_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "new", "区委办"]) == 0
    assert run(["template", "new", "区委办", "--from", "括号式"]) == 2
    assert "已经存在" in capsys.readouterr().err
    assert find_template("区委办").manifest.layout.problem == "1."


def test_check_exits_with_1_and_tells_place_text_and_mend(capsys: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    assert run(["template", "new", "区委办"]) == 0
    docx = elsewhere / "templates" / "区委办" / "template.docx"
    document = Document(docx)
    document.paragraphs[0].runs[0].text = "{{ 标 题 }}"
    document.save(docx)
    capsys.readouterr()
    assert run(["template", "check", "区委办"]) == 1
    said = capsys.readouterr()
    assert "第1段“{{ 标 题 }}”" in said.err and "改法" in said.err and said.out == ""


def test_check_without_a_name_checks_every_template(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "check"]) == 0
    assert capsys.readouterr().err.count("没有错误") == 5


def test_check_fix_mends_a_template_that_another_program_split(
    capsys: pytest.CaptureFixture[str], elsewhere: Path
) -> None:
    assert run(["template", "new", "区委办"]) == 0
    docx = elsewhere / "templates" / "区委办" / "template.docx"
    document = Document(docx)
    for paragraph in document.paragraphs:
        if paragraph.runs:
            text = paragraph.runs[0].text
            paragraph.runs[0].text = text[:4]
            paragraph.add_run(text[4:])
    document.save(docx)
    assert run(["template", "check", "区委办"]) == 0
    assert len(capsys.readouterr().err.splitlines()) < 12
    assert run(["template", "check", "区委办", "--fix"]) == 0
    assert run(["template", "check", "区委办"]) == 0


@pytest.mark.parametrize("name", BUILT_IN)
def test_preview_drafts_the_sample_with_nothing_missing(
    capsys: pytest.CaptureFixture[str], elsewhere: Path, name: str
) -> None:
    assert run(["template", "preview", name]) == 0
    document = Document(elsewhere / "out" / f"样例-{name}.docx")
    text = "\n".join(p.text for p in document.paragraphs)
    assert "园区产业布局零散" in text and "（一）推动高质量发展方面" in text and "【待补" not in text


# --- from a finished notice ---


def finished_notice(path: Path) -> None:
    """A notice as an office typed it: everything in the default style, formatted by hand, with a house header."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.top_margin = Mm(30), Mm(33)
    section.header.paragraphs[0].text = "青屿县水务局"
    section.footer.paragraphs[0].text = "内部资料"
    document.core_properties.author = "某某"

    def add(text: str, font: str, size: float, *, align: object = None, indent: bool = True) -> None:
        paragraph = document.add_paragraph()
        paragraph.alignment = align
        if indent:
            paragraph.paragraph_format.first_line_indent = Pt(size * 2)
        paragraph.paragraph_format.line_spacing = Pt(28)
        run_ = paragraph.add_run(text)
        run_.font.size = Pt(size)
        properties = run_._r.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)

    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    add("中共青屿县水务局党组", "方正小标宋简体", 22, align=centre, indent=False)
    add("关于巡察整改进展情况的通报", "方正小标宋简体", 22, align=centre, indent=False)
    add(
        "根据县委统一部署，2023年3月6日至5月12日，县委第一巡察组对县水务局党组开展了巡察，6月15日反馈了巡察意见。"
        "按照党务公开原则和巡察工作有关要求，现将巡察整改进展情况予以公布。",
        "仿宋",
        15,
    )
    add("一、巡察整改组织落实情况", "黑体", 15)
    add("局党组把整改摆在突出位置，逐条研究，逐项落实。", "仿宋", 15)
    add("一是压实责任。成立专班，召开会议4次。", "仿宋", 15)
    add("二是跟踪督办。每月通报进度。", "仿宋", 15)
    add("二、巡察反馈问题整改情况", "黑体", 15)
    for number, title in (("一", "河道管护不到位"), ("二", "工程监管有漏洞"), ("三", "干部培训偏少")):
        add(f"（{number}）关于“{title}”问题的整改", "楷体", 15)
        add("一是开展排查。排查点位35处，已整改31处。", "仿宋", 15)
        add("二是建立制度。修订管理办法2项。", "仿宋", 15)
    add("三、下一步工作打算", "黑体", 15)
    add("局党组将持续抓好整改，防止反弹。", "仿宋", 15)
    add("一是巩固成果。开展回头看。", "仿宋", 15)
    add("二是标本兼治。完善制度体系。", "仿宋", 15)
    add(
        "欢迎广大干部群众对巡察整改落实情况进行监督。联系方式：电话0555-5550199；地址：青屿县滨河路8号；邮编：555001。",
        "仿宋",
        15,
    )
    add("中共青屿县水务局党组", "仿宋", 15, align=right, indent=False)
    add("2023年12月20日", "仿宋", 15, align=right, indent=False)
    document.add_comment(document.paragraphs[-1].runs, text="领导已阅", author="某某", initials="某")
    document.save(path)


@pytest.fixture
def adopted_folder(elsewhere: Path) -> Path:
    finished_notice(elsewhere / "旧 通报.docx")
    assert run(["template", "new", "水务局", "--from-docx", "旧 通报.docx"]) == 0
    return elsewhere / "templates" / "水务局"


def test_a_template_from_a_notice_passes_the_check_and_holds_none_of_its_words(adopted_folder: Path) -> None:
    assert check_template(adopted_folder) == []
    with zipfile.ZipFile(adopted_folder / "template.docx") as archive:
        text = "".join(archive.read(n).decode("utf-8", "ignore") for n in archive.namelist())
    for old in ("河道管护", "2023年", "滨河路", "0555", "领导已阅", "某某", "排查点位"):
        assert old not in text


def test_a_template_from_a_notice_keeps_page_header_and_looks(adopted_folder: Path) -> None:
    document = Document(adopted_folder / "template.docx")
    section = document.sections[0]
    assert (section.left_margin, section.top_margin) == (Mm(30).twips * 635, Mm(33).twips * 635)
    assert section.header.paragraphs[0].text == "青屿县水务局" and section.footer.paragraphs[0].text == "内部资料"

    def look(text: str) -> tuple[str | None, float]:
        paragraph = next(p for p in document.paragraphs if p.text == text)
        fonts = paragraph.runs[0]._r.find(f"{W}rPr/{W}rFonts")
        return fonts.get(W + "eastAsia"), paragraph.runs[0].font.size.pt

    assert look("{{ 标题 }}") == ("方正小标宋简体", 22)
    assert look("{{ 组织领导.标题 }}") == ("黑体", 15)
    assert look("{{ 问题.标题 }}") == ("楷体", 15)
    assert look("{{ 段 }}") == ("仿宋", 15)
    grouped, flat = (p._p for p in document.paragraphs if p.text == "{{ 问题.标题 }}")
    assert grouped.find(f"{W}pPr/{W}outlineLvl").get(W + "val") == "2"
    assert flat.find(f"{W}pPr/{W}outlineLvl").get(W + "val") == "1"


def test_a_template_from_a_notice_words_and_numbers_as_the_notice_did(adopted_folder: Path) -> None:
    manifest = load_manifest(adopted_folder / "template.yaml")
    assert manifest.layout.problem == "（一）"
    assert manifest.layout.problem_heading == "关于“{表述}”问题的整改"
    assert manifest.titles.leadership == "巡视整改组织落实情况"
    assert manifest.titles.progress == "巡视反馈问题整改情况"


def test_a_template_from_a_notice_prints_a_whole_report(adopted_folder: Path) -> None:
    report = full_report()
    assert printed(render(report, find_template(str(adopted_folder)))) == printed(
        render(report, find_template("分段式"))
    )


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_draft_can_become_a_template_that_drafts_the_same_text(elsewhere: Path, name: str) -> None:
    assert run(["template", "preview", name, "-o", "一.docx"]) == 0
    assert run(["template", "new", "新的", "--from-docx", "一.docx"]) == 0
    assert run(["template", "preview", "新的", "-o", "二.docx"]) == 0
    first, second = (printed(Path(n).read_bytes()) for n in ("一.docx", "二.docx"))
    assert first == second


def test_what_is_no_notice_makes_no_template(capsys: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    document = Document()
    document.add_paragraph("今天下雨。")
    document.save("别的.docx")
    assert run(["template", "new", "别的", "--from-docx", "别的.docx"]) == 2
    Path("通报.txt").write_text("甲", "utf-8")
    assert run(["template", "new", "别的", "--from-docx", "通报.txt"]) == 2
    said = capsys.readouterr().err
    assert (
        "别的.docx：" in said
        and "通报.txt：" in said
        and said.count("读不出整改通报的结构") == 2
        and not (elsewhere / "templates").exists()
    )


# --- another program ---


def soffice() -> str:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        pytest.skip("no LibreOffice here")
    return program


def saved_by_libreoffice(docx: Path, tmp_path: Path) -> bytes:
    """The file opened and saved again by LibreOffice."""
    out = tmp_path / "saved"
    profile = (tmp_path / "profile").as_uri()
    command = [
        soffice(),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(out),
    ]
    subprocess.run([*command, str(docx)], check=True, capture_output=True, timeout=180)
    return (out / docx.name).read_bytes()


def test_a_clerks_changes_made_in_libreoffice_survive_into_the_draft(elsewhere: Path, tmp_path: Path) -> None:
    assert run(["template", "new", "区委办", "--from", "双主体式"]) == 0
    docx = elsewhere / "templates" / "区委办" / "template.docx"
    document = Document(docx)
    body = document.styles["正文段落"].element.find(f"{W}rPr/{W}rFonts")
    body.set(W + "eastAsia", "楷体_GB2312")
    document.sections[0].header.paragraphs[0].text = "云岭区委办公室"
    heading = next(p for p in document.paragraphs if p.text == "{{ 下一步.标题 }}")
    heading.runs[0].text = "三、今后打算"
    document.save(docx)
    docx.write_bytes(saved_by_libreoffice(docx, tmp_path))
    assert run(["template", "check", "区委办", "--fix"]) == 0
    data = render(full_report(), find_template("区委办"))
    drafted = Document(io.BytesIO(data))
    assert drafted.sections[0].header.paragraphs[0].text == "云岭区委办公室"
    assert "三、今后打算" in printed(data) and "三、下一步工作打算" not in printed(data)
    paragraph = next(p for p in drafted.paragraphs if p.text == "区委书记主持召开专题会议。")
    assert paragraph.style.element.find(f"{W}rPr/{W}rFonts").get(W + "eastAsia") == "楷体_GB2312"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist().count("docProps/core.xml") == 1
        everything = b"".join(archive.read(n) for n in archive.namelist())
    assert b"LibreOffice" not in everything


def test_the_sample_ledger_stands_beside_the_built_in_templates() -> None:
    assert (builtin_folder() / "样例.yaml").is_file()
