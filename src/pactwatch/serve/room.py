"""What every page stands on: the register, the pack, the clock, and what is kept between requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Annotated

from fastapi import Depends, Query, Request

from pactwatch.config import Settings
from pactwatch.domain import Pack
from pactwatch.errors import ConfigError
from pactwatch.nouns import Day, Outline, Register
from pactwatch.ports import Clock
from pactwatch.reconcile import last_day
from pactwatch.release import Export
from pactwatch.serve.failures import Refused
from pactwatch.serve.lines import Lines
from pactwatch.serve.wording import translate
from pactwatch.store import Lookup, Shelf
from pactwatch.workers import MakeReaders, Progress, ReadRequest, default_readers

KEPT_DAYS = 24  #: days whose lines are kept in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One open register and what its pages need. Many requests use it at once."""

    path: Path
    shelf: Shelf
    pack: Pack
    clock: Clock
    hosts: frozenset[str]  #: what a request may call us
    settings: Settings = field(default_factory=Settings)
    make_readers: MakeReaders = default_readers
    settle: Callable[[], None] = lambda: None  #: is called when much was read that is kept
    kept: _Kept = field(default_factory=lambda: _Kept())

    def today(self) -> date:
        """The day by the clock, in UTC."""
        return self.clock.now().date()

    def read_request(
        self, *, watch: Callable[[Progress], None], say: Callable[[str], None]
    ) -> ReadRequest:
        """What reads reports into this register."""
        return ReadRequest(
            sources=(),
            settings=replace(self.settings, register=self.path),
            clock=self.clock,
            make_readers=self.make_readers,
            watch=watch,
            say=say,
        )

    def lines(self, lookup: Lookup) -> Lines:
        """One line for each hub, as of the lookup's day; kept until the register is saved anew."""
        return self.kept.lines(self.pack, lookup, self.settle)


class _Kept:
    """The lines of the last days asked for. Of a register saved anew what has changed is read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._days: dict[Day | None, _OfDay] = {}  # the one asked for last at the end
        self._read: dict[int, Outline] = {}

    def lines(self, pack: Pack, lookup: Lookup, settle: Callable[[], None]) -> Lines:
        version = lookup.version()
        with self._lock:
            kept = self._days.get(lookup.day)
            read = self._read
        if kept is not None and kept.version == version:
            return kept.lines
        rows = lookup.outline_rows()
        if kept is not None and kept.rows == rows:
            lines = kept.lines.again()
        else:
            outlines = read | lookup.outlines(row for row in rows if row not in read)
            lines = Lines(pack, [outlines[row] for row in rows])
            read = outlines
        self._keep(lookup.day, _OfDay(version=version, rows=rows, lines=lines), read)
        settle()
        return lines

    def _keep(self, day: Day | None, found: _OfDay, read: dict[int, Outline]) -> None:
        with self._lock:
            self._days.pop(day, None)
            self._days[day] = found
            while len(self._days) > KEPT_DAYS:
                self._days.pop(next(iter(self._days)))
            rows = {row for one in self._days.values() for row in one.rows}
            self._read = {row: one for row, one in (self._read | read).items() if row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfDay:
    """The lines of a day, made of these rows of this version of the register."""

    version: str
    rows: tuple[int, ...]
    lines: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request: the room, the day as of which it asks, and the register as it was then."""

    room: Room
    day: Day | None
    lookup: Lookup

    @property
    def pack(self) -> Pack:
        return self.room.pack

    @property
    def lines(self) -> Lines:
        return self.room.lines(self.lookup)

    def export(self, register: Register) -> Export:
        """A part of the register as the export's own functions take it."""
        return Export(register=register, pack=self.pack)


def room_of(request: Request) -> Room:
    """The room of the application that was asked."""
    room: Room = request.app.state.room
    return room


AsOf = Annotated[
    str | None,
    Query(
        max_length=40,
        description="A day such as 2025-05-04, a month or a year: what was known by then.",
    ),
]


def visit(room: Annotated[Room, Depends(room_of)], as_of: AsOf = None) -> Iterator[Visit]:
    """The register as of the day asked for, in one snapshot; `Refused` says what is no day."""
    day = _parse_day(as_of)
    with room.shelf.look(day) as lookup:
        yield Visit(room=room, day=day, lookup=lookup)


Here = Annotated[Visit, Depends(visit)]


def _parse_day(as_of: str | None) -> Day | None:
    if not as_of or not as_of.strip():
        return None
    try:
        return last_day(as_of)
    except ConfigError as error:
        message = translate(
            "“{day}” is no day; expected a day such as 2025-05-04, a month such as 2025-05, or a year."
        )
        raise Refused(message.format(day=as_of), at_fault=("as_of",)) from error


@contextmanager
def opened(room: Room) -> Iterator[Room]:
    """The room while the application runs."""
    try:
        yield room
    finally:
        room.shelf.close()
