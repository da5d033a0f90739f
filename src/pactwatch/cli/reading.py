"""`read` and `reread`: reports into a register, and those in it by newer readers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pactwatch.archive import WarcArchive
from pactwatch.cli.bars import show_progress
from pactwatch.cli.options import Register
from pactwatch.cli.printing import print_lines, say, screen_width
from pactwatch.collect import MetaTable, check_given, load_meta
from pactwatch.config import SystemClock, load_settings
from pactwatch.domain import load_pack
from pactwatch.errors import ConfigError
from pactwatch.nouns import Given
from pactwatch.release import Export, find_changes
from pactwatch.release.terminal import Line, count, wrap
from pactwatch.store import Store, open_register
from pactwatch.workers import (
    BulkRequest,
    Carry,
    Engine,
    ReadRequest,
    ReadSummary,
    anchor,
    archive_of,
    carry_shards_here,
    load_or_derive,
    read_all,
    save_derived,
)


class Runner(StrEnum):
    """Who reads crawls."""

    LOCAL = "local"
    DAFT = "daft"
    RAY = "ray"


Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Worker processes.")]
Wait = Annotated[
    float, typer.Option("--wait", min=0, help="Seconds to wait while another read is writing.")
]


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
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Worker processes; else one, or all processors with a runner."),
    ] = None,
    wait: Wait = 0,
    runner: Annotated[
        Runner, typer.Option(help="Crawls: who reads them, here or on a cluster.")
    ] = Runner.LOCAL,
    address: Annotated[
        str | None, typer.Option(help="--runner ray: the cluster's address; else one is started.")
    ] = None,
    keep_dropped: Annotated[
        int,
        typer.Option(min=0, help="Crawls: keep so many of the pages dropped, beside the register."),
    ] = 0,
    every_page: Annotated[
        bool,
        typer.Option("--every-page", help="Crawls: clean and read each page, without a sieve."),
    ] = False,
) -> None:
    """Read reports, or web crawls (WARC, WET, ARC), into a register.

    The same command again goes on where it stopped.
    """
    settings = load_settings()
    said = check_given(Given(published=published, outlet=outlet, title=title, language=language))
    request = ReadRequest(
        sources=tuple(sources),
        settings=settings,
        clock=SystemClock(fixed=settings.now),
        given=load_meta(meta, otherwise=said) if meta else MetaTable(otherwise=said),
        jobs=jobs or 1,
        stdin=sys.stdin.buffer,
        say=say,
    )
    bulk = BulkRequest(
        read=request,
        carry=_carry_by(runner, address, jobs),
        keep_dropped=keep_dropped,
        sifts=not every_page,
    )
    with _opened(request, register, wait) as (store, archive):
        _end(_read(bulk, store, archive))


def _carry_by(runner: Runner, address: str | None, jobs: int | None) -> Carry:
    """Who reads crawls; ConfigError where it is not installed or the address is not for it."""
    if address is not None and runner is not Runner.RAY:
        raise ConfigError(f"--address {address} goes with --runner ray")
    if runner is Runner.LOCAL:
        return carry_shards_here
    return Engine(runner=runner.value, address=address, workers=jobs, say=say).checked().carry


def reread(
    register: Register = None,
    changed: Annotated[
        bool, typer.Option(help="Tell what the register says otherwise now.")
    ] = False,
    jobs: Jobs = 1,
    wait: Wait = 0,
) -> None:
    """Read the pages again that were read by other readers, or with another pack.

    The bytes come from the archive. Judgements hold: they point to text. Older readings stay.
    """
    settings = load_settings()
    clock = SystemClock(fixed=settings.now)
    request = ReadRequest(sources=(), settings=settings, clock=clock, jobs=jobs, say=say)
    with open_register(register or settings.register, write=False, clock=clock, say=say):
        pass  # a register that is not there is an error here, and not made
    with _opened(request, register, wait) as (store, archive):
        pack = load_pack(settings.pack)
        before = load_or_derive(store, pack)
        kept = BulkRequest(read=replace(request, records=store.captures()))
        summary = _read(kept, store, archive)
        if changed and not summary.interrupted:
            after = load_or_derive(store, pack)
            changes = find_changes(
                Export(register=before, pack=pack), Export(register=after, pack=pack)
            )
            for one in changes:
                print_lines(wrap(f"{one.what}: {one.sentence}", width=screen_width(), hang=2))
        _end(summary)


@contextmanager
def _opened(
    request: ReadRequest, register: Path | None, wait: float
) -> Iterator[tuple[Store, WarcArchive]]:
    path = register or request.settings.register
    with open_register(path, write=True, clock=request.clock, wait=wait, say=say) as store:
        address, index = archive_of(path, request.settings)
        yield store, WarcArchive(address, index=index, say=say)


def _read(request: BulkRequest, store: Store, archive: WarcArchive) -> ReadSummary:
    """Read with a bar where a terminal watches, and keep what follows from all that is there."""
    asked = request.read
    pack = load_pack(asked.settings.pack)
    settings = replace(asked.settings, parses=store.path.with_name(store.path.name + ".parses"))
    with show_progress() as watch:
        watched = replace(asked, settings=settings, watch=watch)
        summary = read_all(replace(request, read=watched), store, archive)
        if not summary.interrupted:
            save_derived(store, pack)
        anchor(store, archive, asked.clock)
    return summary


def _end(summary: ReadSummary) -> NoReturn:
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
    if summary.records:
        yield from _tell_dropped(summary)
    if summary.passed_over:
        kinds = ", ".join(f"{number:,} {ending}" for ending, number in summary.passed_over)
        yield from wrap(
            f"passed over in folders: {kinds}", width=screen_width(), hang=2, style="dim"
        )
    for issue in summary.issues[:20]:
        yield from wrap(f"{issue.source}: {issue.what}", width=screen_width(), hang=2, style="warn")
    if len(summary.issues) > 20:
        yield Line(text=f"and {len(summary.issues) - 20:,} more: pactwatch show --issues")


def _tell_dropped(summary: ReadSummary) -> Iterator[Line]:
    """What crawls held, and how much of it was dropped by which stage and why."""
    total = sum(number for _, _, number in summary.dropped)
    yield Line(text=f"{count(summary.records, 'record')} in crawls, {total:,} dropped:")
    for stage, why, number in summary.dropped:
        yield Line(text=f"  {number:>9,}  {stage}: {why}", style="dim")
