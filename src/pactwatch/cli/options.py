"""What several commands ask: which register, as of which day, with the judgements of which."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Self

import typer

from pactwatch.cli.printing import say
from pactwatch.config import Settings, SystemClock, load_settings
from pactwatch.domain import Pack, load_pack
from pactwatch.nouns import Day, Outline
from pactwatch.reconcile import last_day
from pactwatch.release import Export, asked
from pactwatch.store import Store, open_register
from pactwatch.workers import load_disputed, load_or_derive, load_outlines, load_part

Register = Annotated[
    Path | None,
    typer.Option(
        "--register", help="The register; else PACTWATCH_REGISTER, else pactwatch.db here."
    ),
]

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Only what pages known by this day tell."),
]
JudgedAsOf = Annotated[
    str | None,
    typer.Option("--judged-as-of", metavar="DAY", help="Only judgements made by this day."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """For which day the register is shown, and with the judgements of which."""

    known: Day | None = None
    judged: Day | None = None

    @classmethod
    def parse(cls, known: str | None, judged: str | None) -> Self:
        return cls(
            known=None if known is None else last_day(known),
            judged=None if judged is None else last_day(judged),
        )


def load_export(register: Path | None, days: Days) -> Export:
    """The register whole."""
    with _open(register) as (store, pack), _uncollected():
        now = load_or_derive(store, pack, as_of=days.known, judged_as_of=days.judged)
    return Export(register=now, pack=pack)


def load_hubs(register: Path | None, days: Days) -> Export:
    """What a list of hubs tells; the register whole where its versions were not kept."""
    with _open(register) as (store, pack):
        found = load_outlines(store, pack, as_of=days.known) if days.judged is None else None
    if found is None:
        return load_export(register, days)
    return Export(register=found, pack=pack)


def load_disputes(
    register: Path | None, days: Days, *, limit: int | None, quotes: int
) -> tuple[Export, int]:
    """What sources disagree on, up to a number, with so many quotes of each side; and how much of it
    there is. The register whole where its versions were not kept."""
    with _open(register) as (store, pack), _uncollected():
        found = None
        if days.judged is None:
            found = load_disputed(store, pack, as_of=days.known, limit=limit, quotes=quotes)
    if found is None:
        whole = load_export(register, days)
        every = whole.register.discrepancies
        part = replace(whole.register, discrepancies=every[:limit])
        return replace(whole, register=part), len(every)
    return Export(register=found[0], pack=pack), found[1]


def load_asked(register: Path | None, days: Days, what: str) -> Export:
    """All that hangs together with what is asked for; the register whole where that is not kept."""

    def choose(outlines: Sequence[Outline]) -> tuple[Outline, ...] | str:
        return what if asked.is_id(what) else asked.find_named(pack, outlines, what)

    with _open(register) as (store, pack):
        part = load_part(store, pack, choose, as_of=days.known) if days.judged is None else None
    if part is None or not part.documents:
        return load_export(register, days)
    return Export(register=part, pack=pack)


@contextmanager
def open_to_write(path: Path, clock: SystemClock, *, wait: float = 0) -> Iterator[Store]:
    """A register that is there already; one that is not is an error, and not made."""
    with open_register(path, write=False, clock=clock, say=say):
        pass
    with open_register(path, write=True, clock=clock, wait=wait, say=say) as store:
        yield store


@contextmanager
def _uncollected() -> Iterator[None]:
    """Millions of nouns are made, and none of them names itself: to look for such ones again and again
    takes a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor later, while they are written
        gc.enable()


@contextmanager
def _open(register: Path | None) -> Iterator[tuple[Store, Pack]]:
    settings: Settings = load_settings()
    pack = load_pack(settings.pack)
    path = register or settings.register
    clock = SystemClock(fixed=settings.now)
    with open_register(path, write=False, clock=clock, say=say) as store:
        yield store, pack
