"""A template mined from a notice: what it has of the notice, and what not. All notices: test_template_mined_all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from command import ROOT, drafter
from test_round_trip import again_with, plain

from drafter.compose import compose
from drafter.errors import InputError
from drafter.ledger.load import load_ledger
from drafter.phrases.bank import shipped_bank
from drafter.read import read_report
from drafter.read.outline import outline
from drafter.render.lint import check_template
from drafter.template import Layout, Manifest, builtin_folder, find_template, load_manifest
from drafter.template.mined import mined
from drafter.work.adopting import template_from_notice
from drafter.work.drafting import Job, draft
from drafter.work.importing import import_file

NOTICES = Path(__file__).parent / "fixtures" / "notices"
FIRST_TRY = Path(__file__).parent / "fixtures" / "first_try"


def mined_again(source: Path, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The outlines of the notice and of the draft of its import with its own template."""
    template_from_notice(source, folder / "模板")
    assert check_template(folder / "模板") == []
    return again_with(source, folder, str(folder / "模板"))


def test_no_word_of_the_notice_stays_in_its_template(tmp_path: Path) -> None:
    """A notice that stands in one table: only the rows of its contact come along."""
    template_from_notice(FIRST_TRY / "notices3/07.docx", tmp_path / "模板")
    texts = "".join(p.text for p in read_report(tmp_path / "模板" / "template.docx").paragraphs)
    assert "农村公路" not in texts and "组织领导情况" not in texts


@pytest.mark.parametrize("name", ["gusu-2024", "huqiu-2020", "liangxi-2024"])
def test_real_notices_come_back(corpus: Path, tmp_path: Path, name: str) -> None:
    before, after = mined_again(corpus / f"{name}.txt", tmp_path)
    assert after["sections"] == before["sections"] and after["signers"] == before["signers"]


def notice(folder: Path, body: str) -> Manifest:
    file = folder / "通报.txt"
    file.write_text(
        "中共松岭县教育局党组关于县委巡察整改进展情况的通报\n根据县委统一部署，2024年3月4日至4月30日，县委第二巡察组对"
        "县教育局党组开展了巡察，6月12日反馈了巡察意见。现将整改进展情况予以公布。\n" + body,
        "utf-8",
    )
    return mined(read_report(file), find_template("分段式").manifest, "局里")


OPENING = "一、组织落实整改情况\n一是强化组织领导。召开会议3次。\n二是强化责任落实。建立台账1套。\n"
CLOSING = "三、下一步打算\n（一）持续压实责任。每月调度1次。\n（二）持续巩固成果。开展回头看2次。\n"
PROGRESS = "二、巡察反馈问题整改情况\n"


def test_numbering_wording_label_and_place_are_mined(tmp_path: Path) -> None:
    layout = notice(
        tmp_path,
        f"{OPENING}{PROGRESS}（一）落实党的教育方针方面\n"
        "1、针对“学位供给不足”问题\n整改情况：①新建小学2所。②改扩建初中1所。整改成效：新增学位900个。\n"
        f"2、针对“师德监督缺位”问题\n整改情况：①修订办法1项。②开展培训2期。整改成效：投诉下降3成。\n{CLOSING}",
    ).layout
    assert (layout.group, layout.problem, layout.problem_heading) == ("（一）", "1、", "针对“{表述}”问题")
    assert (layout.label, layout.label_place, layout.measure, layout.measures) == ("整改情况：", "同段", "①", "内联")
    assert (layout.result_label, layout.result_place) == ("整改成效：", "接排")
    assert (layout.point, layout.next_point) == ("一是", "（一）")


def test_what_the_notice_does_not_have_is_not_asked_for_or_printed(tmp_path: Path) -> None:
    body = OPENING + PROGRESS + "1.关于“学位供给不足”问题的整改。\n一是新建小学2所。\n二是改扩建初中1所。\n" + CLOSING
    manifest = notice(tmp_path, body)
    assert manifest.required == ["标题", "导语", "组织领导", "整改进展", "下一步"]
    assert manifest.titles.progress == "巡视反馈问题整改情况"
    assert manifest.title_form == "{单位}关于{部署}{类别}整改进展情况的通报"


def test_the_date_stands_where_it_stood(tmp_path: Path) -> None:
    file = tmp_path / "通报.txt"
    body = OPENING + PROGRESS + "1.关于“学位供给不足”问题的整改。\n一是新建小学2所。\n二是改扩建初中1所。\n" + CLOSING
    file.write_text(
        "中共松岭县教育局党组关于县委巡察整改进展情况的通报\n（2024年10月8日）\n根据县委统一部署，2024年3月4日至4月30日，"
        "县委第二巡察组对县教育局党组开展了巡察，6月12日反馈了巡察意见。现将整改进展情况予以公布。\n" + body,
        "utf-8",
    )
    _, after = mined_again(file, tmp_path)
    assert after["date"] == "2024-10-08"
    texts = [p.text for p in read_report(tmp_path / "通报 稿.docx").paragraphs if p.text.strip()]
    assert texts[2].strip() == "（2024年10月8日）" and texts[3].startswith("根据县委统一部署")


BUILT_IN = ["分段式", "内联式", "括号式", "清单式", "双主体式"]


def spelled_out(layout: Layout) -> dict[str, Any]:
    """A layout with what it leaves to its other settings said."""
    found = layout.model_dump()
    found["label_place"] = found["label_place"] or ("同段" if layout.measures == "内联" else "独段")
    return found


@pytest.mark.parametrize("name", BUILT_IN)
def test_each_built_in_template_is_what_mining_its_notice_gives(tmp_path: Path, name: str) -> None:
    """Every setting, from a ledger in whose notice every form of the layout is to be seen."""
    ledger = tmp_path / "台账.yaml"
    whole = (ROOT / "examples" / "云岭区水务局党组.yaml").read_text("utf-8")
    ledger.write_text(re.sub(r"(?m)^ +方面:.*\n", "", whole) if name == "括号式" else whole, "utf-8")
    job = Job(ledger, tmp_path / "稿.docx", name)
    assert not draft(job).errors
    template_from_notice(job.output, tmp_path / "挖得")
    found, given = load_manifest(tmp_path / "挖得" / "template.yaml"), find_template(name).manifest
    assert spelled_out(found.layout) == spelled_out(given.layout)
    assert found.titles == given.titles and found.required == given.required and found.others == given.others
    again = Job(ledger, tmp_path / "再稿.docx", str(tmp_path / "挖得"))
    assert not draft(again).errors
    assert [p.text for p in read_report(again.output).paragraphs] == [
        p.text for p in read_report(job.output).paragraphs
    ]


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_notice_of_each_built_in_template_comes_back(tmp_path: Path, name: str) -> None:
    job = Job(builtin_folder() / "样例.yaml", tmp_path / "稿.docx", name)
    assert not draft(job).errors
    template_from_notice(job.output, tmp_path / "挖得")
    again = Job(job.ledger, tmp_path / "再稿.docx", str(tmp_path / "挖得"))
    assert not draft(again).errors
    assert plain(outline(read_report(again.output))) == plain(outline(read_report(job.output)))


def test_the_command_takes_any_report_and_refuses_what_is_none(tmp_path: Path) -> None:
    source = NOTICES / "92-县水利局三十题内联.txt"
    done = drafter("template", "new", "水利", "--from", source, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert load_manifest(tmp_path / "templates" / "水利" / "template.yaml").layout.measures == "内联"
    (tmp_path / "公告.txt").write_text("关于停水的公告\n因管网检修，明日停水。\n", "utf-8")
    refused = drafter("template", "new", "公告", "--from", "公告.txt", cwd=tmp_path)
    assert refused.returncode == 2 and "读不出整改通报的结构" in refused.stderr
    with pytest.raises(InputError):
        template_from_notice(tmp_path / "公告.txt", tmp_path / "没有")


# --- the wording of an opening and of a contact ---

NOTICE = (
    "中共松岭县教育局党组关于县委巡察整改进展情况的通报\n根据县委关于巡察工作的统一部署，2024年3月4日至4月30日，县委"
    "第二巡察组对县教育局党组开展了为期两个月的常规巡察，延伸巡察3所学校。6月12日，县委第二巡察组向局党组反馈了意见。"
    "局党组照单全收，取得阶段性成效，现将整改进展情况予以公布。\n" + OPENING + PROGRESS + "1.关于“学位供给不足”问题的"
    "整改。\n一是新建小学2所。\n二是改扩建初中1所。\n" + CLOSING
)
CONTACT = (
    "欢迎广大干部群众监督。如有意见，请于2024年12月1日前反映。联系人：办公室王某；电话：0711-5550101（工作日）；"
    "地址：松岭县育才路1号县教育局办公室，邮编419911；电子邮箱：jyj@songling.example.cn。"
)


def worded(folder: Path, contact: str = CONTACT) -> Manifest:
    file = folder / "旧.txt"
    file.write_text(NOTICE + contact + "\n中共松岭县教育局党组\n2024年10月8日\n", "utf-8")
    return mined(read_report(file), find_template("分段式").manifest, "局里")


def test_opening_and_contact_keep_their_wording_and_none_of_their_facts(tmp_path: Path) -> None:
    manifest = worded(tmp_path)
    assert manifest.opening_form == [
        "根据{部署}关于巡视工作的统一部署，{开始}至{结束}，{巡视组}对{对象}开展了{巡视}。"
        "{反馈}，{巡视组}向{简称}反馈了意见。现将整改进展情况予以公布。"
    ]
    assert manifest.contact_form == ["欢迎广大干部群众监督。电话：{电话}；地址：{地址}，邮编{邮编}；电子邮箱：{邮箱}。"]


def test_a_contact_of_which_something_has_no_slot_is_no_form(tmp_path: Path) -> None:
    assert worded(tmp_path, "请拨打县纪委张某某电话0711-5550101反映。").contact_form == []


def printed(folder: Path, manifest: Manifest, ledger: str) -> list[str]:
    file = folder / "新.yaml"
    file.write_text(ledger, "utf-8")
    report = compose(load_ledger(file), manifest, shipped_bank)
    assert report.contact is not None
    return [p.text for p in (*report.preamble, *report.contact.passages)]


LEDGER = """
单位: {名称: 中共江州市云岭区水务局党组, 简称: 局党组}
巡视: {类别: 巡察, 部署: 区委, 巡视组: 区委第二巡察组, 对象: 区水务局党组, 开始: 2024-04-08, 结束: 2024-06-14}
联系方式: {电话: 0555-5550666, 邮箱: 无}
"""


def test_another_ledger_fills_the_slots_and_what_it_lacks_is_said_or_left_out(tmp_path: Path) -> None:
    opening, contact = printed(tmp_path, worded(tmp_path), LEDGER)
    assert opening == (
        "根据区委关于巡察工作的统一部署，2024年4月8日至6月14日，区委第二巡察组对区水务局党组开展了巡察。"
        "【待补：反馈日期】，区委第二巡察组向局党组反馈了意见。现将整改进展情况予以公布。"
    )
    assert contact == "欢迎广大干部群众监督。电话：0555-5550666；地址：【待补：联系地址】。"


def test_what_the_ledger_says_of_the_publication_stands_instead_of_the_templates(tmp_path: Path) -> None:
    opening, _ = printed(tmp_path, worded(tmp_path), LEDGER + "通报: {公开说明: 现予以公告}\n")
    assert opening.endswith("反馈了意见。现予以公告。") and "现将" not in opening


def test_a_contact_under_a_heading_is_numbered_with_the_sections(tmp_path: Path) -> None:
    manifest = worded(tmp_path, "四、监督方式\n电话：0711-5550101\n邮箱：jyj@songling.example.cn")
    assert manifest.contact_form == ["{序号}监督方式", "电话：{电话}", "邮箱：{邮箱}"]
    assert printed(tmp_path, manifest, LEDGER)[1:] == ["四、监督方式", "电话：0555-5550666"]


def test_a_fact_that_the_form_has_no_slot_for_is_told_all_the_same(tmp_path: Path) -> None:
    manifest = worded(tmp_path, "欢迎监督。联系电话:0711-5550101;地址:松岭县育才路1号.")
    assert manifest.contact_form == ["欢迎监督。联系电话：{电话}；地址：{地址}。"]
    contact = printed(tmp_path, manifest, LEDGER.replace("邮箱: 无", "邮箱: sw@yunling.example.cn"))[-1]
    assert contact.endswith("地址：【待补：联系地址】；电子邮箱：sw@yunling.example.cn。")
    alone = worded(tmp_path, "欢迎监督。\n联系电话：0711-5550101\n地址：松岭县育才路1号")
    lines = printed(tmp_path, alone, LEDGER.replace("邮箱: 无", "邮编: 990556"))
    assert lines[-3:] == ["联系电话：0555-5550666", "地址：【待补：联系地址】", "邮编：990556"]


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("关于中央巡视整改进展情况的通报", "{单位}关于{部署}{类别}整改进展情况的通报"),
        ("关于落实县委巡察反馈意见整改情况的通报", "{单位}关于落实{部署}{类别}反馈意见整改情况的通报"),
        ("关于省委政法单位专项巡视整改情况的通报", ""),
        ("关于十二届县委第三轮巡察整改情况的通报", ""),
    ],
)
def test_the_title_keeps_no_body_and_no_round_of_its_own(tmp_path: Path, title: str, form: str) -> None:
    file = tmp_path / "旧.txt"
    file.write_text("中共松岭县教育局党组" + title + NOTICE[NOTICE.index("\n") :] + CONTACT, "utf-8")
    assert mined(read_report(file), find_template("分段式").manifest, "局里").title_form == form


@pytest.mark.parametrize(
    ("form", "told"),
    [("联系电话：{电花}", "没有 {电花} 这一项，是不是“电话”"), ("联系电话：{电话", "花括号没有配成对")],
)
def test_a_form_with_a_wrong_slot_is_refused_with_its_line(tmp_path: Path, form: str, told: str) -> None:
    (tmp_path / "template.yaml").write_text(f"名称: 局里\n联系方式写法:\n- {form}\n", "utf-8")
    with pytest.raises(InputError) as refused:
        load_manifest(tmp_path / "template.yaml")
    assert "第3行" in str(refused.value.messages[0]) and told in refused.value.messages[0]


def test_parts_that_place_their_points_otherwise_each_keep_their_way(tmp_path: Path) -> None:
    layout = notice(
        tmp_path,
        "一、组织落实整改情况\n局党组高度重视。首先，强化组织领导。召开会议3次。其次，强化责任落实。建立台账1套。\n"
        f"{PROGRESS}1.关于“学位供给不足”问题的整改。\n一是新建小学2所。\n二是改扩建初中1所。\n{CLOSING}",
    ).layout
    assert (layout.points, layout.next_points) == ("接排", "分段")
    assert (layout.point, layout.next_point) == ("首先，", "（一）")


def test_what_is_not_mined_is_said(tmp_path: Path) -> None:
    file = tmp_path / "旧.txt"
    file.write_text(NOTICE + "请拨打县纪委张某某电话0711-5550101反映。\n中共松岭县教育局党组\n2024年10月8日\n", "utf-8")
    (said,) = template_from_notice(file, tmp_path / "模板")
    assert said.startswith("联系方式的写法没有记下") and "联系方式写法" in said
    said_of_table = template_from_notice(FIRST_TRY / "notices2" / "09.docx", tmp_path / "表")
    assert any(line.startswith("整改进展原来排在表格里，模板里改排成段落") for line in said_of_table)


def test_a_mixed_notice_keeps_its_arrangement_and_what_comes_out_otherwise_is_said(tmp_path: Path) -> None:
    source = tmp_path / "旧.txt"
    body = (
        f"{OPENING}{PROGRESS}2.1 学位供给不足\n一是新建小学2所。\n二是改扩建初中1所。\n"
        "2.2 师德监督缺位\n一是修订办法1项。二是开展培训2期。\n2.3 食堂管理不严\n一是检查食堂9家。\n二是整改隐患3处\n"
        + CLOSING
    )
    source.write_text("\n".join([*NOTICE.split("\n")[:2], body]), "utf-8")
    told = template_from_notice(source, tmp_path / "模板")
    ledger = import_file(source, []).text
    assert ledger.count("措施排列: 内联") == 1
    (tmp_path / "台账.yaml").write_text(ledger, "utf-8")
    assert not draft(Job(tmp_path / "台账.yaml", tmp_path / "稿.docx", str(tmp_path / "模板"))).errors
    texts = [p.text for p in read_report(tmp_path / "稿.docx").paragraphs]
    assert "一是修订办法1项。二是开展培训2期。" in texts and "一是新建小学2所。" in texts
    assert [t[:3] for t in texts if t.startswith("2.")] == ["2.1", "2.2", "2.3"]
    assert any("二是整改隐患3处" in line and "在模板里排成" in line for line in told)


def example_lines(manifest: Manifest) -> list[str]:
    """The paragraphs of another office's notice in these settings."""
    report = compose(load_ledger(ROOT / "examples" / "云岭区水务局党组.yaml"), manifest, shipped_bank)
    lines: dict[int | None, str] = {}
    for passage, _ in report.walk():
        lines[passage.line] = lines.get(passage.line, "") + passage.text
    return list(lines.values())


def test_a_status_is_worded_as_the_notice_words_it(tmp_path: Path) -> None:
    body = (
        "（一）关于“学位供给不足”的问题。（已完成整改）\n一是新建小学2所。\n二是改扩建初中1所。\n"
        "（二）关于“师德监督缺位”的问题。（长期坚持）\n一是修订办法1项。\n二是开展培训2期。\n"
        "（三）关于“校车管理松散”的问题。（已完成整改）\n一是清退车辆2台。\n二是开展培训1期。\n"
    )
    manifest = notice(tmp_path, OPENING + PROGRESS + body + CLOSING)
    assert manifest.layout.problem_heading == "关于“{表述}”的问题。（{状态}）"
    assert manifest.layout.status_words == {"已完成": "已完成整改"}
    lines = example_lines(manifest)
    assert any(line.endswith("的问题。（已完成整改）") for line in lines)
    assert any(line.endswith("的问题。（推进中）") for line in lines)


def test_a_number_behind_the_title_counts_on(tmp_path: Path) -> None:
    body = "".join(
        f"{title}（问题{n}）\n◆新建小学2所。\n◆改扩建初中1所。\n"
        for n, title in enumerate(("学位供给不足", "师德监督缺位", "校车管理松散"), 1)
    )
    manifest = notice(tmp_path, OPENING + PROGRESS + body + CLOSING)
    assert manifest.layout.problem_heading == "{表述}（问题{序号}）"


def test_sections_that_bare_figures_number_go_on_counting(tmp_path: Path) -> None:
    body = (
        "1 扛起整改政治责任\n1.1 强化组织领导\n召开会议3次。\n1.2 强化责任落实\n建立台账1套。\n"
        "2 抓好反馈问题整改\n2.1 学位供给不足\n一是新建小学2所。\n二是改扩建初中1所。\n2.2 师德监督缺位\n修订1项。\n"
        "3 巩固巡察整改成果\n3.1 持续压实责任\n每月调度1次。\n3.2 持续巩固成果\n开展回头看2次。\n"
    )
    manifest = notice(tmp_path, body)
    assert (manifest.layout.section, manifest.titles.progress) == ("1 ", "抓好反馈问题整改")
    text = example_lines(manifest)
    assert "2 抓好反馈问题整改" in text and any(line.startswith("3.1 ") for line in text)


def test_labels_with_a_paragraph_of_their_own_keep_it(tmp_path: Path) -> None:
    body = "".join(
        f"{title}\n整改措施\n（1）新建小学2所。\n（2）改扩建初中1所。\n整改成效\n新增学位900个。\n"
        for title in ("（一）学位供给不足", "（二）师德监督缺位")
    )
    manifest = notice(tmp_path, OPENING + PROGRESS + body + CLOSING)
    lines = example_lines(manifest)
    assert "整改措施" in lines and "整改成效" in lines
