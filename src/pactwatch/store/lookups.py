"""Derived tables → those by which pages find their parts, made anew with each knot that is.

What follows from saved rows alone is worked out in the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pactwatch.days import span_of
from pactwatch.ids import content_id
from pactwatch.nouns import Claim, Document, Sheet
from pactwatch.store import sql
from pactwatch.store.plain import from_json, to_json
from pactwatch.store.schema import load_tables
from pactwatch.store.search import WORDS, mark_of, save_words
from pactwatch.store.views import current_readings

T = TypeVar("T")
Inputs = Mapping[str, Mapping[str, Any]]  #: what is referred to by which name, as in `derived`

#: What lists its parts by id: table → where in its body they stand, and under which name.
LISTS = {"speaker": "$.records", "story": "$.documents", "wording": "$.documents"}

_FROM_LISTS = """
    INSERT INTO belonging (whole, whole_id, part_id, as_what, from_day, until_day, knot)
    SELECT '{whole}', whole.id, part.value, NULL, whole.from_day, whole.until_day, whole.knot
    FROM {whole} AS whole, json_each(whole.body, '{path}') AS part WHERE whole.knot = ?
"""
_FROM_HUBS = """
    INSERT INTO belonging (whole, whole_id, part_id, as_what, from_day, until_day, knot)
    SELECT 'hub', hub.id, part.value, json_extract(list.value, '$[0]'), hub.from_day, hub.until_day,
        hub.knot
    FROM hub, json_each(hub.body, '$.members') AS list, json_each(list.value, '$[1]') AS part
    WHERE hub.knot = ?
"""
_FROM_DISPUTES = """
    INSERT INTO belonging (whole, whole_id, part_id, as_what, from_day, until_day, knot)
    SELECT 'discrepancy', id, json_extract(body, '$.about'), NULL, from_day, until_day, knot
    FROM discrepancy WHERE knot = ?
"""
_ROLL = """
    INSERT INTO roll (speaker_id, name, names, records, from_day, until_day, knot)
    SELECT id, lower(coalesce(json_extract(body, '$.names[0]'), '')), lower(json_extract(body, '$.names')),
        json_array_length(body, '$.records'), from_day, until_day, knot
    FROM speaker WHERE knot = ?
"""


def save_lookups(
    connection: sql.Connection, knot: str, before: Iterable[str], inputs: Inputs
) -> None:
    """Make the lookups of a knot as its rows are now; `before`: knots that it was."""
    for name in ("belonging", "roll"):
        table = load_tables()[name]
        connection.execute(sql.delete(table).where(table.c.knot.in_([knot, *before])))
    for whole, path in LISTS.items():
        _fill(connection, _FROM_LISTS.format(whole=whole, path=path), knot)
    for filling in (_FROM_HUBS, _FROM_DISPUTES, _ROLL):
        _fill(connection, filling, knot)
    altered = _altered(connection, knot, "documents", Document)
    pages: Mapping[str, Document] = {**inputs["documents"], **altered}
    _save_called(connection, pages)
    table = load_tables()["sheet"]
    connection.execute(sql.delete(table).where(table.c.doc_id.in_(list(pages))))
    _add_rows(connection, "sheet", list(_sheets(connection, knot, inputs, pages)))
    _save_words(connection, knot, inputs, altered)


def forget_pages(connection: sql.Connection, pages: Iterable[str]) -> None:
    """Take out the lookups of pages that are shown no more."""
    table = load_tables()["sheet"]
    for page in pages:
        connection.execute(sql.delete(table).where(table.c.doc_id == page))
        for words in WORDS:
            save_words(connection, words, page, {}, {})


def _fill(connection: sql.Connection, filling: str, knot: str) -> None:
    connection.exec_driver_sql(filling, (knot,))


def _save_called(connection: sql.Connection, pages: Iterable[str]) -> None:
    """The ids that records have, or had, while a claim of these pages came first."""
    claim, reading = load_tables()["claim"], load_tables()["reading"]
    query = (
        sql.select(claim.c.id)
        .distinct()
        .join_from(reading, claim, claim.c.reading == reading.c.seq)
        .where(reading.c.doc_id.in_(list(pages)))
        .order_by(claim.c.id)
    )
    rows = [
        {"record_id": content_id("rec", one), "claim_id": one}
        for one in connection.execute(query).scalars()
    ]
    if rows:
        table = load_tables()["called"]
        connection.execute(sql.insert(table).prefix_with("OR IGNORE"), rows)


def _save_words(
    connection: sql.Connection, knot: str, inputs: Inputs, altered: Mapping[str, Document]
) -> None:
    """The words of every page and claim of a knot, as they are shown."""
    pages: Mapping[str, Document] = {**inputs["documents"], **altered}
    masked = _altered(connection, knot, "claims", Claim)
    claims: Mapping[str, Claim] = {**inputs["claims"], **masked}
    marks: dict[str, dict[str, str]] = {page: {} for page in pages}
    for one, claim in claims.items():
        marks[claim.doc_id][one] = mark_of(masked[one].span.quote) if one in masked else ""
    for page, doc in pages.items():
        mark = {page: mark_of(doc.text) if page in altered else ""}
        save_words(connection, "page_words", page, mark, {page: (doc.title or "", doc.text)})
        quotes = {one: (page, claims[one].span.quote) for one in marks[page]}
        save_words(connection, "claim_words", page, marks[page], quotes)


def _add_rows(connection: sql.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sql.insert(load_tables()[table]), rows)


def _sheets(
    connection: sql.Connection, knot: str, inputs: Inputs, pages: Mapping[str, Document]
) -> Iterator[dict[str, Any]]:
    """The row of `sheet` of each document of a knot, as the register shows it today."""
    documents: Mapping[str, Document] = inputs["documents"]
    current = current_readings(connection, tuple(documents.values()), is_part=True)
    reading_of = {doc.id: seq for seq, (doc, _) in current.items()}
    relations = _relations(connection, knot)
    for doc in pages.values():
        reading = inputs["readings"].get(doc.id)
        sheet = Sheet(
            doc_id=doc.id,
            source=doc.source,
            url=doc.url,
            outlet=doc.outlet,
            title=doc.title,
            published=doc.published,
            known=doc.known,
            in_domain=reading.in_domain if reading else False,
            claims=len(reading.claims) if reading else 0,
            relation=relations.get(doc.id, "own"),
            first_line="" if doc.title else doc.first_line,
        )
        yield {
            "doc_id": doc.id,
            "reading": reading_of.get(doc.id),
            "known_by": known_by(doc),
            "published": doc.published,
            "in_domain": int(sheet.in_domain),
            "claims": sheet.claims,
            "face": to_json(replace(doc, text="")),
            "body": to_json(sheet),
        }


def _altered(connection: sql.Connection, knot: str, part: str, noun: type[T]) -> dict[str, T]:
    """Those of the inputs that a knot shows today otherwise than they were read."""
    table = load_tables()["shown"]
    query = sql.select(table.c.ref, table.c.body).where(
        table.c.knot == knot,
        table.c.part == part,
        table.c.until_day.is_(None),
        table.c.body.is_not(None),
    )
    return {row.ref: from_json(noun, row.body) for row in connection.execute(query)}


def _relations(connection: sql.Connection, knot: str) -> dict[str, str]:
    """How the text of each document of a knot stands to others."""
    table = load_tables()["kinship"]
    query = sql.select(table.c.id, table.c.kind).where(
        table.c.knot == knot, table.c.until_day.is_(None)
    )
    return {row.id: row.kind for row in connection.execute(query)}


def known_by(doc: Document) -> str:
    """The last day on which a document can have become known."""
    span = span_of(doc.known)
    return span[1].isoformat() if span else "9999-12-31"
