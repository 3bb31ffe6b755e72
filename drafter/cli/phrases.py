"""mine and phrases: the phrasebank made out of reports, and searched."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from drafter.phrases.merge import Changes
    from drafter.phrases.mine import Mined


class KindChoice(StrEnum):
    """The kinds of entries, as they are called in --kind."""

    formula = "formula"
    opening = "opening"
    closing = "closing"
    measure = "measure"
    problem = "problem"
    collocation = "collocation"
    figure = "figure"


class BackendChoice(StrEnum):
    """What runs the work: processes of this machine, or a Dask cluster."""

    local = "local"
    dask = "dask"


def mine(
    files: Annotated[
        list[Path], typer.Argument(metavar="通报...", help="往期通报：.docx、.txt、.html，或装有它们的文件夹")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件夹", help="词条库文件夹，已有的会更新")] = Path(
        "phrasebank"
    ),
    jobs: Annotated[int, typer.Option(metavar="N", help="同时用几个进程；-1 为全部")] = 1,
    backend: Annotated[
        BackendChoice, typer.Option(help="在本机（local）或 Dask 集群（dask）上提炼")
    ] = BackendChoice.local,
    scheduler: Annotated[str | None, typer.Option(metavar="地址", help="Dask 调度器地址，如 tcp://主机:8786")] = None,
    least: Annotated[
        int | None,
        typer.Option(
            "--min-reports", metavar="N", min=2, help="至少在几份互不相同的通报里出现；默认 2，通报很多时为百分之一"
        ),
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="这次没有依据、又没人改过的词条移出；默认留着")] = False,
) -> int:
    """从往期通报中提炼词条库：固定用语、成组提法、常用词组。只取词语，不取事实。"""
    from drafter.cli import say
    from drafter.errors import InputError
    from drafter.work.mining import mine_into

    if backend is BackendChoice.dask and not scheduler:
        raise InputError("--backend dask 还要用 --scheduler 写明调度器地址，如 --scheduler tcp://主机:8786。")
    done = mine_into(output, files, jobs=jobs, scheduler=scheduler, least=least, drop=drop)
    say(*_report(done.mined, done.changes, output, first=done.first, drop=drop))
    return 0


def _report(mined: "Mined", changes: "Changes", output: Path, *, first: bool, drop: bool) -> Iterator[str]:
    """What mining found and what it changed; the entries themselves only where there was a bank before."""
    for line in mined.skipped:
        yield f"跳过 {line}。"
    read = mined.reports + mined.copies + mined.others + len(mined.skipped)
    yield f"读了 {read} 份：互不相同的通报 {mined.reports} 份。"
    if mined.copies:
        yield f"其中 {mined.copies} 份与别的通报内容相同，算作同一份。"
    if mined.others:
        yield f"其中 {mined.others} 份不是整改通报，不作依据。"
    yield (
        f"{output}：新增 {len(changes.new)} 条，依据有变化 {len(changes.changed)} 条，"
        f"不再有依据 {len(changes.gone)} 条{'，已移出' if drop else '，仍留着（--drop 可移出）'}。"
    )
    if first:
        return
    yield from (f"  新增：{p.id}  {_line(p.text)}" for p in changes.new)
    for before, after in changes.changed:
        moved = f"{before.reports}份{before.count}次 → {after.reports}份{after.count}次"
        yield f"  变化：{after.id}  {_line(after.text)}（{moved}）"
    yield from (f"  {'移出' if drop else '没有依据'}：{p.id}  {_line(p.text)}" for p in changes.gone)
    yield from (f"  没有依据但保留（改过或停用）：{p.id}  {_line(p.text)}" for p in changes.kept)


def phrases(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[词语...]", help="要找的词语，如 组织领导；不写则列出全部")
    ] = None,
    kind: Annotated[KindChoice | None, typer.Option(help="只看一类词条")] = None,
    section: Annotated[
        str | None,
        typer.Option(
            metavar="部分", help="只看用在某部分或某分组的：导语、组织领导、整改进展、下一步、监督、建章立制……"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    phrasebank: Annotated[Path | None, typer.Option(metavar="文件夹", help="用哪个词条库")] = None,
) -> int:
    """在词条库里查词语，最合用的排在前面，注明出现在几份通报中。"""
    from drafter.cli import say
    from drafter.phrases.bank import KIND_NAMES, load_bank
    from drafter.phrases.search import search

    bank = load_bank(phrasebank)
    entries = bank.of(kind.value) if kind else bank.phrases
    found = search(entries, words or [], kind.value if kind else None, section)
    if as_json:
        import json

        data = [
            {
                "id": p.id,
                "kind": p.kind,
                "text": p.text,
                "slots": list(p.slots),
                "reports": p.reports,
                "count": p.count,
                "status": p.status,
            }
            for p in found
        ]
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return 0
    if not found:
        say("没有找到。可以换个说法，或去掉 --kind、--section 再试。")
        return 0
    for p in found:
        support = "自拟" if p.status == "自拟" else f"{p.reports}份{p.count}次"
        mark = "（停用）" if p.status == "停用" else ""
        print(f"{p.id}  {KIND_NAMES[p.kind]}  {support}{mark}  {p.group}  {_line(p.text)}")
    say(f"共 {len(found)} 条。")
    return 0


def _line(text: str) -> str:
    return " ／ ".join(text.split("\n"))
