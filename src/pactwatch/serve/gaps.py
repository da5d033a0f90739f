"""What nobody says, what was long not heard of, and what could not be read: a list of work to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from pactwatch.days import span_of
from pactwatch.domain import Column, Pack
from pactwatch.nouns import Outline
from pactwatch.serve.content import Content, Table, publish
from pactwatch.serve.documents import sheet_row
from pactwatch.serve.room import Here
from pactwatch.serve.telling import name_outline
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
    gaps = tuple(find_gaps(here.pack, here.lines.every, today, asked.weeks))
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


def find_gaps(pack: Pack, outlines: Iterable[Outline], today: date, weeks: int) -> Iterable[Gap]:
    """What was not heard of for so many weeks, what has no day, and what no column tells."""
    lines = [(one, name_outline(pack, one)) for one in outlines]
    lines.sort(key=lambda line: (_last(line[0]), line[1]))
    silent = [(one, name, one.last_heard) for one, name in lines
              if (today - _last(one)).days >= weeks * 7]  # fmt: skip
    yield Gap(
        anchor="silent",
        title=translate("Not heard of for {weeks} weeks").format(weeks=weeks),
        lines=tuple(silent),
    )
    yield Gap(
        anchor="undated",
        title=translate("No source says since when"),
        lines=tuple((one, name, "") for one, name in lines if one.since is None),
    )
    for column in pack.views.columns:
        if column.gap:
            found = [
                (one, name, instead)
                for one, name in lines
                if (instead := missing(column, one)) is not None
            ]
            yield Gap(anchor=column.name, title=column.gap, lines=tuple(found))


def missing(column: Column, outline: Outline) -> str | None:
    """What is known in place of what a column should tell; None where it is told."""
    cell = next((one for one in outline.cells if one.column == column.name), None)
    if cell is None:
        return ""
    if not cell.values and cell.least is None:
        return ""
    told = [str(value) for value in cell.values]
    if told and all(value in column.still_open for value in told):
        return ", ".join(value.replace("_", " ") for value in told)
    return None


def _last(outline: Outline) -> date:
    span = span_of(outline.last_heard)
    return span[1] if span else date.min
