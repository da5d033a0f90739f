"""Register ↔ derived tables: what was last made from the inputs, replaced all at once.

A derived noun is kept whole, in its table's `body`, beside the columns by which it is found; what
the register shows of the inputs is kept by reference, and whole only where it alters it. Runs are
no part of what is derived: they are shown as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pactwatch.nouns import (
    Claim,
    Dated,
    Discrepancy,
    Document,
    Fact,
    Hub,
    Issue,
    Judgement,
    Kinship,
    Link,
    Origin,
    Reading,
    Record,
    Register,
    Speaker,
    Story,
    Wording,
)
from pactwatch.store import sql
from pactwatch.store.plain import from_json, to_json
from pactwatch.store.schema import DERIVED, load_tables
from pactwatch.store.views import (
    load_documents,
    load_issues,
    load_judgements,
    load_readings,
    load_runs,
)

#: Table → the register's field, the noun, and the columns by which a row is found.
WHOLE: dict[str, tuple[str, Any, Callable[[Any], tuple[str | None, str | None]]]] = {
    "kinship": ("kinships", Kinship, lambda one: (one.doc_id, one.relation)),
    "wording": ("wordings", Wording, lambda one: (one.id, None)),
    "story": ("stories", Story, lambda one: (one.id, None)),
    "dated": ("dated", Dated, lambda one: (one.claim_id, one.date_basis)),
    "origin": ("origins", Origin, lambda one: (one.id, one.kind)),
    "hub": ("hubs", Hub, lambda one: (one.id, one.kind)),
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


def load_inputs(connection: sql.Connection) -> dict[str, tuple[Any, ...]]:
    """The inputs as they are now, by the register's fields."""
    documents = load_documents(connection)
    readings = load_readings(connection, documents)
    return {
        "documents": documents,
        "readings": readings,
        "claims": tuple(claim for reading in readings for claim in reading.claims),
        "links": tuple(link for reading in readings for link in reading.links),
        "judgements": load_judgements(connection),
        "issues": load_issues(connection),
        "runs": load_runs(connection),
    }


def save_register(connection: sql.Connection, register: Register, fingerprint: str) -> None:
    """Replace the derived tables by this register."""
    tables = load_tables()
    for name in ("derivation", "shown", "claim_record", "claim_origin", *DERIVED):
        connection.execute(sql.delete(tables[name]))
    inputs = load_inputs(connection)
    for field, (_, name_of) in SHOWN.items():
        known = {name_of(one): one for one in inputs[field]}
        rows = [
            {"part": field, "position": n, **_reference(one, name_of(one), known)}
            for n, one in enumerate(getattr(register, field))
        ]
        _add_rows(connection, "shown", rows)
    for table, (field, _, columns) in WHOLE.items():
        rows = []
        for n, one in enumerate(getattr(register, field)):
            key, kind = columns(one)
            rows.append({"position": n, "id": key, "kind": kind, "body": to_json(one)})
        _add_rows(connection, table, rows)
    _add_members(connection, "record", register.records)
    _add_members(connection, "origin", register.origins)
    connection.execute(
        sql.insert(tables["derivation"]).values(fingerprint=fingerprint, as_of=register.as_of)
    )


def _reference(one: object, name: str, known: dict[str, object]) -> dict[str, str | None]:
    is_as_stored = known.get(name) == one
    return {"ref": name, "body": None if is_as_stored else to_json(one)}


def _add_members(connection: sql.Connection, whole: str, nouns: Iterable[Record | Origin]) -> None:
    rows = [
        {f"{whole}_id": noun.id, "position": n, "claim_id": claim_id}
        for noun in nouns
        for n, claim_id in enumerate(noun.claims)
    ]
    _add_rows(connection, f"claim_{whole}", rows)


def _add_rows(connection: sql.Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sql.insert(load_tables()[table]), rows)


def load_register(connection: sql.Connection, fingerprint: str) -> Register | None:
    """The register as last saved, or None where the inputs are no longer those it was made from."""
    tables = load_tables()
    derivation = connection.execute(sql.select(tables["derivation"])).first()
    if derivation is None or derivation.fingerprint != fingerprint:
        return None
    inputs = load_inputs(connection)
    found: dict[str, tuple[Any, ...]] = {}
    shown = tables["shown"]
    for field, (noun, name_of) in SHOWN.items():
        known = {name_of(one): one for one in inputs[field]}
        rows = connection.execute(
            sql.select(shown.c.ref, shown.c.body)
            .where(shown.c.part == field)
            .order_by(shown.c.position)
        )
        found[field] = tuple(
            known[row.ref] if row.body is None else from_json(noun, row.body) for row in rows
        )
    for name, (field, noun, _) in WHOLE.items():
        rows = connection.execute(sql.select(tables[name].c.body).order_by(tables[name].c.position))
        found[field] = tuple(from_json(noun, row.body) for row in rows)
    return Register(as_of=derivation.as_of, runs=inputs["runs"], **found)


def save_asked(connection: sql.Connection, register: Register, asked_at: str) -> None:
    """Keep what was shown last in place of what was shown before."""
    table = load_tables()["asked"]
    connection.execute(sql.delete(table))
    connection.execute(sql.insert(table).values(asked_at=asked_at, body=to_json(register)))


def load_asked(connection: sql.Connection) -> tuple[str, Register] | None:
    """When somebody last asked what is new, and what the register was then."""
    row = connection.execute(sql.select(load_tables()["asked"])).first()
    return None if row is None else (row.asked_at, from_json(Register, row.body))
