"""check and rules: what a careful reviewer would find, and why."""

import contextlib
import dataclasses
import io
import os
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from drafter.cli.backend import BackendChoice, address_of
from drafter.cli.editions import edition_named

if TYPE_CHECKING:
    from drafter.check.model import Finding
    from drafter.check.since import Since
    from drafter.work.checking import Checked, Task
    from drafter.work.gate import Gate


class Format(StrEnum):
    """The outputs of `check`."""

    text = "text"
    json = "json"
    html = "html"


_SUFFIXES = {Format.text: (".txt",), Format.json: (".json",), Format.html: (".html", ".htm")}


def check(
    file: Annotated[Path, typer.Argument(metavar="文件|文件夹", help="通报 .docx、.txt、.html、.pdf，或其文件夹")],
    ledger: Annotated[Path | None, typer.Option(metavar="台账.yaml", help="对照台账核对")] = None,
    template: Annotated[str | None, typer.Option(metavar="名称|文件夹", help="按哪个模板的规则和版式核对")] = None,
    edition: Annotated[
        str | None,
        typer.Option("--for", metavar="社会|党内", help="按哪一版对照台账；不写则看文件名和稿首有没有“党内”"),
    ] = None,
    against: Annotated[Path | None, typer.Option(metavar="文件夹", help="与其中的其他通报比对，找抄来的段落")] = None,
    rules_file: Annotated[Path | None, typer.Option("--rules", metavar="文件.yaml", help="本单位的规则文件")] = None,
    form: Annotated[Format, typer.Option("--format", metavar="text|json|html", help="输出的形式")] = Format.text,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到文件，不写到屏幕")] = None,
    annotate: Annotated[Path | None, typer.Option(metavar="文件.docx", help="另存一份加了批注的 .docx")] = None,
    fix: Annotated[
        Path | None, typer.Option(metavar="文件.docx", help="另存一份，可以机械改正的地方改成修订，供逐条接受或拒绝")
    ] = None,
    take: Annotated[
        list[str] | None,
        typer.Option(metavar="规则[@段]", help="与 --fix 同用：看过的“核对后改为”也改成修订（可限定第几段）；可写多次"),
    ] = None,
    signoff: Annotated[
        Path | None, typer.Option(metavar="文件.docx|html", help="写出签发单：发现、已核实、未能判断，供逐级签字")
    ] = None,
    since: Annotated[
        Path | None, typer.Option(metavar="较早的一稿", help="与较早的一稿比：哪些已解决，哪些新出现，哪些句子改了")
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="规则[@段]", help="这条规则的发现核实过，不改（可限定第几段），记在 通报.核对.yaml；可写多次"
        ),
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="说明", help="为什么不改；与 --accept 一起用")] = None,
    by: Annotated[str | None, typer.Option(metavar="姓名", help="谁定的；不写则记本机的用户名")] = None,
    withdraw: Annotated[
        list[str] | None,
        typer.Option(metavar="规则[@段]", help="撤回 --accept 定过的“不改”（可限定第几段），再报出来；可写多次"),
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", help="核对文件夹时同时用几个进程；-1 为全部")] = 1,
    backend: Annotated[BackendChoice | None, typer.Option(help="在本机（local）或 Dask 集群（dask）上跑")] = None,
    scheduler: Annotated[str | None, typer.Option(metavar="地址", help="在 Dask 集群上跑，写调度器地址")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件，原来的另存为 .bak")] = False,
) -> int:
    """审核一份通报（或一个文件夹里的全部通报），找出发布前必须改的地方。有错误时退出码为 1。"""
    from drafter.cli import say
    from drafter.work.checking import Task, check_file, compared_with, read_by, signed_sheet
    from drafter.work.gate import Gate

    task = Task(file, ledger, template, rules_file, against, edition_named(edition) if edition else None)
    if file.is_dir():
        _only_for_one_file(annotate, accept or withdraw, ledger, fix, signoff, since)
        from drafter.cli.check_many import check_many

        return check_many(task, form.value, output, jobs, address_of(backend, scheduler), force=force)
    gate = Gate([*read_by(task), *([since] if since else [])], force=force)
    for copy in (annotate, fix):
        if copy:
            _refuse_unless_docx(file)
            gate.claim(copy, (".docx",), needed=True)
    if signoff:
        gate.claim(signoff, _sheet_suffixes(signoff), needed=True)
    if output:
        gate.claim(output, _SUFFIXES[form])
    done = check_file(task)
    if withdraw:
        return _withdraw(done, withdraw, gate)
    if accept or reason or by:
        return _accept(done, accept or [], reason, by, gate)
    _say_what_was_not_read(done)
    against_earlier = compared_with(done, since) if since else None
    files, told = _copies(done, annotate, fix, take or [])
    if signoff:
        files[signoff] = signed_sheet(done, signoff, against_earlier)
        told.append(f"已写出 {signoff}：核对签发单，供起草、核稿、保密审查、审批签字。")
    if output:
        files[output] = _printed(done, form, against_earlier).encode("utf-8", "replace")
        told.append(f"已写出 {output}。")
    gate.write(files, kinds={annotate: "annotated", fix: "mended"})
    say(*told)
    if not output:
        _print(done, form, against_earlier)
    _say_what_was_silenced(done)
    return 1 if any(f.severity == "error" for f in done.findings) else 0


def _copies(
    done: "Checked", annotate: Path | None, fix: Path | None, take: list[str]
) -> tuple[dict[Path, bytes], list[str]]:
    """The copies of the notice with comments and with tracked mends, and what is said of them. `take`: findings whose
    offers are taken too."""
    from drafter.errors import InputError
    from drafter.work.checking import has_macros

    files: dict[Path, bytes] = {}
    told = []
    if take and not fix:
        raise InputError("--take 和 --fix 要一起写：--fix 改好.docx --take T712。")
    if annotate:
        from drafter.check.annotate import annotate as annotated
        from drafter.work.checking import remarks

        files[annotate] = annotated(done.task.file, done.report, done.findings, remarks(done))
        told.append(f"已写出 {annotate}：每条发现是一条批注。")
    if fix:
        from drafter.check.mends import mended

        looked_at = _named_findings(done, take, [f for f in done.findings if f.offered], "照改")
        findings = [f.with_offer_taken() if f in looked_at else f for f in done.findings]
        mends = mended(done.task.file, done.report, findings)
        files[fix] = mends.content
        left = f"；另有{mends.left}处要自己改" if mends.left else ""
        told.append(f"已写出 {fix}：{mends.done}处改成了修订，请逐条接受或拒绝{left}。")
    if files and has_macros(done.task.file):
        told.append(f"{done.task.file}：文件里有宏，写出的 .docx 不能带宏，没有带过去；原文件没有改动。")
    return files, told


def _sheet_suffixes(path: Path) -> tuple[str, ...]:
    return (".html", ".htm") if path.suffix.lower() in (".html", ".htm") else (".docx",)


def _say_what_was_not_read(done: "Checked") -> None:
    """Before the findings: no clean bill for what was not understood."""
    from drafter.cli import say
    from drafter.read.understood import said

    say(*[f"{done.task.file}：{line}。" for line in said(done.report.reading)])
    say_what_was_not_compared(done.task, done.unread)
    if done.task.ledger and done.edition == "党内" and done.task.edition is None:
        say(f"{done.task.file}：文件名或稿首写着“党内”，按党内版对照台账；若是向社会公开的，请加 --for 社会。")


def say_what_was_not_compared(task: "Task", unread: Iterable[tuple[str, str]]) -> None:
    """Each file of --against that could not be read, with the reason."""
    from drafter.cli import say

    say(*[f"{task.against}：其中的“{name}”{why}，没有与它比对。" for name, why in unread])


def _only_for_one_file(
    annotate: Path | None,
    accept: list[str] | None,
    ledger: Path | None,
    fix: Path | None,
    signoff: Path | None,
    since: Path | None,
) -> None:
    from drafter.errors import InputError

    options = {"--annotate": annotate, "--accept": accept, "--ledger": ledger, "--fix": fix}
    for name, value in (options | {"--signoff": signoff, "--since": since}).items():
        if value:
            raise InputError(f"{name} 只用于核对一个文件，不能用于文件夹。请逐个核对。")


def _refuse_unless_docx(file: Path) -> None:
    from drafter.errors import InputError
    from drafter.work.checking import is_docx

    if file.exists() and not is_docx(file):
        raise InputError(f"{file}：只有 .docx 能加批注和修订。请先存为 .docx，或改用 --format html。")


def _printed(done: "Checked", form: Format, since: "Since | None") -> str:
    """The findings in that form."""
    name = str(done.task.file)
    if form is Format.text:
        buffer = io.StringIO()
        _print_table(done, since, buffer)
        return buffer.getvalue()
    if form is Format.json:
        from drafter.check.table import dump_json

        return dump_json(name, done.findings, done.softened, done.accepted, since) + "\n"
    from drafter.check.page import page
    from drafter.work.checking import remarks

    return page(name, done.report, done.findings, done.examination.mask, remarks(done), since) + "\n"


def _print_table(done: "Checked", since: "Since | None", out: IO[str]) -> None:
    from drafter.check.table import print_table

    print_table(str(done.task.file), done.findings, out, done.softened, since)


def _print(done: "Checked", form: Format, since: "Since | None") -> None:
    if form is Format.text:
        _print_table(done, since, sys.stdout)
    else:
        sys.stdout.write(_printed(done, form, since))


def _say_what_was_silenced(done: "Checked") -> None:
    from drafter.check.accepted import file_beside
    from drafter.cli import say

    beside = file_beside(done.task.file)
    if silent := sum(not one.listed for one in done.accepted):
        say(f"另有 {silent} 条发现已在 {_records(done)} 中定为不改，没有列出。")
    for entry in done.stale:
        say(f"{beside}：{entry.code}“{entry.words[:30]}”的原文已改或问题已消失，这条记录可以删去。")


def _records(done: "Checked") -> str:
    """The file beside the notice; where that is not there, the records of an earlier name of it."""
    from drafter.check.accepted import file_beside

    beside = file_beside(done.task.file)
    return str(beside) if os.path.exists(beside) else "这份通报原来名称的核对记录"


def _accept(done: "Checked", accept: list[str], reason: str | None, by: str | None, gate: "Gate") -> int:
    """Write the named findings to the file beside the notice."""
    from drafter.check.accepted import file_beside
    from drafter.cli import say
    from drafter.errors import InputError
    from drafter.work.checking import record
    from drafter.work.files import alone

    if not accept or not (reason or "").strip():
        raise InputError("--accept 和 --reason 要一起写：--accept N102 --reason “正文只写要点”。")
    chosen = _named_findings(done, accept, done.findings, "定为不改")
    beside = file_beside(done.task.file)
    with alone(beside):
        gate.claim(beside, (".yaml",), renew=True)
        gate.write({beside: record(done, chosen, (reason or "").strip(), by or "")})
    say(
        f"已在 {beside} 中把 {len(chosen)} 条发现定为不改；所在的句子改动以后会重新出现。"
        f"要收回，写 --withdraw {chosen[0].code}。"
    )
    return 0


def _withdraw(done: "Checked", named: list[str], gate: "Gate") -> int:
    """Take the named findings' entries out of the files that accept them."""
    from drafter.cli import say
    from drafter.work.checking import withdrawn
    from drafter.work.files import alone

    chosen = _named_findings(done, named, [one.finding for one in done.accepted], "撤回")
    paths = sorted(withdrawn(done, chosen))
    with contextlib.ExitStack() as held:
        for path in paths:  # in the order of their names: two runs never wait for each other
            held.enter_context(alone(path))
            gate.claim(path, (".yaml",), renew=True)
        gate.write({path: data for path, data in withdrawn(done, chosen).items() if path in paths})
    say(f"已撤回 {len(chosen)} 条“不改”，以后核对照常列出（{'、'.join(path.name for path in paths)}）。")
    return 0


def _named_findings(done: "Checked", named: list[str], among: Sequence["Finding"], verb: str) -> list["Finding"]:
    """The findings that 规则[@段] name. Raises InputError where one names none."""
    from drafter.errors import InputError

    chosen, faults = [], []
    for wanted in named:
        code, _, line = wanted.partition("@")
        line = line.removeprefix("第").removesuffix("段")
        found = [
            f
            for f in among
            if code.strip().lower() in {f.code.lower(), f.rule} and (not line or str(f.where.paragraph) == line)
        ]
        if not found:
            faults.append(f"{done.task.file}：没有“{wanted}”的发现可以{verb}。请先用 drafter check 看清规则和段号。")
        chosen += found
    if faults:
        raise InputError(*faults)
    return chosen


def rules(
    code: Annotated[str | None, typer.Argument(metavar="规则", help="规则编号，如 N203；不写则列出全部")] = None,
) -> None:
    """列出审核规则；写上编号，看这条规则的道理和正误例子。"""
    from drafter.check.registry import all_rules, find_rule
    from drafter.check.rulebook import explained, listing
    from drafter.errors import InputError
    from drafter.strict import nearest

    if code is None:
        print(listing())
        return
    rule = find_rule(code)
    if rule is None:
        near = nearest(code.upper(), [r.code for r in all_rules()])
        raise InputError(f"没有规则“{code}”{near}。运行 drafter rules 可以看到全部规则。")
    print(explained(rule))


def tasks_for(task: "Task", own: list[str]) -> "list[Task]":
    """One task for each notice of a folder. `own` takes what is said of the tool's own files there."""

    from drafter.work.checking import notices_in

    return [dataclasses.replace(task, file=path) for path in notices_in(task.file, own)]
