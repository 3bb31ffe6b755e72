"""The register of rules. A rule is one function in a `rules_*.py` beside this file; being there registers it.

A rule says by its parameters what it looks at; the runner hands it over by name (see `runner.Subject`). A rule whose
parameter without a default is not at hand (no ledger given) does not run.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from drafter.check.model import Finding, Looked, Severity
from drafter.text.lexicon import table

FAMILIES = {
    "S": "结构",
    "L": "台账",
    "N": "数字与日期",
    "T": "文字",
    "P": "公开",
    "C": "抄录",
    "V": "空话",
    "F": "版式",
}

RuleFunction = Callable[..., Iterator[Finding] | Iterator[Finding | Looked]]
F = TypeVar("F", bound=RuleFunction)
_RULES: dict[str, Rule] = {}


@dataclass(frozen=True)
class Rule:
    code: str  # family letter and three figures
    slug: str  # its name in JSON: missing-section
    title: str  # its name for the user
    severity: Severity
    reason: str  # why it exists, in Chinese
    wrong: str  # an example that it reports
    right: str  # the same, mended
    run: RuleFunction
    takes: tuple[str, ...]  # names of what it looks at
    needs: tuple[str, ...]  # those of them without which it does not run

    @property
    def family(self) -> str:
        return self.code[0]

    @property
    def basis(self) -> str:
        """What it rests on: 国标 with the standard and its clause, 条例, 实务 or 本单位 (`lexicon/bases.csv`)."""
        rows = {row["规则"]: row for row in table("bases")}
        return basis_in_words(rows.get(self.code) or rows[self.family])


def basis_in_words(row: Mapping[str, str]) -> str:
    """国标 GB/T 15834—2011 4.8."""
    return " ".join(filter(None, (row["依据"], row["出处"])))


def rule(
    code: str,
    *,
    slug: str,
    title: str,
    severity: Severity,
    reason: str,
    wrong: str,
    right: str,
) -> Callable[[F], F]:
    """Register a function as the rule `code`."""

    def register(function: F) -> F:
        if code in _RULES and _RULES[code].run.__qualname__ != function.__qualname__:
            raise ValueError(f"two rules with the code {code}")
        parameters: dict[str, Any] = dict(inspect.signature(function).parameters)
        needs = tuple(n for n, p in parameters.items() if p.default is inspect.Parameter.empty)
        _RULES[code] = Rule(code, slug, title, severity, reason, wrong, right, function, tuple(parameters), needs)
        return function

    return register


def all_rules() -> list[Rule]:
    """Every rule of every family, by family and number."""
    import drafter.check as package

    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("rules_"):
            importlib.import_module(f"drafter.check.{module.name}")
    order = {family: i for i, family in enumerate(FAMILIES)}
    return sorted(_RULES.values(), key=lambda r: (order.get(r.family, len(order)), r.code))


def find_rule(code: str) -> Rule | None:
    """The rule of that code or slug, whatever the case."""
    return next((r for r in all_rules() if code.strip().lower() in {r.code.lower(), r.slug}), None)
