"""What several commands ask: which register, as of which day, with the judgements of which."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

import typer

from pactwatch.cli.printing import say
from pactwatch.config import Settings, SystemClock, load_settings
from pactwatch.domain import load_pack
from pactwatch.nouns import Day
from pactwatch.reconcile import last_day
from pactwatch.release import Export
from pactwatch.store import open_register
from pactwatch.workers import load_or_derive

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


def archive_of(register: Path, settings: Settings) -> tuple[Path | str, Path]:
    """Where the archive lies, and the folder beside the register where its index may lie."""
    folder = register.with_name(register.name + ".archive")
    return settings.archive or folder, folder


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
    settings: Settings = load_settings()
    pack = load_pack(settings.pack)
    path = register or settings.register
    clock = SystemClock(fixed=settings.now)
    with open_register(path, write=False, clock=clock, say=say) as store:
        now = load_or_derive(store, pack, as_of=days.known, judged_as_of=days.judged)
    return Export(register=now, pack=pack)
