"""The command as a user calls it: a process of its own, in a folder of its own.

Where coverage and mutation testing must see which lines it runs, DRAFTER_IN_PROCESS=1 runs it in the test's process.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "drafter")


def environment(**more: str) -> dict[str, str]:
    """The environment in which the package is found from any folder."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", **more}


def drafter(*arguments: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end. `more`: variables of the environment; the output is read in the encoding they name."""
    if os.environ.get("DRAFTER_IN_PROCESS") and not more:
        return in_process([*map(str, arguments)], cwd)
    env = environment(**more)
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding=env["PYTHONIOENCODING"].partition(":")[0],
        check=False,
    )


def in_process(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run it to its end in this process, which spares the start."""
    from drafter.cli import run

    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(arguments)
    return subprocess.CompletedProcess(arguments, status, out.getvalue(), err.getvalue())


def on_screen(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """The same, as a person's screen shows it."""
    from drafter.cli import run
    from drafter.cli.screen import screened

    out, err = (screened(io.TextIOWrapper(io.BytesIO(), "utf-8")) for _ in range(2))
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(arguments)
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode("utf-8"))
    return subprocess.CompletedProcess(arguments, status, *texts)


def listing(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder below it, with the bytes of files: what must not change where nothing is written."""
    return {
        str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None
        for p in sorted(folder.rglob("*"))
        if "__pycache__" not in p.parts
    }
