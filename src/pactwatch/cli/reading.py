"""`read`: reports into a register."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pactwatch.archive import WarcArchive
from pactwatch.cli.options import Register
from pactwatch.cli.printing import print_lines, say, screen_width, show_progress
from pactwatch.collect import MetaTable, check_given, load_meta
from pactwatch.config import SystemClock, load_settings
from pactwatch.domain import load_pack
from pactwatch.nouns import Given
from pactwatch.release.terminal import Line, count, wrap
from pactwatch.store import open_register
from pactwatch.workers import ReadRequest, ReadSummary, read_sources, save_derived


def read(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    register: Register = None,
    published: Annotated[
        str | None, typer.Option(help="Publication day of all that is read: 2025-05-05.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language: en.")] = None,
    meta: Annotated[
        Path | None,
        typer.Option(help="Table (CSV) with path or url, and outlet, published, language, title."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 1,
    wait: Annotated[
        float, typer.Option(min=0, help="Seconds to wait while another read is writing.")
    ] = 0,
) -> None:
    """Read reports into a register. The same command again goes on where it stopped."""
    settings = load_settings()
    clock = SystemClock(fixed=settings.now)
    pack = load_pack(settings.pack)
    said = check_given(Given(published=published, outlet=outlet, title=title, language=language))
    table = load_meta(meta, otherwise=said) if meta else MetaTable(otherwise=said)
    path = register or settings.register
    with (
        show_progress() as watch,
        open_register(path, write=True, clock=clock, wait=wait, say=say) as store,
    ):
        request = ReadRequest(
            sources=tuple(sources),
            settings=settings,
            clock=clock,
            given=table,
            jobs=jobs,
            stdin=sys.stdin.buffer,
            watch=watch,
            say=say,
        )
        archive = WarcArchive(path.with_name(path.name + ".archive"), say=say)
        summary = read_sources(request, store, archive)
        if not summary.interrupted:
            save_derived(store, pack)
    print_lines(_summarise(summary))
    if summary.interrupted:
        say("stopped; the same command goes on from here")
        raise typer.Exit(130)
    raise typer.Exit(1 if summary.issues else 0)


def _summarise(summary: ReadSummary) -> Iterator[Line]:
    told = [
        f"{count(summary.documents, 'page')} read",
        f"{count(summary.known, 'input')} already known",
        f"{summary.in_domain:,} in the domain",
        count(summary.claims, "claim"),
        count(len(summary.issues), "issue"),
    ]
    yield Line(text=", ".join(told))
    if summary.passed_over:
        kinds = ", ".join(f"{number:,} {ending}" for ending, number in summary.passed_over)
        yield from wrap(
            f"passed over in folders: {kinds}", width=screen_width(), hang=2, style="dim"
        )
    for issue in summary.issues[:20]:
        yield from wrap(f"{issue.source}: {issue.what}", width=screen_width(), hang=2, style="warn")
    if len(summary.issues) > 20:
        yield Line(text=f"and {len(summary.issues) - 20:,} more: pactwatch show --issues")
