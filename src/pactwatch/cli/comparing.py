"""`diff`: what changed between two days, or since it was last asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pactwatch.cli.options import Days, Register, load_export, open_to_write
from pactwatch.cli.printing import fail, print_lines, screen_width
from pactwatch.config import SystemClock, load_settings
from pactwatch.domain import load_pack
from pactwatch.errors import PactwatchError
from pactwatch.nouns import Register as Held
from pactwatch.release import Export, find_changes, keep_compared
from pactwatch.release.terminal import Line, wrap
from pactwatch.workers import load_or_derive


def diff(
    since: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Changes since this day.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Changes up to this day; else all.")
    ] = None,
    register: Register = None,
) -> None:
    """Tell what was added, changed, contested or denied; without days, since it was last asked.

    Status 0: nothing; 1: something; 2: it could not be told.
    """
    try:
        before, after = _compared(register, since, until)
    except PactwatchError as error:
        fail(error, 2)
    changes = find_changes(before, after)
    for change in changes:
        print_lines(wrap(f"{change.what}: {change.sentence}", width=screen_width(), hang=2))
    if not changes:
        print_lines([Line(text="Nothing is new.", style="dim")])
    raise typer.Exit(1 if changes else 0)


def _compared(register: Path | None, since: str | None, until: str | None) -> tuple[Export, Export]:
    """The register as it was and as it is, for two days or since somebody last asked."""
    nothing = Held(as_of=None)
    if since is not None or until is not None:
        after = load_export(register, Days.parse(until, None))
        if since is None:
            return replace(after, register=nothing), after
        return load_export(register, Days.parse(since, None)), after
    settings = load_settings()
    pack = load_pack(settings.pack)
    path = register or settings.register
    clock = SystemClock(fixed=settings.now)
    with open_to_write(path, clock) as store:
        now = load_or_derive(store, pack)
        asked_before = store.load_asked()
        store.save_asked(keep_compared(now))
    then = asked_before[1] if asked_before else nothing
    return Export(register=then, pack=pack), Export(register=now, pack=pack)
