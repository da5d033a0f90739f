"""What a stage may ask of the outside. Protocols only: `store/` and `archive/` fulfil them,
`workers/` hands them in, tests give doubles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from pactwatch.nouns import Capture, Judgement


class Clock(Protocol):
    """The time now, in UTC. `PACTWATCH_NOW` sets it, so that equal inputs give equal bytes."""

    def now(self) -> datetime: ...


class Archive(Protocol):
    """Where the bytes go before any row names them."""

    def keep(self, capture: Capture) -> str:
        """Write and sync the bytes, once per record; returns the record id."""
        ...

    def fetch(self, record: str) -> Capture:
        """The bytes of a record, as they came."""
        ...


class SeenPages(Protocol):
    """Which captures and texts a register has already read."""

    def has_capture(self, record: str) -> bool: ...

    def has_reading(self, doc_id: str, readers: str) -> bool: ...


class ParseCache(Protocol):
    """What depends on a passage's words alone, kept by content."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, value: bytes) -> None: ...


class Judgements(Protocol):
    """What people decided, in the order in which they did."""

    def all(self) -> Iterable[Judgement]: ...
