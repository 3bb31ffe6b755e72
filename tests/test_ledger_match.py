"""Which problem and which measure of one ledger is which of another: each way of telling decides where it must."""

import pytest

from drafter.ledger.match import figure, match_measures, match_problems, placed_measures, without_figures
from drafter.ledger.model import MeasureEntry, ProblemEntry

Row = tuple[int | str | None, str] | tuple[int | str | None, str, str] | tuple[int | str | None, str, str | None, str]


def _problem(row: Row) -> ProblemEntry:
    """(编号, 表述, 方面, 公开表述)."""
    number, title, aspect, public = (*row, None, None)[:4]
    return ProblemEntry.model_validate({"编号": number, "表述": title, "方面": aspect, "公开表述": public})


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        # the same number and words stand under two headings
        (
            [(1, "管理不严", "甲方面"), (1, "管理不严", "乙方面")],
            [(1, "管理不严", "乙方面"), (1, "管理不严", "甲方面")],
            [(1, 0), (0, 1)],
        ),
        # the headings changed, the numbers did not
        (
            [(1, "管理不严", "甲"), (2, "管理不严", "乙")],
            [(2, "管理不严", "丙"), (1, "管理不严", "丁")],
            [(1, 0), (0, 1)],
        ),
        # renumbered: the words decide before the number
        ([(1, "学校管理不严"), (2, "医院管理不严")], [(2, "学校管理不严"), (1, "医院管理不严")], [(0, 0), (1, 1)]),
        # the public wording of one is the wording of the other
        ([(1, "某校违规收费严重", None, "教育收费需规范"), (2, "食堂浪费")], [(9, "教育收费需规范")], [(0, 0)]),
        # the same number, words half alike; and less than half
        ([(1, "学位供给不足"), (2, "道路破损")], [(2, "道路有破损点位"), (1, "学位供给存在缺口")], [(1, 0), (0, 1)]),
        ([(1, "学位供给不足")], [(1, "道路破损未及时修复")], []),
        # the number's problem is already another's
        ([(1, "学校管理不严")], [(7, "学校管理不严"), (1, "学校管理不到位")], [(0, 0)]),
        # two of one number: each old one is taken once, the more alike
        (
            [(1, "学校管理不严格"), (1, "医院管理不严格")],
            [(1, "医院管理不够严格"), (1, "学校管理不够严格")],
            [(1, 0), (0, 1)],
        ),
        ([(1, "学校管理不严格")], [(1, "学校管理不够严格"), (1, "学校管理还不严格")], [(0, 0)]),
        # no number: only words that are nearly the same
        ([(None, "学位供给明显不足")], [(None, "学位供给不足")], [(0, 0)]),
        (
            [(None, "学位供给不足"), (None, "学位供给很不足")],
            [(None, "学位供给很不足够"), (None, "学位的供给不足")],
            [(1, 0), (0, 1)],
        ),
        ([(None, "学位供给不足")], [(None, "学位建设缓慢")], []),
        ([(0, "学位供给不足")], [(None, "另一个"), (0, "")], []),  # one without words has nothing to be known by
        ([("", "学位供给不足")], [("", "学位有明显缺口不足")], []),
        ([(None, "学位供给不足")], [(" 3 ", "学位供给不足"), (None, "学位供给不足")], [(0, 1)]),
        # the same words twice: first with first
        (
            [(None, "管理不严"), (None, "管理不严")],
            [(None, "管理不严"), (None, "管理不严"), (None, "管理不严")],
            [(0, 0), (1, 1)],
        ),
    ],
)
def test_problems_are_matched(old: list[Row], new: list[Row], pairs: list[tuple[int, int]]) -> None:
    assert match_problems([_problem(row) for row in old], [_problem(row) for row in new]) == pairs


def test_the_most_alike_of_many_is_taken() -> None:
    old = [(None, f"村级财务管理不够规范{char}") for char in "甲乙丙丁戊己庚"]
    new = [(None, f"村级财务管理不够规范{char}方面") for char in "庚己戊丁丙乙甲"]
    assert match_problems([_problem(r) for r in old], [_problem(r) for r in new]) == [(6 - j, j) for j in range(7)]


Measure = tuple[str | None, str | None, str | None]


def _measures(rows: list[Measure]) -> ProblemEntry:
    """(提法, 内容, 计划)."""
    entries = [MeasureEntry.model_validate({"提法": a, "内容": b, "计划": c}) for a, b, c in rows]
    return ProblemEntry.model_validate({"表述": "学位不足"}).model_copy(update={"measures": entries})


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        # the same text goes before the same words with other figures
        (
            [(None, "建校2所。", None), (None, "建校3所。", None)],
            [(None, "建校3所。", None), (None, "建校4所。", None)],
            [(1, 0), (0, 1)],
        ),
        # the same words before the same lead
        (
            [("加快建设", "建校2所。", None), ("加快建设", "招师3名。", None)],
            [("加快建设", "招师4名。", None)],
            [(1, 0)],
        ),
        # the lead before likeness
        (
            [("加快建设", "甲路通车。", None), (None, "乙校开学上课了。", None)],
            [("加快建设", "乙校开学。", None)],
            [(0, 0)],
        ),
        # the plan where the text is new
        (
            [(None, "启动。", "建校"), (None, None, "招师")],
            [(None, "招聘教师40名。", "招师"), (None, "选址。", "建校")],
            [(1, 0), (0, 1)],
        ),
        # empty ones with one another; text with text that is more than half the same
        ([(None, None, None), (None, "建校。", None)], [(None, "", None)], [(0, 0)]),
        ([(None, "新建城东小学一所", None)], [(None, "城东小学建成投用", None)], []),
        ([(None, "新建城东小学并投入使用", None)], [(None, "城东小学投入使用", None)], [(0, 0)]),
    ],
)
def test_measures_are_matched(old: list[Measure], new: list[Measure], pairs: list[tuple[int, int]]) -> None:
    assert match_measures(placed_measures(_measures(old)), placed_measures(_measures(new))) == pairs


def test_figures_are_read_with_their_unit() -> None:
    assert figure().findall("签约36.5亿元，清淤3公里，占12%，12月2日，共2,316套，第5") == [
        "36.5亿元", "3公里", "12%", "12月", "2日", "2,316套", "5",
    ]  # fmt: skip
    assert without_figures("签约 36.5亿元，占12%。") == without_figures("签约4亿元占5%")
