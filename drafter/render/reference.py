"""The tables of docs/模板.md: every variable and every setting, from the code.

`python -m drafter.render.reference docs/模板.md` writes them into the page; a test fails when the two part.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from drafter.render.names import all_paths
from drafter.render.variables import Variable
from drafter.template import Manifest

_BLOCK = "<!-- {name}：由程序生成，勿手改 -->"


def updated(page: str) -> str:
    """The page with its tables as the code has them."""
    for name, table in (("变量表", variable_table()), ("设置表", setting_table())):
        begin, end = _BLOCK.format(name=name), _BLOCK.format(name=f"{name}完")
        before, _, rest = page.partition(begin)
        _, _, after = rest.partition(end)
        page = f"{before}{begin}\n{table}\n{end}{after}"
    return page


def variable_table() -> str:
    """Every variable with its kind and meaning."""
    rows: list[str] = []
    listed: dict[tuple[Variable, ...], str] = {}  # what has the same members is told once
    told: list[str] = []
    for path, variable in all_paths():
        if any(path.startswith(f"{p}.") for p in told):
            continue
        named = tuple(m for m in variable.members if m.name)
        same = listed.setdefault(named, path) if named else path
        if same != path:
            told.append(path)
        also = f"；各项同 `{same}`" if same != path else ""
        rows.append(f"| `{path}` | {variable.kind} | {variable.meaning}{also} |")
    return "\n".join(["| 变量 | 种类 | 是什么 |", "| --- | --- | --- |", *rows])


def setting_table() -> str:
    """Every key of template.yaml with its usual value."""
    return "\n".join(["| 设置 | 平常的值 | 说明 |", "| --- | --- | --- |", *_rows(Manifest, "")])


def _rows(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        path = f"{prefix}{field.alias or name}"
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _rows(inner, f"{path}.")
            continue
        said = field.description or ""
        choices = [a for a in get_args(inner) if isinstance(a, str)]
        if choices:
            said = "；".join(filter(None, ["、".join(choices), said]))
        yield f"| `{path}` | {_shown(field.get_default(call_default_factory=True))} | {said} |"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None or value in ("", [], {}) or not isinstance(value, (str, list)):
        return "（空）"
    return "、".join(value) if isinstance(value, list) else str(value)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(updated(target.read_text("utf-8")), "utf-8", newline="\n")
