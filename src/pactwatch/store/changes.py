"""Rows that were added since → the pages of which something may be shown otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from pactwatch.store import sql
from pactwatch.store.schema import load_tables

#: Tables whose newest row tells that inputs were added.
GROWING = ("metadata", "intake_end", "sighting", "reading", "attempt", "judgement", "card")

#: The pages that new rows of a table are about.
_ABOUT = {
    "sighting": "SELECT doc_id FROM sighting WHERE seq > ?",
    "reading": "SELECT doc_id FROM reading WHERE seq > ?",
    # once an intake has ended, the ones before it of its capture speak no more
    "intake_end": "SELECT seen.doc_id FROM intake_end AS ended "
    "JOIN intake AS own ON own.seq = ended.intake "
    "JOIN intake AS other ON other.capture_id = own.capture_id "
    "JOIN sighting AS seen ON seen.intake = other.seq WHERE ended.seq > ?",
    "judgement": "SELECT doc_id FROM judgement WHERE seq > ?1 UNION "
    "SELECT json_extract(body, '$.other.doc_id') FROM judgement WHERE seq > ?1",
}
#: The other pages at the addresses of some, as each replaces the one before it.
_AT_ONE_ADDRESS = (
    "SELECT other.doc_id FROM sighting AS own JOIN sighting AS other ON other.url = own.url "
    "WHERE own.doc_id IN (SELECT value FROM json_each(?))"
)


def newest_rows(connection: sql.Connection) -> dict[str, int]:
    """The number of the newest row of each table of inputs."""
    tables = load_tables()
    return {
        name: connection.execute(sql.select(sql.func.max(tables[name].c.seq))).scalar() or 0
        for name in GROWING
    }


def changed_pages(connection: sql.Connection, newest: Mapping[str, int]) -> frozenset[str]:
    """The pages of which something may be shown otherwise since these were the newest rows."""
    found: set[str] = set()
    for name, query in _ABOUT.items():
        rows = connection.exec_driver_sql(query, (newest[name],)).scalars()
        found.update(doc_id for doc_id in rows if doc_id is not None)
    return at_their_addresses(connection, found)


def at_their_addresses(connection: sql.Connection, doc_ids: Iterable[str]) -> frozenset[str]:
    """These pages, with all that were seen at an address of one of them, and so on."""
    found, fresh = set(doc_ids), set(doc_ids)
    while fresh:
        asked = json.dumps(sorted(fresh))
        fresh = set(connection.exec_driver_sql(_AT_ONE_ADDRESS, (asked,)).scalars()) - found
        found |= fresh
    return frozenset(found)


def pages_from(connection: sql.Connection, sources: Iterable[str]) -> frozenset[str]:
    """The pages that were seen in some sources."""
    query = "SELECT doc_id FROM sighting WHERE source IN (SELECT value FROM json_each(?))"
    rows = connection.exec_driver_sql(query, (json.dumps(sorted(sources)),)).scalars()
    return frozenset(rows)
