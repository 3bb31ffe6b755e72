"""A wrong call, explained in Chinese: Typer's own messages are English."""

from __future__ import annotations

import re
from typing import Any

from drafter.cli.help import choices_of, value_name

_QUOTED = re.compile(r"['\"]([^'\"]+)['\"]")
_ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
_KINDS = (  # what Typer says, whatever its version, and what we say
    (re.compile(r"valid integer|valid int|parse string as an integer"), "应是整数，如 2"),
    (re.compile(r"valid float|valid number"), "应是数字"),
    (re.compile(r"greater than or equal to (\S+)|>=\s*(\S+)"), "太小，最小是 {}"),
    (re.compile(r"less than or equal to (\S+)|<=\s*(\S+)"), "太大，最大是 {}"),
    (re.compile(r"does not exist"), "没有这个文件或文件夹"),
)


def explained(error: Any, arguments: list[str]) -> list[str]:
    """What was wrong with the call and where to look; an empty call gets the help text."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return [context.get_help().rstrip() if context else ""]
    return [_what(kind, error), f"用法见 {_command(context, arguments)} --help"]


def _command(context: Any, arguments: list[str]) -> str:
    if context is not None:
        return str(context.command_path)
    named = next((a for a in arguments[:1] if re.fullmatch(r"[a-z]+", a)), "")
    return f"drafter {named}".rstrip()


def _what(kind: str, error: Any) -> str:
    message = str(getattr(error, "message", error))
    parameter = getattr(error, "param", None)
    if kind == "NoSuchOption":
        near = list(getattr(error, "possibilities", None) or [])
        return f"没有选项 {error.option_name}" + (f"，是不是 {' 或 '.join(near)}？" if near else "。")
    if kind == "MissingParameter":
        return f"缺少{_name(parameter).rstrip()}。"
    if kind == "BadOptionUsage":
        wrong = "后面不能跟值" if "not take a value" in message else "后面要跟一个值"
        return f"选项 {error.option_name} {wrong}。"
    if kind == "BadParameter":
        return f"{_name(parameter)}不能这样写：{_reason(message, parameter)}。"
    if "No such command" in message:
        word, *near = _QUOTED.findall(message)
        return f"没有命令 {word}" + (f"，是不是 {' 或 '.join(near)}？" if near else "。")
    if "unexpected extra argument" in message:
        return f"多出了参数：{message.partition(' (')[2].rstrip(').')}"
    if "Missing command" in message:
        return "缺少命令。"
    return message if not _ENGLISH.search(message) else "命令的写法不对。"


def _name(parameter: Any) -> str:
    if parameter is None:
        return "参数"
    options = [o for o in getattr(parameter, "opts", []) if o.startswith("-")]
    return f"选项 {'/'.join(options)} " if options else f"参数 {value_name(parameter)} "


def _reason(message: str, parameter: Any) -> str:
    if parameter is not None and (choices := choices_of(parameter)):
        return f"应是 {'、'.join(choices)} 之一"
    for pattern, said in _KINDS:
        if found := pattern.search(message):
            return said.format(next((g for g in found.groups() if g), ""))
    return "值不合要求" if _ENGLISH.search(message) else message.rstrip("。.")
