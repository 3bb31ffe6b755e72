"""Where the files that come with the program lie: inside the installed package, or at the top of a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str, in_checkout: str | None = None) -> Path:
    """The folder `drafter/data/NAME` of an installation, else the checkout's own (`in_checkout`, or the same name)."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / (in_checkout or name)
