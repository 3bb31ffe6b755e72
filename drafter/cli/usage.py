"""A wrong call, explained in Chinese from what was typed and what the commands accept.

Typer's own messages are English and change with its versions: of an error only its type, its parameter and its
context are used.
"""

from __future__ import annotations

import inspect
import os
import re
import typing
from pathlib import Path
from typing import Any

from drafter.cli.help import choices_of, value_name


def explained(error: Any, arguments: list[str]) -> list[str]:
    """What was wrong with the call and where to look; an empty call gets the help text."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return context.get_help().rstrip().splitlines() if context else []
    return [_what(kind, error, context, arguments), f"用法见 {_command(context, arguments)} --help"]


def _command(context: Any, arguments: list[str]) -> str:
    if context is not None:
        return str(context.command_path)
    named = next((a for a in arguments[:1] if re.fullmatch(r"[a-z]+", a)), "")
    return f"drafter {named}".rstrip()


def _what(kind: str, error: Any, context: Any, arguments: list[str]) -> str:
    parameter = getattr(error, "param", None)
    if kind == "NoSuchOption":
        near = list(getattr(error, "possibilities", None) or [])
        return f"没有选项 {error.option_name}" + (f"，是不是 {' 或 '.join(near)}？" if near else "。")
    if kind == "MissingParameter":
        return f"缺少{_name(parameter).rstrip()}。"
    if kind == "BadOptionUsage":
        option = _option(context, error.option_name)
        wrong = "后面不能跟值" if option is not None and option.is_flag else "后面要跟一个值"
        return f"选项 {error.option_name} {wrong}。"
    if kind == "BadParameter":
        return f"{_name(parameter)}不能这样写：{_reason(parameter, context, arguments)}。"
    commands = getattr(getattr(context, "command", None), "commands", None)
    if commands is not None:
        return _no_command(context, list(commands), arguments)
    return _extra(context, arguments)


def _no_command(context: Any, known: list[str], arguments: list[str]) -> str:
    """A group was called without a command of its own, or with one that it has not."""
    depth = len(str(context.command_path).split()) - 1
    words = [a for a in arguments if not a.startswith("-")][depth:]
    if not words:
        return "缺少命令。"
    from rapidfuzz import fuzz, process

    near = process.extractOne(words[0], known, scorer=fuzz.ratio, score_cutoff=60)
    return f"没有命令 {words[0]}" + (f"，是不是 {near[0]}？" if near else "。")


def _extra(context: Any, arguments: list[str]) -> str:
    """More arguments than the command takes: those that no option and no place of it has room for."""
    if context is None:
        return "命令的写法不对。"
    places = [p for p in context.command.params if p.param_type_name == "argument"]
    if any(p.nargs < 0 for p in places):
        return "命令的写法不对。"
    depth = len(str(context.command_path).split()) - 1
    left, rest = [], iter(arguments[depth:])
    for word in rest:
        option = _option(context, word.partition("=")[0]) if word.startswith("-") else None
        if option is not None and not option.is_flag and "=" not in word:
            next(rest, None)
        elif option is None:
            left.append(word)
    extra = left[sum(p.nargs for p in places) :]
    return f"多出了参数：{' '.join(extra)}" if extra else "命令的写法不对。"


def _option(context: Any, name: str) -> Any:
    params = getattr(getattr(context, "command", None), "params", [])
    return next((p for p in params if name in (*p.opts, *p.secondary_opts)), None)


def _name(parameter: Any) -> str:
    if parameter is None:
        return "参数"
    options = [o for o in getattr(parameter, "opts", []) if o.startswith("-")]
    return f"选项 {'/'.join(options)} " if options else f"参数 {value_name(parameter)} "


def _reason(parameter: Any, context: Any, arguments: list[str]) -> str:
    """Why the value does not do: from how the command declares the parameter and from the value that was typed."""
    if parameter is None:
        return "值不合要求"
    if choices := choices_of(parameter):
        return f"应是 {'、'.join(choices)} 之一"
    kind, declared = _declared(parameter, context)
    typed = _typed(parameter, arguments)
    if kind is int:
        if typed is None or not re.fullmatch(r"[-+]?[0-9]+", typed):
            return "应是整数，如 2"
        if len(typed) > _MOST_DIGITS:
            return "位数太多"
        least, most = getattr(declared, "min", None), getattr(declared, "max", None)
        if least is not None and int(typed) < least:
            return f"太小，最小是 {least}"
        if most is not None and int(typed) > most:
            return f"太大，最大是 {most}"
    if kind is float:
        return "应是数字"
    if kind is Path:
        closed = (word for word in arguments if os.path.exists(word) and not os.access(word, os.R_OK))
        return f"没有权限打开 {next(closed, typed or '这个文件或文件夹')}"
    return "值不合要求"


_MOST_DIGITS = 1000  # of a number; Python itself turns none of more than 4,300 into one


def _declared(parameter: Any, context: Any) -> tuple[Any, Any]:
    """(type, what Typer was told) of a parameter in the signature of our own command."""
    callback = inspect.unwrap(getattr(getattr(context, "command", None), "callback", None) or (lambda: None))
    hint = typing.get_type_hints(callback, include_extras=True).get(str(parameter.name))
    declared = next(iter(getattr(hint, "__metadata__", ())), None)
    kind = typing.get_args(hint)[0] if declared is not None else hint
    inner = [a for a in typing.get_args(kind) if a is not type(None)]
    return (inner[0] if len(inner) == 1 else kind), declared


def _typed(parameter: Any, arguments: list[str]) -> str | None:
    """The value that was typed for an option."""
    for at, word in enumerate(arguments):
        option, sign, value = word.partition("=")
        if option in parameter.opts:
            return value if sign else next(iter(arguments[at + 1 : at + 2]), None)
    return None
