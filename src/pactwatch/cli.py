"""The verbs people say: parse, call, print. What enters: a command line; what leaves: a status.

0: all went well. 1: an input could not be read and became an issue, or the run had to stop. 2: a
wrong call, or a file that a person must change. `diff` ends as diff(1) does: 0 nothing, 1 something,
2 trouble. 130: stopped with Ctrl-C.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, NoReturn, Self, cast, get_args

import typer

from pactwatch.archive import WarcArchive
from pactwatch.collect import MetaTable, check_given, load_meta
from pactwatch.config import Settings, SystemClock, load_settings
from pactwatch.days import day_in_words
from pactwatch.domain import load_pack
from pactwatch.errors import ConfigError, PactwatchError
from pactwatch.nouns import Claim, Day, Document, Given, Hub, Record, Verdict
from pactwatch.nouns import Register as Held
from pactwatch.reconcile import Saying, last_day, make_judgements
from pactwatch.release import (
    FORMATS,
    Export,
    asked,
    days_of,
    find_changes,
    keep_compared,
    save_export,
    screen,
    show_history,
)
from pactwatch.release.terminal import Line, count, visible, wrap
from pactwatch.store import open_register
from pactwatch.workers import (
    Progress,
    ReadRequest,
    ReadSummary,
    load_or_derive,
    read_sources,
    save_derived,
)

WIDEST = 100  #: columns; longer lines are hard to read

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="A sourced register of what news pages say: read reports, then show or export it.",
)

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


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - slow, and seldom asked for

        sys.stdout.write(f"pactwatch {version('pactwatch')}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None:
    """A sourced register of what news pages say: read reports, then show or export it."""


def main() -> None:
    """Run one command and end with its status; an error is one message, never a traceback."""
    try:
        app()
    except ConfigError as error:
        _fail(error, 2)
    except PactwatchError as error:
        _fail(error, 1)
    except BrokenPipeError:
        # whoever read us has seen enough; what is buffered goes nowhere, quietly
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


def _fail(error: PactwatchError, code: int) -> NoReturn:
    sys.stderr.write(f"pactwatch: {visible(str(error))}\n")
    sys.exit(code)


@app.command()
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
        _progress() as watch,
        open_register(path, write=True, clock=clock, wait=wait, say=_say) as store,
    ):
        request = ReadRequest(
            sources=tuple(sources),
            settings=settings,
            clock=clock,
            given=table,
            jobs=jobs,
            stdin=sys.stdin.buffer,
            watch=watch,
            say=_say,
        )
        archive = WarcArchive(path.with_name(path.name + ".archive"), say=_say)
        summary = read_sources(request, store, archive)
        if not summary.interrupted:
            save_derived(store, pack)
    _print(_summarise(summary))
    if summary.interrupted:
        _say("stopped; the same command goes on from here")
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
        yield from wrap(f"passed over in folders: {kinds}", width=_width(), hang=2, style="dim")
    for issue in summary.issues[:20]:
        yield from wrap(f"{issue.source}: {issue.what}", width=_width(), hang=2, style="warn")
    if len(summary.issues) > 20:
        yield Line(text=f"and {len(summary.issues) - 20:,} more: pactwatch show --issues")


@app.command()
def show(
    what: Annotated[
        str | None,
        typer.Argument(help="USA-RWA, “United States to Rwanda”, Rwanda, or an id; else all."),
    ] = None,
    register: Register = None,
    disagreements: Annotated[bool, typer.Option(help="Where sources disagree.")] = False,
    statements: Annotated[bool, typer.Option(help="Who said what.")] = False,
    documents: Annotated[bool, typer.Option(help="The pages that were read.")] = False,
    issues: Annotated[bool, typer.Option(help="What could not be read.")] = False,
    why: Annotated[str | None, typer.Option(metavar="CLAIM", help="Why a claim was made.")] = None,
    history: Annotated[
        str | None, typer.Option(metavar="RECORD", help="What a record was, day by day.")
    ] = None,
    as_of: AsOf = None,
    judged_as_of: JudgedAsOf = None,
) -> None:
    """Show what the register holds: all of it in lines, or one thing with its quotes."""
    export, width = _load(register, _Days.parse(as_of, judged_as_of)), _width()
    if export.register.as_of:
        _print([Line(text=f"As of {day_in_words(export.register.as_of)}.", style="dim")])
    if why is not None:
        found = asked.find_by_id(export, why)
        if not isinstance(found, Claim):
            raise ConfigError(f"{why}: no claim; expected an id such as clm_0123456789abcdef0123")
        _print(screen.show_claim(export, found, width=width))
        return
    if history is not None:
        record = asked.find_by_id(export, history)
        if not isinstance(record, Record):
            raise ConfigError(f"{history}: no record; expected an id such as rec_0123456789abcdef")
        days = [last_day(day) for day in days_of(export, record)]
        then = [_load(register, _Days.parse(day, judged_as_of)) for day in days]
        _print(show_history(then, record, width=width))
        return
    about = (
        _members(asked.find_hubs(export, what)) if what and (disagreements or statements) else None
    )
    views: list[tuple[bool, Callable[[], Iterable[Line]]]] = [
        (disagreements, lambda: screen.list_discrepancies(export, width=width, about=about)),
        (statements, lambda: screen.list_statements(export, width=width, about=about)),
        (documents, lambda: screen.list_documents(export, width=width)),
        (issues, lambda: screen.list_issues(export, width=width)),
    ]
    chosen = [view for wanted, view in views if wanted]
    for view in chosen:
        _print(view())
    if not chosen:
        _print(_one(export, what, width) if what else screen.list_hubs(export, width=width))


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


@app.command()
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
    shown = _load(register, _Days.parse(as_of, judged_as_of))
    what = replace(shown, excerpts=excerpts, custody=custody)
    if output is None:
        for piece in FORMATS[form](what):
            sys.stdout.buffer.write(piece.encode("utf-8"))
        sys.stdout.buffer.flush()
        return
    for path in save_export(what, form, output):
        _say(f"written: {path}")


@app.command()
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
        _fail(error, 2)
    changes = find_changes(before, after)
    for change in changes:
        _print(wrap(f"{change.what}: {change.sentence}", width=_width(), hang=2))
    if not changes:
        _print([Line(text="Nothing is new.", style="dim")])
    raise typer.Exit(1 if changes else 0)


def _compared(register: Path | None, since: str | None, until: str | None) -> tuple[Export, Export]:
    """The register as it was and as it is, for two days or since somebody last asked."""
    nothing = Held(as_of=None)
    if since is not None or until is not None:
        after = _load(register, _Days.parse(until, None))
        if since is None:
            return replace(after, register=nothing), after
        return _load(register, _Days.parse(since, None)), after
    settings = load_settings()
    pack = load_pack(settings.pack)
    path = register or settings.register
    clock = SystemClock(fixed=settings.now)
    with open_register(path, write=False, clock=clock, say=_say):
        pass  # a register that is not there is an error here, and not made
    with open_register(path, write=True, clock=clock, say=_say) as store:
        now = load_or_derive(store, pack)
        asked_before = store.load_asked()
        store.save_asked(keep_compared(now))
    then = asked_before[1] if asked_before else nothing
    return Export(register=then, pack=pack), Export(register=now, pack=pack)


@app.command()
def judge(
    verdict: Annotated[
        str,
        typer.Argument(
            help="accept, reject, correct, merge, split, join, part, withhold or withdraw."
        ),
    ],
    ids: Annotated[
        list[str] | None, typer.Argument(help="Claims or records; withdraw: a judgement.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who judges.")] = ...,  # type: ignore[assignment]
    reason: Annotated[str, typer.Option(help="Why.")] = ...,  # type: ignore[assignment]
    slot: Annotated[str | None, typer.Option(help="The value that is judged.")] = None,
    value: Annotated[str | None, typer.Option(help="correct: what it should be.")] = None,
    words: Annotated[str | None, typer.Option(help="withhold: these words of a page.")] = None,
    name: Annotated[str | None, typer.Option(help="withhold: this name, everywhere.")] = None,
    register: Register = None,
) -> None:
    """Accept, reject or correct what was read; it stays beside what the sources say.

    merge and split say what is one record, join and part what has one origin; withhold masks a
    passage or a name everywhere; withdraw takes a judgement back. All of it is kept.
    """
    if verdict not in get_args(Verdict):
        raise ConfigError(f"{verdict!r}: expected one of {', '.join(get_args(Verdict))}")
    settings = load_settings()
    pack = load_pack(settings.pack)
    path = register or settings.register
    clock = SystemClock(fixed=settings.now)
    with open_register(path, write=False, clock=clock, say=_say):
        pass  # a register that is not there is an error here, and not made
    with open_register(path, write=True, clock=clock, say=_say) as store:
        saying = Saying(
            verdict=cast(Verdict, verdict),
            ids=tuple(ids or ()),
            slot=slot,
            value=value,
            words=words,
            name=name,
            reason=reason,
            by=by,
            at=clock.now().isoformat(timespec="seconds"),
        )
        known = {one.id for one in store.judgements()}
        made = make_judgements(load_or_derive(store, pack), pack, saying)
        run = store.begin_run(["judge", verdict], versions=[])
        for one in made:
            if one.id not in known:
                store.add_judgement(one, run)
        store.end_run(run)
        save_derived(store, pack)
    _print(Line(text=f"{one.id}: {verdict}") for one in made)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    """For which day the register is shown, and with the judgements of which."""

    known: Day | None = None
    judged: Day | None = None

    @classmethod
    def parse(cls, known: str | None, judged: str | None) -> Self:
        return cls(
            known=None if known is None else last_day(known),
            judged=None if judged is None else last_day(judged),
        )


def _load(register: Path | None, days: _Days) -> Export:
    settings: Settings = load_settings()
    pack = load_pack(settings.pack)
    path = register or settings.register
    clock = SystemClock(fixed=settings.now)
    with open_register(path, write=False, clock=clock, say=_say) as store:
        now = load_or_derive(store, pack, as_of=days.known, judged_as_of=days.judged)
    return Export(register=now, pack=pack)


def _say(message: str) -> None:
    sys.stderr.write(f"pactwatch: {visible(message)}\n")


def _width() -> int:
    return min(shutil.get_terminal_size((80, 24)).columns, WIDEST) if sys.stdout.isatty() else 80


STYLES = {"plain": "", "title": "bold underline", "head": "bold", "dim": "dim", "warn": "yellow"}


def _print(lines: Iterable[Line]) -> None:
    """Print lines; in colours where a terminal watches, and never with markup read from them."""
    if not sys.stdout.isatty():
        for line in lines:
            sys.stdout.write(line.text + "\n")
        sys.stdout.flush()
        return
    from rich.console import Console  # noqa: PLC0415 - only where a terminal watches
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text(line.text, style=STYLES[line.style]))


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """A bar with rate and time left where a terminal watches, else nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich import progress as bars  # noqa: PLC0415 - only where a terminal watches
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    class Rate(bars.ProgressColumn):
        """Inputs a second, once it can be told."""

        def render(self, task: bars.Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "", style="dim")

    shown = (bars.BarColumn(), bars.MofNCompleteColumn(), Rate(), bars.TimeRemainingColumn())
    with bars.Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda now: bar.update(task, completed=now.done, total=now.total)
