"""T1–T3: pairs, widths, spaces, repetitions, dashes."""

import pytest
from check_notice import NOTICE, report_of, spoilt
from text_cases import excerpts, found

from drafter.check import check
from drafter.check.rules_doubled import doubled
from drafter.check.rules_paired_marks import pair_marks
from drafter.check.softened import in_words, softened
from drafter.template import RuleSettings

CLEAN = "一是摸清家底。对12个镇街的“僵尸”厂房（含仓库）逐一登记，印发《闲置厂房管理办法（试行）》。"


@pytest.mark.parametrize("code", ["T101", "T102", "T103", "T201", "T202", "T203", "T301", "T302", "T303"])
def test_a_clean_notice_gives_nothing(code: str) -> None:
    assert found(code, CLEAN) == []


@pytest.mark.parametrize(
    ("paragraph", "excerpt"),
    [
        ("一是举办“老街夜话“非遗课堂”等活动12场，参加群众2000人。", "“老街夜话“非遗课堂”"),
        ("一是印发《厂房管理办法，明确12条措施并逐条落实到镇街。", "《厂房管理办法，明确"),
        ("一是确保会议记录的线）建立留存机制，每月抽查12份。", "会议记录的线）"),
        ("一是对3家（含仓库厂房逐一登记造册，形成了清单并公开。", "（含仓库厂房"),
    ],
)
def test_a_mark_without_its_partner_is_reported_where_it_stands(paragraph: str, excerpt: str) -> None:
    (finding,) = found("T101", paragraph)
    assert excerpt in finding.excerpt or finding.excerpt in excerpt
    assert finding.severity == "error" and finding.where.problem == "1"


def test_item_numbers_need_no_opening_bracket() -> None:
    assert pair_marks("1）登记造册；2)分类处置；三）公开结果").alone == []


def test_empty_quotes_are_reported() -> None:
    assert excerpts("T102", "一是开展整治违规吃喝等“”问题专项行动，查处3起。") == ["“”"]


def test_straight_quotes_side_by_side_are_not_empty() -> None:
    assert found("T102", '一是针对"重建轻管""只批不管"问题，检查3次。') == []
    assert excerpts("T102", '一是针对""问题，检查3次。') == ['""']


def test_quotes_in_quotes_of_the_same_kind_are_misnested_but_single_ones_are_not() -> None:
    assert excerpts("T103", "一是针对“对“一岗双责”认识不够”的问题，约谈5人。") == ["“一岗双责”"]
    assert found("T103", "一是针对“对‘一岗双责’认识不够”的问题，约谈5人。") == []


def test_one_half_width_comma_in_a_full_width_text_is_a_warning() -> None:
    (finding,) = found("T201", "一是摸清家底,逐一登记，形成清单，按月更新。")
    assert finding.severity == "warning" and finding.excerpt == ","


def test_figures_times_and_addresses_keep_their_half_width_marks() -> None:
    assert found("T201", "一是受理时间为8:30至17:00，受理诉求1,200件，邮箱zgb@yunling.example。") == []


def test_full_width_figures_make_one_finding_for_all() -> None:
    (finding,) = found("T202", "一是完成２６项，占８０％。", "二是办结Ａ类事项3件。")
    assert "２６" in finding.message and len(finding.also) == 2


def test_stray_spaces_make_one_finding_and_slogans_keep_theirs() -> None:
    (finding,) = found("T203", "一是深化 “清风行动”专项督查， 67处问题已整改，2023 年度全部完成。")
    assert "共3处" in finding.message
    assert found("T203", "一是开展“转作风 求效能”主题活动12场，参加干部300人。") == []


@pytest.mark.parametrize(
    ("clause", "word"),
    [
        ("对存在问题进行进行全面梳理", "进行"),
        ("强化热线热线监测细则", "热线"),
        ("存在的的问题", "的"),
        ("全面推推进整改", "推"),
        ("组织开展展督查", "展"),
        ("落实到位位", "位"),
    ],
)
def test_a_doubled_word_is_found(clause: str, word: str) -> None:
    assert [found_word for _, _, found_word in doubled(clause)] == [word]


@pytest.mark.parametrize(
    "clause",
    [
        "层层压实责任", "人人有责", "我市市场监管局", "全区区管干部", "一个问题一个问题整改", "专项工作工作组",
        "为了了解情况", "在在建工程中", "的的确确", "整改改革方案", "以及及时上报", "研究研究再说", "往往如此",
        "二二年六月", "国有资产监督管理委员会委员会",
    ],
)  # fmt: skip
def test_what_the_language_doubles_is_left_alone(clause: str) -> None:
    assert list(doubled(clause)) == []


def test_punctuation_side_by_side_is_an_error() -> None:
    assert excerpts("T302", "一是摸清家底，。逐一登记186处厂房。") == ["，。"]
    assert "可能丢了内容" in found("T302", contact="联系方式：电话：。电子邮箱：zgb@yunling.example。")[0].message


def test_two_kinds_of_dashes_in_ranges_make_one_finding_at_the_rarer() -> None:
    (finding,) = found("T303", "一是编制2021—2023年计划和2023—2025年计划。", "二是修订2024-2026年规划。")
    assert finding.excerpt == "-" and "一字线—2处" in finding.message


def test_phone_numbers_are_no_ranges() -> None:
    assert found("T303", "一是编制2021—2023年计划，公开电话0000-5550123。") == []


def test_a_doubled_noun_that_means_each_of_them_is_no_slip():
    assert spoilt("抽查项目56个", "做到“炉炉有人看、室室到”。抽查项目56个", "T301") == []
    assert [f.code for f in spoilt("抽查项目56个", "做好炉炉管理。抽查项目56个", "T301")] == ["T301"]


def test_two_words_that_meet_are_none_twice_where_one_of_them_stands_elsewhere():
    met = "安排走教教师15人。"
    assert excerpts("T301", f"一是{met}") == ["教教"]
    assert excerpts("T301", f"一是推行教师走教。{met}") == []
    twice = "开展专项。要抓好。开展展专项整治，要抓抓落实。"  # what stands elsewhere is no word of its own
    assert excerpts("T301", f"一是{twice}") == ["展展", "抓抓"]


@pytest.mark.parametrize(
    "settings", [{"正确用语": ["走教"]}, {"规范表": [{"编号": "自001", "错": "走教", "级": "关闭"}]}]
)
def test_a_word_that_an_office_writes_so_is_no_slip_and_that_is_said(settings: dict[str, object]):
    rules = RuleSettings.model_validate(settings)
    text = NOTICE.replace("区委将继续抓好整改，", "安排走教教师15人，全面布署整改，")
    found = {f.code for f in check(report_of(text), settings=rules)}
    assert "T301" not in found and "T701" in found
    assert in_words(softened(rules)) == "本次核对放宽了：正确用语 “走教”（照写不报）"
