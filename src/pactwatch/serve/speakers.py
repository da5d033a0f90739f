"""People and bodies: who said what, when, and where."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from pactwatch.days import sort_key
from pactwatch.domain import Pack
from pactwatch.nouns import Register
from pactwatch.release.rows import speaker_rows
from pactwatch.serve.content import Content, Table, part_of_export, publish
from pactwatch.serve.evidence import Evidence
from pactwatch.serve.paging import page_of
from pactwatch.serve.records import without_texts
from pactwatch.serve.room import Here
from pactwatch.serve.telling import Teller, by_about, claims_each, claims_of
from pactwatch.serve.vanished import find_former_speaker
from pactwatch.serve.wording import translate

LISTED = 60
SAID = 25  #: records of a speaker on one page


class Asked(BaseModel):
    """Which speakers are listed."""

    q: str = Field(default="", max_length=200, description="Words of a name.")
    page: int = Field(default=1, ge=1, le=1_000_000)


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """The list, and each of them."""
    del pack  # somebody speaks in every domain
    publish(router, "/speakers", show_speakers, table=True)
    publish(router, "/speakers/{speaker_id}", show_speaker)


def show_speakers(here: Here, asked: Annotated[Asked, Query()]) -> Content:
    """Everybody who is quoted, by name."""
    found, total = here.lookup.roll(asked.q, limit=LISTED, offset=(asked.page - 1) * LISTED)
    paging = page_of(total, asked.page, LISTED)
    rows = list(speaker_rows(here.export(Register(as_of=here.day, speakers=found))))
    return Content(
        template="speakers.html",
        title=translate("People and bodies"),
        values={"speakers": found, "asked": asked, "paging": paging},
        data={"found": total, "page": paging.page, "pages": paging.pages, "speakers": rows},
        table=Table(
            heads=("id", "names", "offices", "records"),
            rows=((one.id, one.names, one.offices, len(one.records)) for one in found),
        ),
        day=here.day,
    )


def show_speaker(
    here: Here,
    speaker_id: Annotated[str, Path(max_length=60)],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Content:
    """What one of them said, in the order of time, and on what."""
    speaker = here.lookup.speakers([speaker_id]).get(speaker_id)
    if speaker is None:
        moved = find_former_speaker(here, speaker_id)
        return Content(template="speaker.html", title=speaker_id, moved=moved)
    every = sorted(
        here.lookup.records(speaker.records).values(),
        key=lambda one: (sort_key(one.date or one.known_since), one.id),
    )
    paging = page_of(len(every), page, SAID)
    shown = every[paging.start : paging.end]
    disputes = here.lookup.discrepancies(one.id for one in shown)
    limit = claims_each(len(shown))
    evidence = Evidence(here.lookup, claims_of(shown, limit=limit))
    teller = Teller(pack=here.pack, evidence=evidence, disputes=by_about(disputes))
    outlines = here.lines.by_id
    hubs = {
        part: outlines[whole]
        for whole, part, _ in here.lookup.wholes("hub", [one.id for one in shown])
        if whole in outlines
    }
    register = partial(evidence.register, as_of=here.day, speakers=(speaker,), records=tuple(shown))
    return Content(
        template="speaker.html",
        title=speaker.names[0] if speaker.names else translate("not named"),
        values={
            "speaker": speaker,
            "entries": [teller.entry(one, limit=limit) for one in shown],
            "hubs": hubs,
            "paging": paging,
        },
        data=lambda: {
            "found": len(every),
            "page": paging.page,
            "pages": paging.pages,
            **without_texts(part_of_export(here.export(register()))),
        },
        day=here.day,
    )
