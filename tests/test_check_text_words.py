"""T4–T5: placeholders, the leader's name, 巡视 and 巡察, organs under two names."""

import pytest
from text_cases import LEADERSHIP, PREAMBLE, TITLE, excerpts, found, notice

from drafter.ledger.model import Ledger


@pytest.mark.parametrize(
    "left",
    ["【待补：完成时间】", "XX", "××", "某某局", "____", "TODO", "{{ 段 }}", "（请补充数据）", "□□", "数据待补"],
)
def test_a_placeholder_left_in_print_is_an_error_that_names_it(left: str) -> None:
    (finding,) = found("T401", f"一是于年底前完成{left}，整改任务12项。")
    assert left in finding.excerpt and finding.severity == "error"


def test_a_month_left_open_is_a_placeholder() -> None:
    assert excerpts("T401", "一是2024年×月召开会议3次。") == ["×"]


def test_a_placeholder_after_the_notice_is_reported_too() -> None:
    assert excerpts("T401", after="【待补：附件】") == ["【待补：附件】"]


@pytest.mark.parametrize(
    "fine", ["推行“1+X”证书制度3项", "采购X光机2台", "张某某已受到处理", "面积3×5米", "待定岗人员12名"]
)
def test_words_that_look_like_placeholders_are_left_alone(fine: str) -> None:
    assert found("T401", f"一是{fine}，全部办结。") == []


@pytest.mark.parametrize(
    "cut",
    [
        "深入学习习关于巡视工作",
        "与习对江州工作",
        "贯彻落实习关于",
        "习总书记重要讲话",
        "贯彻习新时代",
        "习近 平总书记",
        "由近平总书记",
        "学习近总书记",
        "落实习近关于",
    ],
)
def test_a_cut_or_altered_name_is_an_error(cut: str) -> None:
    (finding,) = found("T402", f"一是{cut}的重要精神，召开会议3次。")
    assert finding.severity == "error"


@pytest.mark.parametrize(
    "word",
    [
        "学习关于",
        "养成习惯",
        "改变陋习俗",
        "实习对象",
        "练习对照",
        "习近平总书记关于",
        "见习总结会",
        "学习给予",
        "学习近期的",
    ],
)
def test_words_with_the_same_character_are_no_names(word: str) -> None:
    assert found("T402", f"一是{word}巡视工作的要求，召开会议3次。") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("学习贯彻习近平新时代中国特色社会主义主题教育", 1),
        ("学习习近平新时代中国特色思想", 1),
        ("学习贯彻新时代中国特色社会主义思想", 1),
        ("学习贯彻习近平新时代中国特色社会主义思想主题教育", 0),
        ("投身新时代中国特色社会主义事业", 0),
        ("学习习近平新时代中国特色社会主义经济思想", 0),
    ],
)
def test_the_name_of_the_thought_is_whole(text: str, count: int) -> None:
    assert len(found("T403", f"一是{text}，举办轮训3期。")) == count


def test_the_other_kind_of_inspection_is_an_error_in_head_and_body() -> None:
    assert excerpts("T501", preamble=PREAMBLE.replace("现将巡视", "现将巡察")) == ["巡察"]
    assert excerpts("T501", "一是对照省委巡察反馈的12条意见逐条整改。") == ["省委巡察反馈"]
    assert excerpts("T501", leadership="一是压实责任。把巡察整改作为重要任务，召开会议3次。") == ["巡察整改"]


@pytest.mark.parametrize(
    "text",
    [
        "参加区委第八轮巡察反馈会议3次",
        "做好巡视巡察整改工作12项",
        "修订《巡察整改督查评估办法》",
        "开展第七轮巡察整改督查评估",
        "区委巡察办督办5次",
    ],
)
def test_work_of_other_levels_keeps_its_name(text: str) -> None:
    assert found("T501", f"一是{text}，问题全部销号。") == []


def test_the_ledger_says_which_kind_it_is() -> None:
    ledger = Ledger.model_validate({"巡视": {"类别": "巡察"}})
    assert found("T501", report=notice(), given={"ledger": ledger})


def test_the_leading_group_under_a_second_name_is_reported_at_that_name() -> None:
    report = notice(
        "一是区委巡察整改工作领导小组办公室督查3次。", leadership=LEADERSHIP + "巡视整改工作领导小组每月开会。"
    )
    (finding,) = found("T502", report=report)
    assert finding.excerpt == "巡察整改工作领导小组" and finding.where.problem == "1"
    assert found("T501", report=report) == []  # one slip, one finding


def test_another_team_than_the_preambles_is_reported() -> None:
    assert excerpts("T502", "一是向省委第五巡视组报送材料12份。") == ["省委第五巡视组"]


def test_a_lone_word_of_the_other_kind_among_the_measures_is_only_a_warning() -> None:
    (finding,) = found("T501", "一是镇党委专题研究巡察整改3次，责任到人。")
    assert finding.severity == "warning"


def test_a_head_with_the_wrong_word_gives_one_finding_not_one_for_each_place() -> None:
    preamble = PREAMBLE.replace("省委第三巡视组", "区委第三巡视组")
    text = "一是区委巡视反馈后，召开会议3次，落实区委巡视整改要求，回应区委巡视指出的12个问题。"
    (finding,) = found("T501", *[text] * 5, preamble=preamble, title=TITLE.replace("省委", "区委"))
    assert "全文却写成“巡视”" in finding.message
