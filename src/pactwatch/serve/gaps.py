"""What nobody says, what was long not heard of, and what could not be read: a list of work to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from pactwatch.domain import Pack
from pactwatch.nouns import Outline
from pactwatch.serve.content import Content, Table, publish
from pactwatch.serve.documents import sheet_row
from pactwatch.serve.lines import Lines
from pactwatch.serve.room import Here
from pactwatch.serve.wording import translate

SHOWN = 40  #: lines of each gap on the page; the table has all


class Asked(BaseModel):
    """What counts as long."""

    weeks: int = Field(default=8, ge=1, le=5_000, description="Not heard of for so many weeks.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is missing, and of which hubs: each with its name and what is known instead."""

    anchor: str
    title: str
    lines: tuple[tuple[Outline, str, str], ...]


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """One list."""
    del pack  # its own gaps come with its columns
    publish(router, "/gaps", show_gaps, table=True)


def show_gaps(here: Here, asked: Annotated[Asked, Query()]) -> Content:
    """What the register lacks, as work to do."""
    today = date.fromisoformat(here.day) if here.day else here.room.today()
    gaps = tuple(find_gaps(here.pack, here.lines, today, asked.weeks))
    undated, found_undated = here.lookup.sheets(undated=True, limit=SHOWN)
    issues, found_issues = here.lookup.issues(limit=SHOWN)
    return Content(
        template="gaps.html",
        title=translate("Gaps"),
        values={
            "gaps": gaps,
            "asked": asked,
            "shown": SHOWN,
            "undated": undated,
            "found_undated": found_undated,
            "issues": issues,
            "found_issues": found_issues,
        },
        data={
            "gaps": [
                {"gap": gap.anchor, "what": gap.title, "ids": [one.id for one, _, _ in gap.lines]}
                for gap in gaps
            ],
            "undated": [sheet_row(sheet) for sheet in undated],
            "found_undated": found_undated,
            "issues": [{"source": i.source, "stage": i.stage, "what": i.what} for i in issues],
            "found_issues": found_issues,
        },
        table=Table(
            heads=("gap", "id", "name", "known"),
            rows=(
                (gap.title, one.id, name, instead)
                for gap in gaps
                for one, name, instead in gap.lines
            ),
        ),
        day=here.day,
    )


def find_gaps(pack: Pack, lines: Lines, today: date, weeks: int) -> Iterable[Gap]:
    """What was not heard of for so many weeks, what has no day, and what no column tells; of each the
    longest not heard of first."""
    silent = [one for one in lines.by_silence if (today - lines.heard[one.id]).days >= weeks * 7]
    yield Gap(
        anchor="silent",
        title=translate("Not heard of for {weeks} weeks").format(weeks=weeks),
        lines=tuple((one, lines.titles[one.id], one.last_heard) for one in silent),
    )
    undated = [one for one in lines.by_silence if one.since is None]
    yield Gap(
        anchor="undated",
        title=translate("No source says since when"),
        lines=tuple((one, lines.titles[one.id], "") for one in undated),
    )
    for column in pack.views.columns:
        if column.gap:
            yield Gap(anchor=column.name, title=column.gap, lines=lines.lacking[column.name])
