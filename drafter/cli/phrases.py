"""mine and phrases: the phrasebank made out of reports, and searched."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.backend import BackendChoice, address_of

if TYPE_CHECKING:
    from drafter.phrases.bank import Phrase
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
    sentence = "sentence"


def mine(
    files: Annotated[
        list[Path], typer.Argument(metavar="通报...", help="往期通报：.docx、.txt、.html，或装有它们的文件夹")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件夹", help="词条库文件夹，已有的会更新")] = Path(
        "phrasebank"
    ),
    jobs: Annotated[int, typer.Option(metavar="N", help="同时用几个进程；-1 为全部")] = 1,
    backend: Annotated[BackendChoice | None, typer.Option(help="在本机（local）或 Dask 集群（dask）上提炼")] = None,
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
    from drafter.work.mining import mine_into

    address = address_of(backend, scheduler)
    done = mine_into(output, files, jobs=jobs, scheduler=address, least=least, drop=drop)
    say(*_report(done.mined, done.changes, output, first=done.first, drop=drop))
    return 2 if done.mined.unread else 0


def _report(mined: "Mined", changes: "Changes", output: Path, *, first: bool, drop: bool) -> Iterator[str]:
    """What mining found and what it changed; the entries themselves only where there was a bank before."""
    yield from mined.own
    yield from mined.unread
    for line in mined.partly:
        yield f"{line}。"
    for line in mined.skipped:
        yield f"跳过 {line}。"
    read = mined.reports + mined.copies + mined.others + len(mined.skipped)
    left = f"，{len(mined.unread)} 份没有读出（见上）" if mined.unread else ""
    yield f"读了 {read} 份{left}：互不相同的通报 {mined.reports} 份。"
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
    yield from _some([f"  新增：{p.id}  {_line(p.text)}" for p in _best(changes.new)])
    moved = [
        f"  变化：{after.id}  {_line(after.text)}（{before.reports}份{before.count}次 → "
        f"{after.reports}份{after.count}次）"
        for before, after in changes.changed
        if (before.reports, before.count) != (after.reports, after.count)
    ]
    yield from _some(moved)
    yield from _some([f"  {'移出' if drop else '没有依据'}：{p.id}  {_line(p.text)}" for p in changes.gone])
    yield from _some([f"  没有依据但保留（改过或停用）：{p.id}  {_line(p.text)}" for p in changes.kept])


_SHOWN = 12  # entries of each kind of change: what mining says fits on a page


def _best(phrases: "Iterable[Phrase]") -> "list[Phrase]":
    return sorted(phrases, key=lambda p: (-p.reports, -p.count, p.text))


def _some(lines: list[str]) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"  ……还有 {len(lines) - _SHOWN} 条，用 drafter phrases 查看"


def phrases(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[词语...]", help="要找的词语或要问的话，如 组织领导、财政资金拨付慢怎么写；不写则列出全部"
        ),
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
    """在词条库里查词语，最合用的排在前面，注明出现在几份通报中。问问题怎么写给问题表述，问怎么整改给措施，没说清的先给措施。"""
    from drafter.cli import say
    from drafter.phrases.bank import load_bank

    if words and words[0] == "check" and len(words) <= 2:
        return _check(Path(words[1]) if len(words) == 2 else phrasebank)
    from drafter.phrases.purpose import Purpose, called, headings
    from drafter.phrases.search import not_said, says_no_purpose, search_with_shipped, takes_any

    bank = load_bank(phrasebank)
    found = search_with_shipped(bank, words or [], kind.value if kind else None, section)
    if as_json:
        data = [
            {
                "id": p.id,
                "kind": p.kind,
                "text": p.text,
                "slots": list(p.slots),
                "reports": p.reports,
                "count": p.count,
                "status": p.status,
                "attested": p.attested,
            }
            for p in found
        ]
        from drafter.cli.show import print_json

        print_json(data)
        return 0
    if not found:
        say(*_nothing(words or []))
        return 0
    if takes_any(found, words or []):
        say("没有专门说这件事的词条；下面是说哪件事都能套的句式，{工作} 换成要说的事。")
    told = ""
    headed = bool(words) and len(headings(found)) > 1
    for p in found:
        if headed and told != (told := headings([p])[0]):
            print(f"【{told}】")
        support = p.status if p.status in ("自拟", "内置") else f"{p.reports}份{p.count}次"
        if p.attested == "words" and p.status == "启用":
            support += "·逐词"
        mark = "（停用）" if p.status == "停用" else ""
        print(f"{p.id}  {called(p)}  {support}{mark}  {p.group}  {_line(p.text)}")
    say(f"共 {len(found)} 条。")
    if beside := not_said(found, words or []):
        say(f"没有正好说到{'、'.join(f'“{word}”' for word in beside)}的词条，上面是同一件事里最接近的。")
    if headings(found) == [Purpose.MEASURE] and says_no_purpose(words or []):
        say("这些是整改措施；要问题表述，在后面加上“怎么表述”再查。")
    elif headings(found) == [Purpose.MEASURE, Purpose.PROBLEM] and says_no_purpose(words or []):
        say("没说要哪一样，整改措施和问题表述都在上面；只要一样、想多看几条，在后面加上“怎么改”或“怎么表述”再查。")
    if any(p.attested == "words" and p.status == "启用" for p in found):
        say("逐词：整句只有一份通报用过，但每个词都至少有两份在用。")
    return 0


def _nothing(words: list[str]) -> "Iterator[str]":
    """Nothing answers: which words no entry has, and what comes nearest."""
    from drafter.phrases.bank import shipped_bank
    from drafter.phrases.purpose import called
    from drafter.phrases.search import nearest

    yield "没有找到。可以换个说法，或去掉 --kind、--section 再试。"
    unknown, close = nearest(shipped_bank().phrases, words)
    if unknown:
        yield f"词条里没有说到{'、'.join(f'“{word}”' for word in unknown)}。"
    if close:
        yield "最接近的是（不一定合用）："
        yield from (f"  {p.id}  {called(p)}  {_line(p.text)}" for p in close)


def _check(folder: Path | None) -> int:
    """phrases check: every fault of a bank with its file and line; 1 where there is one."""
    from drafter.cli import say
    from drafter.phrases.bank import load_bank
    from drafter.phrases.lint import faults_of
    from drafter.text.normal import in_one_line

    place = load_bank(folder).folder
    found = faults_of(place) if place else []
    for fault in found:
        print(in_one_line(fault))
    say(f"共 {len(found)} 处需要改。" if found else f"{place}：没有发现问题。")
    return 1 if found else 0


def _line(text: str) -> str:
    return " ／ ".join(text.split("\n"))
