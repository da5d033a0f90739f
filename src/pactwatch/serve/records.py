"""One record with every claim that tells it, and links to records and claims that lead where they are
now: ids that a record had before lead to it, and of what vanished the page says what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from pactwatch.domain import Pack
from pactwatch.serve.content import Content, part_of_export, publish
from pactwatch.serve.evidence import FOLD, Evidence
from pactwatch.serve.failures import Gone, Missing, WayOn
from pactwatch.serve.paging import page_of
from pactwatch.serve.room import Here, Visit
from pactwatch.serve.telling import IN_FULL, Teller, by_about, claims_of, linked_ids, name_record
from pactwatch.serve.wording import say_day, translate


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """Records and claims by id."""
    del pack  # they are called so in every domain
    publish(router, "/records/{record_id}", show_record)
    publish(router, "/claims/{claim_id}", show_claim)


def without_texts(data: Mapping[str, Any]) -> dict[str, Any]:
    """Entries of the export, the pages without their texts, which stand at their own addresses."""
    found = dict(data)
    if "documents" in found:
        found["documents"] = [
            {key: value for key, value in row.items() if key != "text"}
            for row in found["documents"]
        ]
    return found


def show_record(
    here: Here,
    record_id: Annotated[str, Path(max_length=60)],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Content:
    """A record with every claim that tells it."""
    pack = here.pack
    record = here.lookup.records([record_id]).get(record_id)
    if record is None:
        return Content(template="record.html", title=record_id, moved=_moved(here, record_id))
    paging = page_of(len(record.claims), page, FOLD)
    ids = list(record.claims[paging.start : paging.end])
    disputes = here.lookup.discrepancies([record.id])
    evidence = Evidence(here.lookup, [*ids, *claims_of((), disputes[:IN_FULL])])
    named = here.lookup.records(linked_ids(pack, [record]))
    teller = Teller(
        pack=pack, evidence=evidence, disputes=by_about(disputes), named=named, most=None
    )
    wholes = {whole for whole, _, _ in here.lookup.wholes("hub", [record.id])}
    register = partial(evidence.register, as_of=here.day, records=(record,), discrepancies=disputes)
    return Content(
        template="record.html",
        title=name_record(pack, record),
        values={
            "entry": teller.entry(record, limit=FOLD),
            "most_in_full": IN_FULL,
            "proof": evidence.proof(ids),
            "paging": paging,
            "hubs": [here.lines.by_id[one] for one in sorted(wholes) if one in here.lines.by_id],
        },
        data=lambda: {
            "found": len(record.claims),
            "page": paging.page,
            "pages": paging.pages,
            **without_texts(part_of_export(here.export(register()))),
        },
        day=here.day,
    )


def _moved(here: Visit, record_id: str) -> str:
    """Where the record is that had this id; `Gone` or `Missing` say why there is none."""
    claim_id = here.lookup.claim_called(record_id)
    if claim_id is None:
        raise Missing(translate("No record has or had the id {id}.").format(id=record_id))
    record = here.lookup.records_of([claim_id]).get(claim_id)
    if record is not None:
        return f"/records/{record.id}" + (f"?as_of={here.day}" if here.day else "")
    raise _gone(here, claim_id)


def show_claim(here: Here, claim_id: Annotated[str, Path(max_length=60)]) -> Content:
    """Where a claim is marked in its page."""
    claim = here.lookup.claims([claim_id]).get(claim_id)
    if claim is None:
        raise _gone(here, claim_id)
    suffix = f"?as_of={here.day}" if here.day else ""
    moved = f"/documents/{claim.doc_id}{suffix}#{claim.id}"
    return Content(template="record.html", title=claim_id, moved=moved)


def _gone(here: Visit, claim_id: str) -> Gone | Missing:
    """What became of a claim that the register does not show: not known yet, read otherwise since."""
    past = here.lookup.past_claim(claim_id)
    if past is None:
        return Missing(translate("No page says what {id} names.").format(id=claim_id))
    spot, readers = past
    where = f"/documents/{spot.doc_id}?start={spot.start}&end={spot.end}#span"
    way = WayOn(href=where, title=translate("The words from which it was read"))
    if here.day is not None and here.lookup.at(None).claims([claim_id]):
        return Missing(
            translate("On {day} no page that says so was known yet.").format(day=say_day(here.day)),
            WayOn(href=f"/claims/{claim_id}", title=translate("As it is known now")),
        )
    now = here.lookup.at(None).claims([claim_id])
    if now:
        return Gone(
            translate(
                "The page still says these words, but they make no record any more: somebody "
                "rejected them, or they tell something that did not happen."
            ),
            way,
            WayOn(href=f"/desk/judge/{claim_id}", title=translate("What people said of them")),
        )
    return Gone(
        translate(
            "An earlier reading of the page found it; the current one, by {readers}, does not."
        ).format(readers=readers),
        way,
    )
