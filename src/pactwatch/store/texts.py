"""One snapshot of what pages say: documents, claims and readings, by id and by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from pactwatch.ids import canonical
from pactwatch.nouns import (
    Card,
    Claim,
    Day,
    Document,
    Link,
    Range,
    Reading,
    Sheet,
    Slot,
    Spot,
)
from pactwatch.store import sql
from pactwatch.store.plain import from_json, value_from_json
from pactwatch.store.schema import load_tables
from pactwatch.store.snapshot import Snapshot, among, was_known
from pactwatch.store.views import claim_of
from pactwatch.store.visits import load_cards

T = TypeVar("T")

_PAIRS = "json_each(:pairs) AS pair JOIN {table} AS one ON one.reading = pair.value ->> 0 AND "
_SLOTS = (
    "SELECT one.* FROM "
    + _PAIRS.format(table="claim_slot")
    + "one.claim_id = pair.value ->> 1 ORDER BY one.claim_id, one.position"
)
_RANGES = (
    "SELECT one.* FROM "
    + _PAIRS.format(table="claim_range")
    + "one.claim_id = pair.value ->> 1 ORDER BY one.claim_id, one.part, one.position"
)
# Few are altered: the index of these tells so without a look at the rows of all others, but for which
# the database would not take it.
_ALTERED = (
    "SELECT ref, body FROM shown INDEXED BY shown_altered WHERE part = :part AND body IS NOT NULL "
    "AND ref IN (SELECT value FROM json_each(:asked)) AND {holds}"
)


class Texts(Snapshot):
    """What pages say, as it was known on a day. What was asked for before is not loaded again."""

    def __init__(self, connection: sql.Connection, day: Day | None) -> None:
        super().__init__(connection, day)
        self._pages: dict[str, Document] = {}
        self._claims: dict[str, Claim] = {}

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """Pages with their texts, those known by the day."""
        asked = list(dict.fromkeys(ids))
        self._pages |= self._load_documents([one for one in asked if one not in self._pages])
        return {one: self._pages[one] for one in asked if one in self._pages}

    def _load_documents(self, ids: Sequence[str]) -> dict[str, Document]:
        found: dict[str, Document] = {}
        for row in self.find(_texts(), ids) if ids else ():
            doc = from_json(Document, row.face)
            found[doc.id] = replace(doc, text=row.text)
        return found | self._altered("documents", Document, found)

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims of the current readings by id, in the order asked for."""
        asked = list(dict.fromkeys(ids))
        lacking = [one for one in asked if one not in self._claims]
        if lacking:
            self._make_claims(self.find(_claims(), lacking))
        return {one: self._claims[one] for one in asked if one in self._claims}

    def claims_on(self, doc_id: str, *, limit: int, offset: int = 0) -> dict[str, Claim]:
        """What the current reading of a page found, in the order of its text."""
        claim, sheet = load_tables()["claim"], load_tables()["sheet"]
        query = (
            sql.select(claim)
            .join_from(claim, sheet, sheet.c.reading == claim.c.reading)
            .where(sheet.c.doc_id == doc_id)
            .order_by(claim.c.start, claim.c.end, claim.c.id)
            .limit(limit)
            .offset(offset)
        )
        return self._make_claims(self._connection.execute(query).all())

    def reading(self, doc_id: str) -> Reading | None:
        """The current reading of a page, without its claims."""
        reading, sheet = load_tables()["reading"], load_tables()["sheet"]
        query = (
            sql.select(reading)
            .join_from(reading, sheet, sheet.c.reading == reading.c.seq)
            .where(sheet.c.doc_id == doc_id)
        )
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return Reading(
            doc_id=row.doc_id,
            readers=row.readers,
            in_domain=bool(row.in_domain),
            repeated=from_json(tuple[Range, ...], row.repeated),
        )

    def sheets_of(self, doc_ids: Iterable[str]) -> dict[str, Sheet]:
        """Pages in lines, by id."""
        sheets = (from_json(Sheet, row.body) for row in self.find(_sheets(), doc_ids))
        return {sheet.doc_id: sheet for sheet in sheets}

    def card(self, outlet: str | None) -> Card | None:
        """What people said last of an outlet that is watched."""
        return next((c for c in load_cards(self._connection) if c.name == outlet), None)

    def links(self, claims: Iterable[Claim]) -> tuple[Link, ...]:
        """Slots of these claims whose value is another claim of their page."""
        rows = self.find(_links(), [claim.id for claim in claims])
        return tuple(Link(claim_id=row.claim_id, slot=row.slot, to=row.to_claim) for row in rows)

    def claim_called(self, record_id: str) -> str | None:
        """The claim by which a record has, or had, this id."""
        table = load_tables()["called"]
        query = sql.select(table.c.claim_id).where(table.c.record_id == record_id)
        return self._connection.execute(query).scalar()

    def past_claim(self, claim_id: str) -> tuple[Spot, str] | None:
        """Where a claim of any reading stands, and which readers the page has been read by since."""
        claim, reading = load_tables()["claim"], load_tables()["reading"]
        query = sql.select(claim).where(claim.c.id == claim_id).limit(1)
        row = self._connection.execute(query).first()
        if row is None:
            return None
        newest = (
            sql.select(reading.c.readers)
            .where(reading.c.doc_id == row.doc_id)
            .order_by(reading.c.seq.desc())
            .limit(1)
        )
        spot = Spot(doc_id=row.doc_id, start=row.start, end=row.end, kind=row.kind)
        return spot, self._connection.execute(newest).scalar() or ""

    def _altered(self, part: str, noun: type[T], found: dict[str, T]) -> dict[str, T]:
        """Those of the found that the register shows otherwise than they were read (masked)."""
        rows = self.find(_altered_of(part, self.is_today), found) if found else ()
        return {row.ref: from_json(noun, row.body) for row in rows}

    def _make_claims(self, rows: Sequence[Any]) -> dict[str, Claim]:
        documents = self.documents({row.doc_id for row in rows})
        pairs = canonical([[row.reading, row.id] for row in rows])
        slots: dict[str, list[Slot]] = defaultdict(list)
        for row in self._connection.execute(sql.text(_SLOTS), {"pairs": pairs}):
            value = value_from_json(row.value)
            filled = Slot(name=row.name, value=value, start=row.start, end=row.end)
            slots[row.claim_id].append(filled)
        pieces: dict[tuple[str, str], list[Range]] = defaultdict(list)
        for row in self._connection.execute(sql.text(_RANGES), {"pairs": pairs}):
            pieces[row.claim_id, row.part].append((row.start, row.end))
        found = {
            row.id: claim_of(
                row,
                documents[row.doc_id],
                slots[row.id],
                pieces[row.id, "span"],
                pieces[row.id, "mention"],
            )
            for row in rows
            if row.doc_id in documents
        }
        found |= self._altered("claims", Claim, found)
        self._claims |= found
        return found


@lru_cache(maxsize=1)
def _texts() -> sql.Select[Any]:
    sheet, document = load_tables()["sheet"], load_tables()["document"]
    return (
        sql.select(sheet.c.face, document.c.text)
        .join_from(sheet, document, document.c.id == sheet.c.doc_id)
        .where(among(sheet.c.doc_id), was_known(sheet))
    )


@lru_cache(maxsize=1)
def _claims() -> sql.Select[Any]:
    claim, sheet = load_tables()["claim"], load_tables()["sheet"]
    return (
        sql.select(claim)
        .join_from(claim, sheet, sheet.c.reading == claim.c.reading)
        .where(among(claim.c.id), was_known(sheet))
    )


@lru_cache(maxsize=1)
def _sheets() -> sql.Select[Any]:
    sheet = load_tables()["sheet"]
    return sql.select(sheet.c.body).where(among(sheet.c.doc_id), was_known(sheet))


@lru_cache(maxsize=1)
def _links() -> sql.Select[Any]:
    link, sheet = load_tables()["link"], load_tables()["sheet"]
    return (
        sql.select(link)
        .join_from(link, sheet, sheet.c.reading == link.c.reading)
        .where(among(link.c.claim_id))
        .order_by(link.c.reading, link.c.position)
    )


@lru_cache(maxsize=8)
def _altered_of(part: str, is_today: bool) -> sql.TextClause:
    holds = "until_day IS NULL"
    if not is_today:
        holds = "(from_day IS NULL OR from_day <= :day) AND (until_day IS NULL OR until_day > :day)"
    return sql.text(_ALTERED.format(holds=holds)).bindparams(part=part)
