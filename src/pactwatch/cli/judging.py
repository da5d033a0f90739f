"""`judge`: what a person says of claims and records."""

from __future__ import annotations

from typing import Annotated, cast, get_args

import typer

from pactwatch.cli.options import Register, open_to_write
from pactwatch.cli.printing import print_lines
from pactwatch.config import SystemClock, load_settings
from pactwatch.domain import load_pack
from pactwatch.errors import ConfigError
from pactwatch.nouns import Verdict
from pactwatch.reconcile import Saying
from pactwatch.release.terminal import Line
from pactwatch.workers import add_judgements, load_or_derive, save_derived


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
    with open_to_write(path, clock) as store:
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
        made = add_judgements(store, pack, [saying], seen=load_or_derive(store, pack))
        save_derived(store, pack)
    print_lines(Line(text=f"{one.id}: {verdict}") for one in made)
