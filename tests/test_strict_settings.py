"""What an office types into template.yaml, a rule file or the bank: taken as meant, or refused with its line."""

from pathlib import Path

import pytest
from command import drafter

from drafter.errors import InputError
from drafter.phrases.bank import Bank
from drafter.render.lint import check_template
from drafter.template import Manifest, builtin_folder, load_manifest, load_rules

HEAD = "名称: 云岭\n"


def manifest(folder: Path, text: str) -> Manifest:
    (folder / "template.yaml").write_text(text, "utf-8")
    return load_manifest(folder / "template.yaml")


def refusals(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as refused:
        manifest(folder, text)
    return [m.removeprefix(str(folder / "template.yaml")).strip() for m in refused.value.messages]


@pytest.mark.parametrize(
    "typed",
    [
        "必备: [标题, 落款]",
        "必备: [标题，落款]",
        "必备: [标题、落款]",
        "必备：[标题，落款]",
        "必备: ［标题，落款］",
        "必备: 【标题、落款】",
        "必备: 标题、落款",
        "必备: [“标题”，“落款”]",
        "必备:\n　- 标题\n　- 落款",
        "“必备”: [标题, 落款]",
    ],
)
def test_a_list_of_parts_is_taken_with_any_marks_of_a_chinese_keyboard(tmp_path: Path, typed: str) -> None:
    assert manifest(tmp_path, HEAD + typed).required == ["标题", "落款"]


@pytest.mark.parametrize(
    "typed",
    [
        "{S101: 提示, T901: 警告}",
        "{S101：提示，T901：警告}",
        "｛S101：提示，T901：警告｝",
        "\n    S101：提示\n    t901：警告",
    ],
)
def test_grades_are_taken_with_chinese_colons_and_braces(tmp_path: Path, typed: str) -> None:
    settings = manifest(tmp_path, f"{HEAD}规则:\n  级别: {typed}\n").rules
    assert settings.severity == {"S101": "info", "T901": "warning"}


def test_terms_under_chinese_colons_are_pairs(tmp_path: Path) -> None:
    settings = manifest(tmp_path, f"{HEAD}规则：\n  规范用语：\n    两新组织：两企三新\n    老赖：失信被执行人\n").rules
    assert settings.preferred_terms == {"两新组织": "两企三新", "老赖": "失信被执行人"}


def test_words_in_one_list_are_parted_at_a_chinese_comma(tmp_path: Path) -> None:
    settings = manifest(tmp_path, f"{HEAD}规则:\n  禁用词: [齐抓共管，久久为功]\n").rules
    assert settings.forbidden_words == ["齐抓共管", "久久为功"]


def test_sentences_with_a_chinese_comma_are_asked_about_with_the_line(tmp_path: Path) -> None:
    said = refusals(tmp_path, f"{HEAD}规则:\n  必用语: [欢迎监督，如有意见请反映]\n")
    assert (
        len(said) == 1 and said[0].startswith("第3行 规则.必用语") and "英文逗号" in said[0] and "英文引号" in said[0]
    )
    whole = ['["欢迎监督，如有意见请反映"]', "\n  - 欢迎监督，如有意见请反映", "欢迎监督，如有意见请反映"]
    for typed in whole:
        settings = manifest(tmp_path, f"{HEAD}规则:\n  必用语: {typed}\n").rules
        assert settings.required_phrases == ["欢迎监督，如有意见请反映"], typed


def test_quotes_round_a_form_are_not_printed_and_those_of_a_heading_are(tmp_path: Path) -> None:
    layout = manifest(
        tmp_path, f"{HEAD}版式:\n  问题: “1.”\n  问题标题: “关于“｛表述｝”问题的整改”\n  具体表现标题: “{{表述}}”\n"
    ).layout
    assert (layout.problem, layout.problem_heading) == ("1.", "关于“{表述}”问题的整改")
    assert layout.aspect_heading == "“{表述}”"


def test_unknown_keys_are_named_with_the_nearest_or_with_their_place(tmp_path: Path) -> None:
    said = refusals(tmp_path, f"{HEAD}版式:\n  问题标体: 关于“{{表述}}”\n措施排列: 内联\n小标题: {{组织领到: 甲}}\n")
    assert "第3行 版式.问题标体：没有这个设置，是不是“问题标题”" in said[0]
    assert "第4行 措施排列" in said[1] and "应写在“版式”下面" in said[1]
    assert "是不是“组织领导”" in said[2]


def test_unknown_rules_are_refused_by_check_and_by_draft_with_their_lines(tmp_path: Path) -> None:
    folder = tmp_path / "云岭"
    folder.mkdir()
    (folder / "template.docx").write_bytes((builtin_folder() / "分段式" / "template.docx").read_bytes())
    (folder / "template.yaml").write_text(
        f"{HEAD}规则:\n  关闭: [N203，S1001]\n  级别:\n    mising-title: 提示\n", "utf-8"
    )
    said = [fault.message for fault in check_template(folder)]
    assert ["第3行" in said[0], "没有规则“S1001”" in said[0]] == [True, True]
    assert "第5行" in said[1] and "是不是“missing-title”" in said[1]
    drafted = drafter(
        "draft", builtin_folder() / "样例.yaml", "--template", folder, "-o", tmp_path / "稿.docx", cwd=tmp_path
    )
    assert drafted.returncode == 2 and "第3行" in drafted.stderr and "第5行" in drafted.stderr
    assert not (tmp_path / "稿.docx").exists()


def test_no_message_speaks_english(tmp_path: Path) -> None:
    for typed in (
        "版式: 好",
        "版式:\n  单条措施编号: 也许",
        "必备: {标题: 是}",
        "名称: [甲, 乙]",
        "版式:\n  节: {甲: 乙}",
    ):
        for said in refusals(tmp_path, HEAD.replace("名称", "说明") + typed):
            assert not any(word in said for word in ("should", "valid", "Input", "Field")), said
            assert "第" in said or "缺少" in said


def test_a_rule_file_and_its_table_are_read_the_same_way(tmp_path: Path) -> None:
    rules = tmp_path / "规则.yaml"
    rules.write_text("关闭：[V101、C102]\n规范表:\n  - 错：截止目前\n    对：截至目前\n", "utf-8")
    settings = load_rules(rules)
    assert settings.norms == [{"错": "截止目前", "对": "截至目前"}] and settings.off == ["V101", "C102"]
    rules.write_text("规范表:\n  - 错误写法: 截止目前\n    对: 截至目前\n", "utf-8")
    with pytest.raises(InputError, match=r"第2行.*没有“错误写法”这一列"):
        load_rules(rules)


def test_the_bank_takes_chinese_colons_and_names_the_nearest_key_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "measure.yaml"
    file.write_text("词条:\n- 编号：自拟-1\n  文本：压实工作责任\n  状态：“自拟”\n", "utf-8")
    phrase = Bank(tmp_path).of("measure")[0]
    assert (phrase.id, phrase.text, phrase.status) == ("自拟-1", "压实工作责任", "自拟")
    file.write_text("词条:\n- 编号: 自拟-1\n  文本: 压实工作责任\n  状台: 自拟\n", "utf-8")
    with pytest.raises(InputError, match="第4行：没有“状台”这个键，是不是“状态”"):
        Bank(tmp_path).of("measure")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("错,对,备注\n截止目前,截至目前,常见\n", "第1行：规范表没有“备注”这一列"),
        ("错,对,\n截止目前,截至目前,常见\n", "第2行：第3列有内容，却没有列名"),
    ],
)
def test_a_column_of_the_norms_that_nothing_reads_is_told(tmp_path: Path, table: str, said: str) -> None:
    from drafter.check.norms import read_own

    file = tmp_path / "规范表.csv"
    file.write_text(table, "utf-8")
    with pytest.raises(InputError, match=said):
        read_own(file)
    file.write_text("错,对,级,\n截止目前,截至目前,提示,\n", "utf-8")
    assert read_own(file)[0]["级"] == "提示"


def test_a_norm_of_an_unknown_form_is_refused() -> None:
    from drafter.check.norms import with_own

    with pytest.raises(InputError, match="只能是 字"):
        with_own([{"错": "共[0-9]+余", "形": "正则"}])


def test_the_items_of_the_contact_are_those_the_office_asks_for(tmp_path: Path) -> None:
    from check_notice import NOTICE

    from drafter.check import check
    from drafter.check.settings import rule_settings
    from drafter.read import read_report

    notice, rules = tmp_path / "通报.txt", tmp_path / "规则.yaml"
    notice.write_text(NOTICE.replace("；电子邮箱：zhenggai@example.com", ""), "utf-8")

    def told(text: str) -> list[str]:
        rules.write_text(text, "utf-8")
        settings = rule_settings(None, rules)
        return [f.message for f in check(read_report(notice), settings=settings) if f.code == "S106"]

    assert told("最少措施: 0\n") == ["监督联系方式缺少电子邮箱"]
    assert told("联系方式必备: [电话, 地址]\n") == []
    assert told("联系方式必备: [电话, 受理时间]\n") == ["监督联系方式缺少受理时间"]
