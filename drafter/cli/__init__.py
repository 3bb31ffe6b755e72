"""The commands: a thin skin. Each parses, calls one library function, prints.

What is said to the user goes to standard error, in Chinese; JSON and other results go to standard output alone.
"""

from __future__ import annotations

import gettext
import sys
from collections.abc import Callable

_CHINESE = {
    "Arguments": "参数",
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示帮助。",
    "required": "必填",
    "default: {default}": "默认：{default}",
    "Missing command.": "缺少命令。",
    "Aborted!": "已中止。",
    "(dynamic)": "（视情况）",
}


def _with_chinese_help(load: Callable[[], object]) -> None:
    """Typer takes its few help words through gettext once, when it is imported."""
    original = gettext.gettext
    gettext.gettext = lambda message: _CHINESE.get(message, original(message))
    try:
        load()
    finally:
        gettext.gettext = original


def _import_typer() -> None:
    import typer.core  # noqa: F401


_with_chinese_help(_import_typer)

import typer  # noqa: E402

from drafter.errors import InputError  # noqa: E402

app = typer.Typer(
    name="drafter",
    help="巡视（巡察）整改进展情况通报起草助手：读旧通报、拟新通报、排版、发布前审核。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _register() -> None:
    from drafter.cli import check, draft, ledger, phrases, read, template

    app.command("new")(ledger.new)
    app.command("schema")(ledger.schema)
    app.command("draft")(draft.draft)
    app.command("check")(check.check)
    app.command("outline")(read.outline)
    app.command("import")(read.import_)
    app.command("export")(ledger.export)
    app.command("update")(ledger.update)
    app.command("diff")(ledger.diff)
    app.command("mine")(phrases.mine)
    app.command("phrases")(phrases.phrases)
    app.command("rules")(check.rules)
    app.add_typer(template.app, name="template")


_register()


def say(*messages: str) -> None:
    """To the user: standard error, one line a message."""
    for message in messages:
        print(message, file=sys.stderr)


def main() -> None:
    """Entry point of the console script. Exits with 0, 1 (check found an error) or 2 (unusable input or call)."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; returns the exit status. Never a traceback for what the user gave."""
    from drafter.cli.usage import explained

    try:
        status = app(args=arguments, prog_name="drafter", standalone_mode=False)
    except InputError as error:
        say(*error.messages)
        return 2
    except typer.BadParameter.__mro__[2] as error:  # click's base of all usage errors
        say(*explained(error))
        return 2
    except (KeyboardInterrupt, typer.Abort):
        say("已中止。")
        return 2
    except (RecursionError, MemoryError):
        say("输入太大或嵌套太深，处理不了。请拆成几份再试。")
        return 2
    return status if isinstance(status, int) else 0
