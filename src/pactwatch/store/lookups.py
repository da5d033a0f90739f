"""Derived tables → those by which pages find their parts, made anew whenever the register is saved.

What follows from saved rows alone is worked out in the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pactwatch.days import span_of
from pactwatch.ids import content_id
from pactwatch.nouns import Claim, Document, Sheet
from pactwatch.store import sql
from pactwatch.store.plain import from_json, to_json
from pactwatch.store.schema import LOOKUPS, load_tables
from pactwatch.store.search import mark_of, save_words
from pactwatch.store.views import current_readings

T = TypeVar("T")
Inputs = Mapping[str, Mapping[str, Any]]  #: what is referred to by which name, as in `derived`

#: What lists its parts by id: table → where in its body they stand, and under which name.
LISTS = {"speaker": "$.records", "story": "$.documents", "wording": "$.documents"}

_FROM_LISTS = """
    INSERT INTO belonging (whole, whole_id, part_id, as_what, from_day, until_day)
    SELECT '{whole}', whole.id, part.value, NULL, whole.from_day, whole.until_day
    FROM {whole} AS whole, json_each(whole.body, '{path}') AS part
"""
_FROM_HUBS = """
    INSERT INTO belonging (whole, whole_id, part_id, as_what, from_day, until_day)
    SELECT 'hub', hub.id, part.value, json_extract(list.value, '$[0]'), hub.from_day, hub.until_day
    FROM hub, json_each(hub.body, '$.members') AS list, json_each(list.value, '$[1]') AS part
"""
_FROM_DISPUTES = """
    INSERT INTO belonging (whole, whole_id, part_id, as_what, from_day, until_day)
    SELECT 'discrepancy', id, json_extract(body, '$.about'), NULL, from_day, until_day
    FROM discrepancy
"""
_ROLL = """
    INSERT INTO roll (speaker_id, name, names, records, from_day, until_day)
    SELECT id, lower(coalesce(json_extract(body, '$.names[0]'), '')), lower(json_extract(body, '$.names')),
        json_array_length(body, '$.records'), from_day, until_day
    FROM speaker
"""


def save_lookups(connection: sql.Connection, inputs: Inputs) -> None:
    """Make the lookups of the derived tables as they are now."""
    for name in LOOKUPS:
        connection.execute(sql.delete(load_tables()[name]))
    for whole, path in LISTS.items():
        connection.exec_driver_sql(_FROM_LISTS.format(whole=whole, path=path))
    connection.exec_driver_sql(_FROM_HUBS)
    connection.exec_driver_sql(_FROM_DISPUTES)
    connection.exec_driver_sql(_ROLL)
    claim = load_tables()["claim"]
    ids = connection.execute(sql.select(claim.c.id).distinct().order_by(claim.c.id)).scalars()
    called = [{"record_id": content_id("rec", one), "claim_id": one} for one in ids]
    _add_rows(connection, "called", called)
    altered = _altered(connection, "documents", Document)
    _add_rows(connection, "sheet", list(_sheets(connection, inputs, altered)))
    _save_words(connection, inputs, altered)


def _save_words(
    connection: sql.Connection, inputs: Inputs, altered: Mapping[str, Document]
) -> None:
    """The words of every page and claim that is shown, as they are shown."""
    pages: Mapping[str, Document] = {**inputs["documents"], **altered}
    marks = {one: mark_of(altered[one].text) if one in altered else "" for one in pages}
    save_words(
        connection, "page_words", marks, lambda one: (pages[one].title or "", pages[one].text)
    )
    masked = _altered(connection, "claims", Claim)
    claims: Mapping[str, Claim] = {**inputs["claims"], **masked}
    marks = {one: mark_of(masked[one].span.quote) if one in masked else "" for one in claims}
    save_words(
        connection, "claim_words", marks, lambda one: (claims[one].doc_id, claims[one].span.quote)
    )


def _add_rows(connection: sql.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sql.insert(load_tables()[table]), rows)


def _sheets(
    connection: sql.Connection, inputs: Inputs, altered: Mapping[str, Document]
) -> Iterator[dict[str, Any]]:
    """Each document's row of `sheet`, as the register shows it today."""
    documents: Mapping[str, Document] = inputs["documents"]
    current = current_readings(connection, tuple(documents.values()))
    reading_of = {doc.id: seq for seq, (doc, _) in current.items()}
    relations = _relations(connection)
    for read in documents.values():
        doc = altered.get(read.id, read)
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


def _altered(connection: sql.Connection, part: str, noun: type[T]) -> dict[str, T]:
    """Those of the inputs that the register shows today otherwise than they were read."""
    table = load_tables()["shown"]
    query = sql.select(table.c.ref, table.c.body).where(
        table.c.part == part, table.c.until_day.is_(None), table.c.body.is_not(None)
    )
    return {row.ref: from_json(noun, row.body) for row in connection.execute(query)}


def _relations(connection: sql.Connection) -> dict[str, str]:
    """How each document's text stands to others."""
    table = load_tables()["kinship"]
    query = sql.select(table.c.id, table.c.kind).where(table.c.until_day.is_(None))
    return {row.id: row.kind for row in connection.execute(query)}


def known_by(doc: Document) -> str:
    """The last day on which a document can have become known."""
    span = span_of(doc.known)
    return span[1].isoformat() if span else "9999-12-31"
