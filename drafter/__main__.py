"""The console script, and `python -m drafter`."""

from __future__ import annotations

import drafter.startup  # noqa: F401 - before all else

# isort: split
import signal
import time

_ENDING = 2.0  # seconds in which a second request to end is the same one: timeout and some terminals send it twice


class _Interruption:
    """What ends the work: a KeyboardInterrupt, and none while the work is being undone because of it."""

    def __init__(self) -> None:
        self._last = -_ENDING

    def __call__(self, number: int, frame: object) -> None:
        now = time.monotonic()
        if now - self._last >= _ENDING:
            self._last = now
            raise KeyboardInterrupt


def main() -> None:
    """Load the commands and run them. Ctrl+C while they load ends the process without a word. Later it, the system's
    request to end and a terminal that was closed let what is being written be finished or undone first."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from drafter.cli import main as command

    interruption = _Interruption()
    signal.signal(signal.SIGINT, interruption)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # nohup lets it be ignored
            signal.signal(number, interruption)
    command()


if __name__ == "__main__":
    main()
