"""The sheet to sign: what was found, verified and not judged; its two forms."""

import hashlib
import io
import re
import zipfile

import docx
import pytest
from check_notice import NOTICE, report_of
from notice_ledger import ledger as own_ledger

from drafter import __version__
from drafter.check import all_rules, check
from drafter.check.runner import Run, Subject, examine
from drafter.check.sheet import STEPS, program
from drafter.check.verified import SUBJECTS, WITHOUT_BASE, WITHOUT_STATUS, not_judged, verified
from drafter.cli import run
from drafter.ledger.model import Ledger

WRONG = NOTICE.replace("盘活率75%", "盘活率85%")
OPENING = "区委把巡视整改作为重要政治任务，对省委巡视组反馈的6个问题逐项研究，"
PLAN = "云岭区先进装备产业三年行动计划"


def said(text: str, **given) -> list[str]:
    report = report_of(text)
    done = examine(Subject(report, **given))
    return list(map(str, verified(done.runs, report, done.findings)))


def save(path, text: str):
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(path)
    return path


# --- counts ----------------------------------------------------------------------------------------------------


def test_counts_are_what_the_rules_looked_at():
    found = said(NOTICE)
    assert "总数与分项之和重新计算2组，没有发现问题" in found
    assert "比率重新计算1个，没有发现问题" in found
    assert "标题序号9个，逐级核对是否连续，没有发现问题" in found
    assert not any("台账" in line or "修订" in line for line in found)  # no ledger, no .docx


def test_one_more_rate_is_one_more_and_a_wrong_one_is_counted_as_wrong():
    more = WRONG.replace("按期答复率98.6%。", "按期答复率98.6%。受理诉求50件，办结40件，办结率80%。")
    assert "比率重新计算2个，有问题的1处（N203）" in said(more)


def test_a_rule_that_is_off_has_verified_nothing(tmp_path):
    from drafter.check.settings import rule_settings

    office = tmp_path / "规则.yaml"
    office.write_text("关闭: [N203]\n", encoding="utf-8")
    assert not any("比率" in line for line in said(NOTICE, settings=rule_settings(None, office)))


def test_every_kind_of_thing_is_looked_at_by_its_rule(tmp_path):
    """On one notice that has something of everything, or nothing where nothing is what is counted."""
    text = NOTICE.replace("新增床位350张", "新增床位350张，占地120公顷（1800亩）")
    text = text.replace("2024年6月22日，", "2024年6月22日（星期六）9:00，")
    text = text.replace("区委将继续抓好整改，", "区委将继续抓好整改，对推进中的1个问题逐一盯办，")
    path = save(tmp_path / "通报.docx", text)
    ledger = Ledger.model_validate(
        {
            "单位": {"名称": "中共江州市云岭区委员会", "地区": "江州市云岭区"},
            "巡视": {"巡视组": "省委第三巡视组", "开始": "2024-03-05"},
            "组织领导": {
                "概述": f"{OPENING}明确13条整改措施。",
                "会议": [{"日期": "2024-06-22", "名称": "区委常委会"}],
            },
            "问题": [
                {
                    "表述": "产业转型步伐不快",
                    "状态": "推进中",
                    "措施": [{"提法": "完善产业规划", "内容": f"编制《{PLAN}》，确定5个重点方向。"}],
                }
            ],
            "联系方式": {"电话": "0555-5550100"},
        }
    )
    from drafter.read import read_report

    other = report_of(NOTICE.replace("云岭", "青屿"))
    done = examine(Subject(read_report(path), ledger=ledger, docx=path, against=[("邻县.txt", other)]))
    for subject in SUBJECTS:
        looked = done.run_of(subject.code)
        assert looked is not None and looked.ran, subject
        assert subject.presence or looked.looked.get(subject.what, 0) > 0, subject
    known = {s.what for s in SUBJECTS} | {WITHOUT_BASE, WITHOUT_STATUS}
    assert {what for each in done.runs for what in each.looked} <= known


STATUSES = ["已完成", "已完成", "已完成", "推进中", "推进中", "长期坚持"]
COUNTS = "6个问题中，已完成{}个、推进中{}个、长期坚持{}个。"


def counted(*counts: int, statuses: list[str] = STATUSES) -> tuple[str, Ledger]:
    """A notice that says at the head of its progress how many are done, and its ledger with a status each."""
    data = own_ledger()
    for problem, status in zip(data["问题"], statuses, strict=False):
        problem["状态"] = status
    text = NOTICE.replace("二、整改进展情况\n", "二、整改进展情况\n" + COUNTS.format(*counts) + "\n")
    return text, Ledger.model_validate(data)


def test_a_count_by_status_that_adds_up_is_still_held_against_the_ledger():
    text, ledger = counted(4, 1, 1)
    found = [f for f in check(report_of(text), ledger=ledger) if f.code == "L304"]
    assert [(f.excerpt, f.offer.new if f.offer else None) for f in found] == [("4个", "3个"), ("1个", "2个")]
    assert "台账是2个（问题4、5）" in found[1].message
    assert "按状态列的问题、措施个数与台账的状态对照3处，有问题的2处（L304）" in said(text, ledger=ledger)


def test_a_count_by_status_as_the_ledger_has_it_is_said_to_be_right():
    text, ledger = counted(3, 2, 1)
    assert "按状态列的问题、措施个数与台账的状态对照3处，没有发现问题" in said(text, ledger=ledger)
    fewer = text.replace("已完成3个、推进中2个、长期坚持1个", "已完成3个、尚未完成3个")  # the last two in one word
    assert not [f for f in check(report_of(fewer), ledger=ledger) if f.code == "L304"]


def test_what_is_nearly_done_is_not_counted_as_done():
    nearly = ["已完成", "已完成", "基本完成", "推进中", "推进中", "长期坚持"]
    text, ledger = counted(3, 2, 1, statuses=nearly)
    [found] = [f for f in check(report_of(text), ledger=ledger) if f.code == "L304"]
    assert found.message == (
        "“已完成”的问题这里是3个，台账是2个（问题1、2），另有1个是“基本完成”（问题3）；基本完成的不算已完成"
    )
    for right in ("已完成2个、基本完成1个、推进中2个、长期坚持1个", "已完成2个、推进中3个、长期坚持1个"):
        said_so = text.replace("已完成3个、推进中2个、长期坚持1个", right)
        assert not [f for f in check(report_of(said_so), ledger=ledger) if f.code == "L304"]


def test_a_count_by_status_is_not_judged_by_a_ledger_without_statuses():
    text, ledger = counted(4, 1, 1, statuses=STATUSES[:5])
    report = report_of(text)
    done = examine(Subject(report, ledger=ledger))
    assert not [f for f in done.findings if f.code == "L304"]
    assert any("按状态列的个数3个：台账没有逐条写明状态" in line for line in not_judged(done.runs, report, []))


def test_of_measures_with_another_slip_in_their_words_nobody_says_that_nothing_was_found():
    wrong = NOTICE.replace("新增床位350张", "新增床位【待补：数量】张").replace("《云岭区先进装备", "《青屿县先进装备")
    lines = said(wrong, ledger=Ledger.model_validate(own_ledger()))
    told = next(line for line in lines if line.startswith("台账公开的措施"))
    assert "没有发现问题" not in told and "这些句子里另外发现" in told and "占位符" in told
    assert any(line.startswith("台账公开的问题") and line.endswith("没有发现问题") for line in lines)


def test_a_deadline_of_the_ledger_that_is_past_is_no_slip_in_the_words_of_the_notice():
    data = own_ledger()
    data["问题"][0] |= {"状态": "推进中", "时限": "2024-09-30"}
    lines = said(NOTICE, ledger=Ledger.model_validate(data))
    assert any(line.startswith("问题表述与台账") and line.endswith("没有发现问题") for line in lines)


def test_percentages_without_a_base_are_not_judged():
    done = examine(Subject(report_of(NOTICE)))
    assert "百分比2个：上下文里没有可以重新计算的基数，只能对照原始数据" in not_judged(done.runs, report_of(NOTICE), [])


def test_what_was_not_given_is_said_with_the_rules_that_did_not_run():
    report = report_of(NOTICE)
    done = examine(Subject(report))
    open_ = not_judged(done.runs, report, done.findings)
    assert any("没有给出台账" in line and "L101" in line for line in open_)
    assert any("不是 .docx" in line for line in open_) and any("--against" in line for line in open_)


def test_what_was_not_understood_and_what_says_so_itself_come_first():
    from drafter.check import Finding

    lines = [line for line in NOTICE.splitlines() if "问题的整改" not in line and not line.startswith("一是")]
    report = report_of("\n".join(line.removeprefix("二是").removeprefix("三是") for line in lines))
    told = [Finding("样式表缺失", code="F100", rule="form-not-judged", severity="info")]
    open_ = not_judged(examine(Subject(report)).runs, report, told)
    assert any("没有读懂" in line or "没有认出" in line for line in open_[:2]) and "样式表缺失（F100）" in open_


def test_the_program_tells_its_versions():
    text = program()
    assert __version__ in text and f"规则{len(all_rules())}条" in text and re.search(r"词表\d+张（[0-9a-f]{12}）", text)
    assert program() == text


def test_a_run_says_whether_its_rule_ran():
    rule = all_rules()[0]
    assert Run(rule).ran and not Run(rule, off=True).ran and not Run(rule, missing=("ledger",)).ran


# --- forms -----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    save(tmp_path / "通报.docx", WRONG)
    (tmp_path / "规则.yaml").write_text("关闭: [V101]\n级别: {N203: info}\n", encoding="utf-8")
    return tmp_path


def text_of(path) -> str:
    if path.suffix == ".html":
        return re.sub(r"<style>.*?</style>|<[^>]+>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    document = docx.Document(path)
    cells = [c.text for t in document.tables for c in t._cells]
    return "\n".join([*cells, *(p.text for p in document.paragraphs)])


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_the_sheet_has_all_its_parts(folder, suffix, capsys):
    source, target = folder / "通报.docx", folder / f"签发单{suffix}"
    assert run(["check", str(source), "--accept", "F102", "--reason", "网页不要页码", "--by", "王核稿"]) == 0
    assert run(["check", str(source), "--rules", str(folder / "规则.yaml"), "--signoff", str(target)]) == 0
    text = text_of(target)
    assert hashlib.sha256(source.read_bytes()).hexdigest() in text and __version__ in text
    for part in ("发现（错误在前", "已经核实", "未能判断", "关闭和放宽", "看过不改的发现", "签字"):
        assert part in text
    assert "修订0处" in text and "批注0处" in text and "比率重新计算1个" in text
    assert "网页不要页码" in text and "王核稿" in text
    assert "没有页码" in text  # what was found when it was decided to leave it
    assert "错误降为提示（标准、条例或算术）" in text and "V101" in text
    assert all(step in text for step, _ in STEPS) and "第十五条" in text
    assert "没有错误；警告" in text
    assert "签发单" in capsys.readouterr().err


def test_errors_come_first_and_forbid_publication(folder):
    target = folder / "签.html"
    assert run(["check", str(folder / "通报.docx"), "--signoff", str(target)]) == 1
    text = text_of(target)
    assert "错误1处（1个原因），改正以前不能发布" in text
    assert text.index("N203") < text.index("F101")


def test_an_earlier_version_is_told(folder):
    save(folder / "一稿.docx", NOTICE.replace("；电子邮箱：zhenggai@example.com", ""))
    target = folder / "签.docx"
    assert (
        run(["check", str(folder / "通报.docx"), "--since", str(folder / "一稿.docx"), "--signoff", str(target)]) == 1
    )
    text = text_of(target)
    assert "比上一稿已解决" in text and "新出现的" in text and "改动的句子（2句）" in text and "S106" in text


def test_the_sheet_is_written_through_the_gate(folder, capsys):
    source, target = folder / "通报.docx", folder / "签.docx"
    assert run(["check", str(source), "--signoff", str(source)]) == 2
    assert "原稿" in capsys.readouterr().err
    assert run(["check", str(source), "--signoff", str(folder / "签.pdf")]) == 2
    target.write_bytes(source.read_bytes())  # somebody's own
    assert run(["check", str(source), "--signoff", str(target)]) == 2
    assert run(["check", str(source), "--signoff", str(target), "--force"]) == 1
    first = target.read_bytes()
    assert run(["check", str(source), "--signoff", str(target)]) == 1
    assert target.read_bytes() == first and zipfile.ZipFile(io.BytesIO(first)).testzip() is None


def test_a_sheet_is_for_one_file(folder, capsys):
    assert run(["check", str(folder), "--signoff", str(folder / "签.docx")]) == 2
    assert "只用于核对一个文件" in capsys.readouterr().err


def test_the_pages_say_their_width_and_load_nothing(folder):
    for arguments in (["--signoff", "签.html"], ["--format", "html", "-o", "审.html"]):
        target = folder / arguments[-1]
        run(["check", str(folder / "通报.docx"), *arguments[:-1], str(target)])
        html = target.read_text(encoding="utf-8")
        assert 'name="viewport"' in html and "@media (max-width:640px)" in html
        assert not re.search(r"""(?:src|href)=|https?://|@import|url\(""", html)
