"""The desk: what needs a person, any one thing to be judged, and everything that people said before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request

from pactwatch.domain import Pack
from pactwatch.nouns import Judgement, Register
from pactwatch.reconcile.verdicts import standing_judgements
from pactwatch.release.rows import judgement_rows
from pactwatch.serve.content import Content, Table, publish
from pactwatch.serve.door import (
    Door,
    name_of,
)
from pactwatch.serve.doubts import WHYS, Doubt, Queue
from pactwatch.serve.failures import Missing
from pactwatch.serve.forms import VERDICTS, WORDS, Form, FormMaker
from pactwatch.serve.paging import page_of
from pactwatch.serve.room import Here, Visit
from pactwatch.serve.wording import translate
from pactwatch.store import Doubts

LINES = 8  #: cases on one page
HISTORY = 40  #: judgements on one page


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """The queue, what was said, any one thing, and the two forms."""
    del pack  # its addresses are the same in every domain
    publish(router, "/desk/history", show_history, table=True)
    publish(router, "/desk/judge/{asked}", show_one)
    publish(router, "/desk", show_desk, table=True)


Page = Annotated[int, Query(ge=1, le=1_000_000)]
WhyAsked = Literal["", "fact", "contested", "new", "origin"]
Done = Annotated[str, Query(max_length=2_000, description="Judgements just made, by id.")]


def show_desk(
    here: Here, request: Request, why: WhyAsked = "", page: Page = 1, done: Done = ""
) -> Content:
    """What needs a person: each case with the words behind it."""
    queue = queue_of(here, request)
    found = queue.of(why)
    last = max(1, -(-len(found) // LINES))
    paging = page_of(len(found), min(page, last) if done else page, LINES)
    cases = found[paging.start : paging.end]
    maker = FormMaker(here, cases)
    return Content(
        template="desk.html",
        title=translate("Desk"),
        values={
            "forms": [maker.make(doubt) for doubt in cases],
            "counts": queue.counts,
            "whys": WHYS,
            "why": why,
            "paging": paging,
            **for_forms(request, done, here),
        },
        data={
            "found": len(found),
            "page": paging.page,
            "pages": paging.pages,
            "behind": door_of(request).clerk.is_behind,
            "cases": [doubt_row(doubt) for doubt in cases],
        },
        table=Table(heads=CASE, rows=(tuple(doubt_row(doubt).values()) for doubt in found)),
    )


CASE = ("why", "about", "field", "claims")


def doubt_row(doubt: Doubt) -> dict[str, object]:
    """A case as data."""
    return dict(zip(CASE, (doubt.why, doubt.about, doubt.field, list(doubt.claims)), strict=True))


def queue_of(here: Visit, request: Request) -> Queue:
    """The open cases of the register as it is now: nobody judges the past."""
    queue: Queue = request.app.state.queues.find(here.lookup.at(None))
    return queue


def door_of(request: Request) -> Door:
    """The way in for what is written."""
    door: Door = request.app.state.door
    return door


def for_forms(request: Request, done: str, here: Visit) -> dict[str, Any]:
    """What every form of the desk needs; `done` are the judgements just made."""
    door = door_of(request)
    asked = {one for one in done.split(",") if one}
    made = [one for one in Doubts(here.lookup).judgements() if one.id in asked] if asked else []
    return {
        "token": door.token,
        "by": name_of(request),
        "verdicts": VERDICTS,
        "words": WORDS,
        "made": made,
        "is_behind": door.clerk.is_behind,
        "behind_why": door.clerk.failure,
        "filled": {},
        "problem": "",
    }


def show_one(
    here: Here,
    request: Request,
    asked: Annotated[str, Path(max_length=120)],
    done: Done = "",
) -> Content:
    """One claim or record, to be judged whether or not it waits at the desk."""
    try:
        form = make_one(here, asked)
    except Missing:
        if not done:
            raise
        # what was judged last took it out of the register: that, and how to undo it, stands there
        moved = f"/desk/history?{urlencode({'done': done})}"
        return Content(template="desk_history.html", title=asked, moved=moved)
    return Content(
        template="desk_one.html",
        title=translate("Judge: {what}").format(what=form.title),
        values={"form": form, **for_forms(request, done, here)},
        data={
            "claims": [voucher.claim.id for voucher, _ in form.vouchers],
            "judgements": rows_of(form.judged),
        },
    )


def make_one(here: Visit, asked: str) -> Form:
    """The form of any claim, record or hub; `Missing` where there is none."""
    now = Visit(room=here.room, day=None, lookup=here.lookup.at(None))
    hub = now.lookup.hubs([asked]).get(asked)
    record = now.lookup.records([asked]).get(asked)
    if hub is not None:
        claims = tuple(dict.fromkeys(c for entry in hub.history for c in entry.claims))
    elif record is not None:
        claims = record.claims
    else:
        called = now.lookup.claim_called(asked) or asked
        moved = now.lookup.records_of([called]).get(called)
        if moved is not None and called != asked:
            return make_one(here, moved.id)
        claims = tuple(now.lookup.claims([called]))
    if not claims:
        raise Missing(
            translate("No claim, record or arrangement has the id {id}.").format(id=asked)
        )
    doubt = Doubt(why="new", about=asked, claims=claims)
    return FormMaker(now, [doubt]).make_any(doubt)


def show_history(here: Here, request: Request, page: Page = 1, done: Done = "") -> Content:
    """Every judgement, the newest first, and whether it stands."""
    judgements = Doubts(here.lookup).judgements()[::-1]
    standing = {one.id for one in standing_judgements(judgements)}
    takes = {one.withdraws: one for one in judgements if one.withdraws}
    stands = standing | {
        one.id for one in judgements if one.verdict == "withdraw" and one.id not in takes
    }
    paging = page_of(len(judgements), page, HISTORY)
    shown = judgements[paging.start : paging.end]
    by_id = {one.id: one for one in judgements}
    rows = [row | {"stands": row["id"] in stands} for row in rows_of(judgements)]
    return Content(
        template="desk_history.html",
        title=translate("What was judged"),
        values={
            "judgements": shown,
            "stands": stands,
            "by_id": by_id,
            "sheets": here.lookup.sheets_of(one.doc_id for one in shown),
            "paging": paging,
            **for_forms(request, done, here),
        },
        data={
            "found": len(judgements),
            "page": paging.page,
            "pages": paging.pages,
            "judgements": rows[paging.start : paging.end],
        },
        table=Table(
            heads=tuple(rows[0]) if rows else ("id",), rows=(tuple(row.values()) for row in rows)
        ),
    )


def rows_of(judgements: Sequence[Judgement]) -> list[dict[str, object]]:
    """Judgements as data, in this order."""
    return [dict(row) for row in judgement_rows(Register(as_of=None, judgements=tuple(judgements)))]
