"""A hub's history: every step of it, and one step with every claim that tells it."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from pactwatch.domain import Pack
from pactwatch.nouns import Outline
from pactwatch.release import Export
from pactwatch.release.rows import hub_rows
from pactwatch.serve.asked_hub import Asked, answer_of
from pactwatch.serve.content import Content, part_of_export, publish
from pactwatch.serve.evidence import FOLD, Evidence
from pactwatch.serve.failures import Missing, WayOn
from pactwatch.serve.hubs import in_time
from pactwatch.serve.paging import page_of
from pactwatch.serve.records import without_texts
from pactwatch.serve.room import Here, Visit
from pactwatch.serve.telling import (
    IN_FULL,
    Teller,
    by_about,
    claims_of,
    disputes_of,
    name_outline,
)
from pactwatch.serve.wording import say_name, translate

LISTED = 40


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """Steps stand beneath their hub."""
    base = f"/{pack.hub.plural}/{{asked}}/steps"
    publish(router, f"{base}/{{claim_id}}", show_step)
    publish(router, base, show_steps)


def show_steps(
    here: Here, asked: Asked, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1
) -> Content:
    """Every step of its history, the oldest first."""
    return answer_of(here, asked, "/steps", lambda outline: _show_steps(here, outline, page))


def _show_steps(here: Visit, outline: Outline, page: int) -> Content:
    hub = here.lookup.hubs([outline.id])[outline.id]
    paging = page_of(len(hub.history), page, LISTED)
    history = in_time(hub.history)[paging.start : paging.end]
    disputes = here.lookup.discrepancies([hub.id])
    evidence = Evidence(here.lookup, claims_of(history, limit=1))
    teller = Teller(pack=here.pack, evidence=evidence, disputes=by_about(disputes))
    register = partial(evidence.register, as_of=here.day, hubs=(hub,))
    title = translate("History")
    return Content(
        template="section.html",
        title=f"{title}: {name_outline(here.pack, outline)}",
        values={
            "outline": outline,
            "heading": title,
            "paging": paging,
            "entries": [teller.of_history(one, about=hub.id, limit=1) for one in history],
        },
        data=lambda: {
            "found": len(hub.history),
            "page": paging.page,
            "pages": paging.pages,
            "history": [
                row
                for one in history
                for row in _history_of(here.export(register()))
                if row["claims"] == list(one.claims)
            ],
        },
        day=here.day,
    )


def show_step(
    here: Here,
    asked: Asked,
    claim_id: Annotated[str, Path(max_length=60)],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Content:
    """A step of its history with every claim that tells it."""
    return answer_of(
        here,
        asked,
        f"/steps/{claim_id}",
        lambda outline: _show_step(here, outline, claim_id, page),
    )


def _show_step(here: Visit, outline: Outline, claim_id: str, page: int) -> Content:
    pack = here.pack
    hub = here.lookup.hubs([outline.id])[outline.id]
    entry = next((one for one in hub.history if claim_id in one.claims), None)
    if entry is None:
        raise Missing(
            translate("No step of this history rests on {claim}.").format(claim=claim_id),
            WayOn(href=f"/{pack.hub.plural}/{hub.id}", title=name_outline(pack, outline)),
        )
    paging = page_of(len(entry.claims), page, FOLD)
    disputes = disputes_of(entry, here.lookup.discrepancies([hub.id]))
    ids = list(entry.claims[paging.start : paging.end])
    evidence = Evidence(here.lookup, [*ids, *claims_of((), disputes[:IN_FULL])])
    teller = Teller(pack=pack, evidence=evidence, disputes=by_about(disputes), most=None)
    register = partial(evidence.register, as_of=here.day, hubs=(hub,))
    told = teller.of_history(entry, about=hub.id, limit=FOLD)
    return Content(
        template="record.html",
        title=f"{say_name(entry.value)}: {name_outline(pack, outline)}",
        values={
            "entry": told,
            "most_in_full": IN_FULL,
            "proof": evidence.proof(ids),
            "paging": paging,
            "hubs": [outline],
        },
        data=lambda: {
            "found": len(entry.claims),
            "page": paging.page,
            "pages": paging.pages,
            "history": [
                row for row in _history_of(here.export(register())) if claim_id in row["claims"]
            ],
            **without_texts(part_of_export(here.export(evidence.register(as_of=here.day)))),
        },
        day=here.day,
    )


def _history_of(export: Export) -> list[dict[str, Any]]:
    """The steps of the one hub that a part of the register holds, as data."""
    (row,) = hub_rows(export)
    history: list[dict[str, Any]] = row["history"]  # type: ignore[assignment]
    return history
