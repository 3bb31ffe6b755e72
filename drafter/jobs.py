"""The same work over many files: in this process, in several, or on a Dask cluster; joblib is the only engine."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from drafter.errors import InputError

Item = TypeVar("Item")
Result = TypeVar("Result")


def run(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    label: str = "处理",
) -> Iterator[Result]:
    """Results in the order of the items, with a progress bar on a terminal's standard error.

    `scheduler`: the address of a Dask scheduler; the work then runs on its cluster. Raises InputError where Dask is
    not installed or does not answer.
    """
    if jobs == 0 or jobs < -1:
        raise InputError(f"--jobs 不能是 {jobs}：写 1、2、3…，或 -1 表示用上全部处理器。")
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task(label, total=len(items))
        for result in _results(work, items, jobs, scheduler):
            progress.advance(task)
            yield result


def _results(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, scheduler: str | None
) -> Iterator[Result]:
    if scheduler is None and (jobs == 1 or len(items) < 2):
        yield from map(work, items)
        return
    import joblib

    with _backend(scheduler):
        parallel = joblib.Parallel(n_jobs=jobs if scheduler is None else -1, return_as="generator")
        yield from parallel(joblib.delayed(work)(item) for item in items)


@contextlib.contextmanager
def _backend(scheduler: str | None) -> Iterator[Any]:
    if scheduler is None:
        yield None
        return
    import joblib

    try:
        from distributed import Client
    except ImportError:
        raise InputError("没有安装 Dask，不能用 --scheduler。请先安装：pip install 'drafter[dask]'。") from None
    try:
        client = Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise InputError(
            f"连不上 Dask 调度器 {scheduler}（{error}）。请核对地址，例如 tcp://127.0.0.1:8786。"
        ) from None
    with client, joblib.parallel_config(backend="dask"):
        yield client
