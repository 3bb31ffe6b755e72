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
