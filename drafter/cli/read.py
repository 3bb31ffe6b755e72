"""outline and import: what the tool reads in a report."""

from pathlib import Path
from typing import Annotated

import typer

ReportFile = Annotated[Path, typer.Argument(metavar="文件", help="通报：.docx、.txt、.html 或有文字层的 .pdf")]


def outline(
    file: ReportFile,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """列出一份通报的结构：按本工具读到的样子。"""
    from drafter.cli.show import outline_lines, print_json
    from drafter.read import read_report
    from drafter.read.outline import outline as outline_of

    data = outline_of(read_report(file))
    if as_json:
        print_json(data)
    else:
        print("\n".join(outline_lines(data)))


def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="文件", help="旧通报（.docx .txt .html .pdf）或表格台账（.xlsx .csv，或 .docx 里的表）"),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="台账.yaml", help="写到哪里")],
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="列名=字段|文件", help="Excel 的列对应台账的哪个字段，或记着这些的 列名.yaml，可写多次"
        ),
    ] = None,
    skeleton: Annotated[
        bool, typer.Option("--skeleton", help="只留旧通报的结构和措辞，清空数字、日期、名称、地点，逐段列出还是去年的")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的台账；看着不像整改通报的也照通报读")] = False,
) -> None:
    """把旧通报或 Excel 台账变成 YAML 台账，不丢一个字。"""
    from drafter.cli import say
    from drafter.ledger.load import load_ledger_text
    from drafter.work.gate import Gate
    from drafter.work.importing import SHEETS, import_file, import_skeleton
    from drafter.work.offered import offers, told

    gate = Gate([file], force=force)
    gate.claim(output, (".yaml", ".yml"), needed=True)
    result = import_skeleton(file, force) if skeleton else import_file(file, mapping or [], force)
    gate.write({output: result.text.encode()})
    around = offers(load_ledger_text(result.text, str(output))) if file.suffix.lower() in SHEETS else []
    offered = [f"附注里有 {told(around)}，没有填进去；请看是不是本次的，是的填上。"] if around else []
    say(*result.messages, *offered, f"已写出 {output}：{result.summary}")
