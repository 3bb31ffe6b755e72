"""One ledger for each department: the problems that are its own and nothing else, to be filled in and sent back."""

from __future__ import annotations

from dataclasses import dataclass, field

from drafter.file_names import LONGEST, as_file_name, size
from drafter.ledger.model import Ledger, ProblemEntry
from drafter.patterns import pattern
from drafter.text.normal import clean, squeezed

BY = ("责任单位", "牵头单位", "牵头领导", "方面")
_LONGEST = 180  # bytes of a name: 60 Chinese characters
_LEAST = 6  # bytes of it that are left beside the longest ledger's name
_AROUND = 20  # bytes for the number, the suffix and what is set between


@dataclass
class Share:
    """What one of them gets: the numbers of the problems that it leads, and of those that it has a part in.

    `several`: the name stands for more than one (各科室, 有关单位): who gets the sheet, somebody has to say.
    """

    name: str
    leads: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    several: bool = False


def shares(ledger: Ledger, by: str, before: str = "") -> list[Share]:
    """Who gets what of `divided`, in its order."""
    found = []
    for name, own in divided(ledger, by, before).items():
        share = Share(name, several=bool(_SEVERAL.match(name)))
        for problem in own.problems:
            lead = by != "责任单位" or not problem.lead_unit or _unit(problem.lead_unit) == _unit(name)
            (share.leads if lead else share.joins).append(str(problem.number or ""))
        found.append(share)
    return found


_SEVERAL = pattern("各|全体|所有|有关|相关|其他|所属|下属")  # 各科室, 有关单位: what names no one of them


def _unit(name: str) -> str:
    """A unit's name as it is compared: widths, case and spaces tell nothing apart."""
    return squeezed(clean(name)).casefold()


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
            unit = _unit(name)
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
