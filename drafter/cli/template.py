"""template list, new, check and preview: the office's own templates."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from drafter.render.lint import Fault

_MANY = 5  # split tags told one by one

app = typer.Typer(help="模板：列出、新建、检查、试排。", no_args_is_help=True, rich_markup_mode=None)

_NAME = Annotated[str, typer.Argument(metavar="名称|文件夹", help="模板名称，或模板文件夹")]


@app.command("list")
def list_(json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False) -> int:
    """列出可用的模板，以及各自在哪里。"""
    from drafter.cli.show import print_json
    from drafter.template import list_templates
    from drafter.text.normal import in_one_line

    found = list_templates()
    if json:
        print_json(
            [
                {
                    "name": f.name,
                    "description": f.template.manifest.description if f.template else None,
                    "source": f.source,
                    "folder": str(f.folder),
                    "faults": list(f.faults),
                }
                for f in found
            ]
        )
        return 0
    for item in found:
        said = item.template.manifest.description if item.template else f"不能用：{item.faults[0]}"
        print("\t".join(map(in_one_line, (item.name, item.source, said))))
    return 0


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="名称|文件夹", help="新模板的名称；写文件夹则建在那里")],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="名称|旧通报",
            help="从哪个模板复制，默认 分段式；或由已发布的通报（.docx、.txt、.html）生成",
        ),
    ] = None,
    from_docx: Annotated[
        Path | None, typer.Option(metavar="旧通报.docx", help="同 --from 旧通报.docx", hidden=True)
    ] = None,
) -> int:
    """新建一个模板，供本单位在 Word 或 WPS 中修改。"""
    from drafter.cli import say
    from drafter.errors import InputError
    from drafter.work.adopting import copy_template, template_from_notice

    if from_ and from_docx:
        raise InputError("--from 和 --from-docx 只能用一个。")
    folder = _new_folder(name)
    notice = from_docx or _notice(from_)
    if notice:
        for message in template_from_notice(notice, folder):
            say(message)
    else:
        copy_template(from_, folder)
    say(
        f"已建好 {folder}：在 Word 或 WPS 中改 template.docx，编号和措辞在 template.yaml 里改。",
        f"改完先检查：drafter template check {folder}；再试排：drafter template preview {folder}",
    )
    return 0


_GRADES = {"error": "错误", "warning": "提醒", "hint": "提示"}


@app.command()
def check(
    names: Annotated[list[str] | None, typer.Argument(metavar="名称|文件夹...", help="不写则检查全部")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="把被 Word 拆散的标签合起来，中文引号换成直引号")] = False,
    force: Annotated[bool, typer.Option("--force", hidden=True)] = False,
) -> int:
    """检查模板：每处错误说明在第几段、错在哪里、怎么改。有错误时退出码为 1。"""
    from drafter.cli import say
    from drafter.folders import contents
    from drafter.render.mend import mended
    from drafter.template import find_folder, list_templates
    from drafter.work.files import alone
    from drafter.work.gate import Gate
    from drafter.work.template_form import checked

    folders = [find_folder(n) for n in names] if names else [f.folder for f in list_templates()]
    failed = False
    for folder in folders:
        docx = folder / "template.docx"
        if fix and docx.is_file():
            gate = Gate([docx])  # first: what a killed call left is finished or undone before it is read
            with alone(docx):
                gate.claim(docx, (".docx",), renew=True)
                data, count = mended(contents(docx))
                if count:
                    gate.write({docx: data})
                    say(f"{docx}：改好 {count} 个标签。")
        faults = checked(folder)
        say(*_lines(folder, faults))
        wrong = sum(f.severity == "error" for f in faults)
        failed = failed or wrong > 0
        say(f"{folder}：{f'{wrong} 处错误' if wrong else '没有错误'}。")
    return 1 if failed else 0


@app.command()
def preview(
    name: _NAME,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件.docx", help="写到哪里；默认 out/样例-名称.docx")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖改过的样稿")] = False,
) -> int:
    """用样例台账试排一份，看模板的样子。"""
    from drafter.cli import say
    from drafter.errors import InputError
    from drafter.template import builtin_folder, find_template
    from drafter.work.drafting import Job, draft

    template = find_template(name)
    target = output or Path("out") / f"样例-{os.path.basename(os.path.realpath(template.folder))}.docx"
    if target.is_dir():
        target = target / f"样例-{os.path.basename(os.path.realpath(template.folder))}.docx"
    outcome = draft(Job(builtin_folder() / "样例.yaml", target, str(template.folder), force=force))
    if outcome.errors:
        raise InputError(*outcome.errors)
    say(f"已用样例台账排出 {target}，请在 Word 或 WPS 中打开查看。")
    return 0


def _lines(folder: Path, faults: "list[Fault]") -> Iterator[str]:
    """One line a fault; of very many split tags (a whole document saved by another program) the first few."""
    split = [f for f in faults if f.code == "split-tag"]
    for fault in faults:
        if fault not in split[_MANY:]:
            yield f"{folder} {_GRADES[fault.severity]} {fault}"
    if split[_MANY:]:
        places = "、".join(dict.fromkeys(f.place for f in split[_MANY:]))
        yield f"{folder} 错误 另有 {len(split[_MANY:])} 个标签也被拆散了：{places}。运行 --fix 一次改好。"


_REPORTS = (".docx", ".docm", ".txt", ".html", ".htm", ".pdf")


def _notice(source: str | None) -> Path | None:
    """The notice that --from names; None where it names a template."""
    path = Path(source) if source else None
    if path is None or path.name == "template.docx" or path.is_dir():
        return None
    return path if path.suffix.lower() in _REPORTS else None


def _new_folder(name: str) -> Path:
    from drafter.errors import InputError
    from drafter.file_names import refused
    from drafter.work.files import clear_unfinished

    path = Path(name)
    folder = path if len(path.parts) > 1 or path.is_absolute() else Path("templates") / path
    if why := "要写一个名称。" if not folder.name.strip(" .") else refused(folder.name):
        raise InputError(f"“{folder.name}”不能用作模板名称：{why}")
    clear_unfinished([folder])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}：已经存在。请换一个名称，或先把它移走。")
    return folder
