"""`show` and `export`: the register in lines, or in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from pactwatch.cli.options import (
    AsOf,
    Days,
    JudgedAsOf,
    Register,
    load_asked,
    load_disputes,
    load_export,
    load_hubs,
)
from pactwatch.cli.printing import print_lines, say, screen_width
from pactwatch.days import day_in_words
from pactwatch.errors import ConfigError
from pactwatch.nouns import Claim, Document, Hub, Record
from pactwatch.reconcile import find_waiting, last_day
from pactwatch.release import (
    FORMATS,
    Export,
    asked,
    days_of,
    list_judgements,
    save_export,
    screen,
    show_history,
)
from pactwatch.release.terminal import Line

AT_ONCE = 500  #: pieces of an export that are written at once
FIRST = 200  #: disagreements that are shown of all; more than anybody reads through


def show(
    what: Annotated[
        str | None,
        typer.Argument(help="USA-RWA, “United States to Rwanda”, Rwanda, or an id; else all."),
    ] = None,
    register: Register = None,
    disagreements: Annotated[bool, typer.Option(help="Where sources disagree.")] = False,
    first: Annotated[
        int, typer.Option(min=0, help="So many of all disagreements; 0: every one.")
    ] = FIRST,
    statements: Annotated[bool, typer.Option(help="Who said what.")] = False,
    documents: Annotated[bool, typer.Option(help="The pages that were read.")] = False,
    issues: Annotated[bool, typer.Option(help="What could not be read.")] = False,
    waiting: Annotated[bool, typer.Option(help="Judgements that find no claim now.")] = False,
    why: Annotated[str | None, typer.Option(metavar="CLAIM", help="Why a claim was made.")] = None,
    history: Annotated[
        str | None, typer.Option(metavar="RECORD", help="What a record was, day by day.")
    ] = None,
    as_of: AsOf = None,
    judged_as_of: JudgedAsOf = None,
) -> None:
    """Show what the register holds: all of it in lines, or one thing with its quotes."""
    days, width = Days.parse(as_of, judged_as_of), screen_width()
    one = why or history or what
    more = 0
    if documents or issues or waiting or (one is None and statements):
        export = load_export(register, days)
    elif one is None and disagreements:
        export, total = load_disputes(register, days, limit=first or None, quotes=screen.FEW)
        more = total - len(export.register.discrepancies)
    elif one is not None:
        export = load_asked(register, days, one)
    else:
        export = load_hubs(register, days)
    if export.register.as_of:
        print_lines([Line(text=f"As of {day_in_words(export.register.as_of)}.", style="dim")])
    if why is not None:
        found = asked.find_by_id(export, why)
        if not isinstance(found, Claim):
            raise ConfigError(f"{why}: no claim; expected an id such as clm_0123456789abcdef0123")
        print_lines(screen.show_claim(export, found, width=width))
        return
    if history is not None:
        record = asked.find_by_id(export, history)
        if not isinstance(record, Record):
            raise ConfigError(f"{history}: no record; expected an id such as rec_0123456789abcdef")
        met = [last_day(day) for day in days_of(export, record)]
        then = [load_asked(register, Days.parse(day, judged_as_of), history) for day in met]
        print_lines(show_history(then, record, width=width))
        return
    about = (
        _members(asked.find_hubs(export, what)) if what and (disagreements or statements) else None
    )
    views: list[tuple[bool, Callable[[], Iterable[Line]]]] = [
        (
            disagreements,
            lambda: screen.list_discrepancies(export, width=width, about=about, more=more),
        ),
        (statements, lambda: screen.list_statements(export, width=width, about=about)),
        (documents, lambda: screen.list_documents(export, width=width)),
        (issues, lambda: screen.list_issues(export, width=width)),
        (waiting, lambda: list_judgements(export, find_waiting(export.register), width=width)),
    ]
    chosen = [view for wanted, view in views if wanted]
    for view in chosen:
        print_lines(view())
    if not chosen:
        print_lines(_one(export, what, width) if what else screen.list_hubs(export, width=width))


def _members(hubs: Iterable[Hub]) -> frozenset[str]:
    """The ids of hubs and of all that hangs on them."""
    return frozenset(
        one for hub in hubs for one in (hub.id, *(i for _, ids in hub.members for i in ids))
    )


def _one(export: Export, what: str, width: int) -> Iterator[Line]:
    match asked.find_by_id(export, what):
        case Record() as record:
            yield from screen.show_record(export, record, width=width)
        case Claim() as claim:
            yield from screen.show_claim(export, claim, width=width)
        case Document() as document:
            yield from screen.show_document(export, document, width=width)
        case Hub() as hub:
            yield from screen.show_hub(export, hub, width=width)
        case None:
            for hub in asked.find_hubs(export, what):
                yield from screen.show_hub(export, hub, width=width)
                yield Line(text="")


def export(
    form: Annotated[str, typer.Option("--format", help="json, csv or markdown.")] = "json",
    register: Register = None,
    excerpts: Annotated[bool, typer.Option(help="With the quotes behind each value.")] = False,
    custody: Annotated[bool, typer.Option(help="With runs, times and versions (JSON).")] = False,
    output: Annotated[
        Path | None, typer.Option(help="A file, or a folder for all tables of csv; else here.")
    ] = None,
    as_of: AsOf = None,
    judged_as_of: JudgedAsOf = None,
) -> None:
    """Write the register out, for programs, spreadsheets or people."""
    if form not in FORMATS:
        raise ConfigError(f"--format {form!r}: expected one of {', '.join(FORMATS)}")
    shown = load_export(register, Days.parse(as_of, judged_as_of))
    what = replace(shown, excerpts=excerpts, custody=custody)
    if output is None:
        pieces = FORMATS[form](what)
        while some := "".join(islice(pieces, AT_ONCE)):
            sys.stdout.buffer.write(some.encode("utf-8"))
        sys.stdout.buffer.flush()
        return
    for path in save_export(what, form, output):
        say(f"written: {path}")
