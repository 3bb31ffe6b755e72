"""L rules: the notice against its ledger."""

import pytest
from check_notice import NOTICE, line, report_of
from notice_ledger import ledger

from drafter.check import all_rules, check
from drafter.check.annotate import _comment_text
from drafter.ledger.model import Ledger

RULES = [r for r in all_rules() if r.family == "L"]


def found(text: str, data: dict | None = None):
    return check(report_of(text), ledger=Ledger.model_validate(data or ledger()), rules=RULES)


def with_problem(index: int, **changes) -> dict:
    data = ledger()
    data["问题"][index].update(changes)
    return data


def test_a_notice_that_follows_its_ledger_gives_nothing():
    assert found(NOTICE) == []


def test_a_problem_that_dropped_out_is_an_error_with_its_number():
    text = NOTICE.replace("".join(line(n) for n in (18, 19, 20)), "")
    (finding,) = found(text)
    assert (finding.code, finding.severity, finding.where.problem) == ("L101", "error", "4")
    assert "信访化解不及时" in finding.message


def test_a_problem_that_the_ledger_does_not_have_is_an_error():
    data = ledger()
    del data["问题"][3]
    assert [(f.code, f.where.problem) for f in found(NOTICE, data) if f.code == "L102"] == [("L102", "4")]


def test_the_fewest_problems_out_of_order_are_named():
    first, second = "".join(line(n) for n in (8, 9, 10)), "".join(line(n) for n in (18, 19, 20))
    text = NOTICE.replace(first, "").replace(second, second + first)
    assert [(f.code, f.excerpt[:2]) for f in found(text)] == [("L103", "1.")]


def test_groups_bring_together_what_the_ledger_lists_apart():
    data = ledger()
    for index, problem in enumerate(data["问题"]):
        problem["方面"] = "改革发展" if index % 2 == 0 else "民生保障"
    spans = [(8, 10), (11, 14), (15, 17), (18, 20), (21, 23), (24, 26)]
    blocks = ["".join(line(n) for n in range(first, last + 1)) for first, last in spans]
    grouped = "（一）改革发展方面\n" + "".join(blocks[::2]) + "（二）民生保障方面\n" + "".join(blocks[1::2])
    text = NOTICE.replace("".join(blocks), grouped)
    assert [p.group for p in report_of(text).problems][:1] == ["改革发展方面"]
    assert found(text, data) == []


def test_a_reworded_problem_is_found_with_the_ledgers_wording():
    (finding,) = found(NOTICE.replace("信访化解不及时", "信访积案化解不够及时"))
    assert (finding.code, finding.severity) == ("L104", "warning") and "“信访化解不及时”" in finding.message


def test_the_internal_wording_in_print_is_an_error():
    (finding,) = found(NOTICE, with_problem(3, 公开表述="群众诉求回应不够及时"))
    assert (finding.code, finding.severity) == ("L104", "error")


def test_a_problem_that_is_not_public_must_not_be_in_print():
    codes = {(f.code, f.where.paragraph) for f in found(NOTICE, with_problem(3, 公开="否"))}
    assert ("L105", 18) in codes and ("L105", 19) in codes and ("L105", 20) in codes
    assert not any(code == "L102" for code, _ in codes)


def test_the_text_of_a_measure_that_is_not_public_is_found_under_another_problem():
    data = ledger()
    secret = {"内容": "责令5名干部退出兼职并退缴全部报酬18万元"}
    data["问题"].append({"表述": "个别干部违规兼职", "公开": "否", "措施": [secret]})
    text = NOTICE.replace("全部交办。", "全部交办。责令5名干部退出兼职并退缴全部报酬18万元。")
    (finding,) = [f for f in found(text, data) if f.code == "L105"]
    assert finding.excerpt == "责令5名干部退出兼职并退缴全部报酬18万元"


def test_a_measure_that_was_left_out_or_put_in_is_found():
    without = NOTICE.replace(line(13), "").replace("三是加强水质", "二是加强水质")
    assert [(f.code, "建立巡查机制" in f.message) for f in found(without)] == [("L201", True)]
    added = NOTICE.replace(line(20), line(20) + "三是发放春节慰问品，走访困难党员和退休老同志家庭。\n")
    assert [(f.code, f.excerpt[:2]) for f in found(added)] == [("L202", "三是")]


@pytest.mark.parametrize(
    ("old", "new", "excerpt", "severity"),
    [
        ("巡河212次", "巡河221次", "221次", "error"),
        ("巡河212次，", "巡河，", "二是建立", "warning"),
        ("已全部交办", "已全部交办，约谈5人", "5人", "warning"),
    ],
)
def test_a_figure_that_changed_was_lost_or_came_in_is_found(old, new, excerpt, severity):
    (finding,) = [f for f in found(NOTICE.replace(old, new)) if f.code == "L203"]
    assert finding.excerpt.startswith(excerpt) and finding.severity == severity and finding.where.problem == "2"


def test_a_claim_of_completion_that_the_ledger_does_not_make_is_an_error():
    data = ledger()
    data["问题"][3]["状态"] = "推进中"
    assert found(NOTICE, data) == []  # 已化解31件 is the ledger's own
    (finding,) = found(NOTICE.replace("按期答复率98.6%", "按期答复率98.6%，现已全部完成整改"), data)
    assert finding.code == "L301" and "全部完成整改" in finding.excerpt and "推进中" in finding.message
    data["问题"][3]["措施"][1]["状态"] = "已完成"
    assert found(NOTICE.replace("按期答复率98.6%", "按期答复率98.6%，现已全部完成整改"), data) == []


def test_a_total_that_counts_what_is_not_public_is_an_error():
    data = ledger()
    data["问题"].append({"表述": "个别干部违规兼职", "公开": "否"})
    (finding,) = found(NOTICE.replace("反馈的6个问题", "反馈的7个问题"), data)
    assert finding.code == "L401" and "不公开" in finding.message


@pytest.mark.parametrize(
    ("old", "new", "code", "excerpt"),
    [
        ("省委第三巡视组对", "省委第五巡视组对", "L501", "省委第五巡视组"),
        ("6月20日反馈", "6月26日反馈", "L501", "6月26日"),
        ("电话0555-5550100", "电话0555-5550700", "L503", "0555-5550700"),
        ("邮箱：zhenggai@", "邮箱：jubao@", "L503", "jubao@example.com"),
        ("\n中共江州市云岭区委员会\n", "\n中共江州市青屿县委员会\n", "L502", "中共江州市青屿县委员会"),
        ("2025年1月15日\n", "2025年1月16日\n", "L502", "2025年1月16日"),
    ],
)
def test_facts_that_differ_from_the_ledger_are_errors_at_their_words(old, new, code, excerpt):
    hits = [f for f in found(NOTICE.replace(old, new)) if f.code == code]
    assert hits and all(f.severity == "error" for f in hits) and excerpt in {f.excerpt for f in hits}


def test_a_notice_of_another_region_is_noticed():
    text = NOTICE.replace("云岭区", "青屿县")
    assert "L502" in [f.code for f in found(text)]


def test_findings_name_the_line_of_the_ledger(tmp_path):
    from drafter.ledger.load import load_with_positions

    file = tmp_path / "台账.yaml"
    text = "问题:\n  - 编号: 1\n    表述: 产业转型步伐不快\n  - 编号: 2\n    表述: 台账独有的问题\n"
    file.write_text(text, encoding="utf-8")
    read, positions = load_with_positions(file)
    findings = check(report_of(NOTICE), ledger=read, positions=positions, rules=RULES)
    lost = next(f for f in findings if f.code == "L101")
    assert lost.message.endswith("（问题2，台账第4行）")
    assert _comment_text(lost, first=True).splitlines()[0].endswith("（台账问题2）")  # who reads it has no such line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("关于巡视整改", "关于市委巡察整改"),
        ("关于巡视整改", "关于中央巡视整改"),
        ("根据省委统一部署", "根据市委统一部署"),
        ("对江州市云岭区进行", "对江宁区进行"),
    ],
)
def test_another_inspection_in_the_head_is_an_error_with_the_ledger_and_without(old, new):
    text = NOTICE.replace(old, new, 1)
    assert text != NOTICE
    assert [(f.code, f.severity) for f in found(text)] == [("L502", "error")]
    without = [f.severity for f in check(report_of(text)) if f.code in {"T501", "T503"}]
    assert without and set(without) == {"error"}


def test_more_measures_printed_than_announced_is_an_error():
    (finding,) = found(NOTICE.replace("13条整改措施", "5条整改措施"))
    assert (finding.code, finding.severity) == ("L401", "error")


def test_a_number_of_measures_that_the_ledger_leaves_open_is_not_judged():
    data = ledger()
    data["问题"][0]["措施"][0]["计划"] = "建立台账；倒排工期"
    assert found(NOTICE.replace("13条整改措施", "15条整改措施"), data) == []


def test_a_figure_of_what_is_not_public_is_found_though_its_clause_is_short():
    data = ledger()
    data["问题"].append({"表述": "个别资产账实不符", "公开": "否", "措施": [{"内容": "开展审计，涉及资产583万元。"}]})
    text = NOTICE.replace("按期答复率98.6%", "按期答复率98.6%，涉及资产583万元", 1)
    assert text != NOTICE
    assert [f.code for f in found(text, data) if f.excerpt == "涉及资产583万元"] == ["L105"]


def test_a_figure_that_stands_in_another_measure_of_the_same_problem_is_not_lost():
    """The ledger's measure was split after the notice was drafted."""
    data = ledger()
    whole = data["问题"][0]["措施"][0]
    first, second = "检查学校26所。", "清退多收费用4.6万元。"
    text = NOTICE.replace(whole["内容"], f"{first}{second}")
    data["问题"][0]["措施"][:1] = [{**whole, "内容": first}, {"内容": second}]
    assert text != NOTICE
    assert [f.message for f in found(text, data) if f.code == "L203"] == []
    [wrong] = [f.message for f in found(text.replace("26所", "28所"), data) if f.code == "L203"]
    assert wrong == "台账是26所，这里是28所"
