"""The language of tags: what a template may use, once, for the check and for drafting alike.

An allow-list: statements, filters, tests and methods named here and nothing else; attributes are the variables' own
members and those of a loop; data cannot be changed; what a template can make is bounded, so that none hangs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

STATEMENTS = ("for", "endfor", "if", "elif", "else", "endif", "set")
TABLE_STATEMENTS = ("vm", "hm", "colspan", "cellbg")  # docxtpl's own, for cells
FILTERS = (
    "default",
    "d",
    "join",
    "length",
    "count",
    "first",
    "last",
    "list",
    "reverse",
    "trim",
    "upper",
    "lower",
    "int",
)
TESTS = ("defined", "undefined", "none", "odd", "even", "divisibleby", "string", "number", "sameas", "in", "eq", "ne")
METHODS = ("startswith", "endswith", "strip")
LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem")
MAX_STEPS = 400_000  # of all loops together: 4,500 problems of 20 paragraphs, four times over
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
    nodes.Concat, nodes.Add, nodes.Sub, nodes.Mod, nodes.Neg, nodes.For, nodes.If, nodes.Assign, nodes.List,
    nodes.Tuple, nodes.Call, nodes.Keyword,
)  # fmt: skip


class TooMuch(SecurityError):
    """A template makes more than any notice holds."""


class Rows(list[Any]):
    """A list of a context: looping over it is counted."""

    def __init__(self, items: Any, steps: list[int]) -> None:
        super().__init__(items)
        self.steps = steps

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            self.steps[0] += 1
            if self.steps[0] > MAX_STEPS:
                raise TooMuch("循环套循环，次数太多")
            yield item


def _reversed(value: Any) -> Any:
    """A text or a list from its end; the engine's own gives an iterator, which prints as an object of the program."""
    return value[::-1] if isinstance(value, str) else list(value)[::-1]


class Language(ImmutableSandboxedEnvironment):
    """Jinja2 with the allow-list alone."""

    intercepted_binops = frozenset(("*", "**", "/", "//", "%", "+", "-"))
    intercepted_unops = frozenset()

    def __init__(self, **options: Any) -> None:
        super().__init__(undefined=jinja2.StrictUndefined, **options)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS} | {"reverse": _reversed}
        self.tests = {name: self.tests[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, LoopContext):
            return attr in LOOP
        return isinstance(obj, str) and attr in METHODS

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator in ("+", "-", "%") and isinstance(left, int) and isinstance(right, int):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"“{operator}”只能用来算整数")


def forbidden(tree: nodes.Template) -> list[tuple[str, str]]:
    """(what is wrong, how to mend it) for everything in the parsed tag that is not on the list."""
    out: list[tuple[str, str]] = []
    for node in [tree, *tree.find_all(nodes.Node)]:
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            continue  # named with the nearest one by `names`
        if isinstance(node, nodes.Test) and node.name not in TESTS:
            out.append((f"没有“is {node.name}”这个判断", f"可用的判断：{'、'.join(TESTS[:6])}"))
        elif isinstance(node, nodes.Call):
            if not (isinstance(node.node, nodes.Getattr) and node.node.attr in METHODS):
                out.append(("模板里不能调用函数", "删去 (…)，只写变量、for、if"))
        elif isinstance(node, nodes.For) and node.recursive:
            out.append(("for 不能写 recursive", "删去 recursive"))
        elif isinstance(node, nodes.Mod) and isinstance(node.left, nodes.Const) and isinstance(node.left.value, str):
            out.append(("不能用 % 排文字", "直接写变量"))
        elif isinstance(node, (nodes.Getattr, nodes.Getitem)) and _private(node):
            out.append(("名称不能以下划线开头", "从 docs/模板.md 的变量表里选一个"))
        elif not isinstance(node, _NODES):
            out.append(("用了模板不能用的写法", "只用变量、for、if、set"))
    return list(dict.fromkeys(out))


def _private(node: Any) -> bool:
    name = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", "")
    return isinstance(name, str) and name.startswith("_")
