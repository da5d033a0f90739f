"""One writer at a time: an advisory lock on `<register>.lock`, given back by the system whenever
and however the process ends, so that no kill leaves a register locked."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pactwatch.errors import RegisterError

PAUSE: Final = 0.1  #: seconds between two tries

Say = Callable[[str], None]


class RegisterLock:
    """Held from `acquire` to `release`."""

    def __init__(self, register: Path) -> None:
        self._register = register
        self._path = register.with_name(register.name + ".lock")
        self._handle: int | None = None

    def acquire(self, *, wait: float, say: Say) -> None:
        """Take the lock, waiting `wait` seconds for another writer; RegisterError names it."""
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise RegisterError(
                f"{self._register}: cannot write beside it: {error.strerror}; choose a folder in "
                "which you have the right to write (--register PATH)"
            ) from error
        until = time.monotonic() + wait
        has_said = False
        while not _try(handle):
            holder = os.pread(handle, 40, 0).decode("ascii", "replace").strip() or "unknown"
            if time.monotonic() >= until:
                os.close(handle)
                raise RegisterError(
                    f"{self._register}: another pactwatch (process {holder}) is writing to it; "
                    "run the same command when it is done, or with --wait SECONDS"
                )
            if not has_said:
                say(f"{self._register}: waiting for another pactwatch (process {holder}) to finish")
                has_said = True
            time.sleep(PAUSE)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode("ascii"), 0)
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; nothing happens where it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
