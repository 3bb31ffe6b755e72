"""What stands around a notice's own words: Markdown's marks, statuses under a label, labels of the contact."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.read import read_report
from drafter.report import Report

PREAMBLE = "根据县委统一部署，2024年3月4日至4月30日，县委第二巡察组对松岭县教育局党组开展了巡察，6月12日反馈了意见。"


def read(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "通报.txt"
    path.write_text(text, encoding="utf-8")
    return read_report(path)


MARKED = f"""# 中共松岭县教育局党组关于巡察整改进展情况的通报

{PREAMBLE}现将整改进展情况公布如下。

## 壹 · 知责于心

- **统一思想认识**。召开专题会议3次。
- **细化整改任务**。建立四张清单。

---

## 贰 · 履责于行

### 办学治校方面

**问题1：学位供给不足**

* 新建校舍2栋，新增学位900个。
* 公办园占比提高到61%。

**问题2：师德监督缺位**

* 处理教师3人。

## 叁 · 久久为功

> 1、**持续压实责任**。继续督促后续整改。
>
> 2、**持续巩固成果**。继续完善制度。

欢迎社会各界监督。
☎ **联系电话**：0711-5550101
✉ **邮箱**：jyj@songling.example.cn

**中共松岭县教育局党组**　　**2024年10月8日**
"""


def test_markdown_is_read_by_its_levels_and_leaves_no_mark(tmp_path: Path) -> None:
    report = read(tmp_path, MARKED)
    assert report.title == "中共松岭县教育局党组关于巡察整改进展情况的通报"
    assert [s.heading.text for s in report.sections if s.heading] == [
        "壹 · 知责于心",
        "贰 · 履责于行",
        "叁 · 久久为功",
    ]
    assert [(p.title, p.group, len(p.measures)) for p in report.problems] == [
        ("学位供给不足", "办学治校方面", 2),
        ("师德监督缺位", "办学治校方面", 1),
    ]
    assert report.contact is not None
    assert (report.contact.phone, report.contact.email) == ("0711-5550101", "jyj@songling.example.cn")
    assert [s.text for s in report.signers] == ["中共松岭县教育局党组"]
    assert not any(mark in passage.text for passage, _ in report.walk() for mark in ("**", "##", "---", "> "))


def test_a_single_star_or_sharp_is_the_notices_own(tmp_path: Path) -> None:
    report = read(tmp_path, f"{PREAMBLE}\n一、整改进展\n关于“3#宿舍楼漏水**严重”的问题。更换管道40米。\n")
    assert "3#宿舍楼漏水**严重" in "".join(p.text for p in report.paragraphs)


NOTICE = """中共松岭县教育局党组关于巡察整改进展情况的通报
{preamble}现将整改进展情况公布如下。
{sections}
欢迎社会各界监督。{contact}
中共松岭县教育局党组
2024年10月8日
"""
SECTIONS = """一、组织领导
（一）压实责任。召开会议3次。
二、整改进展
1.关于“学位供给不足”的问题。
{first}
一是新建校舍2栋。二是新增学位900个。
{last}
2.关于“师德监督缺位”的问题。
一是处理教师3人。二是修订制度2项。
三、下一步打算
（一）持续用力。继续督促后续整改。"""


@pytest.mark.parametrize(
    "status", ["整改进展：已完成。", "完成情况：已完成并长期坚持。", "整改状态：基本完成，正在深化"]
)
@pytest.mark.parametrize("place", ["first", "last"])
def test_a_status_under_its_label_is_no_measure(tmp_path: Path, status: str, place: str) -> None:
    lines = {"first": "整改情况：", "last": "整改成效：学位紧张缓解。", place: status}
    report = read(tmp_path, NOTICE.format(preamble=PREAMBLE, sections=SECTIONS.format(**lines), contact=""))
    assert [len(p.measures) for p in report.problems] == [2, 2]
    assert [d.text for d in report.problems[0].details] == [status]


def test_a_label_with_what_was_done_is_a_measure(tmp_path: Path) -> None:
    lines = {"first": "完成情况：已完成校舍2栋、学位900个的建设任务。", "last": ""}
    sections = SECTIONS.format(**lines).replace("一是新建校舍2栋。二是新增学位900个。\n", "")
    report = read(tmp_path, NOTICE.format(preamble=PREAMBLE, sections=sections, contact=""))
    assert len(report.problems[0].measures) == 1
    assert not report.problems[0].details


@pytest.mark.parametrize(
    ("contact", "phone", "address"),
    [
        (
            "\n办公室电话：0711-5550101\n县纪委监督电话：0711-5550102\n来信地址：松岭县育才路1号",
            "0711-5550101、0711-5550102",
            "松岭县育才路1号",
        ),
        (
            "来电0711-5550101（党办），来信松岭县育才路1号县教育局（邮编419911）。",
            "0711-5550101",
            "松岭县育才路1号县教育局",
        ),
        (
            "电话：0711-5550101（日间）、0711-5550102（夜间）；信函：松岭县育才路1号（信封请注明“意见”）。",
            "0711-5550101（日间）、0711-5550102（夜间）",
            "松岭县育才路1号",
        ),
    ],
)
def test_the_contact_is_read_by_its_labels(tmp_path: Path, contact: str, phone: str, address: str) -> None:
    sections = SECTIONS.format(first="整改情况：", last="整改成效：学位紧张缓解。")
    report = read(tmp_path, NOTICE.format(preamble=PREAMBLE, sections=sections, contact=contact))
    assert report.contact is not None
    assert (report.contact.phone, report.contact.address) == (phone, address)
    assert [s.text for s in report.signers] == ["中共松岭县教育局党组"]


def test_slogans_in_two_halves_head_the_parts_of_a_notice_without_numbers(tmp_path: Path) -> None:
    sections = """知责于心　扛牢整改责任
召开会议3次，建立四张清单。
履责于行　破解整改难题
学位供给不足
新建校舍2栋，新增学位900个。
公办园占比提高到61%。
师德监督缺位
处理教师3人，修订制度2项。
担责于久　巩固整改成果
继续督促后续整改，持续完善制度。"""
    report = read(tmp_path, NOTICE.format(preamble=PREAMBLE, sections=sections, contact="电话：0711-5550101。"))
    assert [s.role for s in report.sections] == ["leadership", "progress", "next_steps"]
    assert [p.title for p in report.problems] == ["学位供给不足", "师德监督缺位"]


@pytest.mark.parametrize(
    "tail",
    [
        "中共松岭县教育局党组    2024年10月8日\n如对整改情况有意见建议，请拨打 0711-5550101（上班时间），"
        "或写信至 松岭县育才路1号县教育局（419911），亦可发邮件到 jyj@songling.example.cn 。",
        "为便于监督，现将联系方式公布如下：\n（1）邮寄：松岭县育才路1号县教育局；邮编：419911\n（2）拨打：0711-5550101\n"
        "（3）发送邮件：jyj@songling.example.cn\n中共松岭县教育局党组\n2024年10月8日",
        "中共松岭县教育局党组\n2024年10月8日\n附：监督方式\n● 来信：松岭县育才路1号县教育局\n● 邮政编码：419911\n"
        "● 电话：0711-5550101\n● 电子邮箱：jyj@songling.example.cn",
        "欢迎监督。\n受理电话：0711-5550101\n意见箱：办公楼一楼大厅\n通信地址：松岭县育才路1号县教育局\n邮编：419911\n"
        "邮箱：jyj@songling.example.cn\n中共松岭县教育局党组\n2024年10月8日",
    ],
)
def test_contact_and_signature_are_told_apart_in_either_order(tmp_path: Path, tail: str) -> None:
    sections = SECTIONS.format(first="整改情况：", last="整改成效：学位紧张缓解。")
    title = "中共松岭县教育局党组关于巡察整改进展情况的通报"
    report = read(tmp_path, f"{title}\n{PREAMBLE}现将整改进展情况公布如下。\n{sections}\n{tail}\n")
    contact = report.contact
    assert contact is not None
    assert contact.phone is not None
    assert contact.phone.startswith("0711-5550101")
    assert (contact.address, contact.postcode) == ("松岭县育才路1号县教育局", "419911")
    assert contact.email == "jyj@songling.example.cn"
    assert [s.text for s in report.signers] == ["中共松岭县教育局党组"]
    assert str(report.date) == "2024-10-08"


DATED_ABOVE = """青屏学院党委关于省委巡视组反馈意见整改落实情况的公开通报
2024年5月10日
2023年10月8日至12月8日，省委第三巡视组巡视学校党委，2024年1月9日反馈意见。学校党委逐条认领，限期改完。
一、党委“一盘棋”抓整改
第一时间搭好班子。反馈当日召开常委会，成立7个专题组。
第一时间把任务交下去。向23个学院和部门下达任务书。
二、巡视反馈问题整改进展
1．师范特色弱化。停招专业5个，新增专业2个。
2．校办企业监管不到位。注销企业8家，追缴租金46万元。
三、持续发力巩固整改成果
学校党委往后既看材料上的数字，更看师生的感受。
意见反馈方式：来信寄青屏市翠柏路1号青屏学院党委办公室（邮编：355091）；来电0871-5558866。
中共青屏学院委员会
"""


def test_a_date_under_the_title_does_not_end_a_notice_whose_contact_begins_otherwise(tmp_path: Path) -> None:
    report = read(tmp_path, DATED_ABOVE)
    assert [p.title for p in report.problems] == ["师范特色弱化", "校办企业监管不到位"]
    assert report.contact and report.contact.phone == "0871-5558866"
    assert [s.text for s in report.signers] == ["中共青屏学院委员会"]
    assert str(report.date) == "2024-05-10"
    told = report.inspection
    assert (told.team, told.target) == ("省委第三巡视组", "学校党委")
    assert (str(told.start), str(told.end), str(told.feedback)) == ("2023-10-08", "2023-12-08", "2024-01-09")
    without_contact = "\n".join(line for line in DATED_ABOVE.splitlines() if not line.startswith("意见反馈方式"))
    assert len(read(tmp_path, without_contact).problems) == 2


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        (
            ("一、知责：扛起责任", "二、履责：改好突出问题", "三、担责：久久为功"),
            ("leadership", "progress", "next_steps"),
        ),
        (("【整改组织】", "【问题整改】", "【下步打算】"), ("leadership", "progress", "next_steps")),
        (("第一部分 组织领导", "第二部分 整改进展", "第三部分 下一步打算"), ("leadership", "progress", "next_steps")),
        (("一　知责：扛起责任", "二　履责：动真碰硬", "三　担责：久久为功"), ("leadership", "progress", "next_steps")),
    ],
)
def test_parts_are_headed_in_every_form(tmp_path: Path, headings: tuple[str, ...], roles: tuple[str, ...]) -> None:
    text = SECTIONS.format(first="整改情况：", last="整改成效：学位紧张缓解。")
    for old, new in zip(("一、组织领导", "二、整改进展", "三、下一步打算"), headings, strict=True):
        text = text.replace(old, new)
    report = read(tmp_path, NOTICE.format(preamble=PREAMBLE, sections=text, contact="电话：0711-5550101。"))
    assert tuple(s.role for s in report.sections) == roles
    assert [s.heading.text for s in report.sections if s.heading] == list(headings)
    assert [(p.title, len(p.measures)) for p in report.problems] == [("学位供给不足", 2), ("师德监督缺位", 2)]


def test_an_unnumbered_problem_is_known_by_its_first_sentence(tmp_path: Path) -> None:
    sections = """一、组织领导
召开会议3次。
二、整改进展
食堂原料采购不公开，验收走过场问题。（1）修订采购办法。（2）公开价格12次。
师德教育流于表面问题。校党委制定师德办法，处理教师3人。
三、下一步打算
继续督促后续整改。"""
    report = read(tmp_path, NOTICE.format(preamble=PREAMBLE, sections=sections, contact="电话：0711-5550101。"))
    assert [(p.title, len(p.measures)) for p in report.problems] == [
        ("食堂原料采购不公开，验收走过场", 2),
        ("师德教育流于表面", 1),
    ]


def test_what_the_feedback_said_is_no_part_of_a_quoted_title(tmp_path: Path) -> None:
    text = SECTIONS.format(first="整改情况：", last="").replace("“学位供给不足”", "“反馈指出，学位供给不足”")
    report = read(tmp_path, NOTICE.format(preamble=PREAMBLE, sections=text, contact=""))
    assert report.problems[0].title == "学位供给不足"


@pytest.mark.parametrize("title", ["县纪委通报3起巡察整改不力典型案例", "巡察整改进展为什么要公开——县委巡察办答问"])
def test_neighbours_of_the_genre_are_none(tmp_path: Path, title: str) -> None:
    text = f"{title}\n近日，县委巡察办就巡察整改公开作出规定。巡察反馈后应当公开整改进展情况。\n" + SECTIONS.format(
        first="", last=""
    )
    assert read(tmp_path, text).genre != "rectification-notice"


def test_a_long_lead_is_one_where_its_sisters_have_leads(tmp_path: Path) -> None:
    long = "坚持把学习教育贯穿始终，在深化认识、查摆不足、举一反三中不断校准办学方向、补齐治理短板、凝聚整改共识"
    assert len(long) > 40
    points = f"（一）压实责任。召开会议3次。\n（二）{long}。开展研讨4次。\n（三）跟踪问效。督查3次。"
    text = SECTIONS.format(first="整改情况：", last="").replace("（一）压实责任。召开会议3次。", points)
    report = read(tmp_path, NOTICE.format(preamble=PREAMBLE, sections=text, contact=""))
    leads = [p.lead for b in report.sections[0].blocks for p in b.points]
    assert leads == ["压实责任", long, "跟踪问效"]


def test_an_inspection_that_is_announced_is_no_notice(tmp_path: Path) -> None:
    text = """关于县委第二巡察组巡察县水务局党组的公告
县委第二巡察组将于2024年9月2日至10月31日，对县水务局党组开展常规巡察，并检查上一轮巡察整改情况。现将有关事项公告如下：
一、巡察任务
1.落实上级决策部署情况，着力查找履行职责方面存在的问题；
2.落实管党治党责任情况，着力查找廉洁风险方面存在的问题。
二、联系方式
值班电话：0711-5550101，受理巡察反馈意见。
县委第二巡察组
2024年9月1日
"""
    assert read(tmp_path, text).genre != "rectification-notice"


def test_formal_numerals_and_signs_on_both_sides_head_parts(tmp_path: Path) -> None:
    text = SECTIONS.format(first="整改情况：", last="")
    for headings in (("壹 知责", "贰 履责", "叁 担责"), ("◆ 知责于心 ◆", "◆ 履责于行 ◆", "◆ 担责于久 ◆")):
        here = text
        for old, new in zip(("一、组织领导", "二、整改进展", "三、下一步打算"), headings, strict=True):
            here = here.replace(old, new)
        report = read(tmp_path, NOTICE.format(preamble=PREAMBLE, sections=here, contact="电话：0711-5550 101。"))
        assert [s.role for s in report.sections] == ["leadership", "progress", "next_steps"]
        assert [p.title for p in report.problems] == ["学位供给不足", "师德监督缺位"]


def test_what_a_page_has_around_its_article_is_the_sites_own(tmp_path: Path) -> None:
    from drafter.check import check

    sections = SECTIONS.format(first="整改情况：", last="整改成效：学位紧张缓解。")
    text = NOTICE.format(preamble=PREAMBLE, sections=sections, contact="电话：0711-5550101。")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    page = f"<html><body><div id='content'>{paragraphs}</div><div id='footer'>技术支持：13855550000</div></body></html>"
    path = tmp_path / "通报.html"
    path.write_text(page, encoding="utf-8")
    assert "P102" not in {f.code for f in check(read_report(path))}
    path.write_text(page.replace("召开会议3次", "召开会议3次，联系13855550000"), encoding="utf-8")
    assert "P102" in {f.code for f in check(read_report(path))}


def test_mining_begins_with_what_was_not_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from drafter.cli import run

    sections = SECTIONS.format(first="整改情况：", last="整改成效：学位紧张缓解。")
    whole = NOTICE.format(preamble=PREAMBLE, sections=sections, contact="电话：0711-5550101。")
    folder = tmp_path / "通报"
    folder.mkdir()
    for name in "甲乙":
        (folder / f"{name}.txt").write_text(whole.replace("松岭", f"{name}岭"), encoding="utf-8")
    start, end = whole.index("1.关于"), whole.index("三、下一步")
    blurred = whole[:start] + "县教育局扎实整改，各项工作稳步推进，群众普遍满意。\n" * 30 + whole[end:]
    (folder / "丙.txt").write_text(blurred.replace("松岭", "丙岭"), encoding="utf-8")
    assert run(["mine", str(folder), "-o", str(tmp_path / "词条库")]) == 0
    first = capsys.readouterr().err.splitlines()[0]
    assert "丙.txt" in first
    assert "没有读懂" in first
