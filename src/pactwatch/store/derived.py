"""Register ↔ derived tables: what follows from the inputs, with the days between which it held.

A derived noun is kept whole, in its table's `body`, beside the columns by which it is found; what
the register shows of the inputs is kept by reference, and whole only where it alters it. A noun
that stays the same from one version of its knot to the next is one row. Runs are no part of what is
derived: they are shown as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from pactwatch.nouns import (
    Claim,
    Dated,
    Day,
    Discrepancy,
    Document,
    Fact,
    Hub,
    Issue,
    Judgement,
    Kinship,
    Link,
    Origin,
    Outline,
    Reading,
    Record,
    Register,
    Speaker,
    Story,
    Wording,
)
from pactwatch.store import sql
from pactwatch.store.plain import from_json, to_json
from pactwatch.store.schema import load_tables
from pactwatch.store.views import (
    load_documents,
    load_issues,
    load_judgements,
    load_readings,
    load_runs,
    many_rows,
    select_among,
)

#: Table → the register's field, the noun, and the columns by which a row is found.
WHOLE: dict[str, tuple[str, Any, Callable[[Any], tuple[str, str | None]]]] = {
    "kinship": ("kinships", Kinship, lambda one: (one.doc_id, one.relation)),
    "wording": ("wordings", Wording, lambda one: (one.id, None)),
    "story": ("stories", Story, lambda one: (one.id, None)),
    "dated": ("dated", Dated, lambda one: (one.claim_id, one.date_basis)),
    "origin": ("origins", Origin, lambda one: (one.id, one.kind)),
    "hub": ("hubs", Hub, lambda one: (one.id, one.kind)),
    "outline": ("outlines", Outline, lambda one: (one.id, one.standing)),
    "record": ("records", Record, lambda one: (one.id, one.kind)),
    "speaker": ("speakers", Speaker, lambda one: (one.id, None)),
    "discrepancy": ("discrepancies", Discrepancy, lambda one: (one.id, one.kind)),
    "contradiction": ("contradicts", tuple[str, str], lambda one: one),
    "fact": ("facts", Fact, lambda one: (one.id, None)),
}

#: Field of the register that shows inputs → the noun, and the name by which one is referred to.
SHOWN: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "documents": (Document, lambda one: one.id),
    "readings": (Reading, lambda one: one.doc_id),
    "claims": (Claim, lambda one: one.id),
    "links": (Link, lambda one: f"{one.claim_id} {one.slot} {one.to}"),
    "judgements": (Judgement, lambda one: one.id),
    "issues": (Issue, lambda one: one.id),
}

#: Field → what is referred to by which name.
Inputs = Mapping[str, Mapping[str, Any]]


def load_inputs(
    connection: sql.Connection, among: Collection[str] | None = None
) -> dict[str, tuple[Any, ...]]:
    """The inputs as they are now, by the register's fields; of all pages, or of some."""
    documents = load_documents(connection, among)
    readings = load_readings(connection, documents, is_part=among is not None)
    return {
        "documents": documents,
        "readings": readings,
        "claims": tuple(claim for reading in readings for claim in reading.claims),
        "links": tuple(link for reading in readings for link in reading.links),
        "judgements": load_judgements(connection, among),
        "issues": load_issues(connection) if among is None else (),
    }


def name_inputs(connection: sql.Connection, among: Collection[str]) -> Inputs:
    """The inputs of some pages by the names by which they are referred to."""
    inputs = load_inputs(connection, among)
    return {
        field: {name_of(one): one for one in inputs[field]} for field, (_, name_of) in SHOWN.items()
    }


def load_signs(
    connection: sql.Connection, among: Collection[str] | None = None
) -> dict[str, tuple[str, str]]:
    """Document id → its knot, and a hash of what it hung on; of all pages, or of some."""
    table = load_tables()["knot"]
    rows = select_among(connection, sql.select(table), table.c.doc_id, among)
    return {row.doc_id: (row.knot, row.sign) for row in rows}


def holds_on(table: sql.Table, day: Day | sql.BindParameter[Day] | None) -> sql.ColumnElement[bool]:
    """The rows of a derived table that hold on a day, or today."""
    if day is None:
        return table.c.until_day.is_(None)
    begun = sql.or_(table.c.from_day.is_(None), table.c.from_day <= day)
    return sql.and_(begun, sql.or_(table.c.until_day.is_(None), table.c.until_day > day))


def is_made_of(connection: sql.Connection, fingerprint: str) -> bool:
    """Whether the derived tables were made of just these inputs."""
    made = connection.execute(sql.select(load_tables()["derivation"].c.fingerprint)).scalar()
    return made == fingerprint


def load_register(
    connection: sql.Connection, day: Day | None, knots: Collection[str] | None = None
) -> Register:
    """The register as of a day, or today, or some knots of it; its parts in no particular order."""
    among = None if knots is None else pages_of(connection, knots)
    inputs = load_inputs(connection, among)
    found: dict[str, tuple[Any, ...]] = {}
    shown: dict[str, list[Any]] = {part: [] for part in SHOWN}
    for row in _shown_on(connection, "shown", day, knots):
        shown[row.part].append(row)
    for part, (noun, name_of) in SHOWN.items():
        known = {name_of(one): one for one in inputs[part]}
        found[part] = tuple(
            known[row.ref] if row.body is None else from_json(noun, row.body) for row in shown[part]
        )
    for name, (part, noun, _) in WHOLE.items():
        rows = _shown_on(connection, name, day, knots)
        found[part] = tuple(from_json(noun, row.body) for row in rows)
    return Register(as_of=day, runs=load_runs(connection), **found)


def _shown_on(
    connection: sql.Connection,
    name: str,
    day: Day | None,
    knots: Collection[str] | None,
) -> Iterator[Any]:
    """The rows of a derived table that hold on a day, of all knots or of some."""
    table = load_tables()[name]
    query = sql.select(table).where(holds_on(table, day))
    if knots is not None:
        query = query.where(table.c.knot.in_(sorted(knots)))
    yield from many_rows(connection, query)


def pages_of(connection: sql.Connection, knots: Collection[str]) -> list[str]:
    table = load_tables()["knot"]
    rows = select_among(connection, sql.select(table), table.c.knot, knots)
    return [row.doc_id for row in rows]


def load_outlines(connection: sql.Connection, day: Day | None) -> tuple[tuple[Outline, str], ...]:
    """One line for each hub as of a day, and the hub's knot."""
    table = load_tables()["outline"]
    rows = connection.execute(sql.select(table.c.body, table.c.knot).where(holds_on(table, day)))
    return tuple((from_json(Outline, row.body), row.knot) for row in rows)


def find_knots_of(connection: sql.Connection, begins: str) -> frozenset[str]:
    """The knot of the record, hub, claim or page of this id; else of all whose id begins so."""
    return _knots_where(connection, lambda column: column == begins) or _knots_where(
        connection, lambda column: _begins(column, begins)
    )


def _knots_where(
    connection: sql.Connection,
    is_asked: Callable[[sql.Column[Any]], sql.ColumnElement[bool]],
) -> frozenset[str]:
    tables, found = load_tables(), set[str]()
    for name in ("record", "hub"):
        table = tables[name]
        query = sql.select(table.c.knot).where(is_asked(table.c.id))
        found.update(connection.execute(query.distinct()).scalars())
    claim, knot = tables["claim"], tables["knot"]
    pages = sql.select(claim.c.doc_id).where(is_asked(claim.c.id))
    for here in (is_asked(knot.c.doc_id), knot.c.doc_id.in_(pages)):
        found.update(connection.execute(sql.select(knot.c.knot).where(here)).scalars())
    return frozenset(found)


def _begins(column: sql.Column[Any], begins: str) -> sql.ColumnElement[bool]:
    """That an id begins so, as a range: an index finds it, as it does not for a pattern."""
    return sql.and_(column >= begins, column < begins + "\N{DELETE}")


def save_asked(connection: sql.Connection, register: Register, asked_at: str) -> None:
    """Keep what was shown last in place of what was shown before."""
    table = load_tables()["asked"]
    connection.execute(sql.delete(table))
    connection.execute(sql.insert(table).values(asked_at=asked_at, body=to_json(register)))


def load_asked(connection: sql.Connection) -> tuple[str, Register] | None:
    """When somebody last asked what is new, and what the register was then."""
    row = connection.execute(sql.select(load_tables()["asked"])).first()
    return None if row is None else (row.asked_at, from_json(Register, row.body))
