"""new, schema, export, update, diff: ledgers made, shown and merged."""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.editions import edition_named

_LONGEST = 200  # bytes of a name that is made from the ledger's
Force = Annotated[bool, typer.Option("--force", help="覆盖已有的文件")]
Output = Annotated[Path, typer.Option("-o", "--output", help="写到哪里")]


def new(
    output: Output,
    template: Annotated[
        str | None, typer.Option("--template", metavar="名称|文件夹", help="起草用的模板；它另有的部分也列出来填")
    ] = None,
    force: Force = False,
) -> None:
    """写出一份带说明的空台账（.yaml 或 .xlsx），照着填。"""
    from drafter.cli import say
    from drafter.errors import InputError
    from drafter.work.adopting import ledger_for
    from drafter.work.gate import Gate

    gate = Gate(force=force)
    if output.suffix.lower() == ".xlsx":
        from drafter.ledger.excel_out import write_excel
        from drafter.ledger.model import Ledger

        if template:
            raise InputError("--template 只用于 .yaml 的空台账；表格台账在起草时用 drafter draft --template 指定模板。")
        gate.claim(output, (".xlsx",))
        gate.write({output: write_excel(Ledger())})
    else:
        gate.claim(output, (".yaml", ".yml"))
        gate.write({output: ledger_for(template).encode()})
    say(f"已写出 {output}，填好后运行：drafter draft {output}")


def schema() -> None:
    """输出台账的 JSON Schema，编辑器可用它补全键名。"""
    from drafter.ledger.skeleton import json_schema

    print(json_schema())


def export(
    ledger: Annotated[Path, typer.Argument(metavar="台账.yaml")],
    output: Output,
    by: Annotated[
        str | None, typer.Option("--by", metavar="责任单位", help="每个单位一份，只有它的问题；-o 写文件夹")
    ] = None,
    force: Force = False,
) -> None:
    """把台账写成 Excel，发给各部门填。"""
    from drafter.cli import say
    from drafter.ledger.excel_out import write_department, write_excel
    from drafter.ledger.load import load_ledger
    from drafter.ledger.lost import lost_words
    from drafter.work.gate import Gate

    gate = Gate([ledger], force=force)
    if by is None:
        gate.claim(output, (".xlsx",), needed=True)
        gate.write({output: write_excel(load_ledger(ledger))})
        say(*lost_words(ledger), f"已写出 {output}")
        return
    from drafter.errors import InputError
    from drafter.file_names import of_file
    from drafter.work.departments import BY, divided

    if by not in BY:
        raise InputError(f"--by {by}：只能按 {'、'.join(BY)} 分。")
    if output.suffix or output.is_file():
        raise InputError(f"{output}：按{by}分开写时，-o 要写文件夹。")
    before = f"{of_file(ledger.stem, _LONGEST)}-"
    found = divided(load_ledger(ledger), by, before)
    parts = {output / f"{before}{name}.xlsx": part for name, part in found.items()}
    if not parts:
        raise InputError(f"{ledger}：台账里没有问题，没有可分的。")
    for path in parts:
        gate.claim(path, (".xlsx",), needed=True)
    gate.write({path: write_department(part) for path, part in parts.items()})
    say(*lost_words(ledger), *(f"已写出 {path}：{len(part.problems)}个问题" for path, part in parts.items()))


def update(
    ledger: Annotated[Path, typer.Argument(metavar="台账.yaml")],
    source: Annotated[
        list[Path],
        typer.Option(
            "--from",
            metavar="新台账|文件夹|改稿.docx",
            help="各部门填回的 .xlsx（可写几次，或写文件夹）、另一份 .yaml、改过的稿子 .docx，或填好的待定表 .xlsx",
        ),
    ],
    output: Output,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="列名=字段|文件", help="Excel 的列对应台账的哪个字段，或记着这些的 列名.yaml"),
    ] = None,
    conflicts: Annotated[
        Path | None,
        typer.Option("--conflicts", metavar="待定.xlsx", help="要人来定的事另写成一张表，填好后用 --from 写回"),
    ] = None,
    template: Annotated[
        str | None, typer.Option("--template", metavar="名称|文件夹", help="改稿是用哪个模板起草的；不写则照台账")
    ] = None,
    edition: Annotated[
        str | None, typer.Option("--for", metavar="社会|党内", help="改稿是哪一版；不写则看文件名和稿首有没有“党内”")
    ] = None,
    like: Annotated[int, typer.Option("--like", metavar="N", min=0, help="改稿起草时用的 --like")] = 0,
    force: Force = False,
) -> None:
    """把填回的台账或改过的稿子并进来，保留起草人的文字和注释，并说明改了什么。"""
    from drafter.cli import say
    from drafter.ledger.apart import new_lines_apart
    from drafter.ledger.load import usable_text
    from drafter.ledger.lost import lost_words
    from drafter.ledger.source import read_ledger_text
    from drafter.work.files import alone
    from drafter.work.gate import Gate, same_file
    from drafter.work.merging import merge_files, sources_in

    sources = sources_in(source, [ledger, output])
    gate = Gate([ledger, *sources], force=force)
    in_place = same_file(output, ledger) and not any(same_file(output, one) for one in sources)
    with alone(output) if in_place else contextlib.nullcontext():
        gate.claim(output, (".yaml", ".yml"), renew=in_place, needed=True)
        if conflicts:
            gate.claim(conflicts, (".xlsx",), needed=True)
        files: dict[Path, bytes] = {}
        if [one.suffix.lower() for one in sources] in ([".docx"], [".docm"]):
            from drafter.work.returning import return_draft

            asked = edition_named(edition) if edition else None
            text, changes = return_draft(ledger, sources[0], template, asked, like)
            told = changes.lines()
        else:
            merged = merge_files(ledger, sources, mapping or [])
            text, apart = new_lines_apart(usable_text(read_ledger_text(ledger), str(ledger)), merged.text)
            told = [*merged.notes, *merged.changes.lines(), *merged.undecided(conflicts)]
            told += [f"{apart}条措施收到的是一格写了几件事的，已一件拆成一条。"] if apart else []
            if conflicts and merged.conflicts:
                files[conflicts] = merged.table()
        files[output] = text.encode()
        told = [*lost_words(ledger), *told]
        gate.write(files)
    say(*told, f"已写出 {output}")


def diff(
    first: Annotated[Path, typer.Argument(metavar="甲.yaml")],
    second: Annotated[Path, typer.Argument(metavar="乙.yaml")],
) -> None:
    """比较两份台账：状态、数字、措施、问题的变化。"""
    from drafter.ledger.merge import diff_ledgers
    from drafter.work.importing import ledger_from

    a = ledger_from(first, []).ledger
    b = ledger_from(second, []).ledger
    lines = list(diff_ledgers(a, b).lines())
    print("\n".join(lines) if lines else "两份台账没有差别。")
