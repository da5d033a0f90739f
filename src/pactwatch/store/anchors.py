"""Anchors: where the register's ledger stands in the archive's chain, and what is told of it."""

from __future__ import annotations

import json

from pactwatch.store import sql
from pactwatch.store.schema import load_tables


def unanchored_head(connection: sql.Connection) -> str | None:
    """The newest seal, where more than the anchor itself was written since the last anchor."""
    newest = connection.exec_driver_sql(
        "SELECT digest, body FROM seal ORDER BY seq DESC LIMIT 1"
    ).first()
    if newest is None or set(json.loads(newest[1])["added"]) == {"anchor"}:
        return None
    return str(newest[0])


def add_anchor(connection: sql.Connection, sealed: str, head: str, anchored_at: str) -> None:
    """That the seal `sealed` stands in the archive, whose last hash was then `head`."""
    connection.execute(
        sql.insert(load_tables()["anchor"]).values(
            sealed=sealed, head=head, anchored_at=anchored_at
        )
    )


def load_anchors(connection: sql.Connection) -> tuple[tuple[str, str], ...]:
    """What was sealed and the archive's hash after it, oldest first."""
    table = load_tables()["anchor"]
    rows = connection.execute(sql.select(table).order_by(table.c.seq))
    return tuple((row.sealed, row.head) for row in rows)
