"""Everything on which sources disagree, side by side, in their own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from pactwatch.domain import Pack
from pactwatch.nouns import Discrepancy, Outline, Record
from pactwatch.serve.content import Content, part_of_export, publish
from pactwatch.serve.evidence import FOLD, Evidence
from pactwatch.serve.paging import page_of
from pactwatch.serve.records import without_texts
from pactwatch.serve.room import Here, Visit
from pactwatch.serve.telling import (
    SIDE,
    SIDES,
    Dispute,
    Teller,
    by_about,
    claims_of,
    name_outline,
    name_record,
)
from pactwatch.serve.vanished import missing_dispute
from pactwatch.serve.wording import translate

LISTED = 20
ALONE = 100  #: values of a dispute that is shown alone
KINDS = ("date", "number", "status", "actor", "cause", "polarity", "attribution")


class Asked(BaseModel):
    """Which disagreements are shown."""

    kind: Literal[
        "", "date", "number", "status", "actor", "cause", "polarity", "attribution"
    ] = ""  # fmt: skip
    under: str = Field(default="", max_length=60, description="Only those of one, by its id.")
    only: str = Field(default="", max_length=60, description="One alone, by its id.")
    page: int = Field(default=1, ge=1, le=1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A dispute, on what, and where that stands."""

    dispute: Dispute
    name: str
    href: str
    hub: Outline | None


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """One list."""
    del pack  # sources disagree in every domain
    publish(router, "/disagreements", show_disagreements)


def show_disagreements(here: Here, asked: Annotated[Asked, Query()]) -> Content:
    """On what sources disagree, what each of them says, and how many origins it has."""
    found, total = _find(here, asked)
    paging = page_of(total, asked.page, LISTED)
    records = here.lookup.records(one.about for one in found)
    sides = ALONE if asked.only else SIDES
    side = max(SIDE, FOLD // len(found[0].stances)) if asked.only else SIDE
    evidence = Evidence(here.lookup, claims_of((), found, sides=sides, side=side))
    told = by_about(found)
    teller = Teller(pack=here.pack, evidence=evidence, disputes=told, sides=sides, side=side)
    wholes = {part: whole for whole, part, _ in here.lookup.wholes("hub", records)}
    outlines = here.lines.by_id
    register = partial(evidence.register, as_of=here.day, discrepancies=found)
    return Content(
        template="disagreements.html",
        title=translate("Disagreements"),
        values={
            "found": [_open(here, teller, one, records, outlines, wholes) for one in found],
            "asked": asked,
            "under": outlines.get(asked.under),
            "kinds": KINDS,
            "paging": paging,
        },
        data=lambda: {
            "found": total,
            "page": paging.page,
            "pages": paging.pages,
            **without_texts(part_of_export(here.export(register()), "discrepancies")),
        },
        day=here.day,
    )


def _find(here: Visit, asked: Asked) -> tuple[tuple[Discrepancy, ...], int]:
    """Those of a page of the list, and how many there are; of one hub, all that hang on it too."""
    if asked.only:
        one = here.lookup.disputes([asked.only]).get(asked.only)
        if one is None:
            raise missing_dispute(here, asked.only)
        return (one,), 1
    start = (asked.page - 1) * LISTED
    if not asked.under:
        return here.lookup.listed(
            "discrepancy", kind=asked.kind or None, limit=LISTED, offset=start
        )
    hub = here.lookup.hubs([asked.under]).get(asked.under)
    members = [one for _, ids in hub.members for one in ids] if hub else []
    every = [
        one
        for one in here.lookup.discrepancies([asked.under, *members])
        if asked.kind in ("", one.kind)
    ]
    return tuple(every[start : start + LISTED]), len(every)


def _open(
    here: Visit,
    teller: Teller,
    found: Discrepancy,
    records: Mapping[str, Record],
    outlines: Mapping[str, Outline],
    wholes: Mapping[str, str],
) -> Case:
    record = records.get(found.about)
    kind = here.pack.kind(record.kind) if record else here.pack.hub
    hub = outlines.get(wholes.get(found.about, found.about))
    day = f"?as_of={here.day}" if here.day else ""
    return Case(
        dispute=teller.dispute(found, kind),
        name=name_record(here.pack, record)
        if record
        else (name_outline(here.pack, hub) if hub else found.about),
        href=f"/records/{record.id}{day}" if record else f"/{kind.plural}/{found.about}{day}",
        hub=hub,
    )
