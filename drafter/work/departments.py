"""One ledger for each department: the problems that are its own and nothing else, to be filled in and sent back."""

from __future__ import annotations

from drafter.file_names import LONGEST, as_file_name, size
from drafter.ledger.model import Ledger, ProblemEntry
from drafter.text.normal import clean, squeezed

BY = ("责任单位", "牵头单位", "牵头领导", "方面")
_LONGEST = 180  # bytes of a name: 60 Chinese characters
_LEAST = 6  # bytes of it that are left beside the longest ledger's name
_AROUND = 20  # bytes for the number, the suffix and what is set between


def divided(ledger: Ledger, by: str, before: str = "") -> dict[str, Ledger]:
    """Name (as a file can bear it) -> the ledger of its problems; a problem of several units is in each of theirs.

    `by` is one of BY; `before`: what stands before each name in that of its file. What nobody answers for stands under
    未填…. One unit is written in several ways (widths, case, spaces) and gets one sheet; two units whose files would
    have one name are told apart by a number.
    """
    found: dict[str, list[ProblemEntry]] = {}
    printed: dict[str, str] = {}
    for problem in ledger.problems:
        for name in _names(problem, by) or [f"未填{by}"]:
            unit = squeezed(clean(name)).casefold()
            printed.setdefault(unit, name)
            problems = found.setdefault(unit, [])
            if not (problems and problems[-1] is problem):
                problems.append(problem)
    files: dict[str, Ledger] = {}
    taken: set[str] = set()
    longest = min(_LONGEST, max(_LEAST, LONGEST - size(before) - _AROUND))
    for unit, problems in found.items():
        name = bare = as_file_name(printed[unit], longest)
        number = 2
        while name.casefold() in taken:  # some systems do not tell A from a
            name, number = f"{bare}（{number}）", number + 1
        taken.add(name.casefold())
        files[name] = Ledger(problems=problems)
    return files


def _names(problem: ProblemEntry, by: str) -> list[str]:
    if by == "责任单位":
        return list(dict.fromkeys([*([problem.lead_unit] if problem.lead_unit else []), *problem.units]))
    value = {"牵头单位": problem.lead_unit, "牵头领导": problem.leader, "方面": problem.aspect}[by]
    return [value] if value else []
