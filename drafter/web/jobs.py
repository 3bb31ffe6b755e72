"""Long work beside the page: it has a name, a progress, an end, and can be stopped between two files."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from drafter.errors import InputError


@dataclass
class Job:
    """One piece of long work. `state`: running, done, stopped or failed."""

    number: int
    title: str
    total: int
    done: int = 0
    state: str = "running"
    messages: list[str] = field(default_factory=list)
    result: Any = None
    stop: threading.Event = field(default_factory=threading.Event, repr=False)


class Jobs:
    """The long work of one page; it goes with the page."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._jobs: dict[int, Job] = {}

    def start(self, title: str, total: int, steps: Iterator[Any], finish: Callable[[list[Any]], Any]) -> Job:
        """Run the steps one after the other; `finish` makes the result of what they gave."""
        job = Job(next(self._numbers), title, total)
        self._jobs[job.number] = job
        threading.Thread(target=self._run, args=(job, steps, finish), daemon=True).start()
        return job

    def find(self, number: str) -> Job:
        """Raises InputError where there is none of that number."""
        job = self._jobs.get(int(number)) if number.isdecimal() and len(number) < 9 else None
        if job is None:
            raise InputError("没有这项工作，可能页面重新启动过。请重新开始。")
        return job

    def _run(self, job: Job, steps: Iterator[Any], finish: Callable[[list[Any]], Any]) -> None:
        found = []
        try:
            for step in steps:
                found.append(step)
                job.done += 1
                if job.stop.is_set():
                    job.state = "stopped"
                    return
            job.result = finish(found)
            job.state = "done"
        except InputError as error:
            job.messages, job.state = error.messages, "failed"
        except Exception as error:
            job.messages, job.state = (
                [f"程序出错，没有做完：{type(error).__name__}。请把所用的文件交给维护人员。"],
                "failed",
            )
