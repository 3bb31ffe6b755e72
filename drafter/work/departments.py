"""One ledger for each department: the problems that are its own and nothing else, to be filled in and sent back."""

from __future__ import annotations

from collections import Counter

from drafter.ledger.model import Ledger, ProblemEntry
from drafter.patterns import pattern
from drafter.text.normal import squeezed

BY = ("责任单位", "牵头单位", "牵头领导", "方面")
_NOT_IN_NAMES = pattern(r'[\s/\\<>:"|?*\x00-\x1f]+')
_LONGEST = 60  # characters of a name


def divided(ledger: Ledger, by: str) -> dict[str, Ledger]:
    """Name (as a file can bear it) -> the ledger of its problems; a problem of several units is in each of theirs.

    `by` is one of BY. What nobody answers for stands under 未填…. One unit is written in several ways (widths, case,
    spaces) and gets one sheet; two units whose files would have one name are told apart by a number.
    """
    found: dict[str, list[ProblemEntry]] = {}
    printed: dict[str, str] = {}
    for problem in ledger.problems:
        for name in _names(problem, by) or [f"未填{by}"]:
            unit = squeezed(name).casefold()
            printed.setdefault(unit, name)
            problems = found.setdefault(unit, [])
            if not (problems and problems[-1] is problem):
                problems.append(problem)
    files: dict[str, Ledger] = {}
    taken: Counter[str] = Counter()
    for unit, problems in found.items():
        name = _as_file_name(printed[unit])
        taken[name.casefold()] += 1  # some systems do not tell A from a
        nth = taken[name.casefold()]
        files[name if nth == 1 else f"{name}（{nth}）"] = Ledger(problems=problems)
    return files


def _names(problem: ProblemEntry, by: str) -> list[str]:
    if by == "责任单位":
        return list(dict.fromkeys([*([problem.lead_unit] if problem.lead_unit else []), *problem.units]))
    value = {"牵头单位": problem.lead_unit, "牵头领导": problem.leader, "方面": problem.aspect}[by]
    return [value] if value else []


def _as_file_name(name: str) -> str:
    return _NOT_IN_NAMES.sub("_", name).strip("._ ")[:_LONGEST] or "未命名"
