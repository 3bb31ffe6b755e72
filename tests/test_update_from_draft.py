"""update --from 改稿.docx: what a person changed in a draft comes back, and drafting again gives the edited text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from command import ROOT, drafter
from docx import Document
from docx.text.paragraph import Paragraph

from drafter.read import read_report
from drafter.work.drafting import Job, draft
from drafter.work.returning import _paragraphs, return_draft

TEMPLATES = ["分段式", "内联式", "括号式", "清单式", "双主体式"]
EXAMPLES = ["云岭区水务局党组.yaml", "未完成.yaml"]
LEDGER = """\
# 起草人：整改办
通报: {成文日期: 2025-01-15, 落款: [中共江州市云岭区委员会]}
单位: {名称: 中共江州市云岭区委员会, 简称: 区委, 地区: 江州市云岭区}
巡视: {类别: 巡视, 部署: 省委, 巡视组: 省委第三巡视组, 开始: 2024-03-05, 结束: 2024-05-10, 反馈: 2024-06-20}
组织领导:
  会议: [{日期: 2024-06-22, 名称: 区委常委会会议, 事项: 专题研究整改工作}]
  领导小组: {组长: 区委书记, 副组长: [区长]}
  督查: [{日期: 2024-09-10, 内容: 对6家单位开展现场检查}]
联系方式: {电话: 0555-5550123, 地址: 江州市云岭区和平路1号, 邮箱: zgb@yunling.example}
问题:
  - 编号: 1
    表述: 河道采砂监管不够有力
    牵头单位: 区水务局   # 内部
    状态: 已完成
    措施:
      - {提法: 加密巡查, 内容: 组织夜间巡查36次，查扣船只4艘。, 佐证: [甲-1]}
      # 这一条还要补证明材料
      - {提法: 完善制度, 内容: 修订《云岭区采砂管理办法》，明确职责9项。}
      - {提法: 保密的事, 内容: 对内部人员调离岗位3人。, 公开: 否}
    成效: 违法采砂案件同比下降42%。
  - 编号: 2
    表述: 农村公路管护缺位
    状态: 推进中
    措施:
      - {提法: 落实管护, 内容: 聘用管护员58人，修复路面12公里。}
      - {计划: 更换老旧标志牌}
"""


def paragraphs(path: Path) -> list[str]:
    return _paragraphs(read_report(path, force=True))


def edited(source: Path, target: Path, change: Callable[[list[Paragraph]], None]) -> Path:
    document = Document(str(source))
    change([p for p in document.paragraphs if p.text.strip()])
    document.save(str(target))
    return target


def reword(paragraph: Paragraph, text: str) -> None:
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = text


def with_text(paragraphs: list[Paragraph], words: str) -> Paragraph:
    return next(p for p in paragraphs if words in p.text)


def replaced(old: str, new: str) -> Callable[[list[Paragraph]], None]:
    def change(found: list[Paragraph]) -> None:
        paragraph = with_text(found, old)
        reword(paragraph, paragraph.text.replace(old, new))

    return change


def comes_back(tmp_path: Path, ledger: str, change: Callable[[list[Paragraph]], None], template: str = "分段式"):  # type: ignore[no-untyped-def]
    """(the new ledger's text, what was said) after one edit; drafting again gives the edited text."""
    source = tmp_path / "台账.yaml"
    source.write_text(ledger, encoding="utf8")
    assert not draft(Job(source, tmp_path / "稿.docx", template, force=True)).errors
    changed = edited(tmp_path / "稿.docx", tmp_path / "改稿.docx", change)
    text, changes = return_draft(source, changed, template)
    source.write_text(text, encoding="utf8")
    assert not draft(Job(source, tmp_path / "再稿.docx", template, force=True)).errors
    assert paragraphs(tmp_path / "再稿.docx") == paragraphs(changed), changes.lines()
    assert not changes.of("未收回")
    return text, "\n".join(changes.lines())


@pytest.mark.parametrize("template", TEMPLATES)
def test_wording_goes_where_it_came_from_and_the_rest_stays(tmp_path: Path, template: str) -> None:
    text, said = comes_back(tmp_path, LEDGER, replaced("组织夜间巡查36次", "开展夜间巡查38次"), template)
    assert "内容: 开展夜间巡查38次，查扣船只4艘。" in text and "36次 → 38次，已照改稿改，请核对" in said
    comments = ("# 起草人：整改办", "# 内部", "# 这一条还要补证明材料")
    for kept in (*comments, "佐证: [甲-1]", "牵头单位: 区水务局", "保密的事"):
        assert kept in text


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("加密巡查", "持续加密巡查", "提法: 持续加密巡查"),
        ("下降42%", "下降45%", "成效: 违法采砂案件同比下降45%。"),
        ("农村公路管护缺位", "农村公路管护不到位", "表述: 农村公路管护不到位"),
        ("【待补：整改进展】", "更换老旧标志牌37块", "内容: 更换老旧标志牌37块。"),
        ("0555-5550123", "0555-5550199", "电话: 0555-5550199"),
        ("整改进展情况及成效", "整改工作进展", "整改进展: 整改工作进展"),
        ("开展了巡视", "开展了常规巡视", "导语:"),
        ("2025年1月15日", "2025年1月20日", "成文日期: 2025-01-20"),
        ("关于“农村公路管护缺位”问题的整改", "针对“农村公路管护缺位”问题的整改", "标题写法:"),
    ],
)
def test_each_kind_of_text_goes_to_its_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    text, _ = comes_back(tmp_path, LEDGER, replaced(old, new))
    assert key in text


def test_a_deleted_measure_is_withheld_and_a_new_one_is_put_in_its_place(tmp_path: Path) -> None:
    def change(found: list[Paragraph]) -> None:
        first, second = with_text(found, "加密巡查"), with_text(found, "完善制度")
        reword(first, "一是压实责任。签订责任书12份。")
        copied = deepcopy(first._element)
        first._element.addnext(copied)
        reword(Paragraph(copied, first._parent), "二是加密巡查。组织夜间巡查36次，查扣船只4艘。")
        second._element.getparent().remove(second._element)

    text, said = comes_back(tmp_path, LEDGER, change)
    assert "签订责任书12份" in text and text.index("压实责任") < text.index("加密巡查")
    assert "措施新增：“压实责任" in said and "措施缺少" in said and "修订《云岭区采砂管理办法》" in text


def test_names_and_titles_that_changed_are_asked_about(tmp_path: Path) -> None:
    _, said = comes_back(tmp_path, LEDGER, replaced("《云岭区采砂管理办法》", "《云岭区河道管理办法》"))
    assert "请核对：第2条措施 内容" in said and "《云岭区河道管理办法》" in said


def test_what_the_bank_worded_is_the_writers_from_then_on(tmp_path: Path) -> None:
    def change(found: list[Paragraph]) -> None:
        start = next(i for i, p in enumerate(found) if "下一步" in p.text and p.text.startswith("三、"))
        reword(found[start + 1], found[start + 1].text + "重点盯住群众反映强烈的事项。")

    text, _ = comes_back(tmp_path, LEDGER, change)
    assert "重点盯住群众反映强烈的事项" in text.partition("下一步:")[2]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_any_edits_of_single_sentences_come_back(tmp_path: Path, example: str, template: str) -> None:
    """Several paragraphs at once, chosen and changed at random: figures, words put in, sentences put behind."""
    chance = random.Random(f"{example}{template}")
    ledger = (ROOT / "examples" / example).read_text(encoding="utf8")

    def change(found: list[Paragraph]) -> None:
        body = [p for p in found if len(p.text) > 40 and "：" not in p.text[:12]]
        for paragraph in chance.sample(body, min(5, len(body))):
            text = paragraph.text
            way = chance.randrange(3)
            if way == 0 and (figures := list(re.finditer(r"(?<![年月\d〔-])\d+(?=[个项次人家件])", text))):
                at = chance.choice(figures)
                text = f"{text[: at.start()]}{int(at[0]) + 1}{text[at.end() :]}"
            elif way == 1:
                text = text.replace("，", "，进一步", 1) if "，" in text[20:] else text
            else:
                text = text.rstrip("。") + "，做到件件有回音。"
            reword(paragraph, text)

    comes_back(tmp_path, ledger, change, template)


def test_another_notice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "台账.yaml").write_text(LEDGER, encoding="utf8")
    other = tmp_path / "别的.yaml"
    other.write_text((ROOT / "examples" / EXAMPLES[0]).read_text(encoding="utf8"), encoding="utf8")
    assert not draft(Job(other, tmp_path / "别的.docx")).errors
    done = drafter("update", "台账.yaml", "--from", "别的.docx", "-o", "新.yaml", cwd=tmp_path)
    assert done.returncode == 2 and "看不出是由" in done.stderr and not (tmp_path / "新.yaml").exists()


def test_the_version_for_the_party_comes_back_too(tmp_path: Path) -> None:
    source, output = tmp_path / "台账.yaml", tmp_path / "台账-党内.docx"
    source.write_text(LEDGER, encoding="utf8")
    assert not draft(Job(source, output, edition="党内")).errors
    changed = edited(output, tmp_path / "改稿-党内.docx", replaced("调离岗位3人", "调离岗位4人"))
    text, _ = return_draft(source, changed)
    assert "调离岗位4人" in text and "公开: 否" in text


@pytest.mark.parametrize("other", ["内联式", "括号式", "清单式"])
def test_a_draft_made_with_another_template_is_compared_with_that_template(tmp_path: Path, other: str) -> None:
    ledger, made, came_back = tmp_path / "台账.yaml", tmp_path / "稿.docx", tmp_path / "改稿.docx"
    ledger.write_text(LEDGER, "utf-8")
    assert not draft(Job(ledger, made, other)).errors

    def change(paragraphs: list[Paragraph]) -> None:
        found = next(p for p in paragraphs if "查扣船只4艘" in p.text)
        found.runs[0].text = found.text.replace("查扣船只4艘", "查扣船只6艘")
        for run in found.runs[1:]:
            run.text = ""

    text, changes = return_draft(ledger, edited(made, came_back, change))
    said = [f"{c.kind} {c.text}" for c in changes.entries]
    assert "查扣船只6艘" in text and text.count("\n") == LEDGER.count("\n")
    assert any(line.startswith("模板") and f"“{other}”" in line for line in said)
    assert not any(line.startswith("未收回") for line in said)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("2024年6月22日", "2024年6月25日", "日期: 2024-06-25, 名称: 区委常委会会议"),
        ("9月10日", "9月12日", "日期: 2024-09-12, 内容: 对6家单位"),
        ("6家单位", "8家单位", "对8家单位开展现场检查"),
        ("至5月10日", "至5月12日", "结束: 2024-05-12"),
    ],
)
def test_a_fact_that_was_changed_in_a_sentence_made_of_facts_goes_to_its_field(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    text, said = comes_back(tmp_path, LEDGER, replaced(old, new))
    assert key in text and "要点:" not in text and "导语" not in text and "请核对" in said


def test_a_fact_that_another_sentence_prints_too_is_not_changed_for_one_of_them(tmp_path: Path) -> None:
    text, _ = comes_back(tmp_path, LEDGER, replaced("根据省委统一部署", "根据市委统一部署"))
    assert "部署: 省委," in text and "导语: 根据市委统一部署" in text  # the title says 省委 still
