"""What each rule says of the things that a .docx carries besides its text: each kind, each grade, none and many."""

from __future__ import annotations

from pathlib import Path

import pytest
from told_findings import told

from drafter.check import Finding, check, find_rule, rules_carried
from drafter.report import Report
from drafter.word.remains import Remain


def said(monkeypatch: pytest.MonkeyPatch, code: str, *carried: Remain) -> list[str]:
    """The findings of one rule about a file that carries these."""
    monkeypatch.setattr(rules_carried, "carried_by", lambda path: carried)
    rule = find_rule(code)
    assert rule is not None
    found: list[Finding] = check(Report(), docx=Path("通报.docx"), rules=[rule])
    return [told(finding).removeprefix(f"{code} ") for finding in found]


def carries(kind: str, *texts: str, line: int | None = 3) -> tuple[Remain, ...]:
    places = range(line, line + len(texts)) if line else [None] * len(texts)
    return tuple(Remain(kind, text, "", place) for text, place in zip(texts, places, strict=True))  # type: ignore[arg-type]


THEN_DELETE = "先把批注里问的、要改的办好，再删去全部批注。"
OPEN_REVISIONS = "在“审阅”里逐条接受或拒绝。"


@pytest.mark.parametrize(
    ("code", "carried", "findings"),
    [
        ("P202", (), []),
        ("P202", carries("comment", "再核"), []),
        (
            "P202",
            carries("inserted", "新增一句") + carries("deleted", "删去一句", line=9),
            [f"error 第3段 | - | 有没接受或拒绝的修订：“新增一句”、“删去一句”（共2处，第3、9段） | {OPEN_REVISIONS}"],
        ),
        (
            "P202",
            carries("inserted", *"甲乙丙丁"),
            [f"error 第3段 | - | 有没接受或拒绝的修订：“甲”、“乙”、“丙”（共4处，第3、4、5、6段） | {OPEN_REVISIONS}"],
        ),
        (
            "P202",
            carries("inserted", *"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"),
            [
                "error 第3段 | - | 有没接受或拒绝的修订：“甲”、“乙”、“丙”"
                f"（共21处，第{'、'.join(map(str, range(3, 23)))}段等） | {OPEN_REVISIONS}"
            ],
        ),
        (
            "P202",
            carries("inserted", "号码110101198001011234", line=None),
            [f"error - | - | 有没接受或拒绝的修订：“号码1101******1234”（共1处） | {OPEN_REVISIONS}"],
        ),
        (
            "P202",
            (Remain("deleted", "全面布署", "", 3, "通报审核"), Remain("inserted", "通报2所。", "", 4, "赵敏")),
            [
                "error 第3段 | - | 有没接受或拒绝的修订：“全面布署”、“通报2所。”（共2处，第3、4段）："
                f"本程序（通报审核）改的1处，赵敏改的1处（“通报2所。”） | {OPEN_REVISIONS}"
            ],
        ),
        ("P203", carries("deleted", "再核"), []),
        ("P203", carries("comment", "再核"), [f"error 第3段 | - | 有批注：“再核”（共1处，第3段） | {THEN_DELETE}"]),
        (
            "P203",
            carries("comment", "稳控重点人员3名"),
            [
                f"error 第3段 | - | 有批注：“稳控重点人员3名”（共1处，第3段） | {THEN_DELETE}",
                "error 第3段 | - | 批注里有不能公开的内容：稳控人员和措施不公开（“稳控”） | 先接受或删净，再发文件。",
            ],
        ),
        (
            "P204",
            carries("hidden", "内部"),
            ["error 第3段 | - | 有隐藏文字：“内部”（共1处，第3段） | 显示出来核对，删去。"],
        ),
        (
            "P205",
            carries("struck", "12项"),
            ["error 第3段 | - | 有加删除线的文字：“12项”（共1处，第3段） | 删去，或去掉删除线。"],
        ),
        (
            "P206",
            carries("highlighted", "15件"),
            ["warning 第3段 | - | 有突出显示的文字：“15件”（共1处，第3段） | 核对后去掉突出显示。"],
        ),
        ("P206", carries("highlighted", "【待补：面积】", "待补", "【面积"), []),
        ("P206", carries("coloured", "红头", line=4), []),  # the head of a red-headed paper
        ("P206", carries("coloured", "红字", line=None), []),
        (
            "P206",
            carries("coloured", "红字", line=5),
            ["info 第5段 | - | 有彩色的文字：“红字”（共1处，第5段） | 核对后改为黑色。"],
        ),
        ("P207", carries("header", "江州市云岭区"), []),
        ("P207", carries("comment", "送审稿"), []),
        ("P207", carries("header", "送审稿"), ["error - | - | 页眉里有“送审”：送审稿 | 从页眉里删去。"]),
        (
            "P207",
            carries("footer", "D:\\整改\\通报3.docx 打印时间", "2025-01-15 9:30", "第二稿"),
            [
                "error - | - | 页脚里有“D:\\”：D:\\整改\\通报3.docx 打印时间 | 从页脚里删去。",
                "error - | - | 页脚里有“2025-01-15 9:30”：2025-01-15 9:30 | 从页脚里删去。",
                "error - | - | 页脚里有“第二稿”：第二稿 | 从页脚里删去。",
            ],
        ),
        (
            "P207",
            carries("page-number", "— 3 —", "— 4 —"),
            ["warning - | - | 页码“— 3 —”是打上去的字，每页都一样 | 改用“插入页码”。"],
        ),
        ("P208", carries("property", "title=整改进展情况的通报", "keywords=整改"), []),
        (
            "P208",
            carries("property", "title=通报送审稿", "creator=王建国"),
            [
                "warning - | - | 文件属性“标题”里有“通报送审稿” | 在“文件—信息”里删去。",
                "info - | - | 文件属性里有作者“王建国” | 用“检查文档”清除。",
            ],
        ),
        (
            "P208",
            carries("property", "description=见 D:\\a.docx", "other=定稿"),
            [
                "warning - | - | 文件属性“备注”里有“见 D:\\a.docx” | 在“文件—信息”里删去。",
                "warning - | - | 文件属性“other”里有“定稿” | 在“文件—信息”里删去。",
            ],
        ),
        (
            "P208",
            carries("property", "creator=甲", "lastModifiedBy=乙", "Company=丙局", "Manager=丁", "description=戊"),
            ["info - | - | 文件属性里有作者“甲”、最后修改者“乙”、单位“丙局”、经理“丁” | 用“检查文档”清除。"],
        ),
        ("P209", carries("struck", "12项"), []),
        (
            "P209",
            carries("macro", "vbaProject.bin", line=None)
            + carries("object", "Excel", line=None)
            + carries("link", "D:\\台账.xlsx", line=None)
            + carries("field", "DATE", line=7),
            [
                "error - | - | 有宏：“vbaProject.bin”（共1处） | 另存为不带宏的 .docx。",
                "error - | - | 嵌入了对象：“Excel”（共1处） | 删去，或改为图片、文字；里面可能有没公开的数据。",
                "warning - | - | 有链接到本机或局域网文件的链接：“D:\\台账.xlsx”（共1处） | 取消链接。",
                "warning 第7段 | - | 有会自动变化的域：“DATE”（共1处，第7段） | 转为普通文字。",
            ],
        ),
        (
            "P210",
            carries("empty", "5", "3", line=12),
            ["info 第12段 | - | 有连续5个空段落（共2处，第12、13段） | 删去，改用段距或分页符。"],
        ),
    ],
)
def test_each_thing_that_a_file_carries(
    monkeypatch: pytest.MonkeyPatch, code: str, carried: tuple[Remain, ...], findings: list[str]
) -> None:
    assert sorted(said(monkeypatch, code, *carried)) == sorted(findings)


@pytest.mark.parametrize("kind", ["deleted", "comment", "hidden"])
def test_what_others_can_still_read_goes_through_the_rules_on_privacy(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    code = {"deleted": "P202", "comment": "P203", "hidden": "P204"}[kind]
    text = "举报人李建设，手机13800005550，身份证110101198001011234"
    private = [line for line in said(monkeypatch, code, *carries(kind, text)) if "里有不能公开的内容" in line]
    name = {"deleted": "删除的修订", "comment": "批注", "hidden": "隐藏文字"}[kind]
    assert len(private) == 3 and all(name in line for line in private)
    assert not any(word in line for line in private for word in ("李建设", "13800005550", "19800101"))


@pytest.mark.parametrize("kind", ["inserted", "struck", "highlighted"])
def test_what_stands_in_the_text_is_looked_at_there(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    code = {"inserted": "P202", "struck": "P205", "highlighted": "P206"}[kind]
    assert len(said(monkeypatch, code, *carries(kind, "举报人李建设"))) == 1
