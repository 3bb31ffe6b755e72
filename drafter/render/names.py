"""Names in tags: which variables an expression uses, whether there are such, and what it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from drafter.patterns import pattern
from drafter.render.variables import NUMBERS, VARIABLES, Variable
from drafter.strict import nearest
from drafter.template import Manifest

if TYPE_CHECKING:
    from jinja2 import nodes

Complaint = tuple[str, str]  # (what is wrong, how to mend it)
Typed = tuple[Variable | None, str]  # (what it is, None where that cannot be known; its path)

_UNKNOWN: Typed = (None, "")
_BUILT_IN = ("loop", "true", "false", "none", "True", "False", "None")


class Names:
    """The names that can be used at one place of a template; loops add theirs."""

    def __init__(self, manifest: Manifest) -> None:
        own = tuple(Variable(key, "文字", "") for key in manifest.extra)
        top = [replace(v, members=own, fixed=True) if v.name == "自定义" else v for v in VARIABLES]
        self.scopes: list[dict[str, Typed]] = [{v.name: (v, v.name) for v in top}]
        self.printed: set[str] = set()
        self.made: set[str] = set()  # by set

    # --- tags ---

    def output(self, inside: str) -> list[Complaint]:
        """{{ … }}"""
        tree, complaints = _parse(f"{{{{ {inside} }}}}")
        if tree is None:
            return complaints
        from jinja2 import nodes

        for output in tree.find_all(nodes.Output):
            for node in output.nodes:
                found, path = self._typed(node, complaints)
                if found and found.kind == "列表":
                    mend = f"写成 {{%p for 项 in {path} %}}、{{{{ 项 }}}}、{{%p endfor %}} 三段"
                    complaints.append((f"“{found.name}”是一列，不能直接印出", mend))
                elif found and found.kind == "部分":
                    mend = f"写明其中哪一项，如 {path}.{found.members[0].name}" if found.members else "写明其中哪一项"
                    complaints.append((f"“{found.name or path}”下面还有几项，不能直接印出", mend))
                elif path:
                    self.printed.add(path)
        return complaints

    def enter(self, word: str, inside: str) -> list[Complaint]:
        """{% for … %} or {% if … %}: what follows stands inside it."""
        scope: dict[str, Typed] = {}
        self.scopes.append(scope)
        tree, complaints = _parse(f"{{% {inside} %}}{{% end{word} %}}")
        if tree is None:
            scope.update(dict.fromkeys(re.findall(r"\w+", inside), _UNKNOWN))  # one fault is told, not all that follows
            return complaints
        from jinja2 import nodes

        statement = tree.body[0]
        if isinstance(statement, nodes.For):
            found, path = self._typed(statement.iter, complaints)
            if isinstance(statement.target, nodes.Name):
                scope[statement.target.name] = _item(found, path)
            else:
                several = [n.name for n in statement.target.find_all(nodes.Name)]
                scope.update(dict.fromkeys(several, _UNKNOWN))
                complaints.append(("for 后面只能起一个名字", f"写成 for {several[-1]} in {path or '列表'}"))
            if found and found.kind != "列表":
                complaints.append((f"“{found.name}”不是一列，不能用 for 逐个取", f"直接写 {{{{ {path} }}}}"))
            if statement.test:
                self._typed(statement.test, complaints)
        elif isinstance(statement, nodes.If):
            self._typed(statement.test, complaints)
        return complaints

    def leave(self) -> None:
        if len(self.scopes) > 1:
            self.scopes.pop()

    def condition(self, inside: str) -> list[Complaint]:
        """{% elif … %}; {% else %} says nothing."""
        if not inside.startswith("elif"):
            return []
        from jinja2 import nodes

        tree, complaints = _parse(f"{{% {inside.removeprefix('el')} %}}{{% endif %}}")
        if tree is not None and isinstance(tree.body[0], nodes.If):
            self._typed(tree.body[0].test, complaints)
        return complaints

    def assign(self, inside: str) -> list[Complaint]:
        """{% set x = … %}"""
        from jinja2 import nodes

        tree, complaints = _parse(f"{{% {inside} %}}")
        if tree is not None and isinstance(tree.body[0], nodes.Assign):
            statement = tree.body[0]
            value = self._typed(statement.node, complaints)
            grows = [statement.node, *statement.node.find_all(nodes.Expr)]
            if any(isinstance(n, (nodes.Concat, nodes.Add)) for n in grows) and any(
                isinstance(n, nodes.Name) and n.name in self.made for n in grows
            ):
                complaints.append(("set 里不能把 set 过的内容再接起来", "把要接的几项写在同一个 {{ }} 里"))
            if isinstance(statement.target, nodes.Name):
                self.made.add(statement.target.name)
                self.scopes[-1][statement.target.name] = value
        return complaints

    # --- expressions ---

    def _typed(self, node: nodes.Node, complaints: list[Complaint]) -> Typed:
        """What the expression is; what is wrong with it goes to `complaints`."""
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            return self._named(node.name, complaints)
        if isinstance(node, nodes.Getattr):
            return self._member(self._typed(node.node, complaints), node.attr, complaints)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._member(self._typed(node.node, complaints), node.arg.value, complaints)
        if isinstance(node, nodes.Getitem):
            found, path = self._typed(node.node, complaints)
            self._typed(node.arg, complaints)
            return _item(found, path) if not isinstance(node.arg, nodes.Slice) else (found, path)
        if isinstance(node, nodes.Filter) and node.node is not None:
            self._filter(node.name, complaints)
            self.printed.add(self._typed(node.node, complaints)[1])
            return _UNKNOWN
        for child in node.iter_child_nodes():
            found, path = self._typed(child, complaints)
            text = found is not None and path not in NUMBERS
            text = text or (isinstance(child, nodes.Const) and isinstance(child.value, str))
            if text and isinstance(node, (nodes.Add, nodes.Sub, nodes.Mod)):
                complaints.append((f"“{node.operator}”只能用来算整数", "几项连着印，写成几个 {{ }}"))
            if isinstance(node, (nodes.Concat, nodes.Add)):
                self.printed.add(path)
        return _UNKNOWN

    def _named(self, name: str, complaints: list[Complaint]) -> Typed:
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        if name not in _BUILT_IN:
            known = [path for scope in self.scopes for n, typed in scope.items() for path in _printable(n, typed)]
            hint = self._of_a_loop(name) or nearest(name, known)
            complaints.append((f"没有“{name}”可填{hint}", _mend(hint)))
        return _UNKNOWN

    def _of_a_loop(self, name: str) -> str:
        """，是不是“问题.标题” for 问题名称 where each 问题 is printed: a part of what the name begins with."""
        for scope in reversed(self.scopes[1:]):
            for each, typed in scope.items():
                parts = [path for path in _printable(each, typed) if path != each]
                if parts and name.startswith(each):
                    titles = [path for path in parts if path.endswith(".标题")]
                    rest = name.removeprefix(each)
                    exact = [path for path in parts if rest and path.endswith(f".{rest}")]
                    meant = (exact or titles or [_closest(name, parts)])[0]
                    self.printed.add(f"{typed[1]}{meant.removeprefix(each)}")  # one fault is told
                    return f"，是不是“{meant}”"
        return ""

    def _member(self, owner: Typed, name: str, complaints: list[Complaint]) -> Typed:
        found, path = owner
        if found is None:
            return _UNKNOWN
        if found.kind == "列表":
            message = f"“{found.name}”是一列，不能直接取其中的“{name}”"
            complaints.append((message, f"先写 {{%p for 项 in {path} %}}，再用 项.{name}"))
            return _UNKNOWN
        for member in found.members:
            if member.name == name:
                return member, f"{path}.{name}"
        self.printed.add(path)  # meant to be: one fault is told
        known = [m.name for m in found.members if m.name]
        if not known and not path.startswith("自定义"):
            complaints.append((f"“{found.name or path}”里没有“{name}”", f"去掉 .{name}"))
        elif not known:
            complaints.append((f"“{found.name or path}”里没有“{name}”", "自定义的文字先写进 template.yaml 的“自定义”"))
        else:
            hint = nearest(name, known)
            complaints.append((f"“{found.name or path}”里没有“{name}”{hint}", _mend(hint)))
        return _UNKNOWN

    def _filter(self, name: str, complaints: list[Complaint]) -> None:
        from drafter.render.environment import FILTERS

        if name not in FILTERS:
            complaints.append((f"没有“{name}”这个过滤器{nearest(name, FILTERS)}", "删去 | 及其后面的部分"))


def _closest(name: str, known: Sequence[str]) -> str:
    """The one that is written most like it; where none is, the first."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=1)
    return best[0] if best else known[0]


def _printable(name: str, typed: Typed) -> Iterator[str]:
    """The name; of what has several parts, and can itself not be printed, a part: 问题.标题 for 问题."""
    found, _ = typed
    texts = [m.name for m in found.members if m.name and m.kind == "文字"] if found and found.kind == "部分" else []
    yield from (f"{name}.{text}" for text in texts)
    if not texts:
        yield name


def _mend(hint: str) -> str:
    if hint:
        return f"改成 {hint.removeprefix('，是不是“').removesuffix('”')}；能填的各项见 docs/模板.md"
    return "从 docs/模板.md 的表里选一项"


def _item(found: Variable | None, path: str) -> Typed:
    """One of a list."""
    if found is None or found.kind != "列表":
        return _UNKNOWN
    if len(found.members) == 1 and not found.members[0].name:
        return replace(found.members[0], name=found.name), path
    return Variable(found.name, "部分", found.meaning, found.members), path


@cache
def _parser() -> Any:
    import jinja2

    return jinja2.Environment()


@lru_cache(maxsize=512)
def _parsed(source: str) -> tuple[Any, tuple[Complaint, ...]]:
    tree, complaints = _read(source)
    return tree, tuple(complaints)


def _parse(source: str) -> tuple[Any, list[Complaint]]:
    tree, complaints = _parsed(source)
    return tree, list(complaints)


def _read(source: str) -> tuple[Any, list[Complaint]]:
    import jinja2

    straight = source.translate(str.maketrans("“”‘’", "\"\"''"))
    from drafter.render.environment import forbidden

    try:
        tree = _parser().parse(straight)
        return tree, forbidden(tree)
    except jinja2.TemplateSyntaxError:
        return None, [(f"写法不对（{_wrong_in(straight)}）", "对照 docs/模板.md 里的例子改写")]


_ODD = pattern(r"[^\w\s.,()\[\]{}|:~+\-*/%=!<>\"'（）]")
_END = pattern(r"[%}]\}")


def _wrong_in(source: str) -> str:
    """What is wrong with a tag that does not parse, from the tag itself: the engine's own words are its version's."""
    inside = _END.split(source[2:], maxsplit=1)[0].strip()
    words = inside.split()
    quotes = sum(inside.count(mark) for mark in "\"'")
    if words[:1] == ["for"] and "in" not in words:
        return "for 后面应是：名字 in 要重复的一列"
    if not words or words in (["if"], ["elif"]) or words[-1] in ("in", "=", "set"):
        return "缺少名字"
    if quotes % 2 or any(inside.count(o) > inside.count(c) for o, c in ("()", "[]", "{}")):
        return "没有写完"
    if _ODD.search(inside):
        return "有不认识的符号"
    if inside.endswith((".", "|", "+", "-", "*", "~")):
        return "没有写完"
    if source.startswith("{{"):
        return "一个 {{ }} 里只能写一项，中间不能有空格或别的字"
    return "语句后面多了内容"


def all_paths(variables: Iterable[Variable] = VARIABLES, prefix: str = "") -> Iterator[tuple[str, Variable]]:
    """Every variable with its path, for the table in the docs."""
    for variable in variables:
        path = f"{prefix}{variable.name}"
        yield path, variable
        named = [m for m in variable.members if m.name]
        yield from all_paths(named, f"{path}.")
