"""The commands: a thin skin. Each parses, calls one library function, prints.

What is said to the user goes to standard error, in Chinese; JSON and other results go to standard output alone.
"""

from __future__ import annotations

import drafter.startup  # noqa: F401 - before all else

# isort: split
import codecs
import os
import sys
from typing import cast

import typer

from drafter.cli.help import Group, in_chinese
from drafter.cli.screen import screen_everything
from drafter.errors import TOO_MUCH, InputError, place_of, refused_by_system
from drafter.folders import inputs_noted
from drafter.text.normal import in_one_line

app = typer.Typer(
    name="drafter",
    cls=Group,
    help="巡视（巡察）整改进展情况通报起草助手：读旧通报、拟新通报、排版、发布前审核。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _register() -> None:
    from drafter.cli import check, draft, ledger, phrases, read, template, web

    app.command("new")(ledger.new)
    app.command("schema")(ledger.schema)
    app.command("web")(web.web)
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
    in_chinese(app)


_register()

_INTERRUPTED = 130  # what Typer returns for Ctrl+C
# The base of all usage errors: Typer's own, or that of the Click below an older Typer.
_USAGE_ERROR = cast(type[Exception], typer.BadParameter.__mro__[2])


def say(*messages: str) -> None:
    """To the user: standard error, one line a message."""
    for message in messages:
        print(in_one_line(message), file=sys.stderr)


def main() -> None:
    """Entry point of the console script. Exits with 0, 1 (check found an error) or 2 (unusable input or call)."""
    _leave_ascii()
    screen_everything()
    status = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError as error:
        if status != 2:  # else it was said
            status = _refused(error)
    sys.exit(status)


def _leave_ascii() -> None:
    """Begin again in UTF-8 where the system says ASCII (LC_ALL=C): no Chinese file name could be used there."""
    if os.name == "posix" and codecs.lookup(sys.getfilesystemencoding()).name == "ascii":
        os.environ["PYTHONUTF8"] = "1"  # for the processes of a folder run too
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "drafter", *sys.argv[1:]])


def _refused(error: OSError) -> int:
    """The system refused to read or write: its reason, and of what."""
    say(refused_by_system(error, "结果写不出去"))
    return 2


def _folder_is_gone() -> bool:
    """Whether the folder we stand in was deleted: every path would be told as missing, absolute ones too."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def run(arguments: list[str]) -> int:
    """Run one command line; returns the exit status. Never a traceback for what the user gave.

    A fault of this program is said in one line as well; DRAFTER_DEBUG=1 in the environment shows where it arose.
    """
    if _folder_is_gone():
        say("现在所在的文件夹已经删除或移走了，没有做。请先换到一个还在的文件夹（cd），再运行。")
        return 2
    try:
        with inputs_noted():
            status = app(args=arguments, prog_name="drafter", standalone_mode=False)
    except InputError as error:
        say(*error.messages)
        return 2
    except _USAGE_ERROR as error:
        from drafter.cli.usage import explained

        say(*explained(error, arguments))
        return 2
    except (KeyboardInterrupt, typer.Abort):
        status = _INTERRUPTED
    except (RecursionError, MemoryError):
        say(TOO_MUCH)
        return 2
    except Exception as error:
        if os.environ.get("DRAFTER_DEBUG"):
            raise
        if isinstance(error, OSError):
            return _refused(error)
        fault = f"{type(error).__name__} {error}{place_of(error)}"
        say(f"程序出错，没有做完：{fault}。请把这句话连同所用的文件交给维护人员。")
        return 2
    if status == _INTERRUPTED:
        say("已中止。")
        return 2
    return status if isinstance(status, int) else 0
