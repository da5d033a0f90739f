"""`watch`: outlets' feeds into a register, once or again and again."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pactwatch.archive import WarcArchive
from pactwatch.cli.options import Register
from pactwatch.cli.printing import print_lines, say, screen_width
from pactwatch.collect import WatchList, agent_of, load_outlets, manners_of
from pactwatch.config import Settings, SystemClock, load_settings
from pactwatch.domain import load_pack
from pactwatch.errors import ConfigError
from pactwatch.extract.readers import load_readers
from pactwatch.extract.specification import specify
from pactwatch.release.terminal import Line, count, wrap
from pactwatch.store import open_register
from pactwatch.workers import (
    WatchRequest,
    WatchSummary,
    anchor,
    archive_of,
    save_derived,
    watch_round,
)

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

SHOWN = {
    "listed": "feeds read",
    "kept": "pages kept",
    "outside": "seen and not kept",
    "unread": "without text",
    "failed": "to be tried again",
    "barred": "refused or gone",
}


def watch(
    feeds: Annotated[Path, typer.Argument(help="Whom to watch: a TOML file, see docs/how-to.")],
    register: Register = None,
    once: Annotated[bool, typer.Option("--once", help="One round, then end.")] = False,
    every: Annotated[
        str | None, typer.Option(metavar="TIME", help="A round every so often: 90s, 15m, 2h.")
    ] = None,
    wait: Annotated[
        float, typer.Option(min=0, help="Seconds to wait while another is writing.")
    ] = 60,
) -> None:
    """Read what outlets publish: feeds, news sitemaps and lists of pages.

    Pages that do not concern the domain are noted as seen and not kept. Stopped at any moment, the
    same command goes on.
    """
    pause = _seconds(every) if every else None
    if once == (pause is not None):
        raise ConfigError("watch: expected either --once or --every TIME, such as --every 15m")
    settings = load_settings()
    path = register or settings.register
    request = _request(load_outlets(feeds), settings)
    try:
        while True:
            began = time.monotonic()
            summary = _round(request, path, wait)
            if summary.read.interrupted:
                raise KeyboardInterrupt
            if pause is None:
                raise typer.Exit(1 if summary.troubles else 0)
            time.sleep(max(0.0, began + pause - time.monotonic()))
    except KeyboardInterrupt:
        say("stopped; the same command goes on from here")
        raise typer.Exit(130) from None


def _request(watched: WatchList, settings: Settings) -> WatchRequest:
    told = dict(watched.manners)
    contact = told.pop("contact", None) or settings.contact
    private = (*settings.private, *told.pop("private", ()))
    pack = load_pack(settings.pack)
    readers = load_readers(pack, settings)
    return WatchRequest(
        outlets=watched.outlets,
        manners=replace(manners_of(settings), agent=agent_of(contact), private=private, **told),
        settings=settings,
        clock=SystemClock(fixed=settings.now),
        concerns=specify(pack).sieve.may_concern,
        make_readers=lambda _: readers,
        say=say,
    )


def _round(request: WatchRequest, path: Path, wait: float) -> WatchSummary:
    with open_register(path, write=True, clock=request.clock, wait=wait, say=say) as store:
        address, index = archive_of(path, request.settings)
        archive = WarcArchive(address, index=index, say=say)
        summary = watch_round(request, store, archive)
        if not summary.read.interrupted:
            save_derived(store, load_pack(request.settings.pack))
        anchor(store, archive, request.clock)
    print_lines(_summarise(summary))
    return summary


def _summarise(summary: WatchSummary) -> Iterator[Line]:
    told = [
        f"{number:,} {words}" for name, words in SHOWN.items()
        if (number := summary.results.get(name, 0))  # type: ignore[call-overload]
    ]  # fmt: skip
    told.append(count(summary.read.claims, "claim"))
    yield Line(text=", ".join(told))
    for address, why in summary.troubles[:20]:
        yield from wrap(f"{address}: {why}", width=screen_width(), hang=2, style="warn")
    if len(summary.troubles) > 20:
        yield Line(text=f"and {len(summary.troubles) - 20:,} more")


def _seconds(told: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd])", told.strip())
    if found is None or float(found[1]) == 0:
        raise ConfigError(f"--every {told!r}: expected a time such as 90s, 15m or 2h")
    return float(found[1]) * UNITS[found[2]]
