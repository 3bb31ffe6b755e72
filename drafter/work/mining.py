"""From reports to an office's phrasebank: mined, merged into what is there, written as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.errors import InputError
from drafter.phrases.bank import Bank, Phrase, bank_files
from drafter.phrases.glossary import glossary_file
from drafter.phrases.merge import Changes, merge
from drafter.phrases.mine import Mined, mine, report_files
from drafter.work.files import alone, clear_unfinished, write_together


@dataclass(frozen=True)
class Mining:
    """What came of it. `first`: there was no bank before."""

    mined: Mined
    changes: Changes
    first: bool


def found_in(folder: Path, files: Sequence[Path]) -> tuple[Mined, Changes]:
    """What the reports would bring into the bank of that folder; nothing is written.

    Raises InputError as `mine_into` does.
    """
    mined = _mined(folder, files)
    return mined, merge(Bank(folder).phrases, mined.phrases)[1]


def keep_of(folder: Path, mined: Mined, chosen: frozenset[str]) -> int:
    """Write the entries that were chosen, by their ids, into the bank; gives how many."""
    with alone(folder):
        return _keep(folder, mined, chosen)


def _keep(folder: Path, mined: Mined, chosen: frozenset[str]) -> int:
    phrases, changes = merge(Bank(folder).phrases, mined.phrases)
    left = {phrase.id for phrase in changes.new} - chosen
    kept = [phrase for phrase in phrases if phrase.id not in left]
    write_together({**bank_files(folder, [*kept, *changes.gone]), **glossary_file(folder, mined.glossary)})
    return len(changes.new) - len(left)


def mine_into(
    folder: Path,
    files: Sequence[Path],
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    least: int | None = None,
    drop: bool = False,
) -> Mining:
    """Mine the reports into the bank of that folder. `drop`: entries that nothing attests any more go.

    Raises InputError, with nothing written, where fewer than two independent notices are given or the bank is faulty.
    """
    mined = _mined(folder, files, jobs, scheduler, least)
    with alone(folder):
        return _merged(folder, mined, drop)


def _merged(folder: Path, mined: Mined, drop: bool) -> Mining:
    """What was mined, in the bank as it stands by now."""
    old = Bank(folder).phrases
    if drop and mined.unread:
        raise InputError(
            *mined.unread,
            f"有 {len(mined.unread)} 份没有读出，不知道哪些词条真的没有依据了，不能用 --drop；{_untouched(folder)}",
        )
    phrases, changes = merge(old, mined.phrases)
    kept = phrases if drop else [*phrases, *changes.gone]
    write_together({**bank_files(folder, kept), **glossary_file(folder, mined.glossary)})
    return Mining(mined, changes, first=not old)


def _mined(
    folder: Path, files: Sequence[Path], jobs: int = 1, scheduler: str | None = None, least: int | None = None
) -> Mined:
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}：这是一个文件。-o 应写词条库文件夹。")
    clear_unfinished([folder])
    own: list[str] = []
    paths = report_files(list(files), own)
    _ = Bank(folder).phrases  # a faulty bank stops the work before it begins
    mined = mine(paths, jobs=jobs, scheduler=scheduler, least=least)
    if mined.reports < 2:
        raise InputError(
            *own,
            *mined.unread,
            *(f"跳过 {line}。" for line in mined.skipped),
            f"互不相同的整改通报只有 {mined.reports} 份，不能互相印证，提炼不出词条；{_untouched(folder)}"
            "请至少给出两份。",
        )
    return replace(mined, own=tuple(own))


def _untouched(folder: Path) -> str:
    """What a refusal says of the bank."""
    return f"{folder} 没有改动。" if folder.exists() else f"没有新建 {folder}。"


def save_bank(folder: Path, phrases: Iterable[Phrase]) -> None:
    """Write a whole bank."""
    write_together(bank_files(folder, phrases))
