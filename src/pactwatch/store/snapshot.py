"""One snapshot of the derived tables: nouns by id, as they held on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pactwatch.nouns import (
    Dated,
    Day,
    Discrepancy,
    Fact,
    Hub,
    Kinship,
    Origin,
    Record,
    Speaker,
    Story,
    Wording,
)
from pactwatch.store import sql
from pactwatch.store.derived import holds_on
from pactwatch.store.plain import from_json
from pactwatch.store.schema import load_tables

BATCH = 500  #: ids in one query

#: What each derived table holds.
NOUNS: dict[str, Any] = {
    "hub": Hub,
    "record": Record,
    "speaker": Speaker,
    "story": Story,
    "wording": Wording,
    "kinship": Kinship,
    "dated": Dated,
    "origin": Origin,
    "discrepancy": Discrepancy,
    "fact": Fact,
}


class Snapshot:
    """The register as of a day, or as it is."""

    def __init__(self, connection: sql.Connection, day: Day | None) -> None:
        self._connection = connection
        self.day = day

    @property
    def connection(self) -> sql.Connection:
        """For the modules of this room alone."""
        return self._connection

    def holds(self, table: sql.Table) -> Any:
        """The rows of a derived table that held on the day."""
        return holds_on(table, self.day)

    def is_known(self, sheet: sql.Table) -> Any:
        """The pages that were known on the day."""
        return sheet.c.known_by <= (self.day or date.max.isoformat())

    def by_id(self, table: str, ids: Iterable[str]) -> dict[str, Any]:
        """Nouns by id, in the order asked for; those that there are not are left out."""
        rows = load_tables()[table]
        asked = list(dict.fromkeys(ids))
        found: dict[str, Any] = {}
        for some in batches(asked):
            query = sql.select(rows.c.id, rows.c.body).where(rows.c.id.in_(some), self.holds(rows))
            for row in self._connection.execute(query):
                found[row.id] = from_json(NOUNS[table], row.body)
        return {one: found[one] for one in asked if one in found}

    def former(self, table: str, id_: str) -> Any:
        """What has, or had, this id: its newest version, whatever the day; None where none is kept."""
        rows = load_tables()[table]
        query = sql.select(rows.c.body).where(rows.c.id == id_)
        body = self._connection.execute(query.order_by(rows.c.from_day.desc()).limit(1)).scalar()
        return None if body is None else from_json(NOUNS[table], body)

    def wholes_of_claims(self, whole: str, claim_ids: Iterable[str]) -> dict[str, Any]:
        """Claim id → the record or origin to which it belongs."""
        table = load_tables()[f"claim_{whole}"]
        whole_of: dict[str, str] = {}
        for some in batches(claim_ids):
            query = sql.select(table).where(table.c.claim_id.in_(some), self.holds(table))
            for row in self._connection.execute(query):
                whole_of[row.claim_id] = getattr(row, f"{whole}_id")
        nouns = self.by_id(whole, sorted(set(whole_of.values())))
        return {claim: nouns[one] for claim, one in whole_of.items() if one in nouns}


def batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids, each once, in lists that one query takes."""
    asked = list(dict.fromkeys(ids))
    for start in range(0, len(asked), BATCH):
        yield asked[start : start + BATCH]
