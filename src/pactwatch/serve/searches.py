"""Search over what pages say, what was read in them, and what the register holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from pactwatch.domain import Pack
from pactwatch.nouns import Claim, Hit
from pactwatch.serve.content import Content, publish
from pactwatch.serve.paging import page_of
from pactwatch.serve.registers import outline_row
from pactwatch.serve.room import Here, Visit
from pactwatch.serve.telling import name_outline, name_record
from pactwatch.serve.wording import say_plain, translate

LISTED = 15
FEW = 5  #: of each where all are searched
REACHED = 3_000  #: hits up to which one can turn pages


class Asked(BaseModel):
    """What is looked for, and in what."""

    q: str = Field(default="", max_length=400, description='Words, "phrases", prefix*, -without.')
    part: Literal["", "documents", "claims"] = ""
    page: int = Field(default=1, ge=1, le=REACHED // LISTED)


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """One page."""
    del pack  # words are words in every domain
    publish(router, "/search", search)


def search(here: Here, asked: Annotated[Asked, Query()]) -> Content:
    """Pages, claims and records in which words stand, the best first."""
    limit = LISTED if asked.part else FEW
    start = (asked.page - 1) * limit
    pages: tuple[Hit, ...] = ()
    claims: tuple[Hit, ...] = ()
    found_pages = found_claims = 0
    if asked.part != "claims":
        pages, found_pages = here.lookup.pages_with(asked.q, limit=limit, offset=start)
    if asked.part != "documents":
        claims, found_claims = here.lookup.claims_with(asked.q, limit=limit, offset=start)
    sheets = here.lookup.sheets_of(hit.ref for hit in pages)
    read = here.lookup.claims(hit.ref for hit in claims)
    of_claims = here.lookup.sheets_of(claim.doc_id for claim in read.values())
    records = here.lookup.records_of(read)
    titled = {
        one: (f"/records/{record.id}", name_record(here.pack, record))
        for one, record in records.items()
    } | _steps(here, [claim for one, claim in read.items() if one not in records])
    words = asked.q.replace('"', " ").replace("*", " ")
    named = here.lines.named(words) if words.strip() else []
    speakers = here.lookup.first_of_roll(words, limit=FEW) if words.strip() else ()
    reached = min(found_pages if asked.part == "documents" else found_claims, REACHED)
    return Content(
        template="search.html",
        title=f"{asked.q} · {translate('Search')}" if asked.q else translate("Search"),
        values={
            "q": asked.q,
            "asked": asked,
            "pages": pages,
            "found_pages": found_pages,
            "claims": claims,
            "found_claims": found_claims,
            "sheets": sheets | of_claims,
            "read": read,
            "titled": titled,
            "named": [(one, name_outline(here.pack, one)) for one in named[:FEW]],
            "found_named": len(named),
            "speakers": speakers,
            "paging": page_of(reached, asked.page, LISTED) if asked.part else None,
        },
        data={
            "q": asked.q,
            "documents": [
                {**_row(hit), "title": sheets[hit.ref].title} for hit in pages if hit.ref in sheets
            ],
            "found_documents": found_pages,
            "claims": [
                {
                    **_row(hit),
                    "document": read[hit.ref].doc_id,
                    "kind": read[hit.ref].kind,
                    "record": records[hit.ref].id if hit.ref in records else None,
                }
                for hit in claims
                if hit.ref in read
            ],
            "found_claims": found_claims,
            here.pack.hub.plural: [outline_row(here.pack, one) for one in named[:FEW]],
            "speakers": [{"id": one.id, "names": list(one.names)} for one in speakers],
        },
        day=here.day,
    )


def _steps(here: Visit, claims: Sequence[Claim]) -> dict[str, tuple[str, str]]:
    """Claim of a step of a hub's history → the hub's address, and what the step says of which hub."""
    hub, found = here.pack.hub, {}
    for claim in claims:
        pair = [str(claim.value(slot) or "") for slot in hub.pair]
        lines = here.lines.of_pair(pair) if claim.kind == hub.name and all(pair) else []
        if len(lines) == 1:
            says = say_plain(claim.value(hub.progress or "") or "")
            name = f"{hub.title}, {name_outline(here.pack, lines[0])}"
            title = f"{name}: {says}" if says else name
            found[claim.id] = (f"/{hub.plural}/{lines[0].id}", title)
    return found


def _row(hit: Hit) -> dict[str, object]:
    return {"id": hit.ref, "around": [[words, meets] for words, meets in hit.around]}
