"""T6: web residue, splices, injected words, broken characters, ends; and whatever text comes."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from text_cases import excerpts, found

from drafter.check import all_rules, check
from drafter.read import read_report
from drafter.report import Block, Passage, Report, Section

FAMILIES = "TPCV"
OURS = [r for r in all_rules() if r.family in FAMILIES]


@pytest.mark.parametrize("left", ["责任编辑：张三", "打印本页", "关闭窗口", "扫一扫分享", "原文链接：", "&nbsp;"])
def test_web_residue_in_the_body_is_named(left: str) -> None:
    (finding,) = found("T601", f"一是登记厂房186处，推动问题整改到位。{left}")
    assert finding.excerpt in left


def test_a_heading_inside_a_paragraph_is_a_splice() -> None:
    (finding,) = found("T602", "一是组织系列宣讲线上线.关于“厂房闲置较多”问题的整改，登记186处。")
    assert "关于“厂房" in finding.excerpt
    assert found("T602", "一是登记厂房186处。2.关于“厂房闲置较多”问题的整改。")


def test_an_item_out_of_order_inside_another_is_a_splice_and_a_list_in_line_is_not() -> None:
    assert found("T602", "（5）升级热线平台3个。（7）完善督办机制12项。")
    assert found("T602", "（5）升级热线平台3个。（6）完善督办机制12项。") == []


def test_words_cut_by_a_filter_are_splices() -> None:
    assert excerpts("T602", "一是学习重要讲线日，举办专题辅导3次。") == ["讲线日"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("一是每项任务都责任到人缸头锁母、具体到部门，共12项。", "缸头锁母"),
        ("一是落实技改奖补资金溜冰鞋，惠及12家企业。", "溜冰鞋"),
        ("一是打造创新大赛品牌毛毡压盘。走访企业302家。", "毛毡压盘"),
        ("一是落实长效机制快卸销，整治12处。", "快卸销"),
        ("一是印发《护航方案》直径系列，建立项目库1个。", "直径系列"),
        ("一是压紧压实工作责任充气艇，约谈3人。", "充气艇"),
    ],
)
def test_an_injected_word_is_found_and_named(text: str, word: str) -> None:
    assert excerpts("T603", text) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "一是培育轴承、阀门、齿轮等产业集群，新增企业12家。",
        "一是推进古井保护，完成12口。",
        "一是严格落实工作日禁酒令，查处3起。",
        "一是把执法情况纳入考核扣分，通报5次。",
        "一是聚焦螺蛳湾市场建设，完成3期工程。",
    ],
)
def test_goods_that_the_sentence_is_about_are_left_alone(text: str) -> None:
    assert found("T603", text) == []


def test_broken_characters_are_an_error() -> None:
    assert excerpts("T604", "一是加强锟斤拷管理，检查12次。") == ["锟斤拷"]
    assert found("T604", "一是加强\ufffd\ufffd管理，检查12次。")


def test_a_paragraph_without_a_full_stop_is_a_warning_and_one_that_ends_in_a_comma_an_error() -> None:
    text = "一是对排查出的12处隐患逐一建立台账，落实责任单位和整改时限，确保按期销号"
    assert [f.severity for f in found("T605", text)] == ["warning"]
    assert found("T606", text) == []
    assert [f.severity for f in found("T606", text + "，")] == ["error"]
    assert found("T605", text + "，") == []
    assert found("T605", text + "。") == found("T606", text + "。") == []


ODD = st.text(
    st.sampled_from(
        "“”‘’（）()《》【】，。、；：,.;:　 习近平关于线日某XX×—-～1234567890巡视巡察整改领导小组的的进行机密★"
        "举报人张某苏E江宁区委将继续\ufffd\n甲乙丙"
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(ODD, st.text(max_size=60)), max_size=6))
def test_no_text_makes_a_rule_fail_and_excerpts_are_verbatim(texts: list[str]) -> None:
    passages = tuple(Passage(text, line) for line, text in enumerate(texts, 1))
    report = Report(sections=(Section("progress", blocks=(Block(overview=passages),)),))
    for finding in check(report, rules=OURS, against=[("别处.txt", report)]):
        if finding.span:
            text = texts[finding.span.line - 1]
            assert finding.span.end <= len(text)
            assert text[finding.span.start : finding.span.end].startswith(finding.excerpt)


INTACT = {
    # every error and warning was looked at: all are slips that were published
    "gusu-2024": Counter(T101=1, T203=1, T303=1, T502=2, T601=1),
    "huqiu-2020": Counter(T203=1, T601=1, T715=1),
    "liangxi-2024": Counter(T203=1, T303=1, T502=1),
}


@pytest.mark.parametrize("name", INTACT)
def test_published_notices_give_their_known_slips_and_no_false_alarm(corpus: Path, name: str) -> None:
    report = read_report(corpus / f"{name}.txt")
    serious = [f for f in check(report, rules=OURS) if f.severity != "info"]
    assert Counter(f.code for f in serious) == INTACT[name]


def test_the_damaged_notice_gives_up_its_damage(corpus: Path) -> None:
    report = read_report(corpus / "zhangjiagang-2023.txt")
    findings = check(report, rules=OURS)
    codes = Counter(f.code for f in findings)
    assert codes["T402"] == 10 and codes["T603"] == 5 and codes["T102"] == 1
    assert codes["T602"] >= 5 and codes["T101"] >= 5


def test_fictional_notices_that_are_whole_give_no_error() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "通报.txt"
        path.write_text("没有结构的几句话。\n只有两行。", encoding="utf-8")
        assert [f for f in check(read_report(path), rules=OURS) if f.severity == "error"] == []


@pytest.mark.parametrize("run", ["鐨勯棶棰樺", "asdfasdfasdf", "????"])
def test_runs_that_are_no_language_are_an_error(run: str) -> None:
    assert run in excerpts("T604", f"一是加强{run}管理，检查12次。")


def test_an_address_with_letters_alone_is_language_enough() -> None:
    assert found("T604", contact="联系方式：电话：0000-5550123；电子邮箱：ylqwxcb2016@yunling.example。") == []


@pytest.mark.parametrize("piece", ["《", "》", "（", "“", "的", "{%", "1", "【", "习", "进行", "线.", "，"])
def test_a_mark_repeated_without_end_does_not_hang_a_rule(piece: str) -> None:
    text = piece * 5000
    report = Report(sections=(Section("progress", None, (Block(overview=(Passage(text, 1),)),)),))
    spans = [finding.span for finding in check(report, rules=OURS) if finding.span]
    assert all(span.start <= span.end <= len(text) for span in spans)
