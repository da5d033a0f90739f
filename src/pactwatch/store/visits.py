"""What a watch has seen ↔ rows: visits and cards, appended; the newest of each speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.nouns import Card, Visit
from pactwatch.store import sql
from pactwatch.store.plain import from_json, to_json
from pactwatch.store.schema import load_tables


def visit_of(connection: sql.Connection, address: str) -> Visit | None:
    """What came of an address when it was last asked for."""
    table = load_tables()["visit"]
    body = connection.execute(
        sql.select(table.c.body)
        .where(table.c.address == address)
        .order_by(table.c.seq.desc())
        .limit(1)
    ).scalar()
    return None if body is None else from_json(Visit, body)


def load_due(connection: sql.Connection) -> tuple[Visit, ...]:
    """The addresses that are still to be fetched, in the order in which they became so."""
    table = load_tables()["visit"]
    newest = sql.select(sql.func.max(table.c.seq)).group_by(table.c.address)
    rows = connection.execute(
        sql.select(table.c.body)
        .where(
            table.c.seq.in_(newest),
            sql.or_(
                table.c.body.like('%"result":"due"%'), table.c.body.like('%"result":"failed"%')
            ),
        )
        .order_by(table.c.seq)
    )
    found = (from_json(Visit, row.body) for row in rows)
    return tuple(visit for visit in found if visit.result in ("due", "failed"))


def load_archived(connection: sql.Connection) -> Iterator[Visit]:
    """The visits whose bytes are in the archive, oldest first."""
    table = load_tables()["visit"]
    rows = connection.execute(
        sql.select(table.c.body).where(table.c.body.like('%"archived":"%')).order_by(table.c.seq)
    )
    found = (from_json(Visit, row.body) for row in rows)
    yield from (visit for visit in found if visit.archived is not None)


def add_visits(connection: sql.Connection, seen: Sequence[Visit], run_id: str) -> None:
    """Append what came of addresses."""
    rows = [{"address": one.address, "body": to_json(one), "run_id": run_id} for one in seen]
    if rows:
        connection.execute(sql.insert(load_tables()["visit"]), rows)


def load_cards(connection: sql.Connection) -> tuple[Card, ...]:
    """The newest card of each outlet, by name."""
    table = load_tables()["card"]
    rows = connection.execute(sql.select(table).order_by(table.c.seq))
    newest = {row.outlet: row.body for row in rows}
    return tuple(from_json(Card, newest[name]) for name in sorted(newest))


def add_cards(connection: sql.Connection, cards: Sequence[Card], run_id: str) -> None:
    """Append the cards that say something new."""
    known = {card.name: card for card in load_cards(connection)}
    rows = [
        {"outlet": card.name, "body": to_json(card), "run_id": run_id}
        for card in cards
        if known.get(card.name) != card
    ]
    if rows:
        connection.execute(sql.insert(load_tables()["card"]), rows)
