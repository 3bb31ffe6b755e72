"""The console script, and `python -m drafter`."""

from __future__ import annotations

import drafter.startup  # noqa: F401 - before all else

# isort: split
import signal


def main() -> None:
    """Load the commands and run them. Ctrl+C while they load ends the process without a word, as it does later."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from drafter.cli import main as command

    signal.signal(signal.SIGINT, signal.default_int_handler)
    command()


if __name__ == "__main__":
    main()
