"""An open register: one writer, and each thing that is done in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from pactwatch.ports import Clock
from pactwatch.store import ledger, sql
from pactwatch.store.lock import RegisterLock
from pactwatch.store.opening import explained


class Transactions:
    """What is written is sealed when its transaction ends; a kill leaves whole ones only."""

    def __init__(self, path: Path, *, engine: sql.Engine, clock: Clock, lock: RegisterLock) -> None:
        self.path = path
        self._engine = engine
        self._clock = clock
        self._lock = lock
        self._connection: sql.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and give the lock back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._engine.dispose()
        self._lock.release()

    @contextmanager
    def transaction(self, doing: str, *, replaced: Sequence[str] = ()) -> Iterator[sql.Connection]:
        """One transaction; what is written in it is sealed at its end."""
        with explained(self.path, doing):
            if self._connection is None:
                self._connection = self._engine.connect()
            with self._connection.begin():
                if doing == "read":
                    yield self._connection
                    return
                marks = ledger.begin_rows(self._connection, replaced)
                yield self._connection
                ledger.seal_rows(self._connection, marks, replaced)
