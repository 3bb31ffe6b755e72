"""docs/模板.md says what the code does."""

from functools import reduce
from pathlib import Path
from typing import Any

from notices import full_report

from drafter.render.annex import AnnexRow
from drafter.render.context import build
from drafter.render.reference import updated
from drafter.render.variables import VARIABLES, Variable


def test_the_tables_of_the_page_are_those_of_the_code(project: Path) -> None:
    page = (project / "docs" / "模板.md").read_text("utf-8")
    assert updated(page) == page
    assert "| `整改进展.板块.问题.具体表现.正文` | 列表 |" in page
    assert "| `版式.措施排列` | 分段 |" in page


def declared(variables: tuple[Variable, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for variable in variables:
        named = declared(tuple(m for m in variable.members if m.name))
        inner: Any = named or None
        out[variable.name] = [inner] if variable.kind == "列表" else inner
    return out


def overlaid(one: Any, other: Any) -> Any:
    """The names of both: an empty list in one is filled from the other."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {k: overlaid(one.get(k), other.get(k)) for k in {**one, **other}}
    if isinstance(one, list) and isinstance(other, list):
        return [overlaid(one[0], other[0])] if one and other else one or other
    return one or other


def whole_shape(value: Any) -> Any:
    """Names of a context, each list by the names of all its items together."""
    if isinstance(value, list):
        shapes = [whole_shape(v) for v in value]
        return [reduce(overlaid, shapes)] if shapes else []
    return {k: whole_shape(v) for k, v in value.items()} if isinstance(value, dict) else None


def test_the_variables_of_a_full_report_are_exactly_the_declared_ones() -> None:
    got = whole_shape(build(full_report(), annex_rows=[AnnexRow("1", "甲")], extra={}))
    want = declared(VARIABLES)
    got["自定义"] = want["自定义"]
    for block in (got["整改进展"], got["整改进展"]["板块"][0]):
        block["要点"] = [None]  # the sample has no points among its problems
    assert got == want
