"""A wrong call, explained in Chinese: Typer's own messages are English."""

from __future__ import annotations

from typing import Any


def explained(error: Any) -> list[str]:
    """What was wrong with the call and where to look; an empty call gets the help text."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return [context.get_help() if context else ""]
    command = context.command_path if context else "drafter"
    return [f"{_what(kind, error)}", f"用法见 {command} --help"]


def _what(kind: str, error: Any) -> str:
    name = _name(getattr(error, "param", None))
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None)
        return f"没有选项 {error.option_name}" + (f"，是不是 {'、'.join(near)}？" if near else "。")
    if kind == "NoSuchCommand":
        return f"没有这个命令：{getattr(error, 'command_name', '')}"
    if kind == "MissingParameter":
        return f"缺少{name}。"
    if kind == "BadParameter":
        return f"{name}不能用：{_translated(str(error.message))}"
    if kind == "BadOptionUsage":
        return f"选项 {error.option_name} 的写法不对，后面要跟一个值，或不该有值。"
    return _translated(str(getattr(error, "message", error)))


def _name(parameter: Any) -> str:
    if parameter is None:
        return "参数"
    options = [o for o in getattr(parameter, "opts", []) if o.startswith("-")]
    return f"选项 {'/'.join(options)} " if options else f"参数 {parameter.make_metavar_name()} " if hasattr(
        parameter, "make_metavar_name"
    ) else f"参数 {parameter.metavar or parameter.human_readable_name} "


def _translated(message: str) -> str:
    for english, chinese in (
        ("No such command", "没有这个命令："),
        ("Got unexpected extra argument", "多出了参数"),
        ("is not a valid integer", "不是整数"),
        ("is not one of", "不在可选范围内："),
        ("does not exist", "不存在"),
        ("is a directory", "是文件夹"),
        ("is a file", "是文件"),
        ("is not readable", "读不出来"),
        ("File", "文件"),
        ("Path", "路径"),
        ("Directory", "文件夹"),
        ("s (", "（"),
        (" (", "（"),
        (")", "）"),
    ):
        message = message.replace(english, chinese)
    return message
