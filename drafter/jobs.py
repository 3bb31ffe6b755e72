"""The same work over many files: in this process, in several, or on a Dask cluster; joblib is the only engine."""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

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
    if scheduler is None and (jobs == 1 or len(items) < 2):
        yield from _shown(map(work, items), len(items), label)
        return
    from concurrent.futures.process import BrokenProcessPool

    _say_nothing_in_english()
    import joblib

    with _cluster(scheduler) if scheduler else contextlib.nullcontext():
        there = _FromFolder(work, os.getcwd())  # a worker that is used again began in another folder
        task = there if scheduler else _InWorker(there)
        parallel = joblib.Parallel(n_jobs=-1 if scheduler else min(jobs, len(items)), return_as="generator")
        results = parallel(joblib.delayed(task)(item) for item in items)  # the workers start here
        try:
            yield from _shown(results, len(items), label)
        except BrokenProcessPool:
            raise InputError(
                "一个工作进程中途退出了（可能是内存不够）。已写出的文件都是完整的；请用较小的 --jobs 再运行一次。"
            ) from None


def _say_nothing_in_english() -> None:
    """What joblib and its helpers warn of helps no user: it goes on in one process by itself, a worker that died is
    said here, and what it left in shared memory is cleared by a process of its own, which has its filters from the
    environment."""
    warnings.filterwarnings("ignore", module=r"joblib|drafter\.jobs")
    if not os.environ.get("DRAFTER_DEBUG"):
        os.environ["PYTHONWARNINGS"] = "ignore"


def _shown(results: Iterable[Result], total: int, label: str) -> Iterator[Result]:
    """The results, with a progress bar where there is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=getattr(sys.stderr, "bare", sys.stderr))  # a bar moves the cursor; it shows no names
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task(label, total=total)
        for result in results:
            progress.advance(task)
            yield result


@dataclass(frozen=True)
class _InWorker(Generic[Item, Result]):
    """The work, done in a process of its own."""

    work: Callable[[Item], Result]

    def __call__(self, item: Item) -> Result:
        result = self.work(item)
        _settle()
        return result


@cache
def _settle() -> None:
    """Once in a process: what the first item loaded stays, so the collector, which joblib calls often, may skip it."""
    gc.freeze()


@dataclass(frozen=True)
class _FromFolder(Generic[Item, Result]):
    """The work, done in the folder that the user called from: a worker of a cluster stands elsewhere."""

    work: Callable[[Item], Result]
    folder: str

    def __call__(self, item: Item) -> Result:
        try:
            if os.getcwd() != self.folder:
                os.chdir(self.folder)
        except OSError:
            raise InputError(
                f"{self.folder}：集群的工作机上没有这个文件夹。台账和稿子要放在各台机器上路径相同的共享文件夹里。"
            ) from None
        return self.work(item)


@contextlib.contextmanager
def _cluster(scheduler: str) -> Iterator[None]:
    import joblib

    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise InputError("没有安装 Dask，不能用 --scheduler。请先安装：pip install 'drafter[dask]'。") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = distributed.Client(scheduler, timeout=10)
    except (OSError, ValueError):
        raise InputError(
            f"连不上 Dask 调度器 {scheduler}。请核对地址（如 tcp://127.0.0.1:8786），确认它正在运行。"
        ) from None
    with client, joblib.parallel_config(backend="dask"):
        yield
