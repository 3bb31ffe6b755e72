"""Every regular expression of the package, where it stands and how it is used: what the linear-time test measures."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

import drafter
from drafter.patterns import Waiting

ANCHORED = {"match", "fullmatch"}
SCANNING = {"search", "finditer", "findall", "sub", "subn", "split", "scanner"}
DEPTH = 5  # tables of rows of patterns


class Found(NamedTuple):
    """A pattern: its place, and whether it is tried at every character of a text or only at a given one."""

    where: str
    pattern: re.Pattern[str]
    scans: bool


@cache
def modules() -> tuple[ModuleType, ...]:
    names = [m.name for m in pkgutil.walk_packages(drafter.__path__, "drafter.") if not m.name.endswith("__main__")]
    return tuple(map(importlib.import_module, names))


@cache
def patterns() -> tuple[Found, ...]:
    """Those that modules hold, in tables too, and those that are written where they are used or handed on."""
    used = _methods()
    found: dict[re.Pattern[str], Found] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _held(value, DEPTH):
                methods = used.get(f"{module.__name__}.{name}" if name.startswith("_") else name, set())
                scans = bool(methods & SCANNING) or not methods & ANCHORED
                known = found.get(pattern)
                found[pattern] = Found(f"{module.__name__}.{name}", pattern, scans or bool(known and known.scans))
        for where, pattern, method in _inline(module):
            known = found.get(pattern)
            if known and method == "compile":
                continue  # held, and known by how it is used
            scans = method not in ANCHORED or bool(known and known.scans)
            found[pattern] = Found(known.where if known else where, pattern, scans)
    return tuple(found.values())


def unresolved() -> list[str]:
    """Calls of `re` whose pattern is made of what only a running function knows."""
    return [where for module in modules() for where, pattern, _ in _calls(module) if pattern is None]


def _held(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, Waiting):
        if isinstance(value.written, str):
            yield value.compiled()
    elif isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif hasattr(value, "cache_info") and "Pattern" in str(inspect.signature(value)):  # type: ignore[arg-type]
        if not inspect.signature(value).parameters:  # type: ignore[arg-type]
            yield from _held(value(), depth - 1)  # type: ignore[operator]
    elif depth and isinstance(value, dict):
        for pair in value.items():
            yield from _held(pair, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _held(item, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _held(getattr(value, field.name, None), depth - 1)


@cache
def _methods() -> dict[str, set[str]]:
    """For each name, the methods that are called on it: of its own module where it is private, else anywhere."""
    used: dict[str, set[str]] = defaultdict(set)
    for module in modules():

        def key(name: str, module: ModuleType = module) -> str:
            return f"{module.__name__}.{name}" if name.startswith("_") else name

        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.Attribute) and node.attr in ANCHORED | SCANNING:
                owner = node.value
                if isinstance(owner, ast.Subscript | ast.Call):
                    continue
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                used[key(name)].add(node.attr)
            elif isinstance(node, ast.Call):
                # handed to another function: what that does with it is not known
                for argument in [*node.args, *(k.value for k in node.keywords)]:
                    if isinstance(argument, ast.Name) and argument.id.isupper():
                        used[key(argument.id)].add("search")
    return used


@cache
def tree_of(module: ModuleType) -> ast.Module:
    try:
        return ast.parse(inspect.getsource(module))
    except OSError:  # an empty __init__
        return ast.Module([], [])


def _inline(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str], str]]:
    for where, pattern, method in _calls(module):
        if pattern is not None:
            yield where, pattern, method


def _calls(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str] | None, str]]:
    for node in ast.walk(tree_of(module)):
        if not isinstance(node, ast.Call) or not node.args or not (method := _method(node.func)):
            continue
        flags = [k.value for k in node.keywords if k.arg == "flags"]
        flags += node.args[1:2] if method == "compile" else []
        try:
            pattern = re.compile(_value(node.args[0], module), _value(flags[0], module) if flags else 0)
        except (NameError, TypeError):  # a name of the function itself, or one that means another thing outside of it
            yield f"{module.__name__}:{_function(node, module)}", None, method
            continue
        if isinstance(pattern.pattern, str):
            yield f"{module.__name__}:{node.lineno}", pattern, method


def _method(called: ast.expr) -> str:
    """The function of `re` that is called, `compile` where a pattern is made to be compiled later; "" for another."""
    if isinstance(called, ast.Name):
        return "compile" if called.id == "pattern" else ""
    known = isinstance(called, ast.Attribute) and getattr(called.value, "id", None) == "re"
    return called.attr if known and called.attr in ANCHORED | SCANNING | {"compile"} else ""  # type: ignore[attr-defined]


def _function(node: ast.AST, module: ModuleType) -> str:
    """The innermost function that a line stands in."""
    around = [
        outer.name
        for outer in ast.walk(tree_of(module))
        if isinstance(outer, ast.FunctionDef) and outer.lineno <= node.lineno <= (outer.end_lineno or 0)  # type: ignore[attr-defined]
    ]
    return around[-1] if around else ""


def _value(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), module.__name__, "eval"), dict(vars(module)))
