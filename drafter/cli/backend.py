"""Where the work of many files runs: --backend and --scheduler, the same for draft, check and mine."""

from enum import StrEnum


class BackendChoice(StrEnum):
    """Processes of this machine, or a Dask cluster."""

    local = "local"
    dask = "dask"


def address_of(backend: BackendChoice | None, scheduler: str | None) -> str | None:
    """The scheduler to use, None for this machine. Raises InputError where the two options do not fit."""
    from drafter.errors import InputError

    if backend is BackendChoice.dask and not scheduler:
        raise InputError("--backend dask 还要用 --scheduler 写明调度器地址，如 --scheduler tcp://主机:8786。")
    if backend is BackendChoice.local and scheduler:
        raise InputError("--backend local 是在本机运行，不用 --scheduler；要用集群请写 --backend dask。")
    return scheduler
