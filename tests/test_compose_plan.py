"""Openings and closings by plan: what is gathered, who gets which point, who speaks, what differs between units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from text_cases import found

from drafter.compose import compose, fill
from drafter.compose.facts import Facts
from drafter.compose.leads import Build, Builder, halves_of
from drafter.compose.topic import matter_of
from drafter.compose.variety import Variety
from drafter.ledger.load import load_ledger
from drafter.ledger.model import Ledger
from drafter.phrases.bank import Bank, Phrase
from drafter.phrases.clauses import lacks_object
from drafter.phrases.mine import mine
from drafter.report import Report
from drafter.template import find_template
from drafter.work.mining import save_bank

BODIES = ("county", "bureau", "street", "company")


def composed(ledger: Ledger, bank: Bank, like: int = 0) -> Report:
    return compose(ledger, find_template(None, []).manifest, lambda: bank, like=like)


def part(report: Report, role: str) -> str:
    return "\n".join(p.text for p, place in report.walk() if place.role == role)


@pytest.fixture(scope="module")
def bank(project: Path) -> Bank:
    return Bank(project / "phrasebank")


@pytest.fixture(scope="module")
def ledgers(project: Path) -> dict[str, Ledger]:
    return {name: load_ledger(project / "tests" / "fixtures" / "facts" / f"{name}.yaml") for name in BODIES}


def changed(ledger: Ledger, **leadership: Any) -> Ledger:
    return ledger.model_copy(update={"leadership": ledger.leadership.model_validate({**FACTS, **leadership})})


FACTS: dict[str, Any] = {"领导小组": {"组长": "馆党组书记", "副组长": ["馆党组成员、办公室主任"]}}


def test_most_of_the_set_wording_comes_from_mined_entries(ledgers: dict[str, Ledger], bank: Bank) -> None:
    mined = {p.id for p in bank.phrases if p.status == "启用"}
    for name, ledger in ledgers.items():
        got = total = 0
        for passage, place in composed(ledger, bank).walk():
            for o in passage.origins if place.role in ("leadership", "next_steps") else ():
                if o.kind == "phrase":
                    total += o.end - o.start
                    got += (o.end - o.start) * (o.ref in mined)
        assert got >= 0.6 * total, name


def test_two_units_share_little_wording(ledgers: dict[str, Ledger], bank: Bank) -> None:
    def runs(ledger: Ledger) -> set[str]:
        report = composed(ledger, bank)
        blocks = [b for s in report.sections if s.role in ("leadership", "next_steps") for b in s.blocks]
        texts = [p.text for b in blocks for p in (*b.overview, *(q for point in b.points for q in point.passages))]
        pieces = [piece for text in texts for piece in re.split(r"\d+[年月日]?", text)]
        return {piece[i : i + 8] for piece in pieces for i in range(len(piece) - 7)}

    for one, other in combinations(ledgers.values(), 2):
        a, b = runs(one), runs(other)
        assert len(a & b) <= 0.2 * min(len(a), len(b))


def test_one_unit_gets_the_same_words_each_time_and_others_when_asked(ledgers: dict[str, Ledger], bank: Bank) -> None:
    ledger = ledgers["bureau"]
    again, like = composed(ledger, bank), composed(ledger, bank, like=1)
    assert again == composed(ledger, bank)
    assert part(like, "leadership") != part(again, "leadership")


def test_meetings_stand_in_order_and_one_day_is_one_meeting(ledgers: dict[str, Ledger], bank: Bank) -> None:
    meetings = [
        {"日期": "2024-10-14", "名称": "局党组会议", "事项": "听取整改进展汇报"},
        {"日期": "2024-08-19", "名称": "局党组会议", "事项": "听取整改进展汇报"},
        {"日期": "2024-08-19", "名称": "局党组会议", "事项": "审议整改方案"},
    ]
    text = part(composed(changed(ledgers["bureau"], 会议=meetings), bank), "leadership")
    assert "2024年8月19日、10月14日" in text
    assert re.search("局党组会议2次|2次局党组会议", text)
    assert text.count("听取整改进展汇报") == 1 and "审议整改方案" in text


def test_a_head_or_deputy_is_said_to_act_as_such(ledgers: dict[str, Ledger], bank: Bank) -> None:
    text = part(composed(changed(ledgers["bureau"]), bank), "leadership")
    assert re.search("主任(?:担任|为)副组长|副组长由馆党组成员、办公室主任担任", text) and "主任任副组长" not in text


def test_optional_facts_are_said_where_given_and_leave_no_gap_where_not(ledgers: dict[str, Ledger], bank: Bank) -> None:
    text = part(composed(ledgers["county"], bank), "leadership")
    for fact in ("《柳湾县委巡视反馈意见整改方案》", "领办重点问题5个"):
        assert fact in text
    assert re.search("(?:26个问题|问题26个)[^。；]*24个", text)  # what was found, and what came of it
    assert "待补" not in part(composed(ledgers["street"], bank), "leadership")


def test_a_street_does_not_promise_what_only_a_county_can(ledgers: dict[str, Ledger], bank: Bank) -> None:
    for name in ("street", "bureau", "company"):
        text = part(composed(ledgers[name], bank), "next_steps")
        assert "改革发展" not in text and "高质量发展" not in text


def closing_of(ledgers: dict[str, Ledger], bank: Bank, name: str, problems: list[dict[str, Any]]) -> str:
    base = ledgers[name].model_dump(by_alias=True, exclude_none=True)
    return part(composed(Ledger.model_validate({**base, "问题": problems}), bank), "next_steps")


def test_rules_that_the_unit_made_give_the_closing_a_point_and_are_named(
    ledgers: dict[str, Ledger], bank: Bank
) -> None:
    made = [{"编号": 1, "表述": "库房管理不规范", "措施": [{"内容": "修订《库房管理办法》，盘点2次。"}]}]
    read = [{"编号": 1, "表述": "库房管理不规范", "措施": [{"内容": "学习《公务接待管理规定》2次。"}]}]
    for name in BODIES:
        text = closing_of(ledgers, bank, name, made)
        assert "《库房管理办法》" in text and re.search("制度|建章立制|机制", text.replace("《库房管理办法》", ""))
        assert "《" not in closing_of(ledgers, bank, name, read)


def test_accountability_is_said_where_the_ledger_tells_of_it(ledgers: dict[str, Ledger], bank: Bank) -> None:
    for blamed, content in ((True, "约谈责任人3人。"), (False, "更换空调4台。")):
        problems = [{"编号": 1, "表述": "库房管理不规范", "措施": [{"内容": content}]}]
        said = re.search("，[^，。]*(?:问责|严肃|从严)[^，。]*。", closing_of(ledgers, bank, "bureau", problems))
        assert bool(said) == blamed


def test_open_problems_are_named_and_their_times_only_where_an_annex_prints_them(
    ledgers: dict[str, Ledger], bank: Bank
) -> None:
    base = ledgers["bureau"].model_dump(by_alias=True, exclude_none=True)
    problem = {"编号": 1, "表述": "库房管理不规范", "状态": "推进中", "时限": "2025-06-30", "措施": []}
    ledger = Ledger.model_validate({**base, "问题": [problem]})
    manifest = find_template(None, []).manifest
    with_annex = manifest.model_copy(update={"annex": True})
    told = [part(compose(ledger, m, lambda: bank), "next_steps") for m in (manifest, with_annex)]
    assert ["“库房管理不规范”" in text for text in told] == [False, True]
    assert re.search("对[^，。]*库房管理等", told[0])  # as a task, where no time has to stand by it
    assert ["2025年6月30日前" in text for text in told] == [False, True]


@pytest.mark.parametrize(
    ("titles", "right"),
    [
        (["闲置校舍盘活缓慢"], "对[^，。“]{0,8}闲置校舍盘活等[^，。]*，"),
        (["应收账款催收不力", "库房管理不规范"], "对[^，。“]{0,8}应收账款催收、库房管理等[^，。]*，"),
        (["执法案卷质量不高"], "对执法案卷方面[^，。“]*，"),  # names no piece of work, but a matter
        (["路灯坏了没人修", "库房管理不规范", "案卷不全"], "对[^，。“]{0,12}3[个项][^，。]*，"),  # several are counted
    ],
)
def test_open_problems_become_tasks_where_their_titles_name_a_work(
    ledgers: dict[str, Ledger], bank: Bank, titles: list[str], right: str
) -> None:
    base = ledgers["bureau"].model_dump(by_alias=True, exclude_none=True)
    problems = [{"编号": i, "表述": t, "状态": "推进中", "措施": []} for i, t in enumerate(titles, 1)]
    text = part(composed(Ledger.model_validate({**base, "问题": problems}), bank), "next_steps")
    assert re.search(right, text), text
    assert not any(title in text for title in titles)  # no title of the feedback is quoted


def test_what_is_promised_stands_in_order_of_its_time(ledgers: dict[str, Ledger], bank: Bank) -> None:
    base = ledgers["bureau"].model_dump(by_alias=True, exclude_none=True)
    promises = ["2025年9月底前完成账目清理", "2025年6月底前完成库房改造", "常年做好巡查"]
    text = part(
        composed(Ledger.model_validate({**base, "下一步": {"要点": [{"内容": p} for p in promises]}}), bank),
        "next_steps",
    )
    assert text.index("库房改造") < text.index("账目清理") < text.index("常年做好巡查")


def test_no_slogan_stands_behind_a_count(ledgers: dict[str, Ledger], bank: Bank) -> None:
    for ledger in ledgers.values():
        text = part(composed(ledger, bank), "leadership")
        assert not re.search("已?(?:督促)?整改[0-9]+个，(?:不断|确保|推动)", text)
        assert "巩固" not in text.split("\n")[1]  # there is nothing yet to consolidate


def test_a_formulation_is_not_used_before_its_day(ledgers: dict[str, Ledger], bank: Bank) -> None:
    ledger = ledgers["county"]
    early = ledger.model_copy(
        update={"notice": ledger.notice.model_copy(update={"date": ledger.tour.start.replace(year=2019)})}  # type: ignore[union-attr]
    )
    text = part(composed(early, bank), "leadership") + part(composed(early, bank), "next_steps")
    assert "两个确立" not in text


def test_an_offices_own_entry_comes_before_mined_ones_and_ours_last(tmp_path: Path, ledgers: dict[str, Ledger]) -> None:
    text = "坚持把整改放在心上"
    save_bank(tmp_path, [Phrase("自拟-9", "formula", text, status="自拟", group="分句-开头-认识")])
    assert text in part(composed(ledgers["bureau"], Bank(tmp_path)), "leadership")


def test_an_office_that_words_a_point_itself_gets_its_sentence(tmp_path: Path, ledgers: dict[str, Ledger]) -> None:
    text = "我们说干就干：{会议}，事事有回音。"
    save_bank(tmp_path, [Phrase("自拟-8", "formula", text, status="自拟", group="组织领导-认识")])
    said = part(composed(ledgers["street"], Bank(tmp_path)), "leadership")
    assert "我们说干就干：2024年7月1日" in said and "专题民主生活会，事事有回音。" in said


def test_leads_are_supplied_when_asked_for_all_measures_of_a_problem_or_none(
    ledgers: dict[str, Ledger], bank: Bank
) -> None:
    course = {"提法": "补", "内容": "举办业务培训班3期，培训120人次。"}
    rules = {"提法": "补", "内容": "修订《资产管理办法》。"}
    odd = {"提法": "补", "内容": "更换路灯20盏。"}
    base = ledgers["bureau"].model_dump(by_alias=True, exclude_none=True)

    def leads(*measures: dict[str, str]) -> list[str | None]:
        problems = [{"编号": 1, "表述": "管理不严", "措施": list(measures)}]
        report = composed(Ledger.model_validate({**base, "问题": problems}), bank)
        return [m.lead for m in report.problems[0].measures]

    both = leads(course, rules)
    assert all(both) and len(set(both)) == 2 and "补" not in both
    assert leads(course, odd) == [None, None]


@pytest.mark.parametrize("asked", ["问题", "通报"])
def test_a_problem_or_a_whole_notice_asks_for_leads_that_say_what_it_is_about(
    ledgers: dict[str, Ledger], bank: Bank, asked: str
) -> None:
    base = ledgers["bureau"].model_dump(by_alias=True, exclude_none=True)
    of_problem, of_notice = ({"提法": "补"}, {}) if asked == "问题" else ({}, {"提法": "补"})
    said = {
        "应收账款催收不力": ("收回欠款320万元。", "应收账款催收力度"),
        "库房管理不规范": ("修订《库房管理办法》。", "库房管理制度"),
        "物业服务领域监管缺失": ("检查小区21个。", "物业服务领域监管"),
        "路灯不亮": ("更换路灯20盏。", None),
    }
    problems = [
        {"编号": n, "表述": title, "措施": [{"内容": content}], **of_problem}
        for n, (title, (content, _)) in enumerate(said.items(), 1)
    ]
    ledger = Ledger.model_validate({**base, "通报": {**base["通报"], **of_notice}, "问题": problems})
    for problem in composed(ledger, bank).problems:
        wanted = said[problem.title][1]
        lead = problem.measures[0].lead
        assert (lead is None) if wanted is None else (lead and lead.endswith(wanted) and lead != wanted)
        origins = [o.kind for o in problem.measures[0].passages[0].origins]
        assert wanted is None or origins[:3] == ["phrase", "ledger", "phrase"]


@pytest.mark.parametrize(
    ("title", "matter"),
    [
        ("应收账款催收不力", "应收账款催收"),
        ("落实意识形态工作责任制有盲区", "意识形态工作责任制"),
        ("档案数字化进度慢", "档案数字化进度"),
        ("对审计发现问题整改不实", "审计发现问题整改"),
        ("‘四风’问题未得到根本遏制", None),
        ("路灯坏了没人修", None),
    ],
)
def test_what_a_problem_is_about_is_named_by_its_title_or_not_at_all(title: str, matter: str | None) -> None:
    assert matter_of(title) == matter


def test_opening_and_closing_each_have_a_fixed_political_formulation(
    tmp_path: Path, ledgers: dict[str, Ledger], bank: Bank
) -> None:
    save_bank(tmp_path, [p for p in bank.of("formula") if p.group != "政治提法" or p.status == "启用"])
    for given in (bank, Bank(tmp_path)):
        for ledger in ledgers.values():
            report = composed(ledger, given)
            for role in ("leadership", "next_steps"):
                text = part(report, role)
                fixed = "两个确立|两个维护|四个意识|新时代中国特色社会主义思想|政治判断力"
                fixed += "|党的二十大[^，。]*(?:精神|部署要求)|同党中央保持高度一致|党的政治建设|党的全面领导"
                fixed += "|党的建设总要求|自我革命的重要思想"
                assert re.search(fixed, text), role


def test_every_count_of_a_draft_is_the_count_that_a_check_makes(ledgers: dict[str, Ledger], bank: Bank) -> None:
    base = ledgers["bureau"].model_dump(by_alias=True, exclude_none=True)
    told, called = {"提法": "配齐人员", "内容": "招聘3人。"}, {"提法": "加大投入"}
    kinds = "库档账车房网人财物料水电气路灯桥井渠林田"
    problems = [{"编号": n, "表述": f"{what}管理不规范", "措施": [told, called]} for n, what in enumerate(kinds, 1)]
    report = composed(Ledger.model_validate({**base, "问题": problems}), bank)
    assert "20" in re.findall(r"(\d+)[条项]整改措施", part(report, "leadership"))
    assert [f for code in ("N102", "V101", "V201") for f in found(code, report=report)] == []


def opening_with(ledgers: dict[str, Ledger], bank: Bank, meetings: list[dict[str, Any]]) -> str:
    return part(composed(changed(ledgers["bureau"], 会议=meetings), bank), "leadership")


def test_meetings_that_are_only_counted_are_told_besides_the_dated_ones_of_their_name(
    ledgers: dict[str, Ledger], bank: Bank
) -> None:
    meetings = [
        {"日期": "2024-05-16", "名称": "局党组会议", "事项": "传达反馈意见"},
        {"名称": "局党组会议", "事项": "研究整改事项", "次数": 5},
    ]
    text = opening_with(ledgers, bank, meetings)
    assert "6次" not in text and re.search("(?:另|此外)召开局党组会议5次，研究整改事项", text)
    assert "2024年5月16日，召开局党组会议，传达反馈意见" in text
    kinds = [{**meetings[0], "类别": "学习"}, {**meetings[1], "类别": "调度"}]
    assert "共召开局党组会议5次" not in opening_with(ledgers, bank, kinds)


def test_meetings_of_one_name_are_told_in_one_place_unless_the_writer_says_their_kinds(
    ledgers: dict[str, Ledger], bank: Bank
) -> None:
    days = (("2024-07-26", "学习反馈意见"), ("2024-08-09", "审议整改方案"), ("2024-10-15", "听取整改进展汇报"))
    meetings = [{"日期": day, "名称": "局党组会议", "事项": matter} for day, matter in days]
    text = opening_with(ledgers, bank, meetings)
    assert "2024年7月26日、8月9日、10月15日" in text and re.search("局党组会议3次|3次召开局党组会议", text)
    apart = [{**m, "事项": m["事项"].replace("学习反馈意见", "认领整改任务")} for m in meetings]
    text = opening_with(ledgers, bank, apart)
    assert "2024年7月26日认领整改任务，8月9日审议整改方案，10月15日听取整改进展汇报" in text  # each day with its matter
    kinds = [{**m, "类别": kind} for m, kind in zip(meetings, ("学习", "部署", "调度"), strict=True)]
    text = opening_with(ledgers, bank, kinds)
    assert "共召开" not in text and "2024年10月15日，召开局党组会议，听取整改进展汇报" in text


def test_a_second_look_is_called_one_throughout(ledgers: dict[str, Ledger], bank: Bank) -> None:
    base = ledgers["bureau"].model_dump(by_alias=True, exclude_none=True)
    for tour in ({"类别": "巡察“回头看”", "回头看": None}, {"类别": "巡察", "回头看": "是"}):
        given = {key: value for key, value in {**base["巡视"], **tour}.items() if value is not None}
        ledger = Ledger.model_validate({**base, "巡视": given})
        assert ledger.tour.kind == "巡察" and ledger.tour.look_back
        report = composed(ledger, bank)
        assert "巡察“回头看”整改进展情况的通报" in (report.title or "")
        assert "开展了巡察“回头看”" in report.preamble[0].text and "现将巡察“回头看”整改" in report.preamble[0].text
        text = "\n".join(p.text for p, _ in report.walk())
        assert "巡察整改" not in text and "组织“回头看”" not in text and "开展“回头看”" not in text
        heading = report.sections[0].heading
        assert heading and "巡察“回头看”整改组织领导" in heading.text


def test_bare_facts_of_a_closing_are_told_within_the_usual_points(ledgers: dict[str, Ledger], bank: Bank) -> None:
    base = ledgers["company"].model_dump(by_alias=True, exclude_none=True)
    fact = "2024年12月底前将三年以上应收账款压降到2亿元以下"
    report = composed(Ledger.model_validate({**base, "下一步": {"要点": [{"内容": fact}]}}), bank)
    text = part(report, "next_steps")
    assert f"{fact}。" in text and text.count("\n") >= 4
    assert not re.search(f"从严治党。{fact}", text)
    assert any(n.code == "promises" for n in report.notes)
    plain = [{"提法": "无", "内容": fact}]
    assert f"一是{fact}。" in part(
        composed(Ledger.model_validate({**base, "下一步": {"要点": plain}}), bank), "next_steps"
    )


def test_nobody_is_said_to_act_whom_the_ledger_does_not_know(ledgers: dict[str, Ledger], bank: Bank) -> None:
    base = ledgers["county"].model_dump(by_alias=True, exclude_none=True)
    for problem in base["问题"]:
        problem.pop("责任单位", None)
        problem.pop("牵头单位", None)
    for like in range(6):
        text = "\n".join(p.text for p, _ in composed(Ledger.model_validate(base), bank, like).walk())
        assert "各责任单位" not in text and "各牵头单位" not in text


def test_a_text_that_gives_away_problems_kept_back_is_named_with_its_place(
    ledgers: dict[str, Ledger], bank: Bank
) -> None:
    base = ledgers["bureau"].model_dump(by_alias=True, exclude_none=True)
    base["问题"][-1]["公开"] = "否"
    total = len(base["问题"])
    base["组织领导"]["会议"] = [{"日期": "2024-08-19", "名称": "局党组会议", "事项": f"逐条认领反馈的{total}个问题"}]
    report = composed(Ledger.model_validate(base), bank)
    notes = [n.message for n in report.notes if n.code == "hidden-total"]
    assert len(notes) == 1 and "组织领导.会议[0].事项" in notes[0] and f"{total}个" in notes[0]
    assert "公开的" not in part(report, "leadership")


def test_problems_that_got_no_leads_are_named(ledgers: dict[str, Ledger], bank: Bank) -> None:
    base = ledgers["bureau"].model_dump(by_alias=True, exclude_none=True)
    base["问题"] = [{"编号": 1, "表述": "甲乙丙", "提法": "补", "措施": [{"内容": "甲乙丙丁3次。"}]}]
    report = composed(Ledger.model_validate(base), bank)
    assert any(n.code == "no-leads" and "问题[0]" in n.message for n in report.notes)


def test_an_address_that_is_not_given_to_the_public_is_not_asked_for(ledgers: dict[str, Ledger], bank: Bank) -> None:
    base = ledgers["bureau"].model_dump(by_alias=True, exclude_none=True)
    base["联系方式"]["邮箱"] = "无"
    report = composed(Ledger.model_validate(base), bank)
    assert report.contact and "邮箱" not in report.contact.text and "待补" not in report.contact.text


# ---- leads of one build


def clause(text: str, status: str = "启用") -> Phrase:
    return Phrase(f"F-{text}", "formula", text, status=status)  # type: ignore[arg-type]


def test_leads_are_built_alike_and_say_nothing_twice(ledgers: dict[str, Ledger]) -> None:
    texts = (
        *("深化思想认识", "提高政治站位", "切实提升整改自觉", "加强组织领导", "层层压实整改责任"),
        *("坚持问题导向", "强化督促检查", "确保整改取得实效"),
    )
    builder = Builder(Variety(ledgers["county"]), "开头", halves_of([clause(t) for t in texts]), lambda _: True)
    made = builder.leads(("认识", "责任", "督查"), Build((6, 8)))
    assert made is not None
    assert [len(half.text) for lead in made.leads for half in lead.halves] == [6, 8] * 3
    assert [lead.about for lead in made.leads] == ["认识", "责任", "督查"]
    verbs = [half.text[:2] for lead in made.leads for half in lead.halves]
    assert len(set(verbs)) == len(verbs)


def test_a_bank_that_has_too_little_builds_no_leads(ledgers: dict[str, Ledger]) -> None:
    builder = Builder(Variety(ledgers["county"]), "开头", halves_of([clause("深化思想认识")]), lambda _: True)
    assert builder.leads(("认识", "责任"), Build((6,))) is None


def test_an_offices_own_set_of_leads_is_taken_as_it_is(ledgers: dict[str, Ledger], bank: Bank) -> None:
    own = Phrase(
        "O-自", "opening", "扛起责任\n抓实举措\n守住成果", status="自拟", members=("扛起责任", "抓实举措", "守住成果")
    )
    report = composed(ledgers["county"], Bank(phrases=[*bank.phrases, own]))
    leads = [p.lead for s in report.sections if s.role == "leadership" for b in s.blocks for p in b.points]
    assert leads == list(own.members)


_OPENING = ("拉高标杆抓认领，把整改扛在肩上", "倒排工期抓推进，让任务落在人头", "沉到一线抓督办，用实绩检验成色")
_CLOSING = ("咬定目标不松劲，把后半篇文章写实", "举一反三建机制，把漏洞补在前头", "严字当头带队伍，把责任传到末梢")


def _notice(place: str, day: str, deeds: Sequence[str]) -> str:
    """A notice of an office that words its leads alike each time, and nothing else."""
    first, second, third = _OPENING
    one, two, three = _CLOSING
    return f"""中共{place}委员会关于巡视整改进展情况的通报
根据省委统一部署，省委第三巡视组对{place}进行了巡视，{day}反馈了巡视意见。现将整改进展情况予以公布。
一、巡视整改组织领导情况
一是{first}。{deeds[0]}
二是{second}。{deeds[1]}
三是{third}。{deeds[2]}
二、整改进展情况
1.关于“{deeds[3]}”问题的整改。
一是{deeds[4]}
二是{deeds[5]}
三、下一步打算
一是{one}。{deeds[6]}
二是{two}。{deeds[7]}
三是{three}。{deeds[8]}
中共{place}委员会
2025年1月15日
"""


_NOTICES = {
    ("云岭区", "2024年6月22日"): (
        "区委常委会召开会议逐条研究。", "由书记任组长的领导小组每周碰头。", "开展督查3次，发现问题12个。",
        "理论学习不够深入", "严格学习考勤，约谈缺课干部5名。", "把学习笔记交叉评阅纳入季度考核。",
        "对没有销号的事项每月通报。", "把验收办法写进工作规则。", "书记逐件过问难点事项。",
    ),
    ("青禾县", "2023年9月4日"): (
        "县委书记主持传达反馈意见，当场交办。", "牵头单位三天内报出任务清单。", "纪委监委驻点查看8个乡镇。",
        "项目管理不够规范", "重新核定工程变更62处，核减造价410万元。", "公开招标目录，通报典型案例2起。",
        "还在施工的两条道路年内通车。", "健全项目后评价制度。", "年底述职时当面报账。",
    ),
    ("澜桥市", "2024年3月11日"): (
        "市委先学一步，班子成员各讲一课。", "四个专班分头包干，按节点验收。", "召开推进会4次，解决难题9个。",
        "国有资产家底不清", "盘点房屋土地1300宗，补录台账。", "盘活闲置厂房6处，收取租金85万元。",
        "继续清收欠租。", "资产管理条例提请审议。", "对推诿的单位点名批评。",
    ),
}  # fmt: skip


def test_what_an_offices_notices_share_words_its_drafts(tmp_path: Path, ledgers: dict[str, Ledger], bank: Bank) -> None:
    for (place, day), deeds in _NOTICES.items():
        (tmp_path / f"{place}.txt").write_text(_notice(place, day, deeds), "utf-8")
    ours = [phrase for phrase in bank.phrases if phrase.status == "内置"]
    office = Bank(phrases=[*ours, *mine(sorted(tmp_path.glob("*.txt"))).phrases])
    for body in BODIES:
        report = composed(ledgers[body], office)
        leads = {s.role: [p.lead for b in s.blocks for p in b.points] for s in report.sections}
        assert leads["leadership"] == list(_OPENING)
        assert leads["next_steps"] == list(_CLOSING)


@pytest.mark.parametrize(
    ("text", "lacks"), [("常态化推进", True), ("持续推动", True), ("推动责任落实", False), ("紧盯不放", False)]
)
def test_a_verb_without_its_matter_is_no_clause_of_its_own(text: str, lacks: bool) -> None:
    assert lacks_object(text) is lacks


def test_the_number_of_measures_is_not_told_where_it_is_not_known(ledgers: dict[str, Ledger]) -> None:
    ledger = ledgers["county"]
    told, measures = Facts(ledger).number_of_measures(""), ledger.problems[0].measures
    assert told is not None and told.text == "3"
    for unknown in ({"plan": "建立台账；倒排工期"}, {"content": None, "plan": "建立台账"}):
        first = measures[0].model_copy(update=unknown)
        problem = ledger.problems[0].model_copy(update={"measures": [first, *measures[1:]]})
        changed = ledger.model_copy(update={"problems": [problem, *ledger.problems[1:]]})
        assert Facts(changed).number_of_measures("") is None


# ---- what readers named


def test_meetings_and_inspections_that_took_turns_are_told_in_their_order(
    ledgers: dict[str, Ledger], bank: Bank
) -> None:
    text = part(composed(ledgers["bureau"], bank), "leadership")
    told = [text.index(day) for day in ("10月25日", "11月11日", "12月20日")]
    assert told == sorted(told)
    for like in range(1, 4):
        text = part(composed(ledgers["bureau"], bank, like), "leadership")
        assert text.index("10月25日") < text.index("11月11日") < text.index("12月20日")


def test_counted_meetings_stand_by_the_dated_ones_of_their_name(ledgers: dict[str, Ledger], bank: Bank) -> None:
    meetings = [
        {"日期": "2024-05-16", "名称": "局党组会议", "事项": "传达反馈意见", "类别": "学习"},
        {"日期": "2024-06-05", "名称": "推进会", "事项": "部署整改", "类别": "部署"},
        {"名称": "局党组会议", "事项": "研究整改事项", "次数": 5, "类别": "学习"},
    ]
    text = opening_with(ledgers, bank, meetings)
    assert text.index("传达反馈意见") < text.index("研究整改事项") < text.index("召开推进会")


def test_meetings_are_said_to_bring_only_what_their_last_matter_can(ledgers: dict[str, Ledger], bank: Bank) -> None:
    meetings = [{"日期": "2024-05-16", "名称": "局党组会议", "事项": "审核问题销号材料"}]
    base = changed(ledgers["bureau"], 会议=meetings)
    for like in range(6):
        assert "审核问题销号材料。" in part(composed(base, bank, like), "leadership")


def test_a_plan_with_a_name_may_be_a_point_of_its_own(ledgers: dict[str, Ledger], bank: Bank) -> None:
    numbers = set()
    for like in range(8):
        report = composed(ledgers["county"], bank, like)
        points = [p for s in report.sections if s.role == "leadership" for b in s.blocks for p in b.points]
        numbers.add(len(points))
        plan = next(p for p in points if "《柳湾县委巡视反馈意见整改方案》" in "".join(q.text for q in p.passages))
        assert len(points) == 3 or "组长" not in "".join(q.text for q in plan.passages)
    assert numbers == {3, 4}


def test_closings_of_one_unit_differ_in_build_when_another_is_asked_for(ledgers: dict[str, Ledger], bank: Bank) -> None:
    builds = set()
    for like in range(8):
        report = composed(ledgers["company"], bank, like)
        leads = [p.lead or "" for s in report.sections if s.role == "next_steps" for b in s.blocks for p in b.points]
        assert 3 <= len(leads) <= 5
        builds.add((*(len(half) for half in leads[0].split("，")), len(leads)))
    assert len(builds) >= 4


def test_a_clause_that_only_names_what_one_goes_by_is_followed_by_what_is_done(
    ledgers: dict[str, Ledger], bank: Bank
) -> None:
    for ledger in ledgers.values():
        for like in range(6):
            assert "对照问题清单。" not in part(composed(ledger, bank, like), "next_steps")


def test_what_the_office_struck_out_is_in_no_lead(ledgers: dict[str, Ledger], bank: Bank) -> None:
    struck = Phrase("F-x", "formula", "层层压实整改责任", status="停用", group="分句-开头-责任")
    given = Bank(phrases=[*(p for p in bank.phrases if p.text != struck.text), struck])
    for like in range(8):
        assert struck.text not in part(composed(ledgers["county"], given, like), "leadership")


def test_every_lead_that_the_bank_gave_can_be_had_otherwise(ledgers: dict[str, Ledger], bank: Bank) -> None:
    for name, ledger in ledgers.items():
        opened = fill.opening(ledger, bank)
        ended = fill.closing(ledger, bank, opened.phrases)
        for key, block in (("组织领导", opened), ("下一步", ended)):
            for i, point in enumerate(block.points):
                others = fill.alternatives(f"{key}.要点[{i}].提法", ledger, bank)
                assert others, (name, key, i)
                assert point.lead and all(bank.get(other.id) for other in others)
        assert f"组织领导.要点[{len(opened.points) - 1}].提法" in fill.places(ledger)
