"""web: the same work in the browser."""

from pathlib import Path
from typing import Annotated

import typer


def web(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="工作文件夹；默认当前文件夹")] = Path("."),
    port: Annotated[int | None, typer.Option(metavar="N", help="用哪个端口；默认自动选一个空闲的")] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="只给出网址，不打开浏览器")] = False,
) -> None:
    """在浏览器里起草、审核、管模板和用语；只在本机上，不联网。"""
    from drafter.web.serve import serve

    serve(folder, port, not no_browser)
