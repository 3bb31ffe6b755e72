"""Every command that writes, at every output: what somebody made is not lost, whatever name it is called by."""

from __future__ import annotations

import errno
import json
import os
import threading
import time
from pathlib import Path

import docx
import pytest
from command import ROOT, listing
from gate_office import LEDGER, OUTPUTS, Output, call, change, furnish

from drafter.cli import run
from drafter.errors import InputError
from drafter.own import own_output
from drafter.work.files import alone, clear_unfinished, write_atomically, write_together
from drafter.work.gate import Gate
from drafter.work.seals import is_intact, sealed, was_edited

# What writes elsewhere than to a file that an option names, or renews in place by design; a test of its own for each.
FOLDERS = {"export --by", "template new", "mine -o", "draft -o"}
IN_PLACE = {"check --accept", "template check --fix", "update -o", "mine -o"}
_SEALED = {".docx", ".xlsx", ".yaml", ".html"}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "办公室"
    furnish(folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("output", OUTPUTS, ids=str)
def test_what_the_tool_wrote_is_renewed_and_what_a_person_made_of_it_is_not(office: Path, output: Output) -> None:
    target = office / f"果{output.suffix}"
    assert call(output, target) in (0, 1)
    assert is_intact(target.read_bytes(), target.suffix) == (output.suffix in _SEALED)
    assert call(output, target) in (0, 1), "the same again"
    change(target)
    before = listing(office)
    assert call(output, target) == 2
    assert listing(office) == before
    assert call(output, target, "--force") in (0, 1)
    assert (office / f"{target.name}.bak").read_bytes() == before[target.name]


@pytest.mark.parametrize("output", OUTPUTS, ids=str)
def test_a_foreign_file_stays_and_so_does_one_behind_a_link(office: Path, output: Output) -> None:
    foreign = office / f"别人的{output.suffix}"
    foreign.write_bytes(b"somebody's\n")
    (office / f"连{output.suffix}").symlink_to(foreign)
    before = listing(office)
    for name in (foreign.name, f"连{output.suffix}"):
        assert call(output, office / name) == 2
        assert listing(office) == before


@pytest.mark.parametrize("output", OUTPUTS, ids=str)
def test_an_input_is_not_overwritten_by_any_name(office: Path, output: Output, capsys: pytest.CaptureFixture) -> None:
    reads = [a for a in output.arguments if (office / a).is_file()]
    for number, name in enumerate(reads):
        symbolic, hard = office / f"符{number}{output.suffix}", office / f"硬{number}{output.suffix}"
        symbolic.symlink_to(office / name)
        os.link(office / name, hard)
    before = listing(office)
    for path in sorted(office.glob(f"[符硬]*{output.suffix}")):
        for force in ((), ("--force",)):
            if output.arguments[0] == "update" and output.arguments[-2] == "-o" and path.name[1] == "0":
                continue  # a ledger is renewed in place by design
            assert call(output, path, *force) == 2, path
            assert listing(office) == before
            assert "本次要读的文件" in capsys.readouterr().err


@pytest.mark.parametrize("output", OUTPUTS, ids=str)
def test_a_folder_a_device_and_an_impossible_name_are_refused(office: Path, output: Output) -> None:
    folder = office / f"夹子{output.suffix}"
    folder.mkdir()
    (folder / "里.txt").write_text("里")
    before = listing(office)
    into = output.arguments[0] in ("draft", "template") and output.suffix == ".docx"  # -o may be a folder there
    assert into or call(output, folder) == 2
    for path in ("/dev/full", "/dev/null", f"CON{output.suffix}", f"a:b{output.suffix}", f"{'长' * 90}{output.suffix}"):
        assert call(output, path, "--force") == 2, path
    assert listing(office) == before


@pytest.mark.parametrize("output", OUTPUTS, ids=str)
def test_the_suffix_of_another_format_is_refused(office: Path, output: Output) -> None:
    before = listing(office)
    for suffix in {".docx", ".xlsx", ".yaml", ".json", ".pdf"} - {output.suffix, *output.also}:
        assert call(output, office / f"果{suffix}") == 2
        assert listing(office) == before


@pytest.mark.parametrize("output", OUTPUTS, ids=str)
def test_a_link_to_what_the_tool_wrote_stays_a_link_and_the_mode_stays(office: Path, output: Output) -> None:
    real = office / "别处" / f"真{output.suffix}"
    assert call(output, real) in (0, 1)
    real.chmod(0o640)
    link = office / f"连{output.suffix}"
    link.symlink_to(real)
    assert call(output, link, "--force") in (0, 1)
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_link_that_is_put_in_an_outputs_place_is_not_written_through(tmp_path: Path) -> None:
    notice, foreign = tmp_path / "通报.json", tmp_path / "别人.json"
    Gate().write({notice: b"{}"})
    foreign.write_bytes(b"[]")
    for target in (notice, foreign):
        out = tmp_path / f"到{target.name}"
        gate = Gate([notice])
        gate.claim(out)
        out.symlink_to(target)
        before = target.read_bytes()
        with pytest.raises(InputError, match=r"不能覆盖原稿|没有覆盖"):
            gate.write({out: b"1"})
        assert target.read_bytes() == before and out.is_symlink()


def test_two_outputs_of_one_call_are_not_one_file(office: Path) -> None:
    before = listing(office)
    assert run(["check", "通报.docx", "--annotate", "果.docx", "--format", "html", "-o", "果.docx"]) == 2
    (office / "乙.html").symlink_to("甲.docx")
    assert run(["check", "通报.docx", "--annotate", "甲.docx", "--format", "html", "-o", "乙.html"]) == 2
    (office / "乙.html").unlink()
    assert listing(office) == before
    gate = Gate()
    gate.claim(office / "Draft.docx")
    with pytest.raises(InputError, match="同一个"):
        gate.claim(office / "draft.DOCX")


def test_names_of_eighty_characters_do_not_meet_in_a_temporary_file(office: Path) -> None:
    names = ["县" * 78 + f"{n}.docx" for n in ("甲", "乙")]
    write_together({office / name: name.encode() for name in names})
    assert [(office / name).read_bytes().decode() for name in names] == names


def test_a_ledger_renewed_in_place_keeps_its_comments_and_never_passes_for_the_tools_own(office: Path) -> None:
    assert run(["update", "台账.yaml", "--from", "新.yaml", "-o", "台账.yaml"]) == 0
    text = (office / "台账.yaml").read_text("utf-8")
    assert "修订办法5项" in text and "# 本单位自己的说明" in text
    assert was_edited(office / "台账.yaml")
    assert run(["new", "-o", "台账.yaml"]) == 2


def test_accepting_a_finding_leaves_what_the_office_wrote_in_the_file(office: Path) -> None:
    beside = office / "通报.核对.yaml"
    mine = '# 科里商定\n接受:\n  - 说明: "旧的一条"   # 张科长\n    规则: X1\n    所在: ""\n    原文: 甲\n'
    beside.write_text(mine, "utf-8")
    import json

    assert run(["check", "通报.docx", "--format", "json", "-o", "果.json"]) in (0, 1)
    code = json.loads((office / "果.json").read_text("utf-8"))["findings"][0]["code"]
    assert run(["check", "通报.docx", "--accept", code, "--reason", "已核"]) == 0
    text = beside.read_text("utf-8")
    assert text.startswith(mine) and code in text


def test_a_table_that_the_tool_names_itself_does_not_take_another_tables_place(office: Path) -> None:
    assert run(["check", "夹"]) in (0, 1)
    table = office / "夹" / "审核汇总.csv"
    table.write_bytes(table.read_bytes() + "备注,改过\r\n".encode())
    mine = table.read_bytes()
    assert run(["check", "夹"]) in (0, 1)
    assert table.read_bytes() == mine and (office / "夹" / "审核汇总（2）.csv").exists()


def test_a_seal_fits_only_what_it_was_made_of() -> None:
    for suffix in (".yaml", ".html"):
        data = sealed(b"a: 1\n", suffix)
        assert is_intact(data, suffix) and sealed(data, suffix) == data
        assert is_intact(data.replace(b"\n", b"\r\n"), suffix), "another system's line ends are no change"
        assert not is_intact(data.replace(b"1", b"2"), suffix)
        assert not is_intact(data + b"b: 2\n", suffix)


def test_the_table_holds_every_output_of_every_command() -> None:
    from typer.main import get_command

    from drafter.cli import app

    def commands(group: object, above: str = "") -> dict[str, object]:
        found: dict[str, object] = {}
        for name, command in group.commands.items():  # type: ignore[attr-defined]
            inner = (
                commands(command, f"{above}{name} ") if hasattr(command, "commands") else {f"{above}{name}": command}
            )
            found |= inner
        return found

    names = {"-o", "--trace", "--annotate", "--fix", "--signoff", "--accept", "--by", "--conflicts"}
    not_files = {"check --by"}  # who accepts
    there = {
        f"{name} {option}"
        for name, command in commands(get_command(app)).items()
        for parameter in command.params  # type: ignore[attr-defined]
        for option in parameter.opts
        if option in names
    }
    tested = {
        f"{' '.join(a for a in o.arguments[: 2 if o.arguments[0] == 'template' else 1])} {option}"
        for o in OUTPUTS
        for option, value in zip(o.arguments, o.arguments[1:], strict=False)
        if value == "{}"
    }
    assert there - not_files - tested <= FOLDERS | IN_PLACE
    forced = {name for name, command in commands(get_command(app)).items() if _has(command, "--force")}
    assert {f.rpartition(" ")[0] for f in tested} <= forced


def _has(command: object, option: str) -> bool:
    return any(option in parameter.opts for parameter in command.params)  # type: ignore[attr-defined]


# --- folders that a command fills ------------------------------------------------------------------------------------


def _with_unit(office: Path) -> None:
    text = LEDGER.replace("措施:", "牵头单位: 镇财政所, 措施:")
    (office / "台账.yaml").write_text(text, "utf-8")


def test_a_workbook_for_each_department_replaces_only_what_the_tool_wrote(office: Path) -> None:
    _with_unit(office)
    call = ["export", "台账.yaml", "--by", "牵头单位", "-o", "发"]
    assert run(call) == 0
    (made,) = (office / "发").iterdir()
    assert run(call) == 0
    change(made)
    before = listing(office)
    assert run(call) == 2
    assert listing(office) == before
    assert run([*call, "--force"]) == 0
    assert (made.parent / f"{made.name}.bak").read_bytes() == before[str(made.relative_to(office))]


def test_a_workbook_for_each_department_is_not_written_through_a_link_to_the_ledger(office: Path) -> None:
    _with_unit(office)
    (office / "发").mkdir()
    (office / "发" / "台账-镇财政所.xlsx").symlink_to(office / "台账.yaml")
    (office / "别").write_bytes(b"somebody's")
    before = listing(office)
    assert run(["export", "台账.yaml", "--by", "牵头单位", "-o", "发", "--force"]) == 2
    assert run(["export", "台账.yaml", "--by", "牵头单位", "-o", "别"]) == 2
    assert listing(office) == before


@pytest.mark.parametrize("source", [(), ("--from", "清单式"), ("--from", "通报.docx")], ids=str)
def test_a_new_template_takes_no_folder_that_holds_something(office: Path, source: tuple[str, ...]) -> None:
    full, file, link = office / "满", office / "文", office / "连"
    full.mkdir()
    (full / "里.txt").write_text("里", "utf-8")
    file.write_text("别人的", "utf-8")
    link.symlink_to(full)
    before = listing(office)
    for path in (full, file, link, office / "通报.docx"):
        assert run(["template", "new", str(path), *source]) == 2, path
        assert listing(office) == before


def test_mending_a_template_in_place_touches_nothing_else(office: Path) -> None:
    assert run(["template", "new", "夹子/本单位", "--from", "清单式"]) == 0
    before = listing(office)
    assert run(["template", "check", "夹子/本单位", "--fix"]) == 0
    assert listing(office) == before


def test_a_folder_of_drafts_keeps_what_a_person_changed(office: Path) -> None:
    assert run(["draft", "台账.yaml", "新.yaml", "-o", "稿"]) == 0
    change(office / "稿" / "新.docx")
    mine = (office / "稿" / "新.docx").read_bytes()
    assert run(["draft", "台账.yaml", "新.yaml", "-o", "稿"]) == 2
    assert (office / "稿" / "新.docx").read_bytes() == mine


def test_only_one_module_writes_files() -> None:
    writing = ("write_text(", "write_bytes(", "os.replace(", '.open("w', '.open("x', 'open(path, "w')
    own = {"work/files.py"}
    makers = {"render/builtin.py", "render/reference.py", "check/rulebook.py"}  # of the project's own files
    found = {
        str(path.relative_to(ROOT / "drafter"))
        for path in (ROOT / "drafter").rglob("*.py")
        if any(w in path.read_text("utf-8") for w in writing)
    }
    assert found <= own | makers, found - own - makers


def test_a_live_writers_files_are_let_be_and_a_strange_journal_moves_nothing(tmp_path: Path) -> None:
    from drafter.work.files import _journal

    (tmp_path / "别动.yaml").write_text("原来的")
    token = "0badcafe"
    with _journal(tmp_path, token):
        (tmp_path / f".~{token}-0.drafter-tmp").write_text("正在写")
        clear_unfinished([tmp_path])
        assert (tmp_path / f".~{token}-0.drafter-tmp").exists()
        (tmp_path / f".~{token}-0.drafter-tmp").unlink()
    victim = tmp_path / "别动.yaml"
    (tmp_path / "坏.txt").write_text("坏")
    (tmp_path / ".~deadbeef.drafter-journal").write_text(f'[["{tmp_path}/坏.txt", "{victim}"]]\n')
    clear_unfinished([tmp_path])
    assert victim.read_text() == "原来的"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["别动.yaml", "坏.txt"]


# --- a target that is held open; what a killed call left -------------------------------------------------------------


@pytest.mark.parametrize("call", ["rename", "replace"])
def test_of_several_files_none_is_replaced_where_one_is_open_in_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Windows moves no file that another program holds; it may also be opened between the look and the move."""
    old, held, new = tmp_path / "甲.yaml", tmp_path / "乙.docx", tmp_path / "丙" / "丙.json"
    old.write_text("旧甲")
    held.write_text("旧乙")
    before, system = listing(tmp_path), getattr(os, call)

    def refusing(source: Path, target: Path) -> None:
        if Path(target) == held:
            raise PermissionError(13, "held", str(target))
        system(source, target)

    monkeypatch.setattr(os, call, refusing)
    with pytest.raises(InputError, match=r"乙\.docx：写不进去.*Word"):
        write_together({new: "新丙".encode(), old: "新甲".encode(), held: "新乙".encode()})
    assert {name: data for name, data in listing(tmp_path).items() if name != "丙"} == before
    monkeypatch.undo()
    write_together({new: "新丙".encode(), old: "新甲".encode(), held: "新乙".encode()})
    assert [path.read_text() for path in (old, held, new)] == ["新甲", "新乙", "新丙"]


def test_what_a_person_wrote_after_a_call_was_killed_is_not_replaced_by_its_end(tmp_path: Path) -> None:
    from drafter.work.files import _plan, _Step

    token, edited, same = "0badcafe", tmp_path / "稿.yaml", tmp_path / "历.yaml"
    same.write_text("旧历")
    steps = [
        _Step(tmp_path / f".~{token}-{n}.drafter-tmp", path, old)
        for n, (path, old) in enumerate([(edited, "旧稿".encode()), (same, "旧历".encode())])
    ]
    for step in steps:
        step.temporary.write_text("工具写的")
    (tmp_path / f".~{token}.drafter-journal").write_text(f"{_plan(steps)}\ncomplete\n")
    edited.write_text("人后来改的")
    clear_unfinished([tmp_path])
    assert (edited.read_text(), same.read_text()) == ("人后来改的", "工具写的")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([edited.name, same.name])


def test_a_journal_that_is_a_pipe_or_names_one_is_not_waited_for(tmp_path: Path) -> None:
    from drafter.work.files import _plan, _Step

    token, pipe = "0badcafe", tmp_path / "管"
    os.mkfifo(pipe)
    os.mkfifo(tmp_path / ".~deadbeef.drafter-journal")
    step = _Step(tmp_path / f".~{token}-0.drafter-tmp", pipe, None)
    step.temporary.write_text("工具写的")
    (tmp_path / f".~{token}.drafter-journal").write_text(f"{_plan([step])}\ncomplete\n")
    clear_unfinished([tmp_path])
    assert not pipe.is_file()


def test_two_runs_that_renew_one_file_lose_nothing(tmp_path: Path) -> None:
    record = tmp_path / "记录.txt"
    record.write_text("")

    def add(line: str) -> None:
        for _ in range(20):
            with alone(record):
                before = record.read_text()
                time.sleep(0.001)
                write_atomically(record, f"{before}{line}\n".encode())

    writers = [threading.Thread(target=add, args=(line,)) for line in "甲乙丙"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(record.read_text().split()) == sorted("甲乙丙" * 20)
    assert [p.name for p in tmp_path.iterdir()] == ["记录.txt"]


def test_a_renewal_that_cannot_begin_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.work.files._PATIENCE", 0.05)
    target = tmp_path / "台账.yaml"
    with alone(target), pytest.raises(InputError, match=r"台账\.yaml：另一次运行正在改写它"), alone(target):
        pass
    with alone(target):  # the lock went with who held it
        pass


def test_what_somebody_wrote_while_a_file_was_renewed_stays(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.yaml"
    ledger.write_text("甲")
    gate = Gate([ledger])
    gate.claim(ledger, (".yaml",), renew=True)
    ledger.write_text("乙")
    with pytest.raises(InputError, match="在这次运行期间被别人改过"):
        gate.write({ledger: b"\xe4\xb8\x99"})
    assert ledger.read_text() == "乙"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_acceptances_of_several_runs_at_once_are_all_kept(office: Path) -> None:
    assert run(["check", "通报.docx", "--format", "json", "-o", "现.json"]) in (0, 1)
    codes = {f["code"] for f in json.loads((office / "现.json").read_text("utf-8"))["findings"]}
    children = []
    for code in codes:
        if (child := os.fork()) == 0:
            os._exit(run(["check", "通报.docx", "--accept", code, "--reason", f"{code} 已核"]))
        children.append(child)
    assert len(codes) > 2 and [os.waitpid(child, 0)[1] for child in children] == [0] * len(codes)
    kept = (office / "通报.核对.yaml").read_text("utf-8")
    assert all(f"{code} 已核" in kept for code in codes)


def test_no_file_that_a_call_reads_is_replaced_even_by_force(office: Path, capsys: pytest.CaptureFixture) -> None:
    assert run(["export", "台账.yaml", "-o", "表.xlsx"]) == 0
    (office / "列.yaml").write_text("整改举措: 措施\n", "utf-8")
    (office / "连.yaml").symlink_to("列.yaml")
    assert run(["template", "new", "板"]) == 0
    (office / "上稿.docx").write_bytes((office / "通报.docx").read_bytes())
    calls = [
        "import 表.xlsx -o 列.yaml --map 列.yaml --force",
        "import 表.xlsx -o 连.yaml --map 列.yaml --force",
        "update 台账.yaml --from 表.xlsx -o 列.yaml --map 列.yaml --force",
        "check 通报.docx --template 板 --annotate templates/板/template.docx --force",
        "check 通报.docx --since 上稿.docx --annotate 上稿.docx --force",
        "check 通报.docx --against 上稿.docx --annotate 上稿.docx --force",
        "draft 台账.yaml --template 板 -o templates/板/template.docx --force",
        "new --template 板 -o templates/板/template.yaml --force",
    ]
    before = listing(office)
    for arguments in calls:
        capsys.readouterr()
        assert run(arguments.split()) == 2, arguments
        assert "这是本次要读的文件" in capsys.readouterr().err, arguments
    assert listing(office) == before


def test_the_tools_own_files_in_a_folder_are_neither_notices_nor_ledgers(
    office: Path, capsys: pytest.CaptureFixture
) -> None:
    folder = office / "夹子"
    folder.mkdir()
    for name in ("通报.docx", "台账.yaml"):
        (folder / name).write_bytes((office / name).read_bytes())
    outputs = "--signoff 单.docx --annotate 看.docx --fix 改.docx --format html -o 页.html"
    sheet = "--signoff 单.html -o 结果.txt"
    os.chdir(folder)
    for arguments in (outputs, sheet):
        assert run(f"check 通报.docx {arguments}".split()) in (0, 1)
    (folder / "通报.核对.yaml").write_text("接受:\n- 规则: T202\n  说明: 已核\n", "utf-8")
    capsys.readouterr()
    assert run(["check", "."]) in (0, 1)
    said = capsys.readouterr().err
    assert "核对 1 份" in said and "单.docx：是本工具写出的核对签发单，没有算在内。" in said
    assert all(name in said for name in ("看.docx", "改.docx", "页.html", "单.html", "结果.txt"))
    assert run(["draft", ".", "-o", "稿"]) == 0
    assert "通报.核对.yaml：是本工具写出的核对记录" in capsys.readouterr().err
    assert run(["mine", ".", "-o", "库"]) == 0
    assert "读了 2 份：互不相同的通报 2 份" in capsys.readouterr().err
    for name in ("页.html", "单.docx", "审核汇总.csv"):
        assert run(["import", name, "-o", "新.yaml"]) == 2
        assert "是本工具写出的" in capsys.readouterr().err
    saved = docx.Document("看.docx")  # as Word saves it: from now on it is the office's
    saved.save("看.docx")
    assert own_output(Path("看.docx")) is None and own_output(Path("改.docx"))


def test_a_full_disk_leaves_no_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr("drafter.work.files._write", full)
    with pytest.raises(InputError, match="磁盘满了"):
        write_together({tmp_path / "甲" / "乙" / "丙.txt": b"1"})
    assert not list(tmp_path.iterdir())
