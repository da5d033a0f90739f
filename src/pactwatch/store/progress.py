"""Work of many minutes → a line now and then that says how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

EVERY = 10.0  #: seconds between two lines
OFTEN = 2_000  #: rows between two looks at the clock

Say = Callable[[str], None]


class Progress:
    """How far a piece of work is, told at most once in `EVERY` seconds."""

    def __init__(
        self,
        say: Say,
        doing: str,
        *,
        total: int = 0,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._say = say
        self._seconds = seconds
        self._doing = doing
        self._total = total
        self._done = 0
        self._told = seconds()

    def tell(self, done: int, total: int) -> None:
        """So much of so much is done."""
        if self._seconds() - self._told >= EVERY:
            self._told = self._seconds()
            self._say(f"{self._doing}: {min(done / max(total, 1), 1):.0%}")

    def watch(self, rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Rows as they pass."""
        for row in rows:
            self._done += 1
            if self._done % OFTEN == 0:
                self.tell(self._done, self._total)
            yield row
