"""A page as it was read: its text with every claim marked, where it came from, and the original."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from pactwatch.archive import fetch_original
from pactwatch.domain import Kind, Pack
from pactwatch.errors import ArchiveError
from pactwatch.nouns import Claim, Document, Range, Reading, Record, Sheet
from pactwatch.serve.content import PROBLEMS, Content, Table, part_of_export, publish
from pactwatch.serve.evidence import Evidence
from pactwatch.serve.failures import Missing, WayOn
from pactwatch.serve.paging import page_of
from pactwatch.serve.room import Here
from pactwatch.serve.telling import Told
from pactwatch.serve.wording import say_amount, say_day, say_value, translate

FOLD = 100  #: claims marked at once
LINES = 50  #: pages listed at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of a text between two edges: which claims quote them, and whether they repeat others."""

    text: str
    claims: tuple[Claim, ...]
    repeated: bool
    asked: bool  #: in the span that the address names
    starts: tuple[str, ...]  #: ids of the claims that begin here


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A claim beside the text: what it says, and the record that it tells."""

    claim: Claim
    kind: Kind
    told: tuple[Told, ...]
    record: Record | None
    pair: str  #: the codes of its hub's pair, where it tells a step of one
    origin: str


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """Pages by id, the list of them, and their originals."""
    del pack  # they are called so in every domain
    router.add_api_route(
        "/documents/{doc_id}/original",
        send_original,
        summary="The bytes as they came, as a download.",
        response_class=Response,
        responses=PROBLEMS | {200: {"content": {"application/octet-stream": {}}}},
    )
    publish(router, "/documents", show_documents, table=True)
    publish(router, "/documents/{doc_id}", show_document)


DocId = Annotated[str, Path(max_length=60)]


def show_documents(here: Here, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1) -> Content:
    """Every page read, the newest first."""
    start = (page - 1) * LINES
    sheets, found = here.lookup.sheets(limit=LINES, offset=start)
    paging = page_of(found, page, LINES)
    rows = [sheet_row(sheet) for sheet in sheets]
    return Content(
        template="documents.html",
        title=translate("Documents"),
        values={"sheets": sheets, "paging": paging},
        data={"found": found, "page": page, "pages": paging.pages, "documents": rows},
        table=Table(heads=tuple(SHEET), rows=(tuple(row.values()) for row in rows)),
        day=here.day,
    )


SHEET = ("id", "source", "url", "outlet", "title", "published", "known", "in_domain", "claims",
         "relation")  # fmt: skip


def sheet_row(sheet: Sheet) -> dict[str, object]:
    """A page in one line as data."""
    values = (
        sheet.doc_id, sheet.source, sheet.url, sheet.outlet, sheet.title, sheet.published,
        sheet.known, sheet.in_domain, sheet.claims, sheet.relation,
    )  # fmt: skip
    return dict(zip(SHEET, values, strict=True))


def show_document(
    here: Here,
    doc_id: DocId,
    start: Annotated[int | None, Query(ge=0, le=100_000_000)] = None,
    end: Annotated[int | None, Query(ge=0, le=100_000_000)] = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Content:
    """A page's text with every claim marked, and what is known of the page."""
    doc = find_document(here, doc_id)
    reading = here.lookup.reading(doc.id)
    sheet = here.lookup.sheets_of([doc.id]).get(doc.id)
    total = sheet.claims if sheet else 0
    paging = page_of(total, page, FOLD)
    claims = here.lookup.claims_on(doc.id, limit=FOLD, offset=paging.start)
    evidence = Evidence(here.lookup, claims)
    records = here.lookup.records_of(claims)
    kinship = here.lookup.kinships([doc.id]).get(doc.id)
    copied_from = here.lookup.sheets_of(
        dict.fromkeys(one.doc_id for one in kinship.copied) if kinship else ()
    )
    span = (start, end) if start is not None and end is not None and start < end else None
    stories = here.lookup.stories(w for w, _, _ in here.lookup.wholes("story", [doc.id]))
    versions = here.lookup.sheets_of([doc.replaces] if doc.replaces else ())
    register = partial(
        evidence.register,
        as_of=here.day,
        documents=(doc,),
        readings=(reading,) if reading else (),
        kinships=(kinship,) if kinship else (),
        records=tuple({one.id: one for one in records.values()}.values()),
    )
    return Content(
        template="document.html",
        title=doc.headline,
        values={
            "doc": doc,
            "reading": reading,
            "kinship": kinship,
            "card": here.lookup.card(doc.outlet),
            "copied_from": copied_from,
            "runs": mark_text(doc, list(claims.values()), reading, span),
            "notes": [
                _note(here.pack, one, evidence, records.get(one.id)) for one in claims.values()
            ],
            "kinds": [k for k in here.pack.kinds if any(c.kind == k.name for c in claims.values())],
            "classes": {kind.name: n for n, kind in enumerate(here.pack.kinds)},
            "stories": list(stories.values()),
            "versions": list(versions.values()),
            "paging": paging,
            "total": total,
        },
        data=part_of_export(here.export(register())),
        day=here.day,
    )


def find_document(here: Here, doc_id: str) -> Document:
    """A page by id; `Missing` says whether it was not known yet."""
    doc = here.lookup.documents([doc_id]).get(doc_id)
    if doc is not None:
        return doc
    now = here.lookup.at(None).documents([doc_id]).get(doc_id)
    if now is None:
        raise Missing(translate("No page with the id {id} was read.").format(id=doc_id))
    message = translate("On {day} this page was not known yet; it is since {known}.")
    raise Missing(
        message.format(day=say_day(here.day), known=say_day(now.known)),
        WayOn(href=f"/documents/{doc_id}", title=now.headline),
    )


def _note(pack: Pack, claim: Claim, evidence: Evidence, record: Record | None) -> Note:
    kind = pack.kind(claim.kind)
    unit = claim.value("unit")
    told = []
    for slot in kind.slots:
        value = claim.value(slot)
        if value is None or (slot == "unit" and claim.value("value") is not None):
            continue
        is_amount = slot == "value"
        words = (
            say_amount(value, str(unit or "")) if is_amount else say_value(pack, kind, slot, value)
        )
        title = pack.views.title_of(slot)
        told.append(Told(slot=slot, title=title, words=words, contested=False))
    dated = evidence.dated.get(claim.id)
    if dated and (dated.date or dated.date_text):
        words = say_day(dated.date) or f"“{dated.date_text}”"
        told.append(Told(slot="date", title=translate("When"), words=words, contested=False))
    origin = evidence.origins.get(claim.id)
    pair = [claim.value(slot) for slot in pack.hub.pair] if kind.hub else []
    return Note(
        claim=claim,
        kind=kind,
        told=tuple(told),
        record=record,
        pair="-".join(map(str, pair)) if pair and all(pair) else "",
        origin=origin.what if origin else "",
    )


def mark_text(
    doc: Document, claims: Sequence[Claim], reading: Reading | None, asked: Range | None
) -> tuple[tuple[Run, ...], ...]:
    """The text in paragraphs, each cut where a claim, a repetition or the asked span begins or ends."""
    length = len(doc.text)
    spans = {c.id: tuple(c.spans or (c.span.range,)) for c in claims}
    repeated = reading.repeated if reading else ()
    wanted = [asked] if asked else []
    edges = {edge for ranges in spans.values() for r in ranges for edge in r}
    edges |= {edge for r in (*repeated, *wanted) for edge in r}
    paragraphs = []
    for start, end in _paragraphs(doc.text):
        cuts = [start, *sorted(e for e in edges if start < e < end and e <= length), end]
        paragraphs.append(
            tuple(
                Run(
                    text=doc.text[a:b],
                    claims=tuple(c for c in claims if _covers(spans[c.id], a, b)),
                    repeated=_covers(repeated, a, b),
                    asked=_covers(wanted, a, b),
                    starts=tuple(
                        c.id
                        for c in claims
                        if max(spans[c.id][0][0], start) == a < spans[c.id][0][1]
                        and start <= spans[c.id][0][0]
                    ),
                )
                for a, b in itertools.pairwise(cuts)
            )
        )
    return tuple(paragraphs)


def _covers(ranges: Sequence[Range], start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in ranges)


def _paragraphs(text: str) -> list[Range]:
    """Where each line that is not empty stands."""
    found = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def send_original(here: Here, doc_id: DocId) -> Response:
    """The bytes as they came, for download only: nothing in them is shown or run here."""
    doc = find_document(here, doc_id)
    if doc.masked:
        raise Missing(translate("Parts of this page are withheld, and so is its original."))
    if doc.archived is None:
        raise Missing(translate("No original of this page was archived."))
    folder = here.room.path.with_name(here.room.path.name + ".archive")
    try:
        capture = fetch_original(folder, doc.archived)
    except ArchiveError as error:
        message = translate("The archive does not give the original: {why}").format(why=error)
        raise Missing(message) from error
    return Response(
        capture.data,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{doc.id}.bin"',
            "content-security-policy": "sandbox; default-src 'none'",
            "x-content-type-options": "nosniff",
        },
    )
