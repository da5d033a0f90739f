"""One snapshot of the derived tables: nouns by id, as they held on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from pactwatch.ids import canonical
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

    def find(
        self, query: sql.Select[Any] | sql.TextClause, asked: Iterable[str | int]
    ) -> Sequence[Any]:
        """The rows of a query that was made once, for `among` these."""
        told = {"asked": canonical(list(asked)), "day": self.day, "last_day": self._last_day}
        return self._connection.execute(query, told).all()

    @property
    def is_today(self) -> bool:
        """Whether the register is shown as it is."""
        return self.day is None

    @property
    def _last_day(self) -> Day:
        return self.day or date.max.isoformat()

    def holds(self, table: sql.Table) -> Any:
        """The rows of a derived table that held on the day."""
        return holds_on(table, self.day)

    def by_id(self, table: str, ids: Iterable[str]) -> dict[str, Any]:
        """Nouns by id, in the order asked for; those that there are not are left out."""
        asked = list(dict.fromkeys(ids))
        found = {
            row.id: from_json(NOUNS[table], row.body)
            for row in (self.find(_of_ids(table, self.is_today), asked) if asked else ())
        }
        return {one: found[one] for one in asked if one in found}

    def former(self, table: str, id_: str) -> Any:
        """What has, or had, this id: its newest version, whatever the day; None where none is kept."""
        rows = load_tables()[table]
        query = sql.select(rows.c.body).where(rows.c.id == id_)
        body = self._connection.execute(query.order_by(rows.c.from_day.desc()).limit(1)).scalar()
        return None if body is None else from_json(NOUNS[table], body)

    def wholes_of_claims(self, whole: str, claim_ids: Iterable[str]) -> dict[str, Any]:
        """Claim id → the record or origin to which it belongs."""
        rows = self.find(_of_claims(whole, self.is_today), claim_ids)
        nouns = self.by_id(whole, sorted({row.whole for row in rows}))
        return {row.claim_id: nouns[row.whole] for row in rows if row.whole in nouns}


def among(column: sql.Column[Any]) -> Any:
    """That a column has one of the values for which `Snapshot.find` asks, however many."""
    asked = sql.func.json_each(sql.bindparam("asked")).table_valued("value")
    return column.in_(sql.select(asked.c.value))


def was_so(table: sql.Table, is_today: bool) -> Any:
    """The rows of a derived table that held on the day of `Snapshot.find`."""
    return holds_on(table, None if is_today else sql.bindparam("day"))


def was_known(sheet: sql.Table) -> Any:
    """The pages that were known on the day of `Snapshot.find`."""
    return sheet.c.known_by <= sql.bindparam("last_day")


# Making a query costs more than most of them take: each is made once.


@lru_cache(maxsize=64)
def _of_ids(table: str, is_today: bool) -> sql.Select[Any]:
    rows = load_tables()[table]
    return sql.select(rows.c.id, rows.c.body).where(among(rows.c.id), was_so(rows, is_today))


@lru_cache(maxsize=8)
def _of_claims(whole: str, is_today: bool) -> sql.Select[Any]:
    rows = load_tables()[f"claim_{whole}"]
    return sql.select(rows.c.claim_id, rows.c[f"{whole}_id"].label("whole")).where(
        among(rows.c.claim_id), was_so(rows, is_today)
    )
