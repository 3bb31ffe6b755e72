"""L rules on the measures' words: each spoils one place of a notice that follows its ledger."""

import pytest
from check_notice import NOTICE, line
from test_check_ledger import found, ledger, with_problem


def codes(text: str, data: dict | None = None) -> list[str]:
    return sorted(f.code for f in found(text, data))


def test_a_measure_under_another_problem_is_told_once() -> None:
    stray = line(16)
    text = NOTICE.replace(stray, "").replace(line(26), line(26) + "三是" + stray.strip()[2:] + "\n")
    text = text.replace("二是改造养老机构", "一是改造养老机构")
    assert codes(text) == ["L205"]
    (finding,) = found(text)
    assert "问题3" in finding.message and finding.where.paragraph == 26


def test_another_lead_is_found_and_the_ledgers_own_is_not() -> None:
    assert codes(NOTICE.replace("一是开展集中整治。", "一是推进源头治理。")) == ["L206"]
    assert codes(NOTICE) == []


def test_another_document_is_found() -> None:
    text = NOTICE.replace("《云岭区先进装备产业三年行动计划》", "《云岭区先进制造产业提升方案》")
    assert codes(text) == ["L207"]


@pytest.mark.parametrize(("printed", "wanted"), [("区财政局", ["L207"]), ("云岭区民政局", []), ("区民政局", [])])
def test_another_office_is_found_and_the_same_under_a_longer_name_is_not(printed: str, wanted: list[str]) -> None:
    data = ledger()
    measure = data["问题"][2]["措施"][1]
    measure["内容"] = "区民政局" + measure["内容"]
    assert codes(NOTICE.replace("完成6家养老", printed + "完成6家养老"), data) == wanted


def test_a_problem_under_another_heading_is_found() -> None:
    data = ledger()
    for i, problem in enumerate(data["问题"]):
        problem["方面"] = "贯彻新发展理念" if i < 3 else "全面从严治党"
    second = "（二）全面从严治党\n"
    right = NOTICE.replace(line(8), "（一）贯彻新发展理念\n" + line(8)).replace(line(18), second + line(18))
    wrong = NOTICE.replace(line(8), "（一）贯彻新发展理念\n" + line(8)).replace(line(15), second + line(15))
    assert "L208" not in codes(right, data)
    assert codes(wrong, data).count("L208") == 1


@pytest.mark.parametrize(
    "words",
    ["（责任单位：区住建局、区财政局）", "责任单位为区住建局，", "（区住建局、区财政局）", "牵头领导：周副区长，"],
)
def test_who_answers_for_it_is_not_printed(words: str) -> None:
    data = with_problem(2, 责任单位=["区住建局", "区财政局"], 牵头领导="周副区长")
    text = NOTICE.replace("二是改造养老机构。", "二是改造养老机构。" + words)
    assert "L209" in codes(text, data)


def test_the_units_may_act_in_a_sentence() -> None:
    data = with_problem(2, 责任单位=["区住建局", "区财政局"], 牵头领导="周副区长")
    text = NOTICE.replace("二是改造养老机构。", "二是改造养老机构。区住建局会同区财政局（含下属单位）逐家核验。")
    assert "L209" not in codes(text, data)


@pytest.mark.parametrize(
    ("deadline", "wanted"),
    [("2024-09-30", ["L303"]), ("2024年12月底前", ["L303"]), ("2025年6月底前", []), ("长期坚持", [])],
)
def test_a_deadline_that_is_past_while_work_goes_on_is_found(deadline: str, wanted: list[str]) -> None:
    assert codes(NOTICE, with_problem(0, 时限=deadline, 状态="推进中")) == wanted
