"""The phrasebank on disk: what an office edits by hand, and what mining again leaves alone."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.errors import InputError
from drafter.phrases.asked import asked
from drafter.phrases.bank import KINDS, Bank, Kind, Phrase, file_of, load_bank, shipped_bank
from drafter.phrases.merge import identity, merge
from drafter.phrases.purpose import Purpose, purpose_of
from drafter.phrases.quickread import entries_of
from drafter.phrases.search import nearest, search, search_with_shipped
from drafter.text.lexicon import table
from drafter.work.mining import save_bank
from drafter.yamlnodes import parse_nodes, plain


def mined(text: str, reports: int = 2, count: int = 3) -> Phrase:
    return Phrase(identity("collocation", text), "collocation", text, reports, count, group="问题整改")


def own(text: str) -> Phrase:
    return Phrase("自拟-1", "collocation", text, status="自拟")


def written(folder: Path, name: str, text: str) -> Bank:
    (folder / name).write_text(text, encoding="utf-8")
    return Bank(folder)


def test_what_is_saved_reads_back_the_same(tmp_path: Path) -> None:
    phrases = [
        mined("挂图作战"),
        mined("“回头看”"),
        replace(mined("同比增长{百分比}"), kind="figure", id="R1"),
        Phrase("O1", "opening", "甲：{事项}\n乙", members=("甲：{事项}", "乙"), status="停用", note="不合用"),
    ]
    save_bank(tmp_path, phrases)
    assert sorted(Bank(tmp_path).phrases, key=lambda p: p.id) == sorted(phrases, key=lambda p: p.id)


def test_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    phrases = [mined("对账销号"), mined("挂图作战"), mined("举一反三")]
    save_bank(tmp_path / "a", phrases)
    save_bank(tmp_path / "b", reversed(phrases))
    for kind in KINDS:
        assert (tmp_path / "a" / f"{kind}.yaml").read_bytes() == (tmp_path / "b" / f"{kind}.yaml").read_bytes()


@pytest.mark.parametrize(
    ("entry", "line", "said"),
    [
        ("- 编号: K1\n  文本: 挂图作战\n  报告: 2", 7, "没有“报告”这个键"),
        ("- 文本: 挂图作战", 5, "缺少“编号”"),
        ("- 编号: K1", 5, "缺少“文本”"),
        ("- 编号: K1\n  文本: 挂图作战\n  状态: 关闭", 7, "“状态”应是"),
        ("- 编号: K1\n  文本: 挂图作战\n  次数: 三", 7, "“次数”应是数字"),
        ('- 编号: K1\n  文本: "增长{百分比"', 6, "花括号不成对"),
    ],
)
def test_a_bad_entry_is_reported_with_its_file_and_line(tmp_path: Path, entry: str, line: int, said: str) -> None:
    bank = written(tmp_path, "collocation.yaml", f"类别: collocation\n词条:\n- 编号: K0\n  文本: 好词条\n{entry}\n")
    with pytest.raises(InputError) as error:
        bank.of("collocation")
    assert said in error.value.messages[0]
    assert f"collocation.yaml 第{line}行" in error.value.messages[0]


def test_all_bad_entries_are_reported_at_once(tmp_path: Path) -> None:
    bank = written(
        tmp_path, "figure.yaml", "词条:\n- 文本: 甲\n- 编号: R2\n- 编号: R3\n  文本: 好\n- 编号: R3\n  文本: 重\n"
    )
    with pytest.raises(InputError) as error:
        bank.of("figure")
    assert [re.search(r"第(\d+)行", m)[1] for m in error.value.messages] == ["2", "3", "6"]  # type: ignore[index]


def test_broken_yaml_is_reported_with_its_line(tmp_path: Path) -> None:
    bank = written(tmp_path, "measure.yaml", '词条:\n- 编号: M1\n  文本: "没有关上\n')
    with pytest.raises(InputError, match=r"measure.yaml 第\d+行"):
        bank.of("measure")


def test_a_file_in_another_encoding_is_refused_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "measure.yaml").write_bytes("词条: []".encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        Bank(tmp_path).of("measure")


def test_mining_again_keeps_ids_edits_disabled_and_own_entries() -> None:
    kept, edited, disabled = mined("挂图作战"), replace(mined("对账销号"), text="逐项对账销号"), mined("举一反三")
    disabled = replace(disabled, status="停用")
    old = [kept, edited, disabled, own("马上就办")]
    result, changes = merge(old, [replace(mined("挂图作战"), reports=5, count=9), mined("对账销号"), mined("举一反三")])
    by_id = {p.id: p for p in result}
    assert by_id[kept.id].reports == 5
    assert by_id[edited.id].text == "逐项对账销号"
    assert by_id[disabled.id].status == "停用"
    assert by_id["自拟-1"].text == "马上就办"
    assert [after.text for _, after in changes.changed] == ["挂图作战"]
    assert not changes.new and not changes.gone


def test_what_is_no_longer_attested_goes_unless_somebody_touched_it() -> None:
    touched = replace(mined("对账销号"), note="本单位常用")
    result, changes = merge([mined("挂图作战"), touched], [mined("举一反三")])
    assert {p.text for p in result} == {"对账销号", "举一反三"}
    assert [p.text for p in changes.gone] == ["挂图作战"]
    assert [p.text for p in changes.kept] == ["对账销号"]
    assert [p.text for p in changes.new] == ["举一反三"]


def test_a_mined_phrase_that_the_office_wrote_itself_is_not_added_twice() -> None:
    result, changes = merge([own("挂图作战")], [mined("挂图作战")])
    assert [p.id for p in result] == ["自拟-1"]
    assert not changes.new


def test_search_puts_what_a_writer_can_use_before_what_only_says_the_question_again() -> None:
    phrases = [mined("组织领导", 4, 9), mined("加强组织领导", 3, 5), mined("领导小组", 4, 20), mined("挂图作战", 4, 9)]
    assert [p.text for p in search(phrases, ["组织领导"], None, None)] == ["加强组织领导", "组织领导"]
    assert [p.text for p in search(phrases, ["挂图作战"], None, None)] == ["挂图作战"]


def test_search_goes_by_kind_and_section() -> None:
    lead = Phrase("M1", "measure", "健全制度机制", 2, 2, section="整改进展", group="建章立制")
    assert search([lead, mined("制度机制")], ["制度"], "measure", None) == [lead]
    assert search([lead, mined("制度机制")], [], None, "建章立制") == [lead]


def test_the_bank_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAFTER_PHRASEBANK", raising=False)
    assert load_bank().get("F-概述-1") is not None


def test_a_bank_in_the_working_folder_comes_before_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    save_bank(tmp_path / "phrasebank", [mined("挂图作战")])
    assert [p.text for p in load_bank().phrases] == ["挂图作战"]
    monkeypatch.setenv("DRAFTER_PHRASEBANK", str(tmp_path / "无此文件夹"))
    with pytest.raises(InputError, match="没有这个词条库文件夹"):
        load_bank()


def test_the_shipped_bank_holds_no_figure_and_every_kind(project: Path) -> None:
    bank = Bank(project / "phrasebank")
    assert all(bank.of(kind) for kind in KINDS)
    assert not [p.text for p in bank.phrases if re.search(r"[0-9０-９]", p.text)]
    assert not [p.text for p in bank.phrases if p.status == "启用" and p.reports < 2 and p.attested != "words"]


def test_loading_what_drafting_needs_loads_neither_jieba_nor_the_collocations(project: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from drafter.phrases.bank import Bank;"
        f"bank = Bank(Path({str(project / 'phrasebank')!r}));"
        "[bank.usable(k) for k in ('formula', 'opening', 'closing', 'measure')];"
        "print('jieba' in sys.modules, 'collocation' in bank._kinds)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_as_mining_writes_it_is_read_line_by_line_to_the_same_entries(project: Path, kind: Kind) -> None:
    source = (project / "phrasebank" / file_of(kind)).read_text(encoding="utf-8")
    data = plain(parse_nodes(source))
    assert entries_of(source) == data["词条"]


@pytest.mark.parametrize(
    "line",
    [
        "  备注: 好用 # 常用",
        "  备注: yes",
        "  备注: {甲: 乙}",
        "  备注: |",
        "   备注: 好",
        "  备注: &a 好",
        "  编号: K2",
    ],
)
def test_what_is_written_otherwise_is_left_to_the_parser(line: str) -> None:
    assert entries_of(f"词条:\n- 编号: K1\n  文本: 挂图作战\n{line}\n") is None


def test_mining_again_writes_on_what_ground_an_entry_stands(tmp_path: Path) -> None:
    before = replace(mined("挂图作战"), attested="words")
    save_bank(tmp_path, [before])
    save_bank(tmp_path, [replace(before, attested="whole"), replace(mined("对账销号"), attested="words")])
    assert [(p.text, p.attested) for p in Bank(tmp_path).phrases] == [("挂图作战", "whole"), ("对账销号", "words")]


def test_a_question_is_read_as_one(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    faults = search(phrases, ["落实不力怎么说"], None, None)[:5]
    assert faults and all(p.kind == "problem" or "不力" in p.text for p in faults)
    answers = search(phrases, ["整改不到位"], None, None)[:5]
    assert answers and all(p.kind == "problem" and "整改到位" not in p.text for p in answers)
    assert {p.kind for p in search(phrases, ["下一步打算"], None, None)[:5]} == {"closing"}


def questions(project: Path, group: str) -> list[dict[str, str]]:
    lines = (project / "tests" / "fixtures" / "questions.csv").read_text(encoding="utf-8").splitlines()
    return [row for row in csv.DictReader(line for line in lines if not line.startswith("#")) if row["组"] == group]


def is_right(answer: Phrase, row: dict[str, str]) -> bool:
    """Of a kind that is wanted, about what is wanted, and without a word that makes it wrong."""
    text = answer.text.replace("“", "").replace("”", "")
    about = not row["词"] or any(word in text for word in row["词"].split())
    return answer.kind in row["类"].split() and about and not any(word in answer.text for word in row["不"].split())


@pytest.mark.parametrize("group", ["一", "二", "三"])
def test_writers_questions_are_answered_with_the_right_kinds(project: Path, group: str) -> None:
    """Precision at 5 over forty questions. No answer counts as five wrong ones, unless the bank has nothing of it
    (类 empty); then each answer is a wrong one."""
    phrases = Bank(project / "phrasebank").phrases
    rows = questions(project, group)
    right = given = 0
    for row in rows:
        answers = search(phrases, [row["问"]], None, None)[:5]
        right += sum(is_right(p, row) for p in answers)
        given += len(answers) or (5 if row["类"] else 0)
    assert len(rows) == 40
    assert right >= 0.9 * given, f"{right} of {given}"


@pytest.mark.parametrize("group", ["四", "五", "六", "七", "八"])
def test_questions_of_strangers_get_answers_that_are_no_echo(project: Path, group: str) -> None:
    """As strictly as they were judged: no answer is a wrong one, and so is a noun that the question says itself."""
    phrases = Bank(project / "phrasebank").phrases
    right = given = 0
    for row in questions(project, group):
        answers = search(phrases, [row["问"]], None, None)[:5]
        echoes = [p for p in answers if p.kind == "collocation" and p.text.strip("“”") in row["问"]]
        right += sum(is_right(p, row) for p in answers if p not in echoes)
        given += len(answers) or 1
    assert right >= 0.92 * given, f"{right} of {given}"


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("专项资金拨付慢咋写", {"problem"}),
        ("窗口服务态度差怎么整改", {"measure", "formula", "sentence"}),
        ("约谈了多少人", {"figure"}),
        ("整改还没完成，说明原因", {"formula", "sentence"}),
        ("安全生产责任制不落实怎么写", {"problem"}),
        ("发展党员把关不严怎么表述", {"problem"}),
        ("发展党员把关不严怎么改", {"measure", "formula", "sentence"}),
        ("党组织软弱涣散整顿", {"measure", "formula", "sentence", "figure"}),
    ],
)
def test_what_a_question_asks_for_decides_the_kind(project: Path, question: str, kinds: set[str]) -> None:
    answers = search(Bank(project / "phrasebank").phrases, [question], None, None)[:5]
    assert answers and {p.kind for p in answers} <= kinds


def test_measures_and_problems_stand_apart_where_a_question_does_not_say_which(project: Path) -> None:
    answers = search(Bank(project / "phrasebank").phrases, ["医保基金被骗，监管不力"], None, None)
    purposes = [purpose_of(p) for p in answers]
    assert purposes == sorted(purposes, key=[Purpose.MEASURE, Purpose.PROBLEM].index)
    assert {Purpose.MEASURE, Purpose.PROBLEM} == set(purposes)
    assert all("{工作}" not in p.text for p in answers)


@pytest.mark.parametrize(
    ("colloquial", "matter"),
    [
        ("专项资金趴在账上花不出去", "支出"),
        ("人都没了低保还在发", "低保"),
        ("办事来回跑", "一窗受理"),
        ("饭堂吃喝、公务接待超标怎么整改", "接待"),
        ("审计查出来的问题年年改年年犯", "审计"),
    ],
)
def test_what_is_said_colloquially_is_looked_for_by_its_matter(project: Path, colloquial: str, matter: str) -> None:
    answers = search(Bank(project / "phrasebank").phrases, [colloquial], None, None)[:5]
    assert len(answers) >= 3 and any(matter in p.text for p in answers)


def test_the_part_that_is_asked_for_is_given(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    for question, purpose in (
        ("成立整改工作领导小组，下设办公室那段话怎么说", Purpose.OPENING),
        ("通报开头怎么写", Purpose.PREAMBLE),
        ("结尾怎么写 联系电话 邮箱 欢迎监督", Purpose.CONTACT),
        ("追责问责那几句，处理了多少人", Purpose.RESULT),
        ("统计数据造假 问题该怎么写", Purpose.PROBLEM),
        ("高校 问题 科研经费", Purpose.PROBLEM),
        ("医保基金监管 成效怎么写", Purpose.RESULT),
        ("下一步 督查问责", Purpose.CLOSING),
        ("敬老院床位空着没人住 咋说", Purpose.MEASURE),
    ):
        assert {purpose_of(p) for p in search(phrases, question.split(), None, None)[:5]} == {purpose}, question


def test_one_unknown_word_does_not_leave_a_long_question_without_an_answer(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    found = search(phrases, ["县里要求制定整改方案，建立问题清单、任务清单、责任清单"], None, None)
    assert "责任清单" in found[0].text


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("意识型态责任制落实不到位怎么写", "意识形态"),
        ("国有资产低数不清怎么写", "底数不清"),
        ("干部轮岗交流不急时怎么写", "不及时"),
        ("围标窜标", "围标串标"),
        ("第一议提没落实", "第一议题"),
    ],
)
def test_a_slip_of_one_character_is_read_as_the_term(project: Path, slip: str, meant: str) -> None:
    assert meant in search(Bank(project / "phrasebank").phrases, [slip], None, None)[0].text


def test_a_question_in_one_string_is_read_as_in_several() -> None:
    assert asked(["高校 问题 科研经费"]) == asked(["高校", "问题", "科研经费"])


def test_right_words_are_not_mended_into_others() -> None:
    question = asked(["党员干部担当作为不够"])
    assert question is not None and question.fault == ("不够",)


def test_a_question_without_an_answer_is_told_its_unknown_words_and_what_comes_nearest(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    unknown, close = nearest(phrases, ["天文观测站运行"])
    assert any("天文" in word for word in unknown)
    assert any("运行" in p.text for p in close)


def test_a_question_of_a_field_without_an_answer_is_told_what_comes_nearest_in_the_field() -> None:
    phrases = [Phrase("F1", "formula", "落实校长陪餐制度。", section="整改进展", group="范句-校园食堂", status="内置")]
    assert search(phrases, ["有偿补课怎么整改"], None, None) == []
    assert nearest(phrases, ["有偿补课怎么整改"]) == ([], phrases)


def test_an_office_whose_bank_has_no_answer_gets_the_shipped_ones(tmp_path: Path, project: Path) -> None:
    save_bank(tmp_path, [mined("挂图作战")])
    assert [p.text for p in search_with_shipped(Bank(tmp_path), ["挂图作战"], None, None)] == ["挂图作战"]
    found = search_with_shipped(Bank(tmp_path), ["违规吃喝怎么整改"], None, None)
    assert found and {p.status for p in found} == {"内置"}


def test_every_topic_of_our_entries_has_its_words() -> None:
    named = {row["领域"] for row in table("topics")}
    ours = {p.group for p in shipped_bank().of("problem") if p.status == "内置" and p.group}
    assert ours <= named


def test_what_the_bank_does_not_have_is_not_answered_with_something_else(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    assert search(phrases, ["天文观测站迁建"], None, None) == []
    assert search(phrases, ["港务工作"], None, None) == []  # 务工 is not in 业务工作
    assert search(phrases, ["老百姓反映树枝挡窗没人剪"], None, None) == []
    entries = [mined("经济社会", 4, 9), mined("营商环境", 4, 9)]
    assert search(entries, ["挽回经济损失"], None, None) == []
    own = [*entries, mined("追缴专项资金", 2, 2)]
    assert [p.text for p in search(own, ["追缴资金"], None, None)] == ["追缴专项资金"]


def test_a_fault_is_answered_in_words_that_take_its_matter(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    assert [p.text for p in search(phrases, ["台账登记不实的说法"], None, None)] == ["{工作}不够扎实"]
    assert "{工作}不够扎实" not in {p.text for p in search(phrases, ["作风不实的说法"], None, None)}  # it has its own
    assert "{工作}水平不高" not in {p.text for p in search(phrases, ["效率不高"], None, None)}
    assert {p.section for p in search(phrases, ["整改没完成的下一步怎么办"], None, None)} == {"下一步"}


def test_a_lead_that_only_names_what_is_asked_about_is_left_to_who_asks_for_leads(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    assert "强化警示教育" not in {p.text for p in search(phrases, ["以案促改 警示教育"], None, None)}
    assert "强化警示教育" in {p.text for p in search(phrases, ["警示教育的提法"], None, None)}


def test_a_part_is_answered_without_the_rest_of_its_field(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    for question, other in (("热线工单敷衍了事", "窗口"), ("临时救助资金发得慢", "低保"), ("厕所改造验收造假", "垃圾")):
        answers = search(phrases, [question], None, None)[:5]
        assert len(answers) >= 2 and not any(other in p.text for p in answers), question


def test_a_word_of_several_matters_is_read_with_the_others(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    assert "项目" in search(phrases, ["重大项目烂尾"], None, None)[0].text
    assert not any("出国" in p.text for p in search(phrases, ["企业反映办事难 证照跑好几趟"], None, None))


def test_whose_a_matter_is_says_nothing_of_it(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    answers = search(phrases, ["医院欠供应商货款"], None, None)
    assert "货款" in answers[0].text and {p.group for p in answers} == {"范句-医院债务"}


def test_what_is_to_be_prevented_is_no_fault_and_what_was_not_done_is_one(project: Path) -> None:
    phrases = Bank(project / "phrasebank").phrases
    assert "反弹" in search(phrases, ["防止反弹"], None, None)[0].text
    assert {p.kind for p in search(phrases, ["责任没压实"], None, None)[:5]} == {"problem"}


def test_no_text_is_found_twice(project: Path) -> None:
    texts = [p.text for p in search(Bank(project / "phrasebank").phrases, ["组织领导"], None, None)]
    assert len(texts) == len(set(texts))
