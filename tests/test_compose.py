"""Composing: what the ledger says is printed, what it keeps to itself is not, and every stretch has its origin."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from drafter.compose import compose, trace
from drafter.ledger import Ledger
from drafter.ledger.model import AspectEntry, MeasureEntry, ProblemEntry
from drafter.phrases.bank import Bank, load_bank
from drafter.report import Report
from drafter.template import Manifest, find_template
from drafter.work.drafting import Job, draft

COMPLETE: dict[str, Any] = {
    "通报": {"成文日期": "2025年1月15日"},
    "单位": {"名称": "中共江州市云岭区委员会", "简称": "区委", "地区": "江州市云岭区"},
    "巡视": {
        "类别": "巡视", "部署": "省委", "巡视组": "省委第三巡视组",
        "开始": "2024-03-05", "结束": "2024-05-10", "反馈": "2024-06-20",
    },
    "组织领导": {"概述": "区委逐项研究整改。", "要点": [{"提法": "压实责任", "内容": "召开会议4次。"}]},
    "下一步": {"概述": "区委将继续抓好整改。", "要点": [{"提法": "巩固成果", "内容": "每季度复核1次。"}]},
    "联系方式": {"电话": "0555-5550123", "地址": "江州市云岭区清溪路1号", "邮箱": "zgb@yunling.example.cn"},
    "问题": [
        {
            "编号": 7, "表述": "落实“河长制”不到位", "方面": "生态环保", "牵头领导": "区长", "牵头单位": "区水利局",
            "时限": "2024-12-31", "状态": "推进中",
            "措施": [
                {"提法": "健全制度", "内容": "修订《巡河办法》，退回重巡87条", "状态": "已完成", "佐证": ["材料7-1"]},
                {"内容": "清理河道12条。\n其中县级河道3条。"},
            ],
            "成效": "水质优良率达到92%。",
        },
        {"编号": 8, "表述": "涉密事项", "公开": "否", "措施": [{"内容": "内部处理。"}]},
        {"编号": 9, "表述": "内部说法", "方面": "生态环保", "公开表述": "对外说法",
         "措施": [{"提法": "立行立改", "内容": "整改完成。"}]},
    ],
}  # fmt: skip


def composed(data: dict[str, Any], **layout: Any) -> Report:
    manifest = Manifest.model_validate({"名称": "试用", "版式": layout})
    return compose(Ledger.model_validate(data), manifest, load_bank)


def printed(report: Report) -> list[str]:
    lines: dict[int, str] = {}
    for passage, _ in report.walk():
        assert passage.line is not None
        lines[passage.line] = lines.get(passage.line, "") + passage.text
    return [lines[n] for n in sorted(lines)]


def test_the_parts_come_in_their_order_and_numbers_are_counted() -> None:
    text = printed(composed(COMPLETE))
    assert text[0] == "中共江州市云岭区委员会关于省委巡视整改进展情况的通报"
    assert "一、巡视整改组织领导情况" in text and "三、下一步打算" in text
    assert "1.关于“落实‘河长制’不到位”问题的整改。" in text
    assert "2.关于“对外说法”问题的整改。" in text
    assert text[-2:] == ["中共江州市云岭区委员会", "2025年1月15日"]


def test_measures_get_their_ordinals_and_their_closing_mark() -> None:
    text = printed(composed(COMPLETE))
    assert "一是健全制度。修订《巡河办法》，退回重巡87条。" in text
    at = text.index("二是清理河道12条。")
    assert text[at + 1 : at + 3] == ["其中县级河道3条。", "整改成效：水质优良率达到92%。"]
    assert "立行立改。整改完成。" in text  # a single measure stands without an ordinal


def test_internal_fields_and_problems_kept_from_the_public_stay_out() -> None:
    text = "\n".join(printed(composed(COMPLETE)))
    for word in ("涉密事项", "内部处理", "内部说法", "区水利局", "材料7-1", "推进中", "区长"):
        assert word not in text


def test_measures_may_stand_in_one_paragraph_behind_their_label() -> None:
    text = printed(composed(COMPLETE, 标签="整改情况：", 措施排列="内联"))
    assert any(
        line.startswith("整改情况：一是健全制度。修订《巡河办法》，退回重巡87条。二是清理河道12条。") for line in text
    )


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        (("巡视", "巡视组"), "【待补：巡视组】"),
        (("联系方式", "电话"), "【待补：监督电话】"),
        (("联系方式", "邮箱"), "【待补：电子邮箱】"),
        (("通报", "成文日期"), "【待补：成文日期】"),
    ],
)
def test_a_missing_fact_is_said_and_never_guessed(path: tuple[str, str], mark: str) -> None:
    data = {**COMPLETE, path[0]: {k: v for k, v in COMPLETE[path[0]].items() if k != path[1]}}
    report = composed(data)
    assert mark in "\n".join(printed(report))
    assert any(o.kind == "missing" and o.ref == ".".join(path) for p, _ in report.walk() for o in p.origins)


def test_what_is_missing_of_a_xuncha_is_asked_for_as_one() -> None:
    text = "\n".join(printed(composed({**COMPLETE, "巡视": {"类别": "巡察", "部署": "县委"}})))
    assert "【待补：巡察组】" in text and "【待补：巡察开始日期】" in text and "【待补：巡视" not in text


def test_a_problem_without_measures_asks_for_them() -> None:
    data = {**COMPLETE, "问题": [{"表述": "学习不够", "措施": []}]}
    assert "【待补：整改措施】" in printed(composed(data))


def test_every_character_of_a_draft_has_an_origin() -> None:
    for passage, _ in composed(COMPLETE).walk():
        covered = {i for o in passage.origins for i in range(o.start, o.end)}
        assert covered == set(range(len(passage.text))), passage.text


def test_the_trace_names_the_ledger_path_of_each_sentence() -> None:
    entry = next(e for e in trace(composed(COMPLETE)) if "退回重巡87条" in e["text"])
    assert entry["problem"] == "1"
    assert {"kind": "ledger", "source": "台账", "ref": "问题[0].措施[0].内容"}.items() <= next(
        o for o in entry["origins"] if "87" in o["text"]
    ).items()


def test_the_word_for_the_inspection_follows_the_ledger() -> None:
    data = {**COMPLETE, "巡视": {**COMPLETE["巡视"], "类别": "巡察", "部署": "区委", "巡视组": "区委第二巡察组"}}
    text = printed(composed(data))
    assert text[0].endswith("关于区委巡察整改进展情况的通报")
    assert "一、巡察整改组织领导情况" in text
    assert "巡视" not in "\n".join(text)


def test_groups_and_a_problem_form_that_clashes_with_them_get_different_numbers() -> None:
    text = printed(composed(COMPLETE, 问题="（一）"))
    assert "（一）生态环保" in text and "1.关于“落实‘河长制’不到位”问题的整改。" in text


def test_imported_wording_that_contradicts_the_facts_is_pointed_out() -> None:
    data = {
        **COMPLETE,
        "通报": {
            "导语": "根据省委统一部署，省委第五巡视组于2024年3月5日至5月10日对云岭区开展了巡视，并于6月20日反馈。"
        },
        "联系方式": {**COMPLETE["联系方式"], "全文": "联系电话：0555-5550999。"},
    }
    codes = {note.code for note in composed(data).notes}
    assert codes - {"hidden-problems"} == {"preamble-differs", "contact-differs"}


def test_a_row_that_the_table_of_the_contact_should_have_is_told() -> None:
    full = "欢迎监督。\n联系电话：0555-5550123\n受理单位：区委巡察办"
    report = composed({**COMPLETE, "联系方式": {**COMPLETE["联系方式"], "全文": full}}, 联系方式排列="表格")
    assert report.contact is not None
    assert [p.text for p in report.contact.passages] == ["欢迎监督。"]
    assert any("“受理单位：区委巡察办”没有另印" in note.message for note in report.notes)


def test_a_second_notice_says_what_is_new_since_the_first() -> None:
    from drafter.ledger.merge import changes_since

    problems = [
        {"编号": 1, "表述": "河道管护不到位", "状态": "推进中", "措施": [{"内容": "清理河道12条。"}]},
        {"编号": 2, "表述": "制度执行不严格", "状态": "已完成", "措施": [{"内容": "修订制度3项。"}]},
    ]
    later = [
        problems[0]
        | {"状态": "已完成", "措施": [{"内容": "清理河道15条。"}, {"内容": "新建护岸2公里，种植护坡草1200平方米。"}]},
        problems[1],
    ]
    first, second = (Ledger.model_validate({**COMPLETE, "问题": p}) for p in (problems, later))
    manifest = Manifest.model_validate({"名称": "试用"})
    text = printed(compose(second, manifest, load_bank, changes_since(first, second)))
    assert (
        "与上期通报相比，新完成整改的问题1个（第1个问题），数字有更新的问题1个（第1个问题），新增整改措施1条（第1个问题）。"
        in text
    )
    assert not any(
        "与上期" in line for line in printed(compose(second, manifest, load_bank, changes_since(second, second)))
    )


def test_a_previous_ledger_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.yaml"
    ledger.write_text("通报:\n  上期: 首轮.yaml\n", encoding="utf8")
    outcome = draft(Job(ledger, tmp_path / "稿.docx"))
    assert len(outcome.errors) == 1 and "第2行" in outcome.errors[0] and "首轮.yaml" in outcome.errors[0]
    assert list(tmp_path.iterdir()) == [ledger]


def _worded_by_the_bank(**changes: Any) -> dict[str, Any]:
    return {**COMPLETE, "组织领导": {}, **changes}


def test_measures_that_are_still_missing_are_not_counted() -> None:
    measures = [{"提法": "健全制度", "内容": "修订办法。"}, {"提法": "强化监管"}]
    problems = [{"表述": "甲", "措施": measures}, {"表述": "乙"}]
    text = "\n".join(printed(composed(_worded_by_the_bank(问题=problems))))
    assert "1条整改措施" not in text and "2条整改措施" not in text and "2项整改措施" not in text
    bare = "\n".join(printed(composed(_worded_by_the_bank(问题=[{"表述": "甲", "措施": [{"提法": "强化监管"}]}]))))
    assert "条整改措施" not in bare and "个具体问题" not in bare


def test_the_number_of_public_problems_is_not_told_as_the_number_fed_back() -> None:
    problems = [{"编号": 1, "表述": "甲", "状态": "已完成"}, {"编号": 2, "表述": "乙", "状态": "推进中", "公开": "否"}]
    report = composed(_worded_by_the_bank(问题=problems), 阶段数字="是")
    text = "\n".join(printed(report))
    assert "通报的1个问题" in text and "反馈的1个问题" not in text
    assert "公开的1个" not in text  # would tell that others are withheld
    assert "围绕1个" not in text
    assert any(n.code == "hidden-problems" and "编号2“乙”" in n.message for n in report.notes)


def test_dates_out_of_order_are_noted_with_their_keys() -> None:
    report = composed({**COMPLETE, "巡视": {**COMPLETE["巡视"], "结束": "2024-02-01"}})
    notes = [n.message for n in report.notes if n.code == "dates-out-of-order"]
    assert len(notes) == 1 and "巡视.开始" in notes[0] and "巡视.结束" in notes[0]
    assert not [n for n in composed(COMPLETE).notes if n.code == "dates-out-of-order"]


def test_a_problem_without_group_behind_grouped_ones_is_pointed_out_by_name() -> None:
    problems = [{"编号": 1, "表述": "甲", "方面": "生态环保"}, {"编号": 2, "表述": "乙"}]
    notes = composed({**COMPLETE, "问题": problems}).notes
    assert any(n.code == "ungrouped" and "编号2“乙”" in n.message for n in notes)


@pytest.mark.parametrize("typed", ["一是健全制度", "（1）健全制度。", "1.健全制度", "①健全制度"])
def test_a_number_that_the_writer_typed_is_not_printed_twice(typed: str) -> None:
    problems = [{"表述": "甲", "措施": [{"提法": typed, "内容": "修订办法。"}, {"内容": "开展检查。"}]}]
    report = composed({**COMPLETE, "问题": problems})
    assert "一是健全制度。修订办法。" in printed(report)
    assert any(n.code == "own-numbering" and "问题[0].措施[0].提法" in n.message for n in report.notes)


@pytest.mark.parametrize("typed", ["关于“甲”问题", "关于“甲”问题的整改", "1.关于“甲”问题的整改情况。"])
def test_a_title_that_is_wrapped_already_is_not_wrapped_again(typed: str) -> None:
    report = composed({**COMPLETE, "问题": [{"表述": typed}]})
    assert "1.关于“甲”问题的整改。" in printed(report)
    assert any(n.code == "own-numbering" and "问题[0].表述" in n.message for n in report.notes)


def test_a_number_that_two_problems_share_is_pointed_out() -> None:
    problems = [
        {"编号": 1, "表述": "甲", "措施": [{"内容": "做。"}]},
        {"编号": 1, "表述": "乙", "措施": [{"内容": "改。"}]},
    ]
    notes = composed({**COMPLETE, "问题": problems}).notes
    assert any(n.code == "repeated-number" and "“1”有 2 个问题" in n.message for n in notes)


def test_a_plan_is_never_printed_as_what_was_done() -> None:
    problem = {"表述": "路灯损坏多", "措施": [{"计划": "2025年上半年更换路灯100盏"}]}
    text = "".join(printed(composed(COMPLETE | {"问题": [problem]})))
    assert "【待补：整改进展】" in text and "100盏" not in text


def test_a_short_plan_without_figures_may_lead_what_was_done() -> None:
    problem = {"表述": "项目推进慢", "措施": [{"计划": "建立周调度机制", "内容": "召开调度会11次。"}]}
    assert "建立周调度机制。召开调度会11次。" in "".join(printed(composed(COMPLETE | {"问题": [problem]})))


def test_plans_lead_all_measures_of_a_problem_or_none() -> None:
    plans = [{"计划": "制定年轻干部培养计划"}, {"计划": "开展股级干部轮岗交流", "内容": "轮岗交流7人。"}]
    text = "".join(printed(composed(COMPLETE | {"问题": [{"表述": "干部老化", "措施": plans}]})))
    assert "一是【待补：整改进展】。二是轮岗交流7人。" in text
    led = [plans[0] | {"提法": "抓好培养"}, plans[1]]
    text = "".join(printed(composed(COMPLETE | {"问题": [{"表述": "干部老化", "措施": led}]})))
    assert "一是抓好培养。【待补：整改进展】。二是开展股级干部轮岗交流。轮岗交流7人。" in text


def test_a_measure_kept_from_the_public_stays_out_and_is_not_counted() -> None:
    measures = [{"内容": "甲处已整改。"}, {"内容": "乙处按内部程序处理。", "公开": "否"}, {"内容": "丙处已整改。"}]
    text = "".join(printed(composed(COMPLETE | {"问题": [{"表述": "管理不严", "措施": measures}]})))
    assert "乙处" not in text and "一是甲处" in text and "二是丙处" in text


@pytest.mark.parametrize("name", ["分段式", "内联式", "括号式", "清单式", "双主体式"])
def test_numbers_of_a_lower_level_never_stand_above_those_of_a_higher_one(name: str) -> None:
    """GB/T 9704—2012, 7.3.3: 一、 （一） 1. （1）; ① stands below them."""
    levels = ("一、", "（一）", "1.", "（1）", "①")
    layout = find_template(name).manifest.layout
    problem = ProblemEntry(title="甲", aspects=[AspectEntry(title="乙", measures=[MeasureEntry(content="丙。")] * 2)])
    report = compose(Ledger(problems=[problem]), find_template(name).manifest, Bank)
    (written,) = report.problems
    ordinal = written.aspects[0].measures[0].ordinal or ""
    forms = [layout.section, layout.problem, layout.aspect, *([ordinal] if ordinal in levels else [])]
    assert [levels.index(form) for form in forms] == sorted({levels.index(form) for form in forms})


def test_an_inspection_is_called_as_its_team_where_the_kind_is_left_out() -> None:
    for team, word in (("市委第七巡察组", "巡察"), ("省委第三巡视组", "巡视"), ("市委第七组", "巡视")):
        tour = {key: value for key, value in COMPLETE["巡视"].items() if key != "类别"} | {"巡视组": team}
        text = "\n".join(printed(composed({**COMPLETE, "巡视": tour}))).replace(team, "")
        other = {"巡视": "巡察", "巡察": "巡视"}[word]
        assert f"{word}整改组织领导情况" in text and other not in text


def test_a_line_that_only_says_result_stays_a_heading() -> None:
    problem = COMPLETE["问题"][0] | {"成效": "整改成效\n违规报销清零"}
    report = composed(COMPLETE | {"问题": [problem]})
    assert [p.text for p in report.problems[0].result] == ["整改成效", "违规报销清零。"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("中共青溪县水利局党组", "对青溪县水利局党组"),
        ("中共青溪县农业投资集团有限公司委员会", "对青溪县农业投资集团有限公司党委"),
        ("中共青溪县委员会", "对青溪县"),
    ],
)
def test_who_was_inspected_is_the_body_and_its_place_only_where_it_governs_one(name: str, told: str) -> None:
    unit, tour = {"名称": name, "简称": "本单位", "地区": "青溪县"}, {**COMPLETE["巡视"], "巡视组": "市委第二巡察组"}
    opening = composed({**COMPLETE, "单位": unit, "巡视": tour}).preamble[0].text
    assert f"{told}开展" in opening or f"{told}进行" in opening or f"进驻{told[1:]}" in opening


@pytest.mark.parametrize("overview", [{"词条": "F-概述-1"}, "围绕24个问题制定24条整改措施，逐项推进。"])
def test_how_many_there_are_is_told_once_where_the_head_of_the_part_tells_it(overview: Any) -> None:
    problems = [{"表述": f"第{n}项工作不到位", "措施": [{"内容": f"整治点位{n + 10}处。"}]} for n in range(1, 25)]
    group = {"组长": "区委书记", "副组长": ["区长"]}
    data = {**COMPLETE, "问题": problems, "组织领导": {"概述": overview, "领导小组": group}}
    said = "".join(p.text for p, place in composed(data).walk() if place.role == "leadership")
    assert said.count("24个") == 1 and len(re.findall("24[条项]整改措施", said)) == 1


def test_what_the_office_wrote_itself_for_such_a_matter_is_offered_first() -> None:
    from drafter.compose.fill import leads
    from drafter.phrases.bank import Phrase

    bank = load_bank(None)
    own = Phrase("自拟-1", "measure", "规范公函接待流程", status="自拟")
    measure = MeasureEntry.model_validate({"内容": "修订《公务接待管理制度》。"})
    found = list(leads(measure, "公务接待管理不规范，存在无公函接待现象", Bank(phrases=[*bank.phrases, own])))
    assert found[0].text == own.text
    other = list(leads(measure, "河道采砂监管不力", Bank(phrases=[*bank.phrases, own])))
    assert all(one.text != own.text for one in other[:1])
