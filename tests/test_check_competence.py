"""Who does what: deeds that are no business of a body, heads of another sort of unit, names told by what is beside."""

import pytest
from check_notice import NOTICE, findings, spoilt

from drafter.check.rules_competence import beyond_their_power, posts_of
from drafter.check.rules_offices import offices_that_are_none
from drafter.text.lexicon import table
from drafter.text.persons import exposed_persons_in, private_persons_in

TOWN = (
    NOTICE.replace("中共江州市云岭区委员会", "中共禾溪县白石埠镇委员会")
    .replace("省委第三巡视组对江州市云岭区", "县委第三巡察组对白石埠镇党委")
    .replace("巡视", "巡察")
    .replace("省委统一部署", "县委统一部署")
)
SCHOOL = NOTICE.replace("江州市云岭区委员会", "江州市第二中学委员会").replace(
    "一是加强组织领导。", "一是加强组织领导。成立由党委书记任组长、校长任副组长的领导小组，办公室设在学校办公室。"
)


@pytest.mark.parametrize("row", table("competence"), ids=lambda row: row["编号"])
def test_a_deed_is_told_of_the_wrong_body_and_not_of_the_right_one(row: dict[str, str]) -> None:
    assert row["来源"] and row["编号"] in {found["编号"] for found, *_ in beyond_their_power(row["误例"])}
    assert list(beyond_their_power(row["正例"])) == []


@pytest.mark.parametrize("row", table("offices"), ids=lambda row: row["编号"])
def test_an_office_is_told_of_a_body_that_has_none_and_not_of_one_that_has(row: dict[str, str]) -> None:
    assert row["来源"] and row["编号"] in {found["编号"] for found, *_ in offices_that_are_none(row["误例"])}
    assert list(offices_that_are_none(row["正例"])) == []


@pytest.mark.parametrize(
    "text",
    [
        "镇人大主席团成员视察，区人大常委会副主任到场。",
        "由镇人大办公室主任、镇政协联络办主任牵头。",
        "县镇组织部门、县法院书记员、区纪委主任科员各1名参加。",
        "县委党组织书记抓基层党建述职，邀请市委党校授课。",
        "区人民政府党组书记、区委信访局局长参加，镇宣传部署会召开。",
    ],
)
def test_offices_that_the_bodies_have_are_let_be(text: str) -> None:
    assert list(offices_that_are_none(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "集团工会协助纪委核查问题线索6件。",
        "县审计局移送问题线索3件，县纪委给予党纪处分2人。",
        "根据县审计局移送的线索，给予党纪处分2人。",
        "向县纪委监委移交问题线索5件。",
        "县政府党组召开专题民主生活会。",
        "县公安局移送检察机关审查起诉3人。",
        "巡察组移交的问题线索6件，已立案3件。",
    ],
)
def test_bodies_that_hand_over_or_help_do_nothing_beyond_their_power(text: str) -> None:
    assert list(beyond_their_power(text)) == []


def test_heads_are_called_as_the_sort_of_unit_has_them() -> None:
    assert posts_of({"砚江水务集团有限公司"}) >= {"董事长", "总经理"}
    assert posts_of({"明川市人民医院"}) == {"院长", "所长"}
    assert posts_of({"澜江职业技术学院"}) == {"院长", "校长"}
    assert posts_of({"白石埠镇"}) == {"镇长"}


def test_a_head_of_another_sort_of_unit_is_told() -> None:
    assert findings(SCHOOL, "T532") == []
    (found,) = findings(SCHOOL.replace("校长任副组长", "局长任副组长"), "T532")
    assert "局长" in found.message and "第二中学" in found.message


def test_the_office_of_the_leading_group_is_the_units_own() -> None:
    assert findings(SCHOOL, "T533") == []
    assert findings(SCHOOL.replace("设在学校办公室", "设在局机关党委"), "T533")
    assert findings(SCHOOL.replace("设在学校办公室", "设在市委办公室"), "T533")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("追回补贴（蔡守田1200元、邱桂花980元等）。", "蔡守田"),
        ("一户户主为孙大海，男，56岁。", "孙大海"),
        ("清退三里村五组张桂兰等不符合条件的低保对象83户。", "张桂兰"),
        ("对陈国栋等人反映的问题已办结。", "陈国栋"),
        ("移交李桂芳等人实名举报的信访件17件。", "李桂芳"),
        ("移交周秀兰、何大勇联名信访件11件。", "周秀兰、何大勇"),
        ("反映省水科院陈志远违规经商的信访件已办结。", "陈志远"),
        ("依规依纪处理赵文广等9人。", "赵文广"),
        ("郑海涛、冯丽等4名干部退缴差旅费3860元。", "郑海涛、冯丽"),
        ("免去刘长顺村委会委员职务。", "刘长顺"),
        ("调整不胜任的村党组织书记严立新、姜大海2名。", "严立新、姜大海"),
        ("给予处分3人（名单：高立行、秦卫东、苏明远）。", "高立行、秦卫东、苏明远"),
        ("其中实名举报市交通系统问题的赵立群（住云桥路五巷7号）已答复。", "赵立群"),
    ],
)
def test_a_private_name_is_known_by_what_stands_beside_it(text: str, name: str) -> None:
    assert name in {found for found, _, _ in exposed_persons_in(text)}


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费支出1100万元，下降5%。",
        "由上年同期的304元降至286元。",
        "应追回5.12万元、应补缴1.26万元。",
        "对高标准农田等3项工程开展检查。",
        "群众反映的问题全部办结，农户满意。",
        "组长：高立行；成员：秦卫东、苏明远。",
        "移交群众实名举报信访件17件，处理相关人员9人。",
        "反映公司高管违规的2件已核查，取消施工方资格。",
        "处理常年违规的单位，追究管理责任。",
    ],
)
def test_figures_and_works_are_no_names(text: str) -> None:
    assert exposed_persons_in(text) == []


def test_a_role_that_is_half_of_two_words_is_no_role() -> None:
    assert private_persons_in("对涉及行业主管责任的2条意见形成报告。") == []
    assert private_persons_in("追回农户邱广田违规领取的补贴。")
    assert private_persons_in("村民罗大庆表示不满意。")


def test_everybody_of_another_sort_of_unit_is_told_but_where_the_sentence_names_it() -> None:
    for sentence, told in (
        ("组织全院620名职工签订承诺书。", 1),
        ("组织全校620名职工签订承诺书。", 0),
        ("区医院组织全院职工义诊。", 0),
    ):
        assert len(findings(SCHOOL.replace("一是加强组织领导。", f"一是加强组织领导。{sentence}"), "T529")) == told


def test_the_notices_here_are_right() -> None:
    for text in (TOWN, SCHOOL):
        assert [f.message for f in findings(text, "T53 P1 P2") if f.severity != "info"] == []


@pytest.mark.parametrize(
    "text",
    [
        "巡察组组长老李：建议核减（老李：这个数还没核准，发之前改）",
        "带动就业136人（教务处小陈提供）",
        "建成学院2个【此句与上文重复，酌删】",
        "已全部整改（参照去年写法）",
        "已全部整改（姓名）",
    ],
)
def test_what_only_an_editor_writes_is_told(text: str) -> None:
    assert [f.code for f in spoilt("抽查项目56个", f"{text}，抽查项目56个", "T607")] == ["T607"]


@pytest.mark.parametrize(
    "text",
    ["各科室（单位）", "印发《议事规则（示范文本）》", "整改措施63条（不计入“回头看”整改措施）", "两处（含村、社区）"],
)
def test_brackets_of_the_text_itself_are_left_alone(text: str) -> None:
    assert spoilt("抽查项目56个", f"{text}，抽查项目56个", "T607") == []
