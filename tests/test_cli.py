"""Every command's exit status and what it says where: results on standard output, the rest on standard error.

Bad input of every kind ends with 2, a Chinese message that names the file, and nothing written. The many cases run in
this process; the console script itself is run wherever streams, encodings or folders matter.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command import ROOT, drafter, listing
from docx import Document

from drafter.cli import run

EXAMPLES = ROOT / "examples"
LEDGER = EXAMPLES / "云岭区水务局党组.yaml"
NOTICE = EXAMPLES / "旧通报.txt"
SHEET = EXAMPLES / "整改台账.xlsx"
CHINESE = re.compile("[\u4e00-\u9fff]")
# What Typer, Click, rich and argparse leave behind where a text is not ours.
ENGLISH = re.compile(
    r"Usage|Error|Options|Arguments|Commands|required|default|Show this|Try |\[OPTIONS\]|invalid|Missing"
)
COMMANDS = (
    *("new", "schema", "draft", "check", "outline", "import", "export", "update", "diff", "mine", "phrases", "rules"),
    *("template", "template list", "template new", "template check", "template preview"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office's folder, with a good file of each kind and bad ones of every kind."""
    shutil.copy(LEDGER, tmp_path / "好 台账.yaml")
    shutil.copy(NOTICE, tmp_path / "好 通报.txt")
    shutil.copy(SHEET, tmp_path / "好 台账.xlsx")
    (tmp_path / "已有 文件夹").mkdir()
    (tmp_path / "已有 文件.txt").write_text("谁的文字", encoding="utf8")
    text = LEDGER.read_text(encoding="utf8")
    noise = bytes((n * 7919 + n * n) % 256 for n in range(4000))
    for suffix in ("yaml", "txt", "docx", "html", "pdf", "xlsx"):
        (tmp_path / f"空 文件.{suffix}").write_bytes(b"")
        (tmp_path / f"噪声 文件.{suffix}").write_bytes(noise)
    (tmp_path / "截断 文件.yaml").write_text(text[: text.index("责任单位: [") + 12], encoding="utf8")
    (tmp_path / "重复 键.yaml").write_text(text + "\n单位: {名称: 又一个单位}\n", encoding="utf8")
    (tmp_path / "错 键.yaml").write_text(text.replace("表述:", "表诉:"), encoding="utf8")
    document = Document()
    document.add_paragraph("关于整改的通报" * 200)
    document.save(str(tmp_path / "截断 文件.docx"))
    for name, source in (("截断 文件.docx", tmp_path / "截断 文件.docx"), ("截断 文件.xlsx", SHEET)):
        data = source.read_bytes()
        (tmp_path / name).write_bytes(data[: len(data) // 2])
    with zipfile.ZipFile(tmp_path / "别的 压缩包.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    shutil.copy(tmp_path / "别的 压缩包.docx", tmp_path / "别的 压缩包.xlsx")
    (tmp_path / "图片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + noise)
    (tmp_path / "旧 文件.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise)
    monkeypatch.chdir(tmp_path)
    return tmp_path


Capture = pytest.CaptureFixture[str]


def refused(folder: Path, capsys: Capture, arguments: list[str], named: str) -> str:
    """The call ends with 2, names what is wrong in Chinese, prints no result and leaves the folder as it was."""
    before = listing(folder)
    capsys.readouterr()
    status = run(arguments)
    out, err = capsys.readouterr()
    assert status == 2, f"{arguments}: {status}\n{out}\n{err}"
    assert out == "", f"{arguments} printed a result"
    assert named in err, err
    assert CHINESE.search(err.replace(named, "")), err
    assert "Traceback" not in err and "程序出错" not in err, err
    assert not ENGLISH.search(err), err
    assert listing(folder) == before, f"{arguments} wrote something"
    return err


LEDGER_FILES = (
    "没有 这个.yaml",
    "噪声 文件.yaml",
    "空 文件.yaml",
    "截断 文件.yaml",
    "重复 键.yaml",
    "错 键.yaml",
    "图片.jpg",
)
REPORT_FILES = (
    "没有 这个.docx",
    "已有 文件夹",
    "噪声 文件.docx",
    "噪声 文件.txt",
    "噪声 文件.html",
    "噪声 文件.pdf",
    "空 文件.docx",
    "空 文件.txt",
    "空 文件.html",
    "空 文件.pdf",
    "截断 文件.docx",
    "别的 压缩包.docx",
    "图片.jpg",
    "旧 文件.doc",
)
SHEET_FILES = ("没有 这个.xlsx", "噪声 文件.xlsx", "空 文件.xlsx", "截断 文件.xlsx", "别的 压缩包.xlsx")
READ_A_LEDGER: dict[str, Callable[[str], list[str]]] = {
    "draft": lambda f: ["draft", f],
    "draft -o": lambda f: ["draft", f, "-o", "新 稿.docx", "--trace", "来历.json"],
    "draft --alternatives": lambda f: ["draft", f, "--alternatives"],
    "export": lambda f: ["export", f, "-o", "新 表.xlsx"],
    "update": lambda f: ["update", f, "--from", "好 台账.xlsx", "-o", "新 台账.yaml"],
    "check --ledger": lambda f: ["check", "好 通报.txt", "--ledger", f],
}
NO_SHEETS = ("draft --alternatives", "export", "update", "check --ledger")  # these want a ledger that can be renewed
READ_ANY_LEDGER: dict[str, Callable[[str], list[str]]] = {
    "update --from": lambda f: ["update", "好 台账.yaml", "--from", f, "-o", "新 台账.yaml"],
    "diff": lambda f: ["diff", "好 台账.yaml", f],
    "diff, the first": lambda f: ["diff", f, "好 台账.yaml"],
}
READ_A_REPORT: dict[str, Callable[[str], list[str]]] = {
    "check": lambda f: ["check", f],
    "check --format json": lambda f: ["check", f, "--format", "json", "-o", "结果.json"],
    "outline": lambda f: ["outline", f],
    "outline --json": lambda f: ["outline", f, "--json"],
    "import": lambda f: ["import", f, "-o", "新 台账.yaml"],
    "mine": lambda f: ["mine", f, "-o", "新 词条库"],
}


@pytest.mark.parametrize("file", [*LEDGER_FILES, "已有 文件夹"])
@pytest.mark.parametrize("command", READ_A_LEDGER)
def test_a_ledger_that_cannot_be_used_is_refused(folder: Path, capsys: Capture, command: str, file: str) -> None:
    refused(folder, capsys, READ_A_LEDGER[command](file), file)


@pytest.mark.parametrize("command", NO_SHEETS)
def test_a_sheet_is_no_ledger_for_what_renews_one(folder: Path, capsys: Capture, command: str) -> None:
    refused(folder, capsys, READ_A_LEDGER[command]("好 台账.xlsx"), "好 台账.xlsx")


@pytest.mark.parametrize("file", SHEET_FILES)
@pytest.mark.parametrize("command", ["draft", "draft -o"])
def test_a_sheet_that_cannot_be_used_is_not_drafted_from(
    folder: Path, capsys: Capture, command: str, file: str
) -> None:
    refused(folder, capsys, READ_A_LEDGER[command](file), file)


@pytest.mark.parametrize("file", [*LEDGER_FILES, "已有 文件夹", *SHEET_FILES])
@pytest.mark.parametrize("command", READ_ANY_LEDGER)
def test_a_second_ledger_that_cannot_be_used_is_refused(folder: Path, capsys: Capture, command: str, file: str) -> None:
    refused(folder, capsys, READ_ANY_LEDGER[command](file), file)


@pytest.mark.parametrize("file", REPORT_FILES)
@pytest.mark.parametrize("command", READ_A_REPORT)
def test_a_report_that_cannot_be_used_is_refused(folder: Path, capsys: Capture, command: str, file: str) -> None:
    refused(folder, capsys, READ_A_REPORT[command](file), file)


@pytest.mark.parametrize("file", SHEET_FILES)
def test_a_sheet_that_cannot_be_used_is_refused(folder: Path, capsys: Capture, file: str) -> None:
    refused(folder, capsys, ["import", file, "-o", "新 台账.yaml"], file)


def test_every_fault_of_a_ledger_is_said_with_its_line(folder: Path, capsys: Capture) -> None:
    err = refused(folder, capsys, ["draft", "错 键.yaml"], "错 键.yaml")
    lines = (folder / "错 键.yaml").read_text(encoding="utf8").splitlines()
    wrong = [n for n, line in enumerate(lines, 1) if "表诉:" in line]
    assert len(wrong) > 3
    for number in wrong:
        assert f"错 键.yaml:{number}: " in err
    assert "是不是想写“表述”" in err


# Outputs


OUTPUTS: dict[str, tuple[list[str], str]] = {  # the call up to -o, and a suffix that it accepts
    "new": (["new"], ".yaml"),
    "draft": (["draft", "好 台账.yaml"], ".docx"),
    "export": (["export", "好 台账.yaml"], ".xlsx"),
    "update": (["update", "好 台账.yaml", "--from", "好 台账.yaml"], ".yaml"),
    "import": (["import", "好 通报.txt"], ".yaml"),
    "check": (["check", "好 通报.txt", "--format", "json"], ".json"),
    "template preview": (["template", "preview", "分段式"], ".docx"),
}


@pytest.mark.parametrize("command", OUTPUTS)
def test_an_output_below_a_file_is_refused(folder: Path, capsys: Capture, command: str) -> None:
    arguments, suffix = OUTPUTS[command]
    refused(folder, capsys, [*arguments, "-o", f"已有 文件.txt/新{suffix}"], "已有 文件.txt")


@pytest.mark.parametrize("command", [c for c in OUTPUTS if c not in ("draft", "template preview")])
def test_an_output_that_is_a_folder_is_refused(folder: Path, capsys: Capture, command: str) -> None:
    arguments, _ = OUTPUTS[command]
    refused(folder, capsys, [*arguments, "-o", "已有 文件夹"], "已有 文件夹")


@pytest.mark.parametrize("command", ["new", "export", "update", "import"])
def test_an_output_that_exists_is_refused_without_force(folder: Path, capsys: Capture, command: str) -> None:
    arguments, suffix = OUTPUTS[command]
    taken = folder / f"占用{suffix}"
    taken.write_text("谁的文字", encoding="utf8")
    err = refused(folder, capsys, [*arguments, "-o", taken.name], taken.name)
    assert "--force" in err
    assert run([*arguments, "-o", taken.name, "--force"]) == 0
    assert taken.read_bytes() != "谁的文字".encode()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["draft", "好 台账.yaml", "-o", "稿.pdf"], "稿.pdf"),
        (["draft", "好 台账.yaml", "-o", "已有 文件.txt"], "已有 文件.txt"),
        (["draft", "好 台账.yaml", "-o", "稿.docx", "--trace", "已有 文件夹"], "已有 文件夹"),
        (["draft", "好 台账.yaml", "-o", "已有 文件.txt/稿.docx", "--trace", "来历.json"], "已有 文件.txt"),
        (["export", "好 台账.yaml", "-o", "表.csv"], "表.csv"),
        (["import", "好 通报.txt", "-o", "台账.docx"], "台账.docx"),
        (["check", "好 通报.txt", "--annotate", "批注.docx"], "好 通报.txt"),
    ],
)
def test_an_output_of_the_wrong_kind_is_refused(
    folder: Path, capsys: Capture, arguments: list[str], named: str
) -> None:
    refused(folder, capsys, arguments, named)


# Calls


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["draf"], "是不是 draft"),
        (["起草"], "起草"),
        (["draft"], "台账.yaml"),
        (["draft", "好 台账.yaml", "--templat", "分段式"], "是不是 --template"),
        (["draft", "好 台账.yaml", "--jobs", "两个"], "整数"),
        (["draft", "好 台账.yaml", "-o"], "-o"),
        (["draft", "好 台账.yaml", "--template", "没有这种式"], "没有这种式"),
        (["draft", "好 台账.yaml", "--template", "已有 文件夹"], "已有 文件夹"),
        (["draft", "好 台账.yaml", "--phrasebank", "没有 词条库"], "没有 词条库"),
        (["draft", "好 台账.yaml", "好 台账.yaml", "--trace", "来历.json", "重复 键.yaml"], "--trace"),
        (["check", "好 通报.txt", "--format", "xml"], "text、json、html"),
        (["check", "好 通报.txt", "--rules", "没有 规则.yaml"], "没有 规则.yaml"),
        (["check", "好 通报.txt", "--rules", "噪声 文件.yaml"], "噪声 文件.yaml"),
        (["check", "好 通报.txt", "--against", "没有 文件夹"], "没有 文件夹"),
        (["check", "好 通报.txt", "--template", "没有这种式"], "没有这种式"),
        (["check"], "缺少"),
        (["outline", "好 通报.txt", "多余"], "多余"),
        (["import", "好 通报.txt"], "-o"),
        (["import", "好 通报.txt", "-o", "新.yaml", "--map", "列=措施"], "--map"),
        (["import", "好 台账.xlsx", "-o", "新.yaml", "--map", "没有等号"], "没有等号"),
        (["import", "好 台账.xlsx", "-o", "新.yaml", "--map", "备注=没有的字段"], "没有的字段"),
        (["import", "好 台账.xlsx", "-o", "新.yaml", "--map", "没有的列=措施"], "没有的列"),
        (["update", "好 台账.yaml", "-o", "新.yaml"], "--from"),
        (["diff", "好 台账.yaml"], "乙.yaml"),
        (["new", "--force=是", "-o", "新.yaml"], "--force"),
        (["phrases", "--kind", "别的"], "formula"),
        (["phrases", "组织", "--phrasebank", "没有 词条库"], "没有 词条库"),
        (["rules", "Q999"], "Q999"),
        (["mine", "-o", "新 词条库"], "缺少"),
        (["mine", "好 通报.txt", "-o", "已有 文件.txt"], "已有 文件.txt"),
        (["template", "没有"], "没有"),
        (["template", "check", "没有这种式"], "没有这种式"),
        (["template", "preview", "没有这种式"], "没有这种式"),
        (["template", "new", "新式", "--from", "没有这种式"], "没有这种式"),
        (["template", "new", "已有 文件夹/", "--from-docx", "截断 文件.docx"], "截断 文件.docx"),
        (["template", "new", "坏:名"], "坏:名"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_is_explained(folder: Path, capsys: Capture, arguments: list[str], named: str) -> None:
    refused(folder, capsys, arguments, named)


@pytest.mark.parametrize("arguments", [[], ["template"]], ids=["drafter", "drafter template"])
def test_a_call_without_a_command_shows_the_help_and_is_no_success(
    folder: Path, capsys: Capture, arguments: list[str]
) -> None:
    err = refused(folder, capsys, arguments, "用法：drafter")
    assert "--help" in err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_chinese_and_explains_every_option(capsys: Capture, command: str) -> None:
    assert run([*command.split(), "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith(f"用法：drafter {command}".rstrip())
    assert not ENGLISH.search(out), out
    for line in out.partition("选项：")[2].splitlines():
        if line.strip().startswith("-"):
            assert CHINESE.search(line.rpartition("  ")[2]), f"an option without a word: {line}"


# Results


def test_json_stands_alone_on_standard_output(folder: Path, capsys: Capture) -> None:
    for arguments in (
        ["outline", "好 通报.txt", "--json"],
        ["check", "好 通报.txt", "--format", "json"],
        ["phrases", "--json"],
        ["template", "list", "--json"],
        ["schema"],
    ):
        assert run(arguments) in (0, 1)
        out, _ = capsys.readouterr()
        assert json.loads(out), arguments


def test_what_is_written_is_told_on_standard_error_alone(folder: Path, capsys: Capture) -> None:
    for arguments, written in (
        (["new", "-o", "新 台账.yaml"], "新 台账.yaml"),
        (["draft", "好 台账.yaml", "-o", "新 稿.docx", "--trace", "来历.json"], "新 稿.docx"),
        (["draft", "好 台账.yaml", "-o", "新 文件夹"], os.path.join("新 文件夹", "好 台账.docx")),
        (["import", "好 通报.txt", "-o", "读回.yaml"], "读回.yaml"),
        (["import", "好 台账.xlsx", "-o", "读表.yaml"], "读表.yaml"),
        (["export", "好 台账.yaml", "-o", "新 表.xlsx"], "新 表.xlsx"),
        (["update", "读表.yaml", "--from", "好 台账.xlsx", "-o", "更新.yaml"], "更新.yaml"),
        (["check", "新 稿.docx", "--format", "html", "-o", "核对.html"], "核对.html"),
        (["template", "new", "本区式", "--from", "分段式"], os.path.join("templates", "本区式")),
        (["template", "preview", "本区式", "-o", "样例.docx"], "样例.docx"),
        (["mine", "好 通报.txt", "新 稿.docx", "-o", "新 词条库"], "新 词条库"),
    ):
        assert run(arguments) in (0, 1), capsys.readouterr().err
        out, err = capsys.readouterr()
        assert out == "", arguments
        assert written in err
        assert (folder / written).exists(), arguments


def test_check_ends_with_1_where_it_finds_an_error_and_0_where_it_finds_none(folder: Path, capsys: Capture) -> None:
    run(["draft", "好 台账.yaml", "-o", "稿.docx"])
    capsys.readouterr()
    status = run(["check", "稿.docx", "--ledger", "好 台账.yaml", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert status == (1 if found["summary"]["error"] else 0)
    document = Document("稿.docx")
    document.add_paragraph("【待补：电话】")
    document.save("缺.docx")
    assert run(["check", "缺.docx", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["summary"]["error"] > 0


def test_the_same_ledger_gives_the_same_bytes(folder: Path) -> None:
    for arguments, name in ((["draft"], "稿.docx"), (["export"], "表.xlsx")):
        first, second = folder / "一" / name, folder / "二" / name
        for path in (first, second):
            path.parent.mkdir(exist_ok=True)
            assert run([*arguments, "好 台账.yaml", "-o", str(path)]) == 0
        assert first.read_bytes() == second.read_bytes(), name


def test_an_unedited_draft_is_drafted_again(folder: Path) -> None:
    assert run(["draft", "好 台账.yaml"]) == 0
    before = (folder / "out" / "好 台账.docx").read_bytes()
    ledger = folder / "好 台账.yaml"
    ledger.write_text(ledger.read_text(encoding="utf8").replace("2025-01-20", "2025-02-21"), encoding="utf8")
    assert run(["draft", "好 台账.yaml"]) == 0
    assert (folder / "out" / "好 台账.docx").read_bytes() != before


def test_an_edited_draft_is_overwritten_only_by_force(folder: Path, capsys: Capture) -> None:
    assert run(["draft", "好 台账.yaml", "-o", "我的 稿.docx"]) == 0
    document = Document("我的 稿.docx")
    document.paragraphs[2].runs[0].text += "起草人加的一句。"
    document.save("我的 稿.docx")
    err = refused(folder, capsys, ["draft", "好 台账.yaml", "-o", "我的 稿.docx"], "我的 稿.docx")
    assert "有人改过" in err and "--force" in err
    assert run(["draft", "好 台账.yaml", "-o", "我的 稿.docx", "--force"]) == 0
    assert "起草人加的一句" not in "".join(p.text for p in Document("我的 稿.docx").paragraphs)


# The process itself


@pytest.mark.parametrize(
    "arguments",
    [
        ["draft", "没有 这个.yaml"],
        ["draft", "噪声 文件.yaml"],
        ["outline", "截断 文件.docx"],
        ["import", "截断 文件.xlsx", "-o", "新.yaml"],
        ["check", "噪声 文件.pdf"],
        ["draft", "好 台账.yaml", "--没有"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_the_process_ends_with_2_and_says_why_in_any_console(folder: Path, arguments: list[str], encoding: str) -> None:
    before = listing(folder)
    done = drafter(*arguments, cwd=folder, PYTHONIOENCODING=encoding)
    assert done.returncode == 2
    assert done.stdout == ""
    assert arguments[1] in done.stderr or "--没有" in done.stderr
    assert "Traceback" not in done.stderr
    assert listing(folder) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["outline", "好 通报.txt"],
        ["outline", "好 通报.txt", "--json"],
        ["check", "好 通报.txt"],
        ["check", "好 通报.txt", "--format", "json"],
        ["phrases", "组织"],
        ["rules"],
        ["schema"],
        ["--help"],
        ["draft", "--help"],
    ],
    ids=" ".join,
)
def test_a_gbk_console_gets_every_result(folder: Path, arguments: list[str]) -> None:
    (folder / "好 通报.txt").write_text(
        NOTICE.read_text(encoding="utf8").replace("43名", "\u00a0\U0002a6a5㋿43名"), encoding="utf8"
    )
    done = drafter(*arguments, cwd=folder, PYTHONIOENCODING="gbk")
    assert done.returncode in (0, 1), done.stderr
    assert CHINESE.search(done.stdout) or "--json" in arguments or "json" in arguments
    assert "Traceback" not in done.stderr
    if "--json" in arguments:
        assert "\U0002a6a5㋿" in json.dumps(json.loads(done.stdout), ensure_ascii=False)


def test_a_draft_from_another_folder_is_the_same(tmp_path: Path) -> None:
    for name, given in (("甲", LEDGER), ("乙 丙", Path(os.path.relpath(LEDGER, tmp_path / "乙 丙")))):
        (tmp_path / name).mkdir()
        done = drafter("draft", given, cwd=tmp_path / name)
        assert done.returncode == 0, done.stderr
    outputs = [tmp_path / name / "out" / f"{LEDGER.stem}.docx" for name in ("甲", "乙 丙")]
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_the_outline_of_another_genre_shows_only_what_stands_there(folder: Path, capsys: Capture) -> None:
    Path("公告.txt").write_text("青屿县审计局关于招聘的公告\n因工作需要，招聘审计助理3名。\n", encoding="utf-8")
    assert run(["outline", "公告.txt"]) == 0
    shown = capsys.readouterr().out
    assert "招聘" in shown and "注意" in shown
    assert "？" not in shown


def test_a_fault_of_the_program_is_said_in_one_line(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> None:
        raise KeyError("lead")

    monkeypatch.setattr("drafter.read.read_report", broken)
    monkeypatch.delenv("DRAFTER_DEBUG", raising=False)
    assert run(["outline", "好 通报.txt"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "程序出错" in err and "KeyError" in err and "drafter/cli/read.py" in err
    monkeypatch.setenv("DRAFTER_DEBUG", "1")
    with pytest.raises(KeyError):
        run(["outline", "好 通报.txt"])
