"""A template mined from a notice: drafting the import of that notice with it gives the notice again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command import drafter
from test_round_trip import again_with, plain

from drafter.errors import InputError
from drafter.read import read_report
from drafter.read.outline import outline
from drafter.render.lint import check_template
from drafter.template import Manifest, builtin_folder, find_template, load_manifest
from drafter.template.mined import mined
from drafter.work.adopting import template_from_notice
from drafter.work.drafting import Job, draft

NOTICES = Path(__file__).parent / "fixtures" / "notices"
FIRST_TRY = Path(__file__).parent / "fixtures" / "first_try"
# What does not come back, and why.
DIFFERENT = {
    "03-引号问题与整改成效": "首先、其次 is no row that can be counted on",
    "11-全角数字与重复标题": "figures are printed half-width",
    "24-三标签与责任行": "who is responsible is internal and not printed",
    "26-状态后缀与长标题": "a status behind one heading of another wording",
    "33-领导讲整改与三类清单": "one of three parts numbers its problems anew",
    "36-说明引言与问题分述": "what describes the problem is internal and not printed",
}


def mined_again(source: Path, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The outlines of the notice and of the draft of its import with its own template."""
    template_from_notice(source, folder / "模板")
    assert check_template(folder / "模板") == []
    return again_with(source, folder, str(folder / "模板"))


@pytest.mark.parametrize("source", sorted(NOTICES.glob("*.txt")), ids=lambda p: p.stem)
def test_a_notice_comes_back_with_its_own_template(tmp_path: Path, source: Path) -> None:
    before, after = mined_again(source, tmp_path)
    if source.stem in DIFFERENT:
        assert len(after["sections"]) == len(before["sections"])
    else:
        for part in ("title", "inspection", "sections", "contact", "signers", "date"):
            assert after[part] == before[part], part


@pytest.mark.parametrize(
    "name",
    [
        "notices1/06.html",
        "notices1/07.txt",
        "notices2/01.txt",
        "notices2/03.docx",  # points without numbers before, with in the next part
        "notices3/07.docx",  # the whole notice stands in one table
        "notices4/01.txt",
        "notices4/05.docx",  # the contact is a table with rows of its own
        "notices4/07.txt",  # 壹·
        "notices4/12.txt",  # 正在推进 behind a heading
        "notices5/10.txt",  # what was done stands in brackets behind the full stop
        "notices6/02.docx",  # 第一部分, 1.1 and 2.3
        "notices6/08.html",  # the contact's labels stand side by side above their values
        "notices6/11.txt",  # 壹 and a space
        "notices7/10.txt",
        "notices8/03.txt",  # numbered lines without a full stop in a part of another role
        "notices8/12.txt",  # ◆…◆ around the headings
    ],
)
def test_strangers_notices_come_back_too(tmp_path: Path, name: str) -> None:
    """Whole, but for who is responsible and till when: that is internal, and no template prints it."""
    before, after = (without_details(data) for data in mined_again(FIRST_TRY / name, tmp_path))
    for part in ("title", "inspection", "sections", "signers", "date"):
        assert after[part] == before[part], part
    facts = ("phone", "address", "postcode", "email")
    assert [after["contact"] and after["contact"][f] for f in facts] == [
        before["contact"] and before["contact"][f] for f in facts
    ]


def without_details(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_details(v) for k, v in value.items() if k != "details"}
    return [without_details(v) for v in value] if isinstance(value, list) else value


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


@pytest.mark.parametrize("name", ["分段式", "内联式", "括号式", "清单式", "双主体式"])
def test_each_built_in_template_is_what_mining_its_notice_gives(tmp_path: Path, name: str) -> None:
    job = Job(builtin_folder() / "样例.yaml", tmp_path / "稿.docx", name)
    assert not draft(job).errors
    template_from_notice(job.output, tmp_path / "挖得")
    found, given = load_manifest(tmp_path / "挖得" / "template.yaml"), find_template(name).manifest
    for key in ("section", "problem_heading", "label", "measure", "measures", "point", "result_label"):
        assert getattr(found.layout, key) == getattr(given.layout, key), key
    assert found.titles == given.titles and found.required == given.required
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
