"""draft: ledgers become .docx drafts."""

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.backend import BackendChoice, address_of
from drafter.cli.editions import edition_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.ledger.edition import Edition

_LONGEST = 200  # bytes of a draft's name that is made from a ledger's
_OTHER_FILES = (".doc", ".wps", ".pdf", ".txt", ".html", ".htm", ".yaml", ".yml", ".xlsx", ".xls", ".csv", ".json")


def draft(
    ledgers: Annotated[list[Path], typer.Argument(metavar="台账.yaml...", help="一份或多份台账，或装着台账的文件夹")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件.docx|文件夹", help="写到哪里；默认 out/")
    ] = None,
    template: Annotated[str | None, typer.Option(metavar="名称|文件夹", help="用哪个模板，代替台账里写的")] = None,
    clean: Annotated[bool, typer.Option("--clean", help="不标出取自词条库的文字")] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖改过的稿子")] = False,
    alternatives: Annotated[bool, typer.Option("--alternatives", help="列出每处用语的备选，不写稿子")] = False,
    trace: Annotated[
        Path | None, typer.Option(metavar="文件.json", help="另存每句话的来历（台账的哪一项、哪条词条）")
    ] = None,
    phrasebank: Annotated[Path | None, typer.Option(metavar="文件夹", help="用哪个词条库")] = None,
    like: Annotated[
        int, typer.Option("--like", metavar="N", min=0, help="换一套用语：1、2、3……；同一个数每次一样，0 为本单位的")
    ] = 0,
    edition: Annotated[
        str, typer.Option("--for", metavar="社会|党内", help="向社会公开的（默认），或党内公布的：公开: 否 的也印出")
    ] = "社会",
    jobs: Annotated[int, typer.Option(metavar="N", help="同时用几个进程；-1 为全部")] = 1,
    backend: Annotated[BackendChoice | None, typer.Option(help="在本机（local）或 Dask 集群（dask）上跑")] = None,
    scheduler: Annotated[str | None, typer.Option(metavar="地址", help="在 Dask 集群上跑，写调度器地址")] = None,
) -> int:
    """按台账起草通报，写成 .docx。"""
    from drafter.cli import say
    from drafter.cli.paths import expand
    from drafter.errors import InputError
    from drafter.work.drafting import draft as draft_one

    own: list[str] = []
    ledgers = expand(ledgers, (".yaml", ".yml"), own, (".xlsx", ".xlsm"))
    say(*own)
    if alternatives:
        from drafter.cli.alternatives import print_alternatives

        for ledger in ledgers:
            print_alternatives(ledger, template, phrasebank)
        return 0
    if trace and len(ledgers) > 1:
        raise InputError("--trace 一次只能用于一份台账。")
    work = _jobs(ledgers, output, template, clean, force, trace, phrasebank, like, edition_named(edition))
    if len(work) == 1:
        outcome = draft_one(work[0])
        if outcome.errors:
            raise InputError(*outcome.errors)
        say(*outcome.warnings)
        say(f"已写出 {outcome.job.output}：{outcome.problems}个问题，{outcome.measures}条措施，模板 {outcome.template}")
        if outcome.missing:
            say(f"还有 {len(outcome.missing)} 处待补（稿中用黄色标出）：", *(f"  {m}" for m in outcome.missing))
        return 0
    from drafter.cli.batch import draft_many

    return draft_many(work, jobs, address_of(backend, scheduler))


def _targets(ledgers: "Sequence[Path]", folder: Path, ending: str) -> list[Path]:
    """Where each ledger's draft goes. Ledgers that only their suffix tells apart (汇总.yaml, 汇总.yml) keep it in the
    draft's name, and that is said. Raises InputError, naming them, where others have one name."""
    from drafter.cli import say
    from drafter.errors import InputError
    from drafter.file_names import of_file

    stems = {ledger: of_file(ledger.stem, _LONGEST) for ledger in ledgers}
    alike: dict[str, list[Path]] = {}
    for ledger, stem in stems.items():
        alike.setdefault(_as_systems_see_it(stem), []).append(ledger)
    names = {same[0]: stems[same[0]] for same in alike.values() if len(same) == 1}
    faults = []
    for same in (same for same in alike.values() if len(same) > 1):
        told = {ledger: f"{stems[ledger]}（{ledger.suffix[1:]}）" for ledger in same}
        listed = "、".join(map(str, same))
        if len({_as_systems_see_it(name) for name in told.values()} - alike.keys()) == len(same):
            names |= told
            say(f"{listed}：台账同名，稿子分别叫 {'、'.join(f'{name}{ending}.docx' for name in told.values())}。")
        else:
            target = folder / f"{stems[same[0]]}{ending}.docx"
            faults.append(f"{listed}：台账同名，稿子会写到同一个文件 {target}。请分开起草。")
    if faults:
        raise InputError(*faults)
    return [folder / f"{names[ledger]}{ending}.docx" for ledger in ledgers]


def _as_systems_see_it(name: str) -> str:
    """A file's name as Windows and macOS tell it from others."""
    return unicodedata.normalize("NFC", name).casefold()


def _jobs(
    ledgers: list[Path],
    output: Path | None,
    template: str | None,
    clean: bool,
    force: bool,
    trace: Path | None,
    phrasebank: Path | None,
    like: int,
    edition: "Edition",
) -> list:  # type: ignore[type-arg]
    from drafter.errors import InputError
    from drafter.work.drafting import Job

    one_file = output is not None and output.suffix.lower() == ".docx" and not output.is_dir()
    if one_file and len(ledgers) > 1:
        raise InputError(f"有 {len(ledgers)} 份台账，-o 要写文件夹，不能写一个文件 {output}。")
    if output is not None and not one_file and (output.is_file() or output.suffix.lower() in _OTHER_FILES):
        raise InputError(f"{output}：-o 应是 .docx 文件或文件夹。")
    folder = Path("out") if output is None else output
    ending = "" if edition == "社会" else f"-{edition}"
    targets = [output] if one_file and output else _targets(ledgers, folder, ending)
    return [
        Job(ledger, target, template, clean, force, trace, phrasebank, tuple(ledgers), like, edition)
        for ledger, target in zip(ledgers, targets, strict=True)
    ]
