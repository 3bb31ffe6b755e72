"""Starting the page: a free port of this machine, a token, the address on standard output, the browser."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
import threading
import zlib
from pathlib import Path

from drafter.errors import InputError
from drafter.text.normal import in_one_line

HOST = "127.0.0.1"
_PORTS = range(20_000, 30_000)  # below those that systems give to whoever asks for any


def serve(folder: Path, port: int | None, browser: bool) -> None:
    """Serve the page over a folder until it is interrupted.

    Prints its address, token included, as the first line of standard output. Raises InputError where the folder or
    the port cannot be used.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}：没有这个文件夹。请先建好，或换一个。")
    listener = _listen(port) if port is not None else _listen_where_usual(folder)
    token = secrets.token_urlsafe(24)
    own = listener.getsockname()[1]
    address = f"http://{HOST}:{own}/?t={token}"
    print(address, flush=True)
    shown = in_one_line(os.path.realpath(folder))
    print(
        f"起草助手已启动，工作文件夹：{shown}。关闭这个窗口或按 Ctrl+C 即停止。",
        file=sys.stderr,
    )
    if browser:
        threading.Thread(target=_open, args=(address,), daemon=True).start()
    import uvicorn  # while the browser starts: what it asks meanwhile waits at the port

    from drafter.web.app import create_app
    from drafter.web.warm import warm_up

    app = create_app(folder, token, port=own)
    config = uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
    )
    server = uvicorn.Server(config)
    warm_up(app.state.desk)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def _listen_where_usual(folder: Path) -> socket.socket:
    """The folder's own port, so that a page that stayed open goes on when the server was started again; any other one
    where that is taken."""
    name = os.path.normcase(folder.resolve())
    try:
        return _listen(_PORTS.start + zlib.crc32(name.encode("utf-8", "surrogateescape")) % len(_PORTS))
    except InputError:
        return _listen(0)


def _listen(port: int | None) -> socket.socket:
    # The protocol is named: only where a socket knows its own does asyncio send small answers at once (TCP_NODELAY),
    # else each waits 40 ms for the browser's acknowledgement of its headers.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # a port that was closed just now is free at once; on Windows it is, and this means another
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port or 0))
        listener.listen(64)
    except (OSError, OverflowError):
        listener.close()
        raise InputError(f"端口 {port} 用不了，可能正被别的程序占用。请换一个 --port，或不写。") from None
    return listener


def _open(address: str) -> None:
    import webbrowser

    with contextlib.suppress(Exception):  # no browser on this machine: the address has been printed
        webbrowser.open(address)
