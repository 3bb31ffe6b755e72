"""Drafting with the phrasebank: what it adds, and that it adds nothing else."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from drafter.compose import fill
from drafter.errors import InputError
from drafter.ledger.model import Ledger
from drafter.phrases.bank import Bank, Phrase
from drafter.report import Passage
from drafter.work.mining import save_bank

FACTS: dict[str, Any] = {
    "单位": {"名称": "中共江州市云岭区委员会", "简称": "区委", "地区": "江州市云岭区"},
    "巡视": {
        "类别": "巡视",
        "部署": "省委",
        "巡视组": "省委第三巡视组",
        "开始": "2024-03-05",
        "结束": "2024-05-10",
        "反馈": "2024-06-20",
    },
    "组织领导": {
        "领导小组": {"组长": "区委书记", "副组长": "区委副书记、区长", "下设": ["办公室", "综合协调组"]},
        "会议": [
            {"日期": "2024-06-22", "名称": "区委常委会会议", "事项": "专题研究整改工作"},
            {"日期": "2025-01-08", "名称": "专题民主生活会"},
        ],
        "机制": ["建立整改月报制度"],
        "督查": [{"日期": "2024-09-10", "内容": "对6家单位开展现场检查。"}],
    },
    "问题": [
        {"编号": 1, "表述": "产业转型步伐不快", "措施": [{"内容": "编制行动计划。"}, {"内容": "举办培训班3期。"}]},
        {"编号": 2, "表述": "内部事项", "公开": "否", "措施": [{"内容": "谈话。"}]},
    ],
}


@pytest.fixture(scope="module")
def bank(project: Path) -> Bank:
    return Bank(project / "phrasebank")


def ledger(**changes: Any) -> Ledger:
    return Ledger.model_validate({**FACTS, **changes})


def passages(block: fill.FilledBlock) -> list[Passage]:
    points = [p for point in block.points for p in (point.lead, point.content) if p]
    return [*([block.title] if block.title else []), *block.overview, *points]


def text_of(block: fill.FilledBlock) -> str:
    return "\n".join(p.text for p in passages(block))


def test_the_opening_says_every_fact_of_the_ledger_and_no_other_figure_or_date(bank: Bank) -> None:
    text = text_of(fill.opening(ledger(), bank))
    for fact in (
        "2024年6月22日，召开区委常委会会议，专题研究整改工作",
        "2025年1月8日",
        "召开专题民主生活会",
        "区委书记担任组长",
        "下设办公室、综合协调组",
        "整改月报制度",
    ):
        assert fact in text
    assert re.search("2024年9月10日，区委对6家单位开展现场检查|区委于2024年9月10日对6家单位开展现场检查", text)
    assert re.search("区委副书记、区长(?:担任|为)副组长|副组长由区委副书记、区长担任", text)
    assert set(re.findall(r"\d+", text)) == {"2024", "2025", "6", "22", "1", "8", "9", "10"}
    assert "待补" not in text


def test_the_opening_has_as_many_parallel_points_as_the_facts_fill_and_no_verb_twice(bank: Bank) -> None:
    visit = {"日期": "2024-11-05", "内容": "对12个村居开展整改回访", "发现": "发现问题9个", "整改": "已整改7个"}
    looked = [*FACTS["组织领导"]["督查"], visit]
    for given, number in ((FACTS["组织领导"], 2), ({**FACTS["组织领导"], "督查": looked}, 3)):
        points = fill.opening(ledger(组织领导=given), bank).points
        leads = [p.lead.text for p in points if p.lead]
        assert len(leads) == number
        assert len({lead.count("，") for lead in leads}) == 1
        assert len({lead[:2] for lead in leads}) == number
        assert all(p.content and p.content.text.endswith("。") for p in points)


@pytest.mark.parametrize("make", [fill.opening, fill.closing])
def test_every_character_has_an_origin(make: Any, bank: Bank) -> None:
    for passage in passages(make(ledger(), bank)):
        edges = [(o.start, o.end) for o in passage.origins]
        assert edges[0][0] == 0 and edges[-1][1] == len(passage.text)
        assert all(a[1] == b[0] for a, b in pairwise(edges))


def test_facts_are_traced_to_their_ledger_path_and_phrases_to_their_entry(bank: Bank) -> None:
    several = [*FACTS["问题"], {"表述": "制度不全", "措施": [{"内容": f"修订办法{n}项。"} for n in range(1, 21)]}]
    block = fill.opening(ledger(问题=several), bank)
    told = {(p.text[o.start : o.end], o.kind, o.ref) for p in passages(block) for o in p.origins}
    assert ("2024年6月22日", "ledger", "组织领导.会议[0].日期") in told
    assert ("对6家单位开展现场检查", "ledger", "组织领导.督查[0].内容") in told
    assert ("2", "count", "问题数") in told or ("22", "count", "措施数") in told
    assert all(bank.get(ref) for _, kind, ref in told if kind == "phrase")


def test_what_the_ledger_lacks_is_marked_and_nothing_is_claimed_of_it(bank: Bank) -> None:
    block = fill.opening(ledger(组织领导={}), bank)
    text = text_of(block)
    assert text.count("【待补：") == 3
    assert "成立" not in text and "召开" not in text and "建立" not in text
    marks = [(p.text[o.start : o.end], o.ref) for p in passages(block) for o in p.origins if o.kind == "missing"]
    assert ("【待补：会议的日期、名称和事项】", "组织领导.会议") in marks


def test_what_the_writer_gave_is_kept_and_only_its_gaps_are_filled(bank: Bank) -> None:
    given = {**FACTS["组织领导"], "概述": "写好的概述", "要点": [{"提法": "加强统筹调度"}, {"内容": "召开会议2次"}]}
    block = fill.opening(ledger(组织领导=given), bank)
    assert [p.text for p in block.overview] == ["写好的概述。"]
    first, second = block.points
    assert first.lead and first.lead.text == "加强统筹调度"
    assert first.content and "区委书记" in first.content.text
    assert second.content and second.content.text == "召开会议2次。"
    assert second.lead and second.lead.origins[0].kind == "phrase"


def test_the_closing_has_three_to_five_points_and_no_figure_but_how_many_problems_are_open(bank: Bank) -> None:
    for problems in (1, 20):
        many = [{"编号": n, "表述": f"第{n}项", "状态": "推进中"} for n in range(1, problems + 1)]
        block = fill.closing(ledger(问题=many), bank)
        assert 3 <= len(block.points) <= 5
        assert set(re.findall(r"\d+", text_of(block))) <= {str(problems)}


def test_no_sentence_and_no_lead_stands_twice_in_a_notice(bank: Bank) -> None:
    opening = fill.opening(ledger(), bank)
    closing = fill.closing(ledger(), bank, opening.phrases)
    sentences = [s for s in re.split(r"[。\n]", text_of(opening) + "\n" + text_of(closing)) if s]
    assert len(sentences) == len(set(sentences))
    assert not opening.phrases & closing.phrases


def test_the_same_ledger_gives_the_same_words(bank: Bank, project: Path) -> None:
    assert fill.opening(ledger(), bank) == fill.opening(ledger(), Bank(project / "phrasebank"))


def test_an_inspection_of_a_district_is_called_so_throughout(bank: Bank) -> None:
    tour = {"类别": "巡察", "部署": "区委", "巡视组": "区委第一巡察组"}
    district = ledger(巡视=tour, 单位={"简称": "局党组"})
    text = text_of(fill.opening(district, bank)) + text_of(fill.closing(district, bank))
    text += "".join(fill.formula(name, district, bank).text for name in ("导语", "公开", "监督"))
    assert "巡察整改" in text and "巡视" not in re.sub("【待补：[^】]*】", "", text)


def test_the_preamble_is_written_the_genres_way(bank: Bank) -> None:
    expected = (
        "根据省委统一部署，省委第三巡视组于2024年3月5日至5月10日对江州市云岭区开展了巡视，并于6月20日进行了反馈。"
    )
    assert fill.formula("导语", ledger(), bank).text == expected


def test_the_year_is_said_again_when_it_changes(bank: Bank) -> None:
    tour = {**FACTS["巡视"], "反馈": "2025-01-10"}
    assert "并于2025年1月10日进行了反馈" in fill.formula("导语", ledger(巡视=tour), bank).text


def test_a_missing_date_of_the_preamble_is_marked(bank: Bank) -> None:
    tour = {k: v for k, v in FACTS["巡视"].items() if k != "反馈"}
    passage = fill.formula("导语", ledger(巡视=tour), bank)
    assert "并于【待补：反馈日期】进行了反馈" in passage.text
    assert ("missing", "巡视.反馈") in {(o.kind, o.ref) for o in passage.origins}


def test_two_subjects_get_a_block_each(bank: Bank) -> None:
    first, second = fill.two_subject_opening(ledger(), bank)
    assert first.title and first.title.text == "区委落实整改主体责任情况"
    assert second.title and second.title.text.startswith("区委书记履行")
    assert "【待补：主要负责人研究部署" in text_of(second)


def test_a_pinned_entry_is_filled_from_the_ledger(bank: Bank) -> None:
    passage = fill.pinned("F-概述-2", ledger(), bank, "组织领导.概述")
    assert passage.text.startswith("区委坚持把巡视整改作为")


def test_an_unknown_pin_names_the_place_and_the_nearest_id(bank: Bank) -> None:
    with pytest.raises(InputError, match=r"下一步\.概述：.*“F-概述-9”.*是不是“F-概述-"):
        fill.pinned("F-概述-9", ledger(), bank, "下一步.概述")


def test_a_pinned_set_is_refused_where_one_phrase_belongs(bank: Bank) -> None:
    with pytest.raises(InputError, match="一组3条的提法"):
        fill.pinned("O-1", ledger(), bank, "组织领导.要点[0].提法")


def test_a_lead_is_offered_only_where_the_content_clearly_suits_one(bank: Bank) -> None:
    whole = ledger()
    plan, course = whole.problems[0].measures
    assert fill.lead_for(plan, whole.problems[0], whole, bank) is None
    lead = fill.lead_for(course, whole.problems[0], whole, bank)
    assert lead is not None and ("教育" in lead.text or "培训" in lead.text)


def test_alternatives_are_other_phrases_of_the_same_place(bank: Bank) -> None:
    block = fill.opening(ledger(), bank)
    found = fill.alternatives("组织领导.要点[1].提法", ledger(), bank, block.phrases)
    assert found
    assert block.points[1].lead and block.points[1].lead.text not in {a.text for a in found}
    assert all(bank.get(a.id) for a in found)


def test_disabled_entries_are_not_used(bank: Bank, tmp_path: Path) -> None:
    entries = [
        Phrase("F-概述-1", "formula", "不要用的概述。", status="停用", group="概述"),
        Phrase("F-概述-2", "formula", "{简称}的概述。", status="自拟", group="概述"),
    ]
    save_bank(tmp_path, entries)
    assert [p.text for p in fill.opening(ledger(), Bank(tmp_path)).overview] == ["区委的概述。"]


def test_a_bank_without_own_entries_drafts_with_the_shipped_ones() -> None:
    text = text_of(fill.opening(ledger(), Bank()))
    assert "由区委书记" in text
