"""Sentences that are not whole, verbs that cannot have their object, lists that name one thing twice, strange words."""

import pytest
from check_notice import spoilt

from drafter.check.kinds.collocation import Collocations
from drafter.check.rules_near_words import company
from drafter.check.rules_sentence import _collocations
from drafter.text.lexicon import table
from drafter.text.persons import private_persons_in

PLACE = "抽查项目56个"


def said(words: str, codes: str) -> list[str]:
    return [f.message for f in spoilt(PLACE, f"{words}{PLACE}", codes)]


@pytest.mark.parametrize("row", table("collocations"), ids=lambda row: row["误例"])
def test_a_row_of_collocations_finds_its_wrong_example_and_leaves_its_right_one(row: dict[str, str]) -> None:
    rules: Collocations = _collocations()
    assert [clash.verb for clash in rules.find(row["误例"])] and row["来源"]
    assert list(rules.find(row["正例"])) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("形成依法保护黑土地的。", "缺中心语"),
        ("建立联席会议制度，并进一步。", "进一步"),
        ("压实监管责任，切实加强。", "“加强”后面缺少宾语"),
        ("组织业务培训期。", "缺数字"),
        ("对无正当理由逾期的责任单位。", "缺谓语"),
    ],
)
def test_half_a_sentence_is_told_by_what_it_lacks(words: str, named: str) -> None:
    assert any(named in message for message in said(words, "T714"))


@pytest.mark.parametrize(
    "words",
    [
        "这项工作是长期的。",
        "新增床位350张，群众满意度持续提升。",
        "事项均经集体讨论通过。",
        "推动问题整改扎实开展。",
        "干好工作是长远的。",
        "对隐瞒不报的5名干警给予处理。",
        "把未完成的3项措施列入下半年重点事项。",
    ],
)
def test_whole_sentences_are_left_alone(words: str) -> None:
    assert said(words, "T714") == []


@pytest.mark.parametrize(
    "words",
    [
        "健全以创新能力、质量、实效为导向的评价体系。",
        "层层抓落实的工作格局。",
        "加强统筹，提高效率。",
        "进一步提升抓落实能力。",
        "加强整改工作，解决突出问题。",
    ],
)
def test_verbs_that_go_with_their_object_are_left_alone(words: str) -> None:
    assert said(words, "T715") == []


def test_one_thing_twice_in_a_list_is_told_and_its_parts_are_not() -> None:
    assert "责任领导" in said("逐项明确责任领导、责任单位、责任领导和完成时限，", "T716")[0]
    assert said("逐项明确责任领导、责任单位和完成时限，", "T716") == []
    assert said("其中2件、3件、2件分别移送，", "T716") == []


def test_a_word_that_its_neighbours_do_not_know_is_a_slip() -> None:
    assert [s.right for s in company().find("防止问题反弹回朝")] == ["回潮"]
    assert [s.right for s in company().find("规范信访受历流程")] == ["受理"]
    assert list(company().find("防止问题反弹回潮，规范信访受理流程")) == []
    assert list(company().find("从市农业农村局抽调干部")) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("根据县住建局退休职工冯正安的实名举报", ["冯正安"]),
        ("追回农户邱广田（身份证号略）违规领取的补贴", ["邱广田"]),
        ("走访群众高度关注的3个村", []),
        ("方便群众办事，职工安全意识增强", []),
        ("慰问困难群众26户", []),
    ],
)
def test_private_people_are_known_by_what_they_are_called(text: str, names: list[str]) -> None:
    assert [name for name, _ in private_persons_in(text)] == names


def test_a_complaint_makes_the_name_an_error_and_praise_makes_it_right() -> None:
    assert [f.severity for f in spoilt(PLACE, f"患者梁春燕等群众投诉9件，{PLACE}", "P110")] == ["error"]
    assert spoilt(PLACE, f"宣传村民韦有福的先进事迹，{PLACE}", "P110") == []


@pytest.mark.parametrize(
    ("heading", "text", "found"),
    [
        ("（已完成）", "其余23处将结合秋季施工，于2025年10月底前全部修复，", True),
        ("（持续推进）", "其余23处将结合秋季施工，于2025年10月底前全部修复，", False),
        ("（持续推进）", "该问题已全部整改完毕，", True),
        ("（已完成）", "对未完成整改的不予销号，", False),
    ],
)
def test_a_mark_is_held_against_the_text(heading: str, text: str, found: bool) -> None:
    old = "6.关于“工程招投标监管不严”问题的整改。\n一是开展专项检查。"
    new = f"6.关于“工程招投标监管不严”问题的整改。{heading}\n一是开展专项检查。{text}"
    assert bool(spoilt(old, new, "N110")) is found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("（此处数据请财务科再核）", True),
        ("（建议删去）", True),
        ("【张主任：这句是否需要？】", True),
        ("（来信请在信封上注明“巡视整改”）", False),
        ("（已完成）", False),
        ("（含下属3家单位）", False),
    ],
)
def test_an_editors_remark_is_known(words: str, found: bool) -> None:
    assert bool(said(words, "T607")) is found
