"""Help texts in Chinese, aligned by the width of Chinese characters: Typer's own are English."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

from drafter.errors import InputError

_MOST_COLUMNS = 100


class Command(TyperCommand):
    """A command whose help is written by this module. An empty name of a file (of a shell's variable that has no value)
    is none, not the folder that one is in."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        empty = "" in args and "." not in args
        left = super().parse_args(ctx, args)
        for parameter in self.params if empty else ():
            given = ctx.params.get(parameter.name)
            if Path() in (given if isinstance(given, (list, tuple)) else [given]):
                raise InputError(
                    f"{value_name(parameter)}：给的文件名是空的。请写文件名；要写当前文件夹，写一个点（.）。"
                )
        return left

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_text(self, ctx))


class Group(TyperGroup):
    """A command with subcommands, likewise."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_text(self, ctx))


def in_chinese(app: Any) -> None:
    """Give all commands of a Typer app, and of the apps inside it, Chinese help."""
    for command in app.registered_commands:
        command.cls = Command
    for group in app.registered_groups:
        group.cls = Group
        in_chinese(group.typer_instance)


def help_text(command: Any, context: Any) -> str:
    """用法, what it does, its arguments, options and subcommands."""
    parameters = command.get_params(context)
    arguments = [p for p in parameters if p.param_type_name == "argument" and not getattr(p, "hidden", False)]
    options = [p for p in parameters if p.param_type_name == "option" and not p.hidden]
    commands = getattr(command, "commands", {})
    usage = [context.command_path, *(["命令"] if commands else []), *map(_in_usage, arguments), "[选项]"]
    parts = [
        f"用法：{' '.join(usage)}",
        "\n".join(f"  {line}" for line in (command.help or "").strip().splitlines()),
        _block("参数", ((value_name(p), _explained(p, context)) for p in arguments)),
        _block("选项", ((_spelled(p), _explained(p, context)) for p in options)),
        _block("命令", ((n, _first_line(c.help)) for n, c in commands.items() if not c.hidden)),
    ]
    if commands:
        parts.append(f"一个命令的用法：{context.command_path} 命令 --help")
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def value_name(parameter: Any) -> str:
    """What the user writes for it: 台账.yaml, N, text|json|html."""
    if parameter.metavar:
        return str(parameter.metavar)
    if choices := choices_of(parameter):
        return "|".join(choices)
    return "值"


def _in_usage(argument: Any) -> str:
    name = value_name(argument)
    return name if argument.required or name.startswith("[") else f"[{name}]"


def choices_of(parameter: Any) -> list[str]:
    """The values it may have, where they are few."""
    described = getattr(parameter, "type_descriptor", None) or getattr(parameter, "type", None)
    return [str(getattr(choice, "value", choice)) for choice in getattr(described, "choices", None) or ()]


def _spelled(option: Any) -> str:
    flags = ", ".join(option.opts)
    return flags if option.is_flag or option.count else f"{flags} {value_name(option)}"


def _explained(parameter: Any, context: Any) -> str:
    if "--help" in parameter.opts:
        return "显示帮助。"
    said = str(parameter.help or "")
    if parameter.param_type_name != "option" or parameter.is_flag:
        return said
    if parameter.required:
        return f"{said}（必填）"
    default = parameter.get_default(context, call=False)
    shown = "" if default in (None, (), []) or "默认" in said else f"（默认：{getattr(default, 'value', default)}）"
    return said + shown


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]


def _block(title: str, rows: Iterable[tuple[str, str]]) -> str:
    """A heading and two columns, as wide as the terminal allows."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, said in rows:
        table.add_row(Text(f"  {name}"), Text(said))
    if not table.row_count:
        return ""
    out = io.StringIO()
    Console(file=out, width=min(Console().width, _MOST_COLUMNS), color_system=None).print(table)
    return f"{title}：\n" + "\n".join(line.rstrip() for line in out.getvalue().splitlines())
